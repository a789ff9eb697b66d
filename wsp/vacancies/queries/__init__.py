"""Reads of this room."""

from wsp.vacancies.queries.card import draft, locked, of_employer, vacancy
from wsp.vacancies.queries.lists import (
    Sort,
    VacancyFilter,
    VacancyRow,
    all_vacancies,
    list_vacancies,
    state_counts,
)

__all__ = [
    "Sort",
    "VacancyFilter",
    "VacancyRow",
    "all_vacancies",
    "draft",
    "list_vacancies",
    "locked",
    "of_employer",
    "state_counts",
    "vacancy",
]
