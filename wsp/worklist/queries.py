"""Reads of tasks: Mijn dag, its groups and their counts."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from wsp.foundation import answers
from wsp.foundation.actor import Actor
from wsp.worklist import policy
from wsp.worklist.enums import ENDING, Group, TaskKind
from wsp.worklist.errors import TaskNotFound
from wsp.worklist.models import Task
from wsp.worklist.rules import end_of_week

ENDING_DAYS: Final = 90
"""How far ahead Mijn dag shows what stops by itself."""
SHOWN: Final = 10
"""Rows per group on Mijn dag; the whole group stands on its own page."""


@dataclass(frozen=True)
class MyDay:
    """What somebody must do, seen on a day: per group the first rows and how many there are."""

    on: date
    groups: dict[Group, list[Task]] = field(default_factory=dict)
    counts: dict[Group, int] = field(default_factory=dict)

    def tasks(self, group: Group) -> list[Task]:
        """Return the first rows of `group`."""
        return self.groups.get(group, [])

    def count(self, group: Group) -> int:
        """Return how many tasks stand in `group`."""
        return self.counts.get(group, 0)

    @property
    def total(self) -> int:
        """All open tasks."""
        return sum(self.counts.values())


def my_day(session: Session, actor: Actor, on: date, *, shown: int = SHOWN) -> MyDay:
    """Return the open tasks of this actor on `on`, grouped; three statements whatever their number.

    Vacancies to review and introductions without an answer stand in groups of their own. Of the rest, what is due
    by Sunday stands under te laat, vandaag or deze week; after that under loopt af (within 90 days) or later.
    """
    group = _group(on)
    mine = _open(actor)
    counting = select(group, func.count()).where(*mine).group_by(group)
    counts = {Group(name): count for name, count in answers.rows(session, counting)}
    rank = func.row_number().over(partition_by=group, order_by=(Task.due_on, Task.created_at, Task.id))
    ranked = select(Task.id, group.label("name"), rank.label("rank")).where(*mine).subquery()
    # First which ones are shown, then those: joined, the whole table would be read for a few rows.
    names: dict[uuid.UUID, str] = dict(
        answers.rows(session, select(ranked.c.id, ranked.c.name).where(ranked.c.rank <= shown))
    )
    groups: dict[Group, list[Task]] = {}
    if names:
        first = select(Task).where(Task.id.in_(list(names))).order_by(Task.due_on, Task.created_at, Task.id)
        for task in session.scalars(first):
            groups.setdefault(Group(names[task.id]), []).append(task)
    return MyDay(on=on, groups=groups, counts=counts)


def in_group(session: Session, actor: Actor, on: date, name: Group, *, limit: int, offset: int = 0) -> Sequence[Task]:
    """Return one page of a group of Mijn dag, earliest due day first."""
    return session.scalars(
        select(Task)
        .where(*_open(actor), _group(on) == name.value)
        .order_by(Task.due_on, Task.created_at, Task.id)
        .limit(limit)
        .offset(offset)
    ).all()


def open_about(session: Session, actor: Actor, subject_ids: Sequence[uuid.UUID]) -> Sequence[Task]:
    """Return the open tasks about some records that this actor may change, earliest first (for a dossier)."""
    if not subject_ids:
        return []
    return session.scalars(
        select(Task)
        .where(
            Task.region_id == actor.region_id,
            Task.subject_id.in_(subject_ids),
            Task.done_at.is_(None),
            policy.changeable(actor),
        )
        .order_by(Task.due_on, Task.created_at, Task.id)
    ).all()


def task(session: Session, actor: Actor, task_id: uuid.UUID) -> Task:
    """Return a task that this actor may change.

    Raises:
        TaskNotFound: if there is none.

    """
    found = session.scalars(
        select(Task).where(Task.region_id == actor.region_id, Task.id == task_id, policy.changeable(actor))
    ).one_or_none()
    if found is None:
        raise TaskNotFound
    return found


def _open(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    return (Task.region_id == actor.region_id, Task.done_at.is_(None), policy.visible(actor))


def _group(on: date) -> ColumnElement[str]:
    ending = and_(Task.kind.in_([kind.value for kind in ENDING]), Task.due_on <= on + timedelta(days=ENDING_DAYS))
    return case(
        (Task.kind == TaskKind.VACANCY_REVIEW.value, Group.REVIEW.value),
        (Task.kind == TaskKind.INTRODUCTION_UNANSWERED.value, Group.UNANSWERED.value),
        (Task.due_on < on, Group.OVERDUE.value),
        (Task.due_on == on, Group.TODAY.value),
        (Task.due_on <= end_of_week(on), Group.THIS_WEEK.value),
        (ending, Group.ENDING.value),
        else_=Group.LATER.value,
    )
