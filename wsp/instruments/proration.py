"""A part of a month: parts of a period always add up to the whole, to the cent.

By calendar days, or in thirtieths where the municipality has that rule (`betaling.dertigsten`): then every month counts
thirty days, the 31st adds nothing and the last day of February completes the month.
"""

from datetime import date, timedelta
from decimal import Decimal

from wsp.foundation.money import cents
from wsp.foundation.workdays import add_months, days_in_month
from wsp.law.lookup import LawBook
from wsp.law.steps import Working


def prorate(exact_per_month: Decimal, start: date, end: date, *, parts: int | None = None) -> Decimal:
    """Return what is payable from `start` up to and including `end`, in cents.

    `parts` is the number of parts of every month, None for its calendar days (`parts_of_month` tells which).
    Per calendar month it is the rounded amount up to `end` less the rounded amount before `start`, so paying
    a month in parts gives exactly what paying it at once does. A whole month gives the rounded month amount.

    Raises:
        ValueError: if `end` lies before `start`.

    """
    if end < start:
        message = "a period ends on or after its first day"
        raise ValueError(message)
    total = Decimal(0)
    day = start
    while day <= end:
        length = days_in_month(day.year, day.month)
        last = min(end, day.replace(day=length))
        whole = parts or length
        upto, before = (_counted(each, length, whole) for each in (last.day, day.day - 1))
        total += cents(exact_per_month * upto / whole) - cents(exact_per_month * before / whole)
        day = last + timedelta(days=1)
    return total


def months_in(start: date, end: date) -> tuple[tuple[date, date], ...]:
    """Split a period into its calendar months, the first and last perhaps in part."""
    parts = []
    first = start
    while first <= end:
        next_month = add_months(first.replace(day=1), 1)
        parts.append((first, min(end, next_month - timedelta(days=1))))
        first = next_month
    return tuple(parts)


def parts_of_month(lawbook: LawBook, day: date) -> int | None:
    """Return in how many parts the municipality divides a month on `day`; None: by calendar days, the usual way."""
    if Working(lawbook, day).local("betaling.dertigsten") != 1:
        return None
    return int(lawbook.on("programma.payment_parts", day).value)


def _counted(days: int, length: int, whole: int) -> int:
    """Return how many parts of the month have passed after `days` days of it."""
    return whole if days == length else min(days, whole)
