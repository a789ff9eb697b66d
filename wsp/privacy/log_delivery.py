"""The processing log goes to a log server elsewhere (L10): every record once it is final, in order, over TLS.

What was delivered stands in the audit log itself: the last `privacy.log_delivered` of a region holds where it stopped.
So nothing is skipped after an interruption; what was given but not yet noted is given again, under the same span ids.
"""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.audit.models import AuditEvent
from wsp.foundation import clock, db, log_server
from wsp.foundation.actor import Actor
from wsp.foundation.log_server import LogServer, LogServerAway
from wsp.foundation.logging import get_logger
from wsp.foundation.mailer import settings as mail
from wsp.privacy import processing_log
from wsp.privacy.processing_log import Record, Stream

SETTLED: Final = timedelta(minutes=15)
"""A record is final after this: no transaction that wrote it earlier is still open by then."""
BATCH: Final = 1_000
MOST_BATCHES: Final = 50
"""In one go: a region that begins with years of log catches up over the day and keeps nobody waiting."""
DELIVERED: Final = "privacy.log_delivered"
_START: Final = (datetime(1, 1, 1, tzinfo=clock.AMSTERDAM), uuid.UUID(int=0))

Place = tuple[datetime, uuid.UUID]
"""The last row that was delivered: its moment and id."""


@dataclass(frozen=True)
class Delivered:
    """What one go did. `trouble` is empty when everything that is final was taken."""

    records: int
    trouble: str = ""


def deliver_due(region: str, *, actor: Actor) -> Delivered:
    """Hand over what is final and not yet delivered. Without a log server in the settings nothing happens."""
    server = log_server.current()
    if server is None:
        return Delivered(0)
    base = f"{mail.current().base_url}/privacy/verwerkingsregister"
    count = 0
    for stream in Stream:
        for _ in range(MOST_BATCHES):
            try:
                taken = _one_batch(region, stream, server, base=base, actor=actor)
            except LogServerAway as error:
                get_logger().warning("processing_log.away", code=str(error), region_id=region)
                return Delivered(count, str(error))
            count += taken
            if taken < BATCH:
                break
    return Delivered(count)


def waiting_since(session: Session, region: str) -> datetime | None:
    """Since when a record waits to be delivered; None: nothing waits. For whoever watches over the service."""
    waiting = [
        row.created_at
        for stream in Stream
        for row in processing_log.rows_after(
            session, region, stream, _place(session, region, stream), until=clock.now() - SETTLED, limit=1
        )
    ]
    return min(waiting, default=None)


def _one_batch(region: str, stream: Stream, server: LogServer, *, base: str, actor: Actor) -> int:
    with db.unit_of_work(region) as session:
        # Two workers at once would give everything twice.
        name = f"{region}/{DELIVERED}/{stream.value}"
        session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))
        rows = processing_log.rows_after(
            session, region, stream, _place(session, region, stream), until=clock.now() - SETTLED, limit=BATCH
        )
        if not rows:
            return 0
        found: list[Record] = [processing_log.record_of(row) for row in rows]
        log_server.deliver(processing_log.as_otlp(iter(found), base=base), server)
        last = rows[-1]
        after: dict[str, Any] = {
            "stroom": stream.value,
            "regels": len(found),
            "tot": last.created_at.astimezone(UTC),
            "laatste": last.id,
        }
        audit.record(session, actor, DELIVERED, subject=None, after=after)
        return len(found)


def _place(session: Session, region: str, stream: Stream) -> Place:
    """Where the last delivery of a stream stopped."""
    found = session.scalar(
        select(AuditEvent.after)
        .where(
            AuditEvent.region_id == region,
            AuditEvent.action == DELIVERED,
            AuditEvent.after["stroom"].astext == stream.value,
        )
        # Of two at one moment the one that came further.
        .order_by(
            AuditEvent.created_at.desc(),
            AuditEvent.after["tot"].astext.desc(),
            AuditEvent.after["laatste"].astext.desc(),
        )
        .limit(1)
    )
    return (datetime.fromisoformat(found["tot"]), uuid.UUID(found["laatste"])) if found else _START
