"""From beschikking to paid and back: orders per month, corrections, recovery, export, answers."""

import hashlib
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import undefer

from tests.payments.conftest import TODAY
from tests.payments.world import STARTED, Paying
from wsp.foundation import clock
from wsp.foundation.errors import Conflict
from wsp.instruments import codes
from wsp.payments import service
from wsp.payments.commands import ApproveOrders
from wsp.payments.enums import Block, DecisionKind, OrderKind, OrderState
from wsp.payments.errors import (
    DecisionChanged,
    NothingToPay,
    NothingToRecover,
    OrderChanged,
    OrderNotFound,
    SecondPersonNeeded,
)
from wsp.payments.models import PaymentBatch, PaymentOrder, PaymentStatement
from wsp.placements import service as placements
from wsp.placements.commands import ChangeTerms, EndPlacement, MoveInstrument
from wsp.placements.enums import EndReason, InstrumentState, PlacementKind
from wsp.placements.models import InstrumentDecision

JULY = date(2026, 7, 1)
MONTHS = [date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1), JULY]


def _hours(paying: Paying, hours: int, valid_from: date) -> None:
    command = ChangeTerms(
        placement_id=paying.placement.id, valid_from=valid_from, kind=PlacementKind.EMPLOYMENT,
        hours_per_week=Decimal(hours), full_week_hours=Decimal(38), wage_month=Decimal(60) * hours,
    )  # fmt: skip
    placements.change_terms(paying.session, command, actor=paying.of.account_manager)


def _export(paying: Paying) -> PaymentBatch:
    return service.close_batch(paying.session, paying.of.organisation.id, actor=paying.exporter)


def _answer(paying: Paying, *rows: str) -> PaymentStatement:
    content = "\n".join(["opdracht;status;datum;reden", *rows]).encode()
    return service.read_statement(paying.session, content, actor=paying.exporter)


def _paid(paying: Paying) -> None:
    """Everything that is owed until now has been paid."""
    paying.sent()
    paying.creditor()
    paying.settle(JULY)
    paying.approve()
    _export(paying)
    rows = [f"BO-{each.number};betaald;2026-08-03;" for each in paying.orders()]
    _answer(paying, *rows)


def test_making_a_grant_known_orders_the_months_that_are_over(paying: Paying) -> None:
    paying.sent()
    orders = paying.orders()

    assert [each.month for each in orders] == MONTHS
    assert {each.kind for each in orders} == {OrderKind.MONTH.value}
    assert {each.state for each in orders} == {OrderState.DRAFT.value}
    full = orders[1].amount
    # 15 of the 30 days of April.
    assert orders[0].amount == pytest.approx(full / 2, abs=Decimal("0.01"))
    assert orders[2].amount == full


def test_the_first_of_july_changes_nothing_of_a_running_subsidy(paying: Paying) -> None:
    paying.sent()
    orders = {each.month: each.amount for each in paying.orders()}

    assert orders[JULY] == orders[date(2026, 6, 1)]


def test_calculating_again_changes_nothing(paying: Paying) -> None:
    paying.sent()
    before = [(each.id, each.version, each.amount) for each in paying.orders()]
    paying.settle(JULY)
    paying.settle(JULY)

    assert [(each.id, each.version, each.amount) for each in paying.orders()] == before


def test_the_coming_months_are_committed_and_not_ordered(paying: Paying) -> None:
    paying.sent()
    months = paying.months()

    assert months[date(2026, 9, 1)].payable == months[JULY].payable
    assert months[date(2026, 12, 1)].block == Block.UNKNOWN, "after six months of forfait somebody must measure"
    assert max(each.month for each in paying.orders()) == JULY


def test_other_hours_wait_for_a_wijziging_and_then_correct_what_was_paid(paying: Paying) -> None:
    _paid(paying)
    full = paying.orders()[1].amount
    _hours(paying, 14, date(2026, 6, 1))
    paying.settle(JULY)

    assert paying.months()[date(2026, 6, 1)].block == Block.OTHER_BASIS
    assert len(paying.orders()) == len(MONTHS)

    paying.sent(DecisionKind.CHANGE, starts_on=date(2026, 6, 1))
    corrections = paying.orders(OrderState.DRAFT)

    assert [(each.month, each.sequence) for each in corrections] == [(date(2026, 6, 1), 1), (JULY, 1)]
    half = paying.months()[JULY].payable
    assert half == pytest.approx(full / 2, abs=Decimal("0.01"))
    assert [each.amount for each in corrections] == [half - full] * 2
    assert {each.kind for each in corrections} == {OrderKind.CORRECTION.value}


def test_a_back_dated_rise_is_paid_after(paying: Paying) -> None:
    _paid(paying)
    _hours(paying, 35, date(2026, 7, 1))
    paying.sent(DecisionKind.CHANGE, starts_on=JULY)
    order = paying.orders(OrderState.DRAFT)

    assert [(each.month, each.sequence) for each in order] == [(JULY, 1)]
    assert order[0].amount > 0


