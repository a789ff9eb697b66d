"""From the form to the command."""

import uuid
from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

from marshmallow import post_load

from wsp.couplings import commands
from wsp.couplings.enums import EVENT_LABELS, READS, SCOPE_LABELS, Event, Scope
from wsp.foundation import clock, fields
from wsp.foundation.fields import CommandSchema


class MakeCouplingSchema(CommandSchema[commands.MakeCoupling]):
    """A new coupling."""

    command = commands.MakeCoupling

    name = fields.Text(
        label="Naam van de koppeling",
        hint="Noem het systeem en waar het voor is. Geen naam van een mens.",
        required=True,
        max_length=80,
    )
    organisation_id = fields.Choice(
        label="Van welke organisatie is het systeem?",
        hint="Het systeem krijgt alleen plaatsingen van mensen van deze organisatie.",
        options={},
        convert=uuid.UUID,
        required=True,
    )
    scopes = fields.Choices(
        label="Wat mag het systeem?",
        hint="Kies alleen wat nodig is.",
        options={scope.value: label for scope, label in SCOPE_LABELS.items()},
        convert=Scope,
        required=True,
    )
    ends_on = fields.Date(
        label="Laatste dag",
        hint="Hoogstens een jaar. Daarna maak je een nieuwe koppeling.",
        required=True,
        width="medium",
    )

    def __init__(self, organisations: Mapping[str, str]) -> None:
        super().__init__()
        choice = self.fields["organisation_id"]
        assert isinstance(choice, fields.Choice)  # noqa: S101 (declared above)
        choice.describe(options=organisations)


class AddWebhookSchema(CommandSchema[commands.AddWebhook]):
    """An address that is told what happened."""

    command = commands.AddWebhook

    address = fields.Text(
        label="Adres van het systeem",
        hint="Het begint met https:// en ligt op internet.",
        required=True,
        max_length=500,
    )
    events = fields.Choices(label="Waarvan krijgt het een melding?", options={}, convert=Event, required=True)

    def __init__(self, coupling_id: uuid.UUID, scopes: Collection[Scope]) -> None:
        super().__init__()
        self.coupling_id = coupling_id
        choice = self.fields["events"]
        assert isinstance(choice, fields.Choices)  # noqa: S101 (declared above)
        # Who may not read something is not told of it either: such a message cannot be chosen.
        choice.describe(options={event.value: EVENT_LABELS[event] for event in Event if READS[event] in scopes})

    @post_load
    def make(self, data: dict[str, Any], **_options: Any) -> commands.AddWebhook:
        """The command, for the coupling of the page."""
        return commands.AddWebhook(self.coupling_id, **data)


def half_a_year() -> dict[str, str]:
    """What the form shows at first."""
    return {"ends_on": (clock.today() + timedelta(days=182)).isoformat()}
