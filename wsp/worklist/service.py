"""Verbs on tasks. Rooms above plan and drop them by key; people finish, postpone and hand over by id."""

import uuid
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from wsp.accounts.models import Membership
from wsp.accounts.permissions import STAFF_ROLES
from wsp.audit import service as audit
from wsp.audit.service import Happened
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.db import insert_many
from wsp.worklist import policy, rules
from wsp.worklist.commands import NewTask
from wsp.worklist.enums import LABELS, SECOND_PERSON, SubjectKind, TaskKind
from wsp.worklist.errors import OwnWork, TaskNotFound
from wsp.worklist.models import Task

SUBJECT = "task"


def plan(
    session: Session,
    actor: Actor,
    *,
    kind: TaskKind,
    subject: tuple[SubjectKind | str, uuid.UUID],
    due_on: date,
    title: str | None = None,
    assigned_to_id: uuid.UUID | None = None,
    organisation_id: uuid.UUID | None = None,
    key: str | None = None,
    soon: bool = False,
) -> Task:
    """Plan a task about `subject` (kind and id of a record), due on a day.

    With `key` the same obligation is planned once, however often its facts are looked at again: an open task
    follows a new due day, title or person; a day that somebody chose by postponing stays as long as the facts
    give the same day. A finished task stays finished, unless the facts now give another day: that is a new task.
    After `drop` the key is free again. `soon`: no fact gives the day, so the one that was planned first stays.

    Without a person anybody of `organisation_id` may do it; without that, anybody in the region who may read
    the subject. `title` is plain Dutch without a candidate's name; by default it is the kind's label.
    """
    subject_kind = SubjectKind(subject[0])
    if assigned_to_id is not None and organisation_id is None:
        organisation_id = _organisation_of(session, assigned_to_id, actor.region_id)
    values: dict[str, Any] = {
        "title": title or LABELS[kind],
        "assigned_to_id": assigned_to_id,
        "organisation_id": organisation_id,
    }
    fixed = {"kind": kind.value, "subject_kind": subject_kind.value, "subject_id": subject[1]}
    if key is not None:
        known = _by_key(session, actor, key)
        if known is not None and soon:
            due_on = known.planned_on
        if known is not None and (known.done_at is None or known.planned_on == due_on):
            return _follow(session, actor, known, due_on=due_on, values=values)
        if known is not None:
            known.key = None
            session.flush()
    made = uuid.uuid4()
    now = clock.now()
    # Two processes may look at the same facts at once: the loser finds the winner's row instead of an error.
    inserted = session.execute(
        insert(Task)
        .values(
            id=made, region_id=actor.region_id, created_at=now, updated_at=now, version=1,
            due_on=due_on, planned_on=due_on, key=key, assigned_by_id=actor.user_id, **fixed, **values,
        )
        .on_conflict_do_nothing(index_elements=["region_id", "key"], index_where=Task.key.is_not(None))
        .returning(Task.id)
    ).scalar_one_or_none()  # fmt: skip
    if inserted is None:
        winner = _by_key(session, actor, key or "")
        if winner is None:
            raise TaskNotFound
        return winner
    task = session.get_one(Task, made)
    audit.record(session, actor, "task.planned", subject=(SUBJECT, made), after=_shown(task))
    return task


def plan_new(session: Session, actor: Actor, tasks: Sequence[NewTask]) -> None:
    """As `plan` for many tasks, in two statements: about records of this transaction, so nobody planned them before."""
    now = clock.now()
    homes = {
        user_id: _organisation_of(session, user_id, actor.region_id)
        for user_id in {task.assigned_to_id for task in tasks}
        if user_id is not None
    }
    made = [
        Task(
            id=uuid.uuid4(), region_id=actor.region_id, created_at=now, updated_at=now, version=1,
            kind=task.kind.value, subject_kind=task.subject[0].value, subject_id=task.subject[1],
            due_on=task.due_on, planned_on=task.due_on, title=task.title, key=task.key,
            assigned_to_id=task.assigned_to_id, assigned_by_id=actor.user_id,
            organisation_id=homes.get(task.assigned_to_id) if task.assigned_to_id else None,
        )
        for task in tasks
    ]  # fmt: skip
    columns = [column.name for column in Task.__table__.columns]
    insert_many(session, Task, [{name: getattr(task, name) for name in columns} for task in made])
    audit.record_many(
        session, actor, [Happened("task.planned", (SUBJECT, task.id), after=_shown(task)) for task in made]
    )


