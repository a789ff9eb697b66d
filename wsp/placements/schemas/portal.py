"""What an employer says in the portal about somebody who works there, and an example to calculate with."""

from typing import Any, ClassVar

from wsp.foundation import fields
from wsp.foundation.fields import CommandSchema
from wsp.placements import commands
from wsp.placements.schemas.base import MOST_HOURS, PlacementSchema


class ConfirmHoursSchema(PlacementSchema[commands.ConfirmHours]):
    """The hours that the page showed, which the employer confirms."""

    command = commands.ConfirmHours

    seen = fields.Decimal(label="Uren per week", places=1, minimum=0, maximum=MOST_HOURS, required=True)


class ReportHoursSchema(PlacementSchema[commands.ReportHours]):
    """Other hours, as an employer reports them; employers are addressed with u."""

    command = commands.ReportHours

    hours_per_week = fields.Decimal(
        label="Hoeveel uren per week zijn het?", places=1, minimum=1, maximum=MOST_HOURS, unit="uur", required=True,
        width="short",
    )  # fmt: skip
    valid_from = fields.Date(label="Vanaf welke dag?", required=True, width="medium")


class BenefitsSchema(CommandSchema[dict[str, Any]]):
    """An example to calculate with; nobody's own data."""

    command: ClassVar[type[Any]] = dict

    hours = fields.Decimal(label="Uren per week", places=1, minimum=1, maximum=60, required=True, width="short")
    full_week_hours = fields.Decimal(
        label="Volle werkweek bij u", places=1, minimum=1, maximum=60, required=True, width="short"
    )
    wage_hour = fields.Money(label="Bruto loon per uur", minimum=1, maximum=500, required=True, width="short")
    share = fields.Integer(
        label="Hoeveel werk doet iemand?",
        hint="In procenten van een ervaren collega. Een deskundige meet dit op de werkplek.",
        minimum=0,
        maximum=100,
        required=True,
        unit="%",
        width="short",
    )
