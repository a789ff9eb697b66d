"""What is owed, what may be ordered, and what goes out: pure rules, by example."""

import uuid
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from wsp.instruments.assessment import Status
from wsp.payments.enums import Block, DecisionKind, OrderKind, OrderState
from wsp.payments.queries.starting import changed_on
from wsp.payments.rules import Act, Decided, Order, Part, Segment, owed_in, recoverable_until, rights, settle
from wsp.placements.enums import InstrumentState

PAYER = uuid.UUID(int=1)
OTHER = uuid.UUID(int=2)
START = date(2026, 3, 10)
MARCH = date(2026, 3, 1)


def _segment(start: date = START, last: date | None = None, basis: str = "a", payer: uuid.UUID = PAYER) -> Segment:
    return Segment(start, last, basis, payer)


def _grant(*segments: Segment) -> Decided:
    return Decided(DecisionKind.GRANT, segments[0].start, segments)


def _part(start: date = START, last: date | None = None, exact: str | None = "310", basis: str = "a") -> Part:
    status = Status.UNKNOWN if exact is None else Status.ELIGIBLE
    return Part(start, last, status, None if exact is None else Decimal(exact), basis)


def test_a_later_beschikking_says_what_holds_from_its_first_day() -> None:
    change = Decided(DecisionKind.CHANGE, date(2026, 5, 1), (_segment(date(2026, 5, 1), basis="b"),))

    assert rights([_grant(_segment()), change]) == (
        _segment(last=date(2026, 4, 30)),
        _segment(date(2026, 5, 1), basis="b"),
    )


@pytest.mark.parametrize("kind", [DecisionKind.END, DecisionKind.WITHDRAWAL])
def test_an_end_leaves_the_days_before_it(kind: DecisionKind) -> None:
    assert rights([_grant(_segment()), Decided(kind, date(2026, 4, 1))]) == (_segment(last=date(2026, 3, 31)),)


def test_an_intrekking_to_the_first_day_leaves_nothing() -> None:
    assert rights([_grant(_segment()), Decided(DecisionKind.WITHDRAWAL, START)]) == ()


@pytest.mark.parametrize("kind", [DecisionKind.REFUSAL, DecisionKind.RECOVERY])
def test_other_kinds_say_nothing_about_days(kind: DecisionKind) -> None:
    assert rights([_grant(_segment()), Decided(kind, START)]) == (_segment(),)


def test_a_part_of_a_month_is_counted_by_its_days() -> None:
    found = owed_in(MARCH, PAYER, [_segment()], [_part()])

    assert (found.owed, found.payable, found.block) == (Decimal("220.00"), Decimal("220.00"), None)


def test_in_thirtieths_where_the_municipality_counts_so() -> None:
    found = owed_in(MARCH, PAYER, [_segment()], [_part()], thirtieths=30)

    assert found.payable == Decimal("217.00")


def test_another_basis_waits_for_a_wijziging_and_says_so() -> None:
    found = owed_in(date(2026, 4, 1), PAYER, [_segment()], [_part(basis="b")])

    assert (found.owed, found.payable, found.block) == (Decimal("310.00"), None, Block.OTHER_BASIS)


def test_an_unknown_amount_makes_no_order_but_a_reason() -> None:
    found = owed_in(date(2026, 4, 1), PAYER, [_segment()], [_part(exact=None)])

    assert (found.owed, found.payable, found.block) == (None, None, Block.UNKNOWN)


def test_the_indexation_of_january_needs_no_other_beschikking() -> None:
    parts = [_part(last=date(2026, 12, 31)), _part(date(2027, 1, 1), exact="320")]

    assert owed_in(date(2027, 1, 1), PAYER, [_segment()], parts).payable == Decimal("320.00")


def test_days_after_the_employment_are_owed_nothing() -> None:
    found = owed_in(date(2026, 5, 1), PAYER, [_segment()], [_part(last=date(2026, 4, 30))])

    assert (found.owed, found.payable) == (Decimal(0), Decimal(0))


@pytest.mark.parametrize(
    ("state", "decided", "block"),
    [
        (InstrumentState.SUSPENDED, False, Block.SUSPENDED),
        (InstrumentState.ENDED, False, Block.ENDED),
        (InstrumentState.ENDED, True, None),
        (InstrumentState.APPLIED, False, Block.NO_RIGHT),
        (InstrumentState.GRANTED, False, None),
    ],
)
def test_the_state_of_the_instrument_may_stop_a_month(
    state: InstrumentState,
    decided: bool,  # noqa: FBT001 (pytest gives it by name)
    block: Block | None,
) -> None:
    found = owed_in(date(2026, 4, 1), PAYER, [_segment()], [_part()], state=state, end_decided=decided)

    assert found.block is block
    assert (found.payable is None) == (block is not None)


