"""How the commands of this room are asked: the same for the web form, the API and an import."""

import uuid
from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from marshmallow import ValidationError, post_load

from wsp.accounts.permissions import Role
from wsp.accounts.schemas import PORTAL_LABELS
from wsp.employers import rules
from wsp.employers.commands import (
    LABELS,
    AddContact,
    AddEmployer,
    AddEstablishment,
    AnswerQuestion,
    AskQuestion,
    ChangeOwner,
    ChoosePortalNotices,
    EditContact,
    EditEmployer,
    EditEstablishment,
    InviteContact,
    LogContact,
    SetSector,
)
from wsp.employers.enums import (
    CONTACT_LABELS,
    PORTAL_NOTICE_LABELS,
    SECTOR_LABELS,
    SIZE_LABELS,
    STATUS,
    ContactKind,
    EmployerStatus,
    PortalNotice,
    Sector,
    SizeClass,
)
from wsp.foundation import fields
from wsp.foundation.fields import CommandSchema
from wsp.reference import starter
from wsp.worklist.enums import Frequency

C = TypeVar("C")


class EmployerSchema(CommandSchema[C]):
    """A schema whose command also holds what the address says (`given`), and whose lists come from the database.

    `options` gives the choices of a field by its name: value -> Dutch label.
    """

    def __init__(self, *, options: Mapping[str, Mapping[str, str]] | None = None, **given: Any) -> None:
        super().__init__()
        self.given = given
        for name, choices in (options or {}).items():
            field = self.fields[name]
            if isinstance(field, fields.Asked):
                field.describe(options=choices)

    @post_load
    def make(self, data: dict[str, Any], **_options: Any) -> C:
        """Make the command, with what the address says."""
        made: C = type(self).command(**data, **self.given)
        return made


class InviteContactSchema(EmployerSchema[InviteContact]):
    """Somebody of an employer who gets into the portal, invited by a colleague."""

    command = InviteContact

    name = fields.Text(label="Naam", required=True, max_length=120)
    email = fields.Email(label="E-mailadres", hint="Hiermee logt de contactpersoon in.", required=True)
    phone = fields.Phone(label="Telefoon")
    role = fields.Choice(
        label="Rol",
        hint="De eerste persoon is meestal beheerder.",
        required=True,
        options=PORTAL_LABELS,
        convert=Role,
        widget="radios",
    )


class AskQuestionSchema(EmployerSchema[AskQuestion]):
    """A question of an employer; employers are addressed with u."""

    command = AskQuestion

    employer_id = fields.Choice(label="Over welk bedrijf gaat het?", options={}, convert=uuid.UUID, required=True)
    body = fields.LongText(
        label="Wat wilt u vragen of doorgeven?",
        hint="Bijvoorbeeld een nieuw telefoonnummer. Noem geen gezondheid of uitkering.",
        required=True,
        max_length=2000,
        rows=4,
    )


class AnswerQuestionSchema(EmployerSchema[AnswerQuestion]):
    """The answer of a colleague."""

    command = AnswerQuestion

    answer = fields.LongText(label="Je antwoord", required=True, max_length=2000, rows=3)


def _by_mail(kind: PortalNotice) -> fields.Choice:
    """An employer gets few mails, so there is no overview of a day or a week."""
    return fields.Choice(
        label=PORTAL_NOTICE_LABELS[kind],
        options={Frequency.AT_ONCE.value: "Direct", Frequency.NEVER.value: "Nooit"},
        convert=Frequency,
        required=True,
        widget="radios",
    )


class ChoosePortalNoticesSchema(CommandSchema[ChoosePortalNotices]):
    """Of what somebody of an employer wants a mail."""

    command = ChoosePortalNotices

    offer = _by_mail(PortalNotice.OFFER)
    vacancy = _by_mail(PortalNotice.VACANCY)
    answer = _by_mail(PortalNotice.ANSWER)
    placement = _by_mail(PortalNotice.PLACEMENT)
    obligation = _by_mail(PortalNotice.OBLIGATION)


