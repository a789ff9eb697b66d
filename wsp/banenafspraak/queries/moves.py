"""Who came, who went and who stayed: between two days, and after a start."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, and_, cast, func, literal_column, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session, aliased

from wsp.banenafspraak import rules
from wsp.banenafspraak.enums import Flow
from wsp.banenafspraak.queries.work import countable, holds, work_periods
from wsp.banenafspraak.report import Cohort
from wsp.banenafspraak.rules import Standing
from wsp.candidates.models import RegisterCheck
from wsp.foundation.versions import known


def moves(session: Session, region: str, since: date, on: date, as_known_at: datetime | None) -> dict[Flow, int]:
    """Count persons by how they moved between `since` and `on`; who moved is decided by `rules.flow`."""
    periods = work_periods(region, as_known_at)
    working = (
        select(
            periods.c.candidate_id,
            func.bool_or(periods.c.worked.contains(since)).label("before"),
            func.bool_or(periods.c.worked.contains(on)).label("now"),
        )
        .where(countable(periods))
        .group_by(periods.c.candidate_id)
        .subquery("working")
    )
    group_before, group_now = aliased(RegisterCheck), aliased(RegisterCheck)
    statement = (
        select(
            working.c.before.label("worked_before"),
            group_before.id.is_not(None).label("in_before"),
            working.c.now.label("works_now"),
            group_now.id.is_not(None).label("in_now"),
            func.count().label("persons"),
        )
        .select_from(working)
        .outerjoin(group_before, _in_register(group_before, working.c.candidate_id, since, as_known_at))
        .outerjoin(group_now, _in_register(group_now, working.c.candidate_id, on, as_known_at))
        .group_by("worked_before", "in_before", "works_now", "in_now")
    )
    found: dict[Flow, int] = {}
    for row in session.execute(statement):
        way = rules.flow(Standing(row.worked_before, row.in_before), Standing(row.works_now, row.in_now))
        if way is not None:
            found[way] = found.get(way, 0) + row.persons
    return found


def cohorts(session: Session, region: str, on: date, first: date, as_known_at: datetime | None) -> tuple[Cohort, ...]:
    """People who began to work from `first` (the first day of a quarter) up to `on`, by quarter, and who still works.

    Somebody begins when there was no work that counts on the day before; another contract right after the last one
    is no new beginning. Within a quarter everybody is counted once, at the first beginning.
    """
    periods = work_periods(region, as_known_at)
    started = cast(func.min(func.lower(periods.c.worked)), Date)
    spells = (
        select(periods.c.candidate_id, periods.c.employer_id, started.label("started"))
        .where(countable(periods))
        .group_by(periods.c.placement_id, periods.c.candidate_id, periods.c.employer_id)
        .having(and_(started >= first, started <= on))
        .subquery("spells")
    )
    before = work_periods(region, as_known_at).alias("before")
    quarter = cast(func.date_trunc("quarter", spells.c.started), Date)
    begun = (
        select(spells.c.candidate_id, spells.c.employer_id, spells.c.started, quarter.label("quarter"))
        .join(RegisterCheck, _in_register(RegisterCheck, spells.c.candidate_id, spells.c.started, as_known_at))
        .where(
            ~select(1)
            .where(
                before.c.candidate_id == spells.c.candidate_id,
                countable(before),
                before.c.worked.contains(spells.c.started - 1),
            )
            .exists()
        )
        .ext(distinct_on(spells.c.candidate_id, quarter))
        .order_by(spells.c.candidate_id, quarter, spells.c.started, spells.c.employer_id)
        .subquery("begun")
    )
    later = work_periods(region, as_known_at).alias("later")

    def still(months: int, *more: Any) -> Any:
        day = cast(begun.c.started + literal_column(f"interval '{months} months'"), Date)
        return func.count(begun.c.candidate_id.distinct()).filter(later.c.worked.contains(day), *more)

    same = later.c.employer_id == begun.c.employer_id
    statement = (
        select(
            begun.c.quarter,
            func.count(begun.c.candidate_id.distinct()).label("persons"),
            still(6).label("after_6"),
            still(rules.YEAR).label("after_12"),
            still(rules.YEAR, same).label("same_12"),
        )
        .select_from(begun)
        .outerjoin(later, and_(later.c.candidate_id == begun.c.candidate_id, countable(later)))
        .group_by(begun.c.quarter)
        .order_by(begun.c.quarter)
    )
    found = []
    for row in session.execute(statement):
        half, year = (_complete(row.quarter, months, on) for months in (6, rules.YEAR))
        found.append(
            Cohort(
                quarter=row.quarter,
                persons=row.persons,
                after_6=row.after_6 if half else None,
                after_12=row.after_12 if year else None,
                same_employer_12=row.same_12 if year else None,
            )
        )
    return tuple(found)


def _complete(quarter: date, months: int, on: date) -> bool:
    """Tell whether even who began on the last day of the quarter began `months` ago."""
    last = rules.quarter_end(rules.earlier(quarter, -rules.QUARTER))
    return rules.earlier(last, -months) <= on


def _in_register(check: Any, candidate_id: Any, day: Any, as_known_at: datetime | None) -> Any:
    return and_(
        check.candidate_id == candidate_id,
        holds(check.valid, day),
        check.in_register.is_(True),
        known(check, as_known_at=as_known_at),
    )