def finish(session: Session, task_id: uuid.UUID, *, outcome: str, actor: Actor) -> Task:
    """Finish a task with what came of it.

    Raises:
        TaskNotFound: if it is not a task of this actor.
        TaskClosed: if somebody finished it already.

    """
    task = _changeable(session, task_id, actor)
    _close(task, outcome, actor)
    audit.record(session, actor, "task.finished", subject=(SUBJECT, task.id), after={"outcome": outcome})
    session.flush()
    return task


def finish_by_key(session: Session, key: str, *, outcome: str, actor: Actor) -> Task | None:
    """Finish the open task with this key because its work was done elsewhere; None when there is none.

    Whoever did the work may finish it, so the task's own visibility does not matter here.
    """
    task = _by_key(session, actor, key)
    if task is None or task.done_at is not None:
        return None
    _close(task, outcome, actor)
    audit.record(session, actor, "task.finished", subject=(SUBJECT, task.id), after={"outcome": outcome})
    session.flush()
    return task


def drop(session: Session, key: str, *, why: str, actor: Actor) -> Task | None:
    """Close the open task with this key because its reason is gone; None when there is none.

    The key becomes free, so the obligation can be planned again when the reason comes back.
    """
    return next(iter(drop_all(session, (key,), why=why, actor=actor)), None)


def drop_all(session: Session, keys: Collection[str], *, why: str, actor: Actor) -> list[Task]:
    """As `drop` for every one of these keys, asked for at once; gives the tasks that were closed."""
    if not keys:
        return []
    # In the order of the keys, so that two who drop the same ones never wait for each other.
    found = session.scalars(
        select(Task)
        .where(Task.region_id == actor.region_id, Task.key.in_(keys), Task.done_at.is_(None))
        .order_by(Task.key)
        .with_for_update()
    ).all()
    for task in found:
        task.done_at = clock.now()
        task.outcome = why
        task.key = None
        audit.record(session, actor, "task.dropped", subject=(SUBJECT, task.id), reason=why)
    if found:
        session.flush()
    return list(found)


def drop_others(
    session: Session, subject: tuple[SubjectKind, uuid.UUID], prefix: str, wanted: Collection[str], *, why: str,
    actor: Actor,
) -> None:  # fmt: skip
    """Drop the open tasks about a subject whose key is `prefix` with something that is not in `wanted`."""
    keys = session.scalars(
        select(Task.key).where(
            Task.region_id == actor.region_id,
            Task.subject_kind == subject[0].value,
            Task.subject_id == subject[1],
            Task.done_at.is_(None),
            Task.key.startswith(prefix, autoescape=True),
        )
    ).all()
    gone = [key for key in keys if key is not None and key.removeprefix(prefix) not in wanted]
    drop_all(session, gone, why=why, actor=actor)


def postpone(session: Session, task_id: uuid.UUID, *, due_on: date, actor: Actor) -> Task:
    """Move a task to another day.

    Raises:
        TaskNotFound, TaskClosed: as `finish`.
        BadDueDay: if the day is past or more than two years away.

    """
    task = _changeable(session, task_id, actor)
    rules.check_new_day(due_on, on=clock.today())
    before = task.due_on
    task.due_on = due_on
    audit.record(
        session,
        actor,
        "task.postponed",
        subject=(SUBJECT, task.id),
        before={"due_on": before.isoformat()},
        after={"due_on": due_on.isoformat()},
    )
    session.flush()
    return task


def reassign(session: Session, task_id: uuid.UUID, *, to: uuid.UUID | None, actor: Actor) -> Task:
    """Give a task to somebody of the region, or to nobody in particular (`to` None: their organisation).

    Raises:
        TaskNotFound: if it is not a task of this actor, or `to` does not work in this region.
        TaskClosed: if it is finished.
        OwnWork: four eyes, and `to` wrote what the task is about.

    """
    task = _changeable(session, task_id, actor)
    before = task.assigned_to_id
    if task.kind in SECOND_PERSON and to is not None and to == task.assigned_by_id:
        raise OwnWork
    if to is not None:
        organisation = _organisation_of(session, to, actor.region_id)
        if organisation is None:
            raise TaskNotFound
        task.organisation_id = organisation
    _give(task, to, actor)
    audit.record(
        session,
        actor,
        "task.reassigned",
        subject=(SUBJECT, task.id),
        before={"assigned_to_id": str(before) if before else None},
        after={"assigned_to_id": str(to) if to else None},
    )
    session.flush()
    return task


