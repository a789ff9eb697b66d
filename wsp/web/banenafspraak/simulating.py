"""The what-if of the banenafspraak: what counts this quarter, and what other contracts would do. Nothing is saved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from flask import Blueprint, Response, make_response, redirect, render_template

from wsp.accounts.permissions import Permission
from wsp.accounts.service.limits import Limit
from wsp.banenafspraak import rules
from wsp.banenafspraak.enums import JOB_SECTOR_LABELS, REASON_LABELS
from wsp.banenafspraak.queries.simulation import Ground, ground
from wsp.banenafspraak.report import INDICATIVE, PAID_HOURS_MISSING
from wsp.banenafspraak.simulation import (
    Change,
    Effect,
    Outcome,
    PlacementRow,
    by_employer,
    by_sector,
    changed,
    outcome,
    standing,
)
from wsp.banenafspraak.simulation.addresses import written
from wsp.foundation import clock
from wsp.foundation.errors import NotAllowed
from wsp.foundation.paging import Page, clamp
from wsp.placements.enums import KIND_LABELS
from wsp.web.access import current_actor, current_session, requires
from wsp.web.banenafspraak import scenario
from wsp.web.banenafspraak.charts import simulated
from wsp.web.export import Cell, spreadsheet
from wsp.web.listing import ListPage, page_number

blueprint = Blueprint("banenafspraak_simulation", __name__)
QUARTERS: Final = 4
"""Quarter ends after the reference date."""
_SIZE: Final = 20
_EFFECTS: Final = 8
_EMPLOYERS: Final = 12
HEADS: Final = (
    "Plaatsing", "Werkgever", "Sector", "Vorm", "Uren per week", "Laatste dag", "Telt mee", "Reden", "Banen",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One placement on the reference date, as the table shows it."""

    number: int
    employer: str
    sector: str
    kind: str
    hours: Decimal
    last: date | None
    counts: bool
    hired: bool
    reason: str
    jobs: Decimal
    open: bool
    """It can still be changed."""


@dataclass(frozen=True)
class EffectLine:
    """What one placement, or what is left of them together, does on every reference date, in banen."""

    name: str
    employer: str
    jobs: tuple[Decimal, ...]


@blueprint.get("/banenafspraak/doorrekenen")
@requires(Permission.BANENAFSPRAAK_READ)
def simulate() -> Response:
    """The what-if that the address asks for; what was filled in becomes a part of that address."""
    base = _ground()
    kept = scenario.asked()
    form = scenario.form()
    if form.typed is not None:
        more = scenario.tried(form, kept)
        if more is not None:
            return make_response(redirect(scenario.address([*kept, *more]) + "#uitkomst", 303))
    wanted = scenario.wanted()
    on = base.days[0]
    rows = _rows(base, wanted)
    at = clamp(page_number(), len(rows), _SIZE)
    lines = [_line(row, base) for row in rows[(at - 1) * _SIZE : at * _SIZE]]
    found = _outcome(base, kept)
    employers = by_employer(base.rows, on, base.units[on])
    page = render_template(
        "banenafspraak/simulation.html",
        on=on,
        days=scenario.offered(on),
        form=form,
        picked=frozenset(scenario.picked()),
        wanted=wanted,
        reasons=REASON_LABELS,
        page=ListPage(Page(lines, len(rows), at, _SIZE)),
        empty=not base.rows,
        outcome=found,
        chart=simulated(found),
        effects=list(_effects(found)),
        effects_total=len(found.effects),
        told=scenario.told(kept, base.rows),
        kept=kept,
        sectors=by_sector(base.rows, on, base.units[on]),
        employers=employers[:_EMPLOYERS],
        employers_total=len(employers),
        rest=rules.total(line.hours for line in employers[_EMPLOYERS:]) / base.units[on],
        sector_labels=JOB_SECTOR_LABELS,
        unit=base.units[on],
        indicative=INDICATIVE,
        paid_hours_missing=PAID_HOURS_MISSING,
        expected=on > clock.today(),
        is_year_end=rules.is_year_measurement(on),
        here=scenario.address(kept),
        clear=scenario.address(()),
        export=scenario.address(kept, endpoint="banenafspraak_simulation.export"),
        written=[written(each) for each in kept],
    )
    return make_response(page, 400 if form.refused else 200)


