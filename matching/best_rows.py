"""The best rows of many, exactly, while comparing only a few of them exactly.

Every row has upper bounds. The rows with the highest bounds are compared first; whoever's bound lies below the worst of
the best so far cannot enter any more. The cheap bound is found for everybody, a dearer one for who is left each time.
What comes out is what comparing everybody would give.
"""

from collections.abc import Callable
from typing import Final

import numpy as np

from matching.columns import Strings
from matching.tables import Ints
from matching.texts import Floats

MARGIN: Final = 1e-6
"""Rounding of bounds: a row this close below the border is compared too."""
_FEW: Final = 96
_AT_ONCE: Final = 128
_MANY: Final = 4_096

Rate = Callable[[Ints], Floats]


def best_rows(
    rows: Ints, ids: Strings, *, top: int | None, bounds: tuple[Rate, Rate, Rate], exact: Rate
) -> tuple[Ints, Floats]:
    """The best rows and their scores, best first, equal ones by id.

    Args:
        rows: row numbers that take part.
        ids: id per row number.
        top: how many; ``None`` for all.
        bounds: upper bounds of the score of rows: cheap, dear, and one that is asked about rows of the last dear one.
        exact: score of rows.
    """
    if top is not None and top <= 0:
        return rows[:0], np.zeros(0)
    first = 32 if top is None else 2 * top + 12
    if top is None or len(rows) <= first:
        pieces = [exact(rows[at : at + _MANY]) for at in range(0, len(rows), _MANY)]
        return best_first(rows, np.concatenate([np.zeros(0), *pieces]), ids, top)
    cheap, dear, last = bounds
    many = len(rows) > max(_FEW, 4 * first)
    heights = cheap(rows) if many else dear(rows)
    if many:
        few = _highest(heights, max(_FEW, 4 * first))
        tighter = dear(rows[few])
        promising = few[_highest(tighter, first)]
    else:
        promising = _highest(heights, first)
    seen, scores = rows[promising], exact(rows[promising])
    border = _border(scores, top)
    heights[promising] = -np.inf
    if many:
        heights[few] = np.minimum(heights[few], tighter)
        rest = np.flatnonzero(heights >= border - MARGIN)
        new = rest[~np.isin(rest, few)]
        if len(new):
            heights[new] = dear(rows[new])
            rest = rest[heights[rest] >= border - MARGIN]
    else:
        rest = np.flatnonzero(heights >= border - MARGIN)
    if not len(rest):
        return best_first(seen, scores, ids, top)
    rows, heights = rows[rest], last(rows[rest])
    order = np.argsort(-heights, kind="stable")
    for at in range(0, len(order), _AT_ONCE):
        chunk = order[at : at + _AT_ONCE]
        chunk = chunk[heights[chunk] >= border - MARGIN]
        if not len(chunk):
            break
        seen, scores = np.append(seen, rows[chunk]), np.append(scores, exact(rows[chunk]))
        border = _border(scores, top)
    return best_first(seen, scores, ids, top)


def _border(scores: Floats, top: int) -> float:
    """The worst of the best so far."""
    return float(np.partition(scores, len(scores) - top)[len(scores) - top])


def _highest(heights: Floats, count: int) -> Ints:
    """Where the highest are."""
    if count >= len(heights):
        return np.arange(len(heights))
    return np.asarray(np.argpartition(heights, len(heights) - count)[-count:])


def best_first(rows: Ints, scores: Floats, ids: Strings, top: int | None) -> tuple[Ints, Floats]:
    """The best rows and their scores, best first, equal ones by id; exact also at the border of the top."""
    at = np.arange(len(rows))
    if top is not None and top < len(rows):
        border = _border(scores, top)
        at = np.flatnonzero(scores >= border)
    order = at[np.lexsort((ids[rows[at]], -scores[at]))][:top]
    return rows[order], scores[order]
