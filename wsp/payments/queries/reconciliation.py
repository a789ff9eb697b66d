"""The aansluiting: per month what is owed by the rules, ordered, exported and paid, and what is left."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from wsp.employers.models import Employer
from wsp.foundation.actor import Actor
from wsp.foundation.paging import SIZE, Page, clamp
from wsp.foundation.workdays import add_months
from wsp.instruments import catalogue
from wsp.payments import policy
from wsp.payments.enums import MONEY_MOVED, OUT, Block, OrderState
from wsp.payments.models import PaymentMonth, PaymentOrder
from wsp.payments.queries.joins import at_employer, with_placement
from wsp.placements.models import Placement, PlacementInstrument

NOTHING: Final = Decimal(0)
_WENT: Final = sorted(OUT | {OrderState.RECEIVED})
"""Exported, or money that came back outside a batch."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the page shows: months from `first`, `count` of them; the same values stand in its address."""

    first: date
    count: int
    organisation_id: uuid.UUID | None = None
    employer_id: uuid.UUID | None = None

    @property
    def last(self) -> date:
        """The last month."""
        return add_months(self.first, self.count - 1)


@dataclass(frozen=True, kw_only=True)
class MonthRow:
    """One month; amounts in euro. `unknown` counts subsidies whose amount the rules do not know."""

    month: date
    subsidies: int = 0
    owed: Decimal = NOTHING
    blocked: int = 0
    unknown: int = 0
    ordered: Decimal = NOTHING
    exported: Decimal = NOTHING
    paid: Decimal = NOTHING

    @property
    def difference(self) -> Decimal:
        """What is owed and not paid; below zero: paid too much."""
        return self.owed - self.paid


@dataclass(frozen=True)
class Aansluiting:
    """The months of the page, oldest first, and when they were calculated."""

    rows: tuple[MonthRow, ...]
    calculated_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class LineRow:
    """One subsidy in one month."""

    instrument_id: uuid.UUID
    placement_number: int
    employer: str
    code: str
    organisation_id: uuid.UUID
    owed: Decimal | None
    payable: Decimal | None
    block: Block | None
    ordered: Decimal
    exported: Decimal
    paid: Decimal

    @property
    def title(self) -> str:
        """Dutch name of the instrument."""
        return catalogue.get(self.code).title

    @property
    def difference(self) -> Decimal | None:
        """What is owed and not paid; None when it is not known what is owed."""
        return None if self.owed is None else self.owed - self.paid


def months(session: Session, actor: Actor, wanted: Wanted) -> Aansluiting:
    """Every month of the page, also those in which nothing is owed; two statements."""
    owed = {
        row.month: row
        for row in session.execute(
            select(
                PaymentMonth.month,
                func.count().filter((PaymentMonth.owed != 0) | PaymentMonth.block.is_not(None)).label("subsidies"),
                func.coalesce(func.sum(PaymentMonth.owed), 0).label("owed"),
                func.count().filter(PaymentMonth.block.is_not(None)).label("blocked"),
                func.count().filter(PaymentMonth.owed.is_(None)).label("unknown"),
                func.max(PaymentMonth.calculated_at).label("calculated_at"),
            )
            .where(*_conditions(actor, PaymentMonth, wanted))
            .group_by(PaymentMonth.month)
        )
    }
    orders = {
        row.month: row
        for row in session.execute(
            select(PaymentOrder.month, *_sums())
            .where(*_conditions(actor, PaymentOrder, wanted))
            .group_by(PaymentOrder.month)
        )
    }
    rows = tuple(_month(add_months(wanted.first, index), owed, orders) for index in range(wanted.count))
    return Aansluiting(rows, max((row.calculated_at for row in owed.values()), default=None))


def lines(
    session: Session, actor: Actor, month: date, wanted: Wanted, *, page: int = 1, size: int = SIZE
) -> Page[LineRow]:
    """The subsidies of one month, those that ask for something first; one page of them."""
    statement = _lines(actor, month, wanted)
    total = session.scalar(select(func.count()).select_from(statement.subquery())) or 0
    number = clamp(page, total, size)
    rows = session.execute(_ordered(statement).limit(size).offset((number - 1) * size))
    return Page([_line(row) for row in rows], total, number, size)


def all_lines(session: Session, actor: Actor, month: date, wanted: Wanted) -> Iterator[LineRow]:
    """Every subsidy of one month, for a spreadsheet."""
    for row in session.execute(_ordered(_lines(actor, month, wanted))):
        yield _line(row)


