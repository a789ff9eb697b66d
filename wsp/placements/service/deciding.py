"""The next step of an attached instrument with who decides on it, on its day and with its term."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.candidates.models import Candidate
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.errors import NotFound
from wsp.instruments import codes
from wsp.placements import policy, rules
from wsp.placements.commands import MoveInstrument
from wsp.placements.enums import INSTRUMENT_STATES, WAS_GRANTED, InstrumentState, PlacementState
from wsp.placements.models import Placement, PlacementInstrument
from wsp.placements.obligations.enums import Cause
from wsp.placements.queries import facts as reads
from wsp.placements.queries.instruments import attached
from wsp.placements.service import instruments, loading, steps


def move_instrument(session: Session, command: MoveInstrument, *, actor: Actor) -> PlacementInstrument:
    """Take the next step of an attached instrument: applied for, granted, refused, running, suspended, ended.

    An application gets its term for the decision; what was refused or ended can be asked for again.

    Raises:
        PlacementNotFound, NotFound: not the actor's to see.
        Conflict: the step is not in the table.
        PlacementOver: nothing is asked for again once the placement has ended.
        NotByTheRules: granted, while the rules do not give it or do not know enough.
        InvalidPlacement: the day cannot be, or the reason is missing.

    """
    policy.check_may_edit(actor)
    row = loading.placement(session, actor, command.placement_id)
    instrument = instruments.attached_rows(session, row).get(command.code)
    if instrument is None:
        raise NotFound("Deze regeling hoort niet bij deze plaatsing. Ga terug naar de plaatsing.")
    before = InstrumentState(instrument.state)
    INSTRUMENT_STATES.check(before, command.state)
    if before is InstrumentState.ENDED:
        rules.check_not_over(PlacementState(row.state), row.ended_on)
    today = clock.today()
    on = command.happened_on or today
    rules.check_step_day(command, since=instrument.state_since, today=today)
    rules.check_step_reason(command)
    rules.check_granting(
        command,
        _record(session, row, command.code, on),
        asked_on=instrument.asked_on,
        apply_before=instrument.apply_before,
    )
    reason = (command.note or "").strip() or None
    if command.state is InstrumentState.APPLIED:
        instrument.asked_on, instrument.decided_on = on, None
        instrument.decide_by = _term(session, row, instrument).by
    elif command.state in (InstrumentState.GRANTED, InstrumentState.REFUSED):
        instrument.decided_on = on
    steps.instrument_moved(session, instrument, command.state, on=on, actor=actor, reason=reason)
    audit.record(
        session,
        actor,
        "placement.instrument_moved",
        subject=(loading.PLACEMENT, row.id),
        before={"regeling": command.code, "stap": before},
        after={"regeling": command.code, "stap": command.state, "op": on},
        reason=reason,
    )
    instruments.assess_instruments(session, row, actor=actor, cause=Cause.INSTRUMENT)
    if command.code == codes.LKS and command.state in WAS_GRANTED and before not in WAS_GRANTED:
        _assess_same_job(session, row, actor)
    return instrument


def _record(session: Session, row: Placement, code: str, day: date) -> Mapping[str, Any] | None:
    """What the rules gave for the instrument on a day, as it was kept; None when nothing was."""
    found = next((each for each in attached(session, row.id) if each.row.code == code), None)
    decision = found.decision_on(day) if found else None
    return decision.assessment if decision else None


def _term(session: Session, row: Placement, instrument: PlacementInstrument) -> rules.DecisionTerm:
    history = reads.history(session, row)
    keeper = session.get_one(Candidate, row.candidate_id).organisation_id
    book = instruments.law_book(session, keeper, row.region_id)
    return instruments.term_of(instrument, history, book)


def _assess_same_job(session: Session, row: Placement, actor: Actor) -> None:
    """A forfait that is granted here is never given again for the same job: later placements are looked at again."""
    later = session.scalars(
        select(Placement.id)
        .where(reads.same_job(row.candidate_id, row.employer_id, row.function_title), Placement.number > row.number)
        .where(Placement.state != PlacementState.ENDED.value)
        .order_by(Placement.id)
    ).all()
    for placement_id in later:
        instruments.assess_instruments(session, placement_id, actor=actor, cause=Cause.INSTRUMENT)
