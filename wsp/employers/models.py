"""Employers with establishments, contacts and contact moments.

The national identity (KVK) is a row outside the region wall; the relation with it, and everything a region writes
down about it, is per region.
"""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wsp.employers.rules import match_key
from wsp.foundation.db import Base, Keyed, RegionOwned, Versioned, region_fk
from wsp.foundation.versions import DatedVersion


def _match_key(context: Any) -> str:
    return match_key(context.get_current_parameters()["name"])


class Business(Keyed, Base):
    """National identity of a business: what the trade register says. Public data; no region wall."""

    __tablename__ = "businesses"

    kvk_number: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    rsin: Mapped[str | None]


class Employer(RegionOwned, Versioned, Base):
    """The relation of a region with an employer."""

    __tablename__ = "employers"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        UniqueConstraint("region_id", "business_id"),
        UniqueConstraint("region_id", "number"),
        region_fk("merged_into_id", "employers"),
        Index("ix_employers_region_id_sort_key", "region_id", "sort_key"),
        Index("ix_employers_region_id_match_key", "region_id", "match_key"),
        Index("ix_employers_region_id_phone", "region_id", "phone"),
        Index(
            "ix_employers_merged_into_id", "region_id", "merged_into_id",
            postgresql_where=text("merged_into_id IS NOT NULL"),
        ),
    )  # fmt: skip

    number: Mapped[int]
    """Shown as W-1234; unique within the region."""
    business_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("businesses.id"))
    """None: no KVK number known yet (an import's placeholder, a starting firm)."""
    name: Mapped[str]
    sort_key: Mapped[str]
    match_key: Mapped[str] = mapped_column(default=_match_key)
    """`rules.match_key` of the name: finds the same employer written in another way."""
    status: Mapped[str]
    """Value of `enums.EmployerStatus`."""
    owner_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    """The fixed contact person of the employer: one account manager."""
    size_class: Mapped[str | None]
    website: Mapped[str | None]
    phone: Mapped[str | None]
    note: Mapped[str | None]
    source: Mapped[str]
    """Where the row came from: portaal, import, medewerker."""
    merged_into_id: Mapped[uuid.UUID | None]
    """The employer that this row turned out to be (`duplicates`). Such a row is shown nowhere; its address leads on."""

    business: Mapped[Business | None] = relationship(lazy="raise")
    establishments: Mapped[list["Establishment"]] = relationship(
        lazy="raise", order_by="Establishment.name", viewonly=True
    )
    contacts: Mapped[list["Contact"]] = relationship(lazy="raise", order_by="Contact.sort_key", viewonly=True)


class EmployerSector(DatedVersion, Base):
    """Sector of an employer over time: decides whether a baan counts for market or government (banenafspraak)."""

    __tablename__ = "employer_sectors"
    __table_args__ = (UniqueConstraint("region_id", "id"), region_fk("employer_id", "employers"))

    employer_id: Mapped[uuid.UUID] = mapped_column(index=True)
    sector: Mapped[str]
    """markt or overheid."""
    sbi_code: Mapped[str | None]
    """SBI, 2 to 5 digits as text: leading zeros count."""


class Establishment(RegionOwned, Versioned, Base):
    """A place where an employer works (vestiging)."""

    __tablename__ = "establishments"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        region_fk("employer_id", "employers"),
        Index("ix_establishments_region_id_municipality", "region_id", "municipality_code"),
    )

    employer_id: Mapped[uuid.UUID] = mapped_column(index=True)
    name: Mapped[str]
    establishment_number: Mapped[str | None]
    """Vestigingsnummer, 12 digits."""
    street: Mapped[str | None]
    house_number: Mapped[str | None]
    postcode: Mapped[str | None]
    place: Mapped[str]
    municipality_code: Mapped[str | None]
    public_transport: Mapped[bool | None]
    """Can be reached by public transport at working hours; None: not asked yet."""
    closed_on: Mapped[date | None]


class Contact(RegionOwned, Versioned, Base):
    """A contact person at an employer."""

    __tablename__ = "contacts"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        region_fk("employer_id", "employers"),
        region_fk("establishment_id", "establishments"),
    )

    employer_id: Mapped[uuid.UUID] = mapped_column(index=True)
    establishment_id: Mapped[uuid.UUID | None]
    name: Mapped[str]
    sort_key: Mapped[str]
    role: Mapped[str | None]
    """Function at the employer: bedrijfsleider, HR-adviseur."""
    email: Mapped[str | None]
    phone: Mapped[str | None]
    first_choice: Mapped[bool] = mapped_column(default=False)
    left_on: Mapped[date | None]


class ContactMoment(RegionOwned, Base):
    """A talk, call, mail or visit: what was said and what comes next. Append-only; a note corrects a mistake."""

    __tablename__ = "contact_moments"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        region_fk("employer_id", "employers"),
        region_fk("contact_id", "contacts"),
        CheckConstraint("next_action IS NULL OR next_action_on IS NOT NULL", name="next_action_dated"),
        Index("ix_contact_moments_region_id_employer_id_occurred_at", "region_id", "employer_id", "occurred_at"),
    )

    employer_id: Mapped[uuid.UUID]
    contact_id: Mapped[uuid.UUID | None]
    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisations.id"))
    """On whose behalf: a partner organisation's call is shown too."""
    occurred_at: Mapped[datetime]
    kind: Mapped[str]
    """Value of `enums.ContactKind`."""
    subject: Mapped[str]
    report: Mapped[str]
    carving_possible: Mapped[bool] = mapped_column(default=False)
    next_action: Mapped[str | None]
    next_action_on: Mapped[date | None]


class PortalLink(RegionOwned, Base):
    """Which organisation of the portal speaks for an employer: its people see this employer's records, and no other's.

    One organisation may speak for several employers of a region (a group of firms); an employer has one at a time.
    """

    __tablename__ = "employer_portal_links"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        region_fk("employer_id", "employers"),
        Index(
            "uq_employer_portal_links_running", "region_id", "employer_id", unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_employer_portal_links_organisation_id", "region_id", "organisation_id"),
    )  # fmt: skip

    employer_id: Mapped[uuid.UUID]
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisations.id"))
    made_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    ended_at: Mapped[datetime | None]


class EmployerMessage(RegionOwned, Base):
    """Something an employer asked or wrote in the portal, or the WSP wrote to it. Append-only, but for the answer."""

    __tablename__ = "employer_messages"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        region_fk("employer_id", "employers"),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answer_dated"),
        Index("ix_employer_messages_region_id_employer_id_created_at", "region_id", "employer_id", "created_at"),
        Index("ix_employer_messages_subject", "region_id", "subject_kind", "subject_id"),
    )

    employer_id: Mapped[uuid.UUID]
    subject_kind: Mapped[str]
    """werkgever, vacature, voordracht or plaatsing."""
    subject_id: Mapped[uuid.UUID]
    from_employer: Mapped[bool]
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    body: Mapped[str]
    answer: Mapped[str | None]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
