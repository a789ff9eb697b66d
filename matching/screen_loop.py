"""The loop over everybody: who is left after the hard criteria.

No rule is written here. What a row is compared with (words of bits, verdicts per set of labels, limits, how far
somebody comes) is prepared by `matching.screening` from `matching.criteria`.
"""

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from matching.compiled import BITS, FLAGS, NARROW, NUMBERS, PLACES, RUNS, SMALL, WIDE, compiled, fetch, inlined, types

Array = npt.NDArray[Any]
Pair = tuple[Array, Array]
Range = tuple[Array, Array, float, Array]
"""What may not be above what (per row, or once for all), by more than how much, and where it may."""

_LABELS: Final = types.Tuple((NUMBERS, FLAGS))
_HOURS: Final = types.Tuple((WIDE, WIDE, types.float64, FLAGS))
_DAYS: Final = types.Tuple((NARROW, NARROW, types.float64, FLAGS))


_AT_ONCE: Final = 1_024
"""So many rows stay at hand between two tests."""
_AHEAD: Final = 16
"""So many rows before it is looked at, a row's numbers are fetched."""


@inlined
def _above(low: Array, high: Array, grace: float, spared: Array, row: int) -> int:
    """1 where the one is above the other and may not be."""
    over = low[row if len(low) > 1 else 0] - high[row if len(high) > 1 else 0] > grace
    return int(over) & int(not spared[row if len(spared) > 1 else 0])


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

    Some rows at a time, test by test over all who are left after the one before. Each row is written and then counted
    or not: about half of the rows fall out at a test, and to guess which costs a processor more than to write.

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
    (licences, no_licence), (diplomas, no_diploma) = labels
    shortest, longest, more, other_hours = ranges[0]
    earliest, latest, less, any_hours = ranges[1]
    ready, begin, grace, any_day = ranges[2]
    most = 0
    for run in range(len(runs)):
        most += runs[run, 1] - runs[run, 0]
    rows, near, found = np.empty(most, np.int64), np.empty(most, np.bool_), 0
    some, close = np.empty(_AT_ONCE, np.int64), np.empty(_AT_ONCE, np.bool_)
    for run in range(len(runs)):
        for first in range(runs[run, 0], runs[run, 1], _AT_ONCE):
            count, within = 0, 0
            for row in range(first, min(first + _AT_ONCE, runs[run, 1])):
                some[count] = row
                count += int(words[row] & word == 0)
            for n in range(count):
                row = some[n]
                x, y, z = places[row, 0] - place[0], places[row, 1] - place[1], places[row, 2] - place[2]
                distance = np.sqrt(x * x + y * y + z * z)
                limit = limits[row] if len(codes) == 0 else limits[codes[row]]
                some[within], close[within] = row, distance >= limit - border
                within += int(not distance > limit + border) & int(limit != -np.inf or not np.isnan(distance))
            for n in range(within):
                if n + _AHEAD < within:
                    row = some[n + _AHEAD]
                    fetch(licences, row)
                    fetch(diplomas, row)
                    fetch(shortest if len(shortest) > 1 else longest, row)
                    fetch(earliest if len(earliest) > 1 else latest, row)
                    fetch(ready if len(ready) > 1 else begin, row)
                row = some[n]
                out = int(no_licence[licences[row]]) | int(no_diploma[diplomas[row]])
                out |= _above(shortest, longest, more, other_hours, row)
                out |= _above(earliest, latest, less, any_hours, row) | _above(ready, begin, grace, any_day, row)
                if len(alive) > 0:
                    out |= int(not alive[row])
                rows[found], near[found] = row, close[n]
                found += 1 - out
    return rows[:found], near[:found]
