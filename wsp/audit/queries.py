"""Read the logs back, always inside one region."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wsp.audit.models import AuditEvent, ReadEvent
from wsp.audit.service import Subject
from wsp.foundation.actor import Actor


def history(session: Session, actor: Actor, subject: Subject, *, limit: int = 100) -> Sequence[AuditEvent]:
    """What happened to `subject` in the actor's region, newest first."""
    kind, subject_id = subject
    return session.scalars(
        select(AuditEvent)
        .where(
            AuditEvent.region_id == actor.region_id,
            AuditEvent.subject_kind == kind,
            AuditEvent.subject_id == subject_id,
        )
        .order_by(AuditEvent.created_at.desc(), AuditEvent.id)
        .limit(limit)
    ).all()


def readers(
    session: Session, actor: Actor, subject: Subject, *, since: datetime
) -> Sequence[tuple[uuid.UUID | None, str, int, datetime]]:
    """Who looked at `subject` since then: user, purpose, how often and when last (N1), last one first."""
    kind, subject_id = subject
    last = func.max(ReadEvent.created_at)
    rows = session.execute(
        select(ReadEvent.user_id, ReadEvent.purpose, func.count(), last)
        .where(
            ReadEvent.region_id == actor.region_id,
            ReadEvent.subject_kind == kind,
            ReadEvent.subject_id == subject_id,
            ReadEvent.created_at >= since,
        )
        .group_by(ReadEvent.user_id, ReadEvent.purpose)
        .order_by(last.desc(), ReadEvent.user_id)
    ).all()
    return [(row[0], row[1], row[2], row[3]) for row in rows]
