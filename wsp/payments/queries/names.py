"""What beschikkingen and subsidies are called where only their id is known: work and employer, never a person."""

import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from wsp.employers.models import Employer
from wsp.foundation.actor import Actor
from wsp.payments import policy
from wsp.payments.models import Beschikking
from wsp.payments.queries.joins import with_placement
from wsp.placements import policy as placements
from wsp.placements.models import Placement, PlacementInstrument


def decision_names(session: Session, actor: Actor, decision_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, str]:
    """Work and employer of some beschikkingen."""
    if not decision_ids:
        return {}
    statement = with_placement(
        select(Beschikking.id, Placement.function_title, Employer.name).select_from(Beschikking),
        Beschikking.region_id,
        Beschikking.placement_instrument_id,
    ).where(Beschikking.id.in_(decision_ids), policy.decisions(actor))
    return {key: f"{title}, {employer}" for key, title, employer in session.execute(statement)}


def subsidy_names(session: Session, actor: Actor, instrument_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, str]:
    """Work and employer of some subsidies."""
    if not instrument_ids:
        return {}
    statement = (
        select(PlacementInstrument.id, Placement.function_title, Employer.name)
        .join(
            Placement,
            and_(
                Placement.region_id == PlacementInstrument.region_id, Placement.id == PlacementInstrument.placement_id
            ),
        )
        .join(Employer, and_(Employer.region_id == Placement.region_id, Employer.id == Placement.employer_id))
        .where(PlacementInstrument.id.in_(instrument_ids), placements.visible_placements(actor))
    )
    return {key: f"{title}, {employer}" for key, title, employer in session.execute(statement)}
