"""Who worked when: the periods in which placements ran, as they were known at a moment. All other counts start here."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, String, Values, and_, case, column, func, or_, select, values
from sqlalchemy.sql.selectable import CTE, FromClause, Subquery

from wsp.banenafspraak import rules
from wsp.banenafspraak.enums import JobSector, Register, Treatment
from wsp.candidates.models import RegisterCheck
from wsp.employers.models import EmployerSector
from wsp.foundation.versions import known
from wsp.placements.enums import EndReason, PlacementKind
from wsp.placements.models import Placement, PlacementTerms


def holds(valid: Any, day: Any) -> Any:
    """Filter: the range `valid` contains `day`.

    Written with comparisons and not as `valid @> day`: behind the region wall the planner may not use statistics for
    that operator, takes nearly nothing to hold, and then compares every row with every other.
    """
    first, after = func.lower(valid), func.upper(valid)
    return and_(or_(first.is_(None), first <= day), or_(after.is_(None), after > day))


def days_table(days: Sequence[date]) -> Values:
    """The days as a table `days(day)`, so that one statement answers for all of them."""
    return values(column("day", Date), name="days").data([(day,) for day in days])


def work_periods(region: str, as_known_at: datetime | None) -> Subquery:
    """One row per version of terms: candidate, employer, kind, hours, and the days on which it was worked.

    The terms say it all: they end with the contract or at the last day of work, and a change of any of this is a new
    version. Only who never started keeps terms of a day that was not worked.
    """
    return (
        select(
            Placement.id.label("placement_id"),
            Placement.candidate_id,
            Placement.employer_id,
            Placement.beschut,
            PlacementTerms.kind,
            PlacementTerms.hours_per_week.label("hours"),
            PlacementTerms.valid.label("worked"),
        )
        .join(PlacementTerms, PlacementTerms.placement_id == Placement.id)
        .where(
            Placement.region_id == region,
            Placement.end_reason.is_distinct_from(EndReason.NEVER_STARTED.value),
            known(PlacementTerms, as_known_at=as_known_at),
        )
        .subquery("periods")
    )


def countable(periods: FromClause) -> Any:
    """Filter on `periods`: paid work that counts for somebody in the register. Follows `rules.treatment`."""
    kinds = sorted(
        kind
        for kind in PlacementKind
        if rules.treatment(kind, beschut=False, register=Register.YES) is Treatment.COUNTS
    )
    return and_(periods.c.beschut.is_(False), periods.c.kind.in_(kinds))


def classified(region: str, days: Sequence[date], as_known_at: datetime | None) -> CTE:
    """One row per day and placement that runs on it, with its treatment and its sector on that day.

    The rule itself is applied here in Python, once for every combination that can occur; the statement looks up.
    """
    wanted = days_table(days)
    periods = work_periods(region, as_known_at)
    looked_up = values(
        column("kind", String), column("beschut", String), column("register", String), column("treatment", String),
        name="treatments",
    ).data(
        [
            (kind, str(beschut), register.value, rules.treatment(kind, beschut=beschut, register=register).value)
            for kind in sorted(PlacementKind)
            for beschut in (True, False)
            for register in Register
        ]
    )  # fmt: skip
    register_text = case(
        (RegisterCheck.in_register.is_(True), Register.YES.value),
        (RegisterCheck.in_register.is_(False), Register.NO.value),
        else_=Register.UNKNOWN.value,
    )
    beschut_text = case((periods.c.beschut.is_(True), str(True)), else_=str(False))
    return (
        select(
            wanted.c.day,
            periods.c.candidate_id,
            periods.c.employer_id,
            periods.c.hours,
            periods.c.kind.in_(sorted(rules.HIRED_KINDS)).label("hired"),
            func.coalesce(looked_up.c.treatment, Treatment.UNPAID.value).label("treatment"),
            func.coalesce(EmployerSector.sector, JobSector.UNKNOWN.value).label("sector"),
        )
        .select_from(wanted)
        .join(periods, holds(periods.c.worked, wanted.c.day))
        .outerjoin(
            RegisterCheck,
            and_(
                RegisterCheck.candidate_id == periods.c.candidate_id,
                holds(RegisterCheck.valid, wanted.c.day),
                known(RegisterCheck, as_known_at=as_known_at),
            ),
        )
        .outerjoin(
            EmployerSector,
            and_(
                EmployerSector.employer_id == periods.c.employer_id,
                holds(EmployerSector.valid, wanted.c.day),
                known(EmployerSector, as_known_at=as_known_at),
            ),
        )
        .outerjoin(
            looked_up,
            and_(
                looked_up.c.kind == periods.c.kind,
                looked_up.c.beschut == beschut_text,
                looked_up.c.register == register_text,
            ),
        )
        .cte("classified")
    )
