"""The log as records of the standard Logboek dataverwerkingen: one per person and processing, without colleagues (L6).

Nothing is stored twice: a record is made from a row of the read log or of the audit log, which were written in the
same transaction as the processing (L4) and without sampling (L1). The person is a keyed pseudonym, so that records of
one person can be put together and nobody can be found from a file.
"""

import hashlib
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Select, literal, select, tuple_
from sqlalchemy.orm import Session

from wsp.audit.enums import Purpose
from wsp.audit.models import AuditEvent, ReadEvent
from wsp.audit.service import REFUSED
from wsp.foundation import clock, crypto
from wsp.privacy import register

SUBJECT_TYPE: Final = "urn:wsp:kandidaat"
_TRACE: Final = 32
_SPAN: Final = 16
_BATCH: Final = 5_000
SUBJECTS: Final = ("candidate", "kandidaat")

OF_PURPOSE: Final[Mapping[str, str]] = {
    Purpose.DOSSIER: "bemiddeling",
    Purpose.LIST: "bemiddeling",
    Purpose.SEARCH: "bemiddeling",
    Purpose.EXPORT: "bemiddeling",
    Purpose.NOTICE: "bemiddeling",
    Purpose.EMERGENCY: "bemiddeling",
    Purpose.SHORTLIST: "matching",
    Purpose.LETTER: "plaatsing",
    Purpose.DOCUMENT: "plaatsing",
    Purpose.PORTAL: "plaatsing",
    Purpose.ACCESS_REQUEST: "rechten",
    Purpose.COUPLING: "uitwisseling",
    Purpose.DIARY: "plaatsing",
}
"""Purpose of a read -> activity of the register."""
OF_ROOM: Final[Mapping[str, str]] = {
    "candidates": "bemiddeling",
    "duplicates": "bemiddeling",
    "shortlist": "matching",
    "placement": "plaatsing",
    "privacy": "rechten",
    "exchange": "uitwisseling",
}
"""First part of an action -> activity; everything else about a candidate is mediation."""


@dataclass(frozen=True)
class Record:
    """One record of the processing log."""

    trace_id: str
    span_id: str
    parent_span_id: str | None
    """Span of the other application that asked, from its `traceparent`."""
    name: str
    status: str
    """Ok or Error (L5)."""
    at: datetime
    activity: str
    """Id of the register with its version (L8)."""
    subject: str

    def as_span(self, base: str) -> dict[str, Any]:
        """The record as a span of OTLP/JSON; `base` is where the register can be read."""
        nanoseconds = str(int(self.at.timestamp() * 1000) * 1_000_000)
        attributes = {
            "dpl.core.processing_activity_id": f"{base}#{self.activity}",
            "dpl.core.data_subject_id": self.subject,
            "dpl.core.data_subject_id_type": SUBJECT_TYPE,
        }
        if self.parent_span_id:
            attributes["dpl.core.foreign_operation.span_id"] = self.parent_span_id
        span: dict[str, Any] = {
            "traceId": self.trace_id,
            "spanId": self.span_id,
            "name": self.name,
            "kind": 1,
            "startTimeUnixNano": nanoseconds,
            "endTimeUnixNano": nanoseconds,
            "attributes": [{"key": key, "value": {"stringValue": value}} for key, value in attributes.items()],
            "status": {"code": 1 if self.status == "Ok" else 2},
        }
        if self.parent_span_id:
            span["parentSpanId"] = self.parent_span_id
        return span


class Stream(StrEnum):
    """The two logs that records are made from."""

    READS = "inzage"
    ACTS = "handelingen"


def records(session: Session, region: str, *, first: date, last: date) -> Iterator[Record]:
    """Every record of a region in a period, in order of time within reads and within acts."""
    begin = datetime.combine(first, time(), tzinfo=clock.AMSTERDAM)
    end = datetime.combine(last + timedelta(days=1), time(), tzinfo=clock.AMSTERDAM)
    for stream in Stream:
        model, statement = _rows(region, stream)
        rows = statement.where(model.created_at >= begin, model.created_at < end)
        for row in session.scalars(rows.execution_options(yield_per=_BATCH)):
            yield record_of(row)


def rows_after(
    session: Session, region: str, stream: Stream, place: tuple[datetime, uuid.UUID], *, until: datetime, limit: int
) -> Sequence[ReadEvent | AuditEvent]:
    """Rows of one log after a place (moment and id) and before a moment, in order."""
    model, statement = _rows(region, stream)
    return session.scalars(
        statement.where(
            # The first condition alone can use the index; the second is exact.
            model.created_at >= place[0],
            tuple_(model.created_at, model.id) > tuple_(literal(place[0]), literal(place[1])),
            model.created_at < until,
        ).limit(limit)
    ).all()


def record_of(row: ReadEvent | AuditEvent) -> Record:
    """The record that a row of either log gives."""
    if isinstance(row, ReadEvent):
        activity = OF_PURPOSE.get(row.purpose, "bemiddeling")
        return _record(row.id, row.request_id, f"inzien: {row.purpose}", "Ok", row.created_at, activity, row.subject_id)
    activity = OF_ROOM.get(row.action.split(".")[0], "bemiddeling")
    status = "Error" if row.result == REFUSED else "Ok"
    assert row.subject_id is not None  # noqa: S101 (for mypy: the statement asks for it)
    return _record(row.id, row.request_id, row.action, status, row.created_at, activity, row.subject_id)


def _rows(region: str, stream: Stream) -> tuple[type[ReadEvent] | type[AuditEvent], Select[Any]]:
    """The rows of one log that tell of a person's data, in order of time."""
    model: type[ReadEvent | AuditEvent] = ReadEvent if stream is Stream.READS else AuditEvent
    statement: Select[Any] = select(model).where(model.region_id == region).order_by(model.created_at, model.id)
    if stream is Stream.ACTS:
        statement = statement.where(AuditEvent.subject_kind.in_(SUBJECTS), AuditEvent.subject_id.is_not(None))
    return model, statement


def as_otlp(found: Iterator[Record], *, base: str) -> dict[str, Any]:
    """Put records into one OTLP/JSON document (`ExportTraceServiceRequest`)."""
    return {
        "resourceSpans": [
            {
                "resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "wsp"}}]},
                "scopeSpans": [{"scope": {"name": "wsp.privacy"}, "spans": [each.as_span(base) for each in found]}],
            }
        ]
    }


def trace_of(request_id: str | None, row_id: uuid.UUID) -> tuple[str, str | None]:
    """Trace and parent span of a request id: a `traceparent` was kept as trace-span, others are hashed to 16 bytes."""
    text = request_id or row_id.hex
    trace, _, parent = text.partition("-")
    if len(trace) == _TRACE and _is_hex(trace):
        return trace, parent if len(parent) == _SPAN and _is_hex(parent) else None
    return hashlib.sha256(text.encode()).hexdigest()[:_TRACE], None


def _is_hex(text: str) -> bool:
    return all(char in "0123456789abcdef" for char in text)


def _record(
    row_id: uuid.UUID,
    request_id: str | None,
    name: str,
    status: str,
    at: datetime,
    activity: str,
    subject_id: uuid.UUID,
) -> Record:
    trace, parent = trace_of(request_id, row_id)
    return Record(
        trace_id=trace,
        span_id=row_id.hex[:_SPAN],
        parent_span_id=parent,
        name=name,
        status=status,
        at=at.astimezone(UTC),
        activity=register.activity(activity).code,
        subject=crypto.keyring().lookup(str(subject_id), purpose="processing-log"),
    )
