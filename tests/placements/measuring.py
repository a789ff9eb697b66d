"""A loonwaarde measured in the job of a placement, through the verb."""

from datetime import date

from tests.placements.world import World
from wsp.placements import service
from wsp.placements.commands import RecordMeasuredLoonwaarde
from wsp.placements.models import Placement


def measured(world: World, placement: Placement, percentage: int, *, on: date | None = None) -> None:
    """Established on the first day of the placement, or on `on`."""
    day = on or placement.starts_on
    command = RecordMeasuredLoonwaarde(
        placement_id=placement.id,
        percentage=percentage,
        measured_on=day,
        expert="Deskundige Proef",
        version=placement.version,
    )
    service.record_measured_loonwaarde(world.session, command, actor=world.account_manager)
