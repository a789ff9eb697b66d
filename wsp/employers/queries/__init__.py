"""Reads of this room."""

from wsp.employers.queries.cards import LATEST, RECENT, EmployerCard, Moment, card, moments
from wsp.employers.queries.lists import (
    EmployerFilter,
    EmployerRow,
    Sort,
    all_employers,
    list_employers,
    municipality_codes,
    names,
    status_counts,
)
from wsp.employers.queries.parts import contact, contacts, employer, establishment, establishments
from wsp.employers.queries.portal import employers_of, messages, organisation_of, own_employer, own_employers

__all__ = [
    "LATEST",
    "RECENT",
    "EmployerCard",
    "EmployerFilter",
    "EmployerRow",
    "Moment",
    "Sort",
    "all_employers",
    "card",
    "contact",
    "contacts",
    "employer",
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
    "status_counts",
]
