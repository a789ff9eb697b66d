"""Dated versions of what was agreed: record new ones, or cut them off at the last day."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.versions import known, period, record_version
from wsp.placements.models import Placement, PlacementTerms
from wsp.placements.rules import TermsVersion


def record(session: Session, placement: Placement, wanted: TermsVersion, actor: Actor) -> PlacementTerms:
    """Add a version; what it overlaps is superseded and the rest kept."""
    return record_version(session, _row(placement, wanted, actor), subject="placement_id")


def cut(session: Session, placement: Placement, last: date, actor: Actor) -> None:
    """Terms after `last` never held: they are superseded, and what came before is written again."""
    rows = session.scalars(
        select(PlacementTerms).where(PlacementTerms.placement_id == placement.id, known(PlacementTerms))
    ).all()
    now = clock.now()
    late = [row for row in rows if row.valid_until is None or row.valid_until > last]
    for row in late:
        row.superseded_at = now
    # The old rows must be out of the way before the new ones meet the exclusion constraint.
    session.flush()
    for row in late:
        if row.valid_from is None or row.valid_from > last:
            continue
        session.add(
            PlacementTerms(
                region_id=row.region_id,
                placement_id=row.placement_id,
                kind=row.kind,
                hours_per_week=row.hours_per_week,
                full_week_hours=row.full_week_hours,
                wage_month=row.wage_month,
                wage_hour=row.wage_hour,
                valid=period(row.valid_from, last),
                recorded_at=now,
                recorded_by=actor.user_id,
            )
        )
    session.flush()


def _row(placement: Placement, wanted: TermsVersion, actor: Actor) -> PlacementTerms:
    return PlacementTerms(
        region_id=placement.region_id,
        placement_id=placement.id,
        kind=wanted.kind.value,
        hours_per_week=wanted.hours,
        full_week_hours=wanted.full_week,
        wage_month=wanted.wage,
        wage_hour=wanted.wage_hour,
        valid=period(wanted.start, wanted.last),
        recorded_by=actor.user_id,
    )
