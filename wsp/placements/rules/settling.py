"""Amounts of before and after a change side by side, month by month: in months that have passed it is to settle."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from wsp.foundation.workdays import add_months
from wsp.placements.rules.facts import History, Measured, TermsVersion
from wsp.placements.rules.money import MonthAmount, Stretch, months

_NOTHING: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class MonthChange:
    """One calendar month before and after, in cents; None when it is not known."""

    month: date
    before: Decimal | None
    after: Decimal | None
    provisional: bool

    @property
    def difference(self) -> Decimal | None:
        """More (above zero) or less; None when one of both is not known."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, slots=True)
class Change:
    """What a change does to one subsidy.

    Attributes:
        settled: the months up to and including the present one whose amount changes.
        ahead: the first later month whose amount changes; None when none does.

    """

    settled: tuple[MonthChange, ...]
    ahead: MonthChange | None

    @property
    def total(self) -> Decimal | None:
        """The difference over the months to settle; None when one of them is not known."""
        return settled(self.settled)

    @property
    def changes(self) -> bool:
        """Any month is different."""
        return bool(self.settled or self.ahead)


def side_by_side(
    before: Iterable[Stretch], after: Iterable[Stretch], first: date, count: int, *, parts_of_month: int | None = None
) -> tuple[MonthChange, ...]:
    """The months in which the amount differs, of `count` months from that of `first`.

    `parts_of_month` as for `months`: what is shown before a change is saved, and after, is what will be paid.
    """
    first = first.replace(day=1)
    old, new = (
        {each.month: each for each in months(stretches, first, count, parts_of_month=parts_of_month)}
        for stretches in (before, after)
    )
    rows = []
    for month in (add_months(first, index) for index in range(count)):
        # Outside the contract, or without a right, nothing is paid: that is known.
        nothing = MonthAmount(month, _NOTHING, provisional=False)
        was, now = old.get(month, nothing), new.get(month, nothing)
        if was.amount != now.amount:
            rows.append(MonthChange(month, was.amount, now.amount, was.provisional or now.provisional))
    return tuple(rows)


def settled(rows: Iterable[MonthChange]) -> Decimal | None:
    """The sum of what is to be paid and what was paid too much; None when a month is not known."""
    total = _NOTHING
    for row in rows:
        if row.difference is None:
            return None
        total += row.difference
    return total


def change(
    before: Iterable[Stretch],
    after: Iterable[Stretch],
    *,
    today: date,
    ahead: int = 12,
    parts_of_month: int | None = None,
) -> Change:
    """What a change does to one subsidy.

    Months up to and including that of `today` are to settle; `ahead` later months are looked at for what is to come.
    """
    before, after = tuple(before), tuple(after)
    starts = [start for start, *_ in (*before, *after)]
    if not starts:
        return Change((), None)
    first, this_month = min(starts), today.replace(day=1)
    last = add_months(this_month, ahead)
    count = max(0, (last.year - first.year) * 12 + last.month - first.month + 1)
    changed = side_by_side(before, after, first, count, parts_of_month=parts_of_month)
    return Change(
        tuple(row for row in changed if row.month <= this_month),
        next((row for row in changed if row.month > this_month), None),
    )


def with_terms(versions: Iterable[TermsVersion], wanted: TermsVersion) -> tuple[TermsVersion, ...]:
    """The terms after `wanted` was recorded: what it overlaps is cut, the rest stays."""
    found = [wanted]
    for version in versions:
        if version.start < wanted.start:
            until = wanted.start - (date.resolution)
            found.append(_cut(version, version.start, until if version.last is None else min(version.last, until)))
        if wanted.last is not None and (version.last is None or version.last > wanted.last):
            following = wanted.last + date.resolution
            found.append(_cut(version, max(version.start, following), version.last))
    return tuple(sorted((each for each in found if each.last is None or each.start <= each.last), key=_start))


def until(versions: Iterable[TermsVersion], last: date) -> tuple[TermsVersion, ...]:
    """The terms up to and including `last`."""
    return tuple(
        _cut(each, each.start, last if each.last is None else min(each.last, last))
        for each in versions
        if each.start <= last
    )


def _cut(version: TermsVersion, start: date, last: date | None) -> TermsVersion:
    return TermsVersion(start, last, version.kind, version.hours, version.full_week, version.wage, version.wage_hour)


def _start(version: TermsVersion) -> date:
    return version.start


def with_measured(history: History, wanted: Measured, *, instead_of: date | None = None) -> tuple[Measured, ...]:
    """The measurements after `wanted` was recorded; `instead_of` is the first day of the one that it corrects."""
    kept = [each for each in history.measured if each.start not in (wanted.start, instead_of)]
    return tuple(sorted([*kept, wanted], key=lambda each: each.start))
