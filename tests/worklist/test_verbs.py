"""Planning, finishing, dropping, postponing and handing over tasks."""

import threading
import uuid
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from wsp.accounts.permissions import GRANTS, Role
from wsp.audit.models import AuditEvent
from wsp.foundation import clock, db
from wsp.foundation.actor import Actor
from wsp.settings import Settings
from wsp.worklist import queries, rules, service
from wsp.worklist.enums import SubjectKind, TaskKind
from wsp.worklist.errors import BadDueDay, TaskClosed, TaskNotFound
from wsp.worklist.models import Task

TODAY = date(2026, 11, 24)
SUBJECT = (SubjectKind.EMPLOYER, uuid.UUID(int=1))


def _plan(session: Session, actor: Actor, **given: object) -> Task:
    values = {
        "kind": TaskKind.CALL_BACK,
        "title": "Terugbellen",
        "subject": SUBJECT,
        "due_on": TODAY,
        "assigned_to_id": actor.user_id,
    }
    return service.plan(session, actor, **{**values, **given})  # type: ignore[arg-type]  # built from keyword arguments; the dataclass checks them


def _actions(session: Session, task: Task) -> list[str]:
    session.flush()
    return list(
        session.scalars(
            select(AuditEvent.action)
            .where(AuditEvent.subject_id == task.id)
            .order_by(AuditEvent.created_at, AuditEvent.action)
        )
    )


def test_a_planned_task_is_due_and_says_who_planned_it(session: Session) -> None:
    actor = accounts.actor(session)
    task = _plan(session, actor, title=None)
    assert (task.title, task.due_on, task.planned_on) == ("Terugbellen", TODAY, TODAY)
    assert task.organisation_id == actor.organisation_id
    assert _actions(session, task) == ["task.planned"]


def test_the_same_key_plans_once(session: Session) -> None:
    actor = accounts.actor(session)
    first = _plan(session, actor, key="x")
    assert _plan(session, actor, key="x").id == first.id
    assert _actions(session, first) == ["task.planned"]


def test_an_open_task_follows_its_facts(session: Session) -> None:
    actor = accounts.actor(session)
    task = _plan(session, actor, key="x")
    later = TODAY + timedelta(days=30)
    _plan(session, actor, key="x", due_on=later, title="Contract loopt later af")
    assert (task.due_on, task.title) == (later, "Contract loopt later af")
    assert "task.replanned" in _actions(session, task)


def test_a_day_chosen_by_a_person_stays_while_the_facts_stay(session: Session) -> None:
    actor = accounts.actor(session)
    task = _plan(session, actor, key="x")
    with clock.frozen(TODAY):
        service.postpone(session, task.id, due_on=TODAY + timedelta(days=2), actor=actor)
    _plan(session, actor, key="x")
    assert task.due_on == TODAY + timedelta(days=2)
    _plan(session, actor, key="x", due_on=TODAY + timedelta(days=9))
    assert task.due_on == TODAY + timedelta(days=9)


def test_what_was_finished_is_not_planned_again_for_the_same_day(session: Session) -> None:
    actor = accounts.actor(session)
    task = _plan(session, actor, key="x")
    service.finish(session, task.id, outcome="Gebeld", actor=actor)
    assert _plan(session, actor, key="x").id == task.id
    assert task.done_at is not None


def test_a_new_day_after_finishing_is_a_new_task(session: Session) -> None:
    actor = accounts.actor(session)
    old = _plan(session, actor, key="x")
    service.finish(session, old.id, outcome="Gedaan", actor=actor)
    new = _plan(session, actor, key="x", due_on=TODAY + timedelta(days=365))
    assert new.id != old.id
    assert (old.outcome, new.done_at) == ("Gedaan", None)


def test_a_dropped_task_can_come_back(session: Session) -> None:
    actor = accounts.actor(session)
    old = _plan(session, actor, key="x")
    service.drop(session, "x", why="Voordracht ingetrokken", actor=actor)
    assert old.outcome == "Voordracht ingetrokken"
    assert service.drop(session, "x", why="nog eens", actor=actor) is None
    assert _plan(session, actor, key="x").id != old.id
    assert "task.dropped" in _actions(session, old)


