"""Introductions (voordrachten) and placements: person, introduction and placement are three objects."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wsp.candidates.models import Candidate
from wsp.employers.models import Employer
from wsp.foundation.db import Base, RegionOwned, Versioned, region_fk
from wsp.foundation.versions import DatedVersion
from wsp.vacancies.models import Vacancy


class Introduction(RegionOwned, Versioned, Base):
    """A candidate proposed for a vacancy, from longlist to answer."""

    __tablename__ = "introductions"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        region_fk("vacancy_id", "vacancies"),
        region_fk("candidate_id", "candidates"),
        Index(
            "uq_introductions_open", "region_id", "vacancy_id", "candidate_id", unique=True,
            postgresql_where=text("state NOT IN ('afgewezen', 'teruggetrokken', 'verlopen')"),
        ),
        Index("ix_introductions_region_id_state", "region_id", "state"),
    )  # fmt: skip

    vacancy_id: Mapped[uuid.UUID]
    candidate_id: Mapped[uuid.UUID] = mapped_column(index=True)
    state: Mapped[str]
    """Value of `enums.IntroductionState`."""
    state_since: Mapped[datetime]
    made_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    shortlist_run_id: Mapped[uuid.UUID | None]
    """The ranking it came from, so that it can be explained later; None when found by hand."""
    motivation: Mapped[str | None]
    agreed_at: Mapped[datetime | None]
    """When the client manager agreed that the candidate is offered."""
    agreed_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    appointment_at: Mapped[datetime | None]
    appointment_place: Mapped[str | None]
    closed_reason: Mapped[str | None]
    """Value of `enums.ClosingReason`."""
    closed_note: Mapped[str | None]
    closed_shared: Mapped[bool] = mapped_column(default=False)
    """True: the candidate's own people may read the reason; False: internal."""

    candidate: Mapped[Candidate] = relationship(lazy="raise", viewonly=True)
    vacancy: Mapped[Vacancy] = relationship(lazy="raise", viewonly=True)


class IntroductionStep(RegionOwned, Base):
    """One step in the life of an introduction: who, when, from, to. Append-only."""

    __tablename__ = "introduction_steps"
    __table_args__ = (UniqueConstraint("region_id", "id"), region_fk("introduction_id", "introductions"))

    introduction_id: Mapped[uuid.UUID] = mapped_column(index=True)
    from_state: Mapped[str | None]
    to_state: Mapped[str]
    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    note: Mapped[str | None]


class Placement(RegionOwned, Versioned, Base):
    """Somebody works, or is going to work, at an employer. Hours, wage and kind stand in dated terms."""

    __tablename__ = "placements"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        UniqueConstraint("region_id", "number"),
        region_fk("candidate_id", "candidates"),
        region_fk("employer_id", "employers"),
        region_fk("establishment_id", "establishments"),
        region_fk("vacancy_id", "vacancies"),
        region_fk("introduction_id", "introductions"),
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        Index(
            "uq_placements_introduction", "region_id", "introduction_id", unique=True,
            postgresql_where=text("introduction_id IS NOT NULL"),
        ),
        Index("ix_placements_region_id_state", "region_id", "state"),
        Index("ix_placements_region_id_starts_on", "region_id", "starts_on"),
    )  # fmt: skip

    number: Mapped[int]
    """Shown as P-88; unique within the region."""
    candidate_id: Mapped[uuid.UUID] = mapped_column(index=True)
    employer_id: Mapped[uuid.UUID] = mapped_column(index=True)
    establishment_id: Mapped[uuid.UUID | None]
    vacancy_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    introduction_id: Mapped[uuid.UUID | None]
    owner_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    job_coach_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    function_title: Mapped[str]
    state: Mapped[str]
    """Value of `enums.PlacementState`."""
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    """Last day of the contract; None: permanent."""
    ended_on: Mapped[date | None]
    end_reason: Mapped[str | None]
    beschut: Mapped[bool] = mapped_column(default=False)
    """Beschut werk (Pw 10b): never counts for the banenafspraak."""
    note: Mapped[str | None]
    hours_reason: Mapped[str | None]
    """Why somebody works more than forty hours over all jobs."""
    found_by_employer: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    """The employer brought this candidate: no introduction of ours came before it."""
    hours_confirmed_at: Mapped[datetime | None]
    """When the employer last said in the portal that the hours are still right; other terms make it None."""

    # What staff know about the conditions for instruments; None is asked for, never guessed.
    in_doelgroep_lks: Mapped[bool | None]
    forfaitair: Mapped[bool | None]
    """Municipality and employer agree to start without a measurement (Pw 10d lid 5)."""
    supported_or_school: Mapped[bool | None]
    """PrO, VSO, entreeopleiding or support by the municipality before the start (Pw 10d lid 2)."""
    needs_guidance: Mapped[bool | None]

    candidate: Mapped[Candidate] = relationship(lazy="raise", viewonly=True)
    employer: Mapped[Employer] = relationship(lazy="raise", viewonly=True)


