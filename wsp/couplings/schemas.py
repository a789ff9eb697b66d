"""From the form to the command."""

import uuid
from collections.abc import Mapping
from datetime import timedelta

from wsp.couplings import commands
from wsp.couplings.enums import SCOPE_LABELS, Scope
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


def half_a_year() -> dict[str, str]:
    """What the form shows at first."""
    return {"ends_on": (clock.today() + timedelta(days=182)).isoformat()}
