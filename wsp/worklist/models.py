"""Tasks with a due date: what Mijn dag shows."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from wsp.foundation.db import Base, RegionOwned, Versioned


class Task(RegionOwned, Versioned, Base):
    """Something somebody must do by a day, about one record of another room (named by kind and id)."""

    __tablename__ = "tasks"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        # The same obligation is planned once, however often its facts are looked at again.
        Index("uq_tasks_key", "region_id", "key", unique=True, postgresql_where=text("key IS NOT NULL")),
        Index("ix_tasks_open", "region_id", "assigned_to_id", "due_on", postgresql_where=text("done_at IS NULL")),
        Index(
            "ix_tasks_untold", "region_id", "due_on",
            postgresql_where=text("done_at IS NULL AND told_at IS NULL AND assigned_to_id IS NOT NULL"),
        ),
        Index("ix_tasks_subject", "region_id", "subject_kind", "subject_id"),
    )  # fmt: skip

    kind: Mapped[str]
    """Value of `enums.TaskKind`."""
    title: Mapped[str]
    """Plain Dutch, without a candidate's name: tasks are shown in lists and mails."""
    subject_kind: Mapped[str]
    """werkgever, kandidaat, vacature, voordracht, plaatsing."""
    subject_id: Mapped[uuid.UUID]
    due_on: Mapped[date]
    planned_on: Mapped[date]
    """The day that the facts gave; `due_on` differs from it after somebody postponed."""
    assigned_to_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    assigned_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    """Who gave it: nobody is mailed about what they planned for themselves. None: a rule or a job."""
    told_at: Mapped[datetime | None]
    """When `assigned_to` was mailed about it."""
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisations.id"))
    """When nobody in particular must do it: anyone of this organisation."""
    key: Mapped[str | None]
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    outcome: Mapped[str | None]
    """With what it was done, or why it is no longer needed."""


class NoticeChoice(RegionOwned, Base):
    """How often one user wants to be mailed about one kind of news in this region; no row: the usual."""

    __tablename__ = "notice_choices"
    __table_args__ = (UniqueConstraint("region_id", "id"), UniqueConstraint("region_id", "user_id", "kind"))

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"))
    kind: Mapped[str]
    """Value of `enums.NoticeKind`, or of a room above: `employers.enums.PortalNotice`."""
    frequency: Mapped[str]
    """Value of `enums.Frequency`."""
    changed_at: Mapped[datetime]
