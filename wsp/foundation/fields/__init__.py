"""Form fields: marshmallow fields that know how they are asked in Dutch (design decision 3).

One schema serves the web form, the API and the import template. Label, hint, widget and options stand in the field's
metadata; messages say what to do. Example:

    class AddEmployerSchema(CommandSchema[AddEmployer]):
        command = AddEmployer

        name = fields.Text(label="Naam", required=True, max_length=120, autocomplete="organization")
        kvk_number = fields.Kvk(label="KVK-nummer", hint="8 cijfers. Staat op elke factuur.")
        sector = fields.Choice(label="Sector", options={"markt": "Markt", "overheid": "Overheid"}, required=True)

    command = AddEmployerSchema().load(data)      # a frozen AddEmployer, or a ValidationError with Dutch sentences
"""

from wsp.foundation.fields.base import Asked, CommandSchema, Options
from wsp.foundation.fields.choices import Choice, Choices, Yes, YesNo
from wsp.foundation.fields.dates import Date, Moment
from wsp.foundation.fields.numeric import Decimal, Integer, Money
from wsp.foundation.fields.text import (
    Bsn,
    Email,
    EstablishmentNumber,
    Hidden,
    Kvk,
    Lines,
    LongText,
    Phone,
    Postcode,
    Text,
    Url,
)

__all__ = [
    "Asked", "Bsn", "Choice", "Choices", "CommandSchema", "Date", "Decimal", "Email", "EstablishmentNumber", "Hidden",
    "Integer", "Kvk", "Lines", "LongText", "Moment", "Money", "Options", "Phone", "Postcode", "Text", "Url", "Yes",
    "YesNo",
]  # fmt: skip
