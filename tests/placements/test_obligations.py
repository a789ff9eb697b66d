"""Obligations follow the facts: planned, moved with a reason, done with something or dropped; tasks go along."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from tests.placements.world import World
from wsp.audit.models import AuditEvent
from wsp.foundation import clock
from wsp.placements import service
from wsp.placements.commands import EndPlacement, ExtendContract, MoveInstrument, RecordMeasuredLoonwaarde
from wsp.placements.enums import EndReason, InstrumentState
from wsp.placements.models import Placement
from wsp.placements.obligations import queries
from wsp.placements.obligations.enums import Cause, DoneWith, ObligationState
from wsp.placements.obligations.models import Obligation
from wsp.worklist import service as worklist
from wsp.worklist.enums import OUTCOME_LABELS, Outcome, SubjectKind, TaskKind
from wsp.worklist.models import Task

START = date(2026, 8, 3)
END = date(2027, 8, 2)
S = ObligationState


@pytest.fixture
def placement(world: World) -> Placement:
    return world.place(starts_on=START, ends_on=END)


def rows(world: World, placement: Placement) -> dict[str, Obligation]:
    """By key; of a key that came back the open one."""
    found: dict[str, Obligation] = {}
    for row in queries.of_placement(world.session, placement.id):
        found.setdefault(row.key, row)
    return found


def task(world: World, placement: Placement, key: str) -> Task:
    return world.session.scalars(select(Task).where(Task.key == f"plaatsing:{placement.id}:{key}")).one()


def look_again(world: World, placement: Placement) -> None:
    service.assess_instruments(world.session, placement, actor=world.account_manager)


def test_a_placement_plans_who_does_what_by_when(world: World, placement: Placement) -> None:
    found = rows(world, placement)
    assert {(key, row.party, row.due_on) for key, row in found.items() if not key.startswith("nazorg")} == {
        ("contract", "werkgever", START),
        ("aanvraag-loonkostensubsidie", "werkgever", START),
        ("meting", "gemeente", date(2027, 2, 2)),
        ("einde-loonkostensubsidie", "wsp", date(2027, 2, 2)),
        ("indexatie-2027", "administratie", date(2027, 1, 1)),
        ("contract-stopt", "werkgever", END),
    }
    assert {row.state for row in found.values()} == {S.OPEN}
    assert found["meting"].certainty == "V"
    assert not any("Proef" in row.title for row in found.values()), "no name of anybody"


def test_the_same_facts_twice_change_nothing(world: World, placement: Placement) -> None:
    def kept() -> tuple[object, ...]:
        stored = world.session.execute(
            select(Obligation.id, Obligation.version, Obligation.due_on).order_by(Obligation.id)
        ).all()
        tasks = world.session.execute(select(Task.id, Task.version, Task.due_on).order_by(Task.id)).all()
        return stored, tasks, world.session.scalar(select(func.count()).select_from(AuditEvent))

    before = kept()
    for _ in range(2):
        look_again(world, placement)
    assert kept() == before
    with clock.frozen(date(2026, 8, 20)):
        look_again(world, placement)
        assert kept()[1] == before[1], "another day moves no task by itself"


def test_a_longer_contract_says_what_it_changed(world: World, placement: Placement) -> None:
    command = ExtendContract(placement.id, date(2028, 2, 2))
    service.extend_contract(world.session, command, actor=world.account_manager)

    moved = rows(world, placement)["contract-stopt"]
    assert (moved.was_on, moved.due_on, moved.state) == (END, date(2028, 2, 2), S.OPEN)
    said = world.session.scalars(select(AuditEvent).where(AuditEvent.action == "obligation.moved")).one()
    assert said.before == {"uiterlijk": "2027-08-02"}
    assert said.after is not None
    assert said.after["uiterlijk"] == "2028-02-02"
    assert (said.reason, moved.change_reason) == ("langer", Cause.LONGER)
    assert task(world, placement, "contract-stopt").due_on == date(2028, 2, 2)


def test_a_measurement_is_what_it_was_done_with(world: World, placement: Placement) -> None:
    with clock.frozen(date(2026, 10, 5)):
        command = RecordMeasuredLoonwaarde(placement.id, 60, date(2026, 10, 1), "A. Meter")
        service.record_measured_loonwaarde(world.session, command, actor=world.account_manager)

    found = rows(world, placement)
    done = found["meting"]
    assert (done.state, done.done_kind, done.done_on) == (S.DONE, DoneWith.MEASUREMENT, date(2026, 10, 1))
    assert done.closed_by_id == world.account_manager.user_id
    assert task(world, placement, "meting").outcome == "Loonwaarde gemeten"


def test_an_application_is_done_by_the_step_of_its_instrument(world: World, placement: Placement) -> None:
    command = MoveInstrument(placement.id, "loonkostensubsidie", InstrumentState.APPLIED)
    service.move_instrument(world.session, command, actor=world.account_manager)

    done = rows(world, placement)["aanvraag-loonkostensubsidie"]
    assert (done.state, done.outcome, done.done_kind) == (S.DONE, "Aanvraag gedaan", DoneWith.ACT)
    assert task(world, placement, "aanvraag-loonkostensubsidie").outcome == "Aanvraag gedaan"


def test_finishing_the_task_finishes_the_obligation(world: World, placement: Placement) -> None:
    call = task(world, placement, "nazorg-1")
    service.finish_task(world.session, call.id, outcome="Gebeld: het gaat goed", actor=world.account_manager)

    done = rows(world, placement)["nazorg-1"]
    assert (done.state, done.done_kind, done.outcome) == (S.DONE, DoneWith.TASK, "Gebeld: het gaat goed")
    assert done.closed_by_id == world.account_manager.user_id
    look_again(world, placement)
    assert rows(world, placement)["nazorg-1"].state == S.DONE


def test_a_task_that_was_finished_elsewhere_is_taken_over(world: World, placement: Placement) -> None:
    call = task(world, placement, "nazorg-4")
    not_needed = f"{OUTCOME_LABELS[Outcome.NOT_NEEDED]}: zij belden zelf"
    worklist.finish(world.session, call.id, outcome=not_needed, actor=world.account_manager)
    look_again(world, placement)
    dropped = rows(world, placement)["nazorg-4"]
    assert (dropped.state, dropped.outcome) == (S.DROPPED, not_needed)


def test_what_is_late_stays_late_until_it_is_done(world: World, placement: Placement) -> None:
    with clock.frozen(date(2027, 3, 1)):
        look_again(world, placement)
        found = rows(world, placement)
        late = {key for key, row in found.items() if row.state == S.OPEN and row.due_on < clock.today()}
    assert {"meting", "nazorg-1", "nazorg-26", "contract", "aanvraag-loonkostensubsidie"} <= late
    assert found["meting"].due_on == date(2027, 2, 2)
    assert found["einde-loonkostensubsidie"].state == S.DROPPED, "the forfait ended by itself"
    assert task(world, placement, "nazorg-1").done_at is None


def test_the_end_of_a_placement_says_why_nothing_is_left(world: World, placement: Placement) -> None:
    with clock.frozen(date(2026, 9, 15)):
        command = EndPlacement(placement.id, date(2026, 9, 14), EndReason.EMPLOYEE_STOPS)
        service.end_placement(world.session, command, actor=world.account_manager)

    found = rows(world, placement)
    assert {row.state for row in found.values()} == {S.DROPPED}
    assert all((row.outcome or "").startswith("Niet meer nodig") for row in found.values())
    assert all(row.closed_at is not None for row in found.values())


def test_a_task_that_belongs_to_no_obligation_any_more_goes(world: World, placement: Placement) -> None:
    """As those that were planned before there were obligations."""
    old = worklist.plan(
        world.session, world.account_manager, kind=TaskKind.OTHER, subject=(SubjectKind.PLACEMENT, placement.id),
        due_on=START, key=f"plaatsing:{placement.id}:oude-taak",
    )  # fmt: skip
    look_again(world, placement)
    assert (old.done_at is not None, old.outcome) == (True, "Dit is niet meer nodig.")


def test_who_the_placement_was_given_to_gets_the_tasks(world: World, placement: Placement) -> None:
    placement.owner_id = world.client_manager.user_id
    world.session.flush()
    look_again(world, placement)
    assert task(world, placement, "nazorg-1").assigned_to_id == world.client_manager.user_id


def test_a_duty_without_a_day_keeps_the_first(world: World) -> None:
    placement = world.place(starts_on=START, ends_on=END, forfaitair=None)
    first = rows(world, placement)["meting"].due_on
    with clock.frozen(START + timedelta(days=30)):
        look_again(world, placement)
    assert rows(world, placement)["meting"].due_on == first
