"""What higher rooms know of an employer, for its card: read through their own queries and rules of access."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from wsp.accounts.permissions import Permission
from wsp.placements import queries as placements
from wsp.placements.enums import PLACEMENT_STATES, TAKES_PLACE, PlacementState
from wsp.placements.queries import IntroductionRow, PlacementRow
from wsp.vacancies import queries as vacancies
from wsp.vacancies import words
from wsp.vacancies.enums import CLOSED, VACANCY_STATES, VacancyState
from wsp.vacancies.models import Vacancy
from wsp.web.access import current_actor, current_session

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

_PLACEMENT_KINDS: Final = {
    PlacementState.PLANNED: "warn",
    PlacementState.TRIAL: "info",
    PlacementState.RUNNING: "ok",
    PlacementState.ENDED: "plain",
    PlacementState.DURABLE: "ok",
}
PLACEMENT_LOOKS: Final = {state: (kind, PLACEMENT_STATES.labels[state]) for state, kind in _PLACEMENT_KINDS.items()}
"""State of a placement -> kind of chip, words."""

SHOWN: Final = 25
"""Placements and introductions of the newest date that the card reads; their own lists hold the rest."""


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


@dataclass(frozen=True)
class Placements:
    """The newest placements at one employer: who works or is going to work there, and who worked there."""

    running: Sequence[PlacementRow]
    ended: Sequence[PlacementRow]
    total: int


def work_at(employer_id: uuid.UUID) -> tuple[Placements, Sequence[IntroductionRow]]:
    """Return the placements and introductions that the visitor may read; the people shown go to the read log."""
    found = placements.at_employer(current_session(), current_actor(), employer_id, size=SHOWN)
    split = Placements(
        running=[row for row in found.placements if row.state in TAKES_PLACE],
        ended=[row for row in found.placements if row.state not in TAKES_PLACE],
        total=found.total,
    )
    return split, found.introductions


def hours(vacancy: Vacancy) -> str:
    """Return the hours a week in words: 24 tot 28."""
    low, high = vacancy.hours_min, vacancy.hours_max
    return "nog niet bekend" if low is None and high is None else words.hours(low, high)
