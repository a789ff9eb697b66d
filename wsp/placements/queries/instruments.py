"""Instruments attached to a placement, with what was decided about them over time."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from wsp.foundation.versions import known
from wsp.instruments import catalogue
from wsp.placements.models import InstrumentDecision, PlacementInstrument
from wsp.placements.rules import MonthAmount, months


@dataclass(frozen=True)
class Attached:
    """One instrument of a placement with its decisions in order of time."""

    row: PlacementInstrument
    decisions: tuple[InstrumentDecision, ...]

    @property
    def title(self) -> str:
        """Dutch name."""
        return catalogue.get(self.row.code).title

    @property
    def article(self) -> str:
        """Where the law gives it."""
        return catalogue.get(self.row.code).article

    def decision_on(self, day: date) -> InstrumentDecision | None:
        """What holds on `day`, or the first that comes after it."""
        for decision in self.decisions:
            if decision.valid_until is None or day <= decision.valid_until:
                return decision
        return self.decisions[-1] if self.decisions else None

    def months(self, first: date, count: int, *, parts_of_month: int | None = None) -> tuple[MonthAmount, ...]:
        """What is payable per calendar month; empty for an instrument that pays no month amount.

        `parts_of_month` is how the municipality divides a month, None for its calendar days.
        """
        return months(
            (
                (decision.valid_from or date.min, decision.valid_until, exact(decision), decision.provisional)
                for decision in self.decisions
                if decision.verdict != "not_eligible"
            ),
            first,
            count,
            parts_of_month=parts_of_month,
        )


def exact(decision: InstrumentDecision) -> Decimal | None:
    """The unrounded amount per month, as it was decided; parts of a month are counted with it."""
    kept = decision.assessment.get("exact_per_month")
    return None if kept is None else Decimal(kept)


def attached(session: Session, placement_id: uuid.UUID) -> Sequence[Attached]:
    """Every instrument of a placement as believed now, in the order of the catalogue; one query."""
    rows = session.execute(
        select(PlacementInstrument, InstrumentDecision)
        .outerjoin(
            InstrumentDecision,
            and_(
                InstrumentDecision.region_id == PlacementInstrument.region_id,
                InstrumentDecision.placement_instrument_id == PlacementInstrument.id,
                known(InstrumentDecision),
            ),
        )
        .where(PlacementInstrument.placement_id == placement_id)
        .order_by(InstrumentDecision.valid)
    ).all()
    found: dict[uuid.UUID, tuple[PlacementInstrument, list[InstrumentDecision]]] = {}
    for row, decision in rows:
        decisions = found.setdefault(row.id, (row, []))[1]
        if decision is not None:
            decisions.append(decision)
    order = {each.code: place for place, each in enumerate(catalogue.all())}
    return [
        Attached(row, tuple(decisions))
        for row, decisions in sorted(found.values(), key=lambda each: order.get(each[0].code, len(order)))
    ]
