"""What people and employers wrote, phrase by phrase.

A candidate is a handful of phrases (each wish, job, skill, clause of the notes), a vacancy too (title, each task,
each skill, the whole). `matching.texts` holds those of many records, `matching.text_match` compares them.
"""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import sqrt
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from matching.barriers import impossible_work, is_open
from matching.text import clauses
from matching.types import CandidateProfile, VacancyQuery

Floats = npt.NDArray[np.float64]

_MOST_CLAUSES: Final = 40


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
    UNABLE = 9
    OPEN = 10


class VacancyPhrase(enum.IntEnum):
    """Where a phrase of a vacancy comes from."""

    NONE = 0
    TITLE = 1
    TASK = 2
    REQUIRED = 3
    WISHED = 4
    WHOLE = 5
    CLAUSE = 6


KINDS: Final = max(len(CandidatePhrase), len(VacancyPhrase))


@dataclass(frozen=True, eq=False)
class Question:
    """Which phrases of a vacancy are held against which of a candidate, and how much each kind counts.

    ``full`` is the cosine that counts as 1. Made once per criterion and told apart by which one it is, not by what it
    holds: what was found for a question is remembered with it.
    """

    vacancy: Mapping[VacancyPhrase, float]
    candidate: Mapping[CandidatePhrase, float]
    full: float

    @cached_property
    def of_vacancy(self) -> Floats:
        """How much each kind of phrase of a vacancy counts, with a place for every kind."""
        return _by_kind(self.vacancy)

    @cached_property
    def of_candidate(self) -> Floats:
        """How much each kind of phrase of a candidate counts, with a place for every kind."""
        return _by_kind(self.candidate)

    @cached_property
    def lowers(self) -> bool:
        """Whether a better meeting makes a lower value: it asks about what somebody does not want or cannot do."""
        return CandidatePhrase.AGAINST in self.candidate or CandidatePhrase.UNABLE in self.candidate


@dataclass(frozen=True)
class Asked:
    """What a text criterion asks about a pair: best meetings, covered parts, and which meeting is named as evidence."""

    best: tuple[Question, ...] = ()
    covered: tuple[Question, ...] = ()
    evidence: Question | None = None


def _by_kind(strengths: Mapping[VacancyPhrase, float] | Mapping[CandidatePhrase, float]) -> Floats:
    table = np.zeros(KINDS)
    for kind, strength in strengths.items():
        table[int(kind)] = strength
    return table


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
    unable = impossible_work(profile.notes, [job.title for job in profile.experience or ()])
    found += [Phrase(text=text, kind=kind.UNABLE) for text in unable]
    if is_open((wish.title for wish in profile.wishes or ()), profile.notes):
        found.append(Phrase(text="", kind=kind.OPEN))
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


def compared_phrases(vacancy: VacancyQuery) -> list[Phrase]:
    """Those that a ranking compares: single clauses only count in the whole (and teach a text space what is rare)."""
    return [phrase for phrase in vacancy_phrases(vacancy) if phrase.kind != VacancyPhrase.CLAUSE]


def task_shares(vacancy: VacancyQuery) -> list[float]:
    """Part of the work that each task is, adding up to 1; equal parts when hours are not known."""
    hours = [task.hours_per_week for task in vacancy.tasks or ()]
    total = sum(spent for spent in hours if spent is not None)
    if not hours:
        return []
    if total <= 0 or None in hours:
        return [1 / len(hours)] * len(hours)
    return [(spent or 0.0) / total for spent in hours]
