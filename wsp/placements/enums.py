"""The lives of introductions, placements and attached instruments as data, with the words people see."""

from enum import StrEnum
from typing import Final

from wsp.foundation.states import StateTable
from wsp.instruments.loonwaarde import LoonwaardeKind


class IntroductionState(StrEnum):
    """Where an introduction (voordracht) stands. The client manager agrees before an employer sees anything."""

    LONGLIST = "longlist"
    CLIENT_MANAGER_ASKED = "akkoord-klantmanager-gevraagd"
    ANONYMOUS = "anoniem-aangeboden"
    INTEREST = "belangstelling-werkgever"
    CANDIDATE_ASKED = "akkoord-kandidaat-gevraagd"
    NAMED = "met-naam-voorgesteld"
    INVITED = "uitgenodigd"
    INTERVIEW = "gesprek"
    HIRED = "aangenomen"
    REJECTED = "afgewezen"
    WITHDRAWN = "teruggetrokken"
    EXPIRED = "verlopen"


_I = IntroductionState
_STOPS: Final = frozenset({_I.REJECTED, _I.WITHDRAWN, _I.EXPIRED})
INTRODUCTION_STATES: Final = StateTable(
    noun="voordracht",
    labels={
        _I.LONGLIST: "Op de longlist",
        _I.CLIENT_MANAGER_ASKED: "Akkoord klantmanager gevraagd",
        _I.ANONYMOUS: "Anoniem aangeboden",
        _I.INTEREST: "Belangstelling werkgever",
        _I.CANDIDATE_ASKED: "Akkoord kandidaat gevraagd",
        _I.NAMED: "Met naam voorgesteld",
        _I.INVITED: "Uitgenodigd",
        _I.INTERVIEW: "Gesprek",
        _I.HIRED: "Aangenomen",
        _I.REJECTED: "Afgewezen",
        _I.WITHDRAWN: "Teruggetrokken",
        _I.EXPIRED: "Verlopen",
    },
    transitions={
        _I.LONGLIST: frozenset({_I.CLIENT_MANAGER_ASKED}) | _STOPS,
        # An employer who asks for a name at once skips the anonymous profile, never the two agreements.
        _I.CLIENT_MANAGER_ASKED: frozenset({_I.ANONYMOUS, _I.CANDIDATE_ASKED}) | _STOPS,
        _I.ANONYMOUS: frozenset({_I.INTEREST}) | _STOPS,
        _I.INTEREST: frozenset({_I.CANDIDATE_ASKED}) | _STOPS,
        _I.CANDIDATE_ASKED: frozenset({_I.NAMED}) | _STOPS,
        _I.NAMED: frozenset({_I.INVITED, _I.HIRED}) | _STOPS,
        _I.INVITED: frozenset({_I.INTERVIEW, _I.HIRED}) | _STOPS,
        _I.INTERVIEW: frozenset({_I.INVITED, _I.HIRED}) | _STOPS,
        # Until the placement is made somebody can still change their mind.
        _I.HIRED: frozenset({_I.REJECTED, _I.WITHDRAWN}),
        _I.REJECTED: frozenset(),
        _I.WITHDRAWN: frozenset(),
        _I.EXPIRED: frozenset(),
    },
)

STEP_LABELS: Final = {
    _I.LONGLIST: "Op de longlist zetten",
    _I.CLIENT_MANAGER_ASKED: "Akkoord vragen aan klantmanager",
    _I.ANONYMOUS: "Anoniem aanbieden",
    _I.INTEREST: "Werkgever heeft belangstelling",
    _I.CANDIDATE_ASKED: "Akkoord vragen aan kandidaat",
    _I.NAMED: "Met naam voorstellen",
    _I.INVITED: "Afspraak vastleggen",
    _I.INTERVIEW: "Gesprek is geweest",
    _I.HIRED: "Plaatsen",
    _I.REJECTED: "Afwijzing vastleggen",
    _I.WITHDRAWN: "Voordracht intrekken",
    _I.EXPIRED: "Laten verlopen",
}
"""What the button of a step says."""

PATH: Final = (
    _I.LONGLIST, _I.CLIENT_MANAGER_ASKED, _I.ANONYMOUS, _I.INTEREST, _I.CANDIDATE_ASKED, _I.NAMED, _I.INVITED,
    _I.INTERVIEW, _I.HIRED,
)  # fmt: skip
"""The steps in their order, as screens show them."""

