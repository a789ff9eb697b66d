"""Suspected pairs with what was decided, and the record of every merge."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wsp.foundation.db import Base, RegionOwned, region_fk


class DuplicatePair(RegionOwned, Base):
    """Two rows that may be one employer or one person. `one_id` is the smaller id, so a pair is stored once."""

    __tablename__ = "duplicate_pairs"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        UniqueConstraint("region_id", "kind", "one_id", "other_id"),
        CheckConstraint("one_id < other_id", name="ordered"),
        Index("ix_duplicate_pairs_region_id_state", "region_id", "state", "kind"),
        Index("ix_duplicate_pairs_other_id", "region_id", "other_id"),
    )

    kind: Mapped[str]
    """Value of `enums.Kind`."""
    one_id: Mapped[uuid.UUID]
    """No foreign key: it may be one of two tables, and an erased person leaves no row here."""
    other_id: Mapped[uuid.UUID]
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisations.id"))
    """The controller of both candidates; None for employers, which the region shares."""
    reasons: Mapped[list[Any]]
    """What is the same, in words."""
    certain: Mapped[bool] = mapped_column(default=False)
    """The reasons leave little doubt; still a person decides."""
    state: Mapped[str]
    """Value of `enums.PairState`."""
    decided_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None]
    note: Mapped[str | None]


class DuplicateMerge(RegionOwned, Base):
    """One merge, with everything needed to take it apart again: which rows moved, which values changed."""

    __tablename__ = "duplicate_merges"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        region_fk("pair_id", "duplicate_pairs"),
        Index("ix_duplicate_merges_survivor_id", "region_id", "survivor_id"),
        Index("ix_duplicate_merges_absorbed_id", "region_id", "absorbed_id"),
    )

    pair_id: Mapped[uuid.UUID] = mapped_column(index=True)
    kind: Mapped[str]
    """Value of `enums.Kind`."""
    survivor_id: Mapped[uuid.UUID]
    absorbed_id: Mapped[uuid.UUID]
    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    steps: Mapped[list[Any]]
    """`record.Step` after step, in the order in which they were done; undone from the last to the first."""
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
