"""Approve payment orders, offer a refused one again, and note what an employer paid back."""

import uuid
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.audit.service import Happened
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.money import cents
from wsp.payments import policy
from wsp.payments.commands import ApproveOrders
from wsp.payments.enums import OPEN, ORDER_STATES, OrderState
from wsp.payments.errors import OrderChanged, OrderNotFound, SecondPersonNeeded
from wsp.payments.models import PaymentOrder
from wsp.payments.service.drafting import person
from wsp.payments.service.settling import ORDER

_CENTS: Final = 100
MOST_AT_ONCE: Final = 500
"""Orders that one page approves at once."""


def approve_orders(session: Session, command: ApproveOrders, *, actor: Actor) -> int:
    """Approve drafts as the second person, all or none; returns how many.

    Raises:
        OrderChanged: an amount is no longer the one that was shown, or a colleague was first.
        SecondPersonNeeded: for who asked for the calculation.
        OrderNotFound: another municipality pays, or nothing was chosen.

    """
    approver = person(actor)
    shown = dict(command.orders)
    rows = session.scalars(
        select(PaymentOrder)
        .where(PaymentOrder.id.in_(shown), policy.payer(actor, PaymentOrder.organisation_id))
        .order_by(PaymentOrder.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    if not shown or len(rows) != len(shown):
        raise OrderNotFound
    for row in rows:
        if row.state != OrderState.DRAFT or int(cents(row.amount) * _CENTS) != shown[row.id]:
            raise OrderChanged
        if row.planned_by_id == approver:
            raise SecondPersonNeeded("Jij vroeg deze berekening aan. Vraag een collega om de bedragen goed te keuren.")
    now = clock.now()
    session.execute(
        update(PaymentOrder)
        .where(PaymentOrder.id.in_(shown))
        .values(
            state=OrderState.APPROVED.value, approved_by_id=approver, approved_at=now, updated_at=now,
            version=PaymentOrder.version + 1,
        )
        .execution_options(synchronize_session="fetch")
    )  # fmt: skip
    audit.record_many(
        session,
        actor,
        [
            Happened("payment_order.approved", (ORDER, row.id), None, {"bedrag": row.amount, "maand": row.month})
            for row in rows
        ],
    )
    return len(rows)


def offer_again(session: Session, order_id: uuid.UUID, *, actor: Actor) -> PaymentOrder:
    """Put a refused or returned order in the next batch: the same order, so it can be paid once only.

    Raises:
        OrderNotFound: another municipality pays.
        Conflict: it was not refused, or a correction of the same month must go first.

    """
    row = _locked(session, actor, order_id)
    ORDER_STATES.check(OrderState(row.state), OrderState.APPROVED)
    standing = session.scalar(
        select(PaymentOrder.id).where(
            PaymentOrder.placement_instrument_id == row.placement_instrument_id,
            PaymentOrder.organisation_id == row.organisation_id,
            PaymentOrder.month == row.month,
            PaymentOrder.state.in_(sorted(OPEN)),
        )
    )
    if standing is not None:
        raise OrderChanged
    before = row.state
    row.state, row.exported_by_id, row.batch_id = OrderState.APPROVED.value, None, None
    session.flush()
    audit.record(
        session, actor, "payment_order.offered_again", subject=(ORDER, row.id),
        before={"stand": before, "reden": row.answer}, after={"stand": row.state},
    )  # fmt: skip
    return row


def receive_recovery(session: Session, decision_id: uuid.UUID, *, actor: Actor) -> uuid.UUID:
    """Note that an employer paid a terugvordering back; returns the id of the subsidy (the attached instrument).

    Raises:
        OrderNotFound: nothing of it is waiting for money.

    """
    rows = session.scalars(
        select(PaymentOrder)
        .where(
            PaymentOrder.recovery_id == decision_id,
            PaymentOrder.state == OrderState.CLAIMED.value,
            policy.payer(actor, PaymentOrder.organisation_id),
        )
        .order_by(PaymentOrder.id)
        .with_for_update()
    ).all()
    if not rows:
        raise OrderNotFound
    person(actor)
    for row in rows:
        row.state, row.settled_on = OrderState.RECEIVED.value, clock.today()
    session.flush()
    audit.record_many(
        session,
        actor,
        [Happened("payment_order.received", (ORDER, row.id), None, {"bedrag": row.amount}) for row in rows],
    )
    return rows[0].placement_instrument_id


def _locked(session: Session, actor: Actor, order_id: uuid.UUID) -> PaymentOrder:
    found = session.scalars(
        select(PaymentOrder)
        .where(PaymentOrder.id == order_id, policy.payer(actor, PaymentOrder.organisation_id))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise OrderNotFound
    return found
