"""How the states and steps of an introduction look and read."""

from typing import Final

from wsp.placements.enums import INTRODUCTION_STATES, IntroductionState

_I = IntroductionState
_MARKS: Final = {
    _I.LONGLIST: ("plain", "people"),
    _I.CLIENT_MANAGER_ASKED: ("warn", "question"),
    _I.ANONYMOUS: ("info", "building"),
    _I.INTEREST: ("info", "check"),
    _I.CANDIDATE_ASKED: ("warn", "question"),
    _I.NAMED: ("info", "person"),
    _I.INVITED: ("info", "calendar"),
    _I.INTERVIEW: ("info", "chat"),
    _I.HIRED: ("ok", "handshake"),
    _I.REJECTED: ("plain", "cross"),
    _I.WITHDRAWN: ("plain", "cross"),
    _I.EXPIRED: ("plain", "clock"),
}
LOOKS: Final = {state: (kind, INTRODUCTION_STATES.labels[state], icon) for state, (kind, icon) in _MARKS.items()}
"""State -> kind of chip, words, icon."""

STEP_LABELS: Final = {
    _I.LONGLIST: "Terugzetten op de longlist",
    _I.CLIENT_MANAGER_ASKED: "Akkoord vragen aan klantmanager",
    _I.ANONYMOUS: "Anoniem aanbieden",
    _I.INTEREST: "Belangstelling vastleggen",
    _I.CANDIDATE_ASKED: "Akkoord vragen aan kandidaat",
    _I.NAMED: "Met naam voorstellen",
    _I.INVITED: "Gesprek plannen",
    _I.INTERVIEW: "Gesprek is geweest",
    _I.REJECTED: "Afwijzing vastleggen",
    _I.WITHDRAWN: "Voordracht intrekken",
}
"""What the button of a step says."""

_WAITS: Final = {
    _I.ANONYMOUS: "de werkgever",
    _I.NAMED: "de werkgever",
    _I.CANDIDATE_ASKED: "de kandidaat",
}


def waits_for(state: IntroductionState, *, agreed: bool) -> str | None:
    """Who must answer now; None when the account manager takes the next step, or nobody does."""
    if state is _I.CLIENT_MANAGER_ASKED and not agreed:
        return "de klantmanager"
    return _WAITS.get(state)
