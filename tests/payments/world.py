"""A placement with a forfait that runs for months, the people who decide and pay, and a municipality that is ready."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.placements import world as placements
from wsp.accounts.permissions import Role
from wsp.foundation.actor import Actor
from wsp.instruments import codes
from wsp.payments import service
from wsp.payments.commands import (
    ApproveOrders,
    DraftDecision,
    SetCreditor,
    SetPaymentSettings,
)
from wsp.payments.enums import DecisionKind, OrderState
from wsp.payments.models import Beschikking, PaymentMonth, PaymentOrder
from wsp.placements.models import Placement, PlacementInstrument

STARTED = date(2026, 4, 16)
"""A trial of the clock: the middle of a month, so that the first one is paid in part."""
AUTHORITY = "het college van burgemeester en wethouders van Proefstad"


@dataclass(frozen=True)
class Paying:
    """Who acts, and on what."""

    session: Session
    of: placements.World
    drafter: Actor
    approver: Actor
    exporter: Actor
    placement: Placement
    instrument: PlacementInstrument

    def command(self, kind: DecisionKind = DecisionKind.GRANT, **given: Any) -> DraftDecision:
        """A beschikking on the loonkostensubsidie from the first day of work."""
        values: dict[str, Any] = {
            "placement_id": self.placement.id,
            "code": codes.LKS,
            "kind": kind,
            "ground": "Participatiewet art. 10d",
            "starts_on": STARTED,
            "motivation": "U neemt iemand in dienst die het minimumloon nog niet kan verdienen.",
        }
        return DraftDecision(**(values | given))

    def draft(self, kind: DecisionKind = DecisionKind.GRANT, **given: Any) -> Beschikking:
        """Write one."""
        return service.draft_decision(self.session, self.command(kind, **given), actor=self.drafter)

    def approved(self, kind: DecisionKind = DecisionKind.GRANT, **given: Any) -> Beschikking:
        """Written by one, approved by another."""
        row = self.draft(kind, **given)
        return service.approve_decision(self.session, row.id, actor=self.approver)

    def sent(self, kind: DecisionKind = DecisionKind.GRANT, **given: Any) -> Beschikking:
        """Made known."""
        row = self.approved(kind, **given)
        return service.send_decision(self.session, row.id, actor=self.drafter)

    def settle(self, through: date) -> None:
        """Calculate, as the daily job does."""
        process = Actor(user_id=None, region_id=self.drafter.region_id, organisation_id=None, kind="taak")
        service.settle_subsidy(self.session, self.instrument.id, through, actor=process)

    def orders(self, *states: OrderState) -> list[PaymentOrder]:
        """The orders of the subsidy in these states, or all, by month and sequence."""
        statement = select(PaymentOrder).order_by(PaymentOrder.month, PaymentOrder.sequence)
        if states:
            statement = statement.where(PaymentOrder.state.in_([each.value for each in states]))
        return list(self.session.scalars(statement.execution_options(populate_existing=True)))

    def months(self) -> dict[date, PaymentMonth]:
        """What is owed, by month."""
        rows = self.session.scalars(select(PaymentMonth).execution_options(populate_existing=True))
        return {row.month: row for row in rows}

    def approve(self, *orders: PaymentOrder) -> int:
        """Approve these orders, or all drafts, as they are."""
        chosen = orders or tuple(self.orders(OrderState.DRAFT))
        command = ApproveOrders(tuple((each.id, int(each.amount * 100)) for each in chosen))
        return service.approve_orders(self.session, command, actor=self.approver)

    def creditor(self, number: str = "C-1001") -> None:
        """The employer is known to the payment administration."""
        command = SetCreditor(self.of.organisation.id, self.placement.employer_id, number)
        service.set_creditor(self.session, command, actor=self.exporter)


def settings_command(organisation_id: uuid.UUID, **given: Any) -> SetPaymentSettings:
    """What the beschikkingen of the municipality say of itself."""
    values: dict[str, Any] = {
        "organisation_id": organisation_id,
        "authority": AUTHORITY,
        "signer": "teammanager Werk",
        "mandate": "Mandaatregister Proefstad, nummer 12",
        "objection_address": "Gemeente Proefstad\nPostbus 1\n9400 AA Proefstad",
    }
    return SetPaymentSettings(**(values | given))


def build(session: Session, *, settings: bool = True, starts_on: date = STARTED, **given: Any) -> Paying:
    """Everything there; the loonkostensubsidie is not granted yet."""
    of = placements.build(session)
    placement = of.place(starts_on=starts_on, ends_on=None, **given)
    instrument = session.scalars(
        select(PlacementInstrument).where(
            PlacementInstrument.placement_id == placement.id, PlacementInstrument.code == codes.LKS
        )
    ).one()
    made = Paying(
        session=session,
        of=of,
        drafter=of.client_manager,
        approver=accounts.actor(session, Role.CLIENT_MANAGER, of=of.organisation),
        exporter=accounts.actor(session, Role.ADMINISTRATOR, of=of.organisation),
        placement=placement,
        instrument=instrument,
    )
    if settings:
        service.set_settings(session, settings_command(of.organisation.id), actor=made.exporter)
    return made