def employers(session: Session, actor: Actor) -> Sequence[tuple[uuid.UUID, str]]:
    """Employers that get a subsidy, by name: what one can filter by."""
    statement = with_placement(
        select(Employer.id, Employer.name).select_from(PaymentMonth),
        PaymentMonth.region_id,
        PaymentMonth.placement_instrument_id,
    )
    rows = session.execute(
        statement.where(policy.payer(actor, PaymentMonth.organisation_id))
        .group_by(Employer.id)
        .order_by(Employer.sort_key, Employer.id)
    )
    return [(row[0], row[1]) for row in rows]


def payers(session: Session, actor: Actor) -> Sequence[uuid.UUID]:
    """Municipalities that pay something, as far as the actor may know."""
    return session.scalars(
        select(PaymentMonth.organisation_id).where(policy.payer(actor, PaymentMonth.organisation_id)).distinct()
    ).all()


def _conditions(
    actor: Actor, model: type[PaymentMonth | PaymentOrder], wanted: Wanted
) -> Iterator[ColumnElement[bool]]:
    yield model.region_id == actor.region_id
    yield policy.payer(actor, model.organisation_id)
    yield model.month.between(wanted.first, wanted.last)
    if wanted.organisation_id is not None:
        yield model.organisation_id == wanted.organisation_id
    if wanted.employer_id is not None:
        yield at_employer(model, wanted.employer_id)


def _sums() -> tuple[ColumnElement[Any], ...]:
    return (
        _sum(PaymentOrder.state != OrderState.LAPSED.value).label("ordered"),
        _sum(PaymentOrder.state.in_(_WENT)).label("exported"),
        _sum(PaymentOrder.state.in_(sorted(MONEY_MOVED))).label("paid"),
    )


def _sum(which: ColumnElement[bool]) -> ColumnElement[Any]:
    return func.coalesce(func.sum(PaymentOrder.amount).filter(which), 0)


def _month(month: date, owed: dict[date, Any], orders: dict[date, Any]) -> MonthRow:
    known, ordered = owed.get(month), orders.get(month)
    return MonthRow(
        month=month,
        subsidies=0 if known is None else known.subsidies,
        owed=NOTHING if known is None else known.owed,
        blocked=0 if known is None else known.blocked,
        unknown=0 if known is None else known.unknown,
        ordered=NOTHING if ordered is None else ordered.ordered,
        exported=NOTHING if ordered is None else ordered.exported,
        paid=NOTHING if ordered is None else ordered.paid,
    )


def _lines(actor: Actor, month: date, wanted: Wanted) -> Select[*tuple[Any, ...]]:
    own = (
        select(PaymentOrder.placement_instrument_id, PaymentOrder.organisation_id, *_sums())
        .where(PaymentOrder.region_id == actor.region_id, PaymentOrder.month == month)
        .group_by(PaymentOrder.placement_instrument_id, PaymentOrder.organisation_id)
        .subquery()
    )
    columns: tuple[ColumnElement[Any] | InstrumentedAttribute[Any], ...] = (
        PaymentMonth.placement_instrument_id, Placement.number, Employer.name, PlacementInstrument.code,
        PaymentMonth.organisation_id, PaymentMonth.owed, PaymentMonth.payable, PaymentMonth.block,
        func.coalesce(own.c.ordered, 0).label("ordered"), func.coalesce(own.c.exported, 0).label("exported"),
        func.coalesce(own.c.paid, 0).label("paid"),
    )  # fmt: skip
    statement = with_placement(
        select(*columns).select_from(PaymentMonth), PaymentMonth.region_id, PaymentMonth.placement_instrument_id
    ).outerjoin(
        own,
        and_(
            own.c.placement_instrument_id == PaymentMonth.placement_instrument_id,
            own.c.organisation_id == PaymentMonth.organisation_id,
        ),
    )
    conditions = [
        PaymentMonth.region_id == actor.region_id,
        policy.payer(actor, PaymentMonth.organisation_id),
        PaymentMonth.month == month,
        (PaymentMonth.owed.is_distinct_from(0)) | own.c.ordered.is_not(None),
    ]
    if wanted.organisation_id is not None:
        conditions.append(PaymentMonth.organisation_id == wanted.organisation_id)
    if wanted.employer_id is not None:
        conditions.append(Placement.employer_id == wanted.employer_id)
    return statement.where(*conditions)


def _ordered(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return statement.order_by(
        case((PaymentMonth.block.is_not(None), 0), else_=1), Employer.sort_key, Placement.number, PaymentMonth.id
    )


def _line(row: Any) -> LineRow:
    return LineRow(
        instrument_id=row[0], placement_number=row[1], employer=row[2], code=row[3], organisation_id=row[4],
        owed=row[5], payable=row[6], block=None if row[7] is None else Block(row[7]), ordered=row[8], exported=row[9],
        paid=row[10],
    )  # fmt: skip
