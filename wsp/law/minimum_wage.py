"""The statutory minimum wage for an age on a date: per month, week, day and hour.

Since 2024 there are two minimum wages (WML art. 8 lid 1): what an employer must pay is the amount per *hour*;
what other acts mean by "wettelijk minimumloon" is the *referentiemaandloon*, which is not 156 times the hour.
Before 2024 there were a month, a week and a day amount for a full-time week.
"""

from datetime import date
from decimal import Decimal

from wsp.foundation.clock import day_in_words
from wsp.foundation.money import CENT, euro, percent, round_to
from wsp.law.errors import NotSupportedError
from wsp.law.steps import Working

_WHOLE = Decimal(100)


def age_on(born_on: date, day: date) -> int:
    """Return the age in whole years on `day`.

    A step by age takes effect on the birthday; see `birthday_in` for 29 February.
    """
    return day.year - born_on.year - (day < birthday_in(born_on, day.year))


def birthday_in(born_on: date, year: int) -> date:
    """Return the day in `year` on which somebody becomes a year older.

    Somebody born on 29 February does so on 1 March in other years: the year of life is complete only when
    28 February is over.
    """
    try:
        return born_on.replace(year=year)
    except ValueError:
        return date(year, born_on.month + 1, 1)


def youth_share(working: Working, age: int, day: date, *, bbl: bool = False) -> Decimal:
    """Return which percentage of the adult amount holds for `age` on `day` (WML art. 7 lid 3).

    Raises:
        NotSupportedError: there is no minimum wage below the youngest age.

    """
    if age >= working.take("wml.adult_age", day):
        return _WHOLE
    youngest = working.take("wml.youngest_age", day)
    if age < youngest:
        raise NotSupportedError(f"Onder {youngest} jaar bestaat geen minimumloon. Controleer de leeftijd.")
    if bbl and working.lawbook.holds(f"wml.bbl_percentage.{age}", day):
        return working.take(f"wml.bbl_percentage.{age}", day)
    return working.take(f"wml.youth_percentage.{age}", day)


def monthly(working: Working, age: int, day: date | None = None, *, bbl: bool = False) -> Decimal:
    """Return the minimum wage per month that other acts count with (Participatiewet art. 2 onder c).

    Until 2023 the month amount, since 2024 the referentiemaandloon; for youth a percentage of it, rounded as
    the published tables are. Adds a step that names amount, date and article.
    """
    day = day or working.on
    has_reference = working.lawbook.holds("wml.referentiemaandloon", day)
    code, name, article = (
        ("wml.referentiemaandloon", "referentiemaandloon", "WML art. 8 lid 1 onder b")
        if has_reference
        else ("wml.month", "minimumloon per maand", "WML art. 8")
    )
    adult = working.take(code, day)
    working.say(f"Het {name} op {day_in_words(day)} is {euro(adult)}.", article, adult)
    return _for_age(working, adult, age, day, bbl=bbl, rounding="wml.rounding_youth_month")


def hourly(working: Working, age: int, day: date | None = None, *, bbl: bool = False) -> Decimal:
    """Return the minimum wage per hour: what the employer must pay (WML art. 8 lid 1 onder a; since 2024)."""
    day = day or working.on
    adult = working.take("wml.hour", day)
    working.say(f"Het minimumloon op {day_in_words(day)} is {euro(adult)} per uur.", "WML art. 8 lid 1 onder a", adult)
    return _for_age(working, adult, age, day, bbl=bbl, rounding="wml.rounding_youth_hour")


def weekly(working: Working, age: int, day: date | None = None, *, bbl: bool = False) -> Decimal:
    """Return the minimum wage per week of a full-time week (until 2023)."""
    day = day or working.on
    adult = working.take("wml.week", day)
    working.say(f"Het minimumloon per week op {day_in_words(day)} is {euro(adult)}.", "WML art. 8", adult)
    return _for_age(working, adult, age, day, bbl=bbl, rounding="wml.rounding_youth_week")


def daily(working: Working, age: int, day: date | None = None, *, bbl: bool = False) -> Decimal:
    """Return the minimum wage per day (until 2023): the week divided by its working days."""
    day = day or working.on
    if age >= working.take("wml.adult_age", day):
        adult = working.take("wml.day", day)
        working.say(f"Het minimumloon per dag op {day_in_words(day)} is {euro(adult)}.", "WML art. 8", adult)
        return adult
    days = working.take("wml.working_days_in_week", day)
    amount = round_to(weekly(working, age, day, bbl=bbl) / days, CENT)
    working.say(f"Gedeeld door {days} werkdagen is dat {euro(amount)} per dag.", "WML art. 8", amount)
    return amount


def _for_age(working: Working, adult: Decimal, age: int, day: date, *, bbl: bool, rounding: str) -> Decimal:
    share = youth_share(working, age, day, bbl=bbl)
    if share == _WHOLE:
        return adult
    amount = round_to(adult * share / _WHOLE, working.take(rounding, day))
    working.say(
        f"Voor {age} jaar geldt {percent(share)}: {euro(amount)}.",
        "WML art. 7 lid 3 en art. 8 lid 3",
        amount,
        f"{euro(adult)} × {percent(share)}",
    )
    return amount
