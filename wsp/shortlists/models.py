"""Rankings as they were shown, what people decided about them, and the index that keeps the candidate store fresh."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    UniqueConstraint,
    text,
)
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
        Index("ix_shortlist_runs_region_id_created_at", "region_id", "created_at"),
    )

    vacancy_id: Mapped[uuid.UUID | None]
    """Set when candidates were ranked for a vacancy."""
    candidate_id: Mapped[uuid.UUID | None]
    """Set when vacancies were ranked for a candidate."""
    scope: Mapped[str] = mapped_column(default="geheel", server_default="geheel")
    """Value of `enums.RunScope`: only whole lists count for exposure and learning."""
    ranked_on: Mapped[date]
    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    fingerprint: Mapped[str]
    engine_version: Mapped[str]
    weights_version: Mapped[str]
    settings: Mapped[dict[str, Any]]
    """Weights and numbers of the criteria as they were, the way of counting, and which lists and law held then."""
    query: Mapped[dict[str, Any]]
    """The vacancy (or profile) as the engine saw it, without texts and places that could tell of a person."""
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
    opened_at: Mapped[datetime | None]
    """When somebody first looked further at this row from the list."""


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


class AllocationPlan(RegionOwned, Base):
    """A verdeelplan: who asked for it, with which choices, and what came of it."""

    __tablename__ = "allocation_plans"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        # Two at once would propose the same people twice.
        Index(
            "uq_allocation_plans_busy", "region_id", unique=True,
            postgresql_where=text("state IN ('wacht', 'loopt')"),
        ),
    )  # fmt: skip

    state: Mapped[str]
    """Value of `allocation.enums.PlanState`."""
    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    planned_on: Mapped[date]
    engine_version: Mapped[str]
    weights_version: Mapped[str]
    choices: Mapped[dict[str, Any]]
    """Amounts, limits and floors as they were asked."""
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    outcome: Mapped[dict[str, Any] | None]
    """Value, bound, and per limit and floor what was used and its price; counts only."""
    finished_at: Mapped[datetime | None]


class AllocationPair(RegionOwned, Base):
    """One proposed pair of a plan, and what a person did with it."""

    __tablename__ = "allocation_pairs"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        UniqueConstraint("region_id", "plan_id", "candidate_id"),
        region_fk("plan_id", "allocation_plans"),
        region_fk("vacancy_id", "vacancies"),
        region_fk("candidate_id", "candidates"),
        Index("ix_allocation_pairs_candidate_id", "candidate_id"),
    )

    plan_id: Mapped[uuid.UUID]
    vacancy_id: Mapped[uuid.UUID]
    candidate_id: Mapped[uuid.UUID]
    position: Mapped[int]
    score: Mapped[float]
    chance: Mapped[float]
    subsidy: Mapped[int]
    """Euros of loonkostensubsidie a year."""
    value: Mapped[int]
    """Expected return in euros."""
    otherwise: Mapped[int | None]
    """Euros that choosing somebody else for this place costs at least; None when there is nobody else."""
    decision: Mapped[str]
    """Value of `allocation.enums.PairDecision`."""
    reason: Mapped[str | None]
    """Value of `enums.AsideReason`, for a pair that was not taken."""
    note: Mapped[str | None]
    decided_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None]


class WeightVersion(RegionOwned, Base):
    """Weights of the soft criteria: entered or learned, approved by a second person, one of them in use."""

    __tablename__ = "weight_versions"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        UniqueConstraint("region_id", "number"),
        CheckConstraint(
            "state NOT IN ('actief', 'vervangen') OR (decided_by_id IS NOT NULL AND entered_by_id IS NOT NULL "
            "AND decided_by_id <> entered_by_id)",
            name="second_person",
        ),
        # One in use per region; two approvals at once cannot both win.
        Index("uq_weight_versions_active", "region_id", unique=True, postgresql_where=text("state = 'actief'")),
    )

    number: Mapped[int]
    """Counts per region: version 3 is called regio-3."""
    state: Mapped[str]
    """Value of `weighing.enums.WeightState`."""
    origin: Mapped[str]
    """Value of `weighing.enums.Origin`."""
    values: Mapped[dict[str, Any]]
    """Criterion -> weight; only proportions matter."""
    reason: Mapped[str]
    policy_decision: Mapped[str | None]
    """Which decision of policy gives weight to motivation or to what somebody wants to learn."""
    policy_decided_on: Mapped[date | None]
    replaces: Mapped[str]
    """Name of the version that was in use when this one was entered."""
    evidence: Mapped[dict[str, Any] | None]
    """Of learned weights: counts and the measured gain."""
    entered_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    """None for weights that were learned and that nobody put forward."""
    decided_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None]
    note: Mapped[str | None]
    """Why it was rejected."""
    replaced_at: Mapped[datetime | None]


class AlgorithmDescription(RegionOwned, Base):
    """What only the organisation can say in the algorithm register; the rest follows from the program."""

    __tablename__ = "algorithm_descriptions"
    __table_args__ = (UniqueConstraint("region_id", "id"), UniqueConstraint("region_id"))

    organization: Mapped[str | None]
    contact_email: Mapped[str | None]
    website: Mapped[str | None]
    status: Mapped[str | None]
    """Value of `oversight.enums.RegisterStatus`."""
    begin_month: Mapped[str | None]
    """2026-11."""
    lawful_basis: Mapped[str | None]
    lawful_basis_title: Mapped[str | None]
    lawful_basis_link: Mapped[str | None]
    proportionality: Mapped[str | None]
    impact_test: Mapped[str | None]
    impact_test_link: Mapped[str | None]
    process_index_url: Mapped[str | None]
    provider: Mapped[str | None]
    edited_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    edited_at: Mapped[datetime | None]