CLOSED: Final = _STOPS
"""Nothing follows any more, and no placement came of it."""
WAITING_FOR_EMPLOYER: Final = frozenset({_I.ANONYMOUS, _I.NAMED})
"""The employer has the word; after some working days without an answer somebody calls."""
NAMED_STATES: Final = frozenset({_I.NAMED, _I.INVITED, _I.INTERVIEW, _I.HIRED})
"""The employer knows the name; from here a placement can be made."""
AGREEMENT_NEEDED: Final = frozenset({_I.ANONYMOUS, _I.CANDIDATE_ASKED})
"""These come after the client manager's agreement."""


class ClosingReason(StrEnum):
    """Why an introduction stopped."""

    EXPERIENCE = "ervaring"
    HOURS = "uren"
    DISTANCE = "reisafstand"
    LANGUAGE = "taal"
    OTHER_CHOSEN = "andere-kandidaat"
    PLACE_TAKEN = "plek-vergeven"
    VACANCY_GONE = "vacature-vervallen"
    CANDIDATE_DECLINES = "kandidaat-wil-niet"
    CANDIDATE_HAS_WORK = "kandidaat-heeft-werk"
    CLIENT_MANAGER_NOT_NOW = "klantmanager-nu-niet"
    GUIDANCE = "begeleiding-niet-geregeld"
    NO_ANSWER = "geen-antwoord"
    NO_SHOW = "niet-verschenen"
    OTHER = "anders"


_C = ClosingReason
CLOSING_LABELS: Final = {
    _C.EXPERIENCE: "Ervaring past niet bij het werk",
    _C.HOURS: "Uren of werktijden passen niet",
    _C.DISTANCE: "De reis is te ver",
    _C.LANGUAGE: "Taal past niet bij het werk",
    _C.OTHER_CHOSEN: "Werkgever koos een ander",
    _C.PLACE_TAKEN: "De plek is vergeven",
    _C.VACANCY_GONE: "De vacature is vervallen",
    _C.CANDIDATE_DECLINES: "Kandidaat wil dit werk niet",
    _C.CANDIDATE_HAS_WORK: "Kandidaat heeft ander werk",
    _C.CLIENT_MANAGER_NOT_NOW: "Klantmanager: nu niet",
    _C.GUIDANCE: "Begeleiding is nog niet geregeld",
    _C.NO_ANSWER: "Werkgever gaf geen antwoord",
    _C.NO_SHOW: "Kandidaat kwam niet",
    _C.OTHER: "Anders, zie de toelichting",
}
INTERNAL_REASONS: Final = frozenset({_C.CLIENT_MANAGER_NOT_NOW, _C.GUIDANCE, _C.NO_SHOW})
"""Never shared: said among colleagues about a person. All others may be shared with the candidate's own people."""
NOTE_NEEDED: Final = frozenset({_C.OTHER})
EMPLOYER_REASONS: Final = (
    _C.EXPERIENCE, _C.HOURS, _C.LANGUAGE, _C.OTHER_CHOSEN, _C.PLACE_TAKEN, _C.OTHER,
)  # fmt: skip
"""What an employer may choose in the portal; it reads no other reason there."""


class EmployerAnswer(StrEnum):
    """What an employer says about an offered candidate."""

    INVITE = "uitnodigen"
    DECLINE = "niet-passend"


class PlacementState(StrEnum):
    """Where a placement stands."""

    PLANNED = "gepland"
    TRIAL = "proefplaatsing"
    RUNNING = "lopend"
    ENDED = "beeindigd"
    DURABLE = "duurzaam"


_P = PlacementState
PLACEMENT_STATES: Final = StateTable(
    noun="plaatsing",
    labels={
        _P.PLANNED: "Gepland",
        _P.TRIAL: "Proefplaatsing",
        _P.RUNNING: "Lopend",
        _P.ENDED: "Beëindigd",
        _P.DURABLE: "Duurzaam",
    },
    transitions={
        _P.PLANNED: frozenset({_P.TRIAL, _P.RUNNING, _P.ENDED}),
        _P.TRIAL: frozenset({_P.RUNNING, _P.ENDED}),
        _P.RUNNING: frozenset({_P.DURABLE, _P.ENDED}),
        _P.DURABLE: frozenset({_P.ENDED}),
        # A contract that was given after all, or an end that was recorded by mistake: the same job goes on.
        _P.ENDED: frozenset({_P.PLANNED, _P.TRIAL, _P.RUNNING}),
    },
)
AT_WORK: Final = frozenset({_P.TRIAL, _P.RUNNING, _P.DURABLE})
TAKES_PLACE: Final = frozenset({_P.PLANNED, _P.TRIAL, _P.RUNNING, _P.DURABLE})
"""A place of the vacancy is taken as long as the placement is in one of these."""


