"""How the texts of one record meet those of many: the one side of a ranking against a store.

`Comparison` compares with every distinct phrase once. From it follow, for the rows that a ranking asks for, the exact
values (`TextMatch`) and quick upper bounds (`matching.bounds`), with the same questions, so that a criterion is written
once: which kinds of phrases meet, and whether the best meeting or the coverage counts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Protocol
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt
from scipy import sparse

from matching.phrases import CandidatePhrase, Occupations, Phrase, VacancyPhrase
from matching.tables import Ints, segments
from matching.text import TextSpace
from matching.texts import NOT_LINKED, Floats, Texts, experience_worth

Bools = npt.NDArray[np.bool_]
Kinds = Mapping[VacancyPhrase, float] | Mapping[CandidatePhrase, float]

_NO_MEETING: Final = 0.05
_MOST_LINKS: Final = 500
_KINDS: Final = max(len(CandidatePhrase), len(VacancyPhrase))


@dataclass(frozen=True, eq=False)
class OneSide:
    """The phrases of the single record of a ranking: its vectors over the features that they have."""

    phrases: tuple[Phrase, ...]
    features: npt.NDArray[np.int32]
    vectors: Floats
    """A row per feature, a column per phrase."""
    scale: Floats
    kinds: Ints
    weight: Floats
    reach: Floats
    worth: Floats

    @classmethod
    def of(cls, phrases: Sequence[Phrase], space: TextSpace, *, on_year: float) -> "OneSide":
        """The phrases of one record; `on_year` is the year that counts as now."""
        found = space.encode([phrase.text for phrase in phrases])
        features, columns = np.unique(found.indices, return_inverse=True)
        vectors = np.zeros((len(features), len(phrases)))
        vectors[columns.ravel(), np.repeat(np.arange(len(phrases)), np.diff(found.indptr))] = found.data
        years, ended = (
            np.array([np.nan if year is None else year for year in column], dtype=np.float64)
            for column in ([p.years for p in phrases], [p.ended_year for p in phrases])
        )
        return cls(
            phrases=tuple(phrases), features=features.astype(np.int32), vectors=vectors, scale=space.scale[features],
            kinds=np.array([p.kind for p in phrases], dtype=np.int64),
            weight=np.array([p.weight for p in phrases]), reach=np.array([p.reach for p in phrases]),
            worth=experience_worth(years, ended, on_year),
        )  # fmt: skip


class Comparison:
    """One record against all distinct phrases of many.

    Args:
        one: the single record.
        many: the texts of the other side.
        forward: true when the single record is a vacancy and the many are candidates.
        on_year: the year that counts as now, for how long ago experience ended.
        occupations: similarity of linked occupations; without it only equal URIs count.
    """

    def __init__(
        self, one: OneSide, many: Texts, *, forward: bool, on_year: float, occupations: Occupations | None = None
    ) -> None:
        """Compare with every distinct phrase."""
        self.one, self.many, self.forward = one, many, forward
        self.whole_kind = int(CandidatePhrase.WHOLE if forward else VacancyPhrase.WHOLE)
        found, rows = many.postings.among(one.features)
        self.phrases: Floats = rows.T @ one.vectors[found]
        """Cosine of each distinct phrase (rows) with each phrase of the one (columns)."""
        self._strengths: dict[tuple[object, object], tuple[Floats, Floats]] = {}
        self._strongest: dict[bytes, Floats] = {}
        self._link(occupations)
        many_worth = many.worth(on_year)
        self.many_strength = many_worth if forward else many.reach
        self.one_strength = one.reach if forward else one.worth

    def _link(self, occupations: Occupations | None) -> None:
        """Linked occupations can only raise the cosine."""
        if not self.many.uris:
            return
        for column, phrase in enumerate(self.one.phrases):
            if phrase.uri is not None:
                linked = similarities(phrase.uri, self.many, occupations)[self.many.uri]
                self.phrases[:, column] = np.maximum(self.phrases[:, column], linked)

    def strengths(self, vacancy: Kinds, candidate: Kinds) -> tuple[Floats, Floats]:
        """How strongly each phrase of the one counts, and each kind of the many (before reach or worth)."""
        key = (tuple(vacancy.items()), tuple(candidate.items()))
        if key not in self._strengths:
            mine, theirs = (vacancy, candidate) if self.forward else (candidate, vacancy)
            self._strengths[key] = (by_kind(mine)[self.one.kinds] * self.one_strength, by_kind(theirs))
        return self._strengths[key]

    def strongest(self, one: Floats) -> Floats:
        """Per distinct phrase the highest cosine with any phrase of the one, each times its strength."""
        key = one.tobytes()
        if key not in self._strongest:
            use = np.flatnonzero(one)
            self._strongest[key] = (self._columns[use] * one[use, None]).max(axis=0, initial=0.0)
        return self._strongest[key]

    def strongest_of(self, one: Floats, text: npt.NDArray[np.int32]) -> Floats:
        """The same for these distinct phrases, without asking about all others."""
        found = self._strongest.get(one.tobytes())
        if found is not None:
            return np.asarray(found[text])
        use = np.flatnonzero(one)
        return np.asarray((self.phrases[np.ix_(text, use)] * one[use]).max(axis=1, initial=0.0))

    @cached_property
    def _columns(self) -> Floats:
        """The cosines with a row per phrase of the one."""
        return np.ascontiguousarray(self.phrases.T)

    @cached_property
    def whole_words(self) -> tuple[Ints, sparse.csr_matrix]:
        """Which features of the one occur in the words of the many, and per such feature those words."""
        return self.many.wholes.postings.among(self.one.features)

    @cached_property
    def _by_word(self) -> sparse.csr_matrix:
        return self.whole_words[1].T.tocsr()

    def whole_similarity(self, rows: Ints, use: Bools) -> Floats:
        """Cosine of the whole text of each row with those phrases of the one, a row per row."""
        wholes = self.many.wholes
        at, begins = segments(wholes.offsets, rows)
        chosen = sparse.csr_matrix(
            (np.ones(len(at)), wholes.bag[at], begins), shape=(len(rows), self._by_word.shape[0])
        )  # fmt: skip
        total = chosen @ self._by_word
        total.sort_indices()  # one order of adding up, whatever the order of the words
        found = self.whole_words[0]
        total.data = (1 + np.log(total.data)) * self.one.scale[found][total.indices]
        norms = wholes.norms[rows]
        dots: Floats = total @ self.one.vectors[found][:, use]
        return np.asarray(dots / np.where(norms > 0, norms, 1)[:, None])


class TextValues(Protocol):
    """What a text criterion asks about the pairs of a ranking: exactly, or as an upper bound."""

    def best(
        self, vacancy: Mapping[VacancyPhrase, float], candidate: Mapping[CandidatePhrase, float], *, full: float
    ) -> Floats:
        """Per pair the best meeting of two phrases, 0..1; ``full`` is the cosine that counts as 1."""

    def covered(
        self, vacancy: Mapping[VacancyPhrase, float], candidate: Mapping[CandidatePhrase, float], *, full: float
    ) -> Floats:
        """Per pair the weighted share of the vacancy's phrases that find a counterpart, 0..1."""

    def has(self, *kinds: CandidatePhrase) -> Bools:
        """Whether the candidate wrote anything of these kinds, per pair."""


