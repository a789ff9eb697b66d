"""The forms of the file."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from wsp.foundation import clock, fields
from wsp.placements.coaching.commands import AddGoal, LogTime, SetBlock, TellOfRisk
from wsp.placements.coaching.enums import GRANTOR_LABELS, HOUR_LABELS, RISK_LABELS, Grantor, HourKind, Risk

_NO_HEALTH: Final = "Schrijf over het werk, niet over gezondheid."
_FIRST: Final = date(2015, 1, 1)
MOST_MINUTES: Final = 720


class SetBlockSchema(fields.CommandSchema[SetBlock]):
    """Granted hours with the plan."""

    command = SetBlock

    starts_on = fields.Date(label="Eerste dag", required=True, earliest=_FIRST, width="short")
    ends_on = fields.Date(label="Laatste dag", required=True, earliest=_FIRST, width="short")
    hours = fields.Decimal(
        label="Toegekende uren", required=True, places=1, minimum=1, maximum=2000, unit="uur", width="short",
        hint="Voor deze hele periode samen. Dit staat in het besluit.",
    )  # fmt: skip
    granted_by = fields.Choice(
        label="Toegekend door",
        options={each.value: text for each, text in GRANTOR_LABELS.items()},
        convert=Grantor,
        required=True,
        width="medium",
    )
    supervisor = fields.Text(
        label="Begeleider op het werk", max_length=120, width="medium", hint="Naam en functie bij de werkgever."
    )
    plan = fields.LongText(label="Plan", max_length=2000, rows=4, hint=f"Wat ga je doen? {_NO_HEALTH}")


class AddGoalSchema(fields.CommandSchema[AddGoal]):
    """One more goal."""

    command = AddGoal

    title = fields.Text(
        label="Nieuw doel", required=True, max_length=160, hint=f"Bijvoorbeeld: zelf de dag plannen. {_NO_HEALTH}"
    )


class LogTimeSchema(fields.CommandSchema[LogTime]):
    """Time on a day; the page fills in the goals."""

    command = LogTime

    worked_on = fields.Date(label="Dag", required=True, earliest=_FIRST, width="short")
    minutes = fields.Integer(
        label="Minuten", required=True, minimum=1, maximum=MOST_MINUTES, unit="minuten", width="short"
    )
    kind = fields.Choice(
        label="Soort",
        options={each.value: text for each, text in HOUR_LABELS.items()},
        convert=HourKind,
        required=True,
        width="medium",
    )
    goal_id = fields.Choice(label="Doel", options={}, convert=uuid.UUID, width="medium")
    note = fields.Text(label="Wat deed je?", max_length=300, hint=_NO_HEALTH)

    def __init__(self, goals: Mapping[str, str], **options: Any) -> None:
        """`goals` to choose from, id to title."""
        super().__init__(**options)
        chosen = self.fields["goal_id"]
        assert isinstance(chosen, fields.Choice)  # noqa: S101 (for mypy)
        chosen.describe(options=goals)


class TellOfRiskSchema(fields.CommandSchema[TellOfRisk]):
    """What goes wrong."""

    command = TellOfRisk

    risk = fields.Choice(
        label="Wat gaat er mis?",
        options={each.value: text for each, text in RISK_LABELS.items()},
        convert=Risk,
        required=True,
        width="medium",
    )


def today_first() -> dict[str, Any]:
    """What stands in the form of time before somebody types."""
    return {"worked_on": clock.today(), "kind": HourKind.DIRECT.value}
