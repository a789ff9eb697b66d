"""The best rows of many, exactly, while comparing only a few of them exactly.

Every row has upper bounds, from cheap to dear. The few with the highest are compared first; whoever's bound lies below
the worst of the best so far cannot enter any more, and a dearer bound is only asked about who is left after the cheaper
one. What comes out is what comparing everybody would give.
"""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from matching.columns import Strings
from matching.tables import Ints
from matching.texts import Floats

MARGIN: Final = 1e-6
"""Rounding of bounds: a row this close below the border is compared too."""
_HANDFUL: Final = 12
"""So many more than twice what is asked for are compared exactly at once: bounds would cost as much."""
_PROMISING: Final = 5
"""So many times what is asked for are bounded more finely before the first are compared."""
_WORTH_BOUNDING: Final = 24
"""Fewer go straight to the last bound: one in between would cost as much as it spares."""
_MARGINAL: Final = 4
"""So many more than what is asked for are compared exactly first: bounds order them nearly as they are."""
_AT_ONCE: Final = 32
_MANY: Final = 4_096

Rate = Callable[[Ints], Floats]


def best_rows(rows: Ints, ids: Strings, *, top: int | None, bounds: Sequence[Rate], exact: Rate) -> tuple[Ints, Floats]:
    """The best rows and their scores, best first, equal ones by id.

    Args:
        rows: row numbers that take part, ascending; bounds are asked in that order too.
        ids: id per row number.
        top: how many; ``None`` for all.
        bounds: upper bounds of the score of rows, each tighter and dearer than the one before; few
            rows skip the middle ones.
        exact: score of rows.
    """
    if top is not None and top <= 0:
        return rows[:0], np.zeros(0)
    if top is None or len(rows) <= 2 * top + _HANDFUL:
        pieces = [exact(rows[at : at + _MANY]) for at in range(0, len(rows), _MANY)]
        return best_first(rows, np.concatenate([np.zeros(0), *pieces]), ids, top)
    crude, *finer = bounds
    heights = crude(rows)
    promising = _highest(heights, _PROMISING * top)
    heights[promising] = np.minimum(heights[promising], finer[-1](rows[promising]))
    promising = promising[_highest(heights[promising], top + _MARGINAL)]
    seen, scores = rows[promising], exact(rows[promising])
    border = _border(scores, top)
    heights[promising] = -np.inf
    for bound in finer:
        rest = np.flatnonzero(heights >= border - MARGIN)
        if len(rest) > (0 if bound is finer[-1] else _WORTH_BOUNDING):
            heights[rest] = np.minimum(heights[rest], bound(rows[rest]))
    rest = np.flatnonzero(heights >= border - MARGIN)
    order = rest[np.argsort(-heights[rest], kind="stable")]
    at, size = 0, _AT_ONCE
    while at < len(order):
        chunk = order[at : at + size]
        chunk = chunk[heights[chunk] >= border - MARGIN]
        if not len(chunk):
            break
        at, size = at + size, min(2 * size, _MANY)  # many that are hardly different: larger pieces cost less each
        seen, scores = np.append(seen, rows[chunk]), np.append(scores, exact(rows[chunk]))
        border = _border(scores, top)
    return best_first(seen, scores, ids, top)


def _border(scores: Floats, top: int) -> float:
    """The worst of the best so far."""
    return float(np.partition(scores, len(scores) - top)[len(scores) - top])


def _highest(heights: Floats, count: int) -> Ints:
    """Where the highest are, ascending."""
    if count >= len(heights):
        return np.arange(len(heights))
    return np.sort(np.argpartition(heights, len(heights) - count)[-count:])


def best_first(rows: Ints, scores: Floats, ids: Strings, top: int | None) -> tuple[Ints, Floats]:
    """The best rows and their scores, best first, equal ones by id; exact also at the border of the top."""
    at = np.arange(len(rows))
    if top is not None and top < len(rows):
        border = _border(scores, top)
        at = np.flatnonzero(scores >= border)
    order = at[np.lexsort((ids[rows[at]], -scores[at]))][:top]
    return rows[order], scores[order]
