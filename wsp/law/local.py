"""What a municipality may settle itself: the closed list of its own terms, amounts and conditions.

The values are dated rows of `policy`; here stands which there are, in what unit, and which national value they may
not exceed. A code that is not in the list can be kept, but no instrument looks at it.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import yaml

from wsp.foundation.clock import day_in_words
from wsp.foundation.money import number
from wsp.law.lookup import Parameters
from wsp.law.values import Unit

_FILE: Final = Path(__file__).parent / "local_rules.yaml"
_LOADER: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class LocalRule:
    """One rule that a by-law may fill in.

    Attributes:
        code: name of the value in `policy`.
        title: Dutch name for screens.
        unit: the unit of the value; `RULE` is 1 for yes and 0 for no.
        instrument: code of the instrument that looks at it.
        article: what lets the municipality settle it.
        limit: code of the national value that it may not exceed; None without one.

    """

    code: str
    title: str
    unit: Unit
    instrument: str
    article: str
    limit: str | None


def _load() -> dict[str, LocalRule]:
    with _FILE.open(encoding="utf-8") as file:
        rows: dict[str, dict[str, Any]] = yaml.load(file, Loader=_LOADER)  # noqa: S506 - the base loader builds only texts
    return {
        code: LocalRule(
            code=code,
            title=row["title"],
            unit=Unit(row["unit"]),
            instrument=row["instrument"],
            article=row["article"],
            limit=row.get("limit"),
        )
        for code, row in rows.items()
    }


LOCAL_RULES: Final = _load()
"""Every local rule by its code."""


def refusal(code: str, value: Decimal, unit: Unit, law: Parameters, valid_from: date) -> str | None:
    """Return the Dutch sentence with which a local value is refused, or None when it may be.

    The national limit is looked up on the day itself and on every later day that it changes.
    """
    rule = LOCAL_RULES.get(code)
    if rule is None:
        return None
    if unit is not rule.unit:
        return f"Deze waarde heeft een andere eenheid: {rule.title}."
    if unit is Unit.RULE and value not in (0, 1):
        return "Vul 1 in voor ja of 0 voor nee."
    if rule.limit is None:
        return None
    days = [valid_from, *(row.valid_from for row in law.parameter(rule.limit).values if row.valid_from > valid_from)]
    for day in days:
        if law.holds(rule.limit, day) and value > (bound := law.on(rule.limit, day).value):
            since = "" if day == valid_from else f" vanaf {day_in_words(day)}"
            return f"De wet staat{since} ten hoogste {number(bound)} toe ({rule.article})."
    return None
