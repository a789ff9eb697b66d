"""An obligation of social return, the placements that count for it, and what else was done for it."""

import uuid
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Numeric, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wsp.foundation.db import Base, RegionOwned, Versioned, region_fk


class SocialReturnObligation(RegionOwned, Versioned, Base):
    """What an employer owes a municipality under one contract. Closed: its amounts are fixed."""

    __tablename__ = "social_return_obligations"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        region_fk("employer_id", "employers"),
        region_fk("contact_id", "contacts"),
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint("amount > 0", name="amount"),
    )

    employer_id: Mapped[uuid.UUID] = mapped_column(index=True)
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisations.id"))
    """The municipality that gave the contract: its amounts count."""
    contact_id: Mapped[uuid.UUID | None]
    """To whom a statement goes; nobody once that person was erased."""
    contract: Mapped[str]
    reference: Mapped[str | None]
    contract_sum: Mapped[Decimal | None]
    percentage: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
    amount: Mapped[Decimal]
    """What has to be filled in, in euro: agreed, or the percentage of the contract sum."""
    starts_on: Mapped[date]
    """The amounts per group of this day hold for the whole contract."""
    ends_on: Mapped[date]
    closed_on: Mapped[date | None]
    told_edition: Mapped[int | None]
    """Version of the statement that the employer reads in the portal."""
    settled_amount: Mapped[Decimal | None]
    """What all lines together came to on that day; it stays when a dossier behind a line is erased."""


class SocialReturnPlacement(RegionOwned, Versioned, Base):
    """Days of a placement that count for one obligation; the database lets a day count once."""

    __tablename__ = "social_return_placements"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        region_fk("obligation_id", "social_return_obligations"),
        region_fk("placement_id", "placements"),
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
    )

    obligation_id: Mapped[uuid.UUID] = mapped_column(index=True)
    placement_id: Mapped[uuid.UUID] = mapped_column(index=True)
    target_group: Mapped[str]
    """Value of `instruments.enums.SocialReturnGroup`; it may tell of health."""
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    settled_amount: Mapped[Decimal | None]
    """What it counted for when the obligation was closed; None: reckoned from the placement as it is."""
    withdrawn_at: Mapped[datetime | None]


class SocialReturnActivity(RegionOwned, Versioned, Base):
    """Something else that counts, entered by hand; after closing only a correction."""

    __tablename__ = "social_return_activities"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        region_fk("obligation_id", "social_return_obligations"),
    )

    obligation_id: Mapped[uuid.UUID] = mapped_column(index=True)
    kind: Mapped[str]
    """Value of `enums.ActivityKind`."""
    done_on: Mapped[date]
    amount: Mapped[Decimal]
    """Euro; only a correction may be below zero."""
    description: Mapped[str]
    proof: Mapped[str]
    """Where the proof is: the number of an invoice or a case."""
    withdrawn_at: Mapped[datetime | None]
