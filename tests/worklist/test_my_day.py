"""Mijn dag: every open task stands in exactly one group, and reading it costs the same for 1 and for 100."""

import uuid
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.examples import examples
from tests.statements import counted
from wsp.accounts.permissions import Role
from wsp.foundation.actor import Actor
from wsp.foundation.db import Database
from wsp.worklist import queries, service
from wsp.worklist.enums import GROUP_LABELS, LABELS, Group, SubjectKind, TaskKind

TUESDAY = date(2026, 11, 24)


def _plan(session: Session, actor: Actor, kind: TaskKind, days: int) -> None:
    service.plan(
        session,
        actor,
        kind=kind,
        subject=(SubjectKind.EMPLOYER, uuid.uuid4()),
        due_on=TUESDAY + timedelta(days=days),
        assigned_to_id=actor.user_id,
    )
    session.flush()


@pytest.mark.parametrize(
    ("kind", "days", "group"),
    [
        (TaskKind.CALL_BACK, -1, Group.OVERDUE),
        (TaskKind.CALL_BACK, 0, Group.TODAY),
        (TaskKind.CALL_BACK, 1, Group.THIS_WEEK),
        (TaskKind.CALL_BACK, 5, Group.THIS_WEEK),
        (TaskKind.CALL_BACK, 6, Group.LATER),
        (TaskKind.VACANCY_REVIEW, -1, Group.REVIEW),
        (TaskKind.INTRODUCTION_UNANSWERED, -1, Group.UNANSWERED),
        (TaskKind.CONTRACT_ENDS, -1, Group.OVERDUE),
        (TaskKind.CONTRACT_ENDS, 6, Group.ENDING),
        (TaskKind.INSTRUMENT_ENDS, 90, Group.ENDING),
        (TaskKind.INSTRUMENT_ENDS, 91, Group.LATER),
    ],
)
def test_a_task_stands_in_its_group(session: Session, kind: TaskKind, days: int, group: Group) -> None:
    actor = accounts.actor(session)
    _plan(session, actor, kind, days)
    day = queries.my_day(session, actor, TUESDAY)
    assert {name: day.count(name) for name in Group if day.count(name)} == {group: 1}
    assert [task.kind for task in day.tasks(group)] == [kind.value]
    assert [t.kind for t in queries.in_group(session, actor, TUESDAY, group, limit=5)] == [kind.value]


@given(
    days=st.lists(st.tuples(st.sampled_from(TaskKind), st.integers(-40, 120)), max_size=12),
    on=st.dates(date(2026, 11, 1), date(2026, 12, 31)),
)
@examples(25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_falls_between_the_groups(session: Session, days: list[tuple[TaskKind, int]], on: date) -> None:
    actor = accounts.actor(session, of=accounts.organisation(session, f"Proef {uuid.uuid4()}"))
    for kind, offset in days:
        _plan(session, actor, kind, offset)
    day = queries.my_day(session, actor, on, shown=100)
    assert day.total == len(days)
    assert sum(len(day.tasks(group)) for group in Group) == len(days)


def test_only_the_first_rows_are_read_but_all_are_counted(session: Session) -> None:
    actor = accounts.actor(session)
    for _ in range(14):
        _plan(session, actor, TaskKind.CALL_BACK, 0)
    day = queries.my_day(session, actor, TUESDAY)
    assert (day.count(Group.TODAY), len(day.tasks(Group.TODAY))) == (14, queries.SHOWN)
    rest = queries.in_group(session, actor, TUESDAY, Group.TODAY, limit=10, offset=10)
    assert not {t.id for t in rest} & {t.id for t in day.tasks(Group.TODAY)}


def test_finished_tasks_and_those_of_others_are_not_shown(session: Session) -> None:
    actor = accounts.actor(session)
    other = accounts.actor(session, Role.CLIENT_MANAGER, of=accounts.organisation(session, "UWV Proef"))
    _plan(session, other, TaskKind.CALL_BACK, 0)
    _plan(session, actor, TaskKind.CALL_BACK, 0)
    done = queries.my_day(session, actor, TUESDAY).tasks(Group.TODAY)[0]
    service.finish(session, done.id, outcome="Gedaan", actor=actor)
    assert queries.my_day(session, actor, TUESDAY).total == 0


@pytest.mark.rule("R14")
def test_the_number_of_statements_does_not_grow(session: Session, database: Database) -> None:
    actor = accounts.actor(session)
    _plan(session, actor, TaskKind.CALL_BACK, 0)
    with counted(database) as for_one:
        queries.my_day(session, actor, TUESDAY)
    for number in range(100):
        _plan(session, actor, TaskKind.CONTACT, number - 50)
    with counted(database) as for_many:
        queries.my_day(session, actor, TUESDAY)
    assert len(for_one) == len(for_many) == 3


def test_every_kind_and_group_has_words() -> None:
    assert set(LABELS) == set(TaskKind)
    assert set(GROUP_LABELS) == set(Group)
