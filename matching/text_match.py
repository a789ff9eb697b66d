"""Values of the text criteria for the chosen rows of a comparison: exactly, or as upper bounds.

A criterion is written once and asked twice, the second time deeper (`Depth`). A bound is
never too low, because every step from cosines to a value only rises with them, and what lowers a value (what somebody
does not want) counts as nothing.
"""

import enum
from collections.abc import Mapping, Sequence

import numpy as np

from matching.comparison import Comparison
from matching.criteria.soft import Soft
from matching.phrases import Question
from matching.tables import Ints
from matching.text_loops import NOWHERE, OF_WHOLE
from matching.text_values import text_softs, texts_at_most
from matching.texts import Floats


class Depth(enum.Enum):
    """How deep texts are compared."""

    WORDS = enum.auto()
    """At most: whole texts and phrases, by their words."""
    EXACT = enum.auto()
    """By everything that makes up their words."""


class TextMatch:
    """What a text criterion asks about the pairs of a ranking."""

    def __init__(self, comparison: Comparison, rows: Ints, depth: Depth = Depth.EXACT) -> None:
        """Compare, so deep."""
        self._comparison, self._rows = comparison, rows
        if depth is Depth.WORDS:
            best, covered = comparison.bounded(rows)
        else:
            best, covered, self._where, self._partner = comparison.met(rows)
        self._found = rows, comparison.has, (best, covered), comparison.columns

    def softs(self) -> dict[str, Soft]:
        """Value of each text criterion per pair."""
        return text_softs(*self._found)

    def at_most(self, sides: Sequence[Mapping[str, float]]) -> Floats:
        """What the text criteria add at most: per side's weights (rows) and pair (columns)."""
        return texts_at_most(*self._found, sides)

    def evidence(self, question: Question, record: int) -> str | None:
        """The candidate's phrase in the best meeting of one pair; ``None`` when no phrases meet."""
        number = self._comparison.questions.index(question)
        where, partner = int(self._where[record, number]), int(self._partner[record, number])
        if where == NOWHERE:
            return None
        if self._comparison.forward and where != OF_WHOLE:
            many = self._comparison.many
            return many.strings.text(int(many.text[where]))
        return self._comparison.one.phrases[partner].text


def summed(rows: Floats, weights: Floats | Sequence[float]) -> Floats:
    """Weighted sum of rows, added in their order, so that a column comes out the same whatever stands next to it."""
    total = np.zeros(rows.shape[1])
    for row, weight in zip(rows, weights, strict=True):
        total = total + weight * row
    return total
