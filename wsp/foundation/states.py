"""State tables as data: which step may follow which, and how a state reads in Dutch."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Generic, TypeVar

from wsp.foundation.errors import Conflict

S = TypeVar("S", bound=StrEnum)


class StateTable(Generic[S]):
    """The states of one life cycle: `transitions` maps a state to those that may follow it."""

    def __init__(self, *, noun: str, labels: Mapping[S, str], transitions: Mapping[S, frozenset[S]]) -> None:
        missing = [state for state in type(next(iter(labels))) if state not in labels or state not in transitions]
        if missing:
            message = f"states without label or transitions: {missing}"
            raise ValueError(message)
        self.noun = noun
        self.labels = dict(labels)
        self.transitions = dict(transitions)

    def allowed(self, current: S, new: S) -> bool:
        """True when `new` may follow `current`."""
        return new in self.transitions[current]

    def check(self, current: S, new: S) -> None:
        """Raise Conflict (409) with a Dutch sentence when the step is not in the table."""
        if not self.allowed(current, new):
            message = (
                f"Deze {self.noun} is nu '{self.labels[current].lower()}'. "
                f"De stap naar '{self.labels[new].lower()}' kan niet. Ververs de pagina en kijk opnieuw."
            )
            raise Conflict(message, code="stap-kan-niet")

    def final(self, state: S) -> bool:
        """True when nothing may follow."""
        return not self.transitions[state]
