"""Read the placements of a region as frozen rows for the simulation: a bounded number of statements."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.orm import Session

from wsp.banenafspraak import rules
from wsp.banenafspraak.enums import JobSector, Register, TargetSector
from wsp.banenafspraak.errors import UnusableDay
from wsp.banenafspraak.queries.assembly import HOURS_PER_JOB, first_day
from wsp.banenafspraak.queries.targets import of_region, targets
from wsp.banenafspraak.simulation import Dated, PlacementRow, Work
from wsp.candidates.models import RegisterCheck
from wsp.employers.models import Employer, EmployerSector
from wsp.foundation import clock, editions
from wsp.foundation.editions import Kind
from wsp.foundation.versions import known
from wsp.placements.enums import EndReason, PlacementKind
from wsp.placements.models import Placement, PlacementTerms
from wsp.policy.service import law_book


@dataclass(frozen=True)
class Ground:
    """What a simulation starts from: placements, reference dates (the chosen one first), hours of a baan, targets."""

    rows: tuple[PlacementRow, ...]
    days: tuple[date, ...]
    units: dict[date, Decimal]
    targets: dict[date, Decimal]


def ground(session: Session, region: str, *, on: date, quarters: int) -> Ground:
    """Read everything that runs between the quarter of `on` and the last of the `quarters` quarter ends after it.

    Kept in the process until something changes that the banenafspraak counts with, as the report is.

    Raises:
        UnusableDay: before the banenafspraak began.

    """
    # An employer's name is shown, so its edition belongs to the key as well.
    key = (
        "doorrekenen", region, on, quarters, clock.today(), editions.of(session, Kind.POLICY),
        editions.of(session, Kind.EMPLOYERS),
    )  # fmt: skip
    return editions.kept(session, Kind.JOBS, key, lambda: _made(session, region, on, quarters))


def _made(session: Session, region: str, on: date, quarters: int) -> Ground:
    book = law_book(session, region=region)
    since = first_day(book)
    if on < since:
        raise UnusableDay(f"Kies een peildatum vanaf {clock.day_in_words(since)}. Toen begon de banenafspraak.")
    ends = rules.quarter_ends(rules.earlier(rules.quarter_end(on), -rules.QUARTER * quarters), quarters, since=since)
    days = (on, *(day for day in ends if day > on))
    entered = targets(session, region)
    goals = {day: of_region(entered, day).get(TargetSector.TOTAL) for day in days}
    return Ground(
        rows=_rows(session, region, rules.earlier(on, rules.QUARTER) + timedelta(days=1), days[-1]),
        days=days,
        units={day: Decimal(book.on(HOURS_PER_JOB, day).value) for day in days},
        targets={day: goal.jobs for day, goal in goals.items() if goal is not None},
    )


def _rows(session: Session, region: str, first: date, last: date) -> tuple[PlacementRow, ...]:
    """Every placement that is worked on a day between `first` and `last`, with all of its work."""
    found = session.execute(
        select(
            Placement.id,
            Placement.number,
            Placement.candidate_id,
            Placement.employer_id,
            Employer.name,
            Placement.beschut,
            Placement.ended_on,
            PlacementTerms.valid,
            PlacementTerms.kind,
            PlacementTerms.hours_per_week,
        )
        .join(PlacementTerms, PlacementTerms.placement_id == Placement.id)
        .join(Employer, and_(Employer.region_id == Placement.region_id, Employer.id == Placement.employer_id))
        .where(
            Placement.region_id == region,
            Placement.end_reason.is_distinct_from(EndReason.NEVER_STARTED.value),
            known(PlacementTerms),
        )
        .order_by(Placement.number, func.lower(PlacementTerms.valid))
    ).all()
    grouped: dict[uuid.UUID, list[Any]] = defaultdict(list)
    for row in found:
        grouped[row.id].append(row)
    inside = [rows for rows in grouped.values() if any(_overlaps(row.valid, first, last) for row in rows)]
    register = _register(session, region, first)
    sectors = _sectors(session, region, first)
    return tuple(
        PlacementRow(
            number=rows[0].number,
            person=rows[0].candidate_id,
            employer=rows[0].employer_id,
            employer_name=rows[0].name,
            beschut=rows[0].beschut,
            over=rows[0].ended_on is not None and rows[0].ended_on < clock.today(),
            work=tuple(_work(rows)),
            register=tuple(register.get(rows[0].candidate_id, ())),
            sectors=tuple(sectors.get(rows[0].employer_id, ())),
        )
        for rows in inside
    )


def _work(rows: Sequence[Any]) -> Iterable[Work]:
    for row in rows:
        yield Work(row.valid.lower or date.min, _last(row.valid), PlacementKind(row.kind), row.hours_per_week)


def _register(session: Session, region: str, first: date) -> dict[uuid.UUID, list[Dated[Register]]]:
    """What UWV answered about people, as far as it holds on or after `first`."""
    found: dict[uuid.UUID, list[Dated[Register]]] = defaultdict(list)
    upper = func.upper(RegisterCheck.valid)
    for who, valid, answer in session.execute(
        select(RegisterCheck.candidate_id, RegisterCheck.valid, RegisterCheck.in_register).where(
            RegisterCheck.region_id == region, known(RegisterCheck), or_(upper.is_(None), upper > first)
        )
    ):
        register = Register.YES if answer else Register.NO
        found[who].append(Dated(valid.lower, _last(valid), register))
    return found


def _sectors(session: Session, region: str, first: date) -> dict[uuid.UUID, list[Dated[JobSector]]]:
    """The sectors of employers, as far as they hold on or after `first`."""
    found: dict[uuid.UUID, list[Dated[JobSector]]] = defaultdict(list)
    upper = func.upper(EmployerSector.valid)
    for which, valid, sector in session.execute(
        select(EmployerSector.employer_id, EmployerSector.valid, EmployerSector.sector).where(
            EmployerSector.region_id == region, known(EmployerSector), or_(upper.is_(None), upper > first)
        )
    ):
        found[which].append(Dated(valid.lower, _last(valid), JobSector(sector)))
    return found


def _overlaps(valid: Range[date], first: date, last: date) -> bool:
    end = _last(valid)
    return (valid.lower is None or valid.lower <= last) and (end is None or end >= first)


def _last(valid: Range[date]) -> date | None:
    return None if valid.upper is None else valid.upper - timedelta(days=1)
