"""The questions of one instrument as a form."""

from collections.abc import Iterable
from typing import Any, Final

from marshmallow import post_load

from wsp.foundation import fields
from wsp.instruments.questions import Kind, Question
from wsp.instruments.reading import write
from wsp.placements import commands
from wsp.placements.schemas.base import PlacementSchema

_MOST_MONEY: Final = 100_000_000
_MOST_COUNT: Final = 9999
_HOURS_IN_YEAR: Final = 8784


class _AttachSchema(PlacementSchema[commands.AttachInstrument]):
    """Answers to what one instrument asks; the fields come from its questions."""

    command = commands.AttachInstrument

    @post_load
    def make(self, data: dict[str, Any], **_options: Any) -> commands.AttachInstrument:
        """The command itself; what was not answered is left out."""
        facts = {name: write(value) for name, value in data.items() if value not in (None, [], ())}
        return commands.AttachInstrument(facts=facts, **self.fixed)


_INITIALS: Final = frozenset({"ww", "wia", "zw", "wao"})


def attach_schema(questions: Iterable[Question], **fixed: Any) -> PlacementSchema[commands.AttachInstrument]:
    """The form for an instrument that asks these questions."""
    made = type("AttachInstrumentSchema", (_AttachSchema,), {each.fact: _field(each) for each in questions})
    schema: PlacementSchema[commands.AttachInstrument] = made(**fixed)
    return schema


def _option(value: str) -> str:
    """A value as people write it: the names of benefits that are initials stay capitals."""
    words = value.replace("_", " ")
    return words.upper() if words in _INITIALS else words.capitalize()


def _field(question: Question) -> fields.Asked:  # noqa: PLR0911 - one for each kind of answer
    options = {each.value: _option(each.value) for each in question.options or ()}
    label = question.text
    match question.kind:
        case Kind.YES_NO:
            return fields.YesNo(label=label)
        case Kind.DAY:
            return fields.Date(label=label, width="medium")
        case Kind.ONE_OF:
            return fields.Choice(label=label, options=options, width="medium")
        case Kind.SOME_OF:
            return fields.Choices(label=label, options=options)
        case Kind.EURO:
            return fields.Money(label=label, minimum=0, maximum=_MOST_MONEY)
        case Kind.HOURS | Kind.WEEK_HOURS:
            return fields.Decimal(label=label, places=2, minimum=0, maximum=_HOURS_IN_YEAR, unit="uur")
        case Kind.AGE | Kind.PERCENT | Kind.COUNT:
            return fields.Integer(label=label, minimum=0, maximum=_MOST_COUNT)
