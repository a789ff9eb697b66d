"""Values of the text criteria for the chosen rows of a comparison: exactly, or as upper bounds.

A criterion is written once, against `TextValues`, and asked with ever better values: `WholeBound` knows only how whole
texts may meet, `QuickBound` also what the words of a phrase are worth for any asked phrase, `TextMatch` with ``upper``
bounds every single cosine, `TextMatch` is exact. A bound is never too low, because every step from cosines to a value
only rises with them, and what lowers a value (what somebody does not want) counts as nothing.
"""

from collections.abc import Sequence
from typing import Final, Protocol

import numpy as np

from matching.comparison import Bools, Comparison, Narrow, has
from matching.phrases import CandidatePhrase, Question
from matching.tables import Ints, distinct, spans
from matching.texts import Floats

_NO_MEETING: Final = 0.05


class TextValues(Protocol):
    """What a text criterion asks about the pairs of a ranking."""

    def best(self, question: Question) -> Floats:
        """Per pair the best meeting of two phrases, 0..1."""

    def covered(self, question: Question) -> Floats:
        """Per pair the weighted share of the vacancy's phrases that find a counterpart, 0..1."""

    def has(self, *kinds: CandidatePhrase) -> Bools:
        """Whether the candidate wrote anything of these kinds, per pair."""


class WholeBound:
    """Upper bounds that look at whole texts only: single phrases may meet as well as they can."""

    def __init__(self, comparison: Comparison, rows: Ints) -> None:
        """Nothing is compared before it is asked for."""
        self._comparison, self._rows = comparison, rows
        self._known: dict[Question, Floats] = {}

    def best(self, question: Question) -> Floats:
        """Never below `TextMatch.best`, except that what lowers a value counts as nothing."""
        one, kinds = self._comparison.strengths(question)
        whole = kinds[self._comparison.whole_kind]
        if question.lowers or not (one > 0).any():
            return np.zeros(len(self._rows))
        if kinds.sum() > whole:
            return np.ones(len(self._rows))
        if question not in self._known:  # two criteria ask how the whole texts meet
            self._known[question] = squash(self._comparison.strongest_wholes(self._rows, one) * whole, question.full)
        return self._known[question]

    def covered(self, question: Question) -> Floats:
        """Everything may be covered."""
        del question
        return np.ones(len(self._rows))

    def has(self, *kinds: CandidatePhrase) -> Bools:
        """Whether the candidate wrote anything of these kinds, per pair."""
        return has(self._comparison, self._rows, kinds)