class TextMatch:
    """Exact values of the text criteria for the chosen rows of a comparison."""

    def __init__(self, comparison: Comparison, rows: Ints) -> None:
        """Gather what the rows say."""
        many = comparison.many
        self._comparison, self._rows, self._one = comparison, rows, comparison.one
        at, begins = segments(many.offsets, rows)
        self._starts = begins[:-1]
        self._text, self._kinds, term = many.text[at], many.kind[at], many.term[at]
        self._strength, self._weights = comparison.many_strength[term], many.weight[term]
        self._wholes: dict[bytes, Floats] = {}
        self._best: dict[tuple[object, ...], Floats] = {}

    def _whole(self, use: Bools) -> Floats:
        key = use.tobytes()
        if key not in self._wholes:
            self._wholes[key] = self._comparison.whole_similarity(self._rows, use)
        return self._wholes[key]

    def best(
        self, vacancy: Mapping[VacancyPhrase, float], candidate: Mapping[CandidatePhrase, float], *, full: float
    ) -> Floats:
        """Per pair the best meeting of two phrases, 0..1; ``full`` is the cosine that counts as 1."""
        key = (tuple(vacancy.items()), tuple(candidate.items()), full)
        if key not in self._best:  # two criteria ask how the whole texts meet
            self._best[key] = self._find_best(*self._comparison.strengths(vacancy, candidate), full)
        return self._best[key]

    def _find_best(self, one: Floats, kinds: Floats, full: float) -> Floats:
        use = one > 0
        if not use.any() or not len(self._rows):
            return np.zeros(len(self._rows))
        many = kinds[self._kinds] * self._strength
        found = np.zeros(len(self._rows))
        if many.any():
            top = self._comparison.strongest_of(one, self._text) * many
            found = np.maximum.reduceat(top, self._starts)
        strength = kinds[self._comparison.whole_kind]
        if strength > 0:
            found = np.maximum(found, (self._whole(use) * one[use]).max(axis=1) * strength)
        return squash(found, full)

    def covered(
        self, vacancy: Mapping[VacancyPhrase, float], candidate: Mapping[CandidatePhrase, float], *, full: float
    ) -> Floats:
        """Per pair the weighted share of the vacancy's phrases that find a counterpart, 0..1."""
        one, kinds = self._comparison.strengths(dict.fromkeys(vacancy, 1.0), candidate)
        many, shares = kinds[self._kinds] * self._strength, by_kind(vacancy)
        if self._comparison.forward:
            one, _ = self._comparison.strengths(vacancy, candidate)
            return self._covered_one(shares[self._one.kinds] * self._one.weight, many, full)
        found = squash(self._comparison.strongest_of(one, self._text), full)
        weight = shares[self._kinds] * self._weights
        total = np.add.reduceat(weight, self._starts)
        return np.asarray(np.add.reduceat(found * weight, self._starts) / np.where(total > 0, total, 1))

    def _covered_one(self, weight: Floats, many: Floats, full: float) -> Floats:
        """Coverage of the phrases of the one vacancy by each candidate."""
        use = weight > 0
        if not use.any():
            return np.zeros(len(self._rows))
        similarity = self._comparison.phrases[self._text][:, use]
        found = np.maximum.reduceat(similarity * many[:, None], self._starts, axis=0)
        return np.asarray(summed(squash(found, full).T, weight[use]) / weight.sum())

    def evidence(
        self, vacancy: Mapping[VacancyPhrase, float], candidate: Mapping[CandidatePhrase, float], record: int
    ) -> str | None:
        """The candidate's phrase in the best meeting of one pair; ``None`` when no phrases meet."""
        one, kinds = self._comparison.strengths(vacancy, candidate)
        end = self._starts[record + 1] if record + 1 < len(self._starts) else len(self._kinds)
        here = slice(self._starts[record], end)
        text, many = self._text[here], kinds[self._kinds[here]] * self._strength[here]
        found = self._comparison.strongest_of(one, text) * many
        highest = found.max(initial=0.0)
        use, strength = one > 0, kinds[self._comparison.whole_kind]
        if strength > 0 and not self._comparison.forward:
            whole = self._whole(use)[record] * one[use] * strength
            if whole.max(initial=0.0) > max(highest, _NO_MEETING):
                return self._one.phrases[int(np.flatnonzero(use)[whole.argmax()])].text
        if highest <= _NO_MEETING:
            return None
        ties = np.flatnonzero(found == highest)
        meetings: list[int] = (self._comparison.phrases[text[ties]] * one).argmax(axis=1).tolist()
        first = meetings.index(min(meetings))  # of equally good meetings the one of the earliest phrase
        if self._comparison.forward:
            return self._comparison.many.strings.text(int(text[ties[first]]))
        return self._one.phrases[int(meetings[first])].text

    def has(self, *kinds: CandidatePhrase) -> Bools:
        """Whether the candidate wrote anything of these kinds, per pair."""
        return has(self._comparison, self._rows, kinds)