def test_two_processes_plan_the_same_obligation_once(committed: Settings) -> None:
    actor = Actor(user_id=None, region_id="AM01", organisation_id=None, kind="job")
    start = threading.Barrier(2)
    planned: list[uuid.UUID] = []

    def plan() -> None:
        start.wait()
        for number in range(10):
            with db.unit_of_work("AM01") as session:
                planned.append(_plan(session, actor, key=f"key-{number}").id)

    threads = [threading.Thread(target=plan) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with db.unit_of_work("AM01") as session:
        assert session.scalar(select(func.count()).select_from(Task)) == 10
    assert len(planned) == 20
    assert len(set(planned)) == 10


def test_finishing_twice_is_refused_and_says_what_came_of_it(session: Session) -> None:
    actor = accounts.actor(session)
    task = _plan(session, actor)
    done = service.finish(session, task.id, outcome="Gebeld", actor=actor)
    assert (done.done_by_id, done.outcome) == (actor.user_id, "Gebeld")
    with pytest.raises(TaskClosed, match="Uitkomst: Gebeld"):
        service.finish(session, task.id, outcome="Gedaan", actor=actor)
    with pytest.raises(TaskClosed):
        service.postpone(session, task.id, due_on=TODAY, actor=actor)


def test_work_done_elsewhere_finishes_the_task(session: Session) -> None:
    actor = accounts.actor(session)
    task = _plan(session, actor, key="x")
    other = accounts.actor(session, of=accounts.organisation(session, "UWV Proef"))
    assert service.finish_by_key(session, "x", outcome="Beoordeeld", actor=other) is task
    assert service.finish_by_key(session, "x", outcome="Beoordeeld", actor=other) is None


@pytest.mark.parametrize("days", [-1, 366 * 2 + 1])
def test_a_day_that_cannot_be_is_refused_at_its_field(session: Session, days: int) -> None:
    actor = accounts.actor(session)
    task = _plan(session, actor)
    with clock.frozen(TODAY), pytest.raises(BadDueDay) as refused:
        service.postpone(session, task.id, due_on=TODAY + timedelta(days=days), actor=actor)
    assert list(refused.value.fields) == ["due_on"]
    assert task.due_on == TODAY


@pytest.mark.rule("S6")
def test_a_task_of_another_organisation_does_not_exist(session: Session) -> None:
    mine = accounts.actor(session)
    other = accounts.actor(session, of=accounts.organisation(session, "UWV Proef"))
    task = _plan(session, mine)
    for attempt in (
        lambda: service.finish(session, task.id, outcome="Gedaan", actor=other),
        lambda: service.postpone(session, task.id, due_on=TODAY, actor=other),
        lambda: service.reassign(session, task.id, to=other.user_id, actor=other),
        lambda: queries.task(session, other, task.id),
    ):
        with pytest.raises(TaskNotFound):
            attempt()
    assert task.done_at is None


def test_a_colleague_may_take_over(session: Session) -> None:
    mine, colleague = accounts.actor(session), accounts.actor(session)
    task = _plan(session, mine)
    service.reassign(session, task.id, to=colleague.user_id, actor=colleague)
    assert task.assigned_to_id == colleague.user_id
    assert "task.reassigned" in _actions(session, task)


def test_a_task_goes_only_to_somebody_of_the_region(session: Session) -> None:
    mine = accounts.actor(session)
    elsewhere = accounts.member(session, region="AM14")
    task = _plan(session, mine)
    with pytest.raises(TaskNotFound):
        service.reassign(session, task.id, to=elsewhere.id, actor=mine)


def test_nobodys_task_is_for_those_who_may_read_its_subject(session: Session) -> None:
    manager = accounts.actor(session)
    coach = accounts.actor(session, Role.JOB_COACH)
    _plan(session, manager, assigned_to_id=None, organisation_id=None)
    assert queries.my_day(session, manager, TODAY).total == 1
    assert queries.my_day(session, coach, TODAY).total == 0
    assert "employer.read" not in GRANTS[Role.JOB_COACH]


def test_a_changed_owner_gets_the_open_tasks_only(session: Session) -> None:
    old, new = accounts.actor(session), accounts.actor(session)
    still_open = _plan(session, old)
    finished = _plan(session, old)
    elsewhere = _plan(session, old, subject=(SubjectKind.EMPLOYER, uuid.UUID(int=2)))
    service.finish(session, finished.id, outcome="Gedaan", actor=old)
    assert old.user_id is not None
    assert new.user_id is not None
    moved = service.hand_over(session, SUBJECT, from_id=old.user_id, to_id=new.user_id, actor=old)
    assert moved == 1
    assert [t.assigned_to_id for t in (still_open, finished, elsewhere)] == [
        new.user_id, old.user_id, old.user_id,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "sunday"),
    [
        (date(2026, 11, 23), date(2026, 11, 29)),
        (date(2026, 11, 29), date(2026, 11, 29)),
        (date(2026, 12, 31), date(2027, 1, 3)),
    ],
)
def test_a_week_ends_on_sunday(day: date, sunday: date) -> None:
    assert rules.end_of_week(day) == sunday
