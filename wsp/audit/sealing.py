"""Closes the log of every past day with a keyed hash, and checks later that no row was changed, added or taken away.

Each row carries a digest of its content, written by the database. A seal covers the digests of one day and the seal
before it, with a key that the database does not have: whoever can write in the database can change a row, but cannot
make the seals agree again. Rows from which a person was erased keep their digest; rows past their term go by the day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import Row, select, text
from sqlalchemy.orm import Session

from wsp.audit.models import AuditSeal
from wsp.foundation import clock, crypto
from wsp.foundation.workdays import add_months

_LOGS: Final = (("audit_events", "audit_event_digest"), ("read_events", "read_event_digest"))

# The days are Dutch ones; the session's own time zone must not matter.
_DAY: Final = "(created_at AT TIME ZONE 'Europe/Amsterdam')::date"
_PER_DAY: Final = f"""
    SELECT day, sum(events)::int AS events, sum(reads)::int AS reads,
           encode(sha256(string_agg(digest, ''::bytea ORDER BY created_at, id)), 'hex') AS content
    FROM (
        SELECT {_DAY} AS day, created_at, id, digest, 1 AS events, 0 AS reads FROM audit_events
        WHERE region_id = :region AND created_at >= :first AND created_at < :until
        UNION ALL
        SELECT {_DAY}, created_at, id, digest, 0, 1 FROM read_events
        WHERE region_id = :region AND created_at >= :first AND created_at < :until
    ) AS rows GROUP BY day ORDER BY day
"""
_CHANGED: Final = """
    SELECT {day} AS day, count(*) AS rows FROM {table} AS r
    WHERE region_id = :region AND NOT erased AND digest IS DISTINCT FROM {function}(r)
    GROUP BY day ORDER BY day
"""
_ERASED: Final = "SELECT count(*) FROM {table} WHERE region_id = :region AND erased"
_FIRST: Final = datetime(2000, 1, 1, tzinfo=clock.AMSTERDAM)
_EMPTY: Final = "leeg"


@dataclass(frozen=True)
class Flaw:
    """Something about the log that cannot be right."""

    day: date
    text: str


@dataclass(frozen=True)
class Verification:
    """What a check of the log found."""

    days: int
    """Sealed days that were compared."""
    rows: int
    erased: int
    """Rows of which the person was erased, at the end of a term or on request: only their digest is left."""
    flaws: Sequence[Flaw]
    last_seal: str | None
    """Write it down elsewhere: a later check can then tell whether the seals themselves were replaced."""


def seal(session: Session, region: str, *, on: date | None = None) -> int:
    """Seal every day before `on` (default: today) that is not sealed yet; returns how many days."""
    today = on or clock.today()
    last = session.scalars(select(AuditSeal).order_by(AuditSeal.day.desc()).limit(1)).one_or_none()
    first = _start(last.day + timedelta(days=1)) if last else _FIRST
    before = last.seal if last else ""
    made = 0
    for row in _days(session, region, first, _start(today)):
        before = _keyed(row.day, row.events, row.reads, row.content, before)
        session.add(
            AuditSeal(
                region_id=region, day=row.day, events=row.events, reads=row.reads, content=row.content, seal=before
            )
        )
        made += 1
    session.flush()
    return made


def verify(session: Session, region: str, *, kept_months: int) -> Verification:
    """Compare the log of a region with its own digests and with the seals; `kept_months` is the term of the log."""
    seals = session.scalars(select(AuditSeal).order_by(AuditSeal.day)).all()
    flaws: list[Flaw] = []
    before = ""
    for each in seals:
        if each.seal != _keyed(each.day, each.events, each.reads, each.content, before):
            flaws.append(Flaw(each.day, "Het zegel van deze dag klopt niet met het zegel ervoor."))
        before = each.seal
    until = _start(seals[-1].day + timedelta(days=1)) if seals else _FIRST
    found = {row.day: row for row in _days(session, region, _FIRST, until)}
    purged_before = add_months(clock.today(), -kept_months)
    sealed = {each.day: each for each in seals}
    flaws += _compared(sealed, found, purged_before)
    for table, function in _LOGS:
        statement = text(_CHANGED.format(day=_DAY, table=table, function=function))
        for row in session.execute(statement, {"region": region}):
            flaws.append(Flaw(row.day, f"{row.rows} regel(s) van {table} zijn veranderd na het vastleggen."))
    erased = sum(session.scalar(text(_ERASED.format(table=table)), {"region": region}) or 0 for table, _ in _LOGS)
    return Verification(
        days=len(seals),
        rows=sum(row.events + row.reads for row in found.values()),
        erased=erased,
        flaws=sorted(flaws, key=lambda flaw: flaw.day),
        last_seal=seals[-1].seal if seals else None,
    )


def _compared(
    sealed: Mapping[date, AuditSeal], found: Mapping[date, Row[tuple[date, int, int, str]]], purged_before: date
) -> list[Flaw]:
    flaws = []
    for day, each in sealed.items():
        row = found.get(day)
        if day < purged_before and row is None:
            continue
        events, reads = (row.events, row.reads) if row else (0, 0)
        if (events, reads) != (each.events, each.reads):
            flaws.append(
                Flaw(
                    day,
                    f"Er staan {events} handelingen en {reads} inzages. "
                    f"Bij het verzegelen waren het er {each.events} en {each.reads}.",
                )
            )
        elif row is None or row.content != each.content:
            flaws.append(Flaw(day, "De regels van deze dag zijn niet meer die van het zegel."))
    flaws += [Flaw(day, "Deze dag heeft regels maar geen zegel.") for day in found if day not in sealed]
    return flaws


def _days(session: Session, region: str, first: datetime, until: datetime) -> Sequence[Row[tuple[date, int, int, str]]]:
    return session.execute(text(_PER_DAY), {"region": region, "first": first, "until": until}).all()


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=clock.AMSTERDAM)


def _keyed(day: date, events: int, reads: int, content: str, before: str) -> str:
    return crypto.keyring().lookup(f"{day}|{events}|{reads}|{content}|{before or _EMPTY}", purpose="audit-seal")
