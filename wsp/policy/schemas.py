"""How a dated value is asked; each kind has a form of its own."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from marshmallow import post_load

from wsp.foundation import fields
from wsp.foundation.fields import CommandSchema
from wsp.law.local import LOCAL_RULES
from wsp.law.lookup import Parameters
from wsp.law.values import Unit
from wsp.policy.commands import ConfirmCheck, ProposeValue
from wsp.policy.enums import CHOICES, Choice, ValueKind
from wsp.policy.models import WHOLE_REGION
from wsp.policy.retention import LONGEST_DOSSIER, SHORTEST_DOSSIER
from wsp.policy.rules import EARLIEST

UNITS: Final = {
    Unit.EURO_PER_HOUR: "euro per uur",
    Unit.EURO_PER_DAY: "euro per dag",
    Unit.EURO_PER_WEEK: "euro per week",
    Unit.EURO_PER_MONTH: "euro per maand",
    Unit.EURO_PER_YEAR: "euro per jaar",
    Unit.EURO: "euro",
    Unit.PERCENT: "procent",
    Unit.HOURS_PER_WEEK: "uur per week",
    Unit.YEARS: "jaar",
    Unit.MONTHS: "maanden",
    Unit.WEEKS: "weken",
    Unit.DAYS: "dagen",
    Unit.JOBS: "banen",
    Unit.HOURS: "uren",
    Unit.MINUTES: "minuten",
    Unit.TASKS: "taken",
    Unit.TIMES: "keer",
    Unit.CALENDAR_DAY: "dag van het jaar",
    Unit.RULE: "ja of nee",
}


def opened(title: str) -> str:
    """A title of law as it opens a line: with a capital, and the rest as it was."""
    return title[:1].upper() + title[1:]


class ExactNumber(fields.Decimal):
    """A number as a person types it, kept as exact text."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        return format(super()._deserialize(value, attr, data, **kwargs), "f")


