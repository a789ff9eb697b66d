"""States of introductions, placements and attached instruments as data, and the words people see."""

from enum import StrEnum
from typing import Final

from wsp.foundation.states import StateTable


class IntroductionState(StrEnum):
    """Where an introduction (voordracht) stands, from longlist to answer."""

    LONGLIST = "longlist"
    ASKED_CLIENT_MANAGER = "akkoord-klantmanager-gevraagd"
    OFFERED = "anoniem-aangeboden"
    INTEREST = "belangstelling-werkgever"
    ASKED_CANDIDATE = "akkoord-kandidaat-gevraagd"
    NAMED = "met-naam-voorgesteld"
    INVITED = "uitgenodigd"
    INTERVIEW = "gesprek"
    HIRED = "aangenomen"
    REJECTED = "afgewezen"
    WITHDRAWN = "teruggetrokken"
    EXPIRED = "verlopen"


_I = IntroductionState
_END: Final = frozenset({_I.REJECTED, _I.WITHDRAWN, _I.EXPIRED})
INTRODUCTION_STATES: Final = StateTable(
    noun="voordracht",
    labels={
        _I.LONGLIST: "Op de longlist",
        _I.ASKED_CLIENT_MANAGER: "Akkoord klantmanager gevraagd",
        _I.OFFERED: "Anoniem aangeboden",
        _I.INTEREST: "Belangstelling werkgever",
        _I.ASKED_CANDIDATE: "Akkoord kandidaat gevraagd",
        _I.NAMED: "Met naam voorgesteld",
        _I.INVITED: "Uitgenodigd",
        _I.INTERVIEW: "Gesprek gehad",
        _I.HIRED: "Aangenomen",
        _I.REJECTED: "Afgewezen",
        _I.WITHDRAWN: "Teruggetrokken",
        _I.EXPIRED: "Verlopen",
    },
    transitions={
        _I.LONGLIST: frozenset({_I.ASKED_CLIENT_MANAGER}) | _END,
        _I.ASKED_CLIENT_MANAGER: frozenset({_I.OFFERED, _I.LONGLIST}) | _END,
        _I.OFFERED: frozenset({_I.INTEREST}) | _END,
        _I.INTEREST: frozenset({_I.ASKED_CANDIDATE, _I.NAMED}) | _END,
        _I.ASKED_CANDIDATE: frozenset({_I.NAMED}) | _END,
        _I.NAMED: frozenset({_I.INVITED, _I.INTERVIEW, _I.HIRED}) | _END,
        _I.INVITED: frozenset({_I.INTERVIEW, _I.HIRED}) | _END,
        _I.INTERVIEW: frozenset({_I.INVITED, _I.HIRED}) | _END,
        _I.HIRED: frozenset(),
        _I.REJECTED: frozenset(),
        _I.WITHDRAWN: frozenset(),
        _I.EXPIRED: frozenset(),
    },
)
CLOSED_INTRODUCTION: Final = frozenset({_I.HIRED}) | _END
NEEDS_REASON: Final = frozenset({_I.REJECTED, _I.WITHDRAWN})
WAITS_FOR_EMPLOYER: Final = frozenset({_I.OFFERED, _I.NAMED})
"""The employer must answer; after five working days this shows on Mijn dag."""

STEP_LABELS: Final = {
    _I.LONGLIST: "Terug naar de longlist",
    _I.ASKED_CLIENT_MANAGER: "Akkoord vragen aan klantmanager",
    _I.OFFERED: "Anoniem aanbieden",
    _I.INTEREST: "Werkgever heeft belangstelling",
    _I.ASKED_CANDIDATE: "Akkoord vragen aan kandidaat",
    _I.NAMED: "Met naam voorstellen",
    _I.INVITED: "Afspraak vastleggen",
    _I.INTERVIEW: "Gesprek is geweest",
    _I.HIRED: "Plaatsen",
    _I.REJECTED: "Afwijzing vastleggen",
    _I.WITHDRAWN: "Voordracht intrekken",
    _I.EXPIRED: "Laten verlopen",
}
"""What the button of a step says."""


class ClosingReason(StrEnum):
    """Why an introduction stopped. Judges the match, never the person."""

    OTHER_CANDIDATE = "andere-kandidaat"
    WORK_DOES_NOT_FIT = "werk-past-niet"
    HOURS_DO_NOT_FIT = "uren-passen-niet"
    TOO_FAR = "reistijd"
    GUIDANCE = "begeleiding-niet-mogelijk"
    VACANCY_CLOSED = "vacature-vervalt"
    CANDIDATE_DECLINES = "kandidaat-wil-niet"
    NOT_NOW = "nu-niet"
    NO_ANSWER = "geen-antwoord"
    OTHER = "anders"


CLOSING_LABELS: Final = {
    ClosingReason.OTHER_CANDIDATE: "De werkgever koos een andere kandidaat",
    ClosingReason.WORK_DOES_NOT_FIT: "Het werk past niet",
    ClosingReason.HOURS_DO_NOT_FIT: "De uren passen niet",
    ClosingReason.TOO_FAR: "De reistijd is te lang",
    ClosingReason.GUIDANCE: "De begeleiding kan daar niet",
    ClosingReason.VACANCY_CLOSED: "De vacature vervalt",
    ClosingReason.CANDIDATE_DECLINES: "De kandidaat wil dit niet",
    ClosingReason.NOT_NOW: "Nu niet, later misschien wel",
    ClosingReason.NO_ANSWER: "De werkgever antwoordt niet",
    ClosingReason.OTHER: "Andere reden",
}


