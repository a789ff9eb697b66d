"""The file of a job coach: how a block stands, what is planned, and who hears that somebody may drop out."""

import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.placements import world as worlds
from tests.placements.world import World
from wsp.accounts.permissions import Role
from wsp.documents.enums import LetterKind
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.placements import letters
from wsp.placements.coaching import queries, service
from wsp.placements.coaching.commands import AddGoal, LogTime, MoveGoal, SetBlock, TellOfRisk
from wsp.placements.coaching.enums import GoalState, Grantor, HourKind, Risk
from wsp.placements.coaching.errors import EntryNotFound, UnusableCoaching
from wsp.placements.coaching.rules import Spent, use
from wsp.placements.errors import PlacementNotFound
from wsp.placements.models import Placement
from wsp.worklist.enums import TaskKind
from wsp.worklist.models import Task

TODAY = date(2026, 8, 3)
FIRST, LAST = date(2026, 6, 1), date(2026, 11, 30)


@pytest.fixture
def world(session: Session) -> Iterator[World]:
    with clock.frozen(TODAY):
        yield worlds.build(session)


@pytest.fixture
def coach(session: Session, world: World) -> Actor:
    return accounts.actor(session, Role.JOB_COACH, of=accounts.organisation(session, "Gemeente Assen"))


@pytest.fixture
def placement(world: World, coach: Actor) -> Placement:
    return world.place(starts_on=FIRST, job_coach_id=coach.user_id)


def block(**other: Any) -> SetBlock:
    known: dict[str, Any] = {
        "starts_on": FIRST,
        "ends_on": LAST,
        "hours": Decimal(20),
        "granted_by": Grantor.MUNICIPALITY,
        "supervisor": "Chef magazijn",
        "plan": "Elke week een bezoek.",
    }
    return SetBlock(**(known | other))


def spend(session: Session, placement: Placement, coach: Actor, minutes: int = 60, **other: Any) -> uuid.UUID:
    known: dict[str, Any] = {"worked_on": TODAY, "kind": HourKind.DIRECT, "goal_id": None, "note": None}
    return service.log_time(session, placement.id, LogTime(minutes=minutes, **(known | other)), actor=coach).id


def planned(session: Session, placement: Placement, prefix: str) -> list[Task]:
    rows = session.scalars(select(Task).where(Task.subject_id == placement.id, Task.key.startswith(prefix)))
    return sorted(rows, key=lambda task: task.key or "")


_spent = st.builds(
    Spent, st.dates(date(2026, 5, 1), date(2026, 12, 31)), st.integers(1, 600), st.sampled_from(HourKind)
)


@given(st.lists(_spent), st.integers(1, 400))
def test_direct_and_indirect_time_inside_the_block_add_up(log: list[Spent], hours: int) -> None:
    found = use(FIRST, LAST, Decimal(hours), log, TODAY)
    assert found.used == sum(each.minutes for each in log if FIRST <= each.on <= LAST)
    assert found.used + found.left == found.granted == hours * 60
    assert found.nearly_used == (found.used >= found.granted * Decimal("0.8"))
    assert found.nearly_used == (found.percent >= 80)


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 10, 4), (False, False)),
        (date(2026, 10, 5), (True, False)),
        (LAST, (True, False)),
        (date(2026, 12, 1), (True, True)),
    ],
)
def test_a_block_ends_soon_from_eight_weeks_before(today: date, said: tuple[bool, bool]) -> None:
    found = use(FIRST, LAST, Decimal(20), [], today)
    assert (found.ends_soon, found.over) == said


def test_the_average_is_over_the_weeks_that_began() -> None:
    log = [Spent(FIRST, 240, HourKind.DIRECT), Spent(FIRST, 60, HourKind.INDIRECT)]
    assert use(FIRST, LAST, Decimal(20), log, FIRST + timedelta(days=27)).per_month == Decimal("5.5")


def test_a_block_plans_the_question_for_more_eight_weeks_before_its_end(
    session: Session, placement: Placement, coach: Actor
) -> None:
    service.set_block(session, placement.id, block(), actor=coach)
    [task] = planned(session, placement, "begeleiding-einde:")
    assert (task.due_on, task.assigned_to_id, task.kind) == (date(2026, 10, 5), coach.user_id, TaskKind.EVALUATION)
    service.set_block(session, placement.id, block(ends_on=date(2026, 12, 31)), actor=coach)
    [task] = planned(session, placement, "begeleiding-einde:")
    assert task.due_on == date(2026, 11, 5)


def test_four_fifths_of_the_hours_are_told_once(session: Session, placement: Placement, coach: Actor) -> None:
    service.set_block(session, placement.id, block(hours=Decimal(10)), actor=coach)
    spend(session, placement, coach, 479)
    assert planned(session, placement, "begeleiding-uren:") == []
    spend(session, placement, coach, 1)
    [task] = planned(session, placement, "begeleiding-uren:")
    assert task.due_on == TODAY
    with clock.frozen(TODAY + timedelta(days=5)):
        spend(session, placement, coach, 30)
    [again] = planned(session, placement, "begeleiding-uren:")
    assert (again.id, again.due_on) == (task.id, TODAY)


def test_what_was_taken_out_counts_no_more(session: Session, placement: Placement, coach: Actor) -> None:
    service.set_block(session, placement.id, block(), actor=coach)
    wrong = spend(session, placement, coach, 90)
    spend(session, placement, coach, 30, kind=HourKind.INDIRECT)
    service.withdraw_time(session, placement.id, wrong, actor=coach)
    found = queries.coach_file(session, coach, placement.id, today=TODAY)
    assert found.use is not None
    assert (found.use.direct, found.use.indirect, len(found.hours)) == (0, 30, 1)
    with pytest.raises(EntryNotFound):
        service.withdraw_time(session, placement.id, wrong, actor=coach)


