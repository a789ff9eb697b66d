"""Loonwaarde, register check, agreements, stage, objection, and "klopt dit nog?"."""

import uuid
from collections.abc import Callable
from typing import Any

from marshmallow import ValidationError, post_load

from wsp.candidates import commands, enums
from wsp.candidates.schemas.base import CandidateSchema
from wsp.foundation import fields
from wsp.foundation.errors import DomainError


class RecordLoonwaardeSchema(CandidateSchema[commands.RecordLoonwaarde]):
    """A loonwaarde from before the present job."""

    command = commands.RecordLoonwaarde

    kind = fields.Choice(
        label="Soort",
        options={value.value: text for value, text in enums.LOONWAARDE_LABELS.items()},
        convert=enums.LoonwaardeKind,
        required=True,
        widget="radios",
    )
    percentage = fields.Integer(
        label="Loonwaarde",
        hint="Een heel getal. 100 is evenveel als een collega.",
        minimum=0,
        maximum=100,
        required=True,
        unit="procent",
        width="short",
    )
    measured_on = fields.Date(label="Gemeten of geschat op", required=True, width="medium")
    function_title = fields.Text(label="In welk werk", max_length=200)
    expert = fields.Text(label="Deskundige", hint="Nodig als de loonwaarde eerder is vastgesteld.", max_length=120)


class RecordRegisterCheckSchema(CandidateSchema[commands.RecordRegisterCheck]):
    """The answer of UWV."""

    command = commands.RecordRegisterCheck

    in_register = fields.YesNo(
        label="Staat deze persoon in het doelgroepregister?",
        hint="UWV antwoordt met ja of nee. Leg de reden niet vast.",
        required=True,
    )
    checked_on = fields.Date(label="Gevraagd op", required=True, width="medium")


class RecordAgreementSchema(CandidateSchema[commands.RecordAgreement]):
    """Agreement given. `find_employer` turns what was typed into an id, or raises a DomainError with a sentence."""

    command = commands.RecordAgreement

    purpose = fields.Choice(
        label="Waarvoor geeft de kandidaat akkoord?",
        options={value.value: text for value, text in enums.PURPOSE_LABELS.items()},
        convert=enums.SharingPurpose,
        required=True,
        widget="radios",
    )
    employer = fields.Text(
        label="Werkgever",
        hint="Naam of nummer, zoals W-12. Nodig bij 'met naam voorstellen'.",
        metadata={"suggest": "/vacatures/werkgevers"},
    )
    evidence = fields.Choice(
        label="Hoe gaf de kandidaat akkoord?",
        options={value.value: text for value, text in enums.EVIDENCE_LABELS.items()},
        convert=enums.Evidence,
        required=True,
        widget="radios",
    )
    given_on = fields.Date(label="Op welke dag?", required=True, width="medium")

    @post_load
    def make(self, data: dict[str, Any], **_options: Any) -> commands.RecordAgreement:
        """The command, with the employer's id."""
        fixed = dict(self.fixed)
        find: Callable[[str], uuid.UUID] = fixed.pop("find_employer")
        typed = data.pop("employer")
        try:
            employer_id = find(typed) if typed else None
        except DomainError as error:
            raise ValidationError(error.message, "employer") from error
        return commands.RecordAgreement(employer_id=employer_id, **data, **fixed)


class WithdrawAgreementSchema(CandidateSchema[commands.WithdrawAgreement]):
    """Agreement taken back."""

    command = commands.WithdrawAgreement

    evidence = fields.Choice(
        label="Hoe trok de kandidaat het akkoord in?",
        options={value.value: text for value, text in enums.EVIDENCE_LABELS.items()},
        convert=enums.Evidence,
        required=True,
        widget="radios",
    )
    withdrawn_on = fields.Date(label="Op welke dag?", required=True, width="medium")


class MoveStageSchema(CandidateSchema[commands.MoveStage]):
    """A step to another stage; the door offers those that may follow."""

    command = commands.MoveStage

    stage = fields.Choice(label="Nieuwe fase", options={}, convert=enums.Stage, required=True)
    reason = fields.Text(
        label="Reden", hint="Nodig bij 'niet beschikbaar' en 'afgesloten'. Schrijf niets over gezondheid."
    )


class SetObjectionSchema(CandidateSchema[commands.SetObjection]):
    """Objection to automatic matching, or its end."""

    command = commands.SetObjection

    reason = fields.Text(label="Toelichting", max_length=500)


class ConfirmProfileSchema(CandidateSchema[commands.ConfirmProfile]):
    """The answer to "klopt dit nog?"."""

    command = commands.ConfirmProfile

    spoken_on = fields.Date(label="Besproken op", required=True, width="medium")
