"""Make the report: a bounded number of statements, whatever the number of placements."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from sqlalchemy.orm import Session

from wsp.banenafspraak import rules
from wsp.banenafspraak.enums import JobSector, TargetSector, Treatment
from wsp.banenafspraak.errors import UnknownRegion, UnusableDay
from wsp.banenafspraak.queries import moves, stock
from wsp.banenafspraak.queries.stock import Place, Stock, Sum
from wsp.banenafspraak.queries.targets import Key, of_municipality, of_region, targets
from wsp.banenafspraak.report import (
    Flows,
    Headline,
    LeftOut,
    MunicipalityLine,
    NationalLine,
    Point,
    Report,
    SectorLine,
    Target,
)
from wsp.foundation import clock, editions
from wsp.foundation.editions import Kind
from wsp.law.lookup import LawBook
from wsp.law.values import ParameterValue
from wsp.policy.service import law_book
from wsp.reference import queries as reference

HOURS_PER_JOB: Final = "wfsv.banenafspraak.hours_per_job"
AGREED: Final = {
    TargetSector.MARKET: "wfsv.banenafspraak.target.market",
    TargetSector.GOVERNMENT: "wfsv.banenafspraak.target.government",
    TargetSector.TOTAL: "wfsv.banenafspraak.target.total",
}
MEASURED: Final = {
    TargetSector.MARKET: "wfsv.banenafspraak.published.market",
    TargetSector.GOVERNMENT: "wfsv.banenafspraak.published.government",
    TargetSector.TOTAL: "wfsv.banenafspraak.published.total",
}
_POINTS: Final = 9
"""Quarter ends of the series: two years and the quarter they are compared with."""
_COHORT_QUARTERS: Final = 7
_TARGET_OF: Final = {JobSector.MARKET: TargetSector.MARKET, JobSector.GOVERNMENT: TargetSector.GOVERNMENT}
_ELSEWHERE: Final = "buiten-regio"
_UNKNOWN_PLACE: Final = "onbekend"


def first_day(book: LawBook) -> date:
    """Return the first day for which the banenafspraak has an agreed number: nothing is reported before it."""
    return book.parameters.parameter(AGREED[TargetSector.TOTAL]).values[0].valid_from


def report(session: Session, region: str, *, on: date, as_known_at: datetime | None = None) -> Report:
    """Count the banenafspraak of `region` on the reference date `on`, as it was known at a moment (None: now).

    Chart, table, spreadsheet and command line all show what this returns. The session is inside the region. A process
    makes a report once and keeps it until something changes that it counts with.

    Raises:
        UnusableDay: before the banenafspraak began.
        UnknownRegion: no arbeidsmarktregio has this code.

    """
    key = (
        region,
        on,
        as_known_at,
        clock.today(),
        editions.of(session, Kind.POLICY),
        editions.of(session, Kind.REFERENCE),
    )
    return editions.kept(session, Kind.JOBS, key, lambda: _made(session, region, on, as_known_at))


def _made(session: Session, region: str, on: date, as_known_at: datetime | None) -> Report:
    book = law_book(session, region=region)
    since = first_day(book)
    if on < since:
        raise UnusableDay(f"Kies een peildatum vanaf {clock.day_in_words(since)}. Toen begon de banenafspraak.")
    names = {each.code: each.name for each in reference.regions(session, on=on)}
    if region not in names:
        raise UnknownRegion(f"Regio {region} bestaat niet op {clock.day_in_words(on)}. Geef een code zoals AM01.")
    ago = {months: rules.earlier(on, months) for months in (rules.QUARTER, rules.YEAR)}
    compared = {months: day for months, day in ago.items() if day >= since}
    ends = rules.quarter_ends(on, _POINTS, since=since)
    series_days = ends if on in ends else (*ends, on)
    days = sorted({on, *series_days, *compared.values()})
    stocks = stock.stocks(session, region, days, as_known_at)
    in_register = stock.registered(session, region, days, as_known_at)
    entered = targets(session, region, as_known_at=as_known_at)
    units = {day: book.on(HOURS_PER_JOB, day).value for day in days}
    unit = book.on(HOURS_PER_JOB, on)
    goals = of_region(entered, on)
    left_out = tuple(_left_out(stocks[on], treatment) for treatment in Treatment if treatment is not Treatment.COUNTS)
    first_quarter = rules.earlier(rules.quarter_end(on), rules.QUARTER * _COHORT_QUARTERS)
    return Report(
        region=region,
        region_name=names[region],
        on=on,
        as_known_at=as_known_at,
        expected=on > clock.today(),
        hours_per_job=unit.value,
        hours_per_job_source="; ".join(unit.sources),
        headlines=_headlines(on, stocks, in_register, units, compared),
        sectors=_sectors(on, stocks, units, compared, goals),
        series=tuple(_point(day, stocks[day], units[day], entered) for day in series_days),
        flows=_flows(session, region, on, compared.get(rules.QUARTER), as_known_at=as_known_at, stocks=stocks),
        cohorts=moves.cohorts(session, region, on, _next_day(first_quarter), as_known_at),
        left_out=tuple(line for line in left_out if line.treatment is not Treatment.BESCHUT),
        beschut=next(line for line in left_out if line.treatment is Treatment.BESCHUT),
        municipalities=_municipalities(session, region, on, as_known_at=as_known_at, unit=unit.value, entered=entered),
        national=tuple(_national(book, sector, on) for sector in TargetSector),
        targets_missing=TargetSector.TOTAL not in goals,
    )


def _next_day(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def _headlines(
    on: date,
    stocks: Mapping[date, Stock],
    in_register: Mapping[date, int],
    units: Mapping[date, Decimal],
    compared: Mapping[int, date],
) -> tuple[Headline, ...]:
    counts = {
        ("banen", "Banen", "banen"): {
            day: sum(_sector_jobs(found, units[day]).values(), Decimal(0)) for day, found in stocks.items()
        },
        ("aan_het_werk", "Mensen aan het werk", "personen"): {
            day: Decimal(found.counted.persons) for day, found in stocks.items()
        },
        ("in_register", "Mensen in het doelgroepregister", "personen"): {
            day: Decimal(count) for day, count in in_register.items()
        },
    }
    return tuple(
        Headline(
            code=code,
            label=label,
            unit=unit,
            value=values[on],
            quarter=_change(values, on, compared.get(rules.QUARTER)),
            year=_change(values, on, compared.get(rules.YEAR)),
        )
        for (code, label, unit), values in counts.items()
    )


def _change(values: Mapping[date, Decimal], on: date, before: date | None) -> rules.Change | None:
    return None if before is None else rules.change(values[on], values[before], before)


def _sector_jobs(found: Stock, unit: Decimal) -> dict[JobSector, Decimal]:
    return rules.split_jobs({sector: found.sector(sector).hours for sector in JobSector}, unit)


def _sectors(
    on: date,
    stocks: Mapping[date, Stock],
    units: Mapping[date, Decimal],
    compared: Mapping[int, date],
    goals: Mapping[TargetSector, Target],
) -> tuple[SectorLine, ...]:
    jobs = {day: _sector_jobs(stocks[day], units[day]) for day in (on, *compared.values())}

    def line(sector: JobSector | None, found: Sum, target: Target | None) -> SectorLine:
        def on_day(day: date | None) -> Decimal | None:
            if day is None:
                return None
            return rules.total(jobs[day].values()) if sector is None else jobs[day][sector]

        now = on_day(on)
        assert now is not None  # noqa: S101 (for mypy: the day was given)
        return SectorLine(
            sector=sector,
            persons=found.persons,
            contract_hours=found.hours,
            hired_hours=found.hired,
            jobs=now,
            jobs_quarter_ago=on_day(compared.get(rules.QUARTER)),
            jobs_year_ago=on_day(compared.get(rules.YEAR)),
            target=target,
        )

    parts = [line(each, stocks[on].sector(each), _goal(goals, each)) for each in JobSector]
    return (*parts, line(None, stocks[on].counted, goals.get(TargetSector.TOTAL)))


def _goal(goals: Mapping[TargetSector, Target], sector: JobSector) -> Target | None:
    wanted = _TARGET_OF.get(sector)
    return None if wanted is None else goals.get(wanted)


def _point(day: date, found: Stock, unit: Decimal, entered: dict[Key, Target]) -> Point:
    goal = of_region(entered, day).get(TargetSector.TOTAL)
    return Point(
        on=day,
        jobs=rules.total(_sector_jobs(found, unit).values()),
        persons=found.counted.persons,
        target=None if goal is None else goal.jobs,
    )


def _left_out(found: Stock, treatment: Treatment) -> LeftOut:
    counted = found.of(treatment)
    return LeftOut(treatment, counted.persons, counted.hours)


def _flows(
    session: Session,
    region: str,
    on: date,
    since: date | None,
    *,
    as_known_at: datetime | None,
    stocks: Mapping[date, Stock],
) -> Flows | None:
    """Build the bridge from the earlier day, whose number is taken as it was reported then.

    Then is as long after that day as this report is after its own, so that both had equal time for what is recorded
    late. What was recorded since is the correction. Before anything was recorded here there was no such report.
    """
    if since is None:
        return None
    reported_at: datetime | None = (as_known_at or clock.now()) - (on - since)
    begun = stock.recorded_since(session, region)
    if reported_at is None or begun is None or begun > reported_at:
        reported_at, before = None, stocks[since].counted.persons
    else:
        before = stock.stocks(session, region, [since], reported_at)[since].counted.persons
    moved = moves.moves(session, region, since, on, as_known_at)
    return Flows(since, rules.bridge(before, moved, stocks[on].counted.persons), reported_at)


def _municipalities(
    session: Session,
    region: str,
    on: date,
    *,
    as_known_at: datetime | None,
    unit: Decimal,
    entered: dict[Key, Target],
) -> tuple[MunicipalityLine, ...]:
    own = {each.code: each.name for each in reference.municipalities(session, region, on=on)}
    names = own | {_ELSEWHERE: "Buiten de regio", _UNKNOWN_PLACE: "Adres niet bekend"}
    places = dict.fromkeys(names, Place(0, 0, Decimal(0)))
    for code, found in stock.municipalities(session, region, on, as_known_at).items():
        at = _UNKNOWN_PLACE if code is None else code if code in own else _ELSEWHERE
        places[at] = Place(
            places[at].registered + found.registered,
            places[at].at_work + found.at_work,
            places[at].hours + found.hours,
        )
    few_registered = rules.hidden({code: place.registered for code, place in places.items()})
    few_at_work = rules.hidden({code: place.at_work for code, place in places.items()})
    jobs = rules.split_jobs({code: place.hours for code, place in places.items()}, unit)
    return tuple(
        MunicipalityLine(
            code=code,
            name=name,
            registered=None if code in few_registered else places[code].registered,
            at_work=None if code in few_at_work else places[code].at_work,
            jobs=None if code in few_at_work else jobs[code],
            target=of_municipality(entered, code, on),
        )
        for code, name in names.items()
        if code in own or places[code].registered
    )


def _national(book: LawBook, sector: TargetSector, on: date) -> NationalLine:
    agreed = book.on(AGREED[sector], on)
    measured = _latest(book.parameters.parameter(MEASURED[sector]).values, on)
    return NationalLine(
        sector=sector,
        agreed=agreed.value,
        agreed_certainty=agreed.certainty.label,
        measured=measured.value if measured else None,
        measured_on=measured.valid_from if measured else None,
        measured_certainty=measured.certainty.label if measured else "",
        measured_source="; ".join(measured.sources) if measured else "",
    )


def _latest(rows: Sequence[ParameterValue], on: date) -> ParameterValue | None:
    """Return the last measurement up to `on` whose number is known; gaps in what was published are passed over."""
    return next((row for row in reversed(rows) if row.valid_from <= on and row.usable), None)
