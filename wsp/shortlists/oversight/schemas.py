"""How the organisation tells what only it knows. Lengths are those of the register's publication standard 1.0."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from marshmallow import ValidationError

from wsp.foundation import fields
from wsp.foundation.fields import CommandSchema
from wsp.shortlists.oversight.commands import DescribeAlgorithm
from wsp.shortlists.oversight.enums import RegisterStatus

_WHO = "Wie en sinds wanneer"
_LAW = "Waarom het mag"
_TESTS = "Toetsen en leverancier"
_MONTH = re.compile(r"20\d{2}-(0[1-9]|1[0-2])")


class Month(fields.Text):
    """A month as the register writes it: 2026-11."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)
        if text is not None and not _MONTH.fullmatch(text):
            raise ValidationError(f"Schrijf bij '{self.label}' jaar en maand, zoals 2026-11.")
        return text


class DescribeAlgorithmSchema(CommandSchema[DescribeAlgorithm]):
    """Thirteen answers; what is empty stays *nog niet ingevuld*."""

    command: ClassVar[type[DescribeAlgorithm]] = DescribeAlgorithm

    organization = fields.Text(
        label="Naam van de organisatie", hint="De volledige naam, zoals in het overheidsregister.", max_length=100,
        group=_WHO,
    )  # fmt: skip
    contact_email = fields.Email(label="E-mailadres voor vragen", group=_WHO)
    website = fields.Url(label="Pagina voor het publiek", group=_WHO)
    status = fields.Choice(
        label="Status", options={each.value: each.value for each in RegisterStatus}, group=_WHO, width="medium"
    )
    begin_month = Month(
        label="In gebruik sinds", hint="Jaar en maand, zoals 2026-11.", max_length=7, group=_WHO, width="short"
    )
    lawful_basis = fields.LongText(label="Wettelijke basis in gewone woorden", max_length=2500, rows=4, group=_LAW)
    lawful_basis_title = fields.Text(label="Naam van de wet", max_length=100, group=_LAW)
    lawful_basis_link = fields.Url(label="Link naar de wet", group=_LAW)
    proportionality = fields.LongText(
        label="Afweging", hint="Welke voordelen en nadelen zie je, en welke andere manieren zijn bekeken?",
        max_length=2500, rows=4, group=_LAW,
    )  # fmt: skip
    impact_test = fields.Text(
        label="Naam van de toets", hint="Bijvoorbeeld: DPIA of IAMA.", max_length=100, group=_TESTS
    )
    impact_test_link = fields.Url(label="Link naar de toets", group=_TESTS)
    process_index_url = fields.Url(label="Link naar het verwerkingsregister", group=_TESTS)
    provider = fields.Text(
        label="Leverancier", hint="Zelf gemaakt? Vul dan in: Intern ontwikkeld.", max_length=200, group=_TESTS
    )
