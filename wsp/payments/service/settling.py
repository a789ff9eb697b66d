"""Bring one subsidy up to date: what is owed per month, and the orders that follow from it.

May be done as often as one likes, by as many as like: the row of the instrument is locked first, the calculation is
pure, and the database holds one order per subsidy, month, payer and sequence.
"""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.numbering import next_number
from wsp.foundation.workdays import add_months
from wsp.payments import rules
from wsp.payments.enums import ORDER_STATES, OrderKind, OrderState
from wsp.payments.models import PaymentMonth, PaymentOrder
from wsp.payments.queries import subsidies
from wsp.payments.queries.subsidies import Subsidy
from wsp.payments.rules import Act, Owed, Step
from wsp.payments.service import asking
from wsp.placements.models import PlacementInstrument

ORDER: Final = "payment_order"
SERIES: Final = "payment_orders"
_NOTHING: Final = Decimal(0)
COMMITTED_MONTHS: Final = 12
"""So many months ahead the page shows what is committed; nothing is ordered for them."""


@dataclass
class Tally:
    """What came of it."""

    made: int = 0
    changed: int = 0
    blocked: int = 0


def settle_subsidy(session: Session, instrument_id: uuid.UUID, through: date, *, actor: Actor) -> Tally:
    """Calculate every month of a subsidy; make, change or drop the orders of those up to and including `through`.

    Months after `through`, a year ahead, are only kept as committed. A month that may not be ordered now (`Block`)
    leaves its orders as they are, and says why.
    """
    instrument = session.scalars(
        select(PlacementInstrument)
        .where(PlacementInstrument.id == instrument_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    found = subsidies.subsidy(session, instrument)
    orders = subsidies.orders_of(session, instrument_id)
    months = calculate(found, {(each.month, each.organisation_id) for each in orders}, through)
    _keep(session, instrument, months)
    asking.follow_months(session, instrument, months, actor)
    tally = Tally(blocked=sum(each.block is not None and each.month <= through for each in months))
    for each in months:
        if each.month > through or each.payable is None:
            continue
        own = [row for row in orders if (row.month, row.organisation_id) == (each.month, each.payer)]
        step = rules.settle(each.payable, [_as_rule(row) for row in own])
        if step is not None:
            _take(session, instrument, each, step, own, actor)
            tally.made += step.act is Act.MAKE
            tally.changed += step.act is not Act.MAKE
    session.flush()
    return tally


def calculate(found: Subsidy, ordered: set[tuple[date, uuid.UUID]], through: date) -> list[Owed]:
    """What is owed in every month that has a right or an order, up to a year after `through`."""
    end = add_months(through, COMMITTED_MONTHS)
    wanted = set(ordered)
    for segment in found.rights:
        month = segment.start.replace(day=1)
        last = end if segment.last is None else min(segment.last, end)
        while month <= last:
            wanted.add((month, segment.payer))
            month = add_months(month, 1)
    return [
        rules.owed_in(
            month,
            payer,
            found.rights,
            [each.part for each in found.parts],
            state=found.state,
            since=found.instrument.state_since,
            end_decided=found.end_decided,
            thirtieths=found.thirtieths,
        )
        for month, payer in sorted(wanted)
    ]


def ordered_through(today: date) -> date:
    """The last month that is ordered by itself: a subsidy is paid when the month is over."""
    return add_months(today.replace(day=1), -1)


def _as_rule(row: PaymentOrder) -> rules.Order:
    return rules.Order(row.id, OrderKind(row.kind), row.sequence, row.amount, OrderState(row.state))


def _keep(session: Session, instrument: PlacementInstrument, months: list[Owed]) -> None:
    """Replace what was believed of these months; a month that fell away is owed nothing."""
    now = clock.now()
    rows = [
        {
            "id": uuid.uuid4(), "created_at": now, "region_id": instrument.region_id,
            "placement_instrument_id": instrument.id, "organisation_id": each.payer, "month": each.month,
            "owed": each.owed, "payable": each.payable, "block": None if each.block is None else each.block.value,
            "provisional": each.provisional, "calculated_at": now,
        }
        for each in months
    ]  # fmt: skip
    gone = session.scalars(
        select(PaymentMonth).where(
            PaymentMonth.placement_instrument_id == instrument.id, PaymentMonth.region_id == instrument.region_id
        )
    ).all()
    wanted = {(each.month, each.payer) for each in months}
    for row in gone:
        if (row.month, row.organisation_id) not in wanted:
            row.owed = row.payable = _NOTHING
            row.block, row.provisional, row.calculated_at = None, False, now
    if rows:
        statement = insert(PaymentMonth).values(rows)
        session.execute(
            statement.on_conflict_do_update(
                constraint="uq_payment_months_once",
                set_={
                    name: statement.excluded[name]
                    for name in ("owed", "payable", "block", "provisional", "calculated_at")
                },
            )
        )


def _take(
    session: Session, instrument: PlacementInstrument, owed: Owed, step: Step, own: list[PaymentOrder], actor: Actor
) -> None:
    """Do what settling found for one month."""
    if step.act is Act.MAKE:
        _make(session, instrument, owed, step, actor)
        return
    row = next(each for each in own if each.id == step.order_id)
    before = {"bedrag": row.amount, "stand": row.state}
    if step.act is Act.LAPSE:
        ORDER_STATES.check(OrderState(row.state), OrderState.LAPSED)
        row.state = OrderState.LAPSED.value
    else:
        if row.state != OrderState.DRAFT:
            ORDER_STATES.check(OrderState(row.state), OrderState.DRAFT)
        row.state, row.amount, row.provisional = OrderState.DRAFT.value, step.amount, owed.provisional
        row.planned_by_id, row.approved_by_id, row.approved_at = actor.user_id, None, None
    audit.record(
        session, actor, "payment_order.changed", subject=(ORDER, row.id),
        before=before, after={"bedrag": row.amount, "stand": row.state},
    )  # fmt: skip


def _make(session: Session, instrument: PlacementInstrument, owed: Owed, step: Step, actor: Actor) -> None:
    row = PaymentOrder(
        id=uuid.uuid4(),
        region_id=instrument.region_id,
        number=next_number(session, instrument.region_id, SERIES),
        placement_instrument_id=instrument.id,
        organisation_id=owed.payer,
        month=owed.month,
        kind=step.kind.value,
        sequence=step.sequence,
        amount=step.amount,
        state=OrderState.DRAFT.value,
        provisional=owed.provisional,
        planned_by_id=actor.user_id,
    )
    session.add(row)
    session.flush()
    audit.record(
        session, actor, "payment_order.made", subject=(ORDER, row.id),
        after={"maand": owed.month, "bedrag": step.amount, "soort": step.kind, "volgnummer": step.sequence},
    )  # fmt: skip
