"""How rows of policy read on screen."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

from wsp.foundation.clock import day_of_each_year
from wsp.foundation.money import cents, euro, number, percent
from wsp.law.lookup import Parameters
from wsp.law.values import Parameter, ParameterValue, Unit
from wsp.policy.enums import CHOICES, Choice, ValueKind
from wsp.policy.models import PolicyProposal, PolicyValue
from wsp.policy.schemas import UNITS, describe
from wsp.reference.starter import municipalities
from wsp.web.access import current_actor

_PER: Final = {
    Unit.EURO: "",
    Unit.EURO_PER_HOUR: " per uur",
    Unit.EURO_PER_DAY: " per dag",
    Unit.EURO_PER_WEEK: " per week",
    Unit.EURO_PER_MONTH: " per maand",
    Unit.EURO_PER_YEAR: " per jaar",
}
_ONE: Final = {
    Unit.MONTHS: "maand",
    Unit.WEEKS: "week",
    Unit.DAYS: "dag",
    Unit.JOBS: "baan",
    Unit.HOURS: "uur",
    Unit.MINUTES: "minuut",
    Unit.TASKS: "taak",
}


def words(row: PolicyProposal | PolicyValue) -> tuple[str, str, str]:
    """Name, value with its unit, and for whom it holds."""
    name, unit = describe(row.kind, row.code)
    place = municipalities_here().get(row.municipality_code, row.municipality_code)
    return name, _value(row, unit), place or "Hele regio"


def _value(row: PolicyProposal | PolicyValue, unit: Unit | None) -> str:
    if row.kind == ValueKind.CHOICE:
        return CHOICES[Choice(row.code)].options[row.value]
    own = Unit(row.unit) if row.unit else unit
    return with_unit(Decimal(row.value), own) if own else number(row.value)


def with_unit(value: Decimal | None, unit: Unit) -> str:
    """A value as people write it: "€ 2.294,40 per maand", "23,5 %", "1 maand", "1 mei"; a rule says yes or no."""
    if value is None:
        return "onbekend"
    if unit is Unit.RULE:
        return "ja" if value else "nee"
    if unit is Unit.CALENDAR_DAY:
        return day_of_each_year(int(value))
    if unit is Unit.PERCENT:
        return percent(value)
    if unit in _PER:
        # A tariff of the tax office may have more decimals than cents.
        amount = euro(value) if cents(value) == value else f"€ {number(value)}"
        return f"{amount}{_PER[unit]}"
    return f"{number(value)} {_ONE.get(unit, UNITS[unit]) if value == 1 else UNITS[unit]}"


def municipalities_here() -> dict[str, str]:
    """Municipalities of the active region by code, in order of name."""
    region = current_actor().region_id
    found = {each.code: each.name for each in municipalities() if each.region_code == region}
    return dict(sorted(found.items(), key=lambda item: item[1]))


def still_announced(
    on: date, entered: Iterable[PolicyProposal | PolicyValue]
) -> list[tuple[Parameter, ParameterValue]]:
    """Announced values of law from `on` that nobody entered yet, neither as a proposal nor as an approved value."""
    done = {(each.code, each.valid_from) for each in entered if each.kind == ValueKind.LAW}
    return [
        (parameter, row)
        for parameter, row in Parameters.load().announced(on)
        if (parameter.code, row.valid_from) not in done
    ]
