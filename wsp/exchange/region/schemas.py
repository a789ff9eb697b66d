"""How an export of the region is asked for."""

from typing import Any, ClassVar

from marshmallow import ValidationError, post_load, validates_schema

from wsp.accounts.schemas import Password
from wsp.exchange.region.commands import RequestExport
from wsp.exchange.region.seal import SHORTEST
from wsp.foundation import fields
from wsp.foundation.fields import CommandSchema


class RequestExportSchema(CommandSchema[RequestExport]):
    """The reason, and the passphrase twice."""

    command: ClassVar[type[RequestExport]] = RequestExport

    reason = fields.Text(
        label="Waarom is deze export nodig?", hint="Dit staat in het logboek.", required=True, max_length=300
    )
    passphrase = Password(
        label="Wachtzin voor de BSN’s",
        hint=f"Minstens {SHORTEST} tekens. Laat leeg als de BSN’s niet mee hoeven. Bewaar de wachtzin apart.",
        autocomplete="new-password",
    )
    repeated = Password(label="Wachtzin nog een keer", autocomplete="new-password")

    @validates_schema
    def check(self, data: dict[str, Any], **_options: Any) -> None:
        """Long enough, and typed the same twice."""
        passphrase, repeated = data.get("passphrase"), data.get("repeated")
        if passphrase is not None and len(passphrase) < SHORTEST:
            raise ValidationError(f"Neem een zin van minstens {SHORTEST} tekens.", "passphrase")
        if passphrase != repeated:
            raise ValidationError("De twee wachtzinnen zijn niet gelijk. Typ ze opnieuw.", "repeated")

    @post_load
    def make(self, data: dict[str, Any], **_options: Any) -> RequestExport:
        """Make the command."""
        return RequestExport(reason=data["reason"], passphrase=data.get("passphrase"))