class PlacementKind(StrEnum):
    """In what form somebody works. Hired-in people stand with the employer where they work (the hirer)."""

    EMPLOYMENT = "dienstverband"
    SECONDMENT = "detachering"
    APPRENTICE = "leerwerkbaan"
    TRIAL = "proefplaatsing"
    WITH_BENEFIT = "werken-met-behoud-van-uitkering"
    WSW_GUIDED = "wsw-begeleid-werken"
    WSW_SECONDED = "wsw-detachering"
    WSW_INTERNAL = "wsw-zonder-detachering"


_K = PlacementKind
KIND_LABELS: Final = {
    _K.EMPLOYMENT: "Dienstverband",
    _K.SECONDMENT: "Detachering of uitzendwerk",
    _K.APPRENTICE: "Leerwerkbaan (bbl)",
    _K.TRIAL: "Proefplaatsing",
    _K.WITH_BENEFIT: "Werken met behoud van uitkering",
    _K.WSW_GUIDED: "Wsw begeleid werken",
    _K.WSW_SECONDED: "Wsw detachering",
    _K.WSW_INTERNAL: "Wsw zonder detachering",
}
UNPAID: Final = frozenset({_K.TRIAL, _K.WITH_BENEFIT})
"""Work with a benefit: no wage, no subsidy, no baan."""
WSW_EMPLOYMENT: Final = frozenset({_K.WSW_SECONDED, _K.WSW_INTERNAL})
"""A Wsw employment itself (Wsw art. 2), which excludes most instruments."""


class EndReason(StrEnum):
    """Why a placement ended. Never health: that is not ours to keep."""

    CONTRACT_ENDED = "contract-afgelopen"
    EMPLOYEE_STOPS = "werknemer-stopt"
    EMPLOYER_STOPS = "werkgever-stopt"
    TRIAL_NOT_CONTINUED = "proefplaatsing-niet-vervolgd"
    OTHER_WORK = "ander-werk"
    MOVED = "verhuisd"
    NEVER_STARTED = "niet-begonnen"
    OTHER = "anders"


_E = EndReason
END_LABELS: Final = {
    _E.CONTRACT_ENDED: "Het contract is afgelopen",
    _E.EMPLOYEE_STOPS: "De werknemer stopt",
    _E.EMPLOYER_STOPS: "De werkgever stopt",
    _E.TRIAL_NOT_CONTINUED: "De proefplaatsing gaat niet verder",
    _E.OTHER_WORK: "De werknemer heeft ander werk",
    _E.MOVED: "De werknemer is verhuisd",
    _E.NEVER_STARTED: "De werknemer is niet begonnen",
    _E.OTHER: "Anders, zie de toelichting",
}
DROP_OUT: Final = frozenset({_E.EMPLOYEE_STOPS, _E.EMPLOYER_STOPS, _E.TRIAL_NOT_CONTINUED, _E.NEVER_STARTED, _E.OTHER})
"""Somebody fell out of work: the client manager looks what is next."""


class InstrumentState(StrEnum):
    """Where an attached instrument stands with who decides on it."""

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
        _T.TO_ASSESS: "Nog aanvragen",
        _T.APPLIED: "Aangevraagd",
        _T.GRANTED: "Toegekend",
        _T.REFUSED: "Afgewezen",
        _T.RUNNING: "Loopt",
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
        # Asked again: what was granted before does not come back by itself.
        _T.ENDED: frozenset({_T.APPLIED}),
    },
)
WAS_GRANTED: Final = frozenset({_T.GRANTED, _T.RUNNING, _T.SUSPENDED})
"""Somebody decided that it is given."""
REASON_NEEDED: Final = frozenset({_T.REFUSED, _T.SUSPENDED, _T.ENDED})
"""Steps of which the employer and the worker will ask why."""


class LoonwaardeBasis(StrEnum):
    """How a percentage was reached."""

    TASKS = "hoofdtaken"
    REPORT = "rapport"


BASIS_LABELS: Final = {
    LoonwaardeBasis.TASKS: "Berekend uit de hoofdtaken",
    LoonwaardeBasis.REPORT: "Overgenomen uit het rapport",
}
LOONWAARDE_LABELS: Final = {
    LoonwaardeKind.ESTABLISHED: "Vastgesteld voor deze functie",
    LoonwaardeKind.PRAKTIJKROUTE: "Praktijkroute",
    LoonwaardeKind.INDICATION: "Indicatie",
}
"""Only the first leads to an amount."""
