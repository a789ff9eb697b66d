"""Who falls out: the hard criteria in one loop over the rows that may lie within reach.

Answers *whether*; for the rows that are shown, `matching.scoring.hard_outcome` finds out why.
"""

from typing import Any, Final, cast

import numpy as np
import numpy.typing as npt

from matching.cells import BORDER_KM, points
from matching.columns import CandidateColumns, VacancyColumns
from matching.cores import over_rows, parted, shared
from matching.criteria import beschikbaarheid, diploma, rijbewijs, uren
from matching.deciding import hard_misses
from matching.screen_loop import screened
from matching.segments import Segment
from matching.tables import Ints
from matching.types import Settings

AnySegment = Segment[Any, Any]
One = VacancyColumns | CandidateColumns
_PART: Final = 60_000
"""Of fewer rows each, sharing between cores costs more than it saves."""
_SOME: Final = 4_000
"""The same when all criteria are asked of each."""
_ALL: Final = np.zeros(0, dtype=bool)


class Screen:
    """The hard criteria of one vacancy over candidates, or of one candidate over vacancies."""

    def __init__(self, segment: AnySegment, one: One, settings: Settings) -> None:
        """Prepare what the single row ``one`` demands or lacks."""
        self._segment, self._one, self._settings = segment, one, settings
        place = points(one.lat, one.lon)[0]
        self._place, self.place = place, place.astype(np.float32)
        self._word = segment.word(one)
        self._reach = segment.reach(one, settings)

    def left(self) -> Ints:
        """Rows without any violation that cannot be adapted."""
        segment, (farthest, limits, codes) = self._segment, self._reach
        v, c = sides(self._one, segment.columns)
        columns, forward = segment.columns, isinstance(self._one, VacancyColumns)
        licences = columns.licences.ids, rijbewijs.verdicts(v, c, forward=forward)
        diplomas = columns.diplomas.ids, diploma.verdicts(v, c, forward=forward)
        adaptable = segment.spared(self._one)
        early, late = ((*limit, adaptable[0]) for limit in uren.limits(v, c, self._settings))
        (days,) = ((*limit, adaptable[1]) for limit in beschikbaarheid.limits(v, c, self._settings))
        alive = _ALL if segment.alive is None else segment.alive

        def seen(runs: Ints) -> tuple[Ints, npt.NDArray[np.bool_]]:
            found: tuple[Ints, npt.NDArray[np.bool_]] = screened(
                runs, alive, (segment.bits, self._word), (licences, diplomas), (early, late, days),
                (segment.cells.points, self.place), (limits, codes, BORDER_KM),
            )  # fmt: skip
            return found

        parts = shared(seen, parted(segment.cells.within(self._place, farthest), least=_PART))
        rows, near = (np.concatenate(each) for each in zip(*parts, strict=True)) if len(parts) > 1 else parts[0]
        if near.any():
            border = np.flatnonzero(near)
            rows = np.delete(rows, border[self.misses(rows[border]) != 0])
        return rows

    def misses(self, rows: Ints) -> npt.NDArray[np.uint8]:
        """How many criteria each row violates that cannot be adapted."""
        v, c = sides(self._one, self._segment.columns)
        forward = isinstance(self._one, VacancyColumns)
        found: npt.NDArray[np.uint8] = over_rows(
            lambda some: hard_misses(v, c, some, self._settings, forward=forward), rows, least=_SOME
        )
        return found


def sides(one: One, many: One) -> tuple[VacancyColumns, CandidateColumns]:
    """The single row and the rows of the other side, the vacancy first."""
    if isinstance(one, VacancyColumns):
        return one, cast("CandidateColumns", many)
    return cast("VacancyColumns", many), one
