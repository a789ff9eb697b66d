"""In which state a placement should be on a day."""

from datetime import date, timedelta
from typing import Final

from wsp.foundation.workdays import add_months
from wsp.placements.enums import PlacementKind, PlacementState
from wsp.placements.rules.facts import History, first_paid_day

CONFIRMED_FOR: Final = timedelta(days=90)
"""So long the employer is not asked again whether the hours are right."""
DURABLE_MONTHS: Final = 12
"""A year in paid work: what the field calls durable."""


def durable_from(history: History) -> date | None:
    """First day on which the placement is durable, when it lasts; None without paid work."""
    paid = first_paid_day(history)
    return None if paid is None else add_months(paid, DURABLE_MONTHS)


def reached_on(history: History, state: PlacementState) -> date:
    """The day on which the placement came into a state, by its dates."""
    match state:
        case PlacementState.RUNNING:
            return first_paid_day(history) or history.starts_on
        case PlacementState.DURABLE:
            return durable_from(history) or history.starts_on
        case _:
            return history.starts_on


def resumed_state(history: History, today: date) -> PlacementState:
    """The state in which a placement goes on: durable work is durable again only once the calendar says so."""
    state = state_on(history, today)
    # The contract that is given after all may be over too: the calendar ends it, with its own reason.
    return PlacementState.RUNNING if state in (PlacementState.DURABLE, PlacementState.ENDED) else state


def state_on(history: History, day: date) -> PlacementState:
    """The state that follows from the dates alone."""
    if history.ends_on is not None and day > history.ends_on:
        return PlacementState.ENDED
    if day < history.starts_on:
        return PlacementState.PLANNED
    terms = history.terms_on(day)
    if terms is not None and terms.kind is PlacementKind.TRIAL:
        return PlacementState.TRIAL
    durable = durable_from(history)
    return PlacementState.DURABLE if durable is not None and day >= durable else PlacementState.RUNNING
