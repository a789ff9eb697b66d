"""Who did what (events) and who looked at whom (reads). Append-only by database rights: nobody may change a row."""

import uuid
from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wsp.foundation.db import Base, Keyed, RegionOwned


class AuditEvent(Keyed, Base):
    """A change, or a refused attempt at one. `before` and `after` hold what changed, not the whole record."""

    __tablename__ = "audit_events"
    __table_args__ = (
        Index("ix_audit_events_subject", "region_id", "subject_kind", "subject_id", "created_at"),
        Index("ix_audit_events_region_id_created_at", "region_id", "created_at"),
    )

    region_id: Mapped[str]
    """Empty for what happens outside a region: log-in, users."""
    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisations.id"))
    actor_kind: Mapped[str]
    request_id: Mapped[str | None]
    action: Mapped[str]
    """`room.verb`, such as placement.made."""
    result: Mapped[str] = mapped_column(default="gelukt")
    subject_kind: Mapped[str | None]
    subject_id: Mapped[uuid.UUID | None]
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
    reason: Mapped[str | None]
    digest: Mapped[bytes | None] = mapped_column(LargeBinary(), deferred=True)
    """Written by the database from all of the above; days of digests are sealed (`AuditSeal`)."""
    erased: Mapped[bool] = mapped_column(default=False)
    """True: what it told about a person was taken out at the end of a term or on request; the digest stays."""


class ReadEvent(Keyed, Base):
    """Somebody saw one person's data: one row per person shown, also in lists (L2)."""

    __tablename__ = "read_events"
    __table_args__ = (
        Index("ix_read_events_subject", "region_id", "subject_id", "created_at"),
        Index("ix_read_events_region_id_created_at", "region_id", "created_at"),
        Index("ix_read_events_user", "region_id", "user_id", "created_at"),
    )

    region_id: Mapped[str]
    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisations.id"))
    request_id: Mapped[str | None]
    subject_kind: Mapped[str]
    subject_id: Mapped[uuid.UUID]
    purpose: Mapped[str]
    """Why: value of `enums.Purpose`."""
    digest: Mapped[bytes | None] = mapped_column(LargeBinary(), deferred=True)
    erased: Mapped[bool] = mapped_column(default=False)
    """True: the subject was erased; who looked when stays on record."""


class AuditSeal(RegionOwned, Base):
    """The log of one day, closed: a keyed hash over its rows and over the seal of the day before."""

    __tablename__ = "audit_seals"
    __table_args__ = (UniqueConstraint("region_id", "id"), UniqueConstraint("region_id", "day"))

    day: Mapped[date]
    events: Mapped[int]
    reads: Mapped[int]
    content: Mapped[str]
    """Hash over the digests of the day's rows."""
    seal: Mapped[str]
    """Keyed hash over `content`, the counts and the seal before this one."""
