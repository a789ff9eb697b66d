"""Kinds of letters; kinds and states of files that were handed in."""

from enum import StrEnum
from typing import Final


class LetterKind(StrEnum):
    """What a letter is; the value is also the name of its template in `templates/letters`."""

    PLACEMENT_CONFIRMATION = "plaatsingsbevestiging"
    PLACEMENT_AGREEMENT = "plaatsingsovereenkomst"
    TRIAL_AGREEMENT = "proefplaatsingsovereenkomst"
    SUBSIDY_REQUEST = "aanvraag-loonkostensubsidie"
    GRANT = "toekenning"
    PLACEMENT_END = "beeindiging"
    COACH_EVALUATION = "evaluatie-jobcoach"
    DECISION = "beschikking"
    SOCIAL_RETURN = "overzicht-social-return"


LETTER_TITLES: Final = {
    LetterKind.PLACEMENT_CONFIRMATION: "Bevestiging van de plaatsing",
    LetterKind.PLACEMENT_AGREEMENT: "Plaatsingsovereenkomst",
    LetterKind.TRIAL_AGREEMENT: "Overeenkomst proefplaatsing",
    LetterKind.SUBSIDY_REQUEST: "Aanvraag loonkostensubsidie",
    LetterKind.GRANT: "Een regeling is toegekend",
    LetterKind.PLACEMENT_END: "Einde van de plaatsing",
    LetterKind.COACH_EVALUATION: "Evaluatie van de jobcoach",
    LetterKind.DECISION: "Beschikking",
    LetterKind.SOCIAL_RETURN: "Overzicht social return",
}
"""Title of the document, for lists and for the reader's program."""

TO_EMPLOYER: Final = frozenset(
    {
        LetterKind.PLACEMENT_CONFIRMATION, LetterKind.PLACEMENT_AGREEMENT, LetterKind.TRIAL_AGREEMENT,
        LetterKind.SUBSIDY_REQUEST, LetterKind.GRANT, LetterKind.PLACEMENT_END, LetterKind.DECISION,
        LetterKind.SOCIAL_RETURN,
    }
)  # fmt: skip
"""Letters whose receiver is the employer: those about a placement it reads again in the portal. Every other kind stays
with staff."""


PDF: Final = "application/pdf"
"""The form of a letter that is sent; every version has one."""


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
