"""Whole numbers, decimals and money; never floats."""

import re
from collections.abc import Mapping
from decimal import Decimal as Number
from decimal import InvalidOperation
from typing import Any

from marshmallow import ValidationError

from wsp.foundation.fields.base import Asked


class _Numeric(Asked):
    widget = "number"

    def __init__(
        self,
        *,
        minimum: Number | float | None = None,
        maximum: Number | float | None = None,
        unit: str | None = None,
        **options: Any,
    ) -> None:
        """`unit` is shown behind the field: uur, minuten, procent."""
        super().__init__(**options)
        self.minimum = minimum
        self.maximum = maximum
        self.describe(minimum=minimum, maximum=maximum, unit=unit)

    def check(self, value: Number | int, typed: Any) -> None:
        """Raise with a sentence that says the range and what was typed."""
        low, high = self.minimum, self.maximum
        if (low is None or value >= low) and (high is None or value <= high):
            return
        if low is not None and high is not None:
            wanted = f"een getal van {_nl(low)} tot en met {_nl(high)}"
        else:
            wanted = f"een getal van {_nl(low)} of hoger" if low is not None else f"een getal van {_nl(high)} of lager"
        raise ValidationError(f"Vul bij '{self.label}' {wanted} in. Er staat nu {str(typed)[:20]}.")


def _nl(value: Number | float | None) -> str:
    return f"{value}".removesuffix(".0").replace(".", ",")


class Integer(_Numeric):
    """A whole number."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_kwargs: Any) -> Any:
        del attr, data
        typed = str(value).strip()
        if isinstance(value, bool) or not re.fullmatch(r"-?\d{1,9}", typed):
            raise ValidationError(f"Vul bij '{self.label}' een heel getal in. Er staat nu {typed[:20]}.")
        number = int(typed)
        self.check(number, typed)
        return number


class Decimal(_Numeric):
    """A number with decimals, comma or point; never a float."""

    def __init__(self, *, places: int = 2, **options: Any) -> None:
        super().__init__(**options)
        self.places = places
        self.describe(places=places)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_kwargs: Any) -> Any:
        del attr, data
        typed = str(value).strip()
        try:
            number = Number(_decimal_point(typed))
        except InvalidOperation as error:
            raise ValidationError(f"Vul bij '{self.label}' een getal in. Er staat nu '{typed[:20]}'.") from error
        if not number.is_finite():
            raise ValidationError(f"Vul bij '{self.label}' een getal in. Er staat nu '{typed[:20]}'.")
        exponent = number.as_tuple().exponent
        if isinstance(exponent, int) and -exponent > self.places:
            raise ValidationError(f"Vul bij '{self.label}' hoogstens {self.places} cijfers achter de komma in.")
        self.check(number, typed)
        return number


class Money(Decimal):
    """An amount in euros."""

    widget = "money"


def _decimal_point(typed: str) -> str:
    """Dutch notation to the program's: 1.250,50 and 1250.50 both become 1250.50."""
    text = typed.replace("€", "").replace("\u00a0", "").replace(" ", "")
    if "," in text:
        return text.replace(".", "").replace(",", ".")
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+", text):
        return text.replace(".", "")
    return text