@pytest.mark.parametrize(
    ("given_", "field"),
    [
        (block(ends_on=FIRST - timedelta(days=1)), "ends_on"),
        (block(starts_on=FIRST + timedelta(days=1)), "starts_on"),
        (block(starts_on=LAST, ends_on=LAST), "starts_on"),
        (block(plan="Door de medicijnen rustig aan."), "plan"),
    ],
)
def test_a_block_that_cannot_be_is_refused_at_its_field(
    session: Session, placement: Placement, coach: Actor, given_: SetBlock, field: str
) -> None:
    service.set_block(session, placement.id, block(), actor=coach)
    with pytest.raises(UnusableCoaching) as refused:
        service.set_block(session, placement.id, given_, actor=coach)
    assert set(refused.value.fields) == {field}


def test_no_text_tells_of_health_and_no_time_lies_ahead(session: Session, placement: Placement, coach: Actor) -> None:
    with pytest.raises(UnusableCoaching, match="medicijn"):
        service.add_goal(session, placement.id, AddGoal(title="Wennen aan de medicijnen"), actor=coach)
    with pytest.raises(UnusableCoaching, match="medicijn"):
        spend(session, placement, coach, note="Gesproken over medicijnen")
    with pytest.raises(UnusableCoaching, match="moet nog komen"):
        spend(session, placement, coach, worked_on=TODAY + timedelta(days=1))


def test_the_account_manager_and_the_client_manager_hear_of_a_risk_today(
    session: Session, world: World, placement: Placement, coach: Actor
) -> None:
    for risk in (Risk.TASKS, Risk.HOURS):
        service.tell_of_risk(session, placement.id, TellOfRisk(risk=risk), actor=coach)
    tasks = planned(session, placement, "dreigende-uitval:")
    assert [task.assigned_to_id for task in tasks] == [world.account_manager.user_id, world.client_manager.user_id]
    for task in tasks:
        assert task.title == f"Dreigende uitval: de uren of tijden passen niet (P-{placement.number})"
        assert (task.due_on, task.kind) == (TODAY, TaskKind.DROP_OUT_RISK)
    assert [each.at_risk for each in queries.coached(session, coach, today=TODAY)] == [True]


def test_a_job_coach_meets_own_people_only(session: Session, world: World, placement: Placement, coach: Actor) -> None:
    other = accounts.actor(session, Role.JOB_COACH, of=world.organisation)
    assert queries.coached(session, other, today=TODAY) == []
    with pytest.raises(PlacementNotFound):
        queries.coach_file(session, other, placement.id, today=TODAY)
    for verb, command in (
        (service.set_block, block()),
        (service.add_goal, AddGoal(title="Zelf de dag plannen")),
        (service.tell_of_risk, TellOfRisk(risk=Risk.TEAM)),
    ):
        with pytest.raises(PlacementNotFound):
            verb(session, placement.id, command, actor=other)  # type: ignore[operator]  # each verb with its own command
    assert [each.number for each in queries.coached(session, coach, today=TODAY)] == [placement.number]


def test_a_goal_of_another_placement_is_not_there(
    session: Session, world: World, placement: Placement, coach: Actor
) -> None:
    goal = service.add_goal(session, placement.id, AddGoal(title="Zelf de dag plannen"), actor=coach)
    elsewhere = worlds.build(session, of=world.organisation).place(starts_on=FIRST, job_coach_id=coach.user_id)
    with pytest.raises(EntryNotFound):
        service.move_goal(session, elsewhere.id, MoveGoal(goal_id=goal.id, state=GoalState.REACHED), actor=coach)
    with pytest.raises(EntryNotFound):
        spend(session, elsewhere, coach, goal_id=goal.id)


def test_the_request_for_more_is_made_from_goals_and_log(session: Session, placement: Placement, coach: Actor) -> None:
    service.set_block(session, placement.id, block(), actor=coach)
    plan, ask, begin = (
        service.add_goal(session, placement.id, AddGoal(title=title), actor=coach).id
        for title in ("Zelf de dag plannen", "Vragen stellen.", "Op tijd beginnen")
    )
    spend(session, placement, coach, 90, goal_id=plan)
    spend(session, placement, coach, 120, goal_id=ask)
    spend(session, placement, coach, 60, goal_id=begin, kind=HourKind.INDIRECT)
    service.move_goal(session, placement.id, MoveGoal(goal_id=begin, state=GoalState.REACHED), actor=coach)
    draft = letters.begin(session, placement.id, LetterKind.COACH_EVALUATION, actor=coach)
    assert draft.values["first_day"] == FIRST
    assert draft.values["last_day"] == TODAY
    assert draft.values["hours_given"] == Decimal("4.50")
    assert draft.values["goals"] == ("Zelf de dag plannen", "Vragen stellen.", "Op tijd beginnen")
    assert draft.values["goes_well"] == "Dit is gehaald: op tijd beginnen."
    assert draft.values["attention"] == (
        "Hier werken we nog aan: zelf de dag plannen en vragen stellen. "
        "De meeste tijd ging naar ‘vragen stellen’: 2 uur."
    )
    assert draft.values["advice"] == (
        "Van de toegekende uren is 22 procent gebruikt. Nog niet alle doelen zijn gehaald. "
        "Wij vragen daarom een vervolg."
    )
    assert draft.values["hours_next"] == Decimal(2)