class PlacementState(StrEnum):
    """Where a placement stands."""

    PLANNED = "gepland"
    TRIAL = "proefplaatsing"
    RUNNING = "lopend"
    ENDED = "beeindigd"
    LASTING = "duurzaam"


_P = PlacementState
PLACEMENT_STATES: Final = StateTable(
    noun="plaatsing",
    labels={
        _P.PLANNED: "Gepland",
        _P.TRIAL: "Proefplaatsing",
        _P.RUNNING: "Lopend",
        _P.ENDED: "Beëindigd",
        _P.LASTING: "Duurzaam",
    },
    transitions={
        _P.PLANNED: frozenset({_P.TRIAL, _P.RUNNING, _P.ENDED}),
        _P.TRIAL: frozenset({_P.RUNNING, _P.ENDED}),
        _P.RUNNING: frozenset({_P.LASTING, _P.ENDED}),
        _P.LASTING: frozenset({_P.ENDED}),
        _P.ENDED: frozenset(),
    },
)
OPEN_PLACEMENT: Final = frozenset({_P.PLANNED, _P.TRIAL, _P.RUNNING, _P.LASTING})
"""These hold a place of the vacancy."""


class PlacementKind(StrEnum):
    """What somebody works under; a term of a placement, so it may change."""

    FIXED_TERM = "bepaalde-tijd"
    PERMANENT = "onbepaalde-tijd"
    TRIAL = "proefplaatsing"
    SECONDED = "detachering"
    TEMP_AGENCY = "uitzend"


KIND_LABELS: Final = {
    PlacementKind.FIXED_TERM: "Contract voor bepaalde tijd",
    PlacementKind.PERMANENT: "Contract voor onbepaalde tijd",
    PlacementKind.TRIAL: "Proefplaatsing (zonder loon)",
    PlacementKind.SECONDED: "Detachering",
    PlacementKind.TEMP_AGENCY: "Uitzendcontract",
}
UNPAID: Final = frozenset({PlacementKind.TRIAL})


class EndReason(StrEnum):
    """Why a placement ended."""

    CONTRACT_ENDED = "contract-afgelopen"
    OTHER_JOB = "ander-werk"
    EMPLOYER_STOPPED = "werkgever-stopt"
    CANDIDATE_STOPPED = "kandidaat-stopt"
    DROPPED_OUT = "uitval"
    MOVED = "verhuisd"
    PENSION = "pensioen"
    OTHER = "anders"


END_LABELS: Final = {
    EndReason.CONTRACT_ENDED: "Het contract is afgelopen",
    EndReason.OTHER_JOB: "De kandidaat heeft ander werk",
    EndReason.EMPLOYER_STOPPED: "De werkgever stopt",
    EndReason.CANDIDATE_STOPPED: "De kandidaat stopt",
    EndReason.DROPPED_OUT: "Uitval",
    EndReason.MOVED: "De kandidaat is verhuisd",
    EndReason.PENSION: "Pensioen",
    EndReason.OTHER: "Andere reden",
}
REOPENS: Final = frozenset({EndReason.CANDIDATE_STOPPED, EndReason.DROPPED_OUT, EndReason.OTHER_JOB, EndReason.MOVED})
"""The work is still there: the vacancy gets its place back."""


class InstrumentState(StrEnum):
    """Where an attached instrument stands, apart from what the rules say of it."""

    TO_ASSESS = "te-beoordelen"
    APPLIED = "aangevraagd"
    GRANTED = "toegekend"
    REFUSED = "afgewezen"
    RUNNING = "lopend"
    SUSPENDED = "opgeschort"
    ENDED = "beeindigd"


_T = InstrumentState
INSTRUMENT_STATES: Final = StateTable(
    noun="regeling",
    labels={
        _T.TO_ASSESS: "Te beoordelen",
        _T.APPLIED: "Aangevraagd",
        _T.GRANTED: "Toegekend",
        _T.REFUSED: "Afgewezen",
        _T.RUNNING: "Lopend",
        _T.SUSPENDED: "Opgeschort",
        _T.ENDED: "Beëindigd",
    },
    transitions={
        _T.TO_ASSESS: frozenset({_T.APPLIED, _T.GRANTED, _T.REFUSED, _T.ENDED}),
        _T.APPLIED: frozenset({_T.GRANTED, _T.REFUSED, _T.ENDED}),
        _T.GRANTED: frozenset({_T.RUNNING, _T.SUSPENDED, _T.ENDED}),
        _T.REFUSED: frozenset({_T.APPLIED}),
        _T.RUNNING: frozenset({_T.SUSPENDED, _T.ENDED}),
        _T.SUSPENDED: frozenset({_T.RUNNING, _T.ENDED}),
        _T.ENDED: frozenset(),
    },
)
INSTRUMENT_STEP_LABELS: Final = {
    _T.APPLIED: "Aanvraag gedaan",
    _T.GRANTED: "Toekenning vastleggen",
    _T.REFUSED: "Afwijzing vastleggen",
    _T.RUNNING: "Regeling loopt",
    _T.SUSPENDED: "Opschorten",
    _T.ENDED: "Beëindigen",
}
