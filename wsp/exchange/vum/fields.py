"""Schema fields of VUM with Dutch messages; empty text, list or object means absent, unknown fields are ignored."""

import re
from collections.abc import Mapping
from typing import Any, Final

from marshmallow import EXCLUDE, Schema, ValidationError, fields, pre_load

from wsp.exchange.errors import UnusableRow
from wsp.foundation import numbers

_NOT_KEPT: Final = re.compile("[\\x00\\ud800-\\udfff]")
"""What JSON can tell and a database cannot hold: nothing, and halves of a pair."""


def absent(value: Any) -> bool:
    """Tell whether VUM means by this value that there is none."""
    return value is None or (isinstance(value, str) and not value.strip()) or value in ([], {})


class VumObject(Schema):
    """An object of the data standard, read tolerantly: other versions add fields that we do not know."""

    error_messages = {"type": "Hier hoort een object met velden."}  # noqa: RUF012 (marshmallow merges it)

    class Meta:
        """As the standard asks of whoever receives."""

        unknown = EXCLUDE

    @pre_load
    def drop_absent(self, data: Any, **_options: Any) -> Any:
        """Leave out what is empty."""
        if not isinstance(data, Mapping):
            return data
        return {str(key): value for key, value in data.items() if not absent(value)}


class Text(fields.String):
    """Text that a database can hold, cut at nothing: too long is an error."""

    def __init__(self, *, longest: int, **options: Any) -> None:
        """`longest` is the maximum number of characters of the standard."""
        super().__init__(error_messages={"invalid": "Hier hoort tekst.", "required": "Dit veld ontbreekt."}, **options)
        self._longest = longest

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> str:
        text: str = super()._deserialize(value, attr, data, **options)
        if _NOT_KEPT.search(text):
            raise ValidationError("De tekst bevat een teken dat niet kan worden bewaard.")
        if len(text) > self._longest:
            raise ValidationError(f"De tekst is langer dan {self._longest} tekens.")
        return text.strip()


class Whole(fields.Integer):
    """A whole number within the standard's bounds; some fields come as text."""

    def __init__(self, *, most: int, **options: Any) -> None:
        """`most` is the highest number of the standard; the lowest is 0."""
        messages: dict[str, Any] = {"invalid": "Hier hoort een heel getal.", "too_large": "Dit getal is te groot."}
        super().__init__(error_messages=messages, **options)
        self._most = most

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> int:
        if isinstance(value, bool) or (isinstance(value, float) and not value.is_integer()):
            raise self.make_error("invalid", input=value)
        number = super()._deserialize(value, attr, data, **options)
        if number is None or not 0 <= number <= self._most:
            raise ValidationError(f"Hier hoort een getal van 0 tot en met {self._most}.")
        return number


class Day(fields.Date):
    """A date as JJJJ-MM-DD."""

    def __init__(self, **options: Any) -> None:
        """Messages in Dutch."""
        super().__init__(
            format="%Y-%m-%d", error_messages={"invalid": "Hier hoort een datum als 2026-07-01."}, **options
        )


def stored_postcode(text: str) -> str:
    """A postcode in the form that is stored.

    Raises:
        UnusableRow: it is none.

    """
    try:
        return numbers.postcode(text)
    except numbers.NumberError as error:
        raise UnusableRow(f"postcode: {error.message}") from error


def many(schema: type[VumObject], name: str) -> fields.List[Any]:
    """A list of objects under this name; empty objects stay, they say nothing."""
    return fields.List(
        fields.Nested(schema), data_key=name, load_default=list, error_messages={"invalid": "Hier hoort een lijst."}
    )


def texts(name: str, *, longest: int) -> fields.List[Any]:
    """A list of texts under this name."""
    return fields.List(
        Text(longest=longest), data_key=name, load_default=list, error_messages={"invalid": "Hier hoort een lijst."}
    )
