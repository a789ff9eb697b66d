"""Upper bounds on the text criteria, cheap enough for every row that a ranking looks at.

Only a row whose bound still reaches the top is compared exactly. `TextBound` answers the questions of
`matching.meeting.TextValues`, so a bound is the criterion itself, asked with values that are never too low:

* a meeting of two phrases at full worth and reach; the best one found is exact but for those two;
* a coverage by the best counterpart of any asked phrase;
* a whole text by the sum over its words, since 1 + log(a + b) <= (1 + log a) + (1 + log b) for counts from 1;
* what lowers a value (what somebody does not want) at zero.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

from matching.meeting import Bools, Comparison, by_kind, has, squash
from matching.phrases import CandidatePhrase, VacancyPhrase
from matching.tables import Ints, segments
from matching.texts import Floats, row_sums

Narrow = npt.NDArray[np.float32]
_ROUNDED_UP: Final = 1 + 1e-5
"""Far more than what 32 bits and a sum over the words of a text can lose."""


class TextBound:
    """Upper bounds of the text criteria for the chosen rows of a comparison."""

    def __init__(self, comparison: Comparison, rows: Ints) -> None:
        """Gather which phrases the rows have."""
        many = comparison.many
        self._comparison, self._rows = comparison, rows
        at, begins = segments(many.offsets, rows)
        self._starts = begins[:-1]
        self._gathered: dict[bytes, Narrow] = {}
        self._best: dict[tuple[object, ...], Floats] = {}
        self._text, self._kinds, self._at = many.text[at], many.kind[at], at

    def best(
        self, vacancy: Mapping[VacancyPhrase, float], candidate: Mapping[CandidatePhrase, float], *, full: float
    ) -> Floats:
        """Never below `TextMatch.best`, except that what lowers a value counts as nothing."""
        key = (tuple(vacancy.items()), tuple(candidate.items()), full)
        if key not in self._best:  # two criteria ask how the whole texts meet
            self._best[key] = self._find_best(vacancy, candidate, full)
        return self._best[key]

    def _find_best(
        self, vacancy: Mapping[VacancyPhrase, float], candidate: Mapping[CandidatePhrase, float], full: float
    ) -> Floats:
        one, kinds = self._comparison.strengths(vacancy, candidate)
        found = np.zeros(len(self._rows))
        if not (one > 0).any() or not len(self._rows) or CandidatePhrase.AGAINST in candidate:
            return found
        whole = kinds[self._comparison.whole_kind]
        if kinds.sum() > whole:
            found = self._best_phrase(one, kinds)
        if whole > 0:
            found = np.maximum(found, self._whole(one) * whole)
        return squash(found, full)

    def covered(
        self, vacancy: Mapping[VacancyPhrase, float], candidate: Mapping[CandidatePhrase, float], *, full: float
    ) -> Floats:
        """Never below `TextMatch.covered`: a weighted mean is at most its largest part."""
        if not len(self._rows):
            return np.zeros(0)
        shares = by_kind(vacancy)
        one, kinds = self._comparison.strengths(dict.fromkeys(vacancy, 1.0), candidate)
        if self._comparison.forward:
            asked = (shares[self._comparison.one.kinds] * self._comparison.one.weight > 0).astype(np.float64)
            return squash(self._best_phrase(asked, kinds), full)
        found = squash(self._comparison.strongest(one), full)[self._text]
        many = self._comparison.many
        weight = shares[self._kinds] * many.weight[many.term[self._at]]
        total = np.add.reduceat(weight, self._starts)
        return np.asarray(np.add.reduceat(found * weight, self._starts) / np.where(total > 0, total, 1))

    def has(self, *kinds: CandidatePhrase) -> Bools:
        """Whether the candidate wrote anything of these kinds, per row."""
        return has(self._comparison, self._rows, kinds)

    def _best_phrase(self, one: Floats, kinds: Floats) -> Floats:
        key = one.tobytes()
        if key not in self._gathered:  # wishes and experience look for the same
            self._gathered[key] = _narrow(self._comparison.strongest(one))[self._text]
        each = self._gathered[key] * kinds.astype(np.float32)[self._kinds]
        return np.maximum.reduceat(each, self._starts).astype(np.float64)

    def _whole(self, one: Floats) -> Floats:
        """Bound of the cosine with the whole text of each row, times the strength of the phrase of the one."""
        found, rows = self._comparison.whole_words
        side, wholes = self._comparison.one, self._comparison.many.wholes
        strongest = (side.vectors[found] * one).max(axis=1) * side.scale[found]
        lengths = np.diff(rows.indptr)
        weights = (1 + np.log(rows.data)) * np.repeat(strongest, lengths)
        per_word: Floats = np.bincount(rows.indices, weights, minlength=rows.shape[1]).astype(np.float64)
        at, begins = segments(wholes.offsets, self._rows)
        norms = wholes.norms[self._rows]
        bound = row_sums(_narrow(per_word)[wholes.bag[at]], begins) / np.where(norms > 0, norms, 1)
        return np.asarray(np.minimum(bound, one.max()))


def _narrow(table: Floats) -> Narrow:
    """Half the memory to gather from, rounded upwards."""
    return (table * _ROUNDED_UP).astype(np.float32)
