"""From which day a new beschikking would hold, as a form proposes it."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from wsp.instruments.assessment import Status
from wsp.payments.enums import DecisionKind
from wsp.payments.queries import subsidies
from wsp.payments.rules import Part, Segment
from wsp.placements.models import PlacementInstrument


def first_day(session: Session, instrument: PlacementInstrument, kind: DecisionKind, today: date) -> date:
    """Propose the first day: of a toekenning that of the right, of a wijziging that of other hours or loonwaarde.

    Today when the facts give no day, and for what takes a right away or asks money back.
    """
    if kind not in (DecisionKind.GRANT, DecisionKind.CHANGE):
        return today
    found = subsidies.subsidy(session, instrument)
    parts = [each.part for each in found.parts if each.part.status is Status.ELIGIBLE]
    if kind is DecisionKind.GRANT:
        return min((part.start for part in parts), default=today)
    return changed_on(parts, found.rights) or today


def changed_on(parts: Sequence[Part], rights: Sequence[Segment]) -> date | None:
    """Return the first day on which the rules give an amount on another basis than the one that was approved."""
    days = sorted({part.start for part in parts} | {segment.start for segment in rights})
    for day in days:
        part = next((each for each in parts if each.holds(day)), None)
        segment = next((each for each in rights if each.holds(day)), None)
        if part is not None and segment is not None and part.basis != segment.basis:
            return day
    return None
