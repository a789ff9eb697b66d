"""Somebody's own talks for their diary elsewhere: where and when, never with whom.

What may be read is what the pages show (`placements.policy`). A colleague's own talks are those that they introduced,
those at employers whose account manager they are, and those of the people whom they guide.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, TypeAlias

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session, aliased

from wsp.accounts.permissions import Permission
from wsp.audit import service as audit
from wsp.audit.enums import Purpose
from wsp.candidates import policy as candidate_policy
from wsp.candidates import queries as candidates
from wsp.candidates.enums import SharingPurpose
from wsp.candidates.models import Candidate
from wsp.employers.models import Employer
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.placements import policy
from wsp.placements.enums import CLOSED, NAMED_STATES, IntroductionState
from wsp.placements.models import Introduction
from wsp.vacancies.models import Vacancy

BACK: Final = timedelta(days=30)
AHEAD: Final = timedelta(days=365)
CANCELLED_FOR: Final = timedelta(days=30)
"""So long a talk that was called off says so; a diary that was off for a holiday hears it too."""

_Talks: TypeAlias = Select[Introduction, str, uuid.UUID, str]
"""The introduction, the vacancy's title, and the employer's id and name."""


@dataclass(frozen=True, kw_only=True)
class Talk:
    """A talk at an employer, without the person."""

    introduction_id: uuid.UUID
    at: datetime
    place: str | None
    employer: str
    vacancy: str
    changed_at: datetime
    cancelled: bool
    for_employer: bool
    """The reader is of the employer: their page is in the portal."""


def own_talks(session: Session, actor: Actor) -> Sequence[Talk]:
    """The actor's talks from thirty days back to a year ahead, by time.

    The persons are logged once a day each: a diary asks every quarter of an hour, whether somebody looks or not.
    """
    of_employer = actor.may(Permission.PORTAL_OFFER)
    rows: Sequence[Any] = session.execute(_offered(actor) if of_employer else _of_colleague(actor)).all()
    if of_employer:
        rows = _agreed(session, rows)
    audit.record_reads_of_day(
        session, actor, candidates.SUBJECT, (row[0].candidate_id for row in rows), purpose=Purpose.DIARY
    )
    return [
        Talk(
            introduction_id=row[0].id,
            at=row[0].appointment_at,
            place=row[0].appointment_place,
            employer=row[3],
            vacancy=row[1],
            changed_at=row[0].updated_at,
            cancelled=_is_closed(row[0]) and row[0].state_since < row[0].appointment_at,
            for_employer=of_employer,
        )
        for row in rows
    ]


def _of_colleague(actor: Actor) -> _Talks:
    # By another name: what may be seen asks of candidates as well.
    person = aliased(Candidate)
    return (
        _talks()
        .join(person, and_(person.region_id == Introduction.region_id, person.id == Introduction.candidate_id))
        .where(
            policy.visible_introductions(actor),
            or_(
                Introduction.made_by_id == actor.user_id,
                Employer.owner_id == actor.user_id,
                person.client_manager_id == actor.user_id,
                person.job_coach_id == actor.user_id,
            ),
        )
    )


def _offered(actor: Actor) -> _Talks:
    """Of an employer: what its page may show, and nobody whose data are only kept."""
    return _talks().where(policy.offered(actor), candidate_policy.not_withheld(Introduction))


def _agreed(session: Session, rows: Sequence[Any]) -> list[Any]:
    """A talk that stands needs what the page needs to show it: a name given, and an agreement that holds today."""
    pairs = [(row[0].candidate_id, row[2]) for row in rows]
    agreed = candidates.agreed_with(session, pairs, (SharingPurpose.NAMED,))
    return [
        row
        for row, pair in zip(rows, pairs, strict=True)
        if _is_closed(row[0])
        or (IntroductionState(row[0].state) in NAMED_STATES and (*pair, SharingPurpose.NAMED) in agreed)
    ]


def _talks() -> _Talks:
    return (
        select(Introduction, Vacancy.title, Vacancy.employer_id, Employer.name)
        .join(Vacancy, and_(Vacancy.region_id == Introduction.region_id, Vacancy.id == Introduction.vacancy_id))
        .join(Employer, and_(Employer.region_id == Vacancy.region_id, Employer.id == Vacancy.employer_id))
        .where(_in_time(clock.now()))
        .order_by(Introduction.appointment_at, Introduction.id)
        .execution_options(populate_existing=True)
    )


def _in_time(now: datetime) -> ColumnElement[bool]:
    """In the period; and when it was called off, not too long ago."""
    return and_(
        Introduction.appointment_at.between(now - BACK, now + AHEAD),
        or_(
            Introduction.state.not_in(sorted(CLOSED)),
            # Closed afterwards: the talk itself took place.
            Introduction.state_since >= Introduction.appointment_at,
            Introduction.state_since > now - CANCELLED_FOR,
        ),
    )


def _is_closed(row: Introduction) -> bool:
    return IntroductionState(row.state) in CLOSED
