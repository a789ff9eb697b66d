"""What the address of the list of vacancies asks for: the same for the page, its spreadsheet and a saved search."""

import re
from collections.abc import Mapping
from typing import Final

from wsp.foundation.actor import Actor
from wsp.vacancies.enums import VACANCY_STATES, VacancyState
from wsp.vacancies.queries.lists import VacancyFilter

_EVERY_SEARCHING: Final = "zoekt"
"""Value of the state filter for everything for which candidates are looked for."""
CLOSING: Final = {"7": "binnen een week", "14": "binnen 2 weken", "30": "binnen een maand"}
ASKED: Final = ("q", "status", "gemeente", "van", "garantiebaan", "sluit")
"""Names of filters in the address, in the order in which they are told."""
_MUNICIPALITY: Final = re.compile(r"GM\d{4}", re.ASCII)


def asked(given: Mapping[str, str], actor: Actor) -> VacancyFilter:
    """What an address asks for; a value that cannot be is as if it was not there, so that old bookmarks work."""
    state, closing = given.get("status", ""), given.get("sluit", "")
    return VacancyFilter(
        text=given.get("q", "").strip() or None,
        state=VacancyState(state) if state in set(VacancyState) else None,
        searching=state == _EVERY_SEARCHING,
        municipality=code if _MUNICIPALITY.fullmatch(code := given.get("gemeente", "")) else None,
        owner_id=actor.user_id if given.get("van") == "mij" else None,
        garantiebaan=given.get("garantiebaan") == "1",
        closing_within_days=int(closing) if closing in CLOSING else None,
    )


def told(given: Mapping[str, str], municipalities: Mapping[str, str]) -> list[str]:
    """The same in Dutch words, one for each filter that does something; `municipalities` gives names by code."""
    found = []
    if text := given.get("q", "").strip():
        found.append(f"tekst “{text}”")
    state = given.get("status", "")
    if state == _EVERY_SEARCHING:
        found.append("zoekt kandidaten")
    elif state in set(VacancyState):
        found.append(f"status {VACANCY_STATES.labels[VacancyState(state)].lower()}")
    if _MUNICIPALITY.fullmatch(code := given.get("gemeente", "")):
        found.append(f"gemeente {municipalities.get(code, code)}")
    if given.get("van") == "mij":
        found.append("van mij")
    if given.get("garantiebaan") == "1":
        found.append("garantiebaan")
    if (closing := given.get("sluit", "")) in CLOSING:
        found.append(f"sluit {CLOSING[closing]}")
    return found
