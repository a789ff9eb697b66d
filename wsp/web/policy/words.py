"""How rows of policy read on screen."""

from decimal import Decimal
from typing import Final

from wsp.foundation.money import number
from wsp.law.values import Unit
from wsp.policy.models import PolicyProposal, PolicyValue
from wsp.policy.schemas import UNITS, describe
from wsp.reference.starter import municipalities
from wsp.web.access import current_actor

_UNITS: Final = {unit.value: text for unit, text in UNITS.items()}


def words(row: PolicyProposal | PolicyValue) -> tuple[str, str, str]:
    """Name, value with its unit, and for whom it holds."""
    name, value = describe(row.kind, row.code, row.value)
    place = municipalities_here().get(row.municipality_code, row.municipality_code)
    return name, f"{value} {_UNITS.get(row.unit or '', '')}".strip(), place or "Hele regio"


def with_unit(value: Decimal | None, unit: Unit) -> str:
    """A value of law with its unit; a rule says yes or no."""
    if value is None:
        return "onbekend"
    if unit is Unit.RULE:
        return "ja" if value else "nee"
    return f"{number(value)} {UNITS[unit]}"


def municipalities_here() -> dict[str, str]:
    """Municipalities of the active region by code, in order of name."""
    region = current_actor().region_id
    found = {each.code: each.name for each in municipalities() if each.region_code == region}
    return dict(sorted(found.items(), key=lambda item: item[1]))
