"""Vacancies with requirements (hard, soft, adaptable) and tasks."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wsp.employers.models import Employer, Establishment
from wsp.foundation.db import Base, RegionOwned, Versioned, region_fk


class Vacancy(RegionOwned, Versioned, Base):
    """Work an employer has. None means not known yet; an empty list means asked, and none."""

    __tablename__ = "vacancies"
    __table_args__ = (
        UniqueConstraint("region_id", "id"),
        UniqueConstraint("region_id", "number"),
        UniqueConstraint("region_id", "request_key"),
        region_fk("employer_id", "employers"),
        region_fk("establishment_id", "establishments"),
        region_fk("contact_id", "contacts"),
        CheckConstraint("places >= 1", name="places"),
        CheckConstraint("hours_max >= hours_min", name="hours"),
        Index("ix_vacancies_region_id_state", "region_id", "state"),
    )

    number: Mapped[int]
    """Shown as V-512; unique within the region."""
    employer_id: Mapped[uuid.UUID] = mapped_column(index=True)
    establishment_id: Mapped[uuid.UUID | None]
    contact_id: Mapped[uuid.UUID | None]
    owner_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    state: Mapped[str]
    """Value of `enums.VacancyState`."""
    title: Mapped[str]
    occupation_code: Mapped[str | None]
    description: Mapped[str | None]
    places: Mapped[int] = mapped_column(default=1)
    garantiebaan: Mapped[bool] = mapped_column(default=False)
    """Only for people in the doelgroep banenafspraak."""

    hours_min: Mapped[Decimal | None] = mapped_column(Numeric(4, 1))
    hours_max: Mapped[Decimal | None] = mapped_column(Numeric(4, 1))
    full_week_hours: Mapped[Decimal | None] = mapped_column(Numeric(4, 1))
    """Normal full-time week of the sector (Pw 10d lid 4)."""
    shifts: Mapped[list[Any] | None]
    working_times: Mapped[str | None]
    """In words: maandag tot en met vrijdag, 7.00 tot 15.30 uur."""
    start_date: Mapped[date | None]
    closes_on: Mapped[date | None]
    wage_hour: Mapped[Decimal | None]
    contract_months: Mapped[int | None]

    education_min: Mapped[int | None]
    language_nl_min: Mapped[int | None]
    driving_licences: Mapped[list[Any] | None]
    diplomas: Mapped[list[Any] | None]
    skills_required: Mapped[list[Any] | None]
    skills_wished: Mapped[list[Any] | None]
    work_conditions: Mapped[list[Any] | None]
    guidance_on_site: Mapped[str | None]
    adaptable_hours: Mapped[bool] = mapped_column(default=False)
    adaptable_times: Mapped[bool] = mapped_column(default=False)
    adaptable_tasks: Mapped[bool] = mapped_column(default=False)
    adaptable_guidance: Mapped[bool] = mapped_column(default=False)
    closed_reason: Mapped[str | None]
    source: Mapped[str]
    request_key: Mapped[uuid.UUID | None]
    """The draft that the employer sent from the portal: sending it twice gives one vacancy."""
    review_note: Mapped[str | None]
    """What the account manager asks the employer before the vacancy can open."""

    tasks: Mapped[list["VacancyTask"]] = relationship(lazy="raise", order_by="VacancyTask.position", viewonly=True)
    employer: Mapped[Employer] = relationship(lazy="raise", viewonly=True)
    establishment: Mapped[Establishment | None] = relationship(lazy="raise", viewonly=True)


class VacancyTask(RegionOwned, Base):
    """One task of a vacancy: the unit of job carving."""

    __tablename__ = "vacancy_tasks"
    __table_args__ = (UniqueConstraint("region_id", "id"), region_fk("vacancy_id", "vacancies"))

    vacancy_id: Mapped[uuid.UUID] = mapped_column(index=True)
    position: Mapped[int]
    name: Mapped[str]
    hours_per_week: Mapped[Decimal | None] = mapped_column(Numeric(4, 1))


class VacancyDraft(RegionOwned, Base):
    """The intake that somebody is still typing: raw, checked only when it becomes a vacancy. One per person."""

    __tablename__ = "vacancy_drafts"
    __table_args__ = (UniqueConstraint("region_id", "id"), UniqueConstraint("region_id", "user_id"))

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"))
    step: Mapped[int]
    """The step to go on with, from 1."""
    data: Mapped[dict[str, Any]]
    """Field name -> the values as they were sent."""
    updated_at: Mapped[datetime]