class SbiCode(fields.Text):
    """An SBI code of two to five digits; the dots of the printed form (52.10) are left out."""

    widget = "digits"

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=12, validate=_check_sbi, **options)

    def clean(self, text: str) -> str:
        """Return the digits only."""
        return text.replace(".", "").replace(" ", "")


def _check_sbi(code: str | None) -> None:
    if code is not None and rules.section(code) is None:
        raise ValidationError("Een SBI-code heeft 2 tot en met 5 cijfers. Hij staat in het Handelsregister.")


def _municipalities() -> dict[str, str]:
    return {each.code: each.name for each in starter.municipalities()}


def _status_labels() -> dict[str, str]:
    return {status.value: label for status, label in STATUS.labels.items()}


def _sector_labels() -> dict[str, str]:
    return {sector.value: label for sector, label in SECTOR_LABELS.items()}


def _name() -> fields.Text:
    return fields.Text(label="Naam", required=True, max_length=200, autocomplete="organization")


def _kvk() -> fields.Kvk:
    return fields.Kvk(label=LABELS["kvk_number"], hint="8 cijfers. Staat op elke factuur.", width="short")


def _status() -> fields.Choice:
    return fields.Choice(
        label=LABELS["status"], options=_status_labels, convert=EmployerStatus, required=True, width="medium"
    )


def _size() -> fields.Choice:
    return fields.Choice(
        label=LABELS["size_class"],
        options={size.value: label for size, label in SIZE_LABELS.items()},
        convert=SizeClass,
        width="medium",
    )


def _sector() -> fields.Choice:
    return fields.Choice(
        label=LABELS["sector"],
        options=_sector_labels,
        convert=Sector,
        required=True,
        widget="radios",
        hint="Overheid: gemeente, provincie, Rijk, waterschap of onderwijs. De rest is markt.",
    )


def _phone() -> fields.Phone:
    return fields.Phone(label=LABELS["phone"], width="medium", autocomplete="tel")


def _note() -> fields.LongText:
    return fields.LongText(
        label=LABELS["note"], rows=4, max_length=4000, hint="Zet hier niets over een kandidaat of over gezondheid."
    )


class AddEmployerSchema(EmployerSchema[AddEmployer]):
    """A new employer with its first establishment."""

    command = AddEmployer

    name = _name()
    kvk_number = _kvk()
    status = _status()
    size_class = _size()
    sector = _sector()
    sbi_code = SbiCode(label=LABELS["sbi_code"], hint="Bijvoorbeeld 52.10 voor opslag.", width="short")
    phone = _phone()
    website = fields.Url(label=LABELS["website"], autocomplete="url")
    owner_id = fields.Choice(label=LABELS["owner_id"], options={}, convert=uuid.UUID, width="medium")
    street = fields.Text(label=LABELS["street"], max_length=120, autocomplete="address-line1")
    house_number = fields.Text(label=LABELS["house_number"], max_length=12, width="short")
    postcode = fields.Postcode(label=LABELS["postcode"], width="short", autocomplete="postal-code")
    place = fields.Text(
        label=LABELS["place"], required=True, max_length=80, width="medium", autocomplete="address-level2"
    )
    municipality_code = fields.Choice(label=LABELS["municipality_code"], options=_municipalities, width="medium")
    note = _note()
    another = fields.Yes(label="Dit is een andere werkgever. Voeg hem toe.")


class EditEmployerSchema(EmployerSchema[EditEmployer]):
    """The facts of an employer; the address says which one, the form which version."""

    command = EditEmployer

    name = _name()
    kvk_number = _kvk()
    status = _status()
    size_class = _size()
    phone = _phone()
    website = fields.Url(label=LABELS["website"], autocomplete="url")
    note = _note()


class ChangeOwnerSchema(EmployerSchema[ChangeOwner]):
    """Another fixed contact person."""

    command = ChangeOwner

    owner_id = fields.Choice(
        label="Nieuw vast contact",
        options={},
        convert=uuid.UUID,
        width="medium",
        hint="Laat leeg als nog niemand het vaste contact is.",
    )
    hand_over = fields.Yes(label="Geef ook de open taken over deze werkgever door")