class QuickBound:
    """Upper bounds that are cheap enough for everybody: a phrase is as good as its words are for any asked phrase."""

    def __init__(self, comparison: Comparison, rows: Ints) -> None:
        """Gather which phrases the rows have."""
        many = comparison.many
        self._comparison, self._rows = comparison, rows
        self._at, begins = spans(many.offsets, rows)
        self._starts = begins[:-1]
        numbers, self._place = distinct(many.text.take(self._at), len(many.uri))
        self._phrases_of, self._uri = many.phrases_by_token[numbers], many.uri.take(numbers)
        self._kinds = many.kind.take(self._at)
        self._known: dict[Question, Floats] = {}
        self._gathered: dict[bytes, Narrow] = {}

    def best(self, question: Question) -> Floats:
        """Never below `TextMatch.best`, except that what lowers a value counts as nothing."""
        if question not in self._known:  # two criteria ask how the whole texts meet
            self._known[question] = self._find_best(question)
        return self._known[question]

    def _find_best(self, question: Question) -> Floats:
        one, kinds = self._comparison.strengths(question)
        found = np.zeros(len(self._rows))
        if not (one > 0).any() or not len(self._rows) or question.lowers:
            return found
        whole = kinds[self._comparison.whole_kind]
        if kinds.sum() > whole:
            found = self._phrases(one, kinds)
        if whole > 0:
            found = np.maximum(found, self._comparison.strongest_wholes(self._rows, one) * whole)
        return squash(found, question.full)

    def covered(self, question: Question) -> Floats:
        """Never below `TextMatch.covered`: a weighted mean is at most its largest part."""
        if not len(self._rows):
            return np.zeros(0)
        one, kinds = self._comparison.strengths(question, evenly=True)
        if self._comparison.forward:
            return squash(self._phrases(one, kinds), question.full)
        many, shares = self._comparison.many, question.of_vacancy
        found = squash(self._top(one).astype(np.float64), question.full)
        weight = shares[self._kinds] * many.weight[many.term[self._at]]
        total = np.add.reduceat(weight, self._starts)
        return np.asarray(np.add.reduceat(found * weight, self._starts) / np.where(total > 0, total, 1))

    def has(self, *kinds: CandidatePhrase) -> Bools:
        """Whether the candidate wrote anything of these kinds, per pair."""
        return has(self._comparison, self._rows, kinds)

    def _phrases(self, one: Floats, kinds: Floats) -> Floats:
        each = self._top(one) * kinds.astype(np.float32).take(self._kinds)
        return np.maximum.reduceat(each, self._starts).astype(np.float64)

    def _top(self, one: Floats) -> Narrow:
        """Per phrase of the rows how well it meets any phrase of the one at most, times the strength of that."""
        key = one.tobytes()
        if key not in self._gathered:  # wishes and experience look for the same
            self._gathered[key] = self._comparison.strongest(self._phrases_of, self._uri, one).take(self._place)
        return self._gathered[key]


