"""Who must do what about a placement, and how it was done: closed lists with the words that people see."""

from enum import StrEnum
from typing import Final


class Party(StrEnum):
    """Who must act. The first seven work here or with us; the last two are awaited."""

    WSP = "wsp"
    CLIENT_MANAGER = "klantmanager"
    JOB_COACH = "jobcoach"
    EMPLOYER = "werkgever"
    WORKER = "werknemer"
    MUNICIPALITY = "gemeente"
    ADMINISTRATION = "administratie"
    UWV = "uwv"
    TAX_OFFICE = "belastingdienst"


PARTY_LABELS: Final = {
    Party.WSP: "Accountmanager",
    Party.CLIENT_MANAGER: "Klantmanager",
    Party.JOB_COACH: "Jobcoach",
    Party.EMPLOYER: "Werkgever",
    Party.WORKER: "Werknemer",
    Party.MUNICIPALITY: "Gemeente",
    Party.ADMINISTRATION: "Administratie",
    Party.UWV: "UWV",
    Party.TAX_OFFICE: "Belastingdienst",
}
AWAITED: Final = frozenset({Party.UWV, Party.TAX_OFFICE})
"""Nobody here can do their work, or tell by itself that it was done."""


class DutyKind(StrEnum):
    """What must be done."""

    APPLY = "aanvragen"
    MEASURE = "meten"
    DECIDE = "besluiten"
    PROLONG = "verlengen"
    EVALUATE = "evalueren"
    HAND_IN = "inleveren"
    REINDEX = "indexeren"
    PAY = "betalen"
    AFTERCARE = "nazorg"
    ARRANGE = "regelen"
    STOP = "stoppen"
    EXPECT = "afwachten"


DUTY_LABELS: Final = {
    DutyKind.APPLY: "Aanvragen",
    DutyKind.MEASURE: "Loonwaarde meten",
    DutyKind.DECIDE: "Besluiten",
    DutyKind.PROLONG: "Verlengen of stoppen",
    DutyKind.EVALUATE: "Evalueren",
    DutyKind.HAND_IN: "Inleveren",
    DutyKind.REINDEX: "Bedrag aanpassen",
    DutyKind.PAY: "Betalen",
    DutyKind.AFTERCARE: "Nazorg",
    DutyKind.ARRANGE: "Regelen",
    DutyKind.STOP: "Stoppen",
    DutyKind.EXPECT: "Afwachten",
}
AFTER_THE_END: Final = frozenset({DutyKind.DECIDE, DutyKind.HAND_IN, DutyKind.PAY, DutyKind.EXPECT})
"""The only kinds that may fall after the last day of the placement: what is owed about the time before."""


class ObligationState(StrEnum):
    """Where an obligation stands. Late is not a state: it is open, and its day is past."""

    OPEN = "open"
    DONE = "klaar"
    DROPPED = "vervallen"


STATE_LABELS: Final = {
    ObligationState.OPEN: "Open",
    ObligationState.DONE: "Klaar",
    ObligationState.DROPPED: "Vervallen",
}


class DoneWith(StrEnum):
    """With what it was done."""

    ACT = "handeling"
    FILE = "bestand"
    DECISION = "besluit"
    LETTER = "brief"
    MEASUREMENT = "meting"
    TASK = "taak"
    PORTAL = "portaal"


DONE_LABELS: Final = {
    DoneWith.ACT: "Zonder stuk",
    DoneWith.FILE: "Bestand",
    DoneWith.DECISION: "Besluit",
    DoneWith.LETTER: "Brief",
    DoneWith.MEASUREMENT: "Meting",
    DoneWith.TASK: "Taak op Mijn dag",
    DoneWith.PORTAL: "Melding in het portaal",
}
BY_HAND: Final = (DoneWith.ACT, DoneWith.FILE, DoneWith.DECISION, DoneWith.LETTER)
"""What a colleague may choose; the others follow from what happened."""


class Origin(StrEnum):
    """Which plan an obligation belongs to."""

    PLACEMENT = "plaatsing"
    PAYMENTS = "betalingen"
    """Kept by the room that pays: orders to make, to approve and to reclaim."""


class Cause(StrEnum):
    """Why obligations were planned again: the change that people read beside the old and the new day."""

    MADE = "gemaakt"
    TERMS = "afspraken"
    LONGER = "langer"
    SHORTER = "korter"
    MEASURED = "gemeten"
    ANSWERS = "antwoorden"
    INSTRUMENT = "stand"
    ATTACHED = "toegevoegd"
    EMPLOYED = "in-dienst"
    ENDED = "beeindigd"
    RESUMED = "hervat"
    LOOKED_AGAIN = "nagelopen"


CAUSE_LABELS: Final = {
    Cause.MADE: "plaatsing gemaakt",
    Cause.TERMS: "uren, loon of vorm gewijzigd",
    Cause.LONGER: "contract verlengd",
    Cause.SHORTER: "contract verkort",
    Cause.MEASURED: "loonwaarde gemeten",
    Cause.ANSWERS: "antwoorden over regelingen gewijzigd",
    Cause.INSTRUMENT: "stand van een regeling gewijzigd",
    Cause.ATTACHED: "regeling toegevoegd of opnieuw beantwoord",
    Cause.EMPLOYED: "in dienst na de proefplaatsing",
    Cause.ENDED: "plaatsing beëindigd",
    Cause.RESUMED: "plaatsing hervat",
    Cause.LOOKED_AGAIN: "opnieuw berekend met de regels van nu",
}
