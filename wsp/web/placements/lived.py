"""The steps of a placement and its instruments in words, on the day they happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wsp.instruments import catalogue
from wsp.placements.enums import INSTRUMENT_STATES, PLACEMENT_STATES, InstrumentState, PlacementState
from wsp.placements.queries import Lived
from wsp.placements.queries.steps import PLACEMENT


@dataclass(frozen=True)
class LivedLine:
    """One step as the page shows it."""

    on: date
    what: str
    state: str
    detail: str
    by: str


def lived_lines(steps: Sequence[Lived]) -> list[LivedLine]:
    """The steps, the newest first."""
    return [
        LivedLine(
            on=each.happened_on,
            what="Plaatsing" if each.what == PLACEMENT else catalogue.get(each.what).title,
            state=_state(each),
            detail=each.reason or "",
            by=each.by or "vanzelf",
        )
        for each in reversed(steps)
    ]


def _state(step: Lived) -> str:
    if step.what == PLACEMENT:
        return PLACEMENT_STATES.labels[PlacementState(step.to_state)]
    return INSTRUMENT_STATES.labels[InstrumentState(step.to_state)]
