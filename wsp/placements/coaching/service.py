"""Verbs on the file of a job coach: granted hours, goals, time, and the signal that somebody may drop out."""

import uuid
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.candidates.masking import word_that_tells_why
from wsp.candidates.models import Candidate
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.clock import day_in_words
from wsp.placements.coaching.commands import AddGoal, LogTime, MoveGoal, SetBlock, TellOfRisk
from wsp.placements.coaching.enums import RISK_LABELS, GoalState, HourKind
from wsp.placements.coaching.errors import EntryNotFound, UnusableCoaching
from wsp.placements.coaching.models import CoachingBlock, CoachingGoal, CoachingHour
from wsp.placements.coaching.queries import current
from wsp.placements.coaching.rules import ENDS_SOON, Spent, use
from wsp.placements.models import Placement
from wsp.placements.rules import placement_number
from wsp.placements.service import loading
from wsp.worklist import service as worklist
from wsp.worklist.enums import SubjectKind, TaskKind

SUBJECT: Final = loading.PLACEMENT


def set_block(session: Session, placement_id: uuid.UUID, command: SetBlock, *, actor: Actor) -> CoachingBlock:
    """Write down a block that was granted, and plan when to ask for the next.

    Raises:
        PlacementNotFound: there is none for this actor.
        UnusableCoaching: the days do not follow each other, overlap another block, or a text tells of health.

    """
    placement = loading.placement(session, actor, placement_id)
    if command.ends_on < command.starts_on:
        raise UnusableCoaching("ends_on", "Kies een laatste dag na de eerste dag.")
    _check_words(plan=command.plan, supervisor=command.supervisor)
    blocks = _blocks(session, placement_id)
    row = next((each for each in blocks if each.starts_on == command.starts_on), None)
    for other in blocks:
        if other is not row and other.starts_on <= command.ends_on and command.starts_on <= other.ends_on:
            period = f"{day_in_words(other.starts_on)} tot en met {day_in_words(other.ends_on)}"
            raise UnusableCoaching("starts_on", f"Er is al een periode van {period}. Kies andere dagen.")
    if row is None:
        row = CoachingBlock(region_id=actor.region_id, placement_id=placement_id, starts_on=command.starts_on)
        session.add(row)
    row.ends_on = command.ends_on
    row.hours = command.hours
    row.granted_by = command.granted_by.value
    row.supervisor = command.supervisor
    row.plan = command.plan
    row.recorded_by_id = actor.user_id
    session.flush()
    audit.record(
        session,
        actor,
        "coaching.block_set",
        subject=(SUBJECT, placement_id),
        after={"van": command.starts_on, "tot en met": command.ends_on, "uren": command.hours},
    )
    _plan_request(session, actor, placement, row)
    return row


def add_goal(session: Session, placement_id: uuid.UUID, command: AddGoal, *, actor: Actor) -> CoachingGoal:
    """Add a goal.

    Raises:
        PlacementNotFound: there is none for this actor.
        UnusableCoaching: it tells of health.

    """
    loading.placement(session, actor, placement_id)
    _check_words(title=command.title)
    row = CoachingGoal(
        region_id=actor.region_id,
        placement_id=placement_id,
        title=command.title,
        state=GoalState.BUSY.value,
        state_since=clock.today(),
        recorded_by_id=actor.user_id,
    )
    session.add(row)
    session.flush()
    audit.record(session, actor, "coaching.goal_added", subject=(SUBJECT, placement_id))
    return row


def move_goal(session: Session, placement_id: uuid.UUID, command: MoveGoal, *, actor: Actor) -> CoachingGoal:
    """Say where a goal stands now.

    Raises:
        PlacementNotFound, EntryNotFound: there is none for this actor.

    """
    loading.placement(session, actor, placement_id)
    row = session.get(CoachingGoal, command.goal_id)
    if row is None or row.placement_id != placement_id:
        raise EntryNotFound
    before = row.state
    if before != command.state.value:
        row.state, row.state_since = command.state.value, clock.today()
        session.flush()
        audit.record(
            session, actor, "coaching.goal_moved", subject=(SUBJECT, placement_id),
            before={"stand": before}, after={"stand": command.state.value},
        )  # fmt: skip
    return row


def log_time(session: Session, placement_id: uuid.UUID, command: LogTime, *, actor: Actor) -> CoachingHour:
    """Write down time; where it brings a block to four fifths, asking for more is planned for today.

    Raises:
        PlacementNotFound, EntryNotFound: no such placement, or no such goal of it, for this actor.
        UnusableCoaching: a day to come or before the placement, or a note that tells of health.

    """
    placement = loading.placement(session, actor, placement_id)
    if command.worked_on > clock.today():
        raise UnusableCoaching("worked_on", "Deze dag moet nog komen. Kies vandaag of een eerdere dag.")
    _check_words(note=command.note)
    if command.goal_id is not None:
        goal = session.get(CoachingGoal, command.goal_id)
        if goal is None or goal.placement_id != placement_id:
            raise EntryNotFound
    row = CoachingHour(
        region_id=actor.region_id,
        placement_id=placement_id,
        goal_id=command.goal_id,
        worked_on=command.worked_on,
        minutes=command.minutes,
        kind=command.kind.value,
        note=command.note,
        user_id=actor.user_id,
    )
    session.add(row)
    session.flush()
    audit.record(
        session, actor, "coaching.time_logged", subject=(SUBJECT, placement_id),
        after={"dag": command.worked_on, "minuten": command.minutes, "soort": command.kind.value},
    )  # fmt: skip
    _watch_use(session, actor, placement, command.worked_on)
    return row


