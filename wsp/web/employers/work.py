"""What higher rooms know of an employer, for its card: read through their own queries and rules of access."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from wsp.accounts.permissions import Permission
from wsp.vacancies import queries as vacancies
from wsp.vacancies.enums import CLOSED, VACANCY_STATES, VacancyState
from wsp.vacancies.models import Vacancy
from wsp.web.access import current_actor, current_session
from wsp.web.i18n import number

_KINDS: Final = {
    VacancyState.CONCEPT: "plain",
    VacancyState.REVIEW: "warn",
    VacancyState.OPEN: "ok",
    VacancyState.IN_PROGRESS: "info",
    VacancyState.FILLED: "plain",
    VacancyState.WITHDRAWN: "plain",
    VacancyState.EXPIRED: "plain",
}
LOOKS: Final = {state.value: (kind, VACANCY_STATES.labels[state]) for state, kind in _KINDS.items()}
"""State of a vacancy -> kind of chip, words."""


@dataclass(frozen=True)
class Vacancies:
    """The vacancies of one employer, newest first."""

    open: Sequence[Vacancy]
    closed: Sequence[Vacancy]


def vacancies_of(employer_id: uuid.UUID) -> Vacancies:
    """Return the vacancies that the visitor may read; none without the permission."""
    actor = current_actor()
    if not actor.may(Permission.VACANCY_READ):
        return Vacancies((), ())
    found = vacancies.of_employer(current_session(), actor, employer_id)
    over = {state.value for state in CLOSED}
    return Vacancies(
        open=[each for each in found if each.state not in over], closed=[each for each in found if each.state in over]
    )


def hours(vacancy: Vacancy) -> str:
    """Return the hours a week in words: 24 tot 28."""
    low, high = vacancy.hours_min, vacancy.hours_max
    if low is None or high is None or low == high:
        known = low if low is not None else high
        return "nog niet bekend" if known is None else number(known)
    return f"{number(low)} tot {number(high)}"
