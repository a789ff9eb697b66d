"""What was agreed over time: a trial first for some, a new wage each January, a measurement after some weeks."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from wsp.demo.chance import Chance
from wsp.foundation import clock
from wsp.foundation.workdays import add_months
from wsp.law.lookup import LawBook
from wsp.placements.enums import UNPAID, PlacementKind
from wsp.placements.rules import Measured, TermsVersion

BELOW_FULL = 80
"""Loonwaarde under which somebody of the demo is taken for the doelgroep loonkostensubsidie."""
_WEEKS_IN_MONTH = Decimal(52) / 12
_DAY = timedelta(days=1)


def versions(
    chance: Chance,
    kind: PlacementKind,
    days: tuple[date, date | None],
    week: tuple[Decimal, Decimal],
    book: LawBook,
) -> tuple[TermsVersion, ...]:
    """Terms in order of time, from the first up to and including the last of `days` (None: no end).

    `week` is hours and the full week. The wage is a part above the statutory minimum of the day it starts.
    """
    (start, last), (hours, full_week) = days, week
    if kind in UNPAID:
        return (TermsVersion(start, last, kind, hours, full_week, None),)
    trial = kind is PlacementKind.EMPLOYMENT and chance.yes(0.25)
    paid_from = add_months(start, 2) if trial else start
    if last is not None and paid_from > last:
        return (TermsVersion(start, last, PlacementKind.TRIAL, hours, full_week, None),)
    found: list[TermsVersion] = []
    if trial:
        found.append(TermsVersion(start, paid_from - _DAY, PlacementKind.TRIAL, hours, full_week, None))
    today = clock.today()
    changes = {paid_from} | {date(year, 1, 1) for year in range(start.year + 1, today.year + 1)}
    grows_on = add_months(paid_from, chance.number(4, 10)).replace(day=1)
    grows = chance.yes(0.14) and hours <= full_week - 4 and grows_on <= today
    if grows:
        changes.add(grows_on)
    above = Decimal(100 + chance.weighted({0: 35, 2: 20, 4: 15, 7: 12, 10: 10, 15: 8})) / 100
    starts = sorted(day for day in changes if day >= paid_from and (last is None or day <= last))
    for day, following in zip(starts, [*starts[1:], None], strict=True):
        worked = hours + 4 if grows and day >= grows_on else hours
        wage = monthly_wage(book.on("wml.hour", day).value * above, worked)
        until = following - _DAY if following else last
        found.append(TermsVersion(day, until, kind, worked, full_week, wage))
    return tuple(found)


def monthly_wage(per_hour: Decimal, hours: Decimal) -> Decimal:
    """The wage per month for these hours a week, in whole euros upwards: never below the wage per hour."""
    return (per_hour * hours * _WEEKS_IN_MONTH).to_integral_value(ROUND_CEILING)


def measurements(
    chance: Chance, expected: int | None, agreed: Sequence[TermsVersion], *, until: date
) -> tuple[Measured, ...]:
    """A measurement some weeks after the paid work began, near the `expected` loonwaarde; none for some."""
    paid = next((version.start for version in agreed if version.kind is PlacementKind.EMPLOYMENT), None)
    if paid is None or expected is None or expected >= BELOW_FULL or not chance.yes(0.92):
        return ()
    on = paid + timedelta(days=chance.number(14, 60))
    if on > until:
        return ()
    first = Measured(on, max(5, min(99, expected + chance.number(-9, 9))), on)
    again = add_months(on, 14)
    # Every other time somebody measured again, and found that the work went better.
    if again > until or on.toordinal() % 2:
        return (first,)
    return first, Measured(again, min(99, first.percentage + 4 + on.day % 6), again)
