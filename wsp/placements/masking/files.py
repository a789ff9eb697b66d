"""Files that the own organisation handed in, and letters to it: what stands on the page, and what goes out."""

from collections.abc import Mapping
from typing import Final

from wsp.documents.enums import TO_EMPLOYER, LetterKind, Origin, UploadState
from wsp.documents.models import Document, Upload
from wsp.documents.rules import check_may_open, may_open
from wsp.foundation.files import settings
from wsp.placements.masking.dispatch import for_employer
from wsp.placements.shown import Fetched, HandedIn, SentLetter

_FILE_TOLD: Final[Mapping[UploadState, str]] = {
    UploadState.QUARANTINE: "Wij controleren het bestand op virussen",
    UploadState.CLEAN: "Ontvangen",
    UploadState.UNSCANNED: "Ontvangen",
    UploadState.INFECTED: "Er zat een virus in. Stuur een schoon bestand",
}


@for_employer.register
def _file(row: Upload, /, *, fetched: bool = False) -> HandedIn | Fetched:
    """A file of the own organisation: that it is here and whether it may be opened, not who read it.

    `fetched` gives the file itself (its content loaded), once it left quarantine.
    """
    if row.origin != Origin.PORTAL.value:
        message = f"upload {row.id} did not come through the portal"
        raise TypeError(message)
    state = UploadState(row.state)
    allowed = settings.current().unscanned == "allow"
    if fetched:
        check_may_open(state, unscanned_allowed=allowed)
        return Fetched(row.name, row.media_type, row.content or b"")
    return HandedIn(
        id=row.id,
        name=row.name,
        handed_in_at=row.created_at,
        state=_FILE_TOLD[state],
        refused=state is UploadState.INFECTED,
        opens=may_open(state, unscanned_allowed=allowed),
    )


@for_employer.register
def _letter(row: Document, /, *, fetched: bool = False) -> SentLetter | Fetched:
    """A letter to the employer; what a letter holds was decided when it was written (`documents.commands`)."""
    if LetterKind(row.kind) not in TO_EMPLOYER:
        message = f"a letter of kind {row.kind} is not to the employer"
        raise TypeError(message)
    if fetched:
        return Fetched(row.filename, row.media_type, row.content)
    return SentLetter(id=row.id, title=row.title, edition=row.edition, written_at=row.created_at)