class PlacementStep(RegionOwned, Base):
    """One step in the life of a placement: from, to, and the day on which it happened. Append-only."""

    __tablename__ = "placement_steps"
    __table_args__ = (UniqueConstraint("region_id", "id"), region_fk("placement_id", "placements"))

    placement_id: Mapped[uuid.UUID] = mapped_column(index=True)
    from_state: Mapped[str | None]
    to_state: Mapped[str]
    """Value of `enums.PlacementState`."""
    happened_on: Mapped[date]
    """The day itself, which may lie before the day on which somebody recorded it."""
    reason: Mapped[str | None]
    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    """None: the calendar did it."""


class PlacementTerms(DatedVersion, Base):
    """Hours, wage and kind of a placement over time."""

    __tablename__ = "placement_terms"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        region_fk("placement_id", "placements"),
        CheckConstraint("hours_per_week > 0 AND hours_per_week <= 60", name="hours_per_week"),
    )

    placement_id: Mapped[uuid.UUID] = mapped_column(index=True)
    kind: Mapped[str]
    """Value of `enums.PlacementKind`."""
    hours_per_week: Mapped[Decimal] = mapped_column(Numeric(4, 1))
    full_week_hours: Mapped[Decimal] = mapped_column(Numeric(4, 1))
    wage_month: Mapped[Decimal | None]
    """Gross wage per month for these hours, without vakantiebijslag; None for unpaid work."""
    wage_hour: Mapped[Decimal | None]
    """What was agreed per hour, when it was agreed so; the wage per month follows from it."""


class PlacementLoonwaarde(DatedVersion, Base):
    """A loonwaarde of this person in this function at this employer; only an established one leads to an amount.

    Each kind has a time line of its own: an indication never takes the place of a measurement.
    """

    __tablename__ = "placement_loonwaardes"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        region_fk("placement_id", "placements"),
        region_fk("report_id", "uploads"),
        CheckConstraint("percentage BETWEEN 0 AND 100", name="percentage"),
    )

    placement_id: Mapped[uuid.UUID] = mapped_column(index=True)
    kind: Mapped[str]
    """Value of `instruments.loonwaarde.LoonwaardeKind`."""
    basis: Mapped[str]
    """Value of `enums.LoonwaardeBasis`: counted from the main tasks, or taken over from a report."""
    percentage: Mapped[int]
    exact: Mapped[Decimal | None] = mapped_column(Numeric(7, 4))
    """Before rounding; None when a report gives the whole percent only."""
    measured_on: Mapped[date]
    """The day of the report: the loonwaarde was established then, and the term for the decision begins."""
    visited_on: Mapped[date | None]
    """The day on which the expert saw the work."""
    workplace: Mapped[str | None]
    """Where, when that is not the establishment of the placement."""
    expert: Mapped[str]
    remeasure_by: Mapped[date | None]
    """When to measure again: agreed, or by the municipality's own rule; None: nothing is planned."""
    measurement_id: Mapped[uuid.UUID]
    """The measurement that this row belongs to: what is left of a row after a correction keeps it, and its tasks."""
    report_id: Mapped[uuid.UUID | None]
    """The report as a file of the placement."""


