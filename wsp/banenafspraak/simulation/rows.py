"""A placement as the count sees it: when it is worked, in what form, and what is known of register and sector."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

from wsp.banenafspraak import rules
from wsp.banenafspraak.enums import JobSector, Reason, Register, Treatment
from wsp.placements.enums import PlacementKind

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """A value that holds from `first` up to and including `last`; None: without a beginning, without an end."""

    first: date | None
    last: date | None
    value: T

    def holds(self, day: date) -> bool:
        """Tell whether `day` lies in it."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Work:
    """Days on which somebody works in one form for a number of contract hours a week."""

    first: date
    last: date | None
    kind: PlacementKind
    hours: Decimal

    def holds(self, day: date) -> bool:
        """Tell whether it is worked on `day`."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class PlacementRow:
    """One placement. `person` counts people once and is never shown.

    `work` stands in the order of time; a change that ends it before its first day leaves none.
    """

    number: int
    person: Hashable
    employer: Hashable
    employer_name: str
    beschut: bool
    over: bool
    """It has ended, with a reason that somebody recorded: nothing of it can be changed any more."""
    work: tuple[Work, ...]
    register: tuple[Dated[Register], ...] = ()
    sectors: tuple[Dated[JobSector], ...] = ()

    @property
    def last(self) -> date | None:
        """The last day of work; None: no end is known."""
        return self.work[-1].last if self.work else None

    def work_on(self, day: date) -> Work | None:
        """Return what is worked on `day`."""
        return next((each for each in self.work if each.holds(day)), None)

    def work_nearest(self, day: date) -> Work:
        """Return what is worked on `day`, else what comes next, else what was worked last; there must be work."""
        return self.work_on(day) or next((each for each in self.work if each.first > day), self.work[-1])

    def sector_on(self, day: date) -> JobSector:
        """Return for which target a baan of this employer counts on `day`."""
        return _on(self.sectors, day, JobSector.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a placement counts on a day, why (not), and for how many hours; 0 hours when it does not count."""

    reason: Reason
    hours: Decimal
    sector: JobSector
    hired: bool

    @property
    def counts(self) -> bool:
        """True when the hours are banen."""
        return self.reason is Reason.COUNTS


def standing(row: PlacementRow, day: date) -> Standing:
    """Tell how a placement stands on a reference date: it runs and counts, or the first reason why it does not."""
    sector = row.sector_on(day)
    work = row.work_on(day)
    if work is None:
        later = any(each.first > day for each in row.work)
        return Standing(Reason.NOT_STARTED if later else Reason.ENDED, Decimal(0), sector, hired=False)
    found = rules.treatment(work.kind, beschut=row.beschut, register=_on(row.register, day, Register.UNKNOWN))
    counted = work.hours if found is Treatment.COUNTS else Decimal(0)
    return Standing(Reason(found.value), counted, sector, hired=work.kind in rules.HIRED_KINDS)


def _on(values: Iterable[Dated[T]], day: date, default: T) -> T:
    return next((each.value for each in values if each.holds(day)), default)
