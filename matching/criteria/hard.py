"""What every hard criterion looks like: one rule over columns, and the numbers that explain one pair.

A rule answers with a `Reason` per row and never with a verdict of its own: the verdict follows from the reason, so
what excludes somebody and what a screen says about it cannot drift apart.
"""

from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from matching.columns import CandidateColumns, VacancyColumns
from matching.types import CandidateProfile, Reason, Settings, VacancyQuery, Value, Verdict

Codes = npt.NDArray[np.int8]
Bools = npt.NDArray[np.bool_]

REASONS: Final = tuple(Reason)
_CODE: Final = {reason: number for number, reason in enumerate(REASONS)}
_UNKNOWN: Final = {Reason.CANDIDATE_UNKNOWN, Reason.VACANCY_UNKNOWN, Reason.BAND}
_MET: Final = {Reason.OK, Reason.NOT_ASKED}


def verdict_of(reason: Reason) -> Verdict:
    """The verdict that belongs to a reason."""
    if reason in _MET:
        return Verdict.MET
    return Verdict.UNKNOWN if reason in _UNKNOWN else Verdict.NOT_MET


IS_VIOLATED: Final = np.array([verdict_of(reason) is Verdict.NOT_MET for reason in REASONS])
IS_UNKNOWN: Final = np.array([verdict_of(reason) is Verdict.UNKNOWN for reason in REASONS])


def first_of(*cases: tuple[Bools, Reason], otherwise: Reason) -> Codes:
    """Per row the reason of the first case that holds, as an index into `REASONS`."""
    conditions = np.broadcast_arrays(*(condition for condition, _ in cases))
    codes = np.full(conditions[0].shape, _CODE[otherwise], dtype=np.int8)
    for condition, (_, reason) in zip(reversed(conditions), reversed(cases), strict=True):
        codes[condition] = _CODE[reason]
    return codes


def at_least(minimum: npt.NDArray[np.int64], level: npt.NDArray[np.int64], highest: int) -> Codes:
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


def never(v: VacancyColumns) -> Bools:
    """No vacancy can adapt this."""
    return np.zeros(len(v), dtype=bool)
