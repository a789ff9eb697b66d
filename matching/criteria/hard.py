"""What every hard criterion looks like: one rule over columns, and the numbers that explain one pair.

A rule answers with a `Reason` per row and never with a verdict of its own: the verdict follows from the reason, so
what excludes somebody and what a screen says about it cannot drift apart.
"""

from functools import cache
from typing import Any, Final, Protocol

import numpy as np
import numpy.typing as npt

from matching.columns import CandidateColumns, Floats, VacancyColumns
from matching.compiled import inlined
from matching.types import CandidateProfile, Reason, Settings, VacancyQuery, Value, Verdict

Codes = npt.NDArray[np.int8]
Bools = npt.NDArray[np.bool_]
Words = npt.NDArray[np.uint64]
Levels = npt.NDArray[np.signedinteger[Any]]

REASONS: Final = tuple(Reason)
(
    OK,
    NOT_ASKED,
    CANDIDATE_UNKNOWN,
    VACANCY_UNKNOWN,
    BELOW,
    ABOVE,
    MISSING,
    CONFLICT,
    NO_MODE,
    BAND,
    TOO_LATE,
    NOT_REGISTERED,
) = range(len(REASONS))
_UNKNOWN: Final = {Reason.CANDIDATE_UNKNOWN, Reason.VACANCY_UNKNOWN, Reason.BAND}
_MET: Final = {Reason.OK, Reason.NOT_ASKED}


def verdict_of(reason: Reason) -> Verdict:
    """The verdict that belongs to a reason."""
    if reason in _MET:
        return Verdict.MET
    return Verdict.UNKNOWN if reason in _UNKNOWN else Verdict.NOT_MET


VERDICTS: Final = tuple(verdict_of(reason) for reason in REASONS)
_LEVELS: Final = 8
"""More than any scale of levels has."""
IS_VIOLATED: Final = np.array([verdict is Verdict.NOT_MET for verdict in VERDICTS])
IS_UNKNOWN: Final = np.array([verdict is Verdict.UNKNOWN for verdict in VERDICTS])


def below(level: Levels, highest: int) -> Words:
    """Bit m - 1 is on where a known level does not reach m; what is not known lacks nothing."""
    return np.asarray(_lacking(highest)[level + 1])


def level_bit(minimum: Levels) -> Words:
    """The bit of `below` that a minimum asks for; none for 0 and for what is not known."""
    return np.asarray(_BIT_OF[minimum + 1])


@cache
def _lacking(highest: int) -> Words:
    """The bits of `below` for "not known" and for every level."""
    every = (1 << highest) - 1
    return np.array([0, *(every >> level << level for level in range(highest + 1))], dtype=np.uint64)


_BIT_OF: Final[Words] = np.array([0, 0, *(1 << bit for bit in range(_LEVELS))], dtype=np.uint64)
"""The bit of `level_bit` for "not known", for 0 and for every minimum."""


@inlined
def at_least(minimum: int, level: int, highest: int) -> int:
    """Three-valued "level reaches the minimum" on a scale from 0 to ``highest``; -1 is not known."""
    if minimum == 0:
        return NOT_ASKED
    if level == highest:
        return OK
    if minimum < 0:
        return VACANCY_UNKNOWN
    if level < 0:
        return CANDIDATE_UNKNOWN
    return BELOW if level < minimum else OK


@inlined
def labelled(asks_nothing: bool, asked: int, held: int, lacking: bool) -> int:  # noqa: FBT001 (a rule about one pair)
    """Three-valued "every label that is asked is held"; a set of -1 is not known."""
    if asks_nothing:
        return NOT_ASKED
    if asked < 0:
        return VACANCY_UNKNOWN
    if held < 0:
        return CANDIDATE_UNKNOWN
    return MISSING if lacking else OK


class HardCriterion(Protocol):
    """The members of a module in `matching.criteria` that decides a hard criterion.

    Besides: ``reason(...)`` of one pair, as an index into `REASONS`, which `matching.deciding` asks for every pair.
    """

    CODE: str

    @staticmethod
    def adaptable(v: VacancyColumns) -> Bools:
        """Whether the employer is willing to change this, per vacancy."""

    @staticmethod
    def measure(
        vacancy: VacancyQuery, candidate: CandidateProfile, settings: Settings
    ) -> tuple[Value, Value, dict[str, Value]]:
        """Value, limit and further detail of one pair, for the explanation."""


class BitTest(Protocol):
    """A hard criterion that is decided by bits: violated exactly where ``lacks & asks`` is not zero."""

    CODE: str
    WIDTH: int

    @staticmethod
    def lacks(c: CandidateColumns) -> Words:
        """What the person is known to lack, a bit per possible demand."""

    @staticmethod
    def asks(v: VacancyColumns) -> Words:
        """What the vacancy is known to demand, in the same bits."""


class Measured(Protocol):
    """A hard criterion that is decided by numbers or labels.

    By labels: ``verdicts(v, c, forward=...)``; by numbers: ``limits(v, c, settings)``, or a distance (`reistijd`).
    """

    CODE: str


Limits = tuple[Floats, Floats, float]
"""What may not be above what by more than so much; violated where it is known to be."""


def never(v: VacancyColumns) -> Bools:
    """No vacancy can adapt this."""
    return np.zeros(len(v), dtype=bool)
