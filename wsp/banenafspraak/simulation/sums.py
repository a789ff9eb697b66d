"""Banen on one reference date by employer and by sector, of placements as they are or as they would be."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wsp.banenafspraak import rules
from wsp.banenafspraak.enums import JobSector
from wsp.banenafspraak.simulation.rows import PlacementRow, standing


@dataclass(frozen=True, slots=True)
class SectorLine:
    """What counts in one sector; the banen of all sectors add up to the whole of the report."""

    sector: JobSector
    placements: int
    hours: Decimal
    jobs: Decimal


@dataclass(frozen=True, slots=True)
class EmployerLine:
    """What counts at one employer. Hours only: at one employer nearly every group of people is too small to count."""

    employer: Hashable
    name: str
    sector: JobSector
    hours: Decimal
    hired: Decimal
    """Part of the hours by people who are hired in: they count here and not with the formal employer."""
    jobs: Decimal
    """Rounded on its own: the lines of all employers need not add up to the last tenth."""


def by_sector(rows: Sequence[PlacementRow], day: date, unit: Decimal) -> tuple[SectorLine, ...]:
    """Sum what counts on `day` per sector, in the order of the report."""
    hours = dict.fromkeys(JobSector, Decimal(0))
    placements = dict.fromkeys(JobSector, 0)
    for row in rows:
        found = standing(row, day)
        if found.counts:
            hours[found.sector] += found.hours
            placements[found.sector] += 1
    jobs = rules.split_jobs(hours, unit)
    return tuple(SectorLine(each, placements[each], hours[each], jobs[each]) for each in JobSector)


def by_employer(rows: Sequence[PlacementRow], day: date, unit: Decimal) -> tuple[EmployerLine, ...]:
    """Sum what counts on `day` per employer, the most hours first."""
    counted: dict[Hashable, list[PlacementRow]] = {}
    for row in rows:
        if standing(row, day).counts:
            counted.setdefault(row.employer, []).append(row)
    lines = [
        EmployerLine(
            employer=employer,
            name=own[0].employer_name,
            sector=own[0].sector_on(day),
            hours=sum((standing(row, day).hours for row in own), Decimal(0)),
            hired=sum((each.hours for each in (standing(row, day) for row in own) if each.hired), Decimal(0)),
            jobs=rules.jobs(sum((standing(row, day).hours for row in own), Decimal(0)), unit),
        )
        for employer, own in counted.items()
    ]
    return tuple(sorted(lines, key=lambda line: (-line.hours, line.name)))
