"""From what is payable over a month to the one order that may still be made or changed for it.

Whatever was exported, paid or claimed stays as it is. The difference goes into one open order: so the sum of all
orders of a month is what is payable, and nothing is paid twice.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from wsp.payments.enums import FIXED, OPEN, OrderKind, OrderState


@dataclass(frozen=True, slots=True)
class Order:
    """An order as settling sees it."""

    id: uuid.UUID
    kind: OrderKind
    sequence: int
    amount: Decimal
    state: OrderState


class Act(StrEnum):
    """What happens to the open order of a month."""

    MAKE = "maken"
    CHANGE = "wijzigen"
    REOPEN = "heropenen"
    LAPSE = "vervallen"


@dataclass(frozen=True, slots=True)
class Step:
    """One act: on the order `order_id`, or on a new one of `kind` and `sequence`."""

    act: Act
    amount: Decimal
    kind: OrderKind
    sequence: int
    order_id: uuid.UUID | None = None


def settle(payable: Decimal, orders: Sequence[Order]) -> Step | None:
    """Return what must be done so that all orders of one month together are `payable`; None when they are."""
    wanted = payable - sum((each.amount for each in orders if each.state in FIXED), Decimal(0))
    standing = next((each for each in orders if each.state in OPEN), None)
    if standing is not None:
        if standing.amount == wanted:
            return None
        act = Act.CHANGE if wanted else Act.LAPSE
        return Step(act, wanted or standing.amount, standing.kind, standing.sequence, standing.id)
    if not wanted:
        return None
    # An order that lapsed before anything was exported takes up its number again: a month has one order 0.
    lapsed = max(
        (each for each in orders if each.state is OrderState.LAPSED), key=lambda each: each.sequence, default=None
    )
    if lapsed is not None:
        return Step(Act.REOPEN, wanted, lapsed.kind, lapsed.sequence, lapsed.id)
    last = max((each.sequence for each in orders), default=-1)
    kind = OrderKind.MONTH if last < 0 else OrderKind.CORRECTION
    return Step(Act.MAKE, wanted, kind, last + 1)
