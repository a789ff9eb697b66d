"""Runs over all subsidies, and every amount that a run changed."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from wsp.foundation.db import Base, RegionOwned, region_fk


class Reindexing(RegionOwned, Base):
    """One run: from a day on, every subsidy of the region is counted with the law as it is known now."""

    __tablename__ = "reindexings"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        region_fk("proposal_id", "policy_proposals"),
        # Two at once would count the same subsidies; a preview changes nothing and may run beside.
        Index(
            "uq_reindexings_busy", "region_id", unique=True,
            postgresql_where=text("state IN ('wacht', 'loopt') AND cause <> 'voorbeeld'"),
        ),
    )  # fmt: skip

    cause: Mapped[str]
    """Value of `enums.Cause`."""
    effective_on: Mapped[date]
    """From this day on amounts are counted again; what lies before stays as it is."""
    proposal_id: Mapped[uuid.UUID | None]
    """The value that was entered; None on 1 January."""
    codes: Mapped[list[Any]]
    """Codes of the instruments that are counted again, one after the other."""
    at_code: Mapped[str | None]
    """The instrument that the run is at; None before it began."""
    state: Mapped[str]
    """Value of `enums.RunState`."""
    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    """Who asked; None: the calendar."""
    total: Mapped[int]
    done: Mapped[int] = mapped_column(default=0)
    cursor: Mapped[uuid.UUID | None]
    """The last of that instrument that was counted: what comes after it in order of id is left to do."""
    failures: Mapped[int] = mapped_column(default=0)
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """How many subsidies, by `rules.Outcome`; of every other instrument how many, by its code."""
    before_total: Mapped[Decimal] = mapped_column(default=Decimal(0))
    """Euro per month of all subsidies together, before; and after."""
    after_total: Mapped[Decimal] = mapped_column(default=Decimal(0))
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class ReindexedAmount(RegionOwned, Base):
    """An amount that a run changed (or, in a preview, would change); once per subsidy and run."""

    __tablename__ = "reindexed_amounts"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        UniqueConstraint("region_id", "reindexing_id", "placement_instrument_id", name="uq_reindexed_amounts_once"),
        region_fk("reindexing_id", "reindexings"),
        region_fk("placement_instrument_id", "placement_instruments"),
        Index("ix_reindexed_amounts_placement_instrument_id", "placement_instrument_id"),
    )

    reindexing_id: Mapped[uuid.UUID]
    placement_instrument_id: Mapped[uuid.UUID]
    before: Mapped[Decimal | None]
    """Euro per month; None: it was not known."""
    after: Mapped[Decimal | None]
    """Euro per month; None: it is not known any more."""
    provisional: Mapped[bool]
    reason: Mapped[str]
    """The answer in a sentence; for an unknown amount it says what is needed."""
