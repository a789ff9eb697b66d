"""Lists of payment orders, batches and runs."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from wsp.employers.models import Employer
from wsp.foundation.actor import Actor
from wsp.foundation.paging import SIZE, Page, clamp
from wsp.instruments import catalogue
from wsp.payments import policy
from wsp.payments.enums import BUSY, OrderKind, OrderState
from wsp.payments.errors import OrderNotFound
from wsp.payments.models import PaymentBatch, PaymentOrder, PaymentRun, PaymentStatement
from wsp.payments.queries.joins import with_placement
from wsp.payments.rules.files import order_label
from wsp.placements.models import Placement, PlacementInstrument


@dataclass(frozen=True, kw_only=True)
class OrderFilter:
    """What the list of orders shows; the same values stand in its address."""

    state: OrderState | None = None
    month: date | None = None
    organisation_id: uuid.UUID | None = None
    batch_id: uuid.UUID | None = None


@dataclass(frozen=True, kw_only=True)
class OrderRow:
    """A line in the list of orders; it names no person."""

    order: PaymentOrder
    placement_number: int
    employer: str
    code: str

    @property
    def label(self) -> str:
        """BO-12."""
        return order_label(self.order.number)

    @property
    def title(self) -> str:
        """Dutch name of the instrument."""
        return catalogue.get(self.code).title

    @property
    def state(self) -> OrderState:
        """Where it stands."""
        return OrderState(self.order.state)

    @property
    def kind(self) -> OrderKind:
        """What it is for."""
        return OrderKind(self.order.kind)

    @property
    def cents(self) -> int:
        """The amount as a form sends it back."""
        return int(self.order.amount * 100)


def list_orders(
    session: Session, actor: Actor, wanted: OrderFilter, *, page: int = 1, size: int = SIZE
) -> Page[OrderRow]:
    """One page of orders, newest first."""
    conditions = list(_conditions(actor, wanted))
    total = session.scalar(select(func.count(PaymentOrder.id)).where(*conditions)) or 0
    number = clamp(page, total, size)
    statement = _rows().where(*conditions).limit(size).offset((number - 1) * size)
    return Page([_row(row) for row in session.execute(statement)], total, number, size)


def all_orders(session: Session, actor: Actor, wanted: OrderFilter) -> Iterator[OrderRow]:
    """Every order, for a spreadsheet."""
    for row in session.execute(_rows().where(*_conditions(actor, wanted))):
        yield _row(row)


@dataclass(frozen=True)
class StateCount:
    """How many orders stand somewhere, and what they add up to."""

    count: int = 0
    amount: Decimal = Decimal(0)


def state_counts(session: Session, actor: Actor) -> dict[OrderState, StateCount]:
    """Orders by state, those that do not occur too."""
    rows = session.execute(
        select(PaymentOrder.state, func.count(), func.sum(PaymentOrder.amount))
        .where(PaymentOrder.region_id == actor.region_id, policy.payer(actor, PaymentOrder.organisation_id))
        .group_by(PaymentOrder.state)
    )
    found = {OrderState(state): StateCount(count, amount) for state, count, amount in rows}
    return {state: found.get(state, StateCount()) for state in OrderState}


def batches(session: Session, actor: Actor, *, most: int = 50) -> Sequence[PaymentBatch]:
    """The last batches, newest first, without their files."""
    return session.scalars(
        select(PaymentBatch)
        .where(PaymentBatch.region_id == actor.region_id, policy.payer(actor, PaymentBatch.organisation_id))
        .order_by(PaymentBatch.number.desc())
        .limit(most)
    ).all()


def batch(session: Session, actor: Actor, batch_id: uuid.UUID) -> PaymentBatch:
    """One batch without its file.

    Raises:
        OrderNotFound: there is none for this actor.

    """
    found = session.scalars(
        select(PaymentBatch).where(
            PaymentBatch.region_id == actor.region_id,
            PaymentBatch.id == batch_id,
            policy.payer(actor, PaymentBatch.organisation_id),
        )
    ).one_or_none()
    if found is None:
        raise OrderNotFound
    return found


def statements(session: Session, actor: Actor, *, most: int = 10) -> Sequence[PaymentStatement]:
    """The last status files that this person read back."""
    return session.scalars(
        select(PaymentStatement)
        .where(PaymentStatement.region_id == actor.region_id, PaymentStatement.read_by_id == actor.user_id)
        .order_by(PaymentStatement.created_at.desc(), PaymentStatement.id)
        .limit(most)
    ).all()


def statement(session: Session, actor: Actor, statement_id: uuid.UUID) -> PaymentStatement:
    """One report on a status file, for who read it back.

    Raises:
        OrderNotFound: there is none for this actor.

    """
    found = session.scalars(
        select(PaymentStatement).where(
            PaymentStatement.region_id == actor.region_id,
            PaymentStatement.id == statement_id,
            PaymentStatement.read_by_id == actor.user_id,
        )
    ).one_or_none()
    if found is None:
        raise OrderNotFound
    return found


def earlier_reading(session: Session, actor: Actor, found: PaymentStatement) -> datetime | None:
    """When this person first read the very same file, if that was before."""
    first: datetime | None = session.scalar(
        select(func.min(PaymentStatement.created_at)).where(
            PaymentStatement.region_id == actor.region_id,
            PaymentStatement.read_by_id == actor.user_id,
            PaymentStatement.sha256 == found.sha256,
            PaymentStatement.id != found.id,
            PaymentStatement.created_at <= found.created_at,
        )
    )
    return first


def busy_run(session: Session, actor: Actor) -> PaymentRun | None:
    """The calculation that is on its way in the region, if any."""
    return session.scalars(
        select(PaymentRun).where(PaymentRun.region_id == actor.region_id, PaymentRun.state.in_(sorted(BUSY)))
    ).one_or_none()


def run(session: Session, actor: Actor, run_id: uuid.UUID) -> PaymentRun:
    """One calculation.

    Raises:
        OrderNotFound: there is none in the region.

    """
    found = session.scalars(
        select(PaymentRun).where(PaymentRun.region_id == actor.region_id, PaymentRun.id == run_id)
    ).one_or_none()
    if found is None:
        raise OrderNotFound
    return found


def _conditions(actor: Actor, wanted: OrderFilter) -> Iterator[ColumnElement[bool]]:
    yield PaymentOrder.region_id == actor.region_id
    yield policy.payer(actor, PaymentOrder.organisation_id)
    if wanted.state is not None:
        yield PaymentOrder.state == wanted.state.value
    if wanted.month is not None:
        yield PaymentOrder.month == wanted.month
    if wanted.organisation_id is not None:
        yield PaymentOrder.organisation_id == wanted.organisation_id
    if wanted.batch_id is not None:
        yield PaymentOrder.batch_id == wanted.batch_id


def _rows() -> Select[*tuple[Any, ...]]:
    return with_placement(
        select(PaymentOrder, Placement.number, Employer.name, PlacementInstrument.code).select_from(PaymentOrder),
        PaymentOrder.region_id,
        PaymentOrder.placement_instrument_id,
    ).order_by(PaymentOrder.month.desc(), PaymentOrder.number.desc())


def _row(row: Any) -> OrderRow:
    return OrderRow(order=row[0], placement_number=row[1], employer=row[2], code=row[3])
