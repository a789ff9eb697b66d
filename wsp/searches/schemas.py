"""How the commands of this room are asked."""

from wsp.foundation import fields
from wsp.foundation.fields import CommandSchema
from wsp.searches.commands import NameSearch


class NameSearchSchema(CommandSchema[NameSearch]):
    """A name and a tick."""

    command = NameSearch

    name = fields.Text(
        label="Naam", hint="Zo vind je de zoekopdracht terug. Zet hier geen naam van een kandidaat.", required=True,
        max_length=60, width="medium",
    )  # fmt: skip
    tells = fields.Yes(label="Meld het mij als er iets nieuws bij komt", hint="Elke ochtend kijken wij of er iets is.")
