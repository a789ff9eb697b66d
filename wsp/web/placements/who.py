"""Who is placed where: from an introduction, from a vacancy, or typed."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from flask import request

from wsp.accounts import queries as accounts
from wsp.accounts.permissions import Role
from wsp.candidates import queries as candidates
from wsp.candidates.masking import MaskedCandidate
from wsp.candidates.queries import CandidateFilter, Seen
from wsp.employers import queries as employers
from wsp.employers.models import Employer
from wsp.foundation import clock, fields
from wsp.foundation.errors import InvalidInput
from wsp.foundation.fields import CommandSchema
from wsp.foundation.workdays import add_months
from wsp.placements import queries
from wsp.placements.enums import PlacementKind
from wsp.placements.rules import FULL_WEEK
from wsp.vacancies import queries as vacancies
from wsp.vacancies.models import Vacancy
from wsp.web.access import current_actor, current_session
from wsp.web.employer_field import find_employer
from wsp.web.ids import id_of

_WEEKS_IN_MONTH: Final = Decimal(52) / 12
_CENT: Final = Decimal("0.01")


@dataclass(frozen=True)
class Typed:
    """The candidate and the employer as somebody typed them."""

    candidate: str
    employer: str | None = None


class TypedSchema(CommandSchema[Typed]):
    """Asked when the page was opened without an introduction."""

    command = Typed

    candidate = fields.Text(
        label="Nummer van de kandidaat", hint="Bijvoorbeeld K-2041.", required=True, max_length=12, width="short"
    )
    employer = fields.Text(
        label="Werkgever",
        hint="Typ een deel van de naam, of het nummer.",
        required=True,
        max_length=200,
        metadata={"suggest": "/vacatures/werkgevers"},
    )


@dataclass(frozen=True)
class Pair:
    """Who goes to work where, and what led to it."""

    seen: Seen
    employer: Employer
    vacancy: Vacancy | None = None
    introduction_id: uuid.UUID | None = None

    @property
    def person(self) -> MaskedCandidate:
        """The candidate as the visitor may know them."""
        return self.seen.shown

    @property
    def fixed(self) -> dict[str, Any]:
        """What the command takes of it."""
        return {
            "candidate_id": self.person.id,
            "employer_id": self.employer.id,
            "vacancy_id": self.vacancy.id if self.vacancy else None,
            "introduction_id": self.introduction_id,
        }


def asked() -> Pair | None:
    """The pair that the address names; None when something has still to be chosen.

    Raises:
        IntroductionNotFound, VacancyNotFound, EmployerNotFound, CandidateNotFound: not the visitor's to see.

    """
    session, actor = current_session(), current_actor()
    introduction_id = id_of(request.args.get("voordracht", ""))
    if introduction_id is not None:
        row = queries.introduction(session, actor, introduction_id)
        return Pair(_person(row.candidate_id), row.vacancy.employer, row.vacancy, introduction_id)
    candidate_id, vacancy_id, employer_id = (
        id_of(request.args.get("kandidaat", "")),
        id_of(request.args.get("vacature", "")),
        id_of(request.args.get("werkgever", "")),
    )
    if candidate_id is None or (vacancy_id is None and employer_id is None):
        return None
    if vacancy_id is not None:
        vacancy = vacancies.vacancy(session, actor, vacancy_id)
        return Pair(_person(candidate_id), vacancy.employer, vacancy)
    assert employer_id is not None  # noqa: S101 (for mypy: one of the two is there)
    return Pair(_person(candidate_id), employers.employer(session, actor, employer_id))


def asked_vacancy() -> Vacancy | None:
    """The vacancy that the address names without a candidate."""
    vacancy_id = id_of(request.args.get("vacature", ""))
    return vacancies.vacancy(current_session(), current_actor(), vacancy_id) if vacancy_id else None


def found(typed: Typed, vacancy: Vacancy | None) -> dict[str, uuid.UUID]:
    """The address of the pair that somebody typed.

    Raises:
        InvalidInput: at the field where nobody, or more than one, was found.

    """
    rows = candidates.list_candidates(current_session(), current_actor(), CandidateFilter(text=typed.candidate)).rows
    same = [row for row in rows if row.shown.number.removeprefix("K-") == typed.candidate.upper().removeprefix("K-")]
    if not same:
        text = "Er is geen kandidaat met dit nummer die met jou is gedeeld. Controleer het nummer."
        raise InvalidInput(text, fields={"candidate": [text]})
    person = same[0].shown.id
    if vacancy is not None:
        return {"kandidaat": person, "vacature": vacancy.id}
    try:
        return {"kandidaat": person, "werkgever": find_employer(typed.employer or "")}
    except InvalidInput as error:
        raise InvalidInput(error.message, fields={"employer": [error.message]}) from error


def start_values(pair: Pair) -> dict[str, Any]:
    """What is known already, so that nobody types it again (A11)."""
    vacancy = pair.vacancy
    starts_on = clock.today()
    values: dict[str, Any] = {
        "kind": PlacementKind.EMPLOYMENT,
        "starts_on": starts_on,
        "full_week_hours": FULL_WEEK,
        "job_coach_id": pair.seen.row.job_coach_id,
    }
    if vacancy is None:
        return values
    starts_on = max(vacancy.start_date or starts_on, starts_on)
    hours = vacancy.hours_max or vacancy.hours_min
    return values | {
        "function_title": vacancy.title,
        "establishment_id": vacancy.establishment_id,
        "starts_on": starts_on,
        "ends_on": _last_day(starts_on, vacancy.contract_months),
        "hours_per_week": hours,
        "full_week_hours": vacancy.full_week_hours or FULL_WEEK,
        "wage_month": (vacancy.wage_hour * hours * _WEEKS_IN_MONTH).quantize(_CENT)
        if vacancy.wage_hour is not None and hours is not None
        else None,
    }


def choices(pair: Pair) -> dict[str, dict[str, str]]:
    """The lists of the form that depend on the employer and the region."""
    session, actor = current_session(), current_actor()
    sites = employers.establishments(session, actor, pair.employer.id, open_on=clock.today())
    coaches = accounts.staff(session, actor.region_id, Role.JOB_COACH)
    return {
        "establishment_id": {str(site.id): f"{site.name}, {site.place}" for site in sites},
        "job_coach_id": {str(each.user_id): each.name for each in coaches},
    }


def _last_day(starts_on: date, months: int | None) -> date | None:
    return None if months is None else add_months(starts_on, months) - timedelta(days=1)


def _person(candidate_id: uuid.UUID) -> Seen:
    return candidates.seen(current_session(), current_actor(), candidate_id, purpose="dossier", details=())
