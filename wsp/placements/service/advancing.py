"""What the calendar does by itself: placements start, become durable and end; silent introductions expire."""

from datetime import timedelta
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.candidates.models import Candidate
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.placements import rules
from wsp.placements.commands import EndPlacement
from wsp.placements.enums import (
    PLACEMENT_STATES,
    TAKES_PLACE,
    WAITING_FOR_EMPLOYER,
    ClosingReason,
    EndReason,
    IntroductionState,
    PlacementState,
)
from wsp.placements.models import Introduction, Placement
from wsp.placements.queries import facts as reads
from wsp.placements.service import ending, loading, obligations, steps
from wsp.placements.service.moving import record_move

SILENT: Final = timedelta(days=60)
"""An offer without any answer for so long expires, with a notice to who made it."""


def follow_dates(session: Session, placement: Placement, *, actor: Actor) -> PlacementState:
    """Move a placement to the state that its dates ask for, step by step; ending is left to `end_placement`."""
    history = reads.history(session, placement)
    wanted = rules.state_on(history, clock.today())
    before = PlacementState(placement.state)
    current = before
    for step in (PlacementState.TRIAL, PlacementState.RUNNING, PlacementState.DURABLE):
        reaches = wanted is step or (step is PlacementState.RUNNING and wanted is PlacementState.DURABLE)
        if reaches and current is not step and PLACEMENT_STATES.allowed(current, step):
            placement.state = step.value
            steps.placement_moved(session, placement, current, on=rules.reached_on(history, step), actor=actor)
            current = step
    if current is not before:
        session.flush()
        audit.record(
            session,
            actor,
            "placement.state",
            subject=(loading.PLACEMENT, placement.id),
            before={"status": before},
            after={"status": current},
        )
    return current


def advance_placements(session: Session, *, actor: Actor) -> int:
    """Let every placement of the region follow the calendar; says how many changed. Run daily; repeatable."""
    rows = session.scalars(
        select(Placement)
        .where(Placement.region_id == actor.region_id, Placement.state.in_(sorted(TAKES_PLACE)))
        .order_by(Placement.id)
        .with_for_update(skip_locked=True)
    ).all()
    changed = 0
    for placement in rows:
        if placement.ends_on is not None and placement.ends_on < clock.today():
            command = EndPlacement(placement.id, placement.ends_on, EndReason.CONTRACT_ENDED, reopen_vacancy=False)
            ending.end_placement(session, command, actor=actor)
            changed += 1
        else:
            before = placement.state
            changed += follow_dates(session, placement, actor=actor).value != before
    return changed


def expire_introductions(session: Session, *, actor: Actor) -> int:
    """Close offers that nobody answered for a long time; says how many. Run daily; repeatable."""
    since = clock.now() - SILENT
    rows = session.scalars(
        select(Introduction)
        .where(
            Introduction.region_id == actor.region_id,
            Introduction.state.in_(sorted(WAITING_FOR_EMPLOYER)),
            Introduction.state_since < since,
            or_(Introduction.appointment_at.is_(None), Introduction.appointment_at < since),
        )
        .order_by(Introduction.id)
        .with_for_update(skip_locked=True)
    ).all()
    for introduction in rows:
        before = IntroductionState(introduction.state)
        introduction.state = IntroductionState.EXPIRED.value
        introduction.state_since = clock.now()
        introduction.closed_reason = ClosingReason.NO_ANSWER.value
        introduction.closed_shared = True
        record_move(session, introduction, before=before, actor=actor, note="Geen antwoord: vanzelf gesloten.")
        person = session.get_one(Candidate, introduction.candidate_id)
        obligations.follow_introduction(session, actor, introduction, person)
    return len(rows)
