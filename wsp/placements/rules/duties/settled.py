"""Which duties the facts show as done, and with what."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from wsp.instruments import codes
from wsp.placements.enums import INSTRUMENT_STATES, UNPAID, InstrumentState
from wsp.placements.obligations.enums import DoneWith
from wsp.placements.rules.duties.kinds import Done, Period, Standing
from wsp.placements.rules.facts import History

_T = InstrumentState
ASKED: Final = frozenset({_T.APPLIED, _T.GRANTED, _T.REFUSED, _T.RUNNING, _T.SUSPENDED})
"""Somebody asked for it."""
DECIDED: Final = frozenset({_T.GRANTED, _T.REFUSED, _T.RUNNING, _T.SUSPENDED})
"""Somebody decided on it."""
_TRIED: Final = (codes.PROEFPLAATSING, codes.BEHOUD)
_WAGE: Final = "wml.referentiemaandloon"


def apply_key(code: str) -> str:
    """Name the duty to apply for an instrument."""
    return f"aanvraag-{code}"


def decide_key(code: str, nth: int = 0) -> str:
    """Name the duty to decide on an application, or after the nth measurement."""
    return f"besluit-{code}-{nth}" if nth else f"besluit-{code}"


def measure_key(nth: int) -> str:
    """Name the duty to measure for the nth time."""
    return "meting" if nth == 1 else f"meting-{nth}"


def index_key(year: int) -> str:
    """Name the duty to adapt the subsidy on the first day of a year."""
    return f"indexatie-{year}"


def settled(history: History, parts: Sequence[Period], states: Mapping[str, Standing]) -> dict[str, Done]:
    """Return what was done, by the key of the duty."""
    return dict((*_asked(states), *_measured(history), *_decided(history, states), *_indexed(parts), *_tried(history)))


def _asked(states: Mapping[str, Standing]) -> Iterator[tuple[str, Done]]:
    for code, standing in states.items():
        words = INSTRUMENT_STATES.labels[standing.state]
        if standing.state in ASKED:
            yield apply_key(code), Done(DoneWith.ACT, standing.asked_on, "Aanvraag gedaan")
        if standing.state in DECIDED:
            yield decide_key(code), Done(DoneWith.DECISION, standing.decided_on, words)
        if standing.answers.get("declaration") == "ja" or standing.answers.get("declaration_asked_on"):
            asked = standing.answers.get("declaration_asked_on")
            yield f"verklaring-{code}", Done(DoneWith.ACT, _day(asked), "Doelgroepverklaring aangevraagd")


def _measured(history: History) -> Iterator[tuple[str, Done]]:
    for nth, each in enumerate(history.measured, 1):
        yield measure_key(nth), Done(DoneWith.MEASUREMENT, each.measured_on, "Loonwaarde gemeten")


def _decided(history: History, states: Mapping[str, Standing]) -> Iterator[tuple[str, Done]]:
    """After every measurement somebody decides; a later measurement takes the place of an earlier one."""
    standing = states.get(codes.LKS)
    if standing is None or standing.state not in DECIDED:
        return
    for nth, each in enumerate(history.measured, 1):
        on = standing.decided_on
        if nth < len(history.measured) or on is None or on >= each.measured_on:
            words = INSTRUMENT_STATES.labels[standing.state]
            yield decide_key(codes.LKS, nth), Done(DoneWith.DECISION, on, words)


def _indexed(parts: Sequence[Period]) -> Iterator[tuple[str, Done]]:
    """The amount of a year was counted with the minimum wage of its first day."""
    for part in parts:
        if part.code != codes.LKS:
            continue
        for source in part.assessment.sources:
            day = source.valid_from
            if source.code == _WAGE and (day.month, day.day) == (1, 1) and part.start >= day:
                yield index_key(day.year), Done(DoneWith.ACT, None, "Bedrag opnieuw berekend")


def _tried(history: History) -> Iterator[tuple[str, Done]]:
    """Who got a contract with a wage after working with a benefit: the talk about it was held."""
    kinds = [version.kind in UNPAID for version in history.terms]
    if True in kinds and False in kinds:
        on = min(version.start for version in history.terms if version.kind not in UNPAID)
        for code in _TRIED:
            yield f"evaluatie-{code}", Done(DoneWith.ACT, on, "Er is een contract met loon")


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
