"""What a change shows before it is saved is what the orders will settle, also where a municipality counts in parts."""

from datetime import date
from decimal import Decimal

from tests.accounts import factories
from tests.payments.world import Paying
from wsp.accounts.permissions import Role
from wsp.law.values import Unit
from wsp.payments.enums import DecisionKind, OrderState
from wsp.placements import budget
from wsp.placements import service as placements
from wsp.placements.commands import ChangeTerms
from wsp.placements.enums import PlacementKind
from wsp.placements.queries import placement_card
from wsp.policy import service as policy
from wsp.policy.commands import ProposeValue
from wsp.policy.enums import ValueKind

APRIL, MAY, JULY = date(2026, 4, 1), date(2026, 5, 1), date(2026, 7, 1)


def _in_thirtieths(paying: Paying) -> None:
    writer, second = (factories.actor(paying.session, Role.ADMINISTRATOR, of=paying.of.organisation) for _ in range(2))
    command = ProposeValue(
        ValueKind.LOCAL, "betaling.dertigsten", "1", date(2026, 1, 1), "verordening (proef)", unit=Unit.RULE
    )
    policy.approve(paying.session, policy.propose(paying.session, command, actor=writer).id, actor=second)


def test_a_back_dated_change_shows_what_the_orders_will_settle(paying: Paying) -> None:
    _in_thirtieths(paying)
    paying.sent()
    paying.creditor()
    first = {each.month: each.amount for each in paying.orders()}
    command = ChangeTerms(
        placement_id=paying.placement.id, valid_from=date(2026, 5, 11), kind=PlacementKind.EMPLOYMENT,
        hours_per_week=Decimal(14), full_week_hours=Decimal(38), wage_month=Decimal(840),
    )  # fmt: skip
    seen = placements.preview_change(paying.session, command, actor=paying.of.account_manager)
    placements.change_terms(paying.session, command, actor=paying.of.account_manager)
    paying.sent(DecisionKind.CHANGE, starts_on=date(2026, 5, 11))

    changed = {each.month: each.amount - first[each.month] for each in paying.orders(OrderState.DRAFT)}
    assert {each.month: each.difference for each in seen.change.settled if each.month <= JULY} == {
        month: difference for month, difference in changed.items() if difference
    }
    # Ten of thirty parts of May at the old hours; by calendar days it would be ten of thirty-one.
    full = first[MAY]
    assert abs(first[MAY] + changed[MAY] - full * 10 / 30 - full / 2 * 20 / 30) <= Decimal("0.01")


def test_the_money_per_month_of_a_placement_is_what_is_ordered(paying: Paying) -> None:
    _in_thirtieths(paying)
    command = ChangeTerms(
        placement_id=paying.placement.id, valid_from=date(2026, 7, 11), kind=PlacementKind.EMPLOYMENT,
        hours_per_week=Decimal(14), full_week_hours=Decimal(38), wage_month=Decimal(840),
    )  # fmt: skip
    placements.change_terms(paying.session, command, actor=paying.of.account_manager)
    paying.sent()
    card = placement_card(paying.session, paying.of.account_manager, paying.placement.id)
    shown = budget.money_per_month(paying.session, card, today=JULY, count=1)

    assert [each.subsidy for each in shown.months] == [each.amount for each in paying.orders() if each.month == JULY]
