"""The report as one frozen value: screen, chart, table, spreadsheet and command line all show this and nothing else."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from wsp.banenafspraak.enums import (
    JOB_SECTOR_LABELS,
    TREATMENT_LABELS,
    JobSector,
    Source,
    TargetSector,
    Treatment,
)
from wsp.banenafspraak.rules import QUARTER, Bridge, Change, is_year_measurement, quarter_end, share

INDICATIVE = "Kwartaalcijfers zijn indicatief. Alleen de jaarmeting over december is officieel."
PAID_HOURS_MISSING = "Betaalde uren staan niet in dit portaal. Wij tellen met de uren uit het contract."


@dataclass(frozen=True, slots=True)
class Headline:
    """A figure of block A, against a quarter and a year earlier; None before the banenafspraak began."""

    code: str
    label: str
    unit: str
    value: Decimal
    quarter: Change | None
    year: Change | None
    source: Source = Source.OWN


@dataclass(frozen=True, slots=True)
class Target:
    """A number of banen to be reached, as somebody entered it."""

    sector: TargetSector
    municipality_code: str
    jobs: Decimal
    year: int
    source: str
    entered_at: datetime


@dataclass(frozen=True, slots=True)
class SectorLine:
    """Banen of one sector; `sector` None is the total. Persons of all lines can be more than those of the total."""

    sector: JobSector | None
    persons: int
    contract_hours: Decimal
    hired_hours: Decimal
    """Part of the contract hours that is worked by people who are hired in."""
    jobs: Decimal
    jobs_quarter_ago: Decimal | None
    jobs_year_ago: Decimal | None
    target: Target | None
    paid_hours: None = None
    """Not registered here; never estimated."""

    @property
    def label(self) -> str:
        return "Samen" if self.sector is None else JOB_SECTOR_LABELS[self.sector]

    @property
    def above_target(self) -> Decimal | None:
        """Banen above (or, negative, below) the target; None without one."""
        return None if self.target is None else self.jobs - self.target.jobs


@dataclass(frozen=True, slots=True)
class Point:
    """The total on one reference date of the series, with the target of that year."""

    on: date
    jobs: Decimal
    persons: int
    target: Decimal | None

    @property
    def label(self) -> str:
        """A quarter by its number and year (3e kw 26); another day as a date."""
        if quarter_end(self.on) == self.on:
            return f"{self.on.month // QUARTER}e kw {self.on:%y}"
        return f"{self.on.day}-{self.on.month}-{self.on:%y}"

    @property
    def indicative(self) -> bool:
        """True for everything but the end of December."""
        return not is_year_measurement(self.on)


@dataclass(frozen=True, slots=True)
class Flows:
    """Who came and who went since `since`; `reported_at` is when the number of that day was looked at."""

    since: date
    bridge: Bridge
    reported_at: datetime | None
    """None: nothing was recorded here yet at that time, so there is no earlier report to correct."""


@dataclass(frozen=True, slots=True)
class Cohort:
    """People who began to work in one quarter, and how many work 6 and 12 months later; None: not known yet."""

    quarter: date
    """First day of the quarter."""
    persons: int
    after_6: int | None
    after_12: int | None
    same_employer_12: int | None

    @property
    def label(self) -> str:
        return f"{(self.quarter.month + 2) // 3}e kwartaal {self.quarter.year}"

    @property
    def share_6(self) -> Decimal | None:
        """Percentage at work after 6 months."""
        return None if self.after_6 is None else share(self.after_6, self.persons)

    @property
    def share_12(self) -> Decimal | None:
        """Percentage at work after 12 months."""
        return None if self.after_12 is None else share(self.after_12, self.persons)

    @property
    def share_same_12(self) -> Decimal | None:
        """Percentage at work with the same employer after 12 months."""
        return None if self.same_employer_12 is None else share(self.same_employer_12, self.persons)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Placements that run on the day and do not count, with the reason."""

    treatment: Treatment
    persons: int
    contract_hours: Decimal

    @property
    def label(self) -> str:
        return TREATMENT_LABELS[self.treatment]


@dataclass(frozen=True, slots=True)
class MunicipalityLine:
    """One municipality; None stands for a group of fewer than ten, or for what would give such a group away."""

    code: str
    name: str
    registered: int | None
    at_work: int | None
    jobs: Decimal | None
    target: Target | None

    @property
    def percentage(self) -> Decimal | None:
        """Percentage of the registered people who are at work."""
        return share(self.at_work, self.registered) if self.at_work is not None and self.registered else None


@dataclass(frozen=True, slots=True)
class NationalLine:
    """National figures as published: extra banen since the zero measurement, and the agreed number of that year."""

    sector: TargetSector
    agreed: Decimal | None
    agreed_certainty: str
    measured: Decimal | None
    measured_on: date | None
    measured_certainty: str
    measured_source: str
    source: Source = Source.PUBLISHED


@dataclass(frozen=True, slots=True)
class Report:
    """The banenafspraak of a region on a reference date (peildatum), as known at a moment."""

    region: str
    region_name: str
    on: date
    as_known_at: datetime | None
    """None: as known now."""
    expected: bool
    """True for a day to come: what follows from the contracts of today."""
    hours_per_job: Decimal
    hours_per_job_source: str
    headlines: tuple[Headline, ...]
    sectors: tuple[SectorLine, ...]
    """Market, government, not to be assigned, and the total last."""
    series: tuple[Point, ...]
    flows: Flows | None
    cohorts: tuple[Cohort, ...]
    left_out: tuple[LeftOut, ...]
    beschut: LeftOut
    municipalities: tuple[MunicipalityLine, ...]
    national: tuple[NationalLine, ...]
    targets_missing: bool
    """True when nobody entered a target of the whole region for this year."""

    @property
    def total(self) -> SectorLine:
        """All banen together."""
        return self.sectors[-1]

    @property
    def empty(self) -> bool:
        """True when no placement of any kind runs on the day, nor did at any point of the series."""
        return not (self.total.persons or any(line.persons for line in self.left_out)) and not any(
            point.persons for point in self.series
        )

    def as_record(self) -> dict[str, Any]:
        """Return plain values for JSON: numbers, texts, ISO dates."""
        record: dict[str, Any] = _plain(self)
        record["notes"] = [INDICATIVE, PAID_HOURS_MISSING]
        return record


def _plain(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case Decimal():
            return float(value)
        case date():
            return value.isoformat()
        case tuple():
            return [_plain(each) for each in value]
        case None | bool() | int() | str():
            return value
        case _:
            # A dataclass: its fields, and what it derives from them, so that nobody has to compute it again.
            names = [each.name for each in fields(value)]
            derived = [name for name, each in vars(type(value)).items() if isinstance(each, property)]
            return {name: _plain(getattr(value, name)) for name in [*names, *derived] if name not in _NOT_REPEATED}


_NOT_REPEATED = frozenset({"total", "empty"})
