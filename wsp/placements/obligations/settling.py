"""Finish obligations: because of an act elsewhere, by a colleague, or because the employer says so."""

import uuid
from collections.abc import Sequence
from typing import Final

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.clock import day_in_words
from wsp.foundation.errors import StaleVersion
from wsp.foundation.workdays import add_working_days
from wsp.placements import policy
from wsp.placements.models import Placement
from wsp.placements.obligations.commands import ReportObligation, SettleObligation
from wsp.placements.obligations.enums import (
    BY_HAND,
    DONE_LABELS,
    STATE_LABELS,
    DoneWith,
    DutyKind,
    ObligationState,
    Party,
)
from wsp.placements.obligations.errors import BadDoneDay, ObligationClosed, ObligationNotFound
from wsp.placements.obligations.keeping import by_hand, close, from_task, task_key
from wsp.placements.obligations.models import Obligation
from wsp.placements.rules import placement_number
from wsp.placements.rules.duties import CONTRACT, Done
from wsp.worklist import service as worklist
from wsp.worklist.enums import SubjectKind, TaskKind
from wsp.worklist.models import Task

CHECK_WORKING_DAYS: Final = 2
REPORTED: Final = frozenset({DutyKind.APPLY, DutyKind.PROLONG, DutyKind.EVALUATE, DutyKind.HAND_IN})
"""Of these an employer may say that they are done; a contract is handed in instead."""


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


def decided(
    session: Session, actor: Actor, placement_id: uuid.UUID, instrument: str, how: Done, *, ref: uuid.UUID | None = None
) -> Sequence[Obligation]:
    """Finish what stands open to decide on an instrument of a placement, since there is a decision or its letter."""
    rows = session.scalars(
        select(Obligation)
        .where(
            Obligation.region_id == actor.region_id,
            Obligation.placement_id == placement_id,
            Obligation.kind == DutyKind.DECIDE.value,
            Obligation.instrument_code == instrument,
            Obligation.state == ObligationState.OPEN.value,
        )
        .order_by(Obligation.id)
        .with_for_update()
    ).all()
    for row in rows:
        close(session, actor, row, how, ref=ref)
    return rows


def settle(session: Session, command: SettleObligation, *, actor: Actor) -> Obligation:
    """Say with what an obligation was done; its task is finished with the same words.

    Raises:
        ObligationNotFound: there is none at a placement that this actor may change.
        ObligationClosed: somebody was first, or it is no longer needed.
        StaleVersion: it changed since the actor saw it; nothing was saved.
        BadDoneDay: a day to come.

    """
    policy.check_may_edit(actor)
    row, _ = _locked(session, command.obligation_id, policy.visible_placements(actor))
    if command.version is not None and command.version != row.version:
        raise StaleVersion(
            "Deze verplichting is gewijzigd terwijl jij bezig was. Bekijk beide en kies.",
            mine={"Gedaan op": day_in_words(command.done_on), "Waarmee": DONE_LABELS[command.done_with]},
            theirs={"Uiterlijk": day_in_words(row.due_on), "Stand": STATE_LABELS[ObligationState(row.state)]},
            version=row.version,
        )
    if command.done_on > clock.today():
        raise BadDoneDay
    words = DONE_LABELS[command.done_with if command.done_with in BY_HAND else DoneWith.ACT]
    note = (command.note or "").strip()
    close(session, actor, row, Done(command.done_with, command.done_on, f"{words}: {note}" if note else words))
    return row


def report(session: Session, command: ReportObligation, *, actor: Actor) -> Obligation:
    """Take over from an employer in the portal that it did its part; who keeps the placement checks it.

    Raises:
        ObligationNotFound: not the own company's, or not for an employer to say.
        ObligationClosed: it was done already, or is no longer needed.

    """
    row, placement = _locked(session, command.obligation_id, policy.at_own_company(actor))
    if row.party != Party.EMPLOYER.value or DutyKind(row.kind) not in REPORTED or row.key == CONTRACT:
        raise ObligationNotFound
    close(session, actor, row, Done(DoneWith.PORTAL, clock.today(), "Gemeld door de werkgever in het portaal"))
    number = placement_number(placement.number)
    worklist.plan(
        session,
        actor,
        kind=TaskKind.OTHER,
        subject=(SubjectKind.PLACEMENT, placement.id),
        due_on=add_working_days(clock.today(), CHECK_WORKING_DAYS),
        title=f"Werkgever meldt klaar: {row.title[0].lower()}{row.title[1:]} Leg het vast ({number})",
        assigned_to_id=placement.owner_id,
        key=f"gemeld:{row.id}",
    )
    return row


def _locked(session: Session, obligation_id: uuid.UUID, seen: ColumnElement[bool]) -> tuple[Obligation, Placement]:
    """An open obligation with its placement, both locked, the placement first as every other verb does."""
    placement = session.scalars(
        select(Placement)
        .join(Obligation, and_(Obligation.region_id == Placement.region_id, Obligation.placement_id == Placement.id))
        .where(Obligation.id == obligation_id, seen)
        .with_for_update(of=Placement)
    ).one_or_none()
    if placement is None:
        raise ObligationNotFound
    row = session.scalars(
        select(Obligation)
        .where(Obligation.id == obligation_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    if row.state != ObligationState.OPEN.value:
        raise ObligationClosed
    return row, placement


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
