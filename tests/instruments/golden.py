"""Reads the golden cases that stand next to the instruments."""

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

import wsp.instruments
from wsp.instruments.facts import Ground, JobcoachRegime, PlacementFacts
from wsp.law import LawBook, Parameters
from wsp.law.values import ApprovedValue

FOLDER = Path(wsp.instruments.__file__).parent
_CONVERT = {
    "hours_per_week": Decimal,
    "full_week_hours": Decimal,
    "wage_per_month": Decimal,
    "no_risk_ground": Ground,
    "jobcoach_regime": JobcoachRegime,
}


@dataclass(frozen=True)
class Case:
    name: str
    on: date
    facts: PlacementFacts
    law: dict[str, str]
    expect: dict[str, Any]

    @property
    def lawbook(self) -> LawBook:
        rows = [
            ApprovedValue(code, self.on, Decimal(value), "the case", last_checked=self.on)
            for code, value in self.law.items()
        ]
        return LawBook(Parameters.load().with_overlay(rows))


def facts_of(values: dict[str, Any]) -> PlacementFacts:
    unknown = values.keys() - {field.name for field in fields(PlacementFacts)}
    assert not unknown, f"no such fact: {unknown}"
    return PlacementFacts(
        **{
            name: _CONVERT[name](value) if name in _CONVERT and value is not None else value
            for name, value in values.items()
        }
    )


def content(module: str) -> dict[str, Any]:
    text = (FOLDER / f"{module}.cases.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def cases(module: str) -> list[Case]:
    loaded = content(module)
    return [
        Case(
            name=raw["name"],
            on=raw["day"],
            facts=facts_of(loaded["defaults"] | raw["facts"]),
            law=raw.get("law", {}),
            expect=raw["expect"],
        )
        for raw in loaded["cases"]
    ]
