"""Which negative orders of a subsidy can be claimed, and which became too old for it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.foundation.workdays import add_months
from wsp.law.lookup import LawBook
from wsp.payments.enums import GIVES_RIGHT, OPEN
from wsp.payments.models import Beschikking, PaymentOrder
from wsp.payments.rules import recoverable_until

YEARS: Final = "awb.recovery_years"


@dataclass(frozen=True, slots=True)
class Claimable:
    """A negative order that nobody settled yet, and the last day on which it can be claimed."""

    order: PaymentOrder
    until: date

    def lapsed(self, on: date) -> bool:
        """Tell whether the term is over on a day (Awb art. 4:57 lid 4)."""
        return on > self.until


def claimable(
    session: Session, instrument_id: uuid.UUID, organisation_id: uuid.UUID, *, on: date
) -> Sequence[Claimable]:
    """Return the negative orders of a subsidy that one municipality may claim or has to let go, by month."""
    orders = session.scalars(
        select(PaymentOrder)
        .where(
            PaymentOrder.placement_instrument_id == instrument_id,
            PaymentOrder.organisation_id == organisation_id,
            PaymentOrder.state.in_(sorted(OPEN)),
            PaymentOrder.amount < Decimal(0),
        )
        .order_by(PaymentOrder.month, PaymentOrder.sequence)
    ).all()
    if not orders:
        return []
    given = session.scalars(
        select(Beschikking).where(
            Beschikking.placement_instrument_id == instrument_id,
            Beschikking.kind.in_(sorted(GIVES_RIGHT)),
            Beschikking.sent_on.is_not(None),
        )
    ).all()
    years = int(LawBook.national().on(YEARS, on).value)
    return [
        Claimable(order, recoverable_until(order.month, _made_known(given, order.month), years)) for order in orders
    ]


def _made_known(given: Sequence[Beschikking], month: date) -> list[date]:
    """The days on which a right over the month was made known."""
    end = add_months(month, 1)
    return [
        row.sent_on
        for row in given
        if row.sent_on is not None
        and any(
            date.fromisoformat(each["from"]) < end
            and (each["until"] is None or date.fromisoformat(each["until"]) >= month)
            for each in row.amounts
        )
    ]
