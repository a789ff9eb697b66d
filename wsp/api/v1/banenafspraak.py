"""Figures of the banenafspraak per quarter; a group so small that somebody could be recognised is left out."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

from wsp.api.operations import Call, Json, Reply, number, operation
from wsp.api.parameters import Parameter
from wsp.banenafspraak import queries, rules
from wsp.banenafspraak.enums import Source
from wsp.banenafspraak.figures import Figure, figures
from wsp.couplings.enums import Scope
from wsp.foundation import clock
from wsp.foundation.errors import NotFound

TAG: Final = "Banenafspraak"
OFFERED: Final = 12
"""Quarters: three years."""
PERSONS: Final = "personen"
TOTAL: Final = "Samen"
_NOBODY: Final = 1_000_000_000
_QUARTER: Final = Parameter(
    "kwartaal",
    "Het kwartaal, zoals 2026-k3.",
    {"type": "string", "pattern": r"^20\d{2}-k[1-4]$", "example": "2026-k3"},
    "path",
)


@operation(
    "get",
    "/banenafspraak/kwartalen",
    scope=Scope.BANENAFSPRAAK_READ,
    id="leesKwartalen",
    tag=TAG,
    summary="De kwartalen waarover cijfers zijn",
    answer="KwartaalLijst",
)
def list_quarters(call: Call) -> Reply:
    """The last three years, newest first."""
    del call
    return Reply({"items": [_named(day) for day in _days()]})


@operation(
    "get",
    "/banenafspraak/kwartalen/{kwartaal}",
    scope=Scope.BANENAFSPRAAK_READ,
    id="leesKwartaal",
    tag=TAG,
    summary="Alle cijfers aan het eind van een kwartaal",
    answer="Kwartaal",
    parameters=(_QUARTER,),
)
def read_quarter(call: Call) -> Reply:
    """The report of the region on the last day of a quarter."""
    asked = next((day for day in _days() if _name(day) == call.path["kwartaal"]), None)
    if asked is None:
        raise NotFound("Over dit kwartaal zijn er geen cijfers. Kijk in de lijst van kwartalen.")
    report = queries.report(call.session, call.actor.region_id, on=asked)
    return Reply(_named(asked) | {"regio": report.region_name, "cijfers": safe(list(figures(report)))})


def safe(found: list[Figure]) -> list[Json]:
    """The figures without those of small groups.

    Where a line counts fewer people than may be shown, everything on that line and day is left out: hours and banen of
    one person tell as much. So is what compares such a line with another day, from which it could be computed.
    """
    small: set[tuple[str, str]] = set()
    for block in {figure.block for figure in found}:
        counts: dict[str, int] = {}
        for figure in found:
            counted = figure.block == block and figure.unit == PERSONS and figure.value is not None
            if counted and "verschil" not in figure.measure and figure.line != TOTAL:
                counts[figure.line] = min(abs(int(figure.value or 0)) or _NOBODY, counts.get(figure.line, _NOBODY))
        lines = {line: 0 if count == _NOBODY else count for line, count in counts.items()}
        small |= {(block, line) for line in rules.hidden(lines)}
    # Of very few people in all nothing is told.
    none = any(
        0 < (each.value or 0) < rules.SMALLEST_SHOWN for each in found if (each.line, each.unit) == (TOTAL, PERSONS)
    )
    return [
        _plain(each, hidden=(each.block, each.line) in small or (none and each.source is Source.OWN)) for each in found
    ]


def _plain(figure: Figure, *, hidden: bool) -> Json:
    value: Any = figure.value
    return {
        "onderdeel": figure.block,
        "regel": figure.line,
        "datum": figure.on.isoformat() if figure.on else None,
        "maat": figure.measure,
        "waarde": None if hidden else number(value) if isinstance(value, Decimal) else value,
        "eenheid": figure.unit,
        "teKlein": hidden or (value is None and figure.block.startswith("G ")),
        "bron": figure.source.value,
        "status": figure.status,
    }


def _days() -> list[date]:
    today = clock.today()
    first = date(today.year - OFFERED // 4 - 1, 1, 1)
    return sorted({day for day in rules.quarter_ends(today, OFFERED, since=first) if day <= today}, reverse=True)


def _name(day: date) -> str:
    return f"{day.year}-k{day.month // rules.QUARTER}"


def _named(day: date) -> Json:
    return {
        "kwartaal": _name(day),
        "peildatum": day.isoformat(),
        "indicatief": not rules.is_year_measurement(day),
    }
