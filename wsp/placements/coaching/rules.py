"""How a block of granted hours stands: pure, without a session or a clock.

No law sets these two thresholds: they are when a request for more can still be decided before the hours are gone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from wsp.placements.coaching.enums import HourKind

NEARLY_USED: Final = 80
"""Percent of the granted time."""
ENDS_SOON: Final = timedelta(weeks=8)
_HOUR: Final = 60
_WEEKS_IN_MONTH: Final = Decimal(52) / 12
_WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class Spent:
    """Time on one day, in minutes."""

    on: date
    minutes: int
    kind: HourKind


@dataclass(frozen=True, slots=True)
class Use:
    """What was used of a block, in minutes, as on a day."""

    granted: int
    direct: int
    indirect: int
    nearly_used: bool
    """Eighty percent or more is used."""
    ends_soon: bool
    """It ends within eight weeks, or has ended."""
    over: bool
    """The last day has passed."""
    weeks: int
    """Weeks of the block that have begun, at least one."""

    @property
    def used(self) -> int:
        """Minutes of all kinds."""
        return self.direct + self.indirect

    @property
    def left(self) -> int:
        """Minutes that may still be spent; negative when more was spent than granted."""
        return self.granted - self.used

    @property
    def percent(self) -> int:
        """Part of the granted time that is used, in whole percent, rounded down: 80 is really 80."""
        return self.used * 100 // self.granted

    @property
    def per_month(self) -> Decimal:
        """Hours a month until now, in half hours."""
        monthly = Decimal(self.used) / _HOUR / self.weeks * _WEEKS_IN_MONTH
        return (monthly * 2).quantize(Decimal(1), rounding=ROUND_HALF_UP) / 2


def current_of(periods: Iterable[tuple[date, date]], today: date) -> tuple[date, date] | None:
    """Return the period, first and last day, of today; else the next one, else the last."""
    ordered = sorted(periods)
    holding = next((each for each in ordered if each[0] <= today <= each[1]), None)
    coming = next((each for each in ordered if each[0] > today), None)
    return holding or coming or (ordered[-1] if ordered else None)


def use(starts_on: date, ends_on: date, hours: Decimal, log: Iterable[Spent], today: date) -> Use:
    """Count the log of a placement against one block: only days within the block count."""
    inside = [each for each in log if starts_on <= each.on <= ends_on]
    direct = sum(each.minutes for each in inside if each.kind is HourKind.DIRECT)
    indirect = sum(each.minutes for each in inside if each.kind is HourKind.INDIRECT)
    granted = int(hours * _HOUR)
    until = min(max(today, starts_on), ends_on)
    return Use(
        granted=granted,
        direct=direct,
        indirect=indirect,
        nearly_used=(direct + indirect) * 100 >= granted * NEARLY_USED,
        ends_soon=today + ENDS_SOON >= ends_on,
        over=today > ends_on,
        weeks=(until - starts_on).days // _WEEK + 1,
    )
