"""What is owed over a calendar month: by the rules, and as far as a second person approved what it rests on.

Money follows the rules, but only over days of which hours and loonwaarde (the basis) were approved. So the indexation
of 1 January and a birthday need no new beschikking (Participatiewet art. 10d lid 7: ambtshalve), other hours or another
loonwaarde do.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from wsp.foundation.workdays import add_months
from wsp.instruments.assessment import Status
from wsp.instruments.proration import prorate
from wsp.payments.enums import Block
from wsp.payments.rules.rights import Segment
from wsp.placements.enums import InstrumentState

_DAY: Final = timedelta(days=1)
_PAYING: Final = frozenset({InstrumentState.GRANTED, InstrumentState.RUNNING})


@dataclass(frozen=True, slots=True)
class Part:
    """What the rules say over a period: `exact` is euro per month, unrounded; None when it is not known."""

    start: date
    last: date | None
    status: Status
    exact: Decimal | None
    basis: str
    provisional: bool = False

    def holds(self, day: date) -> bool:
        """Tell whether `day` lies in it."""
        return self.start <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Owed:
    """One month of one subsidy for one payer.

    `owed` is what the rules give over the days with a right (None: not known); `payable` the same as far as it may be
    ordered, None while `block` says why not. Both in cents.
    """

    month: date
    payer: uuid.UUID
    owed: Decimal | None
    payable: Decimal | None
    block: Block | None
    provisional: bool


def owed_in(
    month: date,
    payer: uuid.UUID,
    rights: Sequence[Segment],
    parts: Sequence[Part],
    *,
    state: InstrumentState = InstrumentState.RUNNING,
    since: date | None = None,
    end_decided: bool = False,
    thirtieths: int | None = None,
) -> Owed:
    """Return what `payer` owes over the calendar month that begins on `month`.

    `thirtieths` is the number of parts of a month where the municipality counts so, None for calendar days. Days of
    the right without any part lie outside the employment: nothing is owed over them. `since` is the day on which the
    instrument came into its state (None: not known, so all of its days count). `end_decided`: the last beschikking took
    the right away, so an instrument that ended leaves no question.
    """
    end = add_months(month, 1) - _DAY
    own = [segment for segment in rights if segment.payer == payer]
    owed: Decimal | None = Decimal(0)
    payable = Decimal(0)
    blocks: list[Block] = []
    provisional = False
    worked = False
    for start, last in _runs(month, end, own, parts):
        segment = next(each for each in own if each.holds(start))
        part = next((each for each in parts if each.holds(start)), None)
        if part is None:
            continue
        # The day on which something is suspended belongs to it; the day on which something ended is its last.
        worked = worked or since is None or last > since or (last == since and state is not InstrumentState.ENDED)
        if part.status is Status.NOT_ELIGIBLE:
            blocks.append(Block.NO_RIGHT)
            continue
        if part.status is Status.UNKNOWN or part.exact is None:
            owed = None
            blocks.append(Block.UNKNOWN)
            continue
        amount = prorate(part.exact, start, last, parts=thirtieths)
        provisional = provisional or part.provisional
        if owed is not None:
            owed += amount
        if part.basis == segment.basis:
            payable += amount
        else:
            blocks.append(Block.OTHER_BASIS)
    stopped = _of_state(state, end_decided=end_decided) if worked else None
    block = stopped or min(blocks, key=list(Block).index, default=None)
    return Owed(month, payer, owed, None if block else payable, block, provisional)


def _of_state(state: InstrumentState, *, end_decided: bool) -> Block | None:
    """What the state of the instrument forbids; an end that a beschikking decided forbids nothing."""
    if state in _PAYING:
        return None
    if state is InstrumentState.SUSPENDED:
        return Block.SUSPENDED
    if state is InstrumentState.ENDED:
        return None if end_decided else Block.ENDED
    return Block.NO_RIGHT


def _runs(month: date, end: date, own: Sequence[Segment], parts: Sequence[Part]) -> list[tuple[date, date]]:
    """Cut the days of the month with a right into pieces over which right and part stay the same."""
    starts = {month}
    spans: tuple[Segment | Part, ...] = (*own, *parts)
    for each in spans:
        starts.add(each.start)
        if each.last is not None:
            starts.add(each.last + _DAY)
    inside = sorted(day for day in starts if month <= day <= end)
    pieces = zip(inside, [*inside[1:], end + _DAY], strict=True)
    return [(first, following - _DAY) for first, following in pieces if any(segment.holds(first) for segment in own)]
