"""Reads of introductions: one list, one card."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, exists, false, func, or_, select
from sqlalchemy.orm import Session, joinedload

from wsp.accounts import queries as accounts
from wsp.candidates import queries as candidates
from wsp.candidates.masking import MaskedCandidate
from wsp.candidates.models import Candidate
from wsp.employers.models import Employer
from wsp.foundation import answers
from wsp.foundation.actor import Actor
from wsp.foundation.paging import SIZE, Page, window
from wsp.foundation.sortkey import sort_key
from wsp.placements import policy
from wsp.placements.enums import CLOSED, WAITING_FOR_EMPLOYER, IntroductionState
from wsp.placements.errors import IntroductionNotFound
from wsp.placements.models import Introduction, IntroductionStep, Placement
from wsp.vacancies.models import Vacancy

_LONGEST_NUMBER: Final = 9
_RUNNING: Final = frozenset(IntroductionState) - CLOSED - {IntroductionState.HIRED}


class Sort(StrEnum):
    """By what the list is sorted."""

    SINCE = "sinds"
    STATE = "stap"
    VACANCY = "vacature"
    EMPLOYER = "werkgever"


@dataclass(frozen=True, kw_only=True)
class IntroductionFilter:
    """What the list shows; every field is one part of its address."""

    text: str | None = None
    state: IntroductionState | None = None
    running: bool = True
    waiting: bool = False
    """The employer has the word."""
    vacancy_id: uuid.UUID | None = None
    candidate_id: uuid.UUID | None = None
    employer_id: uuid.UUID | None = None
    made_by_id: uuid.UUID | None = None
    sort: Sort = Sort.SINCE
    descending: bool = False


@dataclass(frozen=True)
class IntroductionRow:
    """A line of the list. `person` is None when the candidate is no longer shared with this actor."""

    id: uuid.UUID
    state: IntroductionState
    state_since: datetime
    agreed: bool
    candidate_id: uuid.UUID
    person: MaskedCandidate | None
    vacancy_id: uuid.UUID
    vacancy_number: int
    title: str
    employer_id: uuid.UUID
    employer: str
    made_by: str | None
    appointment_at: datetime | None


@dataclass(frozen=True)
class IntroductionCard:
    """One introduction with everything its page shows."""

    row: Introduction
    person: MaskedCandidate | None
    vacancy: Vacancy
    employer: Employer
    steps: Sequence[IntroductionStep]
    names: dict[uuid.UUID, str]
    placement_id: uuid.UUID | None


def list_introductions(
    session: Session, actor: Actor, wanted: IntroductionFilter, *, page: int = 1, size: int = SIZE
) -> Page[IntroductionRow]:
    """One page of the introductions that this actor may read; the persons shown are logged.

    First which ones stand on the page, then what the page shows of them.
    """
    looked_in = candidates.looked_in(session, actor)
    asked = _sorted(_joined(select(Introduction.id)), wanted).where(*_conditions(actor, wanted, looked_in))
    ids, total, number = window(session, asked, page=page, size=size)
    shown = _ordered(wanted).where(Introduction.id.in_([row[0] for row in ids]))
    found = session.execute(shown).all() if ids else []
    return Page(_lines(session, actor, found, purpose="lijst"), total, number, size)


def all_introductions(session: Session, actor: Actor, wanted: IntroductionFilter) -> Sequence[IntroductionRow]:
    """Every line that the list would show over all its pages, for the export."""
    found = session.execute(_ordered(wanted).where(*_conditions(actor, wanted))).all()
    return _lines(session, actor, found, purpose="export")


def state_counts(session: Session, actor: Actor) -> dict[IntroductionState, int]:
    """How many introductions stand in each state; states without any are 0."""
    visible = policy.visible_introductions(actor, candidates.looked_in(session, actor))
    counting = select(Introduction.state, func.count()).where(visible).group_by(Introduction.state)
    rows = answers.rows(session, counting)
    found = {IntroductionState(state): count for state, count in rows}
    return {state: found.get(state, 0) for state in IntroductionState}


def introduction(session: Session, actor: Actor, introduction_id: uuid.UUID) -> Introduction:
    """One introduction with its vacancy and employer, without the person.

    Raises:
        IntroductionNotFound: there is none for this actor.

    """
    row = session.scalars(
        select(Introduction)
        .where(Introduction.id == introduction_id, policy.visible_introductions(actor))
        .options(joinedload(Introduction.vacancy).joinedload(Vacancy.employer))
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise IntroductionNotFound
    return row


def introduction_card(session: Session, actor: Actor, introduction_id: uuid.UUID) -> IntroductionCard:
    """One introduction with person, vacancy and steps; the read is logged.

    Raises:
        IntroductionNotFound: there is none for this actor.

    """
    row = introduction(session, actor, introduction_id)
    people = candidates.masked_many(session, actor, [row.candidate_id], purpose="dossier", details=())
    steps = session.scalars(
        select(IntroductionStep)
        .where(IntroductionStep.introduction_id == row.id)
        .order_by(IntroductionStep.created_at.desc(), IntroductionStep.id)
    ).all()
    who = [row.made_by_id, row.agreed_by_id, *(step.user_id for step in steps)]
    placed = session.scalars(select(Placement.id).where(Placement.introduction_id == row.id)).one_or_none()
    return IntroductionCard(
        row=row,
        person=people.get(row.candidate_id),
        vacancy=row.vacancy,
        employer=row.vacancy.employer,
        steps=steps,
        names=accounts.names(session, who),
        placement_id=placed,
    )


def placement_count(session: Session, introduction_id: uuid.UUID) -> int:
    """How many placements came of an introduction: none or one."""
    return session.scalar(select(func.count()).where(Placement.introduction_id == introduction_id)) or 0


def introduced_ids(session: Session, actor: Actor, vacancy_id: uuid.UUID) -> frozenset[uuid.UUID]:
    """Candidates whose introduction for this vacancy runs, so that a match list can say so."""
    rows = session.scalars(
        select(Introduction.candidate_id).where(
            policy.visible_introductions(actor),
            Introduction.vacancy_id == vacancy_id,
            Introduction.state.not_in(sorted(CLOSED)),
        )
    )
    return frozenset(rows)


def _joined(statement: Any) -> Select[Any]:
    joined: Select[Any] = (
        statement.select_from(Introduction)
        .join(Vacancy, and_(Vacancy.region_id == Introduction.region_id, Vacancy.id == Introduction.vacancy_id))
        .join(Employer, and_(Employer.region_id == Vacancy.region_id, Employer.id == Vacancy.employer_id))
    )
    return joined


def _ordered(wanted: IntroductionFilter) -> Select[Any]:
    return _sorted(_joined(select(Introduction, Vacancy.number, Vacancy.title, Employer.id, Employer.name)), wanted)


def _sorted(statement: Select[Any], wanted: IntroductionFilter) -> Select[Any]:
    orders: dict[Sort, SQLColumnExpression[Any]] = {
        Sort.SINCE: Introduction.state_since,
        Sort.STATE: Introduction.state,
        Sort.VACANCY: func.lower(Vacancy.title),
        Sort.EMPLOYER: Employer.sort_key,
    }
    by = orders[wanted.sort]
    return statement.order_by(by.desc() if wanted.descending else by.asc(), Introduction.id)


def _lines(session: Session, actor: Actor, found: Sequence[Any], *, purpose: str) -> list[IntroductionRow]:
    people = candidates.called(session, actor, (row[0].candidate_id for row in found), purpose=purpose)
    return rows_of(session, found, people)


def newest_to(session: Session, actor: Actor, employer_id: uuid.UUID, *, size: int) -> Sequence[Any]:
    """The introductions to an employer that moved last, running or not; one query."""
    wanted = IntroductionFilter(employer_id=employer_id, running=False, descending=True)
    return session.execute(_ordered(wanted).where(*_conditions(actor, wanted)).limit(size)).all()


def rows_of(
    session: Session, found: Sequence[Any], people: Mapping[uuid.UUID, MaskedCandidate]
) -> list[IntroductionRow]:
    """Lines of introductions that were read, with the names in them."""
    names = accounts.names(session, (row[0].made_by_id for row in found))
    return [
        IntroductionRow(
            id=row[0].id,
            state=IntroductionState(row[0].state),
            state_since=row[0].state_since,
            agreed=row[0].agreed_at is not None,
            candidate_id=row[0].candidate_id,
            person=people.get(row[0].candidate_id),
            vacancy_id=row[0].vacancy_id,
            vacancy_number=row[1],
            title=row[2],
            employer_id=row[3],
            employer=row[4],
            made_by=names.get(row[0].made_by_id) if row[0].made_by_id else None,
            appointment_at=row[0].appointment_at,
        )
        for row in found
    ]


def _conditions(
    actor: Actor, wanted: IntroductionFilter, looked_in: Collection[uuid.UUID] | None = None
) -> list[ColumnElement[bool]]:
    conditions = [policy.visible_introductions(actor, looked_in)]
    if wanted.text:
        conditions.append(_matches(wanted.text))
    if wanted.state is not None:
        conditions.append(Introduction.state == wanted.state.value)
    elif wanted.waiting:
        conditions.append(Introduction.state.in_(sorted(WAITING_FOR_EMPLOYER)))
    elif wanted.running:
        conditions.append(Introduction.state.in_(sorted(_RUNNING)))
    for column, value in (
        (Introduction.vacancy_id, wanted.vacancy_id),
        (Introduction.candidate_id, wanted.candidate_id),
        (Introduction.made_by_id, wanted.made_by_id),
        (Vacancy.employer_id, wanted.employer_id),
    ):
        if value is not None:
            conditions.append(column == value)
    return conditions


def _matches(text: str) -> ColumnElement[bool]:
    """A number (K-12, V-12), or a part of the vacancy's title or the employer's name; never a candidate's name."""
    folded = sort_key(text)
    if not folded:
        return false()
    found: list[ColumnElement[bool]] = [
        func.lower(Vacancy.title).contains(text.strip().lower(), autoescape=True),
        Employer.sort_key.contains(folded, autoescape=True),
    ]
    digits = folded.removeprefix("k-").removeprefix("v-")
    if digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_NUMBER:
        if not folded.startswith("v-"):
            found.append(
                exists(
                    select(Candidate.id).where(
                        Candidate.region_id == Introduction.region_id,
                        Candidate.id == Introduction.candidate_id,
                        Candidate.number == int(digits),
                    )
                )
            )
        if not folded.startswith("k-"):
            found.append(Vacancy.number == int(digits))
    return or_(*found)