def test_an_approved_order_with_another_amount_must_be_approved_again(paying: Paying) -> None:
    paying.sent()
    paying.approve()
    _hours(paying, 14, date(2026, 7, 1))
    paying.sent(DecisionKind.CHANGE, starts_on=JULY)

    states = {each.month: each.state for each in paying.orders()}
    assert states[JULY] == OrderState.DRAFT
    assert states[date(2026, 6, 1)] == OrderState.APPROVED


def test_a_suspended_instrument_stops_orders_and_goes_on_with_what_was_missed(paying: Paying) -> None:
    paying.sent()
    actor = paying.of.account_manager
    for state in (InstrumentState.SUSPENDED, InstrumentState.RUNNING):
        placements.move_instrument(
            paying.session,
            MoveInstrument(paying.placement.id, codes.LKS, state, note="Het loon is niet betaald."),
            actor=actor,
        )
        paying.settle(date(2026, 8, 1))
        ordered = {each.month for each in paying.orders()}
        assert (date(2026, 8, 1) in ordered) == (state is InstrumentState.RUNNING)
        if state is InstrumentState.SUSPENDED:
            assert paying.months()[date(2026, 8, 1)].block == Block.SUSPENDED


def test_whoever_asked_for_the_calculation_cannot_approve_its_orders(paying: Paying) -> None:
    paying.sent()
    order = paying.orders()[0]
    command = ApproveOrders(((order.id, int(order.amount * 100)),))

    with pytest.raises(SecondPersonNeeded):
        service.approve_orders(paying.session, command, actor=paying.drafter)
    with pytest.raises(IntegrityError, match="second_person"), paying.session.begin_nested():
        paying.session.execute(
            update(PaymentOrder)
            .where(PaymentOrder.id == order.id)
            .values(state="goedgekeurd", approved_by_id=paying.drafter.user_id)
        )


def test_an_amount_that_was_not_shown_is_not_approved(paying: Paying) -> None:
    paying.sent()
    order = paying.orders()[0]

    with pytest.raises(OrderChanged):
        service.approve_orders(paying.session, ApproveOrders(((order.id, 1),)), actor=paying.approver)
    with pytest.raises(OrderNotFound):
        service.approve_orders(paying.session, ApproveOrders(()), actor=paying.approver)


def test_the_database_holds_one_order_per_month_and_sequence(paying: Paying) -> None:
    paying.sent()
    first = paying.orders()[0]
    twin = PaymentOrder(
        region_id=first.region_id, number=999, placement_instrument_id=first.placement_instrument_id,
        organisation_id=first.organisation_id, month=first.month, kind=first.kind, sequence=0, amount=first.amount,
        state=OrderState.PAID.value, approved_by_id=paying.approver.user_id,
    )  # fmt: skip

    with pytest.raises(IntegrityError), paying.session.begin_nested():
        paying.session.add(twin)


def test_an_employer_without_a_creditor_number_is_asked_for_never_guessed(paying: Paying) -> None:
    paying.sent()
    paying.approve()
    with pytest.raises(NothingToPay, match="crediteurnummer"):
        _export(paying)

    paying.creditor("C-77")

    assert _export(paying).orders == len(MONTHS)


def test_a_batch_is_closed_once_and_gives_the_same_bytes(paying: Paying) -> None:
    paying.sent()
    paying.creditor()
    paying.approve()
    batch = _export(paying)
    with pytest.raises(NothingToPay):
        _export(paying)

    again = [service.batch_file(paying.session, batch.id, actor=paying.exporter).content for _ in range(2)]

    assert again[0] == again[1]
    assert hashlib.sha256(again[0]).hexdigest() == batch.sha256
    assert batch.total == sum(each.amount for each in paying.orders(OrderState.EXPORTED))
    stored = paying.session.scalars(select(PaymentBatch).options(undefer(PaymentBatch.content))).one()
    assert b"Plaatsing" not in stored.content, "no name of anybody leaves the house"


def test_who_approved_does_not_export(paying: Paying) -> None:
    paying.sent()
    paying.creditor()
    orders = paying.orders()
    command = ApproveOrders(tuple((each.id, int(each.amount * 100)) for each in orders))
    service.approve_orders(paying.session, command, actor=paying.exporter)

    with pytest.raises(NothingToPay, match="collega"):
        _export(paying)


def test_answers_settle_orders_and_wrong_rows_are_reported(paying: Paying) -> None:
    paying.sent()
    paying.creditor()
    paying.approve()
    _export(paying)
    first, second, *_others = paying.orders()

    report = _answer(
        paying,
        f"BO-{first.number};betaald;2026-08-03;",
        f"BO-{second.number};geweigerd;2026-08-03;Rekening opgeheven",
        "BO-9999;betaald;2026-08-03;",
        f"BO-{first.number + 2};teruggekomen;2026-08-03;Nog niet betaald",
    )

    assert (report.rows, report.taken) == (4, 2)
    assert [row[0] for row in report.problems] == [4, 5]
    states = [each.state for each in paying.orders()]
    assert states[:2] == [OrderState.PAID, OrderState.REJECTED]
    assert paying.orders()[1].answer == "Rekening opgeheven"


