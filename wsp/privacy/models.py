"""Requests of data subjects, and the retention job: what it warned about, may not touch, and did."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wsp.foundation.db import Base, RegionOwned, Versioned, region_fk


class DataRequest(RegionOwned, Versioned, Base):
    """Somebody uses a right of the AVG: what was asked, by when an answer is due, what was answered."""

    __tablename__ = "data_requests"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        UniqueConstraint("region_id", "number"),
        CheckConstraint("(extended_on IS NULL) = (extension_reason IS NULL)", name="extension_reasoned"),
        Index("ix_data_requests_subject", "region_id", "subject_id"),
        Index("ix_data_requests_state", "region_id", "state", "due_on"),
    )

    number: Mapped[int]
    """Shown as AVG-12; unique within the region."""
    kind: Mapped[str]
    """Value of `enums.RequestKind`."""
    subject_id: Mapped[uuid.UUID | None]
    """The candidate; no foreign key: after an erasure the request stays as proof, without the person."""
    state: Mapped[str]
    """Value of `enums.RequestState`."""
    received_on: Mapped[date]
    due_on: Mapped[date]
    """One month after it was received; two more after an extension (AVG art. 12 lid 3)."""
    extended_on: Mapped[date | None]
    extension_reason: Mapped[str | None]
    identity_checked: Mapped[bool] = mapped_column(default=False)
    """Somebody made sure that it was this person who asked."""
    asked: Mapped[str | None]
    """What was asked, in the person's words."""
    answer: Mapped[str | None]
    """The letter as it was sent."""
    answered_on: Mapped[date | None]
    filed_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    handled_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    carried_out_at: Mapped[datetime | None]
    """When the flag was set or the person was erased; None while that is still to be done."""


class RetentionHold(RegionOwned, Versioned, Base):
    """A dossier that stays although its term has passed: an objection, a court case."""

    __tablename__ = "retention_holds"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        region_fk("candidate_id", "candidates"),
        CheckConstraint("until >= since", name="until_after_since"),
    )

    candidate_id: Mapped[uuid.UUID] = mapped_column(index=True)
    reason: Mapped[str]
    since: Mapped[date]
    until: Mapped[date]
    """Last day of the hold: a hold without an end would be a dossier without a term."""
    placed_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    ended_on: Mapped[date | None]
    """The day on which it was taken away before its time."""


class RetentionWarning(RegionOwned, Base):
    """The keepers of a dossier were told that it will be erased, and from which day on."""

    __tablename__ = "retention_warnings"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        UniqueConstraint("region_id", "candidate_id"),
        region_fk("candidate_id", "candidates"),
    )

    candidate_id: Mapped[uuid.UUID]
    warned_on: Mapped[date]
    erase_from: Mapped[date]
    """First day on which it may go: the end of the term, and never within the days of grace after the warning."""


class RetentionRun(RegionOwned, Base):
    """One run of the retention job: what it erased, and what it could not."""

    __tablename__ = "retention_runs"
    __table_args__ = (UniqueConstraint("region_id", "id"),)

    ran_on: Mapped[date]
    state: Mapped[str]
    """Value of `enums.RunState`."""
    finished_at: Mapped[datetime | None]
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Table -> how many rows went or lost their person."""
    dossiers: Mapped[int] = mapped_column(default=0)
    warned: Mapped[int] = mapped_column(default=0)
    failures: Mapped[list[Any]] = mapped_column(default=list)
    """What could not be done: kind, id and code of the error; never a value of a row."""
    started_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))


class NameMention(RegionOwned, Base):
    """A text about somebody else in which the name of this candidate may stand. Never the name itself."""

    __tablename__ = "name_mentions"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        region_fk("candidate_id", "candidates"),
        CheckConstraint("(decision IS NULL) = (decided_at IS NULL)", name="decided_whole"),
        Index(
            "uq_name_mentions_place", "region_id", "candidate_id", "table_name", "column_name", "row_id", unique=True
        ),
    )

    candidate_id: Mapped[uuid.UUID]
    table_name: Mapped[str]
    column_name: Mapped[str]
    row_id: Mapped[uuid.UUID]
    exact: Mapped[bool]
    """False: it only looks like the name, or is a first name alone."""
    decision: Mapped[str | None]
    """Value of `enums.MentionDecision`."""
    reason: Mapped[str | None]
    """Why the name stays."""
    decided_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None]
