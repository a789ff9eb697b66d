"""What people and employers wrote, phrase by phrase, and how two of those texts are compared.

A candidate is a handful of phrases (each wish, job, skill, clause of the notes), a vacancy too (title, each task,
each skill, the whole). Similarity is computed once per pair of *distinct* phrases and then gathered, never per
person; a criterion says which kinds of phrases meet and whether the best meeting or the coverage counts.
"""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import sqrt
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt
from scipy import sparse

from matching.text import TextSpace, clauses
from matching.types import CandidateProfile, VacancyQuery

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_LONG_AGO_YEARS: Final = 20.0
_LONG_AGO_WORTH: Final = 0.6
_FULL_YEARS: Final = 3.0
_SHORT_WORTH: Final = 0.75
_MOST_CLAUSES: Final = 40
_NO_MEETING: Final = 0.05


class CandidatePhrase(enum.IntEnum):
    """Where a phrase of a candidate comes from."""

    NONE = 0
    WISH = 1
    EXPERIENCE = 2
    SKILL = 3
    NOTE = 4
    DIPLOMA = 5
    AGAINST = 6
    DEVELOPMENT = 7
    WHOLE = 8


class VacancyPhrase(enum.IntEnum):
    """Where a phrase of a vacancy comes from."""

    NONE = 0
    TITLE = 1
    TASK = 2
    REQUIRED = 3
    WISHED = 4
    WHOLE = 5
    CLAUSE = 6


class Occupations(Protocol):
    """Similarity of two linked occupations; `matching.similarity.OccupationSimilarity` is one."""

    def similarities(self, first: str, others: Sequence[str]) -> Floats:
        """Similarity 0..1 of one concept to others, by URI."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One phrase with its role.

    ``weight`` is its part of its kind in a vacancy (the hours of a task over all hours); ``reach`` how strongly it
    stands for the whole vacancy (the largest task 1, smaller ones less). Experience has a length and an end.
    """

    text: str
    kind: int
    weight: float = 1.0
    reach: float = 1.0
    uri: str | None = None
    years: float | None = None
    ended_year: int | None = None


def candidate_phrases(profile: CandidateProfile) -> list[Phrase]:
    """Everything a candidate wrote or that was written down as what the candidate can and wants."""
    kind = CandidatePhrase
    told, refused = clauses(profile.notes)
    found = [Phrase(text="", kind=kind.NONE)]
    found += [Phrase(text=wish.title, kind=kind.WISH, uri=wish.esco_uri) for wish in profile.wishes or ()]
    found += [
        Phrase(text=job.title, kind=kind.EXPERIENCE, uri=job.esco_uri, years=job.years, ended_year=job.ended_year)
        for job in profile.experience or ()
    ]
    found += [Phrase(text=text, kind=kind.SKILL) for text in profile.skills or ()]
    found += [Phrase(text=text, kind=kind.NOTE) for text in told[:_MOST_CLAUSES]]
    found += [Phrase(text=text, kind=kind.DIPLOMA) for text in profile.diplomas or ()]
    found += [Phrase(text=text, kind=kind.AGAINST) for text in refused[:_MOST_CLAUSES]]
    found += [Phrase(text=text, kind=kind.DEVELOPMENT) for text in profile.development_wishes or ()]
    sides = (CandidatePhrase.WISH, CandidatePhrase.EXPERIENCE, CandidatePhrase.SKILL, CandidatePhrase.NOTE)
    whole = " . ".join(phrase.text for phrase in found if phrase.kind in sides)
    return [*found, Phrase(text=whole, kind=kind.WHOLE)] if whole else found


def vacancy_phrases(vacancy: VacancyQuery) -> list[Phrase]:
    """Everything an employer wrote; a clause that denies ("weinig contact met klanten") is left out."""
    kind = VacancyPhrase
    told, _ = clauses(vacancy.description)
    skills = (*(vacancy.skills_required or ()), *(vacancy.skills_wished or ()))
    whole = " . ".join((vacancy.title, *(task.name for task in vacancy.tasks or ()), *skills, *told))
    found = [Phrase(text="", kind=kind.NONE), Phrase(text=vacancy.title, kind=kind.TITLE, uri=vacancy.esco_uri)]
    shares = task_shares(vacancy)
    found += [
        Phrase(text=task.name, kind=kind.TASK, weight=share, reach=sqrt(share / max(shares)))
        for task, share in zip(vacancy.tasks or (), shares, strict=True)
    ]
    lists = {kind.REQUIRED: vacancy.skills_required, kind.WISHED: vacancy.skills_wished, kind.CLAUSE: told}
    for of_kind, texts in lists.items():
        some = (texts or ())[:_MOST_CLAUSES]
        found += [Phrase(text=text, kind=of_kind, weight=1 / len(some)) for text in some]
    return [*found, Phrase(text=whole, kind=kind.WHOLE)]