class TextMatch:
    """Values of the text criteria, from every phrase of the rows; with ``upper`` never too low and much quicker."""

    def __init__(self, comparison: Comparison, rows: Ints, *, upper: bool = False) -> None:
        """Gather what the rows say and compare it."""
        many = comparison.many
        self._comparison, self._rows, self._one, self._upper = comparison, rows, comparison.one, upper
        at, begins = spans(many.offsets, rows)
        self._starts, self._ends = begins[:-1], begins[1:]
        self._text, self._kinds, term = many.text.take(at), many.kind.take(at), many.term.take(at)
        self._strength, self._weights = comparison.many_strength.take(term), many.weight.take(term)
        numbers, place = distinct(self._text, len(many.uri))
        if upper:
            phrases = comparison.highest(many.phrases_by_token[numbers])
            wholes = comparison.highest(many.wholes_by_token[rows])
        else:
            found = comparison.cosines(many.phrases.take(numbers).followed_by(many.wholes.take(rows)))
            phrases, wholes = found[:, : len(numbers)], found[:, len(numbers) :]
        self._wholes = wholes
        """Per phrase of the one (rows) how it meets the whole text of each row (columns)."""
        self._similarity = comparison.linked(phrases, many.uri.take(numbers)).take(place, axis=1)
        """Per phrase of the one (rows) how it meets each phrase of the rows (columns)."""
        self._known: dict[object, Floats] = {}
        self._meetings: dict[Question, tuple[list[float], list[int], list[float], list[int]]] = {}

    def _top(self, one: Floats) -> Floats:
        """Per phrase of the rows the best meeting, times the strength of the phrase of the one."""
        key = one.tobytes()
        if key not in self._known:  # wishes and experience look for the same
            use = np.flatnonzero(one)
            self._known[key] = (self._similarity[use] * one[use, None]).max(axis=0, initial=0.0)
        return self._known[key]

    def best(self, question: Question) -> Floats:
        """Per pair the best meeting of two phrases, 0..1."""
        if question not in self._known:  # two criteria ask how the whole texts meet
            self._known[question] = self._find_best(question)
        return self._known[question]

    def _find_best(self, question: Question) -> Floats:
        one, kinds = self._comparison.strengths(question)
        found = np.zeros(len(self._rows))
        if not (one > 0).any() or not len(self._rows) or (self._upper and question.lowers):
            return found
        whole = kinds[self._comparison.whole_kind]
        if kinds.sum() > whole:
            each = self._top(one) * (kinds[self._kinds] * self._strength)
            found = np.maximum.reduceat(each, self._starts)
        if whole > 0:
            use = np.flatnonzero(one)
            found = np.maximum(found, (self._wholes[use] * one[use, None]).max(axis=0) * whole)
        return squash(found, question.full)

    def covered(self, question: Question) -> Floats:
        """Per pair the weighted share of the vacancy's phrases that find a counterpart, 0..1."""
        if not len(self._rows):
            return np.zeros(0)
        one, kinds = self._comparison.strengths(question, evenly=True)
        shares = question.of_vacancy
        if self._comparison.forward:
            return self._covered_one(shares[self._one.kinds] * self._one.weight, kinds[self._kinds], question.full)
        found = squash(self._top(one), question.full)
        weight = shares[self._kinds] * self._weights
        total = np.add.reduceat(weight, self._starts)
        return np.asarray(np.add.reduceat(found * weight, self._starts) / np.where(total > 0, total, 1))

    def _covered_one(self, weight: Floats, many: Floats, full: float) -> Floats:
        """Coverage of the phrases of the one vacancy by each candidate."""
        use = np.flatnonzero(weight)
        if not len(use):
            return np.zeros(len(self._rows))
        found = np.maximum.reduceat(self._similarity[use] * (many * self._strength), self._starts, axis=1)
        return np.asarray(summed(squash(found, full), weight[use]) / weight.sum())

    def evidence(self, question: Question, record: int) -> str | None:
        """The candidate's phrase in the best meeting of one pair; ``None`` when no phrases meet."""
        if question not in self._meetings:
            self._meetings[question] = self._meet(question)
        found, partner, whole, of_whole = self._meetings[question]
        first, last = int(self._starts[record]), int(self._ends[record])
        highest = max(found[first:last], default=0.0)
        if whole and whole[record] > max(highest, _NO_MEETING):
            return self._one.phrases[of_whole[record]].text
        if highest <= _NO_MEETING:
            return None
        ties = [at for at in range(first, last) if found[at] == highest]
        best = min(ties, key=partner.__getitem__)  # of equally good meetings the one of the earliest phrase
        if self._comparison.forward:
            return self._comparison.many.strings.text(int(self._text[best]))
        return self._one.phrases[partner[best]].text

    def _meet(self, question: Question) -> tuple[list[float], list[int], list[float], list[int]]:
        """Per phrase of all rows how good its best meeting is, and with which phrase of the one.

        Then per row the same for the whole text of a vacancy, when the question asks for it.
        """
        one, kinds = self._comparison.strengths(question)
        each = self._top(one) * (kinds[self._kinds] * self._strength)
        partner = (self._similarity * one[:, None]).argmax(axis=0) if len(one) else np.zeros(len(each), dtype=int)
        use, strength = np.flatnonzero(one), kinds[self._comparison.whole_kind]
        if strength > 0 and not self._comparison.forward and len(use):
            wholes = self._wholes[use] * one[use, None] * strength
            return each.tolist(), partner.tolist(), wholes.max(axis=0).tolist(), use[wholes.argmax(axis=0)].tolist()
        return each.tolist(), partner.tolist(), [], []

    def has(self, *kinds: CandidatePhrase) -> Bools:
        """Whether the candidate wrote anything of these kinds, per pair."""
        return has(self._comparison, self._rows, kinds)


def summed(rows: Floats, weights: Floats | Sequence[float]) -> Floats:
    """Weighted sum of rows, added in their order, so that a column comes out the same whatever stands next to it."""
    total = np.zeros(rows.shape[1])
    for row, weight in zip(rows, weights, strict=True):
        total = total + weight * row
    return total


def squash(similarity: Floats, full: float) -> Floats:
    """Spread cosines over 0..1; the square root keeps the order and makes the middle visible."""
    return np.asarray(np.sqrt(np.minimum(np.maximum(similarity / full, 0), 1)))
