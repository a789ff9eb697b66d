"""The log as the privacy officer reads it: who looked at whom, who did what, what was refused, who saw how many."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from wsp.audit.models import AuditEvent, ReadEvent
from wsp.audit.service import REFUSED
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.paging import SIZE, Page, clamp

MOST: Final = 50_000
"""Rows in one export; the page says when there are more."""
_COUNTED: Final = 10_000
"""The list counts no further: a log of years is not counted for every look at it."""


@dataclass(frozen=True)
class LogFilter:
    """What somebody asks of the log; every field stands in the address."""

    first: date
    last: date
    subject_ids: frozenset[uuid.UUID] | None = None
    """The ids under which one record is or was known."""
    user_id: uuid.UUID | None = None
    purpose: str | None = None
    """Of a read."""
    action: str | None = None
    """Of an act: its first letters, such as `candidates.`."""
    refused: bool = False


@dataclass(frozen=True)
class Seen:
    """Somebody whose data were shown in a period, for the report of a data breach."""

    subject_id: uuid.UUID
    times: int
    first: datetime
    last: datetime
    users: int


def reads(session: Session, actor: Actor, wanted: LogFilter, *, page: int = 1) -> Page[ReadEvent]:
    """One page of who looked at whom, newest first."""
    statement = select(ReadEvent).where(*_reads(actor, wanted))
    return _page(session, statement, ReadEvent, page)


def all_reads(session: Session, actor: Actor, wanted: LogFilter) -> Sequence[ReadEvent]:
    """The same for a spreadsheet, up to `MOST` rows."""
    statement = select(ReadEvent).where(*_reads(actor, wanted))
    return session.scalars(statement.order_by(ReadEvent.created_at.desc(), ReadEvent.id).limit(MOST)).all()


def events(session: Session, actor: Actor, wanted: LogFilter, *, page: int = 1) -> Page[AuditEvent]:
    """One page of who did what, newest first; with `refused` only attempts that were refused (N2)."""
    return _page(session, select(AuditEvent).where(*_events(actor, wanted)), AuditEvent, page)


def all_events(session: Session, actor: Actor, wanted: LogFilter) -> Sequence[AuditEvent]:
    """The same for a spreadsheet, up to `MOST` rows."""
    statement = select(AuditEvent).where(*_events(actor, wanted))
    return session.scalars(statement.order_by(AuditEvent.created_at.desc(), AuditEvent.id).limit(MOST)).all()


def subjects_seen(session: Session, actor: Actor, wanted: LogFilter, *, limit: int = MOST) -> Sequence[Seen]:
    """Whose data were shown in a period, and by how many (G11); whoever was seen most comes first."""
    rows = session.execute(
        select(
            ReadEvent.subject_id,
            func.count().label("times"),
            func.min(ReadEvent.created_at),
            func.max(ReadEvent.created_at),
            func.count(ReadEvent.user_id.distinct()),
        )
        .where(*_reads(actor, wanted))
        .group_by(ReadEvent.subject_id)
        .order_by(func.count().desc(), ReadEvent.subject_id)
        .limit(limit)
    ).all()
    return [Seen(*row) for row in rows]


def _reads(actor: Actor, wanted: LogFilter) -> list[ColumnElement[bool]]:
    found = _common(actor, wanted, ReadEvent)
    if wanted.purpose:
        found.append(ReadEvent.purpose == wanted.purpose)
    return found


def _events(actor: Actor, wanted: LogFilter) -> list[ColumnElement[bool]]:
    found = _common(actor, wanted, AuditEvent)
    if wanted.action:
        found.append(AuditEvent.action.startswith(wanted.action, autoescape=True))
    if wanted.refused:
        found.append(AuditEvent.result == REFUSED)
    return found


def _common(actor: Actor, wanted: LogFilter, model: type[ReadEvent] | type[AuditEvent]) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        model.region_id == actor.region_id,
        model.created_at >= datetime.combine(wanted.first, time(), tzinfo=clock.AMSTERDAM),
        model.created_at < datetime.combine(wanted.last + timedelta(days=1), time(), tzinfo=clock.AMSTERDAM),
    ]
    if wanted.subject_ids is not None:
        found.append(model.subject_id.in_(wanted.subject_ids))
    if wanted.user_id is not None:
        found.append(model.user_id == wanted.user_id)
    return found


def _page(session: Session, statement: Select[Any], model: type[Any], page: int) -> Page[Any]:
    total = session.scalar(select(func.count()).select_from(statement.limit(_COUNTED).subquery())) or 0
    number = clamp(page, total)
    rows = session.scalars(
        statement.order_by(model.created_at.desc(), model.id).limit(SIZE).offset((number - 1) * SIZE)
    ).all()
    return Page(rows, total, number)
