"""What happened to a placement and its instruments, step by step, on its day."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any, Final

from sqlalchemy import Select, and_, literal, null, select, union_all
from sqlalchemy.orm import Session

from wsp.accounts.models import User
from wsp.placements.models import InstrumentStep, PlacementInstrument, PlacementStep

PLACEMENT: Final = "plaatsing"
"""`what` of a step of the placement itself; other steps have the code of their instrument."""


@dataclass(frozen=True)
class Lived:
    """One step: of the placement, or of one of its instruments."""

    what: str
    from_state: str | None
    to_state: str
    happened_on: date
    recorded_at: datetime
    decide_by: date | None
    reason: str | None
    by: str | None
    """Who recorded it; None: it followed by itself."""


def steps(session: Session, placement_id: uuid.UUID) -> Sequence[Lived]:
    """Every step in the order in which it happened; what followed on one day in the order of recording. One query."""
    own: Select[*tuple[Any, ...]] = select(
        literal(PLACEMENT).label("what"),
        PlacementStep.from_state,
        PlacementStep.to_state,
        PlacementStep.happened_on,
        PlacementStep.created_at,
        null().label("decide_by"),
        PlacementStep.reason,
        User.name,
    )
    own = own.outerjoin(User, User.id == PlacementStep.user_id).where(PlacementStep.placement_id == placement_id)
    of_instruments: Select[*tuple[Any, ...]] = (
        select(
            PlacementInstrument.code,
            InstrumentStep.from_state,
            InstrumentStep.to_state,
            InstrumentStep.happened_on,
            InstrumentStep.created_at,
            InstrumentStep.decide_by,
            InstrumentStep.reason,
            User.name,
        )
        .outerjoin(User, User.id == InstrumentStep.user_id)
        .join(
            PlacementInstrument,
            and_(
                PlacementInstrument.region_id == InstrumentStep.region_id,
                PlacementInstrument.id == InstrumentStep.placement_instrument_id,
            ),
        )
        .where(PlacementInstrument.placement_id == placement_id)
    )
    found = [Lived(*row) for row in session.execute(union_all(own, of_instruments))]
    found.sort(key=_when)
    return [step for _, tied in groupby(found, key=_when) for step in _in_turn(list(tied))]


def _when(step: Lived) -> tuple[date, datetime, bool, str]:
    return step.happened_on, step.recorded_at, step.what != PLACEMENT, step.what


def _in_turn(tied: list[Lived]) -> list[Lived]:
    """Steps of one thing recorded at one moment: the state that a step leaves tells after which other it came."""
    ordered: list[Lived] = []
    while tied:
        reached = {step.to_state for step in tied}
        first = next((step for step in tied if step.from_state not in reached), tied[0])
        tied.remove(first)
        ordered.append(first)
    return ordered
