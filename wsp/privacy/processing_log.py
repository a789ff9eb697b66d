"""The log as records of the standard Logboek dataverwerkingen: one per person and processing, without colleagues (L6).

Nothing is stored twice: a record is made from a row of the read log or of the audit log, which were written in the
same transaction as the processing (L4) and without sampling (L1). The person is a keyed pseudonym, so that records of
one person can be put together and nobody can be found from a file.
"""

import hashlib
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import select
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


def records(session: Session, region: str, *, first: date, last: date) -> Iterator[Record]:
    """Every record of a region in a period, in order of time within reads and within acts."""
    begin = datetime.combine(first, time(), tzinfo=clock.AMSTERDAM)
    end = datetime.combine(last + timedelta(days=1), time(), tzinfo=clock.AMSTERDAM)
    reads = (
        select(ReadEvent)
        .where(ReadEvent.region_id == region, ReadEvent.created_at >= begin, ReadEvent.created_at < end)
        .order_by(ReadEvent.created_at, ReadEvent.id)
        .execution_options(yield_per=_BATCH)
    )
    for read in session.scalars(reads):
        activity = OF_PURPOSE.get(read.purpose, "bemiddeling")
        yield _record(
            read.id, read.request_id, f"inzien: {read.purpose}", "Ok", read.created_at, activity, read.subject_id
        )
    acts = (
        select(AuditEvent)
        .where(
            AuditEvent.region_id == region,
            AuditEvent.created_at >= begin,
            AuditEvent.created_at < end,
            AuditEvent.subject_kind.in_(SUBJECTS),
            AuditEvent.subject_id.is_not(None),
        )
        .order_by(AuditEvent.created_at, AuditEvent.id)
        .execution_options(yield_per=_BATCH)
    )
    for act in session.scalars(acts):
        activity = OF_ROOM.get(act.action.split(".")[0], "bemiddeling")
        status = "Error" if act.result == REFUSED else "Ok"
        assert act.subject_id is not None  # noqa: S101 (for mypy: the statement asks for it)
        yield _record(act.id, act.request_id, act.action, status, act.created_at, activity, act.subject_id)


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
