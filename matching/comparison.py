"""How the texts of one record meet those of many: the one side of a ranking against a store.

A `Comparison` looks up the words of the one among the words of the many, once. From that follow, for the texts that a
ranking asks about, cosines (`cosines`) and quick upper bounds of them (`highest`); `matching.text_match` makes values
of criteria out of either.
"""

from functools import cached_property
from typing import Final
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt
from scipy import sparse

from matching.phrases import CandidatePhrase, Occupations, Question, VacancyPhrase
from matching.query_text import QueryText
from matching.tables import Ints, spans
from matching.texts import NOT_LINKED, Floats, Texts
from matching.vocabulary import Bags

Bools = npt.NDArray[np.bool_]
Narrow = npt.NDArray[np.float32]

_MOST_LINKS: Final = 500
_AT_ONCE: Final = 1_000_000
_ROUNDED_UP: Final = 1 + 1e-4
_MORE: Final = np.float32(_ROUNDED_UP)
"""Far more than what 32 bits and a sum over the words of a text can lose."""


class Comparison:
    """One record against the texts of many.

    Args:
        one: the single record.
        many: the texts of the other side.
        forward: true when the single record is a vacancy and the many are candidates.
        on_year: the year that counts as now, for how long ago experience ended.
        occupations: similarity of linked occupations; without it only equal URIs count.
    """

    def __init__(
        self, one: QueryText, many: Texts, *, forward: bool, on_year: float, occupations: Occupations | None = None
    ) -> None:
        """Look up the words of the one."""
        self.one, self.many, self.forward = one, many, forward
        self.whole_kind = int(CandidatePhrase.WHOLE if forward else VacancyPhrase.WHOLE)
        self._asked, self._found = many.vocabulary.among(one.features)
        self._occupations = occupations
        self._strengths: dict[tuple[Question, bool], tuple[Floats, Floats]] = {}
        self._words: dict[bytes, Narrow] = {}
        self.many_strength = many.worth(on_year) if forward else many.reach
        self.one_strength = one.reach if forward else one.worth

    def strengths(self, question: Question, *, evenly: bool = False) -> tuple[Floats, Floats]:
        """How strongly each phrase of the one counts, and each kind of the many (before reach or worth).

        With ``evenly`` every kind of the vacancy that is asked for counts fully.
        """
        key = (question, evenly)
        if key not in self._strengths:
            asked = (question.of_vacancy > 0).astype(np.float64) if evenly else question.of_vacancy
            mine, theirs = (asked, question.of_candidate) if self.forward else (question.of_candidate, asked)
            strength = mine[self.one.kinds]  # a task of few hours may be the only one that is covered: no reach there
            self._strengths[key] = (strength if evenly and self.forward else strength * self.one_strength, theirs)
        return self._strengths[key]

    def linked(self, found: Floats, uri: Ints) -> Floats:
        """Similarity of each phrase of the one (rows) with phrases of these occupations: the higher of both."""
        if self.many.uris:
            for row, phrase in enumerate(self.one.phrases):
                if phrase.uri is not None:
                    found[row] = np.maximum(found[row], _similarities(phrase.uri, self.many, self._occupations)[uri])
        return found

    def cosines(self, bags: Bags) -> Floats:
        """Cosine of each phrase of the one (rows) with these texts (columns).

        Added up in the order of the features: a text gets the same number whatever stands next to it.
        """
        width = len(self._asked) + 1  # the last place: what nobody asks about
        count, at_once = len(bags.norms), max(_AT_ONCE // width, 1)
        if count > at_once:
            pieces = [bags[first : first + at_once] for first in range(0, count, at_once)]
            return np.concatenate([self.cosines(piece) for piece in pieces], axis=1)
        counts = self.many.vocabulary.counts
        inside, ends = spans(counts.indptr, bags.tokens)
        text = np.repeat(np.arange(count), np.diff(ends.take(bags.offsets)))
        place = self._places.take(counts.indices.take(inside))
        known = (place < width - 1).nonzero()[0]
        where = text.take(known) * width + place.take(known)
        times = np.bincount(where, counts.data.take(inside.take(known)), minlength=count * width)
        said = (times > 0).nonzero()[0]  # much quicker of booleans than of numbers
        text, feature = np.divmod(said, width)
        each = self._weighed.take(feature, axis=1) * (1 + np.log(times.take(said)))
        return _sums(each, text.searchsorted(np.arange(count + 1))) / np.where(bags.norms > 0, bags.norms, 1)

    @cached_property
    def _places(self) -> npt.NDArray[np.int32]:
        """Per feature of the many its place among those that the one has."""
        places = np.full(len(self.many.vocabulary.features), len(self._asked), dtype=np.int32)
        places[self._found] = np.arange(len(self._asked))
        return places

    @cached_property
    def _weighed(self) -> Floats:
        """Per phrase of the one (rows) what one of each feature (columns) on the other side adds to the product."""
        return np.ascontiguousarray((self.one.vectors[self._asked] * self.one.scale[self._asked, None]).T)

    @cached_property
    def _per_token(self) -> Narrow:
        """What each token (rows) adds at most to the product with each phrase of the one (columns)."""
        most: Narrow = self.many.vocabulary.narrow[self._found].T @ self._weighed.T.astype(np.float32)
        most *= _MORE
        return most

    def highest(self, texts: sparse.csr_matrix) -> Floats:
        """Never below `cosines`: the sum over the words of each text.

        For counts from 1, 1 + log(a + b) <= (1 + log a) + (1 + log b), so words that share a feature add too much and
        never too little.

        Args:
            texts: some of ``many.phrases_by_token`` or ``many.wholes_by_token``.
        """
        return np.ascontiguousarray((texts @ self._per_token).T, dtype=np.float64)

    def strongest(self, phrases: sparse.csr_matrix, uri: Ints, one: Floats) -> Narrow:
        """Never below the best cosine of phrases with any phrase of the one, times the strength ``one`` of that.

        Every word counts for the phrase for which it is worth most.

        Args:
            phrases: some of ``many.phrases_by_token``.
            uri: the occupations to which these are linked.
            one: a strength per phrase of the one.
        """
        found: Narrow = np.asarray(phrases @ self._per_word(one))
        if self.many.uris:
            for phrase, strength in zip(self.one.phrases, one.tolist(), strict=True):
                if phrase.uri is not None and strength > 0:
                    linked = _similarities(phrase.uri, self.many, self._occupations)
                    found = np.maximum(found, (linked * strength * _ROUNDED_UP).astype(np.float32)[uri])
        return found

    def strongest_wholes(self, rows: Ints, one: Floats) -> Narrow:
        """`strongest` for the whole texts of these rows."""
        return np.asarray(self.many.wholes_by_token[rows] @ self._per_word(one))

    def _per_word(self, one: Floats) -> Narrow:
        """What each token is worth for the phrase for which it is worth most."""
        key = one.tobytes()
        if key not in self._words:
            found = np.zeros(len(self._per_token), dtype=np.float32)
            for phrase in np.flatnonzero(one).tolist():
                np.maximum(found, self._per_token[:, phrase] * (np.float32(one[phrase]) * _MORE), out=found)
            self._words[key] = found
        return self._words[key]


def _sums(each: Narrow | Floats, begins: Ints) -> Floats:
    """Sums of the columns from each begin to the next, also where there are none."""
    filled = (begins[1:] > begins[:-1]).nonzero()[0]
    if len(filled) == len(begins) - 1 > 0:
        return np.asarray(np.add.reduceat(each, begins[:-1], axis=1), dtype=np.float64)
    sums = np.zeros((len(each), len(begins) - 1))
    if len(filled):
        sums[:, filled] = np.add.reduceat(each, begins[:-1][filled], axis=1)
    return sums


def has(comparison: Comparison, rows: Ints, kinds: tuple[CandidatePhrase, ...]) -> Bools:
    """Whether the candidate wrote anything of these kinds, per row."""
    if comparison.forward:
        bits = sum(1 << int(kind) for kind in kinds)
        return np.asarray((comparison.many.has[rows] & bits) != 0)
    return np.full(len(rows), any(phrase.kind in kinds for phrase in comparison.one.phrases))


_links: "WeakKeyDictionary[Texts, dict[tuple[int, str], tuple[Occupations | None, Floats]]]" = WeakKeyDictionary()


def _similarities(uri: str, many: Texts, occupations: Occupations | None) -> Floats:
    """Similarity of one occupation to each of ``many.uris``, with a last zero for "not linked"; remembered."""
    known = _links.setdefault(many, {})
    key = (id(occupations), uri)
    if key not in known:
        if len(known) >= _MOST_LINKS:
            known.clear()
        found = np.zeros(len(many.uris) + 1)
        same = np.array([uri == other for other in many.uris], dtype=np.float64)
        found[:NOT_LINKED] = occupations.similarities(uri, many.uris) if occupations else same
        known[key] = (occupations, found)  # keeps the object alive, so that its id stays its own
    return known[key][1]
