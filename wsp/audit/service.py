"""Write the append-only logs. The database refuses to change or remove a row to everybody but the retention role."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from sqlalchemy import Text, Uuid, column, func, insert, literal, select
from sqlalchemy.dialects.postgresql import ARRAY, Range
from sqlalchemy.orm import Session

from wsp.audit.models import AuditEvent, ReadEvent
from wsp.foundation import clock, db
from wsp.foundation.actor import Actor

Subject = tuple[str, uuid.UUID]
"""Kind and id of what an event is about: ("candidate", id). One word, the singular of the room's noun."""

REFUSED: Final = "geweigerd"
DONE: Final = "gelukt"


def record(
    session: Session,
    actor: Actor,
    action: str,
    *,
    subject: Subject | None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str | None = None,
) -> None:
    """Record that `actor` did `action` (`room.verb`), in the caller's transaction: both are kept, or neither.

    `before` and `after` hold only what changed. Dates, amounts, ids and states may be given as they are.
    """
    session.add(_event(actor, action, subject=subject, before=before, after=after, reason=reason))


@dataclass(frozen=True)
class Happened:
    """One event of many: as the arguments of `record`."""

    action: str
    subject: Subject
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    reason: str | None = None


def record_many(session: Session, actor: Actor, happened: Iterable[Happened]) -> None:
    """As `record` for every event, in one statement: what an import or a merge does to many records at once."""
    now = clock.now()
    rows = [
        {
            "id": uuid.uuid4(),
            "created_at": now,
            "region_id": actor.region_id,
            "user_id": actor.user_id,
            "organisation_id": actor.organisation_id,
            "actor_kind": actor.kind,
            "request_id": actor.request_id,
            "action": each.action,
            "result": DONE,
            "subject_kind": each.subject[0],
            "subject_id": each.subject[1],
            "before": None if each.before is None else _plain(each.before),
            "after": None if each.after is None else _plain(each.after),
            "reason": each.reason,
        }
        for each in happened
    ]
    db.insert_many(session, AuditEvent, rows)


def record_refusal(actor: Actor, action: str, *, subject: Subject | None = None, code: str) -> None:
    """Record a refused attempt in a short transaction of its own (N2).

    Call it after the refused transaction was rolled back; that one could not have kept this row.
    `code` is the domain error's.
    """
    with db.unit_of_work(actor.region_id or None) as session:
        session.add(_event(actor, action, subject=subject, reason=code, result=REFUSED))


def record_reads(session: Session, actor: Actor, kind: str, ids: Iterable[uuid.UUID], *, purpose: str) -> None:
    """Record that `actor` saw these persons: one row per person, also for a list (L2), in one statement.

    In the caller's transaction, so that what cannot be logged is not shown (L4). `kind` is the subject's kind;
    `purpose` is dossier, lijst, matchlijst, export or melding.
    """
    seen = list(dict.fromkeys(ids))
    if not seen:
        return
    # The persons as two arrays: a list of rows would go to the database one by one.
    person = (
        func.unnest(literal([uuid.uuid4() for _ in seen], ARRAY(Uuid)), literal(seen, ARRAY(Uuid)))
        .table_valued(column("id", Uuid), column("subject_id", Uuid), name="person")
        .render_derived()
    )
    values = {
        "id": person.c.id,
        "created_at": literal(clock.now()),
        "region_id": literal(actor.region_id),
        "user_id": literal(actor.user_id, Uuid),
        "organisation_id": literal(actor.organisation_id, Uuid),
        "request_id": literal(actor.request_id, Text),
        "subject_kind": literal(kind),
        "subject_id": person.c.subject_id,
        "purpose": literal(purpose),
        "erased": literal(False),
    }
    session.execute(insert(ReadEvent).from_select(list(values), select(*values.values()), include_defaults=False))


def record_reads_of_day(session: Session, actor: Actor, kind: str, ids: Iterable[uuid.UUID], *, purpose: str) -> None:
    """As `record_reads`, but once a Dutch day per person: for a program that asks the same again all day.

    Once a day and not only the first time: after a leak the log must say who was still shown in a given period.
    """
    seen = set(ids)
    if not seen:
        return
    already = session.scalars(
        select(ReadEvent.subject_id).where(
            ReadEvent.region_id == actor.region_id,
            ReadEvent.user_id == actor.user_id,
            ReadEvent.created_at >= clock.day_began(clock.today()),
            ReadEvent.subject_kind == kind,
            ReadEvent.purpose == purpose,
            ReadEvent.subject_id.in_(seen),
        )
    )
    record_reads(session, actor, kind, sorted(seen.difference(already)), purpose=purpose)


def _event(
    actor: Actor,
    action: str,
    *,
    subject: Subject | None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str | None = None,
    result: str = DONE,
) -> AuditEvent:
    kind, subject_id = subject or (None, None)
    return AuditEvent(
        region_id=actor.region_id,
        user_id=actor.user_id,
        organisation_id=actor.organisation_id,
        actor_kind=actor.kind,
        request_id=actor.request_id,
        action=action,
        result=result,
        subject_kind=kind,
        subject_id=subject_id,
        before=None if before is None else _plain(before),
        after=None if after is None else _plain(after),
        reason=reason,
    )


def _plain(value: Any) -> Any:  # noqa: PLR0911 (one answer per kind of value)
    """The value as JSON can hold it: amounts stay exact as text, a range is its two ends."""
    match value:
        case Enum():
            return value.value
        case Mapping():
            return {str(key): _plain(item) for key, item in value.items()}
        case Range():
            return {"from": _plain(value.lower), "until": _plain(value.upper)}
        case list() | tuple() | set() | frozenset():
            items = [_plain(item) for item in value]
            return sorted(items, key=str) if isinstance(value, set | frozenset) else items
        case Decimal() | uuid.UUID():
            return str(value)
        case date() | datetime():
            return value.isoformat()
        case None | bool() | int() | float() | str():
            return value
        case _:
            message = f"an audit event cannot hold a {type(value).__name__}"
            raise TypeError(message)
