"""The best rows of many, exactly, while comparing only a few of them exactly.

Every row has an upper bound. The rows with the highest bounds are compared first; whoever's bound lies below the worst
of the best so far cannot enter any more. What comes out is what comparing everybody would give.
"""

from collections.abc import Callable
from typing import Final

import numpy as np

from matching.columns import Strings
from matching.tables import Ints
from matching.texts import Floats

MARGIN: Final = 1e-6
"""Rounding of bounds: a row this close below the border is compared too."""
_AT_ONCE: Final = 256
_MANY: Final = 4_096

Rate = Callable[[Ints], Floats]


def best_rows(
    rows: Ints, ids: Strings, *, top: int | None, bound: Rate, tighter: Rate, exact: Rate
) -> tuple[Ints, Floats]:
    """The best rows and their scores, best first, equal ones by id.

    Args:
        rows: row numbers that take part.
        ids: id per row number.
        top: how many; ``None`` for all.
        bound: upper bound of the score of rows, cheap.
        tighter: a lower upper bound that costs more, asked about fewer rows.
        exact: score of rows.
    """
    if top is not None and top <= 0:
        return rows[:0], np.zeros(0)
    first = 32 if top is None else 3 * top + 8
    if top is None or len(rows) <= first:
        pieces = [exact(rows[at : at + _MANY]) for at in range(0, len(rows), _MANY)]
        return best_first(rows, np.concatenate([np.zeros(0), *pieces]), ids, top)
    bounds = bound(rows)
    highest = np.argpartition(bounds, len(rows) - first)[-first:]
    seen, scores = rows[highest], exact(rows[highest])
    border = np.partition(scores, len(scores) - top)[len(scores) - top]
    bounds[highest] = -np.inf
    rest = rows[bounds >= border - MARGIN]
    if not len(rest):
        return best_first(seen, scores, ids, top)
    bounds = tighter(rest)
    order = np.argsort(-bounds, kind="stable")
    for at in range(0, len(order), _AT_ONCE):
        chunk = order[at : at + _AT_ONCE]
        chunk = chunk[bounds[chunk] >= border - MARGIN]
        if not len(chunk):
            break
        seen, scores = np.append(seen, rest[chunk]), np.append(scores, exact(rest[chunk]))
        border = np.partition(scores, len(scores) - top)[len(scores) - top]
    return best_first(seen, scores, ids, top)


def best_first(rows: Ints, scores: Floats, ids: Strings, top: int | None) -> tuple[Ints, Floats]:
    """The best rows and their scores, best first, equal ones by id; exact also at the border of the top."""
    at = np.arange(len(rows))
    if top is not None and top < len(rows):
        border = np.partition(scores, len(scores) - top)[len(scores) - top]
        at = np.flatnonzero(scores >= border)
    order = at[np.lexsort((ids[rows[at]], -scores[at]))][:top]
    return rows[order], scores[order]