class LoonwaardeTask(RegionOwned, Base):
    """A main task of a measurement, compared with somebody without limits; all in percent. Append-only."""

    __tablename__ = "placement_loonwaarde_tasks"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        UniqueConstraint("region_id", "measurement_id", "position"),
        region_fk("placement_id", "placements"),
        CheckConstraint(
            "share BETWEEN 0 AND 100 AND tempo BETWEEN 0 AND 100 AND quality BETWEEN 0 AND 100 "
            "AND net_time BETWEEN 0 AND 100",
            name="percentages",
        ),
    )

    placement_id: Mapped[uuid.UUID] = mapped_column(index=True)
    measurement_id: Mapped[uuid.UUID]
    position: Mapped[int]
    """From 1, in the order of the report."""
    name: Mapped[str]
    share: Mapped[Decimal] = mapped_column(Numeric(5, 2))
    """Part of the working week."""
    minutes_per_day: Mapped[Decimal | None] = mapped_column(Numeric(5, 1))
    tempo: Mapped[Decimal] = mapped_column(Numeric(5, 2))
    quality: Mapped[Decimal] = mapped_column(Numeric(5, 2))
    net_time: Mapped[Decimal] = mapped_column(Numeric(5, 2))


class PlacementInstrument(RegionOwned, Versioned, Base):
    """An instrument attached to a placement, with a state of its own. What was decided stands in its decisions."""

    __tablename__ = "placement_instruments"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        UniqueConstraint("region_id", "placement_id", "code"),
        region_fk("placement_id", "placements"),
    )

    placement_id: Mapped[uuid.UUID] = mapped_column(index=True)
    code: Mapped[str]
    """Code in `instruments.catalogue`."""
    state: Mapped[str]
    """Value of `enums.InstrumentState`."""
    state_since: Mapped[date | None]
    """The day on which it came into this state; None when that was never said."""
    state_reason: Mapped[str | None]
    """Why it was refused, suspended or ended."""
    apply_before: Mapped[date | None]
    asked_on: Mapped[date | None]
    """The day of the (last) application."""
    decide_by: Mapped[date | None]
    """The last day for the decision on that application; None: not asked, or nobody decides on it."""
    decided_on: Mapped[date | None]
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'::jsonb"))
    """What was answered when somebody attached it, by name of the fact, as `instruments.reading` writes it. It may tell
    of health, so it is shown to nobody but who may change the placement."""


class InstrumentStep(RegionOwned, Base):
    """One step of an attached instrument with who decides on it. Append-only."""

    __tablename__ = "instrument_steps"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        region_fk("placement_instrument_id", "placement_instruments"),
    )

    placement_instrument_id: Mapped[uuid.UUID] = mapped_column(index=True)
    from_state: Mapped[str | None]
    to_state: Mapped[str]
    """Value of `enums.InstrumentState`."""
    happened_on: Mapped[date]
    """The day itself, which may lie before the day on which somebody recorded it."""
    decide_by: Mapped[date | None]
    """On an application: the last day for the decision, as it was known then."""
    reason: Mapped[str | None]
    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    """None: it followed by itself, such as from the end of the placement."""


class InstrumentDecision(DatedVersion, Base):
    """What the rules gave for an instrument over a period: amount, steps, sources and the law versions used."""

    __tablename__ = "instrument_decisions"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        region_fk("placement_instrument_id", "placement_instruments"),
    )

    placement_instrument_id: Mapped[uuid.UUID] = mapped_column(index=True)
    verdict: Mapped[str]
    """eligible, not_eligible or unknown."""
    amount_month: Mapped[Decimal | None]
    provisional: Mapped[bool] = mapped_column(default=False)
    """True when a law value used is past its period or not confirmed (voorlopig)."""
    assessment: Mapped[dict[str, Any]]
    """Steps, sources, missing facts and parameter versions, as the instrument returned them."""
