"""What the text criteria make of how texts meet: one loop for values, one for how much they add to a score at most.

A rule is read in its own module of `matching.criteria`, as what it says about one pair; here it only gets its numbers.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from matching.compiled import HALVES, ROWS, TABLE, compiled, inlined, types
from matching.criteria import SOFT_FROM_TEXT, beroep, ontwikkelwens, vaardigheden_taken
from matching.criteria.soft import UNABLE, WHOLE_TEXTS, Soft
from matching.phrases import CandidatePhrase, Question
from matching.tables import Ints

Array = npt.NDArray[Any]
Floats = npt.NDArray[np.float64]
Meetings = tuple[Array, Array]
"""Per row the answers about best meetings and about what is covered."""

NOT_ASKED: Final = -1
_BEST: Final = (beroep.WISHED, beroep.DONE, beroep.REFUSED, UNABLE, WHOLE_TEXTS, ontwikkelwens.LEARNT)
_COVERED: Final = (vaardigheden_taken.COVERED,)
_UNABLE, _WHOLE, _LEARNT = (_BEST.index(each) for each in (UNABLE, WHOLE_TEXTS, ontwikkelwens.LEARNT))
_LAST: Final = len(_BEST)
CRITERIA: Final = len(SOFT_FROM_TEXT)


def _bits(kinds: Iterable[CandidatePhrase]) -> int:
    return sum(1 << int(kind) for kind in kinds)


_KNOWN_BY: Final = tuple(_bits(each.KNOWN_BY) for each in SOFT_FROM_TEXT)
_WISH, _DONE, _OPEN = (
    _bits([kind]) for kind in (CandidatePhrase.WISH, CandidatePhrase.EXPERIENCE, CandidatePhrase.OPEN)
)  # fmt: skip
_MEETINGS: Final = types.Tuple((TABLE, TABLE))
_HELD: Final = types.Tuple((HALVES, types.bool_))


def columns_of(best: Sequence[Question], covered: Sequence[Question], *, first_covered: int = 0) -> Ints:
    """Where the answers that the criteria read stand among those of the questions that were asked.

    Those about what is covered begin at ``first_covered``.
    """
    return np.array(
        [best.index(each) if each in best else NOT_ASKED for each in _BEST]
        + [first_covered + covered.index(each) if each in covered else NOT_ASKED for each in _COVERED]
    )


def text_softs(rows: Ints, has: tuple[Array, bool], meetings: Meetings, columns: Ints) -> dict[str, Soft]:
    """Value of each of `SOFT_FROM_TEXT` for these rows.

    Args:
        rows: which.
        has: bits of the kinds of phrases that candidates hold, and whether they are the many.
        meetings: answers to the questions that were asked.
        columns: as `columns_of` gives them.
    """
    found = _values(rows, has, meetings, columns)
    bits, many = has
    held = bits[rows] if many else np.full(len(rows), bits[0])
    return {
        each.CODE: Soft(found[number], (held & _KNOWN_BY[number]) != 0) for number, each in enumerate(SOFT_FROM_TEXT)
    }


def texts_at_most(
    rows: Ints, has: tuple[Array, bool], meetings: Meetings, columns: Ints,
    sides: Sequence[Mapping[str, float]],
) -> Floats:  # fmt: skip
    """Sum of weight x value over `SOFT_FROM_TEXT`: per side's weights (rows) and row (columns); as `text_softs`."""
    found: Floats = _sums(rows, has, meetings, columns, text_weights(sides))
    return found


def text_weights(sides: Sequence[Mapping[str, float]]) -> Floats:
    """Weight of each of `SOFT_FROM_TEXT`, a side a row."""
    return np.array([[shares.get(each.CODE, 0.0) for each in SOFT_FROM_TEXT] for shares in sides])


@inlined
def _answer(table: Array, n: int, column: int) -> float:
    """What was found for a question; nothing when it was not asked."""
    if column == NOT_ASKED:
        return 0.0
    answer: float = table[n, column]
    return answer


@inlined
def text_value(
    n: int, at: int, held: int, best: Array, covered: Array, columns: Array, found: Array
) -> None:  # fmt: skip
    """Value per criterion of one pair, in the order of `SOFT_FROM_TEXT`."""
    overall, unable, is_open = _answer(best, n, columns[_WHOLE]), _answer(best, n, columns[_UNABLE]), held & _OPEN != 0
    found[0, at] = beroep.value(
        _answer(best, n, columns[0]), _answer(best, n, columns[1]), _answer(best, n, columns[2]), unable, overall,
        held & _WISH != 0, held & _DONE != 0, is_open,
    )  # fmt: skip
    found[1, at] = vaardigheden_taken.value(
        _answer(covered, n, columns[_LAST]), unable, overall, held & _KNOWN_BY[1] != 0, is_open
    )  # fmt: skip
    found[2, at] = ontwikkelwens.value(_answer(best, n, columns[_LEARNT]), held & _KNOWN_BY[2] != 0)


@compiled(ROWS, _HELD, _MEETINGS, ROWS)
def _values(rows: Array, has: tuple[Array, bool], meetings: Meetings, columns: Array) -> Array:
    """Value per criterion and row."""
    bits, many = has
    best, covered = meetings
    found = np.empty((CRITERIA, len(rows)))
    for n in range(len(rows)):
        text_value(n, n, int(bits[rows[n] if many else 0]), best, covered, columns, found)
    return found


@compiled(ROWS, _HELD, _MEETINGS, ROWS, TABLE)
def _sums(
    rows: Array, has: tuple[Array, bool], meetings: Meetings, columns: Array, weights: Array
) -> Array:  # fmt: skip
    """Sum of weight x value per side and row."""
    bits, many = has
    best, covered = meetings
    value, total = np.empty((CRITERIA, 1)), np.zeros((len(weights), len(rows)))
    for n in range(len(rows)):
        text_value(n, 0, int(bits[rows[n] if many else 0]), best, covered, columns, value)
        for number in range(CRITERIA):
            for side in range(len(weights)):
                total[side, n] += weights[side, number] * value[number, 0]
    return total
