"""Every loonwaarde of a placement with its main tasks: what holds, and what was corrected."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.instruments.loonwaarde import LoonwaardeKind, MainTask
from wsp.placements.models import LoonwaardeTask, PlacementLoonwaarde


@dataclass(frozen=True)
class Recorded:
    """One measurement: its row as it holds now, or as it was last believed when it was corrected."""

    row: PlacementLoonwaarde
    tasks: tuple[MainTask, ...]
    """In the order of the report; empty when the percentage was taken from a report."""
    holds: bool
    """False: another measurement took its place, over all its days."""

    @property
    def kind(self) -> LoonwaardeKind:
        """What it leads to."""
        return LoonwaardeKind(self.row.kind)

    @property
    def counts_from(self) -> date:
        """First day on which it counts."""
        return self.row.valid_from or self.row.measured_on


def loonwaardes(session: Session, placement_id: uuid.UUID) -> Sequence[Recorded]:
    """What holds first, the newest on top; then what was corrected. Two queries."""
    rows = session.scalars(
        select(PlacementLoonwaarde)
        .where(PlacementLoonwaarde.placement_id == placement_id)
        .order_by(PlacementLoonwaarde.recorded_at)
    ).all()
    tasks = _tasks(session, placement_id)
    last: dict[uuid.UUID, PlacementLoonwaarde] = {}
    for row in rows:
        if row.superseded_at is None or row.measurement_id not in last or last[row.measurement_id].superseded_at:
            last[row.measurement_id] = row
    found = [Recorded(row, tasks.get(key, ()), row.superseded_at is None) for key, row in last.items()]
    return sorted(found, key=lambda each: (each.holds, each.counts_from, each.row.recorded_at), reverse=True)


def _tasks(session: Session, placement_id: uuid.UUID) -> dict[uuid.UUID, tuple[MainTask, ...]]:
    found: dict[uuid.UUID, list[MainTask]] = defaultdict(list)
    rows = session.scalars(
        select(LoonwaardeTask).where(LoonwaardeTask.placement_id == placement_id).order_by(LoonwaardeTask.position)
    )
    for row in rows:
        found[row.measurement_id].append(
            MainTask(
                name=row.name,
                share=row.share,
                minutes_per_day=row.minutes_per_day,
                tempo=row.tempo,
                quality=row.quality,
                net_time=row.net_time,
            )
        )
    return {key: tuple(each) for key, each in found.items()}
