"""End a placement: the place is free again, what ran stops, and somebody looks what comes next."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.candidates.models import Candidate
from wsp.foundation.actor import Actor
from wsp.placements import policy, rules
from wsp.placements.commands import EndPlacement
from wsp.placements.enums import (
    DROP_OUT,
    END_LABELS,
    INSTRUMENT_STATES,
    PLACEMENT_STATES,
    EndReason,
    InstrumentState,
    PlacementState,
)
from wsp.placements.models import Placement, PlacementInstrument
from wsp.placements.obligations.enums import Cause
from wsp.placements.service import instruments, loading, obligations, stale, steps, terms
from wsp.vacancies import queries as vacancies
from wsp.vacancies import service as vacancy_verbs
from wsp.vacancies.commands import MoveVacancy
from wsp.vacancies.enums import VacancyState
from wsp.vacancies.errors import ClosingDayPast, NotReady


def end_placement(session: Session, command: EndPlacement, *, actor: Actor) -> Placement:
    """End a placement on its last day, with a reason; a filled vacancy looks again when that was asked.

    A last day to come is allowed: somebody gave notice. The state follows at once, so that the place can be filled.

    Raises:
        PlacementNotFound, PlacementOver: not to be ended.
        StaleVersion: somebody changed the placement since; nothing was saved.
        InvalidPlacement: a day outside the contract, or no reason.

    """
    policy.check_may_edit(actor)
    placement = loading.placement(session, actor, command.placement_id)
    before = PlacementState(placement.state)
    stale.check_seen(
        placement,
        command.version,
        mine={"Laatste dag": command.ended_on, "Reden": command.reason},
        theirs={"Laatste dag": placement.ended_on or placement.ends_on, "Reden": placement.end_reason},
    )
    rules.check_not_over(before, placement.ended_on)
    rules.check_end(command, starts_on=placement.starts_on, ends_on=placement.ends_on)
    PLACEMENT_STATES.check(before, PlacementState.ENDED)
    placement.state = PlacementState.ENDED.value
    placement.ended_on = last = _last_day(placement, command)
    placement.end_reason = command.reason.value
    if command.note and command.note.strip():
        placement.note = "\n".join(text for text in (placement.note, command.note.strip()) if text)
    session.flush()
    steps.placement_moved(
        session, placement, before, on=command.ended_on, actor=actor, reason=END_LABELS[command.reason]
    )
    terms.cut(session, placement, last, actor)
    _stop_instruments(session, placement, last, actor)
    audit.record(
        session,
        actor,
        "placement.ended",
        subject=(loading.PLACEMENT, placement.id),
        before={"status": before},
        after={"status": PlacementState.ENDED, "laatste_dag": placement.ended_on},
        reason=command.reason.value,
    )
    instruments.assess_instruments(session, placement, actor=actor, cause=Cause.ENDED)
    if command.reason in DROP_OUT:
        obligations.follow_drop_out(session, actor, placement, session.get_one(Candidate, placement.candidate_id))
    if command.reopen_vacancy:
        _reopen(session, placement, actor)
    return placement


def _last_day(placement: Placement, command: EndPlacement) -> date:
    """Who never started has no day of work: the last day lies before the first, and no terms are left."""
    if command.reason is EndReason.NEVER_STARTED:
        return placement.starts_on - timedelta(days=1)
    return command.ended_on


def _stop_instruments(session: Session, placement: Placement, last: date, actor: Actor) -> None:
    rows = session.scalars(select(PlacementInstrument).where(PlacementInstrument.placement_id == placement.id))
    for row in rows:
        if INSTRUMENT_STATES.allowed(InstrumentState(row.state), InstrumentState.ENDED):
            on = last if row.state_since is None else max(last, row.state_since)
            steps.instrument_moved(
                session, row, InstrumentState.ENDED, on=on, actor=actor, reason="De plaatsing is beëindigd."
            )


def _reopen(session: Session, placement: Placement, actor: Actor) -> None:
    if placement.vacancy_id is None:
        return
    vacancy = vacancies.locked(session, actor, placement.vacancy_id)
    if VacancyState(vacancy.state) is not VacancyState.FILLED:
        return
    command = MoveVacancy(vacancy.id, VacancyState.OPEN, "Er is weer een plek vrij.")
    try:
        vacancy_verbs.move_state(session, command, actor=actor)
    except (ClosingDayPast, NotReady):
        # A new closing day is for a person to choose.
        obligations.ask_new_closing_day(session, actor, placement)
