"""What every hard criterion looks like: one rule over columns, and the numbers that explain one pair.

A rule answers with a `Reason` per row and never with a verdict of its own: the verdict follows from the reason, so
what excludes somebody and what a screen says about it cannot drift apart.
"""

from typing import Any, Final, Protocol

import numpy as np
import numpy.typing as npt

from matching.columns import CandidateColumns, VacancyColumns
from matching.types import CandidateProfile, Reason, Settings, VacancyQuery, Value, Verdict

Codes = npt.NDArray[np.int8]
Bools = npt.NDArray[np.bool_]
Words = npt.NDArray[np.uint64]
Levels = npt.NDArray[np.signedinteger[Any]]

REASONS: Final = tuple(Reason)
_CODE: Final = {reason: number for number, reason in enumerate(REASONS)}
_UNKNOWN: Final = {Reason.CANDIDATE_UNKNOWN, Reason.VACANCY_UNKNOWN, Reason.BAND}
_MET: Final = {Reason.OK, Reason.NOT_ASKED}


def verdict_of(reason: Reason) -> Verdict:
    """The verdict that belongs to a reason."""
    if reason in _MET:
        return Verdict.MET
    return Verdict.UNKNOWN if reason in _UNKNOWN else Verdict.NOT_MET


VERDICTS: Final = tuple(verdict_of(reason) for reason in REASONS)
IS_VIOLATED: Final = np.array([verdict is Verdict.NOT_MET for verdict in VERDICTS])
IS_UNKNOWN: Final = np.array([verdict is Verdict.UNKNOWN for verdict in VERDICTS])


def first_of(*cases: tuple[Bools, Reason], otherwise: Reason) -> Codes:
    """Per row the reason of the first case that holds, as an index into `REASONS`; one when it is the same for all."""
    codes: Codes = np.array([_CODE[otherwise]], dtype=np.int8)
    for condition, reason in reversed(cases):
        if len(condition) != 1:
            codes = np.where(condition, np.int8(_CODE[reason]), codes)
        elif condition[0]:  # said of the single side: the same for every row
            codes = np.array([_CODE[reason]], dtype=np.int8)
    return codes


def below(level: Levels, highest: int) -> Words:
    """Bit m - 1 is on where a known level does not reach m; what is not known lacks nothing."""
    words = np.zeros(level.shape, dtype=np.uint64)
    for minimum in range(1, highest + 1):
        words |= ((level >= 0) & (level < minimum)).astype(np.uint64) << np.uint64(minimum - 1)
    return words


def level_bit(minimum: Levels) -> Words:
    """The bit of `below` that a minimum asks for; none for 0 and for what is not known."""
    return np.where(minimum > 0, np.uint64(1) << np.maximum(minimum - 1, 0).astype(np.uint64), np.uint64(0))


def at_least(minimum: Levels, level: Levels, highest: int) -> Codes:
    """Three-valued "level reaches the minimum" on a scale from 0 to ``highest``; -1 is not known."""
    return first_of(
        (minimum == 0, Reason.NOT_ASKED),
        (level == highest, Reason.OK),
        (minimum < 0, Reason.VACANCY_UNKNOWN),
        (level < 0, Reason.CANDIDATE_UNKNOWN),
        (level < minimum, Reason.BELOW),
        otherwise=Reason.OK,
    )


class HardCriterion(Protocol):
    """The members of a module in `matching.criteria` that decides a hard criterion."""

    CODE: str

    @staticmethod
    def reasons(v: VacancyColumns, c: CandidateColumns, settings: Settings) -> Codes:
        """Reason per row, as an index into `REASONS`."""

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
    """A hard criterion that is decided by numbers or labels."""

    CODE: str

    @staticmethod
    def violated(v: VacancyColumns, c: CandidateColumns, settings: Settings) -> Bools:
        """Where `HardCriterion.reasons` would give a reason that violates, without finding out which."""


def never(v: VacancyColumns) -> Bools:
    """No vacancy can adapt this."""
    return np.zeros(len(v), dtype=bool)
