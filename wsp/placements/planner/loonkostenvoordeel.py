"""Loonkostenvoordeel per month: the tax office reckons by the calendar year, a plan by the month.

The advantage of a month is what the paid hours up to and including that month are worth, less what those before it
were, so the months add up to the amount of the year to the cent, and the maximum of the year stops it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from wsp.foundation.money import cents
from wsp.foundation.workdays import add_months, days_in_month
from wsp.instruments import catalogue, codes
from wsp.instruments.assessment import Assessment, Status
from wsp.law.lookup import LawBook
from wsp.placements.enums import UNPAID
from wsp.placements.planner.amounts import Window, years
from wsp.placements.rules.facts import History, facts_on
from wsp.placements.rules.money import MonthAmount

_WEEKS: Final = "programma.weeks_in_year"
_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Advantage:
    """The answer of each calendar year, and what it comes to per month; no months when there is no right."""

    answers: tuple[Assessment, ...]
    months: tuple[MonthAmount, ...]
    per_hour: Decimal | None
    per_month: Decimal | None
    """Of the hours at the start, while the maximum of the year is not reached; in cents."""


def advantage(history: History, book: LawBook, start: date, window: Window) -> Advantage:
    """The loonkostenvoordeel from the first paid day, as far as `window` shows it; for the terms as they are known."""
    end = window.last if history.ends_on is None else min(history.ends_on, window.last)
    answers: list[Assessment] = []
    rows: list[MonthAmount] = []
    per_hour: Decimal | None = None
    per_month: Decimal | None = None
    # A year counts from its own beginning, also where only the end of it is shown; earlier years do not matter.
    begin = max(start, date(window.first.year, 1, 1))
    for first, last in years(begin, max(begin, end)):
        facts = replace(facts_on(history, last), requested=True)
        hours: dict[date, Decimal] = {}
        if book.holds(_WEEKS, first):
            hours = dict(_hours(history, book.on(_WEEKS, first).value, first, last))
            facts = replace(facts, paid_hours=sum(hours.values(), Decimal(0)))
        answer = catalogue.get(codes.LKV).assess(facts, book, last)
        answers.append(answer)
        if answer.status is not Status.ELIGIBLE:
            continue
        amounts = {each.code: each.value for each in answer.amounts}
        if per_hour is None and facts.hours_per_week is not None:
            per_hour = amounts["rate"]
            per_month = cents(per_hour * facts.hours_per_week * book.on(_WEEKS, first).value / _MONTHS)
        rows += _months(hours, amounts["rate"], amounts["maximum"], provisional=answer.provisional)
    shown = tuple(row for row in rows if window.first <= row.month <= window.last)
    return Advantage(tuple(answers), shown, per_hour, per_month)


def _months(hours: dict[date, Decimal], rate: Decimal, most: Decimal, *, provisional: bool) -> Iterator[MonthAmount]:
    counted = before = Decimal(0)
    for month, worked in hours.items():
        counted += worked
        upto = min(counted * rate, most)
        yield MonthAmount(month, cents(upto) - cents(before), provisional)
        before = upto


def _hours(history: History, weeks_in_year: Decimal, first: date, last: date) -> Iterator[tuple[date, Decimal]]:
    """Paid hours per calendar month, by calendar days: a year of work has the weeks of a year."""
    weeks = weeks_in_year / _MONTHS
    month = first.replace(day=1)
    while month <= last:
        length = days_in_month(month.year, month.month)
        ends = month.replace(day=length)
        worked = Decimal(0)
        for version in history.terms:
            start, stop = max(version.start, first, month), min(version.last or last, last, ends)
            if version.kind not in UNPAID and start <= stop:
                worked += version.hours * weeks * ((stop - start).days + 1) / length
        yield month, worked
        month = add_months(month, 1)