class SetSectorSchema(EmployerSchema[SetSector]):
    """A sector from a day on."""

    command = SetSector

    sector = _sector()
    sbi_code = SbiCode(label=LABELS["sbi_code"], hint="Bijvoorbeeld 52.10 voor opslag.", width="short")
    valid_from = fields.Date(
        label="Geldt vanaf", required=True, hint="Tellingen over eerdere dagen veranderen niet.", width="short"
    )


class AddEstablishmentSchema(EmployerSchema[AddEstablishment]):
    """A place where the employer works."""

    command: ClassVar[type[Any]] = AddEstablishment

    name = fields.Text(label=LABELS["name"], required=True, max_length=120, hint="Bijvoorbeeld: magazijn Assen-Noord.")
    establishment_number = fields.EstablishmentNumber(
        label=LABELS["establishment_number"], hint="12 cijfers. Staat in het Handelsregister.", width="medium"
    )
    street = fields.Text(label=LABELS["street"], max_length=120, autocomplete="address-line1")
    house_number = fields.Text(label=LABELS["house_number"], max_length=12, width="short")
    postcode = fields.Postcode(label=LABELS["postcode"], width="short", autocomplete="postal-code")
    place = fields.Text(
        label=LABELS["place"], required=True, max_length=80, width="medium", autocomplete="address-level2"
    )
    municipality_code = fields.Choice(label=LABELS["municipality_code"], options=_municipalities, width="medium")
    public_transport = fields.YesNo(
        label=LABELS["public_transport"], hint="Ook vroeg in de ochtend en laat op de avond, als er dan werk is."
    )


class EditEstablishmentSchema(AddEstablishmentSchema):
    """As adding, with a last day for a place that closes."""

    command = EditEstablishment

    closed_on = fields.Date(label=LABELS["closed_on"], hint="Vul dit alleen in als de vestiging sluit.", width="short")


class AddContactSchema(EmployerSchema[AddContact]):
    """A contact person."""

    command: ClassVar[type[Any]] = AddContact

    name = fields.Text(label=LABELS["name"], required=True, max_length=120, autocomplete="off")
    role = fields.Text(label=LABELS["role"], max_length=120, hint="Bijvoorbeeld: bedrijfsleider.")
    phone = fields.Phone(label=LABELS["phone"], width="medium", autocomplete="off")
    email = fields.Email(label=LABELS["email"], autocomplete="off")
    establishment_id = fields.Choice(label=LABELS["establishment_id"], options={}, convert=uuid.UUID, width="medium")
    first_choice = fields.Yes(label="Dit is het eerste aanspreekpunt")


class EditContactSchema(AddContactSchema):
    """As adding, with a last day for somebody who left."""

    command = EditContact

    left_on = fields.Date(label=LABELS["left_on"], hint="Vul dit alleen in als deze persoon vertrekt.", width="short")


class LogContactSchema(EmployerSchema[LogContact]):
    """What was said, and what comes next."""

    command = LogContact

    kind = fields.Choice(
        label="Soort contact",
        options={kind.value: label for kind, label in CONTACT_LABELS.items()},
        convert=ContactKind,
        required=True,
        widget="radios",
    )
    occurred_at = fields.Moment(label="Wanneer", required=True, width="medium")
    contact_id = fields.Choice(label="Met wie", options={}, convert=uuid.UUID, width="medium")
    subject = fields.Text(
        label="Onderwerp", required=True, max_length=120, hint="In een paar woorden. Dit staat in de tijdlijn."
    )
    report = fields.LongText(
        label="Verslag",
        required=True,
        rows=8,
        max_length=8000,
        hint="Schrijf op wat is gezegd en afgesproken. Zet hier niets over gezondheid van een kandidaat.",
    )
    carving_possible = fields.Yes(label="Jobcarving kan hier: taken zijn anders te verdelen")
    next_action = fields.Text(
        label="Volgende stap", max_length=120, hint="Bijvoorbeeld: bellen over de proefplaatsing.", group="Hierna"
    )
    next_action_on = fields.Date(
        label="Op welke dag", hint="De stap komt op die dag in Mijn dag.", width="short", group="Hierna"
    )
