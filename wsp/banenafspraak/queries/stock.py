"""How it stands on reference dates: banen, persons at work, the register, municipalities. Sums are made in SQL."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import and_, func, select, tuple_
from sqlalchemy.orm import Session

from wsp.banenafspraak.enums import JobSector, Treatment
from wsp.banenafspraak.queries.work import classified, days_table, holds
from wsp.candidates.models import RegisterCheck, Residence
from wsp.foundation.versions import known
from wsp.placements.models import PlacementTerms


@dataclass
class Sum:
    """Persons (each once), contract hours a week, and the part of those hours that is hired in."""

    persons: int = 0
    hours: Decimal = Decimal(0)
    hired: Decimal = Decimal(0)


@dataclass
class Stock:
    """Everything that runs on one day."""

    treatments: dict[Treatment, Sum] = field(default_factory=dict)
    sectors: dict[JobSector, Sum] = field(default_factory=dict)
    """Only of what counts."""

    def of(self, treatment: Treatment) -> Sum:
        """Return the sum of one treatment; zero when nothing of it runs."""
        return self.treatments.get(treatment, Sum())

    @property
    def counted(self) -> Sum:
        """What counts."""
        return self.of(Treatment.COUNTS)

    def sector(self, sector: JobSector) -> Sum:
        """Return what counts in one sector."""
        return self.sectors.get(sector, Sum())


def stocks(session: Session, region: str, days: Sequence[date], as_known_at: datetime | None) -> dict[date, Stock]:
    """Count every day of `days` in one statement."""
    rows = classified(region, days, as_known_at)
    of_sector = func.grouping(rows.c.sector) == 0
    statement = select(
        rows.c.day,
        rows.c.treatment,
        rows.c.sector,
        of_sector.label("of_sector"),
        func.count(rows.c.candidate_id.distinct()).label("persons"),
        func.sum(rows.c.hours).label("hours"),
        func.coalesce(func.sum(rows.c.hours).filter(rows.c.hired), 0).label("hired"),
    ).group_by(
        # Persons are counted once within a sector and once within the whole: the whole is not the sum of its parts.
        func.grouping_sets(
            tuple_(rows.c.day, rows.c.treatment, rows.c.sector),
            tuple_(rows.c.day, rows.c.treatment),
        )
    )
    found = {day: Stock() for day in days}
    for row in session.execute(statement):
        stock, counted = found[row.day], Sum(row.persons, row.hours, row.hired)
        if not row.of_sector:
            stock.treatments[Treatment(row.treatment)] = counted
        elif row.treatment == Treatment.COUNTS:
            stock.sectors[JobSector(row.sector)] = counted
    return found


def registered(session: Session, region: str, days: Sequence[date], as_known_at: datetime | None) -> dict[date, int]:
    """Count the people of the region's own registration who were in the doelgroepregister on each day."""
    wanted = days_table(days)
    statement = (
        select(wanted.c.day, func.count(RegisterCheck.candidate_id.distinct()).label("persons"))
        .select_from(wanted)
        .join(RegisterCheck, holds(RegisterCheck.valid, wanted.c.day))
        .where(
            RegisterCheck.region_id == region,
            RegisterCheck.in_register.is_(True),
            known(RegisterCheck, as_known_at=as_known_at),
        )
        .group_by(wanted.c.day)
    )
    return dict.fromkeys(days, 0) | {row.day: row.persons for row in session.execute(statement)}


@dataclass(frozen=True)
class Place:
    """One municipality on one day."""

    registered: int
    at_work: int
    hours: Decimal


def municipalities(session: Session, region: str, on: date, as_known_at: datetime | None) -> dict[str | None, Place]:
    """Count the people in the register by the municipality where they live; None: address not known."""
    rows = classified(region, [on], as_known_at)
    working = (
        select(rows.c.candidate_id, func.sum(rows.c.hours).label("hours"))
        .where(rows.c.treatment == Treatment.COUNTS.value)
        .group_by(rows.c.candidate_id)
        .subquery("working")
    )
    statement = (
        select(
            Residence.municipality_code,
            func.count().label("registered"),
            func.count(working.c.candidate_id).label("at_work"),
            func.coalesce(func.sum(working.c.hours), 0).label("hours"),
        )
        .select_from(RegisterCheck)
        .outerjoin(
            Residence,
            and_(
                Residence.candidate_id == RegisterCheck.candidate_id,
                holds(Residence.valid, on),
                known(Residence, as_known_at=as_known_at),
            ),
        )
        .outerjoin(working, working.c.candidate_id == RegisterCheck.candidate_id)
        .where(
            RegisterCheck.region_id == region,
            RegisterCheck.in_register.is_(True),
            holds(RegisterCheck.valid, on),
            known(RegisterCheck, as_known_at=as_known_at),
        )
        .group_by(Residence.municipality_code)
    )
    return {row.municipality_code: Place(row.registered, row.at_work, row.hours) for row in session.execute(statement)}


def recorded_since(session: Session, region: str) -> datetime | None:
    """Return since when both placements and answers of UWV are recorded here: before it there was no report to correct.

    A file that was loaded at once, with years of history in it, begins on the day of loading.
    """
    moments = [
        session.scalar(select(func.min(model.recorded_at)).where(model.region_id == region))
        for model in (PlacementTerms, RegisterCheck)
    ]
    begun = [moment for moment in moments if moment is not None]
    return max(begun) if len(begun) == len(moments) else None
