"""Euros over time: subsidy by period and by month, and what the employer pays."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from wsp.foundation.money import cents, euro
from wsp.foundation.workdays import add_months
from wsp.instruments.loonkostensubsidie import DatedAmount, amounts_over_time
from wsp.instruments.proration import prorate
from wsp.law.lookup import LawBook
from wsp.law.minimum_wage import age_on, hourly
from wsp.law.steps import Working
from wsp.placements.enums import UNPAID
from wsp.placements.rules.facts import History, TermsVersion, facts_on

_DAY: Final = timedelta(days=1)
_WHOLE: Final = Decimal(100)
_WEEKS_IN_MONTH: Final = Decimal(52) / 12

Stretch = tuple[date, date | None, Decimal | None, bool]
"""First day, last day (None: no end is known), exact amount per month (None: not known), provisional."""


@dataclass(frozen=True, slots=True)
class MonthAmount:
    """What is payable in one calendar month, in cents; None when part of it is not known."""

    month: date
    amount: Decimal | None
    provisional: bool


@dataclass(frozen=True, slots=True)
class EmployerCosts:
    """An estimate of what the employer pays in a month, and where each part comes from."""

    wage: Decimal
    holiday: Decimal
    charges: Decimal
    subsidy: Decimal | None
    holiday_percentage: Decimal
    charges_percentage: Decimal
    provisional: bool

    @property
    def gross(self) -> Decimal:
        """Wage, vakantiebijslag and charges."""
        return self.wage + self.holiday + self.charges

    @property
    def net(self) -> Decimal | None:
        """What is left after the subsidy; None when that is not known."""
        return None if self.subsidy is None else self.gross - self.subsidy


def lks_over_time(history: History, lawbook: LawBook, start: date, end: date) -> tuple[DatedAmount, ...]:
    """Loonkostensubsidie from `start` up to and including `end`, a new row on each day it changes.

    It changes when hours or measurement change, and as `amounts_over_time` says. Days without wages are left out.

    Raises:
        LawError: part of the period lies before what the product supports.

    """
    rows: list[DatedAmount] = []
    for first, last in _segments(history, start, end):
        for row in amounts_over_time(facts_on(history, first), lawbook, first, last):
            before = rows[-1] if rows else None
            if before and before.end + _DAY == row.start and _same(before, row):
                rows[-1] = replace(before, end=row.end)
            else:
                rows.append(row)
    return tuple(rows)


def _same(before: DatedAmount, after: DatedAmount) -> bool:
    """Neither the amount nor the way it was reached differs."""
    return (
        before.exact_per_month == after.exact_per_month
        and before.assessment.status == after.assessment.status
        and before.assessment.steps == after.assessment.steps
    )


def _segments(history: History, start: date, end: date) -> Iterable[tuple[date, date]]:
    """Periods in which terms and measurement stay the same, without the unpaid ones."""
    last = end if history.ends_on is None else min(end, history.ends_on)
    for version in history.terms:
        if version.kind in UNPAID:
            continue
        first = max(start, version.start)
        stop = last if version.last is None else min(last, version.last)
        if first > stop:
            continue
        changes = sorted({each.start for each in history.measured if first < each.start <= stop})
        for begin, following in zip([first, *changes], [*changes, stop + _DAY], strict=True):
            yield begin, following - _DAY


def months(
    stretches: Iterable[Stretch], first: date, count: int, *, parts_of_month: int | None = None
) -> tuple[MonthAmount, ...]:
    """Spread periods with an exact amount per month over `count` calendar months, the first that of `first`.

    `parts_of_month` is how the municipality divides a month (`instruments.proration`), None for its calendar days. A
    month that no period touches is left out. A month in which a period has no known amount has none either.
    """
    stretches = tuple(stretches)
    rows: list[MonthAmount] = []
    for index in range(count):
        begin = add_months(first.replace(day=1), index)
        end = add_months(begin, 1) - _DAY
        inside = [
            (max(begin, start), min(end, last or end), amount, provisional)
            for start, last, amount, provisional in stretches
            if start <= end and (last is None or last >= begin)
        ]
        if not inside:
            continue
        amount: Decimal | None = Decimal(0)
        for start, last, exact, _ in inside:
            known = None if exact is None else prorate(exact, start, last, parts=parts_of_month)
            amount = None if amount is None or known is None else amount + known
        rows.append(MonthAmount(begin, amount, any(stretch[3] for stretch in inside)))
    return tuple(rows)


def monthly_wage(per_hour: Decimal, hours: Decimal) -> Decimal:
    """Gross wage of an average month, in euros, for a wage per hour and hours a week; unrounded."""
    return per_hour * hours * _WEEKS_IN_MONTH


def employer_costs(
    terms: TermsVersion, subsidy: Decimal | None, lawbook: LawBook, on: date, *, subsidy_provisional: bool
) -> EmployerCosts | None:
    """What a month costs the employer: always an estimate. None for unpaid work.

    The real charges differ by sector and firm; the percentage with which the law settles them stands in for them
    (Regeling loonkostensubsidie Participatiewet 2021 art. 1).
    """
    if terms.wage is None:
        return None
    holiday = lawbook.on("wml.vakantiebijslag", on)
    charges = lawbook.on("participatiewet.loonkostensubsidie.employer_charges", on)
    extra = terms.wage * holiday.value / _WHOLE
    return EmployerCosts(
        wage=terms.wage,
        holiday=extra,
        charges=(terms.wage + extra) * charges.value / _WHOLE,
        subsidy=subsidy,
        holiday_percentage=holiday.value,
        charges_percentage=charges.value,
        provisional=subsidy_provisional or holiday.provisional or charges.provisional,
    )


def wage_signal(terms: TermsVersion, born_on: date | None, lawbook: LawBook, on: date) -> str | None:
    """A sentence when the wage lies below the statutory minimum per hour; a signal, since loondispensatie exists.

    None when the law had no amount per hour (before 2024), and for unpaid work.
    """
    if terms.wage is None or not lawbook.holds("wml.hour", on):
        return None
    adult = int(lawbook.on("wml.adult_age", on).value)
    minimum = hourly(Working(lawbook, on), adult if born_on is None else age_on(born_on, on), on)
    # A wage per month is whole cents, so what it is per hour is known to the cent and no better.
    paid = cents(terms.wage / (terms.hours * _WEEKS_IN_MONTH))
    if paid >= minimum:
        return None
    return f"Dit loon is {euro(paid)} per uur. Het minimumloon is {euro(minimum)} per uur. Klopt het loon?"
