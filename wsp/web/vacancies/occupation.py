"""The title of a vacancy and the occupation that goes with it, asked in one go and without JavaScript.

Somebody types a title. An everyday name of one occupation is linked by itself. Else the form comes back with the
occupations that look like it; a title that fits none of them is kept as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from werkzeug.datastructures import MultiDict

from wsp.foundation.sortkey import sort_key
from wsp.reference import queries as reference
from wsp.vacancies.schemas import OWN_TITLE
from wsp.web.access import current_session

ASKED: Final = "gevraagd"
"""Carries the title for which occupations were shown already: nobody is asked twice."""
SEARCH: Final = "zoek-beroep"
_SHOWN: Final = 6
_EXACT: Final = 100.0


@dataclass(frozen=True)
class Occupations:
    """What may be chosen, and what to say about it. `ask`: the form must come back before it goes on."""

    options: Mapping[str, str]
    chosen: str
    asked: str
    ask: bool
    message: str | None


def occupations(
    typed: MultiDict[str, str] | None, *, stored_title: str = "", stored_code: str | None = None
) -> Occupations:
    """Look at the title that was typed (or is stored) and say which occupations to offer."""
    session = current_session()
    title = (typed.get("title", "") if typed is not None else stored_title).strip()
    asked = typed.get(ASKED, "") if typed is not None else stored_title
    chosen = typed.get("occupation_code", "") if typed is not None else (stored_code or "")
    hits = reference.find_occupations(session, title[:120], limit=_SHOWN)
    found = {hit.code: hit.name for hit in hits}
    if chosen and chosen != OWN_TITLE:
        found |= reference.occupation_names(session, [chosen])
    options = found | {OWN_TITLE: "Geen van deze: houd mijn eigen titel"}
    if chosen not in options or (title != asked and typed is not None):
        chosen = ""
    exact = next((hit.code for hit in hits if hit.score >= _EXACT and sort_key(hit.label) == sort_key(title)), None)
    wants_search = typed is not None and typed.get("doe") == SEARCH
    if wants_search or typed is None or chosen or not title:
        message = _message(title, found) if wants_search else None
        return Occupations(options, chosen or (exact or ""), title, wants_search, message)
    if exact is not None:
        return Occupations(options, exact, title, ask=False, message=None)
    if title == asked:
        return Occupations(options, OWN_TITLE, title, ask=False, message=None)
    return Occupations(options, "", title, ask=True, message=_message(title, found))


def _message(title: str, found: Mapping[str, str]) -> str:
    if not title:
        return "Vul eerst in welk werk het is."
    if not found:
        return "Dit beroep staat niet in de lijst. Klopt de titel? Dan kun je verder met je eigen titel."
    return "Kies hieronder het beroep dat past. Past er geen? Dan kun je verder met je eigen titel."
