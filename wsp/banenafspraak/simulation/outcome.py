"""The answer: banen and persons before and after on every reference date, and what each change does."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from functools import reduce

from wsp.banenafspraak import rules
from wsp.banenafspraak.enums import JobSector
from wsp.banenafspraak.simulation.changes import Added, Change, DropOut, changed
from wsp.banenafspraak.simulation.rows import PlacementRow, standing


@dataclass(frozen=True, slots=True)
class Count:
    """What counts on one day: contract hours a week per sector, and persons, each once."""

    hours: Mapping[JobSector, Decimal]
    persons: int
    jobs: Decimal
    """Banen to one decimal, made as the report makes them."""

    @property
    def total_hours(self) -> Decimal:
        """Contract hours of all sectors."""
        return rules.total(self.hours.values())


@dataclass(frozen=True, slots=True)
class Quarter:
    """One reference date, with and without the changes; `target` None: nobody entered one for that year."""

    on: date
    before: Count
    after: Count
    unit: Decimal
    """Hours a week of one baan on that day."""
    target: Decimal | None

    @property
    def jobs_more(self) -> Decimal:
        """Banen more (or, negative, fewer) through the changes."""
        return self.after.jobs - self.before.jobs

    @property
    def persons_more(self) -> int:
        """Persons at work more (or, negative, fewer) through the changes."""
        return self.after.persons - self.before.persons

    @property
    def above_target(self) -> Decimal | None:
        """Banen above (or, negative, below) the target with the changes; None without a target."""
        return None if self.target is None else self.after.jobs - self.target

    @property
    def placements_short(self) -> int | None:
        """How many placements of exactly one baan are missing to reach the target; None without a target."""
        if self.above_target is None:
            return None
        return max(0, int((-self.above_target).to_integral_value(rounding=ROUND_CEILING)))


@dataclass(frozen=True, slots=True)
class Effect:
    """What changes through one placement (`row`), new placements (`added`), or those who drop out (neither).

    `hours`: contract hours a week more or fewer on each reference date, exact; the effects add up to the difference.
    """

    hours: tuple[Decimal, ...]
    row: PlacementRow | None = None
    added: Added | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer for all reference dates, oldest first, with every placement that makes a difference."""

    quarters: tuple[Quarter, ...]
    effects: tuple[Effect, ...]
    """The largest on the last reference date first; those who drop out last."""


def count(rows: Sequence[PlacementRow], changes: Collection[Change], day: date, unit: Decimal) -> Count:
    """Count what runs on `day` at `unit` hours a baan. The rows are as they are after their own changes."""
    hours = dict.fromkeys(JobSector, Decimal(0))
    persons: set[Hashable] = set()
    for row in rows:
        found = standing(row, day)
        if found.counts:
            hours[found.sector] += found.hours
            persons.add(row.person)
    new = [each for each in changes if isinstance(each, Added) and each.since <= day]
    for each in new:
        hours[each.sector] += each.hours * each.count
    stays = _stays(changes, day)
    people = ((len(persons) + sum(each.count for each in new)) * stays).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    hours = {sector: value * stays for sector, value in hours.items()}
    return Count(hours, int(people), rules.total(rules.split_jobs(hours, unit).values()))


def outcome(
    rows: Sequence[PlacementRow],
    changes: Collection[Change],
    days: Sequence[date],
    *,
    units: Mapping[date, Decimal],
    targets: Mapping[date, Decimal],
) -> Outcome:
    """Work the changes out for every day: units are the hours of one baan, targets the banen to be reached then."""
    after = [changed(row, changes) for row in rows]
    quarters = tuple(
        Quarter(
            on=day,
            before=count(rows, (), day, units[day]),
            after=count(after, changes, day, units[day]),
            unit=units[day],
            target=targets.get(day),
        )
        for day in days
    )
    return Outcome(quarters, _effects(rows, after, changes, quarters))


def _effects(
    rows: Sequence[PlacementRow],
    after: Sequence[PlacementRow],
    changes: Collection[Change],
    quarters: Sequence[Quarter],
) -> tuple[Effect, ...]:
    days = [each.on for each in quarters]
    found = [
        Effect(tuple(standing(new, day).hours - standing(old, day).hours for day in days), row=old)
        for old, new in zip(rows, after, strict=True)
        if new is not old
    ]
    for each in changes:
        if isinstance(each, Added):
            whole = each.hours * each.count
            found.append(Effect(tuple(whole if each.since <= day else Decimal(0) for day in days), added=each))
    found = [each for each in found if any(each.hours)]
    found.sort(key=lambda each: (-abs(each.hours[-1]), each.row.number if each.row else 0, repr(each.added)))
    if any(isinstance(each, DropOut) for each in changes):
        # What is left of the difference: a share of everybody, so of what the other changes brought as well.
        named = [rules.total(each.hours[place] for each in found) for place in range(len(days))]
        rest = [
            quarter.after.total_hours - quarter.before.total_hours - part
            for quarter, part in zip(quarters, named, strict=True)
        ]
        found.append(Effect(tuple(rest)))
    return tuple(found)


def _stays(changes: Collection[Change], day: date) -> Decimal:
    shares = sorted(each.stays(day) for each in changes if isinstance(each, DropOut))
    return reduce(lambda product, share: product * share, shares, Decimal(1))
