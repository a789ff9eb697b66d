"""The form of a what-if: every part that is filled in becomes a change."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from wsp.banenafspraak.enums import JOB_SECTOR_LABELS, JobSector
from wsp.banenafspraak.errors import NothingToTry
from wsp.banenafspraak.simulation.changes import Added, Change, Chosen, DropOut, End, Hours, Prolong
from wsp.foundation import fields

MOST_HOURS: Final = 60
MOST_MONTHS: Final = 60
MOST_ADDED: Final = 1000
_FIRST, _LAST = date(2015, 1, 1), date(2049, 12, 31)


@dataclass(frozen=True, kw_only=True)
class Tried:
    """What was filled in. Hours, last day and months are for the chosen placements, the rest for the region."""

    ends_before: date | None = None
    hours: Decimal | None = None
    hours_since: date
    last: date | None = None
    months: int | None = None
    count: int | None = None
    added_hours: Decimal
    added_since: date
    added_sector: JobSector
    percent: int | None = None
    drop_since: date


class TrySchema(fields.CommandSchema[Tried]):
    """What may be tried; days that go with a change are filled in beforehand."""

    command = Tried

    ends_before = fields.Date(
        label="Of alle contracten die eindigen voor", earliest=_FIRST, latest=_LAST, width="short",
        hint="Laat dit leeg als je zelf plaatsingen aanvinkt.",
    )  # fmt: skip
    hours = fields.Decimal(
        label="Andere uren", places=1, minimum=1, maximum=MOST_HOURS, unit="uur per week", width="short"
    )
    hours_since = fields.Date(label="Uren vanaf", required=True, earliest=_FIRST, latest=_LAST, width="short")
    last = fields.Date(label="Andere laatste dag", earliest=_FIRST, latest=_LAST, width="short")
    months = fields.Integer(label="Langer door", minimum=1, maximum=MOST_MONTHS, unit="maanden", width="short")
    count = fields.Integer(label="Nieuwe plaatsingen", minimum=1, maximum=MOST_ADDED, width="short")
    added_hours = fields.Decimal(
        label="Uren per plaatsing", required=True, places=1, minimum=1, maximum=MOST_HOURS, unit="uur", width="short"
    )
    added_since = fields.Date(label="Begin", required=True, earliest=_FIRST, latest=_LAST, width="short")
    added_sector = fields.Choice(
        label="Sector",
        options={each.value: text for each, text in JOB_SECTOR_LABELS.items() if each is not JobSector.UNKNOWN},
        convert=JobSector,
        required=True,
        width="short",
    )
    percent = fields.Integer(label="Uitval", minimum=1, maximum=100, unit="procent", width="short")
    drop_since = fields.Date(label="Uitval vanaf", required=True, earliest=_FIRST, latest=_LAST, width="short")


def changes(tried: Tried, numbers: Collection[int]) -> tuple[Change, ...]:
    """Return what was filled in as changes, for the placements with these numbers or for all that end before a day.

    Raises:
        NothingToTry: nothing was filled in, or it is said of no placement.

    """
    chosen = Chosen(ends_before=tried.ends_before) if tried.ends_before else Chosen(numbers=frozenset(numbers))
    of_placements = tuple(_of_placements(tried, chosen))
    if of_placements and tried.ends_before is None and not numbers:
        raise NothingToTry("Vink eerst een of meer plaatsingen aan. Of kies alle contracten die eindigen voor een dag.")
    found = (*of_placements, *_of_region(tried))
    if not found:
        raise NothingToTry("Vul ten minste één wijziging in.")
    return found


def _of_placements(tried: Tried, chosen: Chosen) -> Iterator[Change]:
    if tried.hours is not None:
        yield Hours(chosen, tried.hours, tried.hours_since)
    if tried.last is not None:
        yield End(chosen, tried.last)
    if tried.months is not None:
        yield Prolong(chosen, tried.months)


def _of_region(tried: Tried) -> Iterator[Change]:
    if tried.count is not None:
        yield Added(tried.count, tried.added_hours, tried.added_since, tried.added_sector)
    if tried.percent is not None:
        yield DropOut(Decimal(tried.percent), tried.drop_since)
