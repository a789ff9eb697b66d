"""Whatever happens in whatever order: the orders of a month add up to what is owed, and nothing is ordered twice.

The rules are compared with a slow reference that looks at one day at a time.
"""

import uuid
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from wsp.foundation.money import cents
from wsp.foundation.workdays import add_months
from wsp.instruments.assessment import Status
from wsp.instruments.proration import prorate
from wsp.payments.enums import GIVES_RIGHT, OPEN, OUT, DecisionKind, OrderState
from wsp.payments.rules import Act, Decided, Order, Owed, Part, Segment, owed_in, rights, settle
from wsp.placements.enums import InstrumentState

PAYER = uuid.UUID(int=1)
FIRST = date(2026, 1, 1)
MONTHS = tuple(add_months(FIRST, count) for count in range(6))
CAP = Decimal("2142.19")
"""The most that a month can be in this test: every drawn amount lies at or below it."""
DAYS = st.integers(0, 180).map(lambda count: FIRST + timedelta(days=count))
EXACT = st.integers(0, int(CAP * 1000)).map(lambda thousandths: Decimal(thousandths) / 1000)
THIRTIETHS = st.sampled_from([None, 30])
_DAY = timedelta(days=1)


class Settling(RuleBasedStateMachine):
    """A subsidy whose facts and decisions change, while orders go out, come back and are claimed."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[Part] = []
        self.decided: list[Decided] = []
        self.orders: dict[date, list[Order]] = defaultdict(list)
        self.state = InstrumentState.RUNNING
        self.thirtieths: int | None = None
        self.settled = False

    @initialize(exact=EXACT, start=DAYS, thirtieths=THIRTIETHS)
    def grant(self, exact: Decimal, start: date, thirtieths: int | None) -> None:
        """Somebody starts, and the subsidy is granted."""
        self.thirtieths = thirtieths
        self.parts = [Part(start, None, Status.ELIGIBLE, exact, "0")]
        self._decide(DecisionKind.GRANT, start)

    @rule(day=DAYS, exact=EXACT, basis=st.sampled_from(["0", "1", "2"]), status=st.sampled_from(Status))
    def facts_change(self, day: date, exact: Decimal, basis: str, status: Status) -> None:
        """Hours, loonwaarde or the law are other from a day on, also when that day has passed."""
        kept = [replace(each, last=_before(each.last, day)) for each in self.parts if each.start < day]
        known = exact if status is not Status.UNKNOWN else None
        self.parts = [*kept, Part(day, None, status, known, basis)]
        self.settled = False

    @rule(day=DAYS)
    def employment_ends(self, day: date) -> None:
        """After this day nobody works here."""
        self.parts = [replace(each, last=_before(each.last, day + _DAY)) for each in self.parts if each.start <= day]
        self.settled = False

    @rule(day=DAYS, kind=st.sampled_from([DecisionKind.CHANGE, DecisionKind.END, DecisionKind.WITHDRAWAL]))
    def decide(self, day: date, kind: DecisionKind) -> None:
        """A second person approved another beschikking, and it was made known."""
        self._decide(kind, day)

    @rule(state=st.sampled_from([InstrumentState.RUNNING, InstrumentState.SUSPENDED]))
    def suspend_or_resume(self, state: InstrumentState) -> None:
        """The instrument stands still, or goes on."""
        self.state = state
        self.settled = False

    @rule()
    def calculate(self) -> None:
        """The run: every month is settled; doing it again changes nothing."""
        for month in MONTHS:
            self._settle(month)
            found = self._owed(month)
            assert found.payable is None or settle(found.payable, self.orders[month]) is None
        self.settled = True

    @precondition(lambda self: any(self.orders.values()))
    @rule(data=st.data())
    def an_order_goes_on(self, data: st.DataObject) -> None:
        """People approve, export, claim; the payment administration answers."""
        month = data.draw(st.sampled_from([month for month, orders in self.orders.items() if orders]))
        index = data.draw(st.integers(0, len(self.orders[month]) - 1))
        order = self.orders[month][index]
        following = {
            OrderState.DRAFT: [OrderState.APPROVED],
            OrderState.APPROVED: [OrderState.EXPORTED],
            OrderState.EXPORTED: [OrderState.PAID, OrderState.REJECTED],
            OrderState.PAID: [OrderState.RETURNED],
        }.get(order.state, [])
        if order.state in OPEN and order.amount < 0:
            following = [OrderState.CLAIMED]
        if following:
            self.orders[month][index] = replace(order, state=data.draw(st.sampled_from(following)))

    @invariant()
    def the_rules_give_what_the_reference_gives(self) -> None:
        """Day by day comes to the same as by whole pieces."""
        for month in MONTHS:
            found = self._owed(month)
            assert found.payable == self._slowly(month)

    @invariant()
    def orders_add_up_and_nothing_is_ordered_twice(self) -> None:
        """After a calculation the sum of a month is what is owed; at all times there is one open order at most."""
        for month, orders in self.orders.items():
            counted = sum((each.amount for each in orders if each.state is not OrderState.LAPSED), Decimal(0))
            assert sum(each.state in OPEN for each in orders) <= 1
            assert [each.sequence for each in orders] == list(range(len(orders)))
            assert counted <= cents(CAP)
            assert counted >= 0
            payable = self._owed(month).payable
            if self.settled and payable is not None:
                assert counted == payable
            if self.settled and not any(each.state in OUT for each in orders) and payable:
                assert [each.amount for each in orders if each.state in OPEN] == [payable]

    def _decide(self, kind: DecisionKind, day: date) -> None:
        segments: tuple[Segment, ...] = ()
        if kind in GIVES_RIGHT:
            segments = tuple(
                Segment(max(day, each.start), each.last, each.basis, PAYER)
                for each in self.parts
                if each.status is Status.ELIGIBLE and (each.last is None or each.last >= day)
            )
        self.decided.append(Decided(kind, day, segments))
        self.settled = False

    def _owed(self, month: date) -> Owed:
        return owed_in(
            month, PAYER, rights(self.decided), self.parts,
            state=self.state, end_decided=self.decided[-1].kind not in GIVES_RIGHT, thirtieths=self.thirtieths,
        )  # fmt: skip

    def _settle(self, month: date) -> None:
        payable = self._owed(month).payable
        step = None if payable is None else settle(payable, self.orders[month])
        if step is None:
            return
        orders = self.orders[month]
        if step.act is Act.MAKE:
            made = Order(uuid.uuid4(), step.kind, step.sequence, step.amount, OrderState.DRAFT)
            orders.append(made)
            return
        state = OrderState.LAPSED if step.act is Act.LAPSE else OrderState.DRAFT
        orders[:] = [
            replace(each, amount=step.amount, state=state) if each.id == step.order_id else each for each in orders
        ]

    def _slowly(self, month: date) -> Decimal | None:
        """Each day by itself: the last beschikking that speaks of it, and the part of the rules that holds on it."""
        total = Decimal(0)
        blocked = False
        day = month
        while day < add_months(month, 1):
            speaking = [each for each in self.decided if each.starts_on <= day]
            segment = next((each for each in speaking[-1].segments if each.holds(day)), None) if speaking else None
            part = next((each for each in self.parts if each.holds(day)), None)
            if segment is not None and part is not None:
                blocked = blocked or self.state is InstrumentState.SUSPENDED
                fits = part.status is Status.ELIGIBLE and part.exact is not None and part.basis == segment.basis
                blocked = blocked or not fits
                if fits and part.exact is not None:
                    total += prorate(part.exact, day, day, parts=self.thirtieths)
            day += _DAY
        return None if blocked else total


def _before(last: date | None, day: date) -> date:
    """The last day of something that stops before `day` at the latest."""
    return day - _DAY if last is None else min(last, day - _DAY)


TestSettling = Settling.TestCase
TestSettling.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
