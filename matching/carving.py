"""Job carving: tasks of one employer's vacancies regrouped into functions that given people can do.

The engine itself says who can do a task: each task is ranked as if it were a vacancy. A function holds tasks of one
work place only, lies within the person's own hours and never asks what the person cannot do. What nobody gets stays
with the specialist.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import numpy as np

from matching.lexicon import needs_condition
from matching.ranking import Ranker
from matching.regrouping import CarvingSettings, Floats, regroup
from matching.store import CandidateStore
from matching.text import words_of
from matching.types import GUIDANCE, Adaptable, CandidateProfile, RankedCandidate, Task, VacancyQuery
from matching.validation import InvalidInputError

_DRIVING: Final = "autorijden"


@dataclass(frozen=True, slots=True, kw_only=True)
class CarvableTask:
    """One task with its hours a week. ``movable``: somebody without the trade's diploma may do it."""

    id: str
    vacancy_id: str
    name: str
    hours: float
    conditions: tuple[str, ...] | None
    movable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Hours a week of one task."""

    task: CarvableTask
    hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CarvedFunction:
    """One function for one person: its parts, largest first, the vacancy that they make, and how it suits."""

    candidate_id: str
    parts: tuple[Part, ...]
    vacancy: VacancyQuery
    ranked: RankedCandidate

    @property
    def hours(self) -> float:
        """Hours a week."""
        return sum(part.hours for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Carving:
    """A proposal: functions, what stays with the specialist, and how near the best possible it certainly is (0..1)."""

    functions: tuple[CarvedFunction, ...]
    rest: tuple[Part, ...]
    quality: float


def tasks_of(vacancies: Sequence[VacancyQuery], *, stay: Collection[str] = ()) -> list[CarvableTask]:
    """Tasks of the vacancies that have hours; ids are ``<vacancy id>:<number from 1>``.

    A condition of the vacancy that some task names belongs to the tasks that name it; one that no task names belongs
    to the place, and so to all of them.

    Args:
        vacancies: of one employer.
        stay: ids of the tasks that only the specialist may do.
    """
    found = []
    for vacancy in vacancies:
        tasks = vacancy.tasks or ()
        words = [tuple(words_of(task.name)) for task in tasks]
        of_place = [x for x in vacancy.work_conditions or () if not any(needs_condition(x, each) for each in words)]
        for number, (task, said) in enumerate(zip(tasks, words, strict=True), start=1):
            if not task.hours_per_week:
                continue
            own = tuple(x for x in vacancy.work_conditions or () if x in of_place or needs_condition(x, said))
            task_id = f"{vacancy.id}:{number}"
            found.append(
                CarvableTask(
                    id=task_id, vacancy_id=vacancy.id, name=task.name, hours=task.hours_per_week,
                    conditions=None if vacancy.work_conditions is None else own, movable=task_id not in stay,
                )
            )  # fmt: skip
    return found


class Carver:
    """Regroups tasks.

    Args:
        ranker: the ranker of the region: it says who can do what, and how well it fits.
        settings: least hours of a function, steps and what counts.
        most_people: how many people take part at most, those whom most of the work fits.
    """

    def __init__(self, ranker: Ranker, *, settings: CarvingSettings | None = None, most_people: int = 12) -> None:
        """Keep the settings."""
        self.ranker = ranker
        self.settings = settings or CarvingSettings()
        self.most_people = most_people

    def carve(
        self, vacancies: Sequence[VacancyQuery], store: CandidateStore, *, on: date, stay: Collection[str] = ()
    ) -> Carving:
        """Functions for people of the store out of the tasks of these vacancies.

        Args:
            vacancies: of one employer; a vacancy without tasks or hours per task brings nothing.
            store: the people that are thought of.
            on: the day that counts as today.
            stay: ids of tasks (as in `tasks_of`) that only the specialist may do.

        Raises:
            InvalidInputError: a vacancy is there twice.
        """
        known = {vacancy.id: vacancy for vacancy in vacancies}
        if len(known) != len(vacancies):
            raise InvalidInputError("a vacancy is there twice")
        tasks = tasks_of(vacancies, stay=stay)
        if not tasks:
            return Carving(functions=(), rest=(), quality=1.0)
        fits = self._fits(tasks, known, store, on)
        suits = np.nansum(fits * np.array([task.hours for task in tasks])[:, None], axis=0)
        best = [int(at) for at in np.lexsort((np.array([each.id for each in store.records]), -suits)) if suits[at] > 0][
            : self.most_people
        ]
        people = [store.records[at] for at in best]
        places = {task.vacancy_id: _place(known[task.vacancy_id]) for task in tasks}
        spots = [(number, place) for number in range(len(people)) for place in sorted(set(places.values()), key=str)]
        here = np.array([[places[task.vacancy_id] == place for _, place in spots] for task in tasks], dtype=bool)
        columns = np.array([best[number] for number, _ in spots], dtype=np.int64)
        fit = np.where(here.reshape(len(tasks), len(spots)), fits[:, columns], np.nan)
        answer = regroup(
            np.array([task.hours for task in tasks]), fit,
            least=np.array([max(self.settings.least_hours, people[n].hours_min or 0.0) for n, _ in spots]),
            most=np.array([_most_hours(people[n], self.settings) for n, _ in spots]),
            person=np.array([n for n, _ in spots], dtype=np.int64), settings=self.settings,
        )  # fmt: skip
        functions = [
            self._function(people[number], tasks, answer.given[:, at], known, store=store, on=on)
            for at, (number, _) in enumerate(spots) if answer.given[:, at].any()
        ]  # fmt: skip
        left = [task.hours - given for task, given in zip(tasks, answer.given.sum(axis=1), strict=True)]
        return Carving(
            functions=tuple(sorted(functions, key=lambda each: (-each.ranked.score, each.candidate_id))),
            rest=tuple(
                Part(task=task, hours=round(hours, 6)) for task, hours in zip(tasks, left, strict=True) if hours > 0
            ),
            quality=1.0 if answer.bound <= 0 else min(1.0, answer.value / answer.bound),
        )

    def _fits(
        self, tasks: Sequence[CarvableTask], known: dict[str, VacancyQuery], store: CandidateStore, on: date
    ) -> Floats:
        """Score per task and person; NaN for who cannot do it, and for what only the specialist may do."""
        fits = np.full((len(tasks), len(store)), np.nan)
        row = {person.id: at for at, person in enumerate(store.records)}
        for number, task in enumerate(tasks):
            if task.movable:
                alone = _vacancy([Part(task=task, hours=task.hours)], known)
                asked = replace(alone, hours_min=None, hours_max=None)
                for found in self.ranker.candidates_for(asked, store, on=on, top=None).ranked:
                    fits[number, row[found.candidate_id]] = found.score
        return fits

    def _function(
        self, person: CandidateProfile, tasks: Sequence[CarvableTask], hours: Floats, known: dict[str, VacancyQuery],
        *, store: CandidateStore, on: date,
    ) -> CarvedFunction:  # fmt: skip
        parts = [Part(task=task, hours=float(n)) for task, n in zip(tasks, hours, strict=True) if n > 0]
        parts.sort(key=lambda part: (-part.hours, part.task.id))
        vacancy = _vacancy(parts, known)
        ranked = self.ranker.pair(vacancy, person, on=on, space=store.space)
        return CarvedFunction(candidate_id=person.id, parts=tuple(parts), vacancy=vacancy, ranked=ranked)


def _vacancy(parts: Sequence[Part], known: dict[str, VacancyQuery]) -> VacancyQuery:
    """The vacancy that these parts make: the hardest of what their vacancies ask, without the trade's diploma."""
    sources = [known[part.task.vacancy_id] for part in parts]
    driving = [
        known[part.task.vacancy_id].driving_licences_required
        for part in parts
        if needs_condition(_DRIVING, tuple(words_of(part.task.name)))
    ]
    hours = round(sum(part.hours for part in parts), 6)
    asked = [part.task.conditions for part in parts]
    return VacancyQuery(
        id="+".join(part.task.id for part in parts),
        title=parts[0].task.name,
        tasks=tuple(Task(name=part.task.name, hours_per_week=part.hours) for part in parts),
        hours_min=hours,
        hours_max=hours,
        shifts=_union([source.shifts for source in sources]),
        start_date=max((s.start_date for s in sources if s.start_date is not None), default=None),
        lat=sources[0].lat,
        lon=sources[0].lon,
        public_transport=sources[0].public_transport,
        driving_licences_required=_union(driving),
        diplomas_required=(),
        education_min=0,
        language_nl_min=max((s.language_nl_min for s in sources if s.language_nl_min is not None), default=None),
        work_conditions=_union(asked),
        guidance_on_site=min(
            (s.guidance_on_site for s in sources if s.guidance_on_site is not None), key=GUIDANCE.index, default=None
        ),
        adaptable=Adaptable(),
        garantiebaan=_any_of([s.garantiebaan for s in sources]),
        wage_hour=min((s.wage_hour for s in sources if s.wage_hour is not None), default=None),
    )


def _union(values: Sequence[tuple[str, ...] | None]) -> tuple[str, ...] | None:
    """What any of them asks, in order; not known when one of them is not known."""
    if any(value is None for value in values):
        return None
    return tuple(dict.fromkeys(item for value in values for item in value or ()))


def _any_of(values: Sequence[bool | None]) -> bool | None:
    """Three-valued or."""
    if True in values:
        return True
    return None if None in values else False


def _place(vacancy: VacancyQuery) -> tuple[object, ...]:
    return vacancy.lat, vacancy.lon, vacancy.public_transport


def _most_hours(person: CandidateProfile, settings: CarvingSettings) -> float:
    return settings.usual_hours if person.hours_max is None else person.hours_max
