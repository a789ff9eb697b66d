"""Couplings with their token as a hash, the keys of what was sent, and what they are told."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from wsp.foundation import clock
from wsp.foundation.crypto import EncryptedText
from wsp.foundation.db import Base, RegionOwned, region_fk


class Coupling(RegionOwned, Base):
    """A system of another organisation that may use the API of this region until a day."""

    __tablename__ = "couplings"
    __table_args__ = (UniqueConstraint("region_id", "id"), UniqueConstraint("region_id", "token_hash"))

    name: Mapped[str]
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisations.id"))
    """On whose behalf it asks: of placements it gets those of this organisation's own people."""
    scopes: Mapped[list[Any]]
    """Values of `enums.Scope`."""
    token_hash: Mapped[str] = mapped_column(deferred=True)
    token_end: Mapped[str]
    """Last four characters of the token, to tell two of them apart."""
    ends_on: Mapped[date]
    """Last day on which the token works."""
    created_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    last_used_at: Mapped[datetime | None]
    window_began_at: Mapped[datetime | None]
    window_count: Mapped[int] = mapped_column(default=0)
    """Calls since `window_began_at`: the brake."""


class CouplingRequest(RegionOwned, Base):
    """Something that a coupling sent once, by the key that it gave: sent again it has no second effect."""

    __tablename__ = "coupling_requests"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        UniqueConstraint("region_id", "coupling_id", "key"),
        region_fk("coupling_id", "couplings"),
    )

    coupling_id: Mapped[uuid.UUID]
    key: Mapped[str]
    fingerprint: Mapped[str]
    """Hash of operation and content: the same key with other content is refused."""
    record_id: Mapped[uuid.UUID | None]
    """The record that came of it."""


class Webhook(RegionOwned, Base):
    """An address of a coupled system that is told when something happened."""

    __tablename__ = "webhooks"
    __table_args__ = (UniqueConstraint("region_id", "id"), region_fk("coupling_id", "couplings"))

    coupling_id: Mapped[uuid.UUID] = mapped_column(index=True)
    address: Mapped[str]
    events: Mapped[list[Any]]
    """Values of `enums.Event`."""
    secret: Mapped[str] = mapped_column(EncryptedText(), deferred=True)
    """With this the receiver checks that a message is ours."""
    created_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"))
    stopped_at: Mapped[datetime | None]


class WebhookDelivery(RegionOwned, Base):
    """One message to one address: ids only. Written in the transaction of what happened, sent by the worker."""

    __tablename__ = "webhook_deliveries"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        region_fk("webhook_id", "webhooks"),
        Index("ix_webhook_deliveries_due", "region_id", "next_at", postgresql_where=text("state = 'wacht'")),
    )

    webhook_id: Mapped[uuid.UUID] = mapped_column(index=True)
    event: Mapped[str]
    record_id: Mapped[uuid.UUID]
    state: Mapped[str]
    """Value of `enums.DeliveryState`."""
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime] = mapped_column(default=clock.now)
    last_answer: Mapped[str | None]
    """Status of the last answer, or a word for why there was none."""
    delivered_at: Mapped[datetime | None]