def has(comparison: Comparison, rows: Ints, kinds: Sequence[CandidatePhrase]) -> Bools:
    """Whether the candidate wrote anything of these kinds, per row."""
    if comparison.forward:
        bits = sum(1 << int(kind) for kind in kinds)
        return np.asarray((comparison.many.has[rows] & bits) != 0)
    return np.full(len(rows), bool(np.isin(comparison.one.kinds, [int(kind) for kind in kinds]).any()))


def by_kind(strengths: Kinds) -> Floats:
    """Strengths as a table with a place for every kind."""
    table = np.zeros(_KINDS)
    for kind, strength in strengths.items():
        table[int(kind)] = strength
    return table


def summed(rows: Floats, weights: Floats) -> Floats:
    """Weighted sum of rows, added in their order, so that a column comes out the same whatever stands next to it."""
    total = np.zeros(rows.shape[1])
    for row, weight in zip(rows, weights, strict=True):
        total = total + weight * row
    return total


def squash(similarity: Floats, full: float) -> Floats:
    """Spread cosines over 0..1; the square root keeps the order and makes the middle visible."""
    return np.asarray(np.sqrt(np.clip(similarity / full, 0, 1)))


_links: "WeakKeyDictionary[Texts, dict[tuple[int, str], tuple[Occupations | None, Floats]]]" = WeakKeyDictionary()


def similarities(uri: str, many: Texts, occupations: Occupations | None) -> Floats:
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
