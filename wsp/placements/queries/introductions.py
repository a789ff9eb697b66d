"""Reads of introductions: the list with its filters, and the card of one."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from wsp.accounts import queries as accounts
from wsp.candidates import queries as candidates
from wsp.candidates.masking import MaskedCandidate, Viewer, masked
from wsp.candidates.models import Candidate
from wsp.employers.models import Employer
from wsp.foundation.actor import Actor
from wsp.foundation.paging import SIZE, Page, clamp
from wsp.placements import policy
from wsp.placements.enums import CLOSED_INTRODUCTION, WAITS_FOR_EMPLOYER, IntroductionState
from wsp.placements.errors import IntroductionNotFound
from wsp.placements.models import Introduction, IntroductionStep, Placement
from wsp.vacancies.models import Vacancy

_CLOSED: Final = [state.value for state in CLOSED_INTRODUCTION]


class IntroductionSort(StrEnum):
    """By what the list is sorted."""

    SINCE = "sinds"
    STATE = "stand"
    VACANCY = "vacature"
    EMPLOYER = "werkgever"
    CANDIDATE = "kandidaat"


class Waiting(StrEnum):
    """Who must answer now."""

    EMPLOYER = "werkgever"
    CLIENT_MANAGER = "klantmanager"
    CANDIDATE = "kandidaat"


@dataclass(frozen=True, kw_only=True)
class IntroductionFilter:
    """What the list shows; every field is one part of its address."""

    state: IntroductionState | None = None
    vacancy_id: uuid.UUID | None = None
    candidate_id: uuid.UUID | None = None
    mine: bool = False
    """Made by the actor, or about a candidate whose client manager the actor is."""
    waiting: bool = False
    """Only those on which somebody must answer."""
    closed: bool = True
    """Also those that came to an end; False: only what still runs."""
    sort: IntroductionSort = IntroductionSort.SINCE
    descending: bool = True


@dataclass(frozen=True)
class IntroductionRow:
    """A line of the list."""

    id: uuid.UUID
    shown: MaskedCandidate
    state: IntroductionState
    since: datetime
    waiting: Waiting | None
    vacancy_id: uuid.UUID
    vacancy_number: int
    vacancy: str
    employer_id: uuid.UUID
    employer: str
    made_by: str | None
    appointment_at: datetime | None


@dataclass(frozen=True)
class Step:
    """One step, with the name of who took it."""

    at: datetime
    before: IntroductionState | None
    after: IntroductionState
    by: str | None
    note: str | None


@dataclass(frozen=True)
class IntroductionCard:
    """One introduction with everything its page shows."""

    row: IntroductionRow
    introduction: Introduction
    steps: Sequence[Step]
    agreed_by: str | None
    placement_id: uuid.UUID | None
    """The placement that came of it."""


def list_introductions(
    session: Session, actor: Actor, wanted: IntroductionFilter, *, page: int = 1
) -> Page[IntroductionRow]:
    """One page of the introductions that this actor may see; whose candidates are shown goes to the read log."""
    conditions = _conditions(actor, wanted)
    counted = select(func.count()).select_from(Introduction).join(Candidate, _candidate()).where(*conditions)
    total = session.scalar(counted) or 0
    number = clamp(page, total)
    found = session.execute(_select(conditions, wanted).limit(SIZE).offset((number - 1) * SIZE)).all()
    return Page(_rows(session, actor, found, purpose="lijst"), total, number)


def all_introductions(
    session: Session, actor: Actor, wanted: IntroductionFilter, *, limit: int
) -> Sequence[IntroductionRow]:
    """Every line of the list up to `limit`, masked as on the screen; goes to the read log as an export."""
    found = session.execute(_select(_conditions(actor, wanted), wanted).limit(limit)).all()
    return _rows(session, actor, found, purpose="export")


def introduction_counts(session: Session, actor: Actor) -> dict[IntroductionState, int]:
    """How many visible introductions stand in each state."""
    rows = session.execute(
        select(Introduction.state, func.count())
        .where(policy.visible_introductions(actor))
        .group_by(Introduction.state)
    ).all()
    return {IntroductionState(state): count for state, count in rows}


def introduction(session: Session, actor: Actor, introduction_id: uuid.UUID) -> IntroductionCard:
    """One introduction with its steps.

    Raises:
        IntroductionNotFound: there is none for this actor.

    """
    conditions = [policy.visible_introductions(actor), Introduction.id == introduction_id]
    found = session.execute(_select(conditions, IntroductionFilter())).all()
    if not found:
        raise IntroductionNotFound
    [row] = _rows(session, actor, found, purpose="dossier")
    steps = session.scalars(
        select(IntroductionStep)
        .where(IntroductionStep.introduction_id == introduction_id)
        .order_by(IntroductionStep.created_at, IntroductionStep.id)
    ).all()
    one: Introduction = found[0][0]
    names = accounts.names(session, [*(step.user_id for step in steps), one.agreed_by_id])
    return IntroductionCard(
        row=row,
        introduction=one,
        steps=[
            Step(
                at=step.created_at,
                before=IntroductionState(step.from_state) if step.from_state else None,
                after=IntroductionState(step.to_state),
                by=names.get(step.user_id) if step.user_id else None,
                note=step.note,
            )
            for step in steps
        ],
        agreed_by=names.get(one.agreed_by_id) if one.agreed_by_id else None,
        placement_id=session.scalar(
            select(Placement.id).where(Placement.introduction_id == one.id, policy.visible_placements(actor))
        ),
    )


def seen_candidates(
    session: Session, actor: Actor, ids: Sequence[uuid.UUID], *, purpose: str
) -> dict[uuid.UUID, MaskedCandidate]:
    """These candidates as the actor may see them; one that is out of sight keeps only a number.

    An account manager also sees what ended with somebody whose dossier is closed to them by now.
    """
    shown = candidates.masked_many(session, actor, ids, purpose=purpose)
    gone = [candidate_id for candidate_id in ids if candidate_id not in shown]
    if gone:
        rows = session.scalars(select(Candidate).where(Candidate.id.in_(gone)))
        shown |= {row.id: masked(row, viewer=Viewer.NOBODY) for row in rows}
    return shown


def waits_for(state: IntroductionState, *, agreed: bool) -> Waiting | None:
    """Who must answer in this state; None when the account manager takes the next step, or nobody."""
    if state in WAITS_FOR_EMPLOYER:
        return Waiting.EMPLOYER
    if state is IntroductionState.ASKED_CLIENT_MANAGER and not agreed:
        return Waiting.CLIENT_MANAGER
    return Waiting.CANDIDATE if state is IntroductionState.ASKED_CANDIDATE else None


def _rows(session: Session, actor: Actor, found: Sequence[Any], *, purpose: str) -> list[IntroductionRow]:
    shown = seen_candidates(session, actor, [row[0].candidate_id for row in found], purpose=purpose)
    names = accounts.names(session, [row[0].made_by_id for row in found])
    return [
        IntroductionRow(
            id=one.id,
            shown=shown[one.candidate_id],
            state=IntroductionState(one.state),
            since=one.state_since,
            waiting=waits_for(IntroductionState(one.state), agreed=one.agreed_at is not None),
            vacancy_id=one.vacancy_id,
            vacancy_number=row.vacancy_number,
            vacancy=row.vacancy,
            employer_id=row.employer_id,
            employer=row.employer,
            made_by=names.get(one.made_by_id) if one.made_by_id else None,
            appointment_at=one.appointment_at,
        )
        for row in found
        for one in [row[0]]
    ]


def _select(conditions: Sequence[ColumnElement[bool]], wanted: IntroductionFilter) -> Select[Any]:
    columns: dict[IntroductionSort, Any] = {
        IntroductionSort.SINCE: Introduction.state_since,
        IntroductionSort.STATE: Introduction.state,
        IntroductionSort.VACANCY: func.lower(Vacancy.title),
        IntroductionSort.EMPLOYER: Employer.sort_key,
        IntroductionSort.CANDIDATE: Candidate.number,
    }
    column = columns[wanted.sort]
    return (
        select(
            Introduction,
            Vacancy.number.label("vacancy_number"),
            Vacancy.title.label("vacancy"),
            Employer.id.label("employer_id"),
            Employer.name.label("employer"),
        )
        .join(Candidate, _candidate())
        .join(Vacancy, and_(Vacancy.region_id == Introduction.region_id, Vacancy.id == Introduction.vacancy_id))
        .join(Employer, and_(Employer.region_id == Vacancy.region_id, Employer.id == Vacancy.employer_id))
        .where(*conditions)
        .order_by(column.desc() if wanted.descending else column.asc(), Introduction.created_at.desc(), Introduction.id)
        .execution_options(populate_existing=True)
    )


def _candidate() -> ColumnElement[bool]:
    return and_(Candidate.region_id == Introduction.region_id, Candidate.id == Introduction.candidate_id)


def _conditions(actor: Actor, wanted: IntroductionFilter) -> list[ColumnElement[bool]]:
    conditions = [policy.visible_introductions(actor)]
    if wanted.state is not None:
        conditions.append(Introduction.state == wanted.state.value)
    elif not wanted.closed:
        conditions.append(Introduction.state.not_in(_CLOSED))
    if wanted.vacancy_id is not None:
        conditions.append(Introduction.vacancy_id == wanted.vacancy_id)
    if wanted.candidate_id is not None:
        conditions.append(Introduction.candidate_id == wanted.candidate_id)
    if wanted.mine:
        conditions.append(
            or_(
                Introduction.made_by_id == actor.user_id,
                Candidate.client_manager_id == actor.user_id,
                Candidate.job_coach_id == actor.user_id,
            )
        )
    if wanted.waiting:
        answers = [*WAITS_FOR_EMPLOYER, IntroductionState.ASKED_CANDIDATE]
        conditions.append(
            or_(
                Introduction.state.in_([state.value for state in answers]),
                and_(
                    Introduction.state == IntroductionState.ASKED_CLIENT_MANAGER.value,
                    Introduction.agreed_at.is_(None),
                ),
            )
        )
    return conditions
