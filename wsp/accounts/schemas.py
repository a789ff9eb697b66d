"""How the commands of accounts are asked; the same for every door."""

import uuid
from collections.abc import Mapping
from typing import Any, Final

from wsp.accounts.commands import (
    AddUser,
    AskAccess,
    AskReset,
    ChangePassword,
    ChoosePassword,
    Confirm,
    EditUser,
    InvitePerson,
    LogIn,
    SetRoles,
    TakeStep,
)
from wsp.accounts.permissions import ROLE_LABELS, STAFF_ROLES, Role
from wsp.accounts.rules import MAX_LENGTH
from wsp.foundation import fields
from wsp.foundation.fields import CommandSchema
from wsp.reference.starter import regions

STAFF_LABELS: Final = {role.value: label for role, label in ROLE_LABELS.items() if role in STAFF_ROLES}
"""The roles that an administrator hands out; an employer's people get theirs through the portal."""


class Password(fields.Text):
    """A password as it was typed: nothing is trimmed or cleaned, since every character counts."""

    widget = "password"

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=MAX_LENGTH, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_kwargs: Any) -> Any:
        del attr, data
        # A longer one is no password of ours; the first characters bound the work that a stranger can ask for.
        return str(value)[: MAX_LENGTH + 1]


class Given(fields.Hidden):
    """What the door knows and nobody types: the record in the address, the version in the form."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_kwargs: Any) -> Any:
        del attr, data
        return value


class LogInSchema(CommandSchema[LogIn]):
    """Log in."""

    command = LogIn

    email = fields.Text(label="E-mailadres", required=True, widget="email", autocomplete="username")
    password = Password(label="Wachtwoord", required=True, autocomplete="current-password")
    origin = Given(label="Herkomst", required=True)


def _app_code() -> fields.Text:
    return fields.Text(
        label="Code uit de app",
        hint="6 cijfers. De code wisselt elke halve minuut.",
        required=True,
        max_length=20,
        widget="digits",
        width="short",
        autocomplete="one-time-code",
    )


class TakeStepSchema(CommandSchema[TakeStep]):
    """The second step with the app."""

    command = TakeStep

    token = Given(label="Inloggen", required=True)
    origin = Given(label="Herkomst", required=True)
    code = _app_code()


class RecoverySchema(CommandSchema[TakeStep]):
    """The second step with a recovery code."""

    command = TakeStep

    token = Given(label="Inloggen", required=True)
    origin = Given(label="Herkomst", required=True)
    code = fields.Text(
        label="Herstelcode", hint="Zoals abcd-efgh-jkmn.", required=True, max_length=40, autocomplete="off"
    )


class ConfirmByCodeSchema(CommandSchema[Confirm]):
    """A fresh proof of who you are, with the app."""

    command = Confirm

    origin = Given(label="Herkomst", required=True)
    code = _app_code()


class ConfirmByPasswordSchema(CommandSchema[Confirm]):
    """A fresh proof of who you are, with the password."""

    command = Confirm

    origin = Given(label="Herkomst", required=True)
    password = Password(label="Wachtwoord", required=True, autocomplete="current-password")


class AskAccessSchema(CommandSchema[AskAccess]):
    """Ask for access to the portal."""

    command = AskAccess

    name = fields.Text(label="Uw naam", required=True, max_length=120, autocomplete="name")
    organisation = fields.Text(label="Uw organisatie", required=True, max_length=120, autocomplete="organization")
    email = fields.Email(label="Uw e-mailadres", required=True, autocomplete="email")
    phone = fields.Phone(label="Uw telefoonnummer", autocomplete="tel")
    region = fields.Choice(
        label="Arbeidsmarktregio",
        hint="De regio waar uw bedrijf mensen zoekt.",
        required=True,
        options=lambda: {region.code: region.name for region in regions()},
    )


class AskResetSchema(CommandSchema[AskReset]):
    """Ask for a link to choose a new password."""

    command = AskReset

    email = fields.Email(label="E-mailadres", required=True, autocomplete="username")
    origin = Given(label="Herkomst", required=True)


class ChangePasswordSchema(CommandSchema[ChangePassword]):
    """Change one's own password."""

    command = ChangePassword

    current = Password(label="Huidig wachtwoord", required=True, autocomplete="current-password")
    new = Password(
        label="Nieuw wachtwoord",
        hint="12 tekens of meer. Een korte zin is makkelijk te onthouden.",
        required=True,
        autocomplete="new-password",
    )
    repeated = Password(label="Nieuw wachtwoord, nog een keer", required=True, autocomplete="new-password")


class ChoosePasswordSchema(CommandSchema[ChoosePassword]):
    """Choose a password through a mailed link."""

    command = ChoosePassword

    token = Given(label="Link", required=True)
    new = Password(
        label="Nieuw wachtwoord",
        hint="12 tekens of meer. Een korte zin is makkelijk te onthouden.",
        required=True,
        autocomplete="new-password",
    )
    repeated = Password(label="Nieuw wachtwoord, nog een keer", required=True, autocomplete="new-password")


class AddUserSchema(CommandSchema[AddUser]):
    """A new colleague; `organisations` are the ones of the region."""

    command = AddUser

    name = fields.Text(label="Naam", required=True, max_length=120)
    email = fields.Email(label="E-mailadres", hint="Hiermee logt je collega in.", required=True)
    phone = fields.Phone(label="Telefoon")
    organisation_id = fields.Choice(label="Organisatie", required=True, options={}, convert=uuid.UUID)
    roles = fields.Choices(label="Rollen", required=True, options=STAFF_LABELS, convert=Role)

    def __init__(self, organisations: Mapping[str, str]) -> None:
        super().__init__()
        field = self.fields["organisation_id"]
        if isinstance(field, fields.Asked):
            field.describe(options=organisations)


PORTAL_LABELS: Final = {
    Role.EMPLOYER_STAFF.value: "Gewone gebruiker",
    Role.EMPLOYER_ADMIN.value: "Beheerder: geeft ook collega’s toegang",
}
"""The two roles in the portal, as a person chooses one."""


class InvitePersonSchema(CommandSchema[InvitePerson]):
    """A colleague of an employer who gets into the portal; employers are addressed with u."""

    command = InvitePerson

    name = fields.Text(label="Naam", required=True, max_length=120)
    email = fields.Email(label="E-mailadres", hint="Hiermee logt uw collega in.", required=True)
    phone = fields.Phone(label="Telefoon")
    role = fields.Choice(label="Rol", required=True, options=PORTAL_LABELS, convert=Role, widget="radios")


class EditUserSchema(CommandSchema[EditUser]):
    """Details of a user."""

    command = EditUser

    user_id = Given(label="Gebruiker", required=True)
    version = Given(label="Versie", required=True)
    name = fields.Text(label="Naam", required=True, max_length=120)
    email = fields.Email(label="E-mailadres", hint="Hiermee logt je collega in.", required=True)
    phone = fields.Phone(label="Telefoon")


class SetRolesSchema(CommandSchema[SetRoles]):
    """The roles at one organisation."""

    command = SetRoles

    user_id = Given(label="Gebruiker", required=True)
    organisation_id = Given(label="Organisatie", required=True)
    roles = fields.Choices(
        label="Rollen",
        hint="Zonder rol kan je collega hier niet meer werken. Dat gaat meteen in.",
        options=STAFF_LABELS,
        convert=Role,
    )