@blueprint.post("/banenafspraak/doorrekenen/exporteren")
@requires(Permission.BANENAFSPRAAK_READ, step_up=True, limit=Limit.EXPORT)
def export() -> Response:
    """Every placement of the table with its banen on each reference date after the changes, as on the screen."""
    if not current_actor().may(Permission.EXPORT):
        raise NotAllowed("Jouw rol mag niet exporteren. Vraag je functioneel beheerder om hulp.")
    base, kept, wanted = _ground(), scenario.asked(), scenario.wanted()
    on = base.days[0]
    return spreadsheet(
        "Banenafspraak doorgerekend",
        (*HEADS, *(f"Banen {day:%d-%m-%Y} met wijzigingen" for day in base.days)),
        _cells(base, kept, _rows(base, wanted), whole=not wanted.narrowed),
        action="banenafspraak.exported",
        filters={"peildatum": on.isoformat(), "wijzigingen": str(len(kept))},
    )


def _ground() -> Ground:
    return ground(current_session(), current_actor().region_id, on=scenario.on_day(), quarters=QUARTERS)


def _rows(base: Ground, wanted: scenario.Wanted) -> list[PlacementRow]:
    """What the table shows: what ends first stands first, what is over already last."""
    on = base.days[0]
    found = [row for row in base.rows if wanted.takes(row, on)]
    return sorted(found, key=lambda row: (row.over, row.last or date.max, row.number))


def _outcome(base: Ground, kept: Sequence[Change]) -> Outcome:
    return outcome(base.rows, kept, base.days, units=base.units, targets=base.targets)


def _line(row: PlacementRow, base: Ground) -> Line:
    on = base.days[0]
    found, work = standing(row, on), row.work_nearest(on)
    return Line(
        number=row.number,
        employer=row.employer_name,
        sector=JOB_SECTOR_LABELS[found.sector],
        kind=KIND_LABELS[work.kind],
        hours=work.hours,
        last=row.last,
        counts=found.counts,
        hired=found.hired,
        reason=REASON_LABELS[found.reason],
        jobs=rules.jobs(found.hours, base.units[on]),
        open=not row.over,
    )


def _effects(found: Outcome) -> Iterator[EffectLine]:
    units = [each.unit for each in found.quarters]

    def jobs(hours: Sequence[Decimal]) -> tuple[Decimal, ...]:
        return tuple(value / unit for value, unit in zip(hours, units, strict=True))

    loose = [each for each in found.effects if each.row is None]
    rows = [each for each in found.effects if each.row is not None]
    for each in rows[:_EFFECTS]:
        yield _effect(each, jobs(each.hours))
    if rest := rows[_EFFECTS:]:
        together = [sum((each.hours[place] for each in rest), Decimal(0)) for place in range(len(units))]
        yield EffectLine(f"Andere plaatsingen ({len(rest)})", "", jobs(together))
    for each in loose:
        yield _effect(each, jobs(each.hours))


def _effect(each: Effect, jobs: tuple[Decimal, ...]) -> EffectLine:
    if each.row is not None:
        return EffectLine(f"P-{each.row.number}", each.row.employer_name, jobs)
    if each.added is not None:
        return EffectLine(scenario.title(each.added), "", jobs)
    return EffectLine("Uitval", "Niemand weet wie", jobs)


def _cells(base: Ground, kept: Sequence[Change], rows: Sequence[PlacementRow], *, whole: bool) -> Iterator[list[Cell]]:
    for row in rows:
        line, after = _line(row, base), changed(row, kept)
        yield [
            f"P-{line.number}", line.employer, line.sector, line.kind, line.hours, line.last, line.counts, line.reason,
            line.jobs, *(rules.jobs(standing(after, day).hours, base.units[day]) for day in base.days),
        ]  # fmt: skip
    if whole:
        found = _outcome(base, kept)
        blank: list[Cell] = [None] * (len(HEADS) - 1)
        for each in (one for one in found.effects if one.row is None):
            name = "Uitval" if each.added is None else scenario.title(each.added)
            done = [rules.jobs(value, base.units[day]) for value, day in zip(each.hours, base.days, strict=True)]
            yield [name, *blank, *done]
        yield ["Samen", *blank[:-1], found.quarters[0].before.jobs, *(each.after.jobs for each in found.quarters)]
