"""What must be done about a placement, by whom and by when."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from wsp.foundation.db import Base, RegionOwned, Versioned, region_fk


class Obligation(RegionOwned, Versioned, Base):
    """One duty (verplichting) of one party about one placement.

    A task (taak) is the work of one colleague on Mijn dag; an obligation of a colleague brings one with the same key.
    Open rows follow the facts and say what changed; done and dropped rows stay as they are.
    """

    __tablename__ = "obligations"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        region_fk("placement_id", "placements"),
        Index(
            "uq_obligations_open", "region_id", "placement_id", "key", unique=True,
            postgresql_where=text("state = 'open'"),
        ),
        Index("ix_obligations_region_id_state_due_on", "region_id", "state", "due_on"),
        CheckConstraint("(state = 'open') = (closed_at IS NULL)", name="closed_whole"),
        CheckConstraint("(state = 'klaar') = (done_kind IS NOT NULL)", name="done_whole"),
    )  # fmt: skip

    placement_id: Mapped[uuid.UUID] = mapped_column(index=True)
    origin: Mapped[str]
    """Which plan it belongs to, value of `enums.Origin`: each plan follows its own rows only."""
    key: Mapped[str]
    """Stable within the placement, such as `aanvraag-loonkostensubsidie`."""
    kind: Mapped[str]
    """Value of `enums.DutyKind`."""
    party: Mapped[str]
    """Value of `enums.Party`: who must act."""
    keeper: Mapped[str | None]
    """Value of `enums.Party`: who of the staff watches over it; None: nobody needs to."""
    instrument_code: Mapped[str | None]
    """Code in `instruments.catalogue`; None: it belongs to the placement itself."""
    title: Mapped[str]
    """Plain Dutch, without a candidate's name."""
    article: Mapped[str]
    """Where the law says so; empty for an agreement of our own."""
    certainty: Mapped[str | None]
    """Value of `law.values.Certainty` of the term; None for an agreement of our own."""
    start_on: Mapped[date]
    """From this day somebody works on it, and the reminder goes."""
    due_on: Mapped[date]
    """Last day."""
    was_on: Mapped[date | None]
    """The last day before it changed; with why and when it changed."""
    change_reason: Mapped[str | None]
    """Value of `enums.Cause`."""
    changed_at: Mapped[datetime | None]
    state: Mapped[str]
    """Value of `enums.ObligationState`."""
    closed_at: Mapped[datetime | None]
    """When it was recorded as done or dropped."""
    closed_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    """Who did or dropped it; None: it followed from the facts."""
    done_on: Mapped[date | None]
    """The day on which it was done, which may lie before that."""
    done_kind: Mapped[str | None]
    """Value of `enums.DoneWith`."""
    done_ref: Mapped[uuid.UUID | None]
    """The file or letter that it was done with."""
    outcome: Mapped[str | None]
    """With what it was done in words, or why it is no longer needed."""
    told_at: Mapped[datetime | None]
    """When the party was last mailed about it."""
