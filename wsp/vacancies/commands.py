"""What the verbs of vacancies take."""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wsp.vacancies.enums import VacancySource, VacancyState


@dataclass(frozen=True)
class TaskEntry:
    """One task with its hours a week, if known."""

    name: str
    hours_per_week: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class VacancyContent:
    """What a vacancy says. None means not known yet; an empty tuple means asked, and none.

    Hours are hours a week, the wage is euros gross an hour, the contract is months (None: no end, or not known).
    """

    title: str
    occupation_code: str | None = None
    description: str | None = None
    tasks: tuple[TaskEntry, ...] = ()
    establishment_id: uuid.UUID | None = None
    contact_id: uuid.UUID | None = None
    places: int = 1
    garantiebaan: bool = False
    hours_min: Decimal | None = None
    hours_max: Decimal | None = None
    full_week_hours: Decimal | None = None
    shifts: tuple[str, ...] | None = None
    working_times: str | None = None
    start_date: date | None = None
    closes_on: date | None = None
    wage_hour: Decimal | None = None
    contract_months: int | None = None
    education_min: int | None = None
    language_nl_min: int | None = None
    driving_licences: tuple[str, ...] | None = None
    diplomas: tuple[str, ...] | None = None
    skills_required: tuple[str, ...] | None = None
    skills_wished: tuple[str, ...] | None = None
    work_conditions: tuple[str, ...] | None = None
    guidance_on_site: str | None = None
    adaptable_hours: bool = False
    adaptable_times: bool = False
    adaptable_tasks: bool = False
    adaptable_guidance: bool = False


@dataclass(frozen=True, kw_only=True)
class AddVacancy(VacancyContent):
    """A new vacancy of an employer, in the state it starts with."""

    employer_id: uuid.UUID
    state: VacancyState = VacancyState.OPEN
    owner_id: uuid.UUID | None = None
    """None: the fixed contact person of the employer, else who records it."""
    source: VacancySource = VacancySource.STAFF


@dataclass(frozen=True, kw_only=True)
class EditVacancy(VacancyContent):
    """New content of a vacancy; `version` is the one the form was made from."""

    vacancy_id: uuid.UUID
    version: int


@dataclass(frozen=True)
class MoveVacancy:
    """A step to another state. `reason` is needed to withdraw; `closes_on` gives a new closing day on opening."""

    vacancy_id: uuid.UUID
    state: VacancyState
    reason: str | None = None
    closes_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class PostVacancy(VacancyContent):
    """An employer sends a vacancy from the portal, new or after a question.

    `request_key` names the draft it was typed in: sending that draft again gives the same vacancy. `vacancy_id` is
    the vacancy that the employer changed, if any.
    """

    employer_id: uuid.UUID
    request_key: uuid.UUID
    vacancy_id: uuid.UUID | None = None


@dataclass(frozen=True)
class SendBack:
    """The account manager asks the employer something before the vacancy can open."""

    vacancy_id: uuid.UUID
    question: str


@dataclass(frozen=True)
class WithdrawPosted:
    """The employer stops an own vacancy, with the reason."""

    vacancy_id: uuid.UUID
    reason: str


@dataclass(frozen=True)
class SaveDraft:
    """What somebody typed in the intake so far, unchecked: field name to the values as they were sent."""

    step: int
    data: dict[str, list[str]]
