"""What groups are for, where a member stands, and why somebody stopped."""

from enum import StrEnum
from typing import Final

from wsp.foundation.states import StateTable


class CohortKind(StrEnum):
    """What a group is for."""

    TRAINING = "cursus"
    MEETING = "kennismaking"
    WORKSHOP = "werkfit"
    OTHER = "anders"


KIND_LABELS: Final = {
    CohortKind.TRAINING: "Cursus of training",
    CohortKind.MEETING: "Kennismaking bij een bedrijf",
    CohortKind.WORKSHOP: "Werkfit of solliciteren",
    CohortKind.OTHER: "Iets anders",
}


class MemberState(StrEnum):
    """Where somebody stands in a group."""

    INVITED = "uitgenodigd"
    JOINS = "doet-mee"
    DONE = "afgerond"
    STOPPED = "gestopt"


_S = MemberState
MEMBER_STATES: Final = StateTable(
    noun="deelname",
    labels={
        _S.INVITED: "Uitgenodigd",
        _S.JOINS: "Doet mee",
        _S.DONE: "Afgerond",
        _S.STOPPED: "Gestopt",
    },
    transitions={
        _S.INVITED: frozenset({_S.JOINS, _S.STOPPED}),
        _S.JOINS: frozenset({_S.DONE, _S.STOPPED}),
        # A mistake is mended, and somebody may come back.
        _S.DONE: frozenset({_S.JOINS}),
        _S.STOPPED: frozenset({_S.INVITED, _S.JOINS}),
    },
)
TAKES_PLACE: Final = frozenset({_S.JOINS, _S.DONE})
"""These count for the limit; an invitation does not, since not everybody comes."""


class StopReason(StrEnum):
    """Why somebody does not come, or comes no more. Health is nobody's business here."""

    WORK = "werk-gevonden"
    NO_FIT = "past-niet"
    TIMES = "dagen-of-tijden"
    TRAVEL = "reizen"
    ABSENT = "niet-gekomen"
    OTHER = "anders"


STOP_LABELS: Final = {
    StopReason.WORK: "Heeft werk gevonden",
    StopReason.NO_FIT: "Past niet bij wat iemand wil",
    StopReason.TIMES: "Kan niet op deze dagen of tijden",
    StopReason.TRAVEL: "Reizen lukt niet",
    StopReason.ABSENT: "Kwam niet",
    StopReason.OTHER: "Andere reden",
}
