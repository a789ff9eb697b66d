"""A part of a month, by calendar days: parts of a period always add up to the whole, to the cent."""

from datetime import date, timedelta
from decimal import Decimal

from wsp.foundation.money import cents
from wsp.foundation.workdays import add_months, days_in_month


def prorate(exact_per_month: Decimal, start: date, end: date) -> Decimal:
    """Return what is payable from `start` up to and including `end`, in cents.

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
        total += _up_to(exact_per_month, last.day, length) - _up_to(exact_per_month, day.day - 1, length)
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


def _up_to(exact_per_month: Decimal, days: int, length: int) -> Decimal:
    return cents(exact_per_month * days / length)
