"""What was decided about money before a change, and what is decided now: to settle the difference."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from wsp.instruments.assessment import Status
from wsp.placements.models import InstrumentDecision, PlacementInstrument
from wsp.placements.queries.instruments import exact


@dataclass(frozen=True)
class KeptAnswer:
    """What a stored decision tells of an amount."""

    status: Status
    exact_per_month: Decimal | None


@dataclass(frozen=True)
class KeptPart:
    """A stored decision as `planner.difference` wants it."""

    code: str
    start: date
    last: date | None
    assessment: KeptAnswer


@dataclass(frozen=True)
class Decided:
    """Every decision that was ever kept for a placement, with the moments at which some gave way to others.

    One without a first day of its own holds from `starts_on`, the first day of the placement.
    """

    starts_on: date
    rows: Sequence[tuple[str, InstrumentDecision]]

    @property
    def changes(self) -> tuple[datetime, ...]:
        """When decisions were replaced, newest first."""
        return tuple(sorted({row.superseded_at for _, row in self.rows if row.superseded_at is not None}, reverse=True))

    def known(self, before: datetime | None = None) -> tuple[KeptPart, ...]:
        """What was believed just before a moment; without one what is believed now."""
        return tuple(
            KeptPart(
                code,
                row.valid_from or self.starts_on,
                row.valid_until,
                KeptAnswer(Status(row.verdict), exact(row)),
            )
            for code, row in self.rows
            if (
                row.superseded_at is None
                if before is None
                else row.recorded_at < before and (row.superseded_at is None or row.superseded_at >= before)
            )
        )


def decided(session: Session, placement_id: uuid.UUID, starts_on: date) -> Decided:
    """All decisions of a placement, also those that gave way; one query. Whoever asks was let in to the placement."""
    rows = session.execute(
        select(PlacementInstrument.code, InstrumentDecision)
        .join(
            InstrumentDecision,
            and_(
                InstrumentDecision.region_id == PlacementInstrument.region_id,
                InstrumentDecision.placement_instrument_id == PlacementInstrument.id,
            ),
        )
        .where(PlacementInstrument.placement_id == placement_id)
        .order_by(InstrumentDecision.recorded_at, InstrumentDecision.id)
    ).all()
    return Decided(starts_on, [(code, row) for code, row in rows])
