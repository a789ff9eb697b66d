"""Reads of this room."""

from wsp.vacancies.queries.asking import ASKED, CLOSING, asked, told
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
    found_ids,
    list_vacancies,
    names,
    state_counts,
)

__all__ = [
    "ASKED",
    "CLOSING",
    "Sort",
    "VacancyFilter",
    "VacancyRow",
    "all_vacancies",
    "asked",
    "draft",
    "draft_locked",
    "found_ids",
    "list_vacancies",
    "locked",
    "names",
    "of_employer",
    "own_locked",
    "own_vacancies",
    "own_vacancy",
    "sent_from",
    "state_counts",
    "told",
    "vacancy",
]
