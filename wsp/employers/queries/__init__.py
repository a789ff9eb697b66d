"""Reads of this room."""

from wsp.employers.queries.cards import LATEST, RECENT, EmployerCard, Moment, card, moments
from wsp.employers.queries.lists import (
    EmployerFilter,
    EmployerRow,
    Sort,
    all_employers,
    employer_row,
    list_employers,
    municipality_codes,
    names,
    status_counts,
)
from wsp.employers.queries.parts import (
    Parts,
    contact,
    contacts,
    contacts_of,
    employer,
    establishment,
    establishments,
    owners,
    parts_of,
)
from wsp.employers.queries.portal import employers_of, messages, organisation_of, own_employer, own_employers

__all__ = [
    "LATEST",
    "RECENT",
    "EmployerCard",
    "EmployerFilter",
    "EmployerRow",
    "Moment",
    "Parts",
    "Sort",
    "all_employers",
    "card",
    "contact",
    "contacts",
    "contacts_of",
    "employer",
    "employer_row",
    "employers_of",
    "establishment",
    "establishments",
    "list_employers",
    "messages",
    "moments",
    "municipality_codes",
    "names",
    "organisation_of",
    "own_employer",
    "own_employers",
    "owners",
    "parts_of",
    "status_counts",
]
