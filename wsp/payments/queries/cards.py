"""One subsidy: its months with what was owed, ordered and paid, its orders and its beschikkingen."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.accounts import queries as accounts
from wsp.employers.models import Employer
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.instruments import catalogue
from wsp.payments import policy
from wsp.payments.enums import MONEY_MOVED, Block, OrderState
from wsp.payments.errors import OrderNotFound
from wsp.payments.models import Beschikking, PaymentMonth, PaymentOrder
from wsp.payments.queries import decisions, recovering
from wsp.payments.queries.recovering import Claimable
from wsp.placements.enums import InstrumentState
from wsp.placements.models import Placement, PlacementInstrument


@dataclass(frozen=True)
class CardMonth:
    """A month of a subsidy for one payer."""

    month: date
    payer: str
    owed: Decimal | None
    payable: Decimal | None
    block: Block | None
    provisional: bool
    orders: tuple[PaymentOrder, ...]

    @property
    def ordered(self) -> Decimal:
        """All orders together, without those that lapsed."""
        return sum((each.amount for each in self.orders if each.state != OrderState.LAPSED), Decimal(0))

    @property
    def paid(self) -> Decimal:
        """What the employer has."""
        return sum((each.amount for each in self.orders if each.state in MONEY_MOVED), Decimal(0))


@dataclass(frozen=True)
class SubsidyCard:
    """Everything about the money of one subsidy."""

    instrument: PlacementInstrument
    placement: Placement
    employer: str
    months: tuple[CardMonth, ...]
    decisions: Sequence[Beschikking]

    @property
    def title(self) -> str:
        """Dutch name of the instrument."""
        return catalogue.get(self.instrument.code).title

    @property
    def state(self) -> InstrumentState:
        """Where the instrument stands."""
        return InstrumentState(self.instrument.state)

    @property
    def too_much(self) -> Decimal:
        """What was ordered too much and nobody claimed yet; zero or above."""
        return -sum(
            (
                each.amount
                for month in self.months
                for each in month.orders
                if each.amount < 0 and each.state in {OrderState.DRAFT, OrderState.APPROVED}
            ),
            Decimal(0),
        )


def claims(session: Session, card: SubsidyCard) -> Sequence[Claimable]:
    """What was paid too much and nobody claimed yet, with the last day for it, by month."""
    payers = {
        each.organisation_id
        for month in card.months
        for each in month.orders
        if each.amount < 0 and each.state in {OrderState.DRAFT, OrderState.APPROVED}
    }
    today = clock.today()
    return [
        each for payer in sorted(payers) for each in recovering.claimable(session, card.instrument.id, payer, on=today)
    ]


def subsidy_card(session: Session, actor: Actor, instrument_id: uuid.UUID) -> SubsidyCard:
    """One subsidy with its months, newest first.

    Raises:
        OrderNotFound: there is none for this actor.

    """
    found = session.execute(
        select(PlacementInstrument, Placement, Employer.name)
        .join(
            Placement,
            (Placement.region_id == PlacementInstrument.region_id) & (Placement.id == PlacementInstrument.placement_id),
        )
        .join(Employer, (Employer.region_id == Placement.region_id) & (Employer.id == Placement.employer_id))
        .where(PlacementInstrument.region_id == actor.region_id, PlacementInstrument.id == instrument_id)
    ).one_or_none()
    decided = decisions.of_subsidy(session, actor, instrument_id)
    if found is None or not decided:
        raise OrderNotFound
    orders = session.scalars(
        select(PaymentOrder)
        .where(PaymentOrder.placement_instrument_id == instrument_id, policy.payer(actor, PaymentOrder.organisation_id))
        .order_by(PaymentOrder.month, PaymentOrder.sequence)
    ).all()
    rows = session.scalars(
        select(PaymentMonth)
        .where(PaymentMonth.placement_instrument_id == instrument_id, policy.payer(actor, PaymentMonth.organisation_id))
        .order_by(PaymentMonth.month.desc(), PaymentMonth.organisation_id)
    ).all()
    names = accounts.organisation_names(session, [row.organisation_id for row in rows])
    months = tuple(
        CardMonth(
            month=row.month,
            payer=names.get(row.organisation_id, ""),
            owed=row.owed,
            payable=row.payable,
            block=None if row.block is None else Block(row.block),
            provisional=row.provisional,
            orders=tuple(
                each for each in orders if (each.month, each.organisation_id) == (row.month, row.organisation_id)
            ),
        )
        for row in rows
    )
    instrument, placement, employer = found
    return SubsidyCard(instrument, placement, employer, months, decided)
