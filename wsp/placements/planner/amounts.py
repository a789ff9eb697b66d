"""Lines of a plan: what one party gets or pays for one thing, per calendar month."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from wsp.foundation.workdays import add_months
from wsp.placements.planner.enums import LineKind, Party
from wsp.placements.rules.money import MonthAmount, Stretch, months

Dated = Stretch
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What `party` gets (above zero) or pays (below zero) for one thing.

    `months` holds the months in which there is something; an amount of None is not known.
    """

    code: str
    label: str
    party: Party
    kind: LineKind
    months: tuple[MonthAmount, ...]

    @property
    def provisional(self) -> bool:
        """Some amount of it is provisional (*voorlopig*)."""
        return any(each.provisional for each in self.months)

    @property
    def total(self) -> Decimal | None:
        """Over all months; None when one of them is not known."""
        return total(each.amount for each in self.months)

    def in_month(self, month: date) -> Decimal | None:
        """The amount of one month (its first day); zero when there is nothing."""
        return next((each.amount for each in self.months if each.month == month), Decimal(0))


@dataclass(frozen=True, slots=True)
class Window:
    """The calendar months that a plan shows: `count` from `first`, the first day of a month."""

    first: date
    count: int

    @property
    def last(self) -> date:
        """The last day of the last month."""
        return add_months(self.first, self.count) - _DAY

    @property
    def months(self) -> tuple[date, ...]:
        """The first day of each month."""
        return tuple(add_months(self.first, index) for index in range(self.count))

    def inside(self, start: date, last: date | None) -> tuple[date, date]:
        """The part of a period that is shown; the first day lies after the last when there is none."""
        return max(start, self.first), self.last if last is None else min(last, self.last)

    def spread(
        self, periods: Iterable[Dated], sign: int = 1, *, parts_of_month: int | None = None
    ) -> tuple[MonthAmount, ...]:
        """Exact amounts per month over calendar months, in cents; `sign` -1 for what is paid."""
        return tuple(
            MonthAmount(each.month, None if each.amount is None else sign * each.amount, each.provisional)
            for each in months(periods, self.first, self.count, parts_of_month=parts_of_month)
        )


def total(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum; None as soon as one is not known."""
    found = tuple(amounts)
    known = [each for each in found if each is not None]
    return sum(known, Decimal(0)) if len(known) == len(found) else None


def years(start: date, last: date) -> Iterator[tuple[date, date]]:
    """Split a period at each 1 January, where yearly values of law change."""
    first = start
    while first <= last:
        end = min(last, date(first.year, 12, 31))
        yield first, end
        first = end + _DAY
