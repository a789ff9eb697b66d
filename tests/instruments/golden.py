"""Reads the golden cases that stand next to the instruments."""

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

import wsp.instruments
from wsp.instruments.facts import PlacementFacts
from wsp.instruments.questions import QUESTIONS, Kind
from wsp.law import LawBook, Parameters
from wsp.law.values import ApprovedValue, LocalChoice

EARLIEST = date(2015, 1, 1)
FOLDER = Path(wsp.instruments.__file__).parent
_DECIMALS = {Kind.WEEK_HOURS, Kind.HOURS, Kind.EURO}


def _convert(name: str, value: Any) -> Any:
    question = QUESTIONS[name]
    if value is None:
        return None
    if question.kind in _DECIMALS:
        return Decimal(value)
    if question.kind is Kind.ONE_OF:
        return question.options(value) if question.options else value
    if question.kind is Kind.SOME_OF:
        return tuple(question.options(each) for each in value) if question.options else value
    return value


@dataclass(frozen=True)
class Case:
    name: str
    on: date
    facts: PlacementFacts
    law: dict[str, str]
    local: dict[str, str]
    expect: dict[str, Any]
    source: str
    """Where the numbers come from: an example of others, or the arithmetic by hand."""

    @property
    def lawbook(self) -> LawBook:
        rows = [
            ApprovedValue(code, self.on, Decimal(value), "the case", last_checked=self.on)
            for code, value in self.law.items()
        ]
        choices = {
            code: (LocalChoice(code, EARLIEST, Decimal(value), "the case"),) for code, value in self.local.items()
        }
        return LawBook(Parameters.load().with_overlay(rows), choices)


def facts_of(values: dict[str, Any]) -> PlacementFacts:
    unknown = values.keys() - {field.name for field in fields(PlacementFacts)}
    assert not unknown, f"no such fact: {unknown}"
    return PlacementFacts(**{name: _convert(name, value) for name, value in values.items()})


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
            local=raw.get("local", {}),
            expect=raw["expect"],
            source=raw.get("source", ""),
        )
        for raw in loaded["cases"]
    ]


def modules() -> list[str]:
    """Return every module that has golden cases."""
    return sorted(path.name.removesuffix(".cases.yaml") for path in FOLDER.glob("*.cases.yaml"))


def cases_of(module: str) -> list[tuple[str, Case]]:
    """Return the cases of a module with the code of the instrument they are about."""
    loaded = content(module)
    raw = loaded["cases"]
    return [(one.get("instrument", loaded["instrument"]), case) for one, case in zip(raw, cases(module), strict=True)]
