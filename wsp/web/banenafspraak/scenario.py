"""The what-if that an address asks for: reference date, changes, what the table shows; and how it is said in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final
from urllib.parse import urlencode

from flask import request, url_for
from werkzeug.datastructures import MultiDict

from wsp.banenafspraak import rules
from wsp.banenafspraak.enums import JOB_SECTOR_LABELS, JobSector, Reason
from wsp.banenafspraak.errors import UnusableChange, UnusableDay
from wsp.banenafspraak.simulation import Added, Change, Chosen, DropOut, End, Hours, PlacementRow, Prolong, standing
from wsp.banenafspraak.simulation.addresses import MOST_NUMBERS, read, written
from wsp.banenafspraak.simulation.trying import Tried, TrySchema, changes
from wsp.foundation import clock
from wsp.foundation.errors import InvalidInput
from wsp.foundation.workdays import add_months
from wsp.web.forms import Form
from wsp.web.i18n import day, number, plural
from wsp.web.listing import PAGE, searched

DAY: Final = "peildatum"
CHANGE: Final = "wijzig"
PICK: Final = "keuze"
COUNTS: Final = "telt"
ENDS: Final = "eindigt"
EMPLOYER: Final = "q"
MOST_CHANGES: Final = 12
_KEPT: Final = (DAY, EMPLOYER, COUNTS, ENDS)
_NAMED_AT_MOST: Final = 4
YES, NO = "ja", "nee"


@dataclass(frozen=True)
class Told:
    """A change in words, with the address of the same page without it."""

    title: str
    of: str
    without: str


@dataclass(frozen=True)
class Wanted:
    """Which placements the table shows."""

    employer: str
    counts: str
    """YES, NO, a value of `Reason`, or empty: all."""
    ends_before: date | None

    @property
    def narrowed(self) -> bool:
        """True when not everything is shown."""
        return bool(self.employer or self.counts or self.ends_before)

    def takes(self, row: PlacementRow, on: date) -> bool:
        """Tell whether the table shows this placement on the reference date."""
        reason = standing(row, on).reason
        if self.counts and self.counts not in (reason.value, YES if reason is Reason.COUNTS else NO):
            return False
        if self.ends_before is not None and (row.last is None or row.last >= self.ends_before):
            return False
        return self.employer.casefold() in row.employer_name.casefold()


def on_day() -> date:
    """The reference date of the address; else the end of the quarter that runs now."""
    found = _day(DAY)
    return found or rules.earlier(rules.quarter_end(clock.today() - timedelta(days=1)), -rules.QUARTER)


def offered(on: date) -> list[tuple[str, str]]:
    """The quarter ends to choose from: three back, four ahead; the one that is shown is always among them."""
    ahead = rules.earlier(rules.quarter_end(clock.today()), -rules.QUARTER * 4)
    days = {*rules.quarter_ends(ahead, 8, since=date(2015, 1, 1)), on}
    return [
        (each.isoformat(), f"{day(each)} (jaarmeting)" if rules.is_year_measurement(each) else day(each))
        for each in sorted(days)
    ]


def asked() -> tuple[Change, ...]:
    """The changes that the address holds."""
    texts = request.args.getlist(CHANGE)
    if len(texts) > MOST_CHANGES:
        raise UnusableChange(f"Reken ten hoogste {MOST_CHANGES} wijzigingen tegelijk door.")
    return tuple(read(each) for each in texts)


def wanted() -> Wanted:
    """What the table shows."""
    counts = request.args.get(COUNTS, "")
    return Wanted(searched(EMPLOYER), counts if counts in {YES, NO, *Reason} else "", _day(ENDS))


def picked() -> tuple[int, ...]:
    """The placements that were ticked."""
    numbers = {int(each) for each in request.args.getlist(PICK) if each.isdecimal() and len(each) < 10}  # noqa: PLR2004 (a number of the register)
    return tuple(sorted(numbers))[:MOST_NUMBERS]


def form() -> Form[Tried]:
    """The form of the address, or an empty one with the days that are most often meant."""
    known = TrySchema().fields
    typed: MultiDict[str, str] = MultiDict(
        [(name, value) for name, value in request.args.items(multi=True) if name in known]
    )
    next_month = add_months(clock.today().replace(day=1), 1)
    values: dict[str, Any] = {
        "hours_since": next_month,
        "added_hours": Decimal("25.5"),
        "added_since": next_month,
        "added_sector": JobSector.MARKET.value,
        "drop_since": next_month,
    }
    return Form(TrySchema, typed=typed) if typed else Form(TrySchema, values=values)


def tried(given: Form[Tried], had: Sequence[Change]) -> tuple[Change, ...] | None:
    """The changes that the form adds; None when something is wrong, which then stands in the form."""
    if not given.valid():
        return None
    try:
        found = changes(given.command, picked())
        if len(found) + len(had) > MOST_CHANGES:
            raise UnusableChange(f"Reken ten hoogste {MOST_CHANGES} wijzigingen tegelijk door. Haal er eerst een weg.")
    except InvalidInput as error:
        given.refuse(error)
        return None
    return found


def address(kept: Iterable[Change], *, endpoint: str = "banenafspraak_simulation.simulate", page: bool = False) -> str:
    """The address of this what-if with these changes: date and filters stay, what was typed goes."""
    query = [(name, request.args[name]) for name in _KEPT if request.args.get(name, "").strip()]
    query += [(CHANGE, written(each)) for each in kept]
    if page and PAGE in request.args:
        query.append((PAGE, request.args[PAGE]))
    path = url_for(endpoint)
    return f"{path}?{urlencode(query, safe='~')}" if query else path


def told(kept: Sequence[Change], rows: Sequence[PlacementRow]) -> list[Told]:
    """The changes in words."""
    return [
        Told(title(each), _of(each, rows), address([*kept[:place], *kept[place + 1 :]]))
        for place, each in enumerate(kept)
    ]


def title(change: Change) -> str:
    """What a change does, in a few words."""
    match change:
        case Hours():
            return f"{number(change.hours)} uur per week vanaf {day(change.since)}"
        case End():
            return f"Laatste dag wordt {day(change.last)}"
        case Prolong():
            return f"Contract {plural(change.months, 'maand', 'maanden')} langer"
        case Added():
            what = plural(change.count, "nieuwe plaatsing", "nieuwe plaatsingen")
            return f"{what} van {number(change.hours)} uur vanaf {day(change.since)}"
        case DropOut():
            return f"{number(change.percent)} procent valt uit vanaf {day(change.since)}"


def _of(change: Change, rows: Sequence[PlacementRow]) -> str:
    match change:
        case Added():
            return f"Sector {JOB_SECTOR_LABELS[change.sector].lower()}"
        case DropOut():
            return "Een deel van iedereen die meetelt"
        case _:
            return _chosen(change.of, rows)


def _chosen(of: Chosen, rows: Sequence[PlacementRow]) -> str:
    found = sorted(row.number for row in rows if of.includes(row))
    if of.ends_before is not None:
        return f"{plural(len(found), 'contract', 'contracten')} met een einde voor {day(of.ends_before)}"
    if not found:
        return "Geen plaatsing in deze periode"
    names = ", ".join(f"P-{each}" for each in found[:_NAMED_AT_MOST])
    more = len(found) - _NAMED_AT_MOST
    return f"{names} en {more} andere" if more > 0 else names


def _day(name: str) -> date | None:
    text = request.args.get(name, "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UnusableDay(f"Kies bij '{name}' een datum, zoals 2026-12-31.") from None