class Fixed(fields.Hidden):
    """What the door knows: the kind of value, the choice in the address."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_kwargs: Any) -> Any:
        del attr, data
        return value


def _start() -> fields.Date:
    return fields.Date(label="Geldt vanaf", required=True, earliest=EARLIEST, latest=date(2099, 12, 31))


def _municipality() -> fields.Choice:
    return fields.Choice(label="Gemeente", hint="Niet ingevuld: dit geldt voor de hele regio.", options={})


def _source() -> fields.Text:
    return fields.Text(
        label="Bron",
        hint="Waar staat dit? Een collega kijkt het daar na. Bijvoorbeeld: Staatscourant, nummer en datum.",
        required=True,
        max_length=300,
    )


class _PlaceSchema(CommandSchema[ProposeValue]):
    """A value of one municipality, or of the whole region when none was chosen."""

    @post_load
    def make(self, data: dict[str, Any], **_options: Any) -> ProposeValue:
        """Make the command."""
        return ProposeValue(**data | {"municipality_code": data["municipality_code"] or WHOLE_REGION})


class LawSchema(CommandSchema[ProposeValue]):
    """A value of national law."""

    command = ProposeValue

    kind = Fixed(label="Soort", required=True)
    code = fields.Choice(
        label="Wettelijke waarde",
        required=True,
        options=lambda: {code: _title(code) for code in Parameters.load().codes},
    )
    value = ExactNumber(label="Waarde", required=True, places=4, minimum=0)
    valid_from = _start()
    source = _source()
    published = fields.Date(label="Gepubliceerd op")


class LocalSchema(_PlaceSchema):
    """An amount or term of a by-law."""

    command = ProposeValue

    kind = Fixed(label="Soort", required=True)
    code = fields.Choice(
        label="Lokale waarde",
        required=True,
        options={
            code: f"{opened(rule.title)} ({UNITS[rule.unit]})"
            for code, rule in sorted(LOCAL_RULES.items(), key=lambda item: item[1].title)
        },
    )
    municipality_code = _municipality()
    value = ExactNumber(
        label="Waarde",
        hint="De eenheid staat achter de naam. Is het een regel? Vul 1 in voor ja of 0 voor nee.",
        required=True,
        places=4,
        minimum=0,
    )
    valid_from = _start()
    source = _source()
    published = fields.Date(label="Gepubliceerd op")

    def __init__(self, municipalities: Mapping[str, str]) -> None:
        super().__init__()
        _offer(self, "municipality_code", municipalities)

    @post_load
    def make(self, data: dict[str, Any], **options: Any) -> ProposeValue:
        """Make the command; the list of local rules says in what unit."""
        made: ProposeValue = super().make(data | {"unit": LOCAL_RULES[data["code"]].unit}, **options)
        return made


class RetentionSchema(_PlaceSchema):
    """How long dossiers are kept."""

    command = ProposeValue

    kind = Fixed(label="Soort", required=True)
    code = Fixed(label="Gegevens", required=True)
    unit = Fixed(label="Eenheid", required=True)
    municipality_code = _municipality()
    value = ExactNumber(
        label="Maanden bewaren",
        hint=f"Na het afsluiten van het dossier. Van {SHORTEST_DOSSIER} tot en met {LONGEST_DOSSIER} maanden.",
        required=True,
        places=0,
        minimum=SHORTEST_DOSSIER,
        maximum=LONGEST_DOSSIER,
    )
    valid_from = _start()
    source = _source()

    def __init__(self, municipalities: Mapping[str, str]) -> None:
        super().__init__()
        _offer(self, "municipality_code", municipalities)


class ChoiceSchema(_PlaceSchema):
    """An answer to one of the nineteen choices."""

    command = ProposeValue

    kind = Fixed(label="Soort", required=True)
    code = Fixed(label="Keuze", required=True)
    value = fields.Choice(label="Antwoord", required=True, widget="radios", options={})
    municipality_code = _municipality()
    valid_from = _start()
    source = _source()

    def __init__(self, choice: Choice, municipalities: Mapping[str, str]) -> None:
        super().__init__()
        _offer(self, "value", CHOICES[choice].options)
        _offer(self, "municipality_code", municipalities)


class CheckSchema(CommandSchema[ConfirmCheck]):
    """That somebody looked at the source."""

    command = ConfirmCheck

    code = Fixed(label="Waarde", required=True)
    valid_from = fields.Date(label="Geldt vanaf", required=True, widget="hidden")
    checked_on = fields.Date(label="Nagekeken op", required=True, earliest=EARLIEST, width="medium")
    note = fields.Text(label="Waar keek je?", max_length=300)


def _offer(schema: CommandSchema[ProposeValue], name: str, options: Mapping[str, str]) -> None:
    field = schema.fields[name]
    if isinstance(field, fields.Asked):
        field.describe(options=options)


def _title(code: str) -> str:
    parameter = Parameters.load().parameter(code)
    return f"{opened(parameter.title)} ({parameter.article})"


KIND_LABELS: Final = {
    ValueKind.LAW: "Wettelijke waarde",
    ValueKind.LOCAL: "Lokale waarde",
    ValueKind.CHOICE: "Keuze",
    ValueKind.RETENTION: "Bewaartermijn",
}


def describe(kind: str, code: str) -> tuple[str, Unit | None]:
    """How a stored row is called, and the unit that its kind gives it; None when the row has its own."""
    if kind == ValueKind.CHOICE:
        return CHOICES[Choice(code)].question, None
    if kind == ValueKind.LAW:
        parameter = Parameters.load().parameter(code)
        return opened(parameter.title), parameter.unit
    if kind == ValueKind.RETENTION:
        return "Dossier van een kandidaat bewaren", Unit.MONTHS
    known = LOCAL_RULES.get(code)
    return (opened(known.title), known.unit) if known else (code, None)
