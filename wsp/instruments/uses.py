"""Which instruments look at a value of law or at a local rule.

The file beside this one is written by `python -m tools.law_uses` from the golden cases: an instrument keeps with every
answer which values it used. A test compares, so that a new value cannot be forgotten.
"""

from pathlib import Path
from typing import Any, Final

import yaml

from wsp.instruments import codes
from wsp.law.local import LOCAL_RULES

FILE: Final = Path(__file__).with_suffix(".yaml")
_LOADER: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def family(code: str) -> str:
    """The table that a value belongs to: `wml.youth_percentage.18` is one row of `wml.youth_percentage`."""
    head, _, tail = code.rpartition(".")
    return head if head and tail.isdecimal() else code


def _load() -> dict[str, tuple[str, ...]]:
    with FILE.open(encoding="utf-8") as file:
        rows: dict[str, Any] = yaml.load(file, Loader=_LOADER)  # noqa: S506 - the base loader builds only texts, lists, maps
    return {code: tuple(instruments) for code, instruments in rows.items()}


USES: Final = _load()


def instruments_that_use(code: str) -> tuple[str, ...]:
    """Codes of the instruments that look at this value, loonkostensubsidie first; empty when none does."""
    rule = LOCAL_RULES.get(code)
    found = USES.get(family(code), ()) if rule is None else (rule.instrument,)
    return tuple(sorted(found, key=lambda each: (each != codes.LKS, each)))


def values_of(instrument: str) -> frozenset[str]:
    """Families of values that an instrument looks at."""
    return frozenset(code for code, instruments in USES.items() if instrument in instruments)
