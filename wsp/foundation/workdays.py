"""Working days, public holidays and the end of a term.

Two calendars that are easily mixed up:

* A *working day* is what an office means by it: Monday to Friday, except a public holiday. Goede Vrijdag is
  a working day, and 5 May is one except in the years divisible by five, when most of the country is free.
* The *Algemene termijnenwet* decides when a term set by law ends. There Goede Vrijdag and every 5 May count
  as holidays (art. 3), and the government may name further days (art. 3 lid 3), given as `also_closed`.
"""

from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Final

import holidays

_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
_FRIDAY_TO_EASTER_MONDAY: Final = timedelta(days=3)
_MONTHS: Final = 12


@lru_cache(maxsize=64)
def public_holidays(year: int) -> MappingProxyType[date, str]:
    """Return the days of `year` on which offices are closed, with their Dutch names.

    Goede Vrijdag is not among them; 5 May only in years divisible by five.
    """
    days = holidays.country_holidays("NL", years=year, language="nl")
    good_friday = _good_friday(year)
    return MappingProxyType({day: name for day, name in sorted(days.items()) if day != good_friday})


@lru_cache(maxsize=64)
def _good_friday(year: int) -> date:
    days = holidays.country_holidays("NL", years=year, language="en_US")
    easter_monday = min(day for day, name in days.items() if name == "Easter Monday")
    return easter_monday - _FRIDAY_TO_EASTER_MONDAY


def is_public_holiday(day: date) -> bool:
    """Tell whether offices are closed on `day` because of a holiday."""
    return day in public_holidays(day.year)


def is_working_day(day: date) -> bool:
    """Tell whether `day` is Monday to Friday and no public holiday."""
    return day.weekday() < _SATURDAY and not is_public_holiday(day)


def add_working_days(day: date, count: int) -> date:
    """Return the working day that lies `count` working days after `day` (before it, if negative).

    With 0 the day itself comes back, working day or not.
    """
    step = _DAY if count > 0 else -_DAY
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def subtract_working_days(day: date, count: int) -> date:
    """Return the working day that lies `count` working days before `day`."""
    return add_working_days(day, -count)


def working_days_between(start: date, end: date) -> int:
    """Count the working days after `start` up to and including `end`; negative if `end` lies before it."""
    if end < start:
        return -working_days_between(end, start)
    return sum(is_working_day(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def is_closed_for_terms(day: date, also_closed: Collection[date] = ()) -> bool:
    """Tell whether a term of law may not end on `day` (Algemene termijnenwet arts. 1 and 3).

    True for Saturdays, Sundays, the public holidays, Goede Vrijdag, 5 May and the days in `also_closed`.
    """
    liberation_day = date(day.year, 5, 5)
    return (
        day.weekday() >= _SATURDAY
        or is_public_holiday(day)
        or day in (_good_friday(day.year), liberation_day)
        or day in also_closed
    )


def end_of_term(last_day: date, also_closed: Collection[date] = ()) -> date:
    """Move the last day of a term set by law to the first day on which it may end.

    Source: Algemene termijnenwet art. 1 lid 1. Do not use it for a term of more than 90 days, twelve weeks or
    three months (art. 4): such a term ends on its own day.
    """
    while is_closed_for_terms(last_day, also_closed):
        last_day += _DAY
    return last_day


def add_months(day: date, months: int) -> date:
    """Return the same day `months` calendar months later (earlier, if negative).

    A day that the month does not have becomes its last day: 31 August plus six months is 28 or 29 February.
    """
    index = day.year * _MONTHS + day.month - 1 + months
    year, month = divmod(index, _MONTHS)
    return date(year, month + 1, min(day.day, days_in_month(year, month + 1)))


def days_in_month(year: int, month: int) -> int:
    """Return the number of days of a month."""
    first = date(year, month, 1)
    following = date(year + month // _MONTHS, month % _MONTHS + 1, 1)
    return (following - first).days