def test_a_refused_order_goes_again_as_the_same_order(paying: Paying) -> None:
    paying.sent()
    paying.creditor()
    paying.approve()
    _export(paying)
    refused = paying.orders()[0]
    _answer(paying, f"BO-{refused.number};geweigerd;2026-08-03;Rekening opgeheven")

    service.offer_again(paying.session, refused.id, actor=paying.exporter)
    batch = _export(paying)

    assert (batch.orders, batch.total) == (1, refused.amount)
    assert len(paying.orders()) == len(MONTHS), "no second order was made"


def test_what_was_paid_too_much_is_settled_with_later_months(paying: Paying) -> None:
    _paid(paying)
    _hours(paying, 21, date(2026, 6, 1))
    paying.sent(DecisionKind.CHANGE, starts_on=date(2026, 6, 1))
    paying.approve()
    with pytest.raises(NothingToPay, match="verrekening"):
        _export(paying)

    paying.settle(date(2026, 8, 1))
    paying.approve()
    batch = _export(paying)

    back = sum(each.amount for each in paying.orders(OrderState.EXPORTED) if each.amount < 0)
    assert batch.orders == 3
    august = paying.months()[date(2026, 8, 1)].payable
    assert august is not None
    assert batch.total == august + back
    assert paying.orders(OrderState.APPROVED) == []


def test_after_the_end_what_was_paid_too_much_is_claimed_with_a_beschikking(paying: Paying) -> None:
    _paid(paying)
    ended = EndPlacement(paying.placement.id, date(2026, 6, 30), EndReason.EMPLOYEE_STOPS, reopen_vacancy=False)
    placements.end_placement(paying.session, ended, actor=paying.of.account_manager)
    paying.sent(DecisionKind.END, starts_on=JULY)
    wrong = paying.orders(OrderState.DRAFT)
    assert [(each.month, each.kind) for each in wrong] == [(JULY, OrderKind.CORRECTION)]

    claim = paying.sent(DecisionKind.RECOVERY, ground="Algemene wet bestuursrecht art. 4:57")
    assert [each.state for each in paying.orders() if each.amount < 0] == [OrderState.CLAIMED]
    assert Decimal(claim.recovered[0]["amount"]) == -wrong[0].amount
    paying.settle(JULY)
    assert paying.orders(OrderState.DRAFT) == [], "a claimed amount is not settled a second time"

    service.receive_recovery(paying.session, claim.id, actor=paying.exporter)
    assert [each.state for each in paying.orders() if each.amount < 0] == [OrderState.RECEIVED]
    with pytest.raises(NothingToRecover):
        paying.draft(DecisionKind.RECOVERY, ground="Algemene wet bestuursrecht art. 4:57")


def test_what_is_older_than_five_years_is_not_asked_back_any_more(paying: Paying) -> None:
    _paid(paying)
    ended = EndPlacement(paying.placement.id, date(2026, 6, 30), EndReason.EMPLOYEE_STOPS, reopen_vacancy=False)
    placements.end_placement(paying.session, ended, actor=paying.of.account_manager)
    paying.sent(DecisionKind.END, starts_on=JULY)

    # The toekenning was made known on 3 August 2026, after July was over.
    with clock.frozen(date(2031, 8, 3)):
        claim = paying.draft(DecisionKind.RECOVERY, ground="Algemene wet bestuursrecht art. 4:57")
        service.approve_decision(paying.session, claim.id, actor=paying.approver)
    with clock.frozen(date(2031, 8, 4)):
        with pytest.raises(DecisionChanged):
            service.send_decision(paying.session, claim.id, actor=paying.drafter)
        with pytest.raises(NothingToRecover, match="te oud om terug te vragen"):
            paying.draft(DecisionKind.RECOVERY, ground="Algemene wet bestuursrecht art. 4:57")
    [order] = [each for each in paying.orders() if each.amount < 0]
    assert order.state == OrderState.DRAFT, "it stays visible"


def test_an_intrekking_from_the_start_asks_everything_back(paying: Paying) -> None:
    _paid(paying)
    paid = {each.month: each.amount for each in paying.orders()}
    paying.sent(DecisionKind.WITHDRAWAL, starts_on=STARTED)

    back = {each.month: each.amount for each in paying.orders(OrderState.DRAFT)}
    assert back == {month: -amount for month, amount in paid.items()}


def test_an_unknown_amount_makes_no_order(paying: Paying) -> None:
    paying.sent()
    paying.session.execute(
        update(InstrumentDecision)
        .where(InstrumentDecision.placement_instrument_id == paying.instrument.id)
        .values(verdict="unknown", assessment={"reason": "Er ontbreekt iets."})
    )
    paying.session.expire_all()
    paying.settle(date(2026, 8, 1))

    assert date(2026, 8, 1) not in {each.month for each in paying.orders()}
    month = paying.months()[date(2026, 8, 1)]
    assert (month.owed, month.payable, month.block) == (None, None, Block.UNKNOWN)


def test_no_step_outside_the_table(paying: Paying) -> None:
    paying.sent()
    order = paying.orders()[0]

    with pytest.raises(Conflict):
        service.offer_again(paying.session, order.id, actor=paying.exporter)
    assert TODAY - timedelta(days=1) > order.month
