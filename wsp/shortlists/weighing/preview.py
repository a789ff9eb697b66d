"""What other weights would do to the lists of today: who moves, and how much of the top changes."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from matching.ranking import Ranker
from matching.types import Weights
from wsp.candidates.models import Candidate
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.shortlists.index import index, offered
from wsp.shortlists.profiles import vacancy_queries
from wsp.shortlists.weighing.queries import ranker
from wsp.vacancies.models import Vacancy

LOOKED_AT: Final = 20
"""How many of the latest vacancies are tried."""
TOP: Final = 10
NAMED: Final = 8
"""How many vacancies are shown one by one, those that change most first."""


@dataclass(frozen=True)
class Move:
    """One person's place before and after; None is below the top ten."""

    number: str
    before: int | None
    after: int | None


@dataclass(frozen=True)
class Changed:
    """One vacancy and who moves on its list."""

    vacancy: Vacancy
    changed: int
    """How many places in the top ten go to somebody else."""
    moves: tuple[Move, ...]


@dataclass(frozen=True)
class Preview:
    """What the weights would change today."""

    on: date
    vacancies: int
    places: int
    changed_places: int
    changed_lists: int
    rows: tuple[Changed, ...]


def preview(session: Session, actor: Actor, weights: Weights, *, on: date | None = None) -> Preview:
    """Rank the latest vacancies with the weights in use and with these. Nothing is kept, and nobody is named."""
    day = on or clock.today()
    rows = session.scalars(
        select(Vacancy)
        .where(Vacancy.region_id == actor.region_id, offered())
        .order_by(Vacancy.created_at.desc(), Vacancy.id)
        .limit(LOOKED_AT)
        .options(joinedload(Vacancy.employer))
    ).all()
    queries = {each.id: each for each in vacancy_queries(session, Vacancy.id.in_([row.id for row in rows]), on=day)}
    store = index().candidates(session, actor.region_id, on=day)
    now = ranker(session, actor.region_id)
    then = Ranker(weights=weights, candidate_weights=now.candidate_weights, settings=now.settings,
                  occupations=now.occupations)  # fmt: skip
    tops = [
        tuple(
            [found for found, _ in each.best_candidates(queries[str(row.id)], store, on=day, top=TOP)]
            for each in (now, then)
        )
        for row in rows
    ]
    seen = {uuid.UUID(each) for before, after in tops if before != after for each in {*before, *after}}
    found = session.execute(select(Candidate.id, Candidate.number).where(Candidate.id.in_(seen)))
    numbers = {row.id: row.number for row in found}
    changed = [
        _changed(row, before, after, numbers)
        for row, (before, after) in zip(rows, tops, strict=True)
        if before != after
    ]
    return Preview(
        on=day,
        vacancies=len(rows),
        places=sum(len(before) for before, _ in tops),
        changed_places=sum(each.changed for each in changed),
        changed_lists=len(changed),
        rows=tuple(sorted(changed, key=lambda each: -each.changed)[:NAMED]),
    )


def _changed(row: Vacancy, before: list[str], after: list[str], numbers: dict[uuid.UUID, int]) -> Changed:
    moves = [
        Move(f"K-{numbers[uuid.UUID(each)]}", _place(before, each), _place(after, each))
        for each in dict.fromkeys([*after, *before])
        if _place(before, each) != _place(after, each)
    ]
    return Changed(row, len(set(before) - set(after)), tuple(moves))


def _place(order: list[str], each: str) -> int | None:
    return order.index(each) + 1 if each in order else None