def hand_over(
    session: Session,
    subject: tuple[SubjectKind, uuid.UUID],
    *,
    from_id: uuid.UUID,
    to_id: uuid.UUID,
    actor: Actor,
) -> int:
    """Give all open tasks of one colleague about a subject to another, because the subject changed hands.

    Returns how many. The verb above decided that the actor may do this.
    """
    tasks = session.scalars(
        select(Task)
        .where(
            Task.region_id == actor.region_id,
            Task.subject_kind == subject[0].value,
            Task.subject_id == subject[1],
            Task.assigned_to_id == from_id,
            Task.done_at.is_(None),
        )
        .order_by(Task.id)
        .with_for_update()
    ).all()
    organisation = _organisation_of(session, to_id, actor.region_id) if tasks else None
    for task in tasks:
        _give(task, to_id, actor)
        task.organisation_id = organisation
        audit.record(
            session,
            actor,
            "task.reassigned",
            subject=(SUBJECT, task.id),
            before={"assigned_to_id": str(from_id)},
            after={"assigned_to_id": str(to_id)},
        )
    session.flush()
    return len(tasks)


def _follow(session: Session, actor: Actor, task: Task, *, due_on: date, values: dict[str, Any]) -> Task:
    """Let an open task follow its facts; a finished one stays as it is."""
    if task.done_at is not None:
        return task
    changed = {name: value for name, value in values.items() if getattr(task, name) != value}
    if task.planned_on != due_on:
        changed |= {"planned_on": due_on, "due_on": due_on}
    if changed:
        before = _shown(task)
        if "assigned_to_id" in changed:
            _give(task, changed["assigned_to_id"], actor)
        for name, value in changed.items():
            setattr(task, name, value)
        audit.record(session, actor, "task.replanned", subject=(SUBJECT, task.id), before=before, after=_shown(task))
        session.flush()
    return task


def _give(task: Task, to: uuid.UUID | None, actor: Actor) -> None:
    """Somebody else's from now on: the new one is mailed about it."""
    task.assigned_to_id = to
    task.told_at = None
    if task.kind not in SECOND_PERSON:
        # Of what needs four eyes it must stay known who wrote it.
        task.assigned_by_id = actor.user_id


def _close(task: Task, outcome: str, actor: Actor) -> None:
    rules.check_open(done=task.done_at is not None, outcome=task.outcome)
    task.done_at = clock.now()
    task.done_by_id = actor.user_id
    task.outcome = outcome


def _changeable(session: Session, task_id: uuid.UUID, actor: Actor) -> Task:
    task = session.scalars(
        select(Task)
        .where(Task.region_id == actor.region_id, Task.id == task_id, policy.changeable(actor))
        .with_for_update()
    ).one_or_none()
    if task is None:
        raise TaskNotFound
    rules.check_open(done=task.done_at is not None, outcome=task.outcome)
    return task


def _by_key(session: Session, actor: Actor, key: str) -> Task | None:
    return session.scalars(
        select(Task).where(Task.region_id == actor.region_id, Task.key == key).with_for_update()
    ).one_or_none()


def _organisation_of(session: Session, user_id: uuid.UUID, region: str) -> uuid.UUID | None:
    """For whom somebody works in a region: colleagues of that organisation may take the task over."""
    return session.scalars(
        select(Membership.organisation_id)
        .where(
            Membership.user_id == user_id,
            Membership.region_id == region,
            Membership.ended_at.is_(None),
            Membership.role.in_(sorted(STAFF_ROLES)),
        )
        .order_by(Membership.created_at, Membership.id)
        .limit(1)
    ).one_or_none()


def _shown(task: Task) -> dict[str, Any]:
    return {
        "kind": task.kind,
        "title": task.title,
        "due_on": task.due_on.isoformat(),
        "assigned_to_id": str(task.assigned_to_id) if task.assigned_to_id else None,
    }
