"""A loonwaarde as a form: up to as many rows for main tasks as the law lets count, or the percentage of a report."""

import uuid
from typing import Any, Final

from marshmallow import ValidationError, post_load

from wsp.foundation import fields
from wsp.instruments.loonwaarde import LoonwaardeKind, MainTask
from wsp.placements import commands
from wsp.placements.enums import LOONWAARDE_LABELS
from wsp.placements.schemas.base import PlacementSchema

ROWS: Final = 5
"""Rows that the form offers; the rule itself says how many main tasks may be."""
_KINDS: Final = {kind.value: text for kind, text in LOONWAARDE_LABELS.items()}
_MINUTES_IN_DAY: Final = 1440
_PARTS: Final = ("name", "share", "minutes", "tempo", "quality", "net")


def _row(place: int) -> dict[str, fields.Asked]:
    percent: dict[str, Any] = {"places": 2, "minimum": 0, "maximum": 100, "unit": "%", "width": "short"}
    return {
        f"task_{place}_name": fields.Text(label="Hoofdtaak", max_length=120),
        f"task_{place}_share": fields.Decimal(label="Deel van de week", **percent),
        f"task_{place}_minutes": fields.Decimal(
            label="Minuten per dag", places=1, minimum=0, maximum=_MINUTES_IN_DAY, width="short"
        ),
        f"task_{place}_tempo": fields.Decimal(label="Tempo", **percent),
        f"task_{place}_quality": fields.Decimal(label="Kwaliteit", **percent),
        f"task_{place}_net": fields.Decimal(label="Netto werktijd", **percent),
    }


class _LoonwaardeSchema(PlacementSchema[commands.RecordMeasuredLoonwaarde]):
    """A loonwaarde of this job."""

    command = commands.RecordMeasuredLoonwaarde

    kind = fields.Choice(label="Soort", options=_KINDS, convert=LoonwaardeKind, required=True, width="medium")
    measured_on = fields.Date(label="Datum van het rapport", required=True, width="medium")
    visited_on = fields.Date(label="Werkplek bezocht op", width="medium")
    workplace = fields.Text(
        label="Werkplek", hint="Alleen als die niet de vestiging is.", max_length=120, width="medium"
    )
    expert = fields.Text(
        label="Deskundige", hint="Aangewezen door de gemeente.", required=True, max_length=120, width="medium"
    )
    valid_from = fields.Date(label="Telt vanaf", hint="Niets ingevuld is de datum van het rapport.", width="medium")
    percentage = fields.Integer(
        label="Percentage uit het rapport", hint="Alleen als het rapport geen hoofdtaken geeft.",
        minimum=0, maximum=100, unit="%", width="short",
    )  # fmt: skip
    remeasure_by = fields.Date(
        label="Opnieuw meten voor", hint="Niets ingevuld is de regel van de gemeente.", width="medium"
    )
    report_id = fields.Choice(label="Rapport", options={}, convert=uuid.UUID, width="medium")

    @post_load
    def make(self, data: dict[str, Any], **_options: Any) -> commands.RecordMeasuredLoonwaarde:
        """The command itself, with the rows that were filled in."""
        rows = [[data.pop(f"task_{place}_{part}", None) for part in _PARTS] for place in range(1, ROWS + 1)]
        tasks = tuple(self._task(place, row) for place, row in enumerate(rows, start=1) if _filled(row))
        return commands.RecordMeasuredLoonwaarde(tasks=tasks, **{"percentage": None, **data}, **self.fixed)

    def _task(self, place: int, row: list[Any]) -> MainTask:
        name, share, minutes, tempo, quality, net = row
        missing = {
            f"task_{place}_{part}": ["Vul dit in, of maak de hele rij leeg."]
            for part, value in zip(_PARTS, row, strict=True)
            if value is None and part != "minutes"
        }
        if missing:
            raise ValidationError(missing)
        return MainTask(name=name, share=share, minutes_per_day=minutes, tempo=tempo, quality=quality, net_time=net)


def _filled(row: list[Any]) -> bool:
    return any(value is not None for value in row)


RecordMeasuredLoonwaardeSchema: type[_LoonwaardeSchema] = type(
    "RecordMeasuredLoonwaardeSchema",
    (_LoonwaardeSchema,),
    {name: field for place in range(1, ROWS + 1) for name, field in _row(place).items()},
)
"""The form with its rows."""