def task_shares(vacancy: VacancyQuery) -> list[float]:
    """Part of the work that each task is, adding up to 1; equal parts when hours are not known."""
    hours = [task.hours_per_week for task in vacancy.tasks or ()]
    total = sum(spent for spent in hours if spent is not None)
    if not hours:
        return []
    if total <= 0 or None in hours:
        return [1 / len(hours)] * len(hours)
    return [(spent or 0.0) / total for spent in hours]


@dataclass(frozen=True, eq=False)
class Phrases:
    """The phrases of many records: distinct texts as vectors, and per record which of them, in which role.

    ``vectors`` has a row per distinct text. ``offsets`` cuts the occurrences into records; every record has at
    least one (the empty phrase).
    """

    texts: tuple[str, ...]
    vectors: sparse.csr_matrix
    uris: tuple[str, ...]
    text: Ints
    uri: Ints
    kind: Ints
    weight: Floats
    reach: Floats
    years: Floats
    ended: Floats
    offsets: Ints

    @classmethod
    def of(cls, records: Sequence[Sequence[Phrase]], space: TextSpace) -> "Phrases":
        """Phrases of the records, in their order."""
        texts: dict[str, int] = {}
        uris: dict[str, int] = {}
        rows = [
            (
                texts.setdefault(p.text, len(texts)), -1 if p.uri is None else uris.setdefault(p.uri, len(uris)),
                p.kind, p.weight, p.reach, np.nan if p.years is None else p.years,
                np.nan if p.ended_year is None else p.ended_year,
            )
            for record in records for p in record
        ]  # fmt: skip
        table = np.array(rows, dtype=np.float64).reshape(len(rows), 7)
        text, uri, kind = (table[:, column].astype(np.int64) for column in range(3))
        offsets = np.concatenate([[0], np.cumsum([len(record) for record in records])]).astype(np.int64)
        vectors = space.encode(tuple(texts))
        return cls(
            texts=tuple(texts), vectors=vectors, uris=tuple(uris), text=text, uri=uri, kind=kind,
            weight=table[:, 3], reach=table[:, 4], years=table[:, 5], ended=table[:, 6], offsets=offsets,
        )  # fmt: skip

    def __len__(self) -> int:
        """Return the number of records."""
        return len(self.offsets) - 1

    @cached_property
    def inverted(self) -> sparse.csr_matrix:
        """The vectors turned over: per feature the texts that have it."""
        return self.vectors.T.tocsr()

    def similarity_to(self, other: "Phrases") -> Floats:
        """Cosine of each distinct text of these (few) with each distinct text of the other (many)."""
        used, columns = np.unique(self.vectors.indices, return_inverse=True)
        narrow = sparse.csr_matrix(
            (self.vectors.data, columns.ravel(), self.vectors.indptr), shape=(len(self.texts), len(used))
        )  # fmt: skip
        return np.asarray((narrow @ other.inverted[used]).todense())

    def occurrences(self, rows: Ints) -> tuple[Ints, Ints]:
        """Positions of all occurrences of the chosen records, and where each record begins among them."""
        lengths = np.diff(self.offsets)[rows]
        begins = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        within = np.arange(begins[-1]) - np.repeat(begins[:-1], lengths)
        return np.repeat(self.offsets[rows], lengths) + within, begins

    def take(self, rows: Ints) -> "Phrases":
        """The chosen records; texts that nobody uses any more are dropped."""
        at, begins = self.occurrences(rows)
        used, text = np.unique(self.text[at], return_inverse=True)
        return Phrases(
            texts=tuple(self.texts[number] for number in used), vectors=self.vectors[used], uris=self.uris,
            text=text.ravel(), uri=self.uri[at], kind=self.kind[at], weight=self.weight[at], reach=self.reach[at],
            years=self.years[at], ended=self.ended[at], offsets=begins,
        )  # fmt: skip

    def join(self, other: "Phrases") -> "Phrases":
        """These records and then the other's."""
        texts = {text: number for number, text in enumerate(self.texts)}
        new = [number for number, text in enumerate(other.texts) if text not in texts]
        moved = np.array([texts.setdefault(text, len(texts)) for text in other.texts], dtype=np.int64)
        uris = {uri: number for number, uri in enumerate(self.uris)}
        moved_uri = np.array([uris.setdefault(uri, len(uris)) for uri in other.uris] + [-1], dtype=np.int64)
        return Phrases(
            texts=tuple(texts), uris=tuple(uris),
            vectors=sparse.vstack([self.vectors, other.vectors[new]], format="csr"),
            text=np.concatenate([self.text, moved[other.text]]),
            uri=np.concatenate([self.uri, moved_uri[other.uri]]),
            kind=np.concatenate([self.kind, other.kind]),
            weight=np.concatenate([self.weight, other.weight]),
            reach=np.concatenate([self.reach, other.reach]),
            years=np.concatenate([self.years, other.years]),
            ended=np.concatenate([self.ended, other.ended]),
            offsets=np.concatenate([self.offsets, other.offsets[1:] + self.offsets[-1]]),
        )  # fmt: skip


