"""Kinds of letters; kinds and states of files that were handed in."""

from enum import StrEnum
from typing import Final


class LetterKind(StrEnum):
    """What a letter is; the value is also the name of its template in `templates/letters`."""

    PLACEMENT_CONFIRMATION = "plaatsingsbevestiging"
    DECISION = "beschikking"


LETTER_TITLES: Final = {
    LetterKind.PLACEMENT_CONFIRMATION: "Bevestiging van de plaatsing",
    LetterKind.DECISION: "Beschikking",
}
"""Title of the document, for lists and for the reader's program."""

TO_EMPLOYER: Final = frozenset({LetterKind.PLACEMENT_CONFIRMATION, LetterKind.DECISION})
"""Letters whose receiver is the employer: it reads them again in the portal. Every other kind stays with staff."""


class UploadState(StrEnum):
    """Whether a file that was handed in may be opened."""

    QUARANTINE = "quarantaine"
    CLEAN = "schoon"
    UNSCANNED = "niet-gescand"
    INFECTED = "besmet"


UPLOAD_STATES: Final = {
    UploadState.QUARANTINE: "Wordt gecontroleerd",
    UploadState.CLEAN: "Gecontroleerd",
    UploadState.UNSCANNED: "Niet op virussen gecontroleerd",
    UploadState.INFECTED: "Virus gevonden, bestand gewist",
}


class UploadKind(StrEnum):
    """What a file is, as whoever hands it in says."""

    CONTRACT = "contract"
    CV = "cv"
    STATEMENT = "verklaring"
    DECISION = "beschikking"
    REPORT = "verslag"
    OTHER = "overig"


UPLOAD_KINDS: Final = {
    UploadKind.CONTRACT: "Contract",
    UploadKind.CV: "Cv",
    UploadKind.STATEMENT: "Verklaring",
    UploadKind.DECISION: "Beschikking",
    UploadKind.REPORT: "Verslag",
    UploadKind.OTHER: "Ander document",
}


class Origin(StrEnum):
    """Through which door a file came in."""

    STAFF = "medewerker"
    PORTAL = "portaal"


ORIGINS: Final = {Origin.STAFF: "", Origin.PORTAL: "door de werkgever"}
