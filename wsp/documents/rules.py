"""Pure checks about documents."""

from typing import Final

from wsp.documents.enums import UploadState
from wsp.documents.errors import NotOpenYet, ReasonNeeded

_REASONS: Final = {
    UploadState.QUARANTINE: "Dit bestand wordt nog op virussen gecontroleerd. Probeer het over een paar minuten.",
    UploadState.INFECTED: "In dit bestand zat een virus. Het is gewist. Vraag de afzender om een schoon bestand.",
    UploadState.UNSCANNED: "Dit bestand is niet op virussen gecontroleerd. Wacht tot er een virusscanner is.",
}


def may_open(state: UploadState, *, unscanned_allowed: bool) -> bool:
    """Tell whether a file left quarantine and may be handed out."""
    return state is UploadState.CLEAN or (state is UploadState.UNSCANNED and unscanned_allowed)


def check_may_open(state: UploadState, *, unscanned_allowed: bool) -> None:
    """Refuse a file that was not passed by the scanner.

    Raises:
        NotOpenYet: says why.

    """
    if not may_open(state, unscanned_allowed=unscanned_allowed):
        raise NotOpenYet(_REASONS[state])


def check_new_edition(edition: int, reason: str | None) -> None:
    """Refuse a version that takes the place of another without a word.

    Raises:
        ReasonNeeded: it is not the first, and nobody said why.

    """
    if edition > 1 and not (reason or "").strip():
        raise ReasonNeeded
