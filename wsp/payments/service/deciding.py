"""The second pair of eyes, and making known: from then on terms run, and money follows."""

import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.accounts.permissions import Permission
from wsp.audit import service as audit
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.workdays import end_of_term
from wsp.law.lookup import LawBook
from wsp.payments import letters
from wsp.payments.enums import DECISION_STATES, KIND_LABELS, ORDER_STATES, DecisionKind, DecisionState, OrderState
from wsp.payments.errors import DecisionChanged, SecondPersonNeeded
from wsp.payments.models import Beschikking, PaymentOrder
from wsp.payments.service import asking, drafting, settling
from wsp.payments.service.drafting import SUBJECT
from wsp.placements import service as placements
from wsp.placements.commands import MoveInstrument
from wsp.placements.enums import INSTRUMENT_STATES, InstrumentState
from wsp.placements.models import Placement, PlacementInstrument
from wsp.placements.obligations import settling as obligations
from wsp.placements.obligations.enums import DoneWith
from wsp.placements.rules.duties import Done

_S: Final = InstrumentState
OBJECTION: Final = "awb.objection_weeks"


def approve_decision(
    session: Session, decision_id: uuid.UUID, *, actor: Actor, version: int | None = None
) -> Beschikking:
    """Approve a draft as the second person: grounds, days and amounts.

    Raises:
        SecondPersonNeeded: for who wrote it.
        DecisionChanged: the rules give other amounts by now.
        DecisionNotFound, StaleVersion, Conflict.

    """
    row = drafting.locked(session, actor, decision_id)
    drafting.check_seen(row, version)
    DECISION_STATES.check(DecisionState(row.state), DecisionState.APPROVED)
    if row.drafted_by_id == drafting.person(actor):
        raise SecondPersonNeeded("Jij schreef deze beschikking. Vraag een collega om haar goed te keuren.")
    _check_same(session, row)
    row.state = DecisionState.APPROVED.value
    row.approved_by_id, row.approved_at = actor.user_id, clock.now()
    session.flush()
    audit.record(
        session, actor, "beschikking.approved", subject=(SUBJECT, row.id),
        after={"stand": row.state, "bedragen": row.amounts},
    )  # fmt: skip
    asking.follow_decision(session, row, actor)
    return row


def send_decision(session: Session, decision_id: uuid.UUID, *, actor: Actor, version: int | None = None) -> Beschikking:
    """Make a beschikking known today: letter, term for an objection, the step of the instrument, and the months.

    Raises:
        SettingsMissing: the municipality did not say who signs or where an objection goes.
        DecisionChanged: the rules give other amounts by now.
        DecisionNotFound, StaleVersion, Conflict.

    """
    row = drafting.locked(session, actor, decision_id)
    drafting.check_seen(row, version)
    DECISION_STATES.check(DecisionState(row.state), DecisionState.SENT)
    _check_same(session, row)
    today = clock.today()
    row.state, row.sent_on, row.sent_at = DecisionState.SENT.value, today, clock.now()
    row.sent_by_id = drafting.person(actor)
    weeks = int(LawBook.national().on(OBJECTION, today).value)
    # The term begins the day after (Awb art. 6:8); it does not end on a Sunday or holiday (Algemene termijnenwet).
    row.objection_until = end_of_term(today + timedelta(weeks=weeks))
    row.document_id = letters.write_letter(session, row, actor=actor).id
    session.flush()
    audit.record(
        session, actor, "beschikking.sent", subject=(SUBJECT, row.id),
        after={"stand": row.state, "verzonden": today, "bezwaar_tot": row.objection_until},
    )  # fmt: skip
    _take_back(session, row, actor)
    _claim(session, row, actor)
    asking.follow_decision(session, row, actor)
    _settle_duty(session, row, actor)
    follow_instrument(session, row, actor)
    settling.settle_subsidy(session, row.placement_instrument_id, settling.ordered_through(today), actor=actor)
    return row


def follow_instrument(session: Session, row: Beschikking, actor: Actor) -> None:
    """Move the instrument as the beschikking says, through the placements room; nothing when it is there already.

    A first day that lies ahead leaves it where it is until that day; the daily calculation takes the step then.
    """
    instrument = session.get_one(PlacementInstrument, row.placement_instrument_id)
    wanted: tuple[InstrumentState, ...] = {
        DecisionKind.GRANT: (_S.GRANTED, _S.RUNNING),
        DecisionKind.REFUSAL: (_S.REFUSED,),
        DecisionKind.END: (_S.ENDED,),
        DecisionKind.WITHDRAWAL: (_S.ENDED,),
    }.get(DecisionKind(row.kind), ())
    started = row.starts_on <= clock.today()
    # The right to do this is in the beschikking that two people made, not in the role of who sends it.
    able = replace(actor, permissions=actor.permissions | {Permission.PLACEMENT_EDIT, Permission.PLACEMENT_READ})
    for state in wanted:
        if state in (_S.RUNNING, _S.ENDED) and not started:
            continue
        if state is _S.RUNNING and instrument.state != _S.GRANTED:
            # What somebody suspended goes on when somebody says so.
            continue
        if INSTRUMENT_STATES.allowed(InstrumentState(instrument.state), state):
            command = MoveInstrument(
                instrument.placement_id, instrument.code, state, note=f"Beschikking B-{row.number}"
            )
            placements.move_instrument(session, command, actor=able)


def _settle_duty(session: Session, row: Beschikking, actor: Actor) -> None:
    """Whoever had to decide on the instrument has done so, also after a new measurement; it says with which letter.

    A terugvordering decides on money that was paid, not on the instrument.
    """
    if row.kind == DecisionKind.RECOVERY or row.sent_on is None:
        return
    instrument = session.get_one(PlacementInstrument, row.placement_instrument_id)
    # The placement first, as every verb that changes its obligations does.
    session.get_one(Placement, instrument.placement_id, with_for_update=True)
    words = f"Beschikking B-{row.number} verzonden: {KIND_LABELS[DecisionKind(row.kind)].lower()}"
    done = Done(DoneWith.DECISION, row.sent_on, words)
    obligations.decided(session, actor, instrument.placement_id, instrument.code, done, ref=row.document_id)


def _check_same(session: Session, row: Beschikking) -> None:
    amounts, recovered = drafting.amounts_now(session, row)
    if amounts != row.amounts or recovered != row.recovered:
        raise DecisionChanged


def _take_back(session: Session, row: Beschikking, actor: Actor) -> None:
    """An intrekking from the first day on leaves nothing of what it takes back."""
    if row.revokes_id is None:
        return
    old = drafting.locked(session, actor, row.revokes_id)
    if old.state == DecisionState.SENT and row.starts_on <= old.starts_on:
        drafting.revoked(session, old, actor, f"Ingetrokken met beschikking B-{row.number}.")


def _claim(session: Session, row: Beschikking, actor: Actor) -> None:
    """The negative orders of a terugvordering are claimed, and never settled with later months too."""
    wanted = [uuid.UUID(each["order"]) for each in row.recovered]
    if not wanted:
        return
    orders = session.scalars(
        select(PaymentOrder).where(PaymentOrder.id.in_(wanted)).order_by(PaymentOrder.id).with_for_update()
    )
    for order in orders:
        ORDER_STATES.check(OrderState(order.state), OrderState.CLAIMED)
        order.state, order.recovery_id = OrderState.CLAIMED.value, row.id
        audit.record(
            session, actor, "payment_order.claimed", subject=(settling.ORDER, order.id),
            after={"beschikking": row.number, "bedrag": order.amount},
        )  # fmt: skip
    session.flush()
