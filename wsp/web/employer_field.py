"""An employer as somebody types it into a form: by number or by name, with suggestions."""

import uuid
from typing import Final

from wsp.employers import queries as employers
from wsp.employers.queries import EmployerFilter
from wsp.foundation.errors import InvalidInput
from wsp.web.access import current_actor, current_session

_MOST: Final = 8
_SHORTEST: Final = 2
"""One letter says nothing."""


def find_employer(text: str) -> uuid.UUID:
    """The employer that somebody typed, by number (W-12) or by name.

    Raises:
        InvalidInput: there is none, or more than one.

    """
    session, actor = current_session(), current_actor()
    number = text.split(maxsplit=1)[0].removesuffix(":") if text.upper().startswith("W-") else text
    rows = employers.list_employers(session, actor, EmployerFilter(text=number), size=_MOST).rows
    exact = [row for row in rows if row.name.casefold() == text.casefold() or f"W-{row.number}" == number.upper()]
    chosen = exact or list(rows)
    if len(chosen) == 1:
        return chosen[0].id
    if not chosen:
        raise InvalidInput("Deze werkgever staat niet in de lijst. Controleer de naam of vul het nummer in.")
    names = ", ".join(f"W-{row.number} {row.name}" for row in chosen[:3])
    raise InvalidInput(f"Er zijn meer werkgevers die hierop lijken: {names}. Vul het nummer in.")


def suggest_employers(text: str) -> list[str]:
    """Employers to choose from while somebody types: "W-12 Naam"."""
    if len(text.strip()) < _SHORTEST:
        return []
    page = employers.list_employers(current_session(), current_actor(), EmployerFilter(text=text), size=_MOST)
    return [f"W-{row.number} {row.name}" for row in page.rows]


def typed_employer(number: int, name: str) -> str:
    """The employer as it would be typed."""
    return f"W-{number} {name}"
