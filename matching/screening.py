"""Who falls out: the hard criteria, the cheapest first, each only over who is left.

Answers *whether*; for the rows that are shown, `matching.scoring.hard_outcome` finds out why.
"""

from types import ModuleType
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from matching.bits import criteria_hit
from matching.cells import BORDER_KM, NO_MEANS, points
from matching.columns import CandidateColumns, VacancyColumns
from matching.criteria import MEASURED, reistijd
from matching.criteria.hard import Bools
from matching.segments import Segment
from matching.tables import Ints
from matching.types import Settings

AnySegment = Segment[Any, Any]
One = VacancyColumns | CandidateColumns


class Screen:
    """The hard criteria of one vacancy over candidates, or of one candidate over vacancies."""

    def __init__(self, segment: AnySegment, one: One, settings: Settings) -> None:
        """Prepare what the single row ``one`` demands or lacks."""
        self._segment, self._one, self._settings = segment, one, settings
        self._place = points(one.lat, one.lon)[0]
        self._word = segment.word(one)
        self._farthest, self._limits = segment.limits(one, settings)

    def left(self) -> Ints:
        """Rows without any violation that cannot be adapted."""
        bits, none = self._segment.bits, np.zeros(0, dtype=np.int64)
        near = self._segment.cells.within(self._place, self._farthest)
        rows = np.concatenate([none, *(np.flatnonzero(bits[a:b] & self._word == 0) + a for a, b in near)])
        if self._segment.alive is not None:
            rows = np.asarray(rows[self._segment.alive[rows]])
        for criterion in MEASURED:
            rows = np.asarray(rows[~self._violated(criterion, rows)])
        return rows

    def misses(self, rows: Ints) -> npt.NDArray[np.int64]:
        """How many criteria each row violates that cannot be adapted."""
        count = criteria_hit(self._segment.bits[rows] & self._word)
        for criterion in MEASURED:
            count += self._violated(criterion, rows)
        return count

    def _violated(self, criterion: ModuleType, rows: Ints) -> Bools:
        if criterion is reistijd:
            return self._too_far(rows)
        v, c = sides(self._one, self._segment.columns.view(rows))
        return np.asarray(criterion.violated(v, c, self._settings) & ~criterion.adaptable(v))

    def _too_far(self, rows: Ints) -> Bools:
        """Violated travel: by distance, and exactly where the distance comes near the limit."""
        away, limit = self._segment.cells.distance(rows, self._place), self._limits(rows)
        out = np.where(np.isnan(away), limit == NO_MEANS, away > limit + BORDER_KM)
        border = np.flatnonzero(np.abs(away - limit) <= BORDER_KM)
        if len(border):
            out[border] = reistijd.violated(*sides(self._one, self._segment.columns.view(rows[border])), self._settings)
        return out


def sides(one: One, many: One) -> tuple[VacancyColumns, CandidateColumns]:
    """The single row and the rows of the other side, the vacancy first."""
    if isinstance(one, VacancyColumns):
        return one, cast("CandidateColumns", many)
    return cast("VacancyColumns", many), one
