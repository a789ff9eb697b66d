"""The loop over everybody: who is left after the hard criteria.

No rule is written here. What a row is compared with (words of bits, verdicts per set of labels, limits, how far
somebody comes) is prepared by `matching.screening` from `matching.criteria`.
"""

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from matching.compiled import BITS, FLAGS, NARROW, NUMBERS, PLACES, RUNS, SMALL, WIDE, compiled, inlined, types

Array = npt.NDArray[Any]
Pair = tuple[Array, Array]
Range = tuple[Array, Array, float, Array]
"""What may not be above what (per row, or once for all), by more than how much, and where it may."""

_LABELS: Final = types.Tuple((NUMBERS, FLAGS))
_HOURS: Final = types.Tuple((WIDE, WIDE, types.float64, FLAGS))
_DAYS: Final = types.Tuple((NARROW, NARROW, types.float64, FLAGS))


@inlined
def _dropped(labels: Pair, row: int) -> bool:
    numbers, drops = labels
    return bool(drops[numbers[row]])


@inlined
def _above(limits: Range, row: int) -> bool:
    low, high, grace, spared = limits
    if low[row if len(low) > 1 else 0] - high[row if len(high) > 1 else 0] > grace:
        return not spared[row if len(spared) > 1 else 0]
    return False


@compiled(
    RUNS, FLAGS, types.Tuple((BITS, types.uint64)),
    types.UniTuple(_LABELS, 2), types.Tuple((_HOURS, _HOURS, _DAYS)),
    types.Tuple((PLACES, NARROW)), types.Tuple((NARROW, SMALL, types.float64)),
)  # fmt: skip
def screened(
    runs: Array, alive: Array, bits: tuple[Array, Any], labels: tuple[Pair, Pair], ranges: tuple[Range, Range, Range],
    points: Pair, reach: tuple[Array, Array, float],
) -> Pair:  # fmt: skip
    """Rows of these runs that are left, and which of them lie so near the limit that it must be asked exactly.

    Args:
        runs: first row and end of each.
        alive: per row; empty when all are.
        bits: a word per row, and the one that may not have a bit in common with it.
        labels: the set of labels per row, and per set (last: not known) whether that drops the row.
        ranges: what may not be above what (per row, or once for all), by more than how much, and where it may.
        points: where each row is, and where the one side is.
        reach: how far is too far, per row or per code, with the code per row; and how near that limit is near it.
    """
    words, word = bits
    places, place = points
    limits, codes, border = reach
    most = 0
    for run in range(len(runs)):
        most += runs[run, 1] - runs[run, 0]
    rows, near, count = np.empty(most, dtype=np.int64), np.empty(most, dtype=np.bool_), 0
    for run in range(len(runs)):
        for row in range(runs[run, 0], runs[run, 1]):
            if words[row] & word != 0 or (len(alive) > 0 and not alive[row]):
                continue
            away = np.float32(0)
            for axis in range(3):
                step = places[row, axis] - place[axis]
                away += step * step
            away = np.sqrt(away)
            limit = limits[row] if len(codes) == 0 else limits[codes[row]]
            if away > limit + border or (limit == -np.inf and np.isnan(away)):
                continue
            if _dropped(labels[0], row) or _dropped(labels[1], row):
                continue
            if _above(ranges[0], row) or _above(ranges[1], row) or _above(ranges[2], row):
                continue
            rows[count], near[count] = row, away >= limit - border
            count += 1
    return rows[:count], near[:count]
