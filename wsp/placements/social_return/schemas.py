"""How the commands of this room are asked."""

import uuid
from typing import Final

from wsp.foundation import fields
from wsp.instruments.enums import SocialReturnGroup
from wsp.placements.schemas.base import PlacementSchema
from wsp.placements.social_return.commands import (
    AddObligation,
    BookActivity,
    BookPlacement,
    ChooseContact,
    WriteStatement,
)
from wsp.placements.social_return.enums import ACTIVITY_LABELS, GROUP_LABELS, ActivityKind

_NO_NAMES: Final = "Zet hier geen naam van een kandidaat."


def _contact() -> fields.Choice:
    return fields.Choice(
        label="Contactpersoon bij de werkgever", hint="Krijgt het overzicht.", options={}, convert=uuid.UUID
    )


class AddObligationSchema(PlacementSchema[AddObligation]):
    """The contract and what it asks."""

    command = AddObligation

    contract = fields.Text(label="Opdracht", hint="Zoals in de aanbesteding.", required=True, max_length=120)
    organisation_id = fields.Choice(
        label="Gemeente die de opdracht gaf", hint="Haar bedragen per groep tellen.", options={}, convert=uuid.UUID,
        required=True,
    )  # fmt: skip
    reference = fields.Text(label="Kenmerk", max_length=60, width="medium")
    contract_sum = fields.Money(label="Waarde van de opdracht")
    percentage = fields.Decimal(label="Percentage social return", minimum=0, maximum=100)
    amount = fields.Money(
        label="Of een vast bedrag", hint="Vul het bedrag in, of de waarde van de opdracht met een percentage."
    )
    starts_on = fields.Date(label="Eerste dag", hint="De bedragen van deze dag gelden.", required=True)
    ends_on = fields.Date(label="Laatste dag", required=True)
    contact_id = _contact()


class ChooseContactSchema(PlacementSchema[ChooseContact]):
    """Whom the statement names."""

    command = ChooseContact

    contact_id = _contact()


class WriteStatementSchema(PlacementSchema[WriteStatement]):
    """The statement for the employer."""

    command = WriteStatement

    reason = fields.LongText(
        label="Waarom een nieuwe versie?", hint="De oude versie blijft te lezen.", rows=2, max_length=300,
        required=True,
    )  # fmt: skip


class BookPlacementSchema(PlacementSchema[BookPlacement]):
    """Which placement, for which group, and when."""

    command = BookPlacement

    placement_id = fields.Choice(label="Plaatsing", options={}, convert=uuid.UUID, required=True)
    target_group = fields.Choice(
        label="Groep", options={each.value: text for each, text in GROUP_LABELS.items()}, convert=SocialReturnGroup,
        required=True,
    )  # fmt: skip
    starts_on = fields.Date(label="Telt vanaf", hint="Leeg: vanaf de eerste dag die binnen de opdracht valt.")
    ends_on = fields.Date(label="Telt tot en met", hint="Leeg: tot en met de laatste dag van de opdracht.")


class BookActivitySchema(PlacementSchema[BookActivity]):
    """What was done, for how much, and where the proof is."""

    command = BookActivity

    kind = fields.Choice(
        label="Soort", options={each.value: text for each, text in ACTIVITY_LABELS.items()}, convert=ActivityKind,
        required=True,
    )  # fmt: skip
    done_on = fields.Date(label="Dag", required=True)
    amount = fields.Decimal(
        label="Bedrag in euro", hint="Alleen een correctie kan onder nul zijn.", required=True, minimum=-10_000_000
    )
    description = fields.Text(label="Wat is er gedaan?", hint=_NO_NAMES, required=True)
    proof = fields.Text(label="Bewijs", hint="Nummer van de factuur of de zaak.", required=True, max_length=120)
