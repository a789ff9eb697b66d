"""Granted hours, goals and the log of a job coach. All of it is about a placement, and leaves with the dossier."""

import uuid
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wsp.foundation.db import Base, RegionOwned, Versioned, region_fk


class CoachingBlock(RegionOwned, Versioned, Base):
    """A number of hours of guidance that was granted for a period, with the plan of that period."""

    __tablename__ = "coaching_blocks"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        UniqueConstraint("region_id", "placement_id", "starts_on"),
        region_fk("placement_id", "placements"),
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint("hours > 0 AND hours <= 2000", name="hours"),
    )

    placement_id: Mapped[uuid.UUID] = mapped_column(index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    """Last day on which hours count."""
    hours: Mapped[Decimal] = mapped_column(Numeric(6, 1))
    granted_by: Mapped[str]
    """Value of `enums.Grantor`."""
    supervisor: Mapped[str | None]
    """Who gives guidance at work on behalf of the employer: name and function."""
    plan: Mapped[str | None]
    recorded_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))


class CoachingGoal(RegionOwned, Versioned, Base):
    """Something that the employee wants to be able to do at work."""

    __tablename__ = "coaching_goals"
    __table_args__ = (UniqueConstraint("region_id", "id"), region_fk("placement_id", "placements"))

    placement_id: Mapped[uuid.UUID] = mapped_column(index=True)
    title: Mapped[str]
    state: Mapped[str]
    """Value of `enums.GoalState`."""
    state_since: Mapped[date]
    recorded_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))


class CoachingHour(RegionOwned, Versioned, Base):
    """Time of a job coach on one day; what was written by mistake is taken out and stays in the table."""

    __tablename__ = "coaching_hours"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        region_fk("placement_id", "placements"),
        region_fk("goal_id", "coaching_goals"),
        CheckConstraint("minutes BETWEEN 1 AND 720", name="minutes"),
        Index("ix_coaching_hours_placement_id_worked_on", "placement_id", "worked_on"),
    )

    placement_id: Mapped[uuid.UUID]
    goal_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    worked_on: Mapped[date]
    minutes: Mapped[int]
    kind: Mapped[str]
    """Value of `enums.HourKind`."""
    note: Mapped[str | None]
    """What was done, in words about work."""
    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    withdrawn_at: Mapped[datetime | None]
    """When it was taken out: it counts no more."""
