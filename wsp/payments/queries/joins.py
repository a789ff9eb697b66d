"""What every list of payments is joined with: the placement, its employer, and who pays."""

import uuid
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, select
from sqlalchemy.orm import InstrumentedAttribute

from wsp.employers.models import Employer
from wsp.payments.models import PaymentMonth, PaymentOrder
from wsp.placements.models import Placement, PlacementInstrument


def with_placement(
    statement: Select[*tuple[Any, ...]],
    region: InstrumentedAttribute[str],
    instrument_id: InstrumentedAttribute[uuid.UUID],
) -> Select[*tuple[Any, ...]]:
    """Join rows about a subsidy with instrument, placement and employer; never with a person."""
    return (
        statement.join(
            PlacementInstrument, and_(PlacementInstrument.region_id == region, PlacementInstrument.id == instrument_id)
        )
        .join(
            Placement,
            and_(
                Placement.region_id == PlacementInstrument.region_id, Placement.id == PlacementInstrument.placement_id
            ),
        )
        .join(Employer, and_(Employer.region_id == Placement.region_id, Employer.id == Placement.employer_id))
    )


def at_employer(model: type[PaymentMonth | PaymentOrder], employer_id: uuid.UUID) -> ColumnElement[bool]:
    """Filter: rows of subsidies at one employer."""
    condition: ColumnElement[bool] = exists(
        select(1)
        .select_from(PlacementInstrument)
        .join(
            Placement,
            and_(
                Placement.region_id == PlacementInstrument.region_id, Placement.id == PlacementInstrument.placement_id
            ),
        )
        .where(
            PlacementInstrument.region_id == model.region_id,
            PlacementInstrument.id == model.placement_instrument_id,
            Placement.employer_id == employer_id,
        )
    )
    return condition
