"""The calculation over a region: on committed rows, at the same moment, and after it was killed."""

import threading
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from tests.payments import world as worlds
from tests.payments.conftest import TODAY
from wsp.foundation import clock, db
from wsp.foundation.actor import Actor
from wsp.foundation.errors import Conflict, InvalidInput
from wsp.payments import command_line, service
from wsp.payments.enums import OrderState, RunState
from wsp.payments.errors import RunBusy
from wsp.payments.models import PaymentBatch, PaymentOrder, PaymentRun
from wsp.payments.queries import subsidies
from wsp.payments.service import running, settling
from wsp.settings import Settings

REGION = "AM01"
AUGUST = date(2026, 8, 1)
PROCESS = Actor(user_id=None, region_id=REGION, organisation_id=None, kind="taak")


def _world(count: int = 1) -> list[worlds.Paying]:
    """Subsidies of which the past months were ordered; August was not yet."""
    with db.unit_of_work(REGION) as session, clock.frozen(TODAY):
        made = [worlds.build(session) for _ in range(count)]
        for each in made:
            each.sent()
        return made


def _at_once(*works: object) -> list[str]:
    """Run these at the same moment, each in a transaction of its own; what came of each."""
    gate = threading.Barrier(len(works))
    outcomes: list[str] = []

    def run(work: object) -> None:
        gate.wait()
        try:
            with db.unit_of_work(REGION) as session:
                work(session)  # type: ignore[operator]  # each is a function of a session
            outcomes.append("gedaan")
        except Conflict as refused:
            outcomes.append(refused.code)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return outcomes


def _orders_of(month: date) -> list[Decimal]:
    with db.unit_of_work(REGION) as session:
        return list(session.scalars(select(PaymentOrder.amount).where(PaymentOrder.month == month)))


def test_a_month_is_ordered_once_however_many_calculate_at_the_same_moment(committed: Settings) -> None:
    del committed
    paying = _world()[0]
    months = [date(2026, 8 + ahead, 1) for ahead in range(3)]
    with clock.frozen(TODAY):
        for month in months:
            work = [lambda session, m=month: settling.settle_subsidy(session, paying.instrument.id, m, actor=PROCESS)]
            assert _at_once(*work * 4) == ["gedaan"] * 4

    assert [len(_orders_of(month)) for month in months[:2]] == [1, 1]
    with db.unit_of_work(REGION) as session:
        numbers = session.scalars(select(PaymentOrder.number).order_by(PaymentOrder.number)).all()
    assert numbers == list(range(1, len(numbers) + 1)), "no number is lost"


def test_two_people_who_export_at_once_make_one_batch(committed: Settings) -> None:
    del committed
    with clock.frozen(TODAY):
        paying = _world()[0]
        with db.unit_of_work(REGION) as session:
            object.__setattr__(paying, "session", session)
            paying.creditor()
            paying.approve()
        organisation = paying.of.organisation.id
        works = [lambda session: service.close_batch(session, organisation, actor=paying.exporter)] * 2
        outcomes = _at_once(*works)

    assert Counter(outcomes) == {"gedaan": 1, "niets-te-betalen": 1}
    with db.unit_of_work(REGION) as session:
        assert session.scalar(select(func.count()).select_from(PaymentBatch)) == 1


@pytest.mark.rule("R9")
def test_a_run_that_was_killed_goes_on_after_the_last_subsidy_and_does_nothing_twice(committed: Settings) -> None:
    del committed
    with clock.frozen(TODAY):
        _world(3)
        with db.unit_of_work(REGION) as session:
            run_id = service.request_run(session, AUGUST, actor=PROCESS).id
        with db.unit_of_work(REGION) as session:
            first = subsidies.instrument_ids_with_rights(session, None, 1)[0]
            running._one(session, run_id, first)
        assert len(_orders_of(AUGUST)) == 1

        service.run(REGION, run_id)
        service.run(REGION, run_id)

    assert len(_orders_of(AUGUST)) == 3
    with db.unit_of_work(REGION) as session:
        row = session.get_one(PaymentRun, run_id)
        assert (row.state, row.done, row.total, row.made) == (RunState.READY, 3, 3, 3)


def test_one_calculation_at_a_time_and_never_ahead(committed: Settings) -> None:
    del committed
    with clock.frozen(TODAY), db.unit_of_work(REGION) as session:
        service.request_run(session, TODAY, actor=PROCESS)
        with pytest.raises(RunBusy):
            service.request_run(session, TODAY, actor=PROCESS)
        service.daily(session, actor=PROCESS)
        with pytest.raises(InvalidInput):
            service.request_run(session, date(2026, 9, 1), actor=PROCESS)


def test_the_daily_job_orders_the_month_that_is_over(committed: Settings) -> None:
    del committed
    _world()
    with clock.frozen(date(2026, 9, 1)):
        with db.unit_of_work(REGION) as session:
            service.daily(session, actor=PROCESS)
            run_id = session.scalars(select(PaymentRun.id)).one()
        service.run(REGION, run_id)

    with db.unit_of_work(REGION) as session:
        made = session.scalars(select(PaymentOrder).where(PaymentOrder.month == AUGUST)).one()
        assert (made.state, made.planned_by_id) == (OrderState.DRAFT, None)


def test_the_command_line_plans_and_says_what_came_of_it(committed: Settings) -> None:
    del committed
    _world()
    with clock.frozen(TODAY):
        first, again = (command_line.planned(REGION, AUGUST) for _ in range(2))

    assert first == "AM01: 1 subsidies, 1 nieuwe opdrachten, 0 gewijzigd, 0 maanden wachten."
    assert again == "AM01: 1 subsidies, 0 nieuwe opdrachten, 0 gewijzigd, 0 maanden wachten."
    with pytest.raises(InvalidInput, match="2026-10"):
        command_line.read_month("oktober")
