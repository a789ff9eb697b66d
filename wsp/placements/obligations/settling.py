"""Finish obligations: because of an act elsewhere, by a colleague, or because the employer says so."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.foundation.actor import Actor
from wsp.placements.obligations.enums import ObligationState
from wsp.placements.obligations.keeping import by_hand, close, from_task, task_key
from wsp.placements.obligations.models import Obligation
from wsp.placements.rules.duties import Done
from wsp.worklist import service as worklist
from wsp.worklist.enums import SubjectKind
from wsp.worklist.models import Task


def done(
    session: Session,
    actor: Actor,
    placement_id: uuid.UUID,
    key: str,
    how: Done,
    *,
    ref: uuid.UUID | None = None,
) -> Obligation | None:
    """Finish the open obligation with this key, because its work was done by another verb; None when there is none.

    `ref` is the file or letter with which it was done.
    """
    row = session.scalars(
        select(Obligation)
        .where(
            Obligation.region_id == actor.region_id,
            Obligation.placement_id == placement_id,
            Obligation.key == key,
            Obligation.state == ObligationState.OPEN.value,
        )
        .with_for_update()
    ).one_or_none()
    if row is not None:
        close(session, actor, row, how, ref=ref)
    return row


def finish_task(session: Session, task_id: uuid.UUID, *, outcome: str, actor: Actor) -> Task:
    """Finish a task; the obligation that it belongs to is done with the same words.

    Raises:
        TaskNotFound, TaskClosed: as `worklist.service.finish`.

    """
    task = worklist.finish(session, task_id, outcome=outcome, actor=actor)
    prefix = task_key(task.subject_id, "")
    if task.subject_kind == SubjectKind.PLACEMENT.value and task.key and task.key.startswith(prefix) and by_hand(task):
        row = session.scalars(
            select(Obligation)
            .where(
                Obligation.region_id == actor.region_id,
                Obligation.placement_id == task.subject_id,
                Obligation.key == task.key.removeprefix(prefix),
                Obligation.state == ObligationState.OPEN.value,
            )
            .with_for_update()
        ).one_or_none()
        if row is not None:
            from_task(row, task)
            session.flush()
    return task