def test_what_was_due_before_it_stopped_is_still_paid() -> None:
    months = {
        month: owed_in(month, PAYER, [_segment()], [_part()], state=InstrumentState.SUSPENDED, since=date(2026, 5, 4))
        for month in (date(2026, 4, 1), date(2026, 5, 1))
    }

    assert [each.block for each in months.values()] == [None, Block.SUSPENDED]


def test_an_employment_that_is_over_needs_no_beeindiging_for_its_last_months() -> None:
    over = [_part(last=date(2026, 4, 12))]
    found = owed_in(date(2026, 4, 1), PAYER, [_segment()], over, state=InstrumentState.ENDED, since=date(2026, 4, 12))

    assert (found.payable, found.block) == (Decimal("124.00"), None)


def test_each_municipality_pays_its_own_days_of_a_month() -> None:
    moved = [_segment(last=date(2026, 4, 10)), _segment(date(2026, 4, 11), payer=OTHER)]
    shares = [owed_in(date(2026, 4, 1), payer, moved, [_part()]).payable for payer in (PAYER, OTHER)]

    assert shares == [Decimal("103.33"), Decimal("206.67")]
    assert sum(share for share in shares if share is not None) == Decimal("310.00")


def _order(amount: str, state: OrderState, sequence: int = 0) -> Order:
    kind = OrderKind.CORRECTION if sequence else OrderKind.MONTH
    return Order(uuid.UUID(int=sequence + 10), kind, sequence, Decimal(amount), state)


def test_a_month_without_orders_gets_its_one_order() -> None:
    step = settle(Decimal(310), [])

    assert step is not None
    assert (step.act, step.kind, step.sequence, step.amount) == (Act.MAKE, OrderKind.MONTH, 0, Decimal(310))


@pytest.mark.parametrize("state", [OrderState.EXPORTED, OrderState.PAID, OrderState.REJECTED, OrderState.RETURNED])
def test_what_left_the_house_is_corrected_by_another_order(state: OrderState) -> None:
    step = settle(Decimal(250), [_order("310", state)])

    assert step is not None
    assert (step.act, step.kind, step.sequence, step.amount) == (Act.MAKE, OrderKind.CORRECTION, 1, Decimal(-60))


@pytest.mark.parametrize("state", [OrderState.DRAFT, OrderState.APPROVED])
def test_what_did_not_leave_follows_the_amount(state: OrderState) -> None:
    step = settle(Decimal(250), [_order("310", state)])

    assert step is not None
    assert (step.act, step.amount, step.order_id) == (Act.CHANGE, Decimal(250), uuid.UUID(int=10))


def test_a_right_that_went_drops_the_open_order_and_one_that_came_back_opens_it() -> None:
    dropped = settle(Decimal(0), [_order("310", OrderState.DRAFT)])
    again = settle(Decimal(300), [_order("310", OrderState.LAPSED)])

    assert dropped is not None
    assert again is not None
    assert (dropped.act, again.act, again.sequence) == (Act.LAPSE, Act.REOPEN, 0)


def test_nothing_is_done_when_the_orders_add_up() -> None:
    assert settle(Decimal(250), [_order("310", OrderState.PAID), _order("-60", OrderState.CLAIMED, 1)]) is None


@pytest.mark.parametrize(
    ("made_known", "until"),
    [
        ([], date(2031, 3, 31)),
        ([date(2026, 3, 12)], date(2031, 3, 31)),
        ([date(2026, 4, 20)], date(2031, 4, 20)),
        ([date(2027, 1, 4), date(2026, 4, 20)], date(2031, 4, 20)),
    ],
    ids=["no letter", "before the month was over", "after it", "the first letter counts"],
)
def test_five_years_run_from_the_settling_and_never_from_before_the_month_was_over(
    made_known: list[date], until: date
) -> None:
    assert recoverable_until(MARCH, made_known, 5) == until


def test_five_years_from_a_leap_day_end_on_the_last_of_february() -> None:
    assert recoverable_until(date(2024, 2, 1), [], 5) == date(2029, 2, 28)


def test_a_wijziging_is_proposed_from_the_day_on_which_the_basis_differs() -> None:
    right = _segment(date(2026, 3, 1))
    parts = [_part(date(2026, 3, 1), date(2026, 6, 30)), _part(date(2026, 7, 1), basis="b")]

    assert changed_on(parts, [right]) == date(2026, 7, 1)
    assert changed_on(parts[:1], [right]) is None
    later = _segment(date(2026, 7, 1), basis="b")
    assert changed_on(parts, [replace(right, last=date(2026, 6, 30)), later]) is None
