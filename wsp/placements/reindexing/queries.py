"""Read runs and the amounts that they changed. No person stands in it: a number of a placement says which."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from wsp.foundation.actor import Actor
from wsp.foundation.paging import Page, clamp, window
from wsp.placements.models import Placement, PlacementInstrument
from wsp.placements.reindexing.enums import Cause
from wsp.placements.reindexing.errors import RunNotFound
from wsp.placements.reindexing.models import ReindexedAmount, Reindexing

SHOWN: Final = 10


@dataclass(frozen=True)
class ChangedAmount:
    """One line of the list."""

    placement_id: uuid.UUID
    number: int
    code: str
    state: str
    before: Decimal | None
    after: Decimal | None
    provisional: bool
    reason: str

    @property
    def difference(self) -> Decimal | None:
        """Euro per month; None when one of the two is not known."""
        return None if self.before is None or self.after is None else self.after - self.before


def recent(session: Session, actor: Actor) -> Sequence[Reindexing]:
    """The last runs of the region that were meant, newest first."""
    return session.scalars(
        select(Reindexing)
        .where(Reindexing.region_id == actor.region_id, Reindexing.cause != Cause.PREVIEW.value)
        .order_by(Reindexing.created_at.desc(), Reindexing.id)
        .limit(SHOWN)
    ).all()


def run(session: Session, actor: Actor, run_id: uuid.UUID) -> Reindexing:
    """One run.

    Raises:
        RunNotFound: there is none in the actor's region.

    """
    found = session.scalars(
        select(Reindexing).where(Reindexing.region_id == actor.region_id, Reindexing.id == run_id)
    ).one_or_none()
    if found is None:
        raise RunNotFound
    return found


def preview_of(session: Session, actor: Actor, proposal_id: uuid.UUID) -> Reindexing | None:
    """The newest preview of a proposed value."""
    return session.scalars(
        select(Reindexing)
        .where(
            Reindexing.region_id == actor.region_id,
            Reindexing.proposal_id == proposal_id,
            Reindexing.cause == Cause.PREVIEW.value,
        )
        .order_by(Reindexing.created_at.desc(), Reindexing.id)
        .limit(1)
    ).one_or_none()


def changed(session: Session, run_id: uuid.UUID) -> int:
    """How many amounts stand in the list of a run."""
    return session.scalars(
        select(func.count()).select_from(ReindexedAmount).where(ReindexedAmount.reindexing_id == run_id)
    ).one()


def amounts(session: Session, actor: Actor, run_id: uuid.UUID, *, page: int, total: int) -> Page[ChangedAmount]:
    """One page of the list, largest difference first."""
    rows, _, number = window(session, _list(actor, run_id), page=clamp(page, total), total=total)
    return Page([_line(row) for row in rows], total=total, number=number)


def all_amounts(session: Session, actor: Actor, run_id: uuid.UUID) -> Iterator[ChangedAmount]:
    """The whole list, as it is needed."""
    for row in session.execute(_list(actor, run_id).execution_options(yield_per=2000)):
        yield _line(row)


def _list(actor: Actor, run_id: uuid.UUID) -> Any:
    return (
        select(
            Placement.id,
            Placement.number,
            PlacementInstrument.code,
            PlacementInstrument.state,
            ReindexedAmount.before,
            ReindexedAmount.after,
            ReindexedAmount.provisional,
            ReindexedAmount.reason,
        )
        .join(
            PlacementInstrument,
            and_(
                PlacementInstrument.region_id == ReindexedAmount.region_id,
                PlacementInstrument.id == ReindexedAmount.placement_instrument_id,
            ),
        )
        .join(
            Placement,
            and_(
                Placement.region_id == PlacementInstrument.region_id, Placement.id == PlacementInstrument.placement_id
            ),
        )
        .where(ReindexedAmount.region_id == actor.region_id, ReindexedAmount.reindexing_id == run_id)
        .order_by(
            func.abs(ReindexedAmount.after - ReindexedAmount.before).desc().nulls_first(), Placement.number,
            ReindexedAmount.id,
        )
    )  # fmt: skip


def _line(row: Any) -> ChangedAmount:
    return ChangedAmount(*row)