class TextMatch:
    """The texts of vacancies against the texts of candidates, of which one side is a single record.

    Args:
        vacancies: phrases of the vacancies.
        candidates: phrases of the candidates.
        on_year: the year that counts as now, for how long ago experience ended.
        rows: the records of the larger side that take part, ``None`` for all.
        occupations: similarity of linked occupations; without it only equal URIs count.
    """

    def __init__(
        self, vacancies: Phrases, candidates: Phrases, *, on_year: float, rows: Ints | None = None,
        occupations: Occupations | None = None,
    ) -> None:  # fmt: skip
        """Compare the distinct texts once and gather the result for the chosen records."""
        self._forward = len(vacancies) == 1
        self._one, self._many = (vacancies, candidates) if self._forward else (candidates, vacancies)
        every = np.arange(len(self._many), dtype=np.int64) if rows is None else rows
        at, begins = self._many.occurrences(every)
        self._starts, self._kinds, self._weights = begins[:-1], self._many.kind[at], self._many.weight[at]
        distinct = self._one.similarity_to(self._many)
        self._similarity: Floats = distinct[self._one.text][:, self._many.text[at]]
        linked = _linked(self._one, self._many, occupations)
        if linked is not None:
            self._similarity = np.maximum(self._similarity, linked[self._one.uri][:, self._many.uri[at]])
        worth = _worth(candidates, on_year)
        self._worth = worth[at] if self._forward else worth
        self._reach = vacancies.reach if self._forward else vacancies.reach[at]
        self._many_text = self._many.text[at]

    def _strengths(
        self, vacancy: Mapping[VacancyPhrase, float], candidate: Mapping[CandidatePhrase, float]
    ) -> tuple[Floats, Floats]:
        """Strength of each phrase of the one side and of the many side; a small task says less than a large one."""
        wanted: tuple[Mapping[int, float], Mapping[int, float]] = (
            {int(k): w for k, w in vacancy.items()},
            {int(k): w for k, w in candidate.items()},
        )
        one, many = wanted if self._forward else wanted[::-1]
        first, second = _look_up(one, self._one.kind), _look_up(many, self._kinds)
        if self._forward:
            return first * self._reach, second * self._worth
        return first * self._worth, second * self._reach

    def best(
        self, vacancy: Mapping[VacancyPhrase, float], candidate: Mapping[CandidatePhrase, float], *, full: float
    ) -> Floats:
        """Per pair the best meeting of two phrases, 0..1; ``full`` is the cosine that counts as 1."""
        one, many = self._strengths(vacancy, candidate)
        use = one > 0
        if not use.any() or not len(self._starts):
            return np.zeros(len(self._starts))
        top = (self._similarity[use] * one[use, None]).max(axis=0) * many
        return _squash(np.maximum.reduceat(top, self._starts), full)

    def covered(
        self, vacancy: Mapping[VacancyPhrase, float], candidate: Mapping[CandidatePhrase, float], *, full: float
    ) -> Floats:
        """Per pair the weighted share of the vacancy's phrases that find a counterpart, 0..1."""
        one, many = self._strengths(dict.fromkeys(vacancy, 1.0), candidate)
        shares = {int(kind): share for kind, share in vacancy.items()}
        if self._forward:
            use = one > 0
            weight = _look_up(shares, self._one.kind)[use] * self._one.weight[use]
            found = np.maximum.reduceat(self._similarity[use] * many, self._starts, axis=1)
            total = weight.sum()
            return summed(_squash(found, full), weight) / total if total > 0 else np.zeros(len(self._starts))
        found = _squash((self._similarity * one[:, None]).max(axis=0), full)
        weight = _look_up(shares, self._kinds) * self._weights
        total = np.add.reduceat(weight, self._starts)
        return np.asarray(np.add.reduceat(found * weight, self._starts) / np.where(total > 0, total, 1))

    def evidence(
        self, vacancy: Mapping[VacancyPhrase, float], candidate: Mapping[CandidatePhrase, float], record: int
    ) -> str | None:
        """The candidate's phrase in the best meeting of one pair; ``None`` when no phrases meet."""
        one, many = self._strengths(vacancy, candidate)
        end = self._starts[record + 1] if record + 1 < len(self._starts) else len(self._kinds)
        here = slice(self._starts[record], end)
        table = self._similarity[:, here] * one[:, None] * many[None, here]
        if not table.size or table.max() <= _NO_MEETING:
            return None
        row, column = np.unravel_index(int(table.argmax()), table.shape)
        texts, at = (
            (self._many.texts, self._many_text[here][column])
            if self._forward
            else (self._one.texts, self._one.text[row])
        )
        return str(texts[at])

    def has(self, *kinds: CandidatePhrase) -> Bools:
        """Whether the candidate wrote anything of these kinds, per pair."""
        wanted = [int(kind) for kind in kinds]
        if self._forward:
            return np.logical_or.reduceat(np.isin(self._kinds, wanted), self._starts)
        return np.full(len(self._starts), bool(np.isin(self._one.kind, wanted).any()))


