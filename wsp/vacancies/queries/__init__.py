"""Reads of this room."""

from wsp.vacancies.queries.card import (
    draft,
    draft_locked,
    locked,
    of_employer,
    own_locked,
    own_vacancies,
    own_vacancy,
    sent_from,
    vacancy,
)
from wsp.vacancies.queries.lists import (
    Sort,
    VacancyFilter,
    VacancyRow,
    all_vacancies,
    list_vacancies,
    names,
    state_counts,
)

__all__ = [
    "Sort",
    "VacancyFilter",
    "VacancyRow",
    "all_vacancies",
    "draft",
    "draft_locked",
    "list_vacancies",
    "locked",
    "names",
    "of_employer",
    "own_locked",
    "own_vacancies",
    "own_vacancy",
    "sent_from",
    "state_counts",
    "vacancy",
]
