"""Values of the text criteria for the chosen rows of a comparison: exactly, or as upper bounds.

A criterion is written once, against `TextMatch`, and asked up to three times, each time deeper (`Depth`). A bound is
never too low, because every step from cosines to a value only rises with them, and what lowers a value (what somebody
does not want) counts as nothing.
"""

import enum
from collections.abc import Sequence

import numpy as np

from matching.comparison import Bools, Comparison, has
from matching.phrases import CandidatePhrase, Question
from matching.tables import Ints
from matching.text_loops import NOWHERE, OF_WHOLE
from matching.texts import Floats


class Depth(enum.Enum):
    """How deep texts are compared."""

    WHOLES = enum.auto()
    """At most: whole texts by their words; single phrases may meet as well as they can."""
    WORDS = enum.auto()
    """At most: whole texts and phrases, by their words."""
    EXACT = enum.auto()
    """By everything that makes up their words."""


class TextMatch:
    """What a text criterion asks about the pairs of a ranking."""

    def __init__(self, comparison: Comparison, rows: Ints, depth: Depth = Depth.EXACT) -> None:
        """Compare, so deep."""
        self._comparison, self._rows = comparison, rows
        best: Sequence[Floats] | Floats
        covered: Sequence[Floats] | Floats
        if depth is Depth.WHOLES:
            best, covered = comparison.bounded_by_wholes(rows)
        else:
            if depth is Depth.WORDS:
                of_rows, parts = comparison.bounded(rows)
            else:
                of_rows, parts, self._where, self._partner = comparison.met(rows)
            best, covered = of_rows.T, parts.T
        self._best: dict[Question, Floats] = dict(zip(comparison.questions, best, strict=True))
        self._covered: dict[Question, Floats] = dict(zip(comparison.covering, covered, strict=True))

    def best(self, question: Question) -> Floats:
        """Per pair the best meeting of two phrases, 0..1 (a single number where it is the same for all)."""
        return self._best[question]

    def covered(self, question: Question) -> Floats:
        """Per pair the weighted share of the vacancy's phrases that find a counterpart, 0..1 (idem)."""
        return self._covered[question]

    def has(self, *kinds: CandidatePhrase) -> Bools:
        """Whether the candidate wrote anything of these kinds, per pair."""
        return has(self._comparison, self._rows, kinds)

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
