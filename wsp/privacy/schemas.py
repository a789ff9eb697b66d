"""How the commands of this room are asked."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from marshmallow import post_load

from wsp.foundation import fields
from wsp.foundation.fields import CommandSchema
from wsp.privacy.commands import AnswerRequest, ExtendRequest, FileRequest, HandOver
from wsp.privacy.enums import ENDED, KIND_LABELS, REQUEST_STATES, VERDICT_LABELS, RequestKind, RequestState, Verdict

C = TypeVar("C")


class PrivacySchema(CommandSchema[C]):
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


@dataclass(frozen=True, kw_only=True)
class NumberedRequest:
    """A request filed by the number of the dossier; the door looks the person up."""

    number: str
    kind: RequestKind
    received_on: Any
    asked: str | None = None
    identity_checked: bool = False


class _RequestSchema(PrivacySchema[C]):
    """What is asked about every request."""

    kind = fields.Choice(
        label="Wat vraagt de persoon?",
        options={kind.value: label for kind, label in KIND_LABELS.items()},
        convert=RequestKind,
        required=True,
        widget="radios",
    )
    received_on = fields.Date(
        label="Wanneer kwam het verzoek binnen?", hint="De termijn van 1 maand begint op deze dag.", required=True,
        width="medium",
    )  # fmt: skip
    asked = fields.LongText(
        label="Wat vraagt de persoon precies?", hint="In de woorden van de persoon zelf.", max_length=3000, rows=4
    )
    identity_checked = fields.Yes(label="Identiteit gecontroleerd: ik weet zeker dat deze persoon het vraagt")


class FileRequestSchema(_RequestSchema[FileRequest]):
    """A request of a person whose dossier is open."""

    command = FileRequest


class NumberedRequestSchema(_RequestSchema[NumberedRequest]):
    """The same, with the number of the dossier."""

    command = NumberedRequest

    number = fields.Text(label="Nummer van het dossier", hint="Zoals K-2041.", required=True, width="short")

    class Meta(_RequestSchema.Meta):
        """The number first."""

        fields = ("number", "kind", "received_on", "asked", "identity_checked")


class ExtendRequestSchema(PrivacySchema[ExtendRequest]):
    """Two months more."""

    command = ExtendRequest

    reason = fields.Text(
        label="Waarom is meer tijd nodig?", hint="Vertel dit ook aan de persoon, binnen de eerste maand.",
        required=True, min_length=10, max_length=500,
    )  # fmt: skip


class AnswerRequestSchema(PrivacySchema[AnswerRequest]):
    """The answer."""

    command = AnswerRequest

    outcome = fields.Choice(
        label="Wat besluit je?",
        options={state.value: REQUEST_STATES.labels[state] for state in RequestState if state in ENDED},
        convert=RequestState,
        required=True,
        widget="radios",
    )
    identity_checked = fields.Yes(label="Identiteit gecontroleerd: ik weet zeker dat deze persoon het vraagt")
    answer = fields.LongText(
        label="Antwoord aan de persoon", hint="Lees de tekst na. Zet er geen naam in.", required=True, min_length=20,
        max_length=6000, rows=12,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class NumberedHold:
    """A hold by the number of the dossier."""

    number: str
    reason: str
    until: Any


class HoldSchema(PrivacySchema[NumberedHold]):
    """Keep a dossier longer."""

    command = NumberedHold

    number = fields.Text(label="Nummer van het dossier", hint="Zoals K-2041.", required=True, width="short")
    reason = fields.Text(
        label="Waarom langer bewaren?", hint="Bijvoorbeeld: bezwaarschrift van 3 november.", required=True,
        min_length=5, max_length=300,
    )  # fmt: skip
    until = fields.Date(label="Tot en met welke dag?", hint="Hoogstens 2 jaar.", required=True, width="medium")


class HandOverSchema(PrivacySchema[HandOver]):
    """Everything from one colleague to another."""

    command = HandOver

    from_id = fields.Choice(
        label="Van", hint="De collega die vertrekt.", options={}, convert=uuid.UUID, required=True, width="medium"
    )
    to_id = fields.Choice(
        label="Naar", hint="De collega die het werk overneemt.", options={}, convert=uuid.UUID, required=True,
        width="medium",
    )  # fmt: skip
    municipality_code = fields.Choice(
        label="Alleen kandidaten uit", hint="Laat leeg om alles over te dragen.", options={}, width="medium"
    )


@dataclass(frozen=True, kw_only=True)
class ReviewEmergency:
    """What the privacy officer says of a break-glass access."""

    verdict: Verdict
    review_note: str | None = None


class ReviewEmergencySchema(PrivacySchema[ReviewEmergency]):
    """Judge a break-glass access."""

    command = ReviewEmergency

    verdict = fields.Choice(
        label="Wat is je oordeel?",
        options={verdict.value: label for verdict, label in VERDICT_LABELS.items()},
        convert=Verdict,
        required=True,
        widget="radios",
    )
    review_note = fields.Text(label="Toelichting", max_length=500)


@dataclass(frozen=True, kw_only=True)
class AskEmergency:
    """Look in with a reason."""

    number: str
    reason: str


class AskEmergencySchema(PrivacySchema[AskEmergency]):
    """Break the glass."""

    command = AskEmergency

    number = fields.Text(label="Nummer van het dossier", hint="Zoals K-2041.", required=True, width="short")
    reason = fields.LongText(
        label="Waarom moet je dit dossier nu zien?",
        hint="Schrijf op wat er aan de hand is. De functionaris gegevensbescherming leest dit.",
        required=True, min_length=20, max_length=1000, rows=4,
    )  # fmt: skip
