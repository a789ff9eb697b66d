"""Scenarios as they stand in an address: `uren:24,groei:60` is one scenario with two changes.

A scenario is always the base with something else. Every change is applied to what was typed (a proposal) or to what is
known of a placement (a situation), so that a scenario is nothing but the plan of changed facts.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from wsp.foundation.errors import InvalidInput
from wsp.foundation.money import number
from wsp.instruments import catalogue
from wsp.placements.planner.enums import FirstMonths
from wsp.placements.planner.situation import PLANNED, Proposal, Situation, with_hours, with_loonwaarde, without

MOST: Final = 3
"""Scenarios beside the base: four columns still fit on a page."""
_MOST_CHANGES: Final = 4
_LONGEST_WEEK: Final = 60
_HOURS: Final = re.compile(r"\d{1,2}(?:\.\d)?", re.ASCII)
_PERCENT: Final = re.compile(r"\d{1,2}|100", re.ASCII)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs from the base; `text` is how it stands in an address."""

    key: str
    value: str

    @property
    def text(self) -> str:
        """As in an address."""
        return f"{self.key}:{self.value}"

    @property
    def label(self) -> str:
        """In Dutch, without a capital where it may stand inside a sentence."""
        return _LABELS[self.key](self.value)


@dataclass(frozen=True, slots=True)
class Scenario:
    """The base with some changes; without any it is the base itself."""

    changes: tuple[Change, ...] = ()

    @property
    def text(self) -> str:
        """As in an address."""
        return ",".join(change.text for change in self.changes)

    @property
    def label(self) -> str:
        """Dutch name of the column."""
        words = ", ".join(change.label for change in self.changes)
        return words[:1].upper() + words[1:] if words else "Zoals ingevuld"


def read(texts: Iterable[str], *, for_placement: bool = False) -> tuple[Scenario, ...]:
    """The scenarios of an address, each once, in order.

    Raises:
        InvalidInput: more than three, or one that the planner does not know.

    """
    wanted = dict.fromkeys(text.strip() for text in texts if text.strip())
    if len(wanted) > MOST:
        raise InvalidInput("Kies ten hoogste drie vergelijkingen.", fields={"anders": ["Kies er ten hoogste drie."]})
    return tuple(_scenario(text, for_placement=for_placement) for text in wanted)


def _scenario(text: str, *, for_placement: bool) -> Scenario:
    changes = tuple(_change(part, for_placement=for_placement) for part in text.split(",", _MOST_CHANGES))
    if len(changes) > _MOST_CHANGES or len({_subject(change) for change in changes}) < len(changes):
        raise _unknown()
    return Scenario(changes)


def _subject(change: Change) -> str:
    return change.text if change.key == "zonder" else change.key


def _change(text: str, *, for_placement: bool) -> Change:
    key, _, value = text.partition(":")
    allowed = ON_PLACEMENT if for_placement else tuple(_LABELS)
    if key not in allowed or not _VALID[key](value):
        raise _unknown()
    return Change(key, value)


def _unknown() -> InvalidInput:
    text = "Deze vergelijking kennen we niet. Kies er een uit de lijst."
    return InvalidInput(text, fields={"anders": [text]})


def changed_proposal(proposal: Proposal, scenario: Scenario) -> Proposal:
    """What was typed, with the changes of a scenario."""
    for change in scenario.changes:
        proposal = _on_proposal(proposal, change)
    return proposal


def _on_proposal(proposal: Proposal, change: Change) -> Proposal:
    match change.key:
        case "uren":
            return replace(proposal, hours=Decimal(change.value))
        case "loonwaarde":
            return replace(proposal, loonwaarde=int(change.value))
        case "groei":
            return replace(proposal, later=int(change.value))
        case "proef":
            return replace(proposal, trial=change.value == "ja")
        case "start":
            return replace(proposal, first_months=FirstMonths(change.value))
        case _:
            return replace(proposal, instruments=proposal.instruments - {change.value})


def changed_situation(situation: Situation, scenario: Scenario, on: date) -> Situation:
    """What is known of a placement, with the changes of a scenario from `on`."""
    for change in scenario.changes:
        match change.key:
            case "uren":
                situation = with_hours(situation, Decimal(change.value), on)
            case "loonwaarde":
                situation = with_loonwaarde(situation, int(change.value), on)
            case _:
                situation = without(situation, change.value)
    return situation


def offered(
    hours: Decimal, loonwaarde: int | None, *, trial: bool | None, instruments: Sequence[str]
) -> dict[str, str]:
    """Changes that somebody is likely to ask for, by their text in an address; `trial` None: not to be changed."""
    texts = [f"uren:{each}" for each in ("24", "32", "36") if Decimal(each) != hours]
    if loonwaarde is not None:
        grown = min(loonwaarde + 15, 95)
        texts.append(f"groei:{grown}" if trial is not None else f"loonwaarde:{grown}")
    if trial is not None:
        texts.append("proef:nee" if trial else "proef:ja")
    texts += [f"zonder:{code}" for code in PLANNED if code in instruments]
    scenarios = [Scenario((_change(text, for_placement=False),)) for text in texts]
    return {each.text: each.label for each in scenarios}


def _is_hours(text: str) -> bool:
    return bool(_HOURS.fullmatch(text)) and 0 < Decimal(text) <= _LONGEST_WEEK


_LABELS: Final[dict[str, Callable[[str], str]]] = {
    "uren": lambda value: f"{number(Decimal(value))} uur per week",
    "loonwaarde": lambda value: f"loonwaarde {value} %",
    "groei": lambda value: f"loonwaarde groeit naar {value} %",
    "proef": lambda value: "eerst een proefplaatsing" if value == "ja" else "zonder proefplaatsing",
    "start": lambda value: "meteen meten" if value == FirstMonths.MEASURED else "eerst zonder meting",
    "zonder": lambda code: f"zonder {catalogue.get(code).title.lower()}",
}
_VALID: Final[dict[str, Callable[[str], bool]]] = {
    "uren": _is_hours,
    "loonwaarde": lambda value: bool(_PERCENT.fullmatch(value)),
    "groei": lambda value: bool(_PERCENT.fullmatch(value)),
    "proef": lambda value: value in ("ja", "nee"),
    "start": lambda value: value in tuple(FirstMonths),
    "zonder": lambda value: value in PLANNED,
}
ON_PLACEMENT: Final = ("uren", "loonwaarde", "zonder")
"""What can be changed of a placement that exists: how it began is past."""
