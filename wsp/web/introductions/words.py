"""How the states of an introduction look and read."""

from typing import Final

from wsp.placements.enums import INTRODUCTION_STATES, IntroductionState
from wsp.placements.queries import Waiting

_I = IntroductionState
_KINDS: Final = {
    _I.LONGLIST: ("plain", None),
    _I.ASKED_CLIENT_MANAGER: ("warn", "clock"),
    _I.OFFERED: ("info", "people"),
    _I.INTEREST: ("info", "check"),
    _I.ASKED_CANDIDATE: ("warn", "clock"),
    _I.NAMED: ("info", "person"),
    _I.INVITED: ("info", "calendar"),
    _I.INTERVIEW: ("info", "chat"),
    _I.HIRED: ("ok", None),
    _I.REJECTED: ("plain", None),
    _I.WITHDRAWN: ("plain", None),
    _I.EXPIRED: ("plain", None),
}
LOOKS: Final = {state: (kind, INTRODUCTION_STATES.labels[state], icon) for state, (kind, icon) in _KINDS.items()}
"""State -> kind of chip, words, icon."""

WAITING_LABELS: Final = {
    Waiting.EMPLOYER: "de werkgever",
    Waiting.CLIENT_MANAGER: "de klantmanager",
    Waiting.CANDIDATE: "de kandidaat",
}

ICONS: Final = {
    _I.LONGLIST: "people",
    _I.ASKED_CLIENT_MANAGER: "question",
    _I.OFFERED: "building",
    _I.INTEREST: "check",
    _I.ASKED_CANDIDATE: "question",
    _I.NAMED: "person",
    _I.INVITED: "calendar",
    _I.INTERVIEW: "chat",
    _I.HIRED: "handshake",
    _I.REJECTED: "cross",
    _I.WITHDRAWN: "cross",
    _I.EXPIRED: "clock",
}
"""What stands before a step in the time line."""
