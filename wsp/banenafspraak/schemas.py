"""The form of a target."""

from collections.abc import Mapping
from typing import Any

from wsp.banenafspraak.commands import SetTarget
from wsp.banenafspraak.enums import TARGET_LABELS, TargetSector
from wsp.banenafspraak.models import WHOLE_REGION
from wsp.foundation import fields

REGION = "regio"
"""The choice for the whole region; an empty choice would be no choice."""
FIRST_YEAR = 2015
LAST_YEAR = 2049


class SetTargetSchema(fields.CommandSchema[SetTarget]):
    """One number for one year; the page fills in the municipalities of the region."""

    command = SetTarget

    year = fields.Integer(
        label="Jaar",
        required=True,
        minimum=FIRST_YEAR,
        maximum=LAST_YEAR,
        width="short",
        hint="Het doel geldt dit hele jaar.",
    )
    municipality_code = fields.Choice(
        label="Gebied",
        options={},
        convert=lambda value: WHOLE_REGION if value == REGION else value,
        required=True,
        width="medium",
    )
    sector = fields.Choice(
        label="Sector",
        options={sector.value: text for sector, text in TARGET_LABELS.items()},
        convert=TargetSector,
        required=True,
        width="medium",
    )
    jobs = fields.Decimal(
        label="Aantal banen",
        required=True,
        minimum=0,
        maximum=1_000_000,
        places=1,
        unit="banen",
        width="short",
        hint="Hoeveel banen moeten er aan het eind van het jaar zijn?",
    )
    source = fields.Text(
        label="Bron",
        required=True,
        max_length=300,
        hint="Waar staat dit? Bijvoorbeeld: raadsbesluit van 12 januari 2026.",
    )

    def __init__(self, municipalities: Mapping[str, str], **options: Any) -> None:
        """`municipalities` of the region, code to name."""
        super().__init__(**options)
        area = self.fields["municipality_code"]
        assert isinstance(area, fields.Choice)  # noqa: S101 (for mypy)
        area.describe(options={REGION: "Hele regio"} | dict(municipalities))
