"""Candidates: what somebody can do and wants, loonwaarde, register check and agreements.

Sex, birth date and BSN stand in a table of their own behind their own permission; matching never sees them.
"""

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wsp.foundation.crypto import EncryptedText
from wsp.foundation.db import Base, RegionOwned, Versioned, region_fk
from wsp.foundation.versions import DatedVersion


class Candidate(RegionOwned, Versioned, Base):
    """A resident looking for work. None means not known; an empty list means asked, and none."""

    __tablename__ = "candidates"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        UniqueConstraint("region_id", "number"),
        CheckConstraint("education_level BETWEEN 0 AND 7", name="education_level"),
        CheckConstraint("language_nl BETWEEN 0 AND 4", name="language_nl"),
        CheckConstraint("motivation BETWEEN 1 AND 5", name="motivation"),
        CheckConstraint("hours_max >= hours_min", name="hours"),
        Index("ix_candidates_region_id_sort_key", "region_id", "sort_key"),
        Index("ix_candidates_region_id_stage", "region_id", "stage"),
        Index(
            "ix_candidates_seen", "region_id", "number",
            postgresql_include=[
                "id", "stage", "organisation_id", "job_coach_id", "restricted_since", "client_manager_id",
                "available_from", "profile_checked_on", "sort_key",
            ],
            postgresql_where=text("erased_month IS NULL AND merged_into_id IS NULL"),
        ),
        region_fk("merged_into_id", "candidates"),
        Index("ix_candidates_region_id_email", "region_id", "email"),
        Index("ix_candidates_region_id_phone", "region_id", "phone"),
        Index(
            "ix_candidates_merged_into_id", "region_id", "merged_into_id",
            postgresql_where=text("merged_into_id IS NOT NULL"),
        ),
        Index(
            "ix_candidates_withheld", "region_id", "id",
            postgresql_where=text("restricted_since IS NOT NULL OR erased_month IS NOT NULL"),
        ),
    )  # fmt: skip

    number: Mapped[int]
    """Shown as K-2041; unique within the region; all an employer ever sees before the name."""
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisations.id"))
    """The controller (verwerkingsverantwoordelijke): a municipality or UWV. The inner wall."""
    client_manager_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    job_coach_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    stage: Mapped[str]
    """Value of `enums.Stage`."""

    first_name: Mapped[str]
    name_prefix: Mapped[str | None]
    last_name: Mapped[str]
    sort_key: Mapped[str]
    email: Mapped[str | None]
    phone: Mapped[str | None]

    # What somebody can do and wants; codes are those of reference (levels, licences, shifts, work conditions).
    profile_text: Mapped[str | None]
    """What the person can do, in plain words."""
    skills: Mapped[list[Any] | None]
    education_level: Mapped[int | None]
    diplomas: Mapped[list[Any] | None]
    language_nl: Mapped[int | None]
    driving_licences: Mapped[list[Any] | None]
    transport: Mapped[list[Any] | None]
    max_travel_minutes: Mapped[int | None]
    hours_min: Mapped[Decimal | None] = mapped_column(Numeric(4, 1))
    hours_max: Mapped[Decimal | None] = mapped_column(Numeric(4, 1))
    shifts: Mapped[list[Any] | None]
    available_from: Mapped[date | None]
    cannot: Mapped[list[Any] | None]
    """Work conditions the person cannot do, in functional words; never a diagnosis."""
    guidance: Mapped[str | None]
    """geen, licht or intensief."""
    motivation: Mapped[int | None]
    development_wish: Mapped[str | None]
    waiting_since: Mapped[date | None]
    field_sources: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Field name -> {"source": ..., "on": ISO date, "by": user id}: who says so, and since when."""
    profile_checked_on: Mapped[date | None]
    """When "klopt dit nog?" was last answered."""
    last_spoken_on: Mapped[date | None]
    automatic_matching: Mapped[bool] = mapped_column(default=True)
    """False after an objection (AVG art. 21): not ranked, still found by hand."""
    restricted_since: Mapped[date | None]
    """Since when the data are only kept (AVG art. 18): out of all matching and lists."""
    closed_on: Mapped[date | None]
    """When the stage became afgesloten; the term of retention counts from here."""
    erased_month: Mapped[str | None]
    """2026-11: the person was erased; what is left of this row is a count without a person."""
    source: Mapped[str]
    merged_into_id: Mapped[uuid.UUID | None]
    """The dossier of the same person that took this one in (`duplicates`). Shown nowhere; its address leads on."""

    wishes: Mapped[list["Wish"]] = relationship(lazy="raise", order_by="Wish.position", viewonly=True)
    experiences: Mapped[list["Experience"]] = relationship(
        lazy="raise", order_by="Experience.ended_year.desc().nulls_first()", viewonly=True
    )


class CandidatePersonal(RegionOwned, Versioned, Base):
    """Birth date, sex and BSN: needed for law and statistics, never for matching. Own permission, read is logged."""

    __tablename__ = "candidate_personal"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        UniqueConstraint("region_id", "candidate_id"),
        UniqueConstraint("region_id", "bsn_lookup"),
        region_fk("candidate_id", "candidates"),
        Index("ix_candidate_personal_region_id_birth_date", "region_id", "birth_date"),
    )

    candidate_id: Mapped[uuid.UUID]
    birth_date: Mapped[date | None]
    sex: Mapped[str | None]
    bsn: Mapped[str | None] = mapped_column(EncryptedText(), deferred=True)
    bsn_lookup: Mapped[str | None] = mapped_column(deferred=True)


class Wish(RegionOwned, Base):
    """Work somebody would like; the first position weighs most."""

    __tablename__ = "candidate_wishes"
    __table_args__ = (UniqueConstraint("region_id", "id"), region_fk("candidate_id", "candidates"))

    candidate_id: Mapped[uuid.UUID] = mapped_column(index=True)
    position: Mapped[int]
    title: Mapped[str]
    occupation_code: Mapped[str | None]
    """Code or URI of `reference.Occupation`, once linked."""


class Experience(RegionOwned, Base):
    """Work somebody did."""

    __tablename__ = "candidate_experiences"
    __table_args__ = (UniqueConstraint("region_id", "id"), region_fk("candidate_id", "candidates"))

    candidate_id: Mapped[uuid.UUID] = mapped_column(index=True)
    title: Mapped[str]
    occupation_code: Mapped[str | None]
    years: Mapped[Decimal | None] = mapped_column(Numeric(4, 1))
    ended_year: Mapped[int | None]


class Residence(DatedVersion, Base):
    """Where somebody lives, over time: decides the responsible municipality and the travel distance."""

    __tablename__ = "candidate_residences"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        region_fk("candidate_id", "candidates"),
        Index("ix_candidate_residences_region_id_postcode", "region_id", "postcode"),
        Index(
            "ix_candidate_residences_now", "region_id", "municipality_code", "candidate_id",
            postgresql_include=["valid"], postgresql_where=text("superseded_at IS NULL"),
        ),
    )  # fmt: skip

    candidate_id: Mapped[uuid.UUID] = mapped_column(index=True)
    postcode: Mapped[str | None]
    place: Mapped[str | None]
    municipality_code: Mapped[str]


class LoonwaardeIndication(DatedVersion, Base):
    """A loonwaarde that is not measured in the present job: indicatie or praktijkroute, or measured in an earlier one.

    Shown and used in matching, never for an amount (design.md, how a write walks).
    """

    __tablename__ = "loonwaarde_indications"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        region_fk("candidate_id", "candidates"),
        CheckConstraint("percentage BETWEEN 0 AND 100", name="percentage"),
        Index(
            "ix_loonwaarde_indications_now", "region_id", "percentage", "candidate_id",
            postgresql_include=["valid"], postgresql_where=text("superseded_at IS NULL"),
        ),
    )  # fmt: skip

    candidate_id: Mapped[uuid.UUID] = mapped_column(index=True)
    kind: Mapped[str]
    """Value of `enums.LoonwaardeKind`."""
    percentage: Mapped[int]
    function_title: Mapped[str | None]
    measured_on: Mapped[date | None]
    expert: Mapped[str | None]


class RegisterCheck(DatedVersion, Base):
    """Answer of UWV to "is this person in the doelgroepregister": yes or no, never the ground (law.md 10)."""

    __tablename__ = "register_checks"
    __table_args__ = (UniqueConstraint("region_id", "id"), region_fk("candidate_id", "candidates"))

    candidate_id: Mapped[uuid.UUID] = mapped_column(index=True)
    in_register: Mapped[bool]
    checked_on: Mapped[date]


class SharingAgreement(DatedVersion, Base):
    """Agreement of the candidate to share, per purpose and per employer, with its evidence; withdrawn by a version."""

    __tablename__ = "sharing_agreements"
    __table_args__ = (
        Index(
            "ix_sharing_agreements_holding",
            "region_id",
            "purpose",
            "candidate_id",
            postgresql_include=["valid"],
            postgresql_where=text("superseded_at IS NULL AND given"),
        ),
        UniqueConstraint("region_id", "id"),
        region_fk("candidate_id", "candidates"),
        region_fk("employer_id", "employers"),
    )

    candidate_id: Mapped[uuid.UUID] = mapped_column(index=True)
    purpose: Mapped[str]
    """Value of `enums.SharingPurpose`."""
    employer_id: Mapped[uuid.UUID | None]
    given: Mapped[bool]
    evidence: Mapped[str]
    """How it was given or withdrawn: gesprek, formulier, e-mail."""
    given_on: Mapped[date]


class EmergencyAccess(RegionOwned, Base):
    """Break-glass (noodtoegang): somebody looks outside the inner wall, for a reason and for a short time (N3)."""

    __tablename__ = "emergency_accesses"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        region_fk("candidate_id", "candidates"),
        Index("ix_emergency_accesses_user", "region_id", "user_id", "expires_at"),
    )

    candidate_id: Mapped[uuid.UUID] = mapped_column(index=True)
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"))
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisations.id"))
    reason: Mapped[str]
    expires_at: Mapped[datetime]
    reviewed_at: Mapped[datetime | None]
    reviewed_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    verdict: Mapped[str | None]
    """terecht or onterecht, said by the privacy officer."""
    review_note: Mapped[str | None]


class ErasureTombstone(RegionOwned, Base):
    """What is left of an erased person: a keyed hash, so that an old file does not bring the dossier back (G5)."""

    __tablename__ = "erasure_tombstones"
    __table_args__ = (UniqueConstraint("region_id", "id"), UniqueConstraint("region_id", "kind", "hash"))

    kind: Mapped[str]
    """Value of `tombstones.Trait`."""
    hash: Mapped[str]
    erased_month: Mapped[date]
    """First day of the month: nothing here may share a moment with another row."""
