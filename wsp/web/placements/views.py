"""Collects the pages of placements: importing a module puts its pages on the blueprint."""

from wsp.web.placements import (
    card,
    changes,
    deciding,
    going_on,
    letters,
    listing,
    loonwaarde,
    obligations,
    placing,
    planning,
)
from wsp.web.placements.blueprint import blueprint

__all__ = [
    "blueprint",
    "card",
    "changes",
    "deciding",
    "going_on",
    "letters",
    "listing",
    "loonwaarde",
    "obligations",
    "placing",
    "planning",
]
