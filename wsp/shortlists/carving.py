"""The carving bench: tasks of one employer's vacancies, and the functions that people could do with them."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from matching.carving import CarvableTask, CarvedFunction, Carver, Carving, Part, tasks_of
from matching.types import VacancyQuery, Verdict
from wsp.candidates import queries as candidates
from wsp.candidates.masking import MaskedCandidate
from wsp.employers import queries as employers
from wsp.employers.models import Employer
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.reference import lists
from wsp.shortlists.enums import CRITERION_LABELS
from wsp.shortlists.index import index, offered
from wsp.shortlists.profiles import vacancy_query
from wsp.shortlists.weighing.queries import ranker
from wsp.vacancies.models import Vacancy

LEAST_HOURS: Final = 12
MOST_VACANCIES: Final = 10


@dataclass(frozen=True)
class BenchTask:
    """One task on the bench."""

    id: str
    name: str
    hours: Decimal
    conditions: tuple[str, ...]
    stays: bool


@dataclass(frozen=True)
class BenchVacancy:
    """One vacancy of the employer, with its tasks; `chosen` when it lies on the bench."""

    row: Vacancy
    chosen: bool
    tasks: tuple[BenchTask, ...]
    without_hours: tuple[str, ...]


@dataclass(frozen=True)
class Piece:
    """Hours of one task in a function, or what is left of it."""

    task: str
    vacancy: str
    hours: Decimal


@dataclass(frozen=True)
class Proposal:
    """One function for one person."""

    person: MaskedCandidate
    pieces: tuple[Piece, ...]
    hours: Decimal
    points: int
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Bench:
    """The bench and, when something lies on it, the proposal."""

    employer: Employer
    vacancies: tuple[BenchVacancy, ...]
    functions: tuple[Proposal, ...]
    rest: tuple[Piece, ...]
    quality: float | None


def bench(
    session: Session, actor: Actor, employer_id: uuid.UUID, *, chosen: Collection[uuid.UUID], stay: Collection[str]
) -> Bench:
    """The vacancies of an employer and what their tasks could become. Nothing is stored or changed.

    Args:
        session: inside the actor's region.
        actor: whose names are shown; the reads are logged per person.
        employer_id: whose vacancies.
        chosen: the vacancies that lie on the bench, at most ten.
        stay: ids of tasks that only the specialist may do.

    Raises:
        EmployerNotFound: not the actor's to see.

    """
    employer, today = employers.employer(session, actor, employer_id), clock.today()
    rows = session.scalars(
        select(Vacancy)
        .where(Vacancy.region_id == actor.region_id, Vacancy.employer_id == employer_id, offered())
        .options(selectinload(Vacancy.tasks), joinedload(Vacancy.establishment))
        .order_by(Vacancy.number)
    ).all()
    queries = {row.id: vacancy_query(session, row, on=today) for row in rows}
    on_bench = [queries[row.id] for row in rows if row.id in chosen][:MOST_VACANCIES]
    proposal = Carving(functions=(), rest=(), quality=1.0)
    people: Mapping[uuid.UUID, MaskedCandidate] = {}
    if on_bench:
        store = index().candidates(session, actor.region_id, on=today)
        proposal = Carver(ranker(session, actor.region_id)).carve(on_bench, store, on=today, stay=stay)
        ids = [uuid.UUID(each.candidate_id) for each in proposal.functions]
        seen = candidates.seen_many(session, actor, ids, purpose="matchlijst", details=(), fields=())
        people = {key: each.shown for key, each in seen.items()}
    titles = {str(row.id): row.title for row in rows}
    return Bench(
        employer=employer,
        vacancies=tuple(_vacancy(row, queries[row.id], stay, chosen=row.id in chosen) for row in rows),
        functions=tuple(
            _proposal(each, people[uuid.UUID(each.candidate_id)], titles)
            for each in proposal.functions
            if uuid.UUID(each.candidate_id) in people
        ),
        rest=_pieces(proposal.rest, titles),
        quality=proposal.quality if on_bench else None,
    )


def _vacancy(row: Vacancy, query: VacancyQuery, stay: Collection[str], *, chosen: bool) -> BenchVacancy:
    tasks = tasks_of([query], stay=stay)
    known = {task.name for task in tasks}
    return BenchVacancy(
        row=row,
        chosen=chosen,
        tasks=tuple(
            BenchTask(task.id, task.name, _hours(task.hours), _conditions(task), not task.movable) for task in tasks
        ),
        without_hours=tuple(task.name for task in query.tasks or () if task.name not in known),
    )


def _proposal(function: CarvedFunction, person: MaskedCandidate, titles: Mapping[str, str]) -> Proposal:
    unknown = [each.criterion for each in function.ranked.hard if each.verdict is Verdict.UNKNOWN]
    return Proposal(
        person=person,
        pieces=_pieces(function.parts, titles),
        hours=_hours(function.hours),
        points=round(function.ranked.score * 100),
        questions=tuple(CRITERION_LABELS[each] for each in unknown),
    )


def _pieces(parts: Sequence[Part], titles: Mapping[str, str]) -> tuple[Piece, ...]:
    return tuple(Piece(part.task.name, titles[part.task.vacancy_id], _hours(part.hours)) for part in parts)


def _hours(hours: float) -> Decimal:
    return Decimal(str(round(hours, 1)))


def _conditions(task: CarvableTask) -> tuple[str, ...]:
    return tuple(lists.work_condition(each).label.lower() for each in task.conditions or ())
