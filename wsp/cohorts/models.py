"""Groups of candidates, and who is in them."""

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wsp.foundation.db import Base, RegionOwned, Versioned, region_fk


class Cohort(RegionOwned, Versioned, Base):
    """Something that candidates do together in a period."""

    __tablename__ = "cohorts"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint("places BETWEEN 1 AND 200", name="places"),
        Index("ix_cohorts_region_id_ends_on", "region_id", "ends_on"),
    )

    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisations.id"))
    """Whose colleagues keep the group."""
    name: Mapped[str]
    kind: Mapped[str]
    """Value of `enums.CohortKind`."""
    goal: Mapped[str | None]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    leader: Mapped[str | None]
    """Trainer or contact person: name and organisation."""
    places: Mapped[int]
    made_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))


class CohortMember(RegionOwned, Versioned, Base):
    """Somebody in a group. Goes with the group and with the dossier."""

    __tablename__ = "cohort_members"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        UniqueConstraint("region_id", "cohort_id", "candidate_id"),
        region_fk("cohort_id", "cohorts", ondelete="CASCADE"),
        region_fk("candidate_id", "candidates"),
        CheckConstraint("(state = 'gestopt') = (stop_reason IS NOT NULL)", name="stop_reason"),
    )

    cohort_id: Mapped[uuid.UUID]
    candidate_id: Mapped[uuid.UUID] = mapped_column(index=True)
    state: Mapped[str]
    """Value of `enums.MemberState`."""
    state_since: Mapped[date]
    invited_on: Mapped[date]
    joined_on: Mapped[date | None]
    """When somebody first took part; None: never did."""
    stop_reason: Mapped[str | None]
    """Value of `enums.StopReason`, while the state is stopped."""
    invited_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
