"""Why amounts are counted again, and how far it is."""

from enum import StrEnum
from typing import Final


class Cause(StrEnum):
    """Why every subsidy is counted again."""

    NEW_YEAR = "jaar"
    """1 January: the law re-indexes every running subsidy (Participatiewet art. 10d lid 7)."""
    VALUE = "waarde"
    """A value was approved."""
    PREVIEW = "voorbeeld"
    """A value was proposed: what would it do? Nothing is carried out."""


class RunState(StrEnum):
    """How far it is."""

    WAITING = "wacht"
    RUNNING = "loopt"
    DONE = "klaar"
    FAILED = "mislukt"


BUSY: Final = frozenset({RunState.WAITING, RunState.RUNNING})
CAUSE_LABELS: Final = {
    Cause.NEW_YEAR: "Indexering op 1 januari",
    Cause.VALUE: "Nieuwe waarde",
    Cause.PREVIEW: "Voorbeeld bij een voorstel",
}
STATE_LABELS: Final = {
    RunState.WAITING: "Wacht",
    RunState.RUNNING: "Bezig",
    RunState.DONE: "Klaar",
    RunState.FAILED: "Mislukt",
}
