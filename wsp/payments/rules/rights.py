"""From the decisions that were made known to the days on which there is a right, and what was approved for them."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from wsp.payments.enums import GIVES_RIGHT, TAKES_RIGHT, DecisionKind

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Segment:
    """Days from `start` up to and including `last` (None: no end) on which `payer` approved the basis `basis`."""

    start: date
    last: date | None
    basis: str
    payer: uuid.UUID

    def holds(self, day: date) -> bool:
        """Tell whether `day` lies in it."""
        return self.start <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Decided:
    """A beschikking that was made known: from `starts_on` on it says what holds."""

    kind: DecisionKind
    starts_on: date
    segments: tuple[Segment, ...] = ()


def rights(decisions: Iterable[Decided]) -> tuple[Segment, ...]:
    """Return the days with a right, in order of time; `decisions` in the order in which they were made known.

    A later beschikking replaces what an earlier one said from its first day on. An afwijzing and a terugvordering say
    nothing about days.
    """
    found: list[Segment] = []
    for each in decisions:
        if each.kind not in GIVES_RIGHT | TAKES_RIGHT:
            continue
        kept = [segment for segment in found if segment.start < each.starts_on]
        found = [
            replace(segment, last=each.starts_on - _DAY) if segment.holds(each.starts_on) else segment
            for segment in kept
        ]
        if each.kind in GIVES_RIGHT:
            found += each.segments
    return tuple(sorted(found, key=lambda segment: segment.start))
