"""What somebody may try. Changes are a set: in whatever order they are given, they lead to the same placements."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from wsp.banenafspraak.enums import JobSector
from wsp.banenafspraak.simulation.rows import PlacementRow, Work
from wsp.foundation.workdays import add_months


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which placements: those with these numbers, or all that end before a day (`ends_before`).

    Who falls under the second is decided by the contract as it is, not by what another change made of it.
    """

    numbers: frozenset[int] = frozenset()
    ends_before: date | None = None

    def includes(self, row: PlacementRow) -> bool:
        """Tell whether a placement is meant; what is over never is."""
        if row.over:
            return False
        if self.ends_before is not None:
            return row.last is not None and row.last < self.ends_before
        return row.number in self.numbers


@dataclass(frozen=True, slots=True)
class Hours:
    """Other contract hours a week from a day on. Of two for one placement the later holds, then the larger."""

    of: Chosen
    hours: Decimal
    since: date


@dataclass(frozen=True, slots=True)
class End:
    """Another last day of work, earlier or later. Of two the earliest holds; it also holds over `Prolong`."""

    of: Chosen
    last: date


@dataclass(frozen=True, slots=True)
class Prolong:
    """A contract that ends goes on for some months more. Of two the longest holds."""

    of: Chosen
    months: int


@dataclass(frozen=True, slots=True)
class Added:
    """New placements of somebody in the register, each another person."""

    count: int
    hours: Decimal
    since: date
    sector: JobSector


@dataclass(frozen=True, slots=True)
class DropOut:
    """A share of all who count stops from a day on, in percent: nobody knows who.

    Of two, the second is a share of who is left.
    """

    percent: Decimal
    since: date

    def stays(self, day: date) -> Decimal:
        """Return the part, 0 to 1, that is left on `day`."""
        return 1 - self.percent / 100 if self.since <= day else Decimal(1)


Change = Hours | End | Prolong | Added | DropOut


def changed(row: PlacementRow, changes: Collection[Change]) -> PlacementRow:
    """Return a placement as it would be with the changes that are meant for it."""
    mine = [each for each in changes if isinstance(each, Hours | End | Prolong) and each.of.includes(row)]
    if not mine:
        return row
    last = _last_day(row, mine)
    work = _until(row.work, last)
    for each in sorted((one for one in mine if isinstance(one, Hours)), key=lambda one: (one.since, one.hours)):
        work = tuple(_with_hours(work, each))
    return replace(row, work=work)


def _last_day(row: PlacementRow, mine: Collection[Change]) -> date | None:
    ends = [each.last for each in mine if isinstance(each, End)]
    if ends:
        return min(ends)
    months = max((each.months for each in mine if isinstance(each, Prolong)), default=0)
    return row.last if row.last is None or not months else _prolonged(row.last, months)


def _prolonged(last: date, months: int) -> date:
    """The last day of a contract that goes on: up to and including 31 March and three months more is 30 June."""
    return add_months(last + timedelta(days=1), months) - timedelta(days=1)


def _until(work: tuple[Work, ...], last: date | None) -> tuple[Work, ...]:
    """Return the work with another last day; what would begin after it falls away."""
    kept = [each for each in work if last is None or each.first <= last]
    return (*kept[:-1], replace(kept[-1], last=last)) if kept else ()


def _with_hours(work: tuple[Work, ...], change: Hours) -> Iterator[Work]:
    """Yield the work with other hours from the day on; a period around that day becomes two."""
    for each in work:
        if each.last is not None and each.last < change.since:
            yield each
        elif each.first >= change.since:
            yield replace(each, hours=change.hours)
        else:
            yield replace(each, last=change.since - timedelta(days=1))
            yield replace(each, first=change.since, hours=change.hours)
