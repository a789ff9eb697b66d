"""Who did what (events) and who looked at whom (reads). Append-only by database rights: nobody may change a row."""

import uuid
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from wsp.foundation.db import Base, Keyed


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


class ReadEvent(Keyed, Base):
    """Somebody saw one person's data: one row per person shown, also in lists (L2)."""

    __tablename__ = "read_events"
    __table_args__ = (Index("ix_read_events_subject", "region_id", "subject_id", "created_at"),)

    region_id: Mapped[str]
    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisations.id"))
    request_id: Mapped[str | None]
    subject_kind: Mapped[str]
    subject_id: Mapped[uuid.UUID]
    purpose: Mapped[str]
    """Why: dossier, lijst, matchlijst, export, melding."""