def withdraw_time(session: Session, placement_id: uuid.UUID, hour_id: uuid.UUID, *, actor: Actor) -> None:
    """Take out time that was written by mistake: it counts no more, and the row stays.

    Raises:
        PlacementNotFound, EntryNotFound: there is none for this actor.

    """
    loading.placement(session, actor, placement_id)
    row = session.get(CoachingHour, hour_id)
    if row is None or row.placement_id != placement_id or row.withdrawn_at is not None:
        raise EntryNotFound
    row.withdrawn_at = clock.now()
    session.flush()
    audit.record(
        session, actor, "coaching.time_withdrawn", subject=(SUBJECT, placement_id),
        before={"dag": row.worked_on, "minuten": row.minutes},
    )  # fmt: skip


def tell_of_risk(session: Session, placement_id: uuid.UUID, command: TellOfRisk, *, actor: Actor) -> None:
    """Tell the account manager and the client manager today that somebody may drop out (dreigende uitval).

    Told twice on a day it is one task; what was told before and is still open follows the newest.

    Raises:
        PlacementNotFound: there is none for this actor.

    """
    placement = loading.placement(session, actor, placement_id)
    manager = session.scalar(select(Candidate.client_manager_id).where(Candidate.id == placement.candidate_id))
    title = f"Dreigende uitval: {RISK_LABELS[command.risk][0].lower()}{RISK_LABELS[command.risk][1:]}"
    for role, user_id in (("accountmanager", placement.owner_id), ("klantmanager", manager)):
        worklist.plan(
            session,
            actor,
            kind=TaskKind.DROP_OUT_RISK,
            subject=(SubjectKind.PLACEMENT, placement_id),
            due_on=clock.today(),
            title=f"{title} ({placement_number(placement.number)})",
            assigned_to_id=user_id,
            key=f"dreigende-uitval:{placement_id}:{role}",
        )
    audit.record(
        session, actor, "coaching.risk_told", subject=(SUBJECT, placement_id), after={"wat": command.risk.value}
    )


def _blocks(session: Session, placement_id: uuid.UUID) -> list[CoachingBlock]:
    return list(
        session.scalars(
            select(CoachingBlock)
            .where(CoachingBlock.placement_id == placement_id)
            .order_by(CoachingBlock.starts_on.desc())
        )
    )


def _plan_request(session: Session, actor: Actor, placement: Placement, block: CoachingBlock) -> None:
    """Eight weeks before the end the coach decides whether more is needed."""
    worklist.plan(
        session,
        actor,
        kind=TaskKind.EVALUATION,
        subject=(SubjectKind.PLACEMENT, placement.id),
        due_on=max(block.ends_on - ENDS_SOON, block.starts_on),
        title=f"Begeleiding loopt af: vraag zo nodig een vervolg aan ({placement_number(placement.number)})",
        assigned_to_id=placement.job_coach_id or actor.user_id,
        key=f"begeleiding-einde:{block.id}",
    )


def _watch_use(session: Session, actor: Actor, placement: Placement, on: date) -> None:
    block = current(_blocks(session, placement.id), on)
    if block is None or not block.starts_on <= on <= block.ends_on:
        return
    rows = session.execute(
        select(CoachingHour.worked_on, CoachingHour.minutes, CoachingHour.kind).where(
            CoachingHour.placement_id == placement.id, CoachingHour.withdrawn_at.is_(None)
        )
    )
    log = [Spent(day, minutes, HourKind(kind)) for day, minutes, kind in rows]
    if not use(block.starts_on, block.ends_on, block.hours, log, clock.today()).nearly_used:
        return
    worklist.plan(
        session,
        actor,
        kind=TaskKind.EVALUATION,
        subject=(SubjectKind.PLACEMENT, placement.id),
        due_on=clock.today(),
        title=f"Begeleiding bijna op: vraag zo nodig een vervolg aan ({placement_number(placement.number)})",
        assigned_to_id=placement.job_coach_id or actor.user_id,
        key=f"begeleiding-uren:{block.id}",
        # The day on which it passed the mark is not told anew with every visit after it.
        soon=True,
    )


def _check_words(**texts: str | None) -> None:
    """No file of a coach tells of health or of the ground for help: others read it too.

    Raises:
        UnusableCoaching: says which word must go.

    """
    for field, text in texts.items():
        word = word_that_tells_why(text or "")
        if word is not None:
            raise UnusableCoaching(field, f"Haal ‘{word}’ weg. Schrijf over het werk, niet over gezondheid.")
