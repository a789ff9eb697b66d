"""The list of vacancies: filters, sorting, paging, counts."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, false, func, or_, select
from sqlalchemy.orm import Session

from wsp.accounts.models import User
from wsp.employers.models import Employer, Establishment
from wsp.foundation import answers, clock
from wsp.foundation.actor import Actor
from wsp.foundation.paging import SIZE, Page, window
from wsp.foundation.sortkey import sort_key
from wsp.vacancies import policy
from wsp.vacancies.enums import SEARCHING, VacancyState
from wsp.vacancies.models import Vacancy, VacancyTask

_LONGEST_NUMBER: Final = 9
"""More digits do not fit the column of numbers."""


class Sort(StrEnum):
    """By what the list is sorted."""

    NUMBER = "nummer"
    TITLE = "titel"
    EMPLOYER = "werkgever"
    STATE = "status"
    CLOSES = "sluit"
    START = "start"


@dataclass(frozen=True, kw_only=True)
class VacancyFilter:
    """What the list shows; every field is one part of its address."""

    text: str | None = None
    state: VacancyState | None = None
    searching: bool = False
    """Only vacancies for which candidates are looked for."""
    employer_id: uuid.UUID | None = None
    municipality: str | None = None
    owner_id: uuid.UUID | None = None
    garantiebaan: bool = False
    closing_within_days: int | None = None
    sort: Sort = Sort.NUMBER
    descending: bool = True


@dataclass(frozen=True)
class VacancyRow:
    """A line of the list."""

    id: uuid.UUID
    number: int
    title: str
    state: VacancyState
    employer_id: uuid.UUID
    employer: str
    place: str | None
    places: int
    garantiebaan: bool
    hours_min: Decimal | None
    hours_max: Decimal | None
    start_date: date | None
    closes_on: date | None
    owner: str | None


def list_vacancies(
    session: Session, actor: Actor, wanted: VacancyFilter, *, page: int = 1, size: int = SIZE
) -> Page[VacancyRow]:
    """Return one page of the vacancies that this actor may read; two statements whatever the size.

    First which ones stand on the page, then what the page shows of them.
    """
    asked = _sorted(_joined(select(Vacancy.id)), wanted).where(*_conditions(actor, wanted))
    ids, total, number = window(session, asked, page=page, size=size)
    rows = session.execute(_rows([Vacancy.id.in_([row[0] for row in ids])], wanted)).all() if ids else []
    return Page(rows=[_row(row) for row in rows], total=total, number=number, size=size)


def all_vacancies(session: Session, actor: Actor, wanted: VacancyFilter) -> Sequence[VacancyRow]:
    """Return every line that the list would show over all its pages, for the export."""
    return [_row(row) for row in session.execute(_rows(_conditions(actor, wanted), wanted)).all()]


def found_ids(session: Session, actor: Actor, wanted: VacancyFilter, *, limit: int) -> Sequence[uuid.UUID]:
    """Which vacancies the list would hold, up to `limit`: ids alone, for a saved search."""
    asked = _sorted(_joined(select(Vacancy.id)), wanted).where(*_conditions(actor, wanted))
    return session.scalars(asked.limit(limit)).all()


def state_counts(session: Session, actor: Actor) -> dict[VacancyState, int]:
    """Return how many vacancies the region has, by state; states without any are 0."""
    counting = select(Vacancy.state, func.count()).where(policy.visible(actor)).group_by(Vacancy.state)
    found = {VacancyState(state): count for state, count in answers.rows(session, counting)}
    return {state: found.get(state, 0) for state in VacancyState}


def _employer() -> ColumnElement[bool]:
    return and_(Employer.region_id == Vacancy.region_id, Employer.id == Vacancy.employer_id)


def _site() -> ColumnElement[bool]:
    return and_(Establishment.region_id == Vacancy.region_id, Establishment.id == Vacancy.establishment_id)


def _joined(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return statement.join(Employer, _employer()).outerjoin(Establishment, _site())


def _rows(conditions: Sequence[ColumnElement[bool]], wanted: VacancyFilter) -> Select[*tuple[Any, ...]]:
    columns = select(Vacancy, Employer.name.label("employer"), Establishment.place, User.name.label("owner"))
    named = _joined(columns).outerjoin(User, User.id == Vacancy.owner_id)
    return _sorted(named.where(*conditions), wanted)


def _sorted(statement: Select[*tuple[Any, ...]], wanted: VacancyFilter) -> Select[*tuple[Any, ...]]:
    orders: dict[Sort, SQLColumnExpression[Any]] = {
        Sort.NUMBER: Vacancy.number,
        Sort.TITLE: func.lower(Vacancy.title),
        Sort.EMPLOYER: Employer.sort_key,
        Sort.STATE: Vacancy.state,
        Sort.CLOSES: Vacancy.closes_on,
        Sort.START: Vacancy.start_date,
    }
    by = orders[wanted.sort]
    ordered = by.desc() if wanted.descending else by.asc()
    return statement.order_by(ordered.nulls_last(), Vacancy.number.desc())


def _row(row: Any) -> VacancyRow:
    found: Vacancy = row[0]
    return VacancyRow(
        id=found.id,
        number=found.number,
        title=found.title,
        state=VacancyState(found.state),
        employer_id=found.employer_id,
        employer=row.employer,
        place=row.place,
        places=found.places,
        garantiebaan=found.garantiebaan,
        hours_min=found.hours_min,
        hours_max=found.hours_max,
        start_date=found.start_date,
        closes_on=found.closes_on,
        owner=row.owner,
    )


def _conditions(actor: Actor, wanted: VacancyFilter) -> list[ColumnElement[bool]]:
    conditions = [policy.visible(actor)]
    if wanted.text:
        conditions.append(_matches(wanted.text))
    if wanted.state is not None:
        conditions.append(Vacancy.state == wanted.state.value)
    elif wanted.searching:
        conditions.append(Vacancy.state.in_(sorted(SEARCHING)))
    if wanted.employer_id is not None:
        conditions.append(Vacancy.employer_id == wanted.employer_id)
    if wanted.municipality:
        conditions.append(Establishment.municipality_code == wanted.municipality)
    if wanted.owner_id is not None:
        conditions.append(Vacancy.owner_id == wanted.owner_id)
    if wanted.garantiebaan:
        conditions.append(Vacancy.garantiebaan.is_(True))
    if wanted.closing_within_days is not None:
        conditions.append(Vacancy.closes_on <= clock.today() + timedelta(days=wanted.closing_within_days))
    return conditions


def _matches(text: str) -> ColumnElement[bool]:
    """A number (V-12, 12), or a part of the title, of the employer's name or of a task."""
    folded = sort_key(text)
    if not folded:
        return false()
    task = (
        select(VacancyTask.id)
        .where(
            VacancyTask.region_id == Vacancy.region_id,
            VacancyTask.vacancy_id == Vacancy.id,
            func.lower(VacancyTask.name).contains(text.strip().lower(), autoescape=True),
        )
        .exists()
    )
    found: list[ColumnElement[bool]] = [
        func.lower(Vacancy.title).contains(text.strip().lower(), autoescape=True),
        Employer.sort_key.contains(folded, autoescape=True),
        task,
    ]
    digits = folded.removeprefix("v-")
    if digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_NUMBER:
        found.append(Vacancy.number == int(digits))
    return or_(*found)


def names(session: Session, actor: Actor, vacancy_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, str]:
    """Return title and employer of some vacancies, for lists that only hold their ids."""
    if not vacancy_ids:
        return {}
    rows = session.execute(
        select(Vacancy.id, Vacancy.title, Employer.name)
        .join(Employer, and_(Employer.region_id == Vacancy.region_id, Employer.id == Vacancy.employer_id))
        .where(policy.visible(actor), Vacancy.id.in_(vacancy_ids))
    ).all()
    return {vacancy_id: f"{title}, {employer}" for vacancy_id, title, employer in rows}