def _look_up(strengths: Mapping[int, float], kinds: Ints) -> Floats:
    table = np.zeros(max(len(CandidatePhrase), len(VacancyPhrase)))
    for kind, strength in strengths.items():
        table[kind] = strength
    return table[kinds]


def summed(rows: Floats, weights: Floats) -> Floats:
    """Weighted sum of rows, added in their order, so that a column comes out the same whatever stands next to it."""
    total = np.zeros(rows.shape[1])
    for row, weight in zip(rows, weights, strict=True):
        total = total + weight * row
    return total


def _squash(similarity: Floats, full: float) -> Floats:
    """Spread cosines over 0..1; the square root keeps the order and makes the middle visible."""
    return np.asarray(np.sqrt(np.clip(similarity / full, 0, 1)))


def _worth(candidates: Phrases, on_year: float) -> Floats:
    """Worth of experience, 0..1: three years is full, twenty years ago is 0.6; what is not known costs nothing."""
    length = _SHORT_WORTH + (1 - _SHORT_WORTH) * np.clip(candidates.years / _FULL_YEARS, 0, 1)
    ago = 1 - (1 - _LONG_AGO_WORTH) * np.clip((on_year - candidates.ended) / _LONG_AGO_YEARS, 0, 1)
    worth = np.where(np.isnan(length), 1.0, length) * np.where(np.isnan(ago), 1.0, ago)
    return np.where(candidates.kind == CandidatePhrase.EXPERIENCE, worth, 1.0)


def _linked(one: Phrases, many: Phrases, occupations: Occupations | None) -> Floats | None:
    """Similarity of the linked occupations of both sides, with a last row and column of zeros for "not linked"."""
    if not one.uris or not many.uris:
        return None
    table = np.zeros((len(one.uris) + 1, len(many.uris) + 1))
    for row, first in enumerate(one.uris):
        same = np.array([first == second for second in many.uris])
        table[row, :-1] = occupations.similarities(first, many.uris) if occupations else same
    return table
