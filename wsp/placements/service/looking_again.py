"""Look at placements again because a day went by: law, terms and obligations follow the calendar, batch by batch."""

import uuid
from datetime import timedelta
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.placements.enums import TAKES_PLACE
from wsp.placements.models import Placement
from wsp.placements.service import instruments

BATCH: Final = 50
OWED: Final = timedelta(days=600)
"""So long after the end something can be owed about the time before: the last wage declarations, and payments."""


def look_again(session: Session, *, actor: Actor, after: uuid.UUID | None) -> uuid.UUID | None:
    """Assess a batch of placements after the one with this id again; returns the last one, None when all were seen.

    Repeatable: the same day, facts and law change nothing. Commit between batches, so that it goes on after a stop.
    """
    statement = select(Placement).where(
        Placement.region_id == actor.region_id,
        or_(Placement.state.in_(sorted(TAKES_PLACE)), Placement.ended_on > clock.today() - OWED),
    )
    if after is not None:
        statement = statement.where(Placement.id > after)
    rows = session.scalars(
        statement.order_by(Placement.id).limit(BATCH).with_for_update().execution_options(populate_existing=True)
    ).all()
    for placement in rows:
        instruments.assess_instruments(session, placement, actor=actor)
    return rows[-1].id if rows else None
