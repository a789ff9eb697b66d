"""The lists that can be searched and kept."""

from enum import StrEnum
from typing import Final

from wsp.accounts.permissions import Permission


class ListKind(StrEnum):
    """Which list a saved search looks through; the value is also the address of the list."""

    VACANCIES = "vacatures"
    CANDIDATES = "kandidaten"


LABELS: Final = {ListKind.VACANCIES: "Vacatures", ListKind.CANDIDATES: "Kandidaten"}
ONE: Final = {ListKind.VACANCIES: "vacature", ListKind.CANDIDATES: "kandidaat"}
MANY: Final = {ListKind.VACANCIES: "vacatures", ListKind.CANDIDATES: "kandidaten"}
NEEDS: Final = {ListKind.VACANCIES: Permission.VACANCY_READ, ListKind.CANDIDATES: Permission.CANDIDATE_READ}
"""Who may no longer read a list gets no word of it either."""
