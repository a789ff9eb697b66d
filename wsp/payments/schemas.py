"""From what a door received to the commands of decisions and payments."""

import re
from collections.abc import Mapping
from typing import Any, Final, TypeVar

from marshmallow import ValidationError, post_load, validates

from wsp.foundation import fields
from wsp.foundation.fields import CommandSchema
from wsp.payments import commands
from wsp.payments.enums import KIND_LABELS, DecisionKind

C = TypeVar("C")

_KINDS: Final = {kind.value: label for kind, label in KIND_LABELS.items()}
_CREDITOR: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9./-]{0,19}")
"""Starts with a letter or digit, so that no program takes it for a formula."""
_ABOUT: Final[dict[str, Any]] = {"max_length": 2000, "rows": 6}


class PaymentSchema(CommandSchema[C]):
    """A schema of which the door knows some values (`fixed`) and some lists to choose from (`options`)."""

    def __init__(self, *, options: Mapping[str, Mapping[str, str]] | None = None, **fixed: Any) -> None:
        super().__init__()
        self.fixed = fixed
        for name, choices in (options or {}).items():
            field = self.fields[name]
            assert isinstance(field, fields.Asked)  # noqa: S101 (for mypy: every field here is one)
            field.describe(options=choices)

    @post_load
    def make(self, data: dict[str, Any], **_options: Any) -> C:
        """The command itself."""
        made: C = type(self).command(**data, **self.fixed)
        return made


class DraftDecisionSchema(PaymentSchema[commands.DraftDecision]):
    """A beschikking; the door gives placement and instrument."""

    command = commands.DraftDecision

    kind = fields.Choice(label="Wat besluit je?", options=_KINDS, convert=DecisionKind, required=True, width="medium")
    starts_on = fields.Date(
        label="Vanaf welke dag?",
        hint="Bij intrekking of beëindiging: de eerste dag zonder subsidie.",
        required=True,
        width="medium",
    )
    ends_on = fields.Date(label="Laatste dag", hint="Alleen bij een vaste einddatum.", width="medium")
    ground = fields.Text(label="Grondslag", hint="Het artikel waar dit op rust.", required=True, max_length=200)
    motivation = fields.LongText(
        label="Waarom?",
        hint="De werkgever leest dit. Schrijf kort. Noem geen gezondheid of uitkering.",
        required=True,
        **_ABOUT,
    )


class RewriteDecisionSchema(PaymentSchema[commands.RewriteDecision]):
    """Another text or period; the kind stays."""

    command = commands.RewriteDecision

    starts_on = fields.Date(label="Vanaf welke dag?", required=True, width="medium")
    ends_on = fields.Date(label="Laatste dag", hint="Alleen bij een vaste einddatum.", width="medium")
    ground = fields.Text(label="Grondslag", hint="Het artikel waar dit op rust.", required=True, max_length=200)
    motivation = fields.LongText(
        label="Waarom?",
        hint="De werkgever leest dit. Schrijf kort. Noem geen gezondheid of uitkering.",
        required=True,
        **_ABOUT,
    )


class RevokeDecisionSchema(PaymentSchema[commands.RevokeDecision]):
    """The reason why a beschikking goes no further."""

    command = commands.RevokeDecision

    reason = fields.LongText(label="Waarom trek je deze beschikking in?", required=True, max_length=500, rows=3)


class SetCreditorSchema(PaymentSchema[commands.SetCreditor]):
    """The number of an employer; the door gives municipality and employer."""

    command = commands.SetCreditor

    number = fields.Text(
        label="Crediteurnummer",
        hint="Het nummer in de betaaladministratie. Letters, cijfers, punt, streepje en schuine streep.",
        required=True,
        max_length=20,
        width="short",
    )

    @validates("number")
    def check_number(self, value: str, **_options: Any) -> None:
        """Refuse what could be read as something else by another program."""
        if not _CREDITOR.fullmatch(value):
            raise ValidationError("Vul het nummer in zonder spaties. Begin met een letter of cijfer.")


class SetPaymentSettingsSchema(PaymentSchema[commands.SetPaymentSettings]):
    """What the beschikkingen of a municipality say of itself."""

    command = commands.SetPaymentSettings

    authority = fields.Text(
        label="Namens wie beslist de gemeente?",
        hint="Bijvoorbeeld: het college van burgemeester en wethouders van Voorbeeldstad.",
        required=True,
        max_length=200,
    )
    signer = fields.Text(
        label="Wie ondertekent?", hint="De functie, bijvoorbeeld: teammanager Werk.", required=True, max_length=200
    )
    mandate = fields.Text(
        label="Waar staat het mandaat?",
        hint="Het besluit of register, met nummer (Awb art. 10:3).",
        required=True,
        max_length=200,
    )
    objection_address = fields.LongText(
        label="Waar gaat een bezwaar heen?",
        hint="Naam, straat of postbus, postcode en plaats. Elk op een regel.",
        required=True,
        max_length=400,
        rows=4,
    )
