"""Rankings as they were shown, what people decided about them, and the index that keeps the candidate store fresh."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, PrimaryKeyConstraint, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wsp.foundation.db import Base, RegionOwned, region_fk


class IndexVersion(Base):
    """One row per region, raised by deferred triggers on the source tables: commit order is version order."""

    __tablename__ = "index_versions"

    region_id: Mapped[str] = mapped_column(primary_key=True)
    v: Mapped[int] = mapped_column(BigInteger)


class IndexChange(Base):
    """Last version in which a candidate or vacancy changed. One row per subject, so it does not grow."""

    __tablename__ = "index_changes"
    __table_args__ = (
        PrimaryKeyConstraint("region_id", "kind", "subject_id"),
        Index("ix_index_changes_region_id_v", "region_id", "v"),
    )

    region_id: Mapped[str]
    kind: Mapped[str]
    """kandidaat or vacature."""
    subject_id: Mapped[uuid.UUID]
    v: Mapped[int] = mapped_column(BigInteger)


class ShortlistRun(RegionOwned, Base):
    """One ranking as it was shown: kept so that it can be explained and replayed exactly a year later.

    Deduplicated by `fingerprint`: reloading a page or going back makes no new run.
    """

    __tablename__ = "shortlist_runs"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        UniqueConstraint("region_id", "fingerprint"),
        region_fk("vacancy_id", "vacancies"),
        region_fk("candidate_id", "candidates"),
        Index("ix_shortlist_runs_vacancy", "region_id", "vacancy_id", "created_at"),
    )

    vacancy_id: Mapped[uuid.UUID | None]
    """Set when candidates were ranked for a vacancy."""
    candidate_id: Mapped[uuid.UUID | None]
    """Set when vacancies were ranked for a candidate."""
    ranked_on: Mapped[date]
    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    fingerprint: Mapped[str]
    engine_version: Mapped[str]
    weights_version: Mapped[str]
    settings: Mapped[dict[str, Any]]
    """Weights and numbers of the criteria as they were."""
    query: Mapped[dict[str, Any]]
    """The vacancy (or profile) as the engine saw it."""
    ranked_count: Mapped[int]
    fallen_out_count: Mapped[int]

    rows: Mapped[list["ShortlistRow"]] = relationship(lazy="raise", order_by="ShortlistRow.position", viewonly=True)


class ShortlistRow(RegionOwned, Base):
    """One row of a ranking with its features: criteria, contributions and score as they were."""

    __tablename__ = "shortlist_rows"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        region_fk("run_id", "shortlist_runs"),
        Index("ix_shortlist_rows_subject", "region_id", "subject_id"),
    )

    run_id: Mapped[uuid.UUID] = mapped_column(index=True)
    subject_id: Mapped[uuid.UUID]
    """The candidate (or vacancy) of this row; no foreign key, so that erasing a person leaves the count."""
    position: Mapped[int]
    score: Mapped[float]
    excluded: Mapped[bool]
    features: Mapped[dict[str, Any]]
    """Hard results and contributions, numbers and codes only."""


class ShortlistDecision(RegionOwned, Base):
    """What a person decided about somebody on a match list: set aside with a reason, or a question asked."""

    __tablename__ = "shortlist_decisions"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        region_fk("vacancy_id", "vacancies"),
        region_fk("candidate_id", "candidates"),
        region_fk("run_id", "shortlist_runs"),
        Index(
            "uq_shortlist_decisions_current", "region_id", "vacancy_id", "candidate_id", "kind", "criterion",
            unique=True, postgresql_where=text("withdrawn_at IS NULL"), postgresql_nulls_not_distinct=True,
        ),
    )  # fmt: skip

    vacancy_id: Mapped[uuid.UUID]
    candidate_id: Mapped[uuid.UUID] = mapped_column(index=True)
    run_id: Mapped[uuid.UUID | None]
    kind: Mapped[str]
    """Value of `enums.DecisionKind`."""
    reason: Mapped[str | None]
    """Value of `enums.AsideReason`, for somebody set aside."""
    criterion: Mapped[str | None]
    """Code of the criterion that was asked about."""
    note: Mapped[str | None]
    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    withdrawn_at: Mapped[datetime | None]


class TextSpaceEdition(RegionOwned, Base):
    """How rare each word feature is in a region, learned once per month and kept.

    All processes use the same one, so the same question gets the same answer everywhere; a run names the edition it
    used, so that it can be replayed.
    """

    __tablename__ = "text_space_editions"
    __table_args__ = (UniqueConstraint("region_id", "id"), UniqueConstraint("region_id", "month", "labels_edition"))

    month: Mapped[str]
    """2026-11/5f3c21aa: the month, and the fingerprint of the built-in words that the weights belong to."""
    labels_edition: Mapped[int]
    """Edition of the occupations' names that take compounds apart."""
    weights: Mapped[bytes] = mapped_column(LargeBinary())
    """Compressed arrays: positions and weights of the features that were seen, and the weight of all others."""
