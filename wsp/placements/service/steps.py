"""The steps of placements and their instruments: what happened on which day, and who recorded it. Only added to."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.candidates.models import Candidate
from wsp.couplings import telling as couplings
from wsp.couplings.enums import Event
from wsp.foundation.actor import Actor
from wsp.placements.enums import AT_WORK, InstrumentState, PlacementState
from wsp.placements.models import InstrumentStep, Placement, PlacementInstrument, PlacementStep


def placement_moved(
    session: Session,
    placement: Placement,
    before: PlacementState | None,
    *,
    on: date,
    actor: Actor,
    reason: str | None = None,
) -> None:
    """Keep that the placement came into its present state on this day."""
    session.add(
        PlacementStep(
            region_id=placement.region_id,
            placement_id=placement.id,
            from_state=None if before is None else before.value,
            to_state=placement.state,
            happened_on=on,
            reason=reason,
            user_id=actor.user_id,
        )
    )
    session.flush()
    state = PlacementState(placement.state)
    if state in AT_WORK and before not in AT_WORK:
        _tell(session, placement, Event.PLACEMENT_BEGUN, actor)
    elif state is PlacementState.ENDED:
        _tell(session, placement, Event.PLACEMENT_ENDED, actor)


def _tell(session: Session, placement: Placement, event: Event, actor: Actor) -> None:
    """Tell the systems of the organisation that keeps the dossier."""
    keeper = select(Candidate.organisation_id).where(Candidate.id == placement.candidate_id)
    couplings.tell(session, actor, event, placement.id, of=session.scalars(keeper).one())


def instrument_moved(
    session: Session,
    instrument: PlacementInstrument,
    state: InstrumentState,
    *,
    on: date,
    actor: Actor,
    reason: str | None = None,
) -> None:
    """Give the instrument another state and keep the step; `asked_on` and the like are the caller's."""
    before = instrument.state
    instrument.state = state.value
    instrument.state_since = on
    instrument.state_reason = reason
    session.flush()
    session.add(
        InstrumentStep(
            region_id=instrument.region_id,
            placement_instrument_id=instrument.id,
            from_state=before,
            to_state=state.value,
            happened_on=on,
            decide_by=instrument.decide_by if state is InstrumentState.APPLIED else None,
            reason=reason,
            user_id=actor.user_id,
        )
    )
    session.flush()
