"""What becomes of a plan, and of each pair in it."""

from enum import StrEnum
from typing import Final


class PlanState(StrEnum):
    """From the request to the proposal."""

    WAITING = "wacht"
    RUNNING = "loopt"
    READY = "klaar"
    FAILED = "mislukt"


class PairDecision(StrEnum):
    """What a person did with a proposed pair."""

    OPEN = "voorstel"
    INTRODUCED = "voorgedragen"
    REFUSED = "niet gekozen"


BUSY: Final = frozenset({PlanState.WAITING, PlanState.RUNNING})
STATE_LABELS: Final = {
    PlanState.WAITING: "Wacht op de start",
    PlanState.RUNNING: "Wordt gemaakt",
    PlanState.READY: "Klaar",
    PlanState.FAILED: "Mislukt",
}
