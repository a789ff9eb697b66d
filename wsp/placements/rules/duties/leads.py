"""How long before its last day somebody starts on a duty: a choice of the municipality, with a usual one."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from wsp.law.lookup import LawBook
from wsp.placements.obligations.enums import DutyKind

PREFIX: Final = "verplichting.vooraf_"
"""Of the local rules in `law/local_rules.yaml`: days, one for each kind that has a choice."""
USUAL: Final[Mapping[DutyKind, timedelta]] = {
    DutyKind.APPLY: timedelta(days=7),
    # Planning a measurement, doing it and deciding on it: four weeks for the expert, four for the municipality.
    DutyKind.MEASURE: timedelta(weeks=8),
    DutyKind.DECIDE: timedelta(days=14),
    DutyKind.PROLONG: timedelta(days=30),
    DutyKind.EVALUATE: timedelta(days=30),
    DutyKind.HAND_IN: timedelta(days=14),
    DutyKind.REINDEX: timedelta(days=30),
    DutyKind.PAY: timedelta(days=7),
    DutyKind.AFTERCARE: timedelta(0),
    DutyKind.ARRANGE: timedelta(days=14),
    DutyKind.STOP: timedelta(0),
    DutyKind.EXPECT: timedelta(0),
}
"""Until a municipality chooses. No law: how much time the work takes."""
CHOSEN: Final = frozenset(kind for kind, lead in USUAL.items() if lead)
"""The kinds that a municipality may choose for."""


def lead(kind: DutyKind, book: LawBook, day: date) -> timedelta:
    """Return how long before its last day a duty of this kind starts, as chosen on `day`."""
    choice = book.choice(PREFIX + kind.value, day) if kind in CHOSEN else None
    if choice is None or not isinstance(choice.value, Decimal):
        return USUAL[kind]
    return timedelta(days=int(choice.value))
