"""What a placement counts for against social return: amounts per group, by hours and days (bouwblokkenmethode).

The amounts are dated rules of the municipality (`social_return.waarde_jaar_...`); none stands here. One rule without a
group remains: it counts for the other groups, and for a group that the municipality gave no amount of its own.
"""

from calendar import isleap
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from wsp.foundation.money import cents, euro, number
from wsp.instruments.enums import SocialReturnGroup
from wsp.law.steps import Working

OTHERS: Final = "social_return.waarde_jaar"
"""Code of the amount for who has no amount of an own group."""
_OWN: Final = {group: f"{OTHERS}_{group.value}" for group in SocialReturnGroup if group is not SocialReturnGroup.OTHER}
_ARTICLE: Final = "inkoopbeleid van de gemeente"
_YEAR: Final = (date(2027, 1, 1) - date(2026, 1, 1)).days
"""Days that count in any year: 29 February does not, so that twelve months are worth one year and no more."""


def worth_per_year(working: Working, group: SocialReturnGroup | None, on: date | None = None) -> Decimal | None:
    """Return what a full week counts for per year, or None when the municipality settled nothing for this group.

    Without a group the amount for the others counts only where there are no amounts per group: nobody is put in a
    group by guess.
    """
    if group is None and any(working.local(code, on) is not None for code in _OWN.values()):
        working.say("Hoeveel de plaatsing telt, hangt af van de groep.", _ARTICLE)
        return None
    own = working.local(_OWN[group], on) if group in _OWN else None
    if own is not None:
        return own
    others = working.local(OTHERS, on)
    if others is not None and group in _OWN:
        working.say("Deze groep heeft geen eigen bedrag. Het bedrag voor overige groepen telt.", _ARTICLE)
    return others


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on which somebody worked the same hours.

    Attributes:
        first: first day; None: not known yet.
        last: last day, which counts too; None: no end is known.
        hours: agreed hours per week; more than a full week count as a full week.
        full_week: hours of a full week in this company.

    """

    first: date | None
    last: date | None
    hours: Decimal
    full_week: Decimal

    def per_year(self, worth: Decimal) -> Decimal:
        """Return what these hours count for in a whole year, exact."""
        return worth * min(self.hours, self.full_week) / self.full_week

    @property
    def days(self) -> int | None:
        """The days that count, without 29 February; None while first or last day is not known."""
        if self.first is None or self.last is None:
            return None
        return max(0, (self.last - self.first).days + 1 - _leap_days(self.first, self.last))

    def counted(self, worth: Decimal) -> Decimal | None:
        """Return what these days count for, exact; None while first or last day is not known."""
        return None if self.days is None else self.per_year(worth) * self.days / _YEAR

    def share_in_words(self, worth: Decimal) -> str:
        """Write how a year is reckoned: "36.000 × 24 / 36", as the amounts of law are written."""
        return f"{euro(worth)} × {number(min(self.hours, self.full_week))} / {number(self.full_week)}"

    def in_words(self, worth: Decimal) -> str:
        """Write how these days are reckoned, with the outcome in cents."""
        counted = self.counted(worth)
        if counted is None:
            return self.share_in_words(worth)
        return f"{self.share_in_words(worth)} × {number(self.days or 0)} / {number(_YEAR)} = {euro(cents(counted))}"


def _leap_days(first: date, last: date) -> int:
    """Count the days of 29 February from `first` up to and including `last`."""
    leaps = (date.fromisoformat(f"{year}-02-29") for year in range(first.year, last.year + 1) if isleap(year))
    return sum(1 for day in leaps if first <= day <= last)
