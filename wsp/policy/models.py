"""Dated rows of policy, and the proposals they come from. Inside the region wall: each region answers for its own."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wsp.foundation.db import Base, RegionOwned
from wsp.foundation.versions import DatedVersion

WHOLE_REGION = ""
"""Stands in `municipality_code` of what holds for all municipalities of the region."""


class PolicyProposal(RegionOwned, Base):
    """A value that somebody entered and that a second person approves or rejects."""

    __tablename__ = "policy_proposals"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        CheckConstraint("(verdict IS NULL) = (decided_at IS NULL)", name="decided_whole"),
        CheckConstraint(
            "verdict IS DISTINCT FROM 'goedgekeurd' OR decided_by_id <> entered_by_id", name="second_person"
        ),
        Index("ix_policy_proposals_region_id_verdict", "region_id", "verdict"),
    )

    kind: Mapped[str]
    """Value of `enums.ValueKind`."""
    code: Mapped[str]
    municipality_code: Mapped[str] = mapped_column(default=WHOLE_REGION)
    """GM code, or empty for the whole region."""
    value: Mapped[str]
    """As text, exact: a decimal number with a point, or an option of a choice."""
    unit: Mapped[str | None]
    """Value of `law.values.Unit`, for an amount or term."""
    valid_from: Mapped[date]
    source: Mapped[str]
    """Where it stands: publication, by-law with article, council decision."""
    published: Mapped[date | None]
    entered_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"))
    decided_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None]
    verdict: Mapped[str | None]
    """Value of `enums.Verdict`; None while it waits."""
    reason: Mapped[str | None]


class PolicyValue(DatedVersion, Base):
    """An approved value over time; only these are used to calculate with."""

    __tablename__ = "policy_values"
    __table_args__ = (UniqueConstraint("region_id", "id"),)

    kind: Mapped[str]
    code: Mapped[str]
    municipality_code: Mapped[str] = mapped_column(default=WHOLE_REGION)
    value: Mapped[str]
    unit: Mapped[str | None]
    source: Mapped[str]
    published: Mapped[date | None]
    entered_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"))
    approved_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"))
    checked_on: Mapped[date]
    """The day on which the second person compared it with its source."""


class LawCheck(RegionOwned, Base):
    """Somebody compared a value of law with its source and found it right. Append-only."""

    __tablename__ = "law_checks"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        Index("ix_law_checks_code", "region_id", "code", "checked_on"),
    )

    code: Mapped[str]
    valid_from: Mapped[date]
    """Start of the row that was looked at."""
    checked_on: Mapped[date]
    checked_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"))
    note: Mapped[str | None]
