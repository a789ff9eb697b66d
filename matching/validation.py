"""Checks of single values: what is not a number or not on a list is refused before anything is computed."""

import math
from dataclasses import fields
from functools import cache
from typing import Any, Final

_POLE: Final = 90
_DATE_LINE: Final = 180


class InvalidInputError(ValueError):
    """An input that cannot be ranked: not a number, outside its scale, or outside a closed list."""


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(item.name for item in fields(kind))


def check_finite(record: object, where: str) -> None:
    """Refuse NaN, infinity and negative amounts in the fields of a dataclass (coordinates may be negative)."""
    for name in _names(type(record)):  # type: ignore[arg-type]  # a class can always be a key
        value = getattr(record, name)
        if not isinstance(value, int | float):
            continue
        if not math.isfinite(value):
            message = f"{where}: {name} is not a number"
            raise InvalidInputError(message)
        if value < 0 and name not in {"lat", "lon"}:
            message = f"{where}: {name} is below zero"
            raise InvalidInputError(message)


def check_level(value: int | None, scale: range, where: str, name: str) -> None:
    """Refuse a level outside its scale."""
    if value is not None and value not in scale:
        message = f"{where}: {name} must lie between {scale.start} and {scale.stop - 1}, not {value}"
        raise InvalidInputError(message)


def check_members(value: tuple[str, ...] | str | None, allowed: tuple[str, ...], where: str, name: str) -> None:
    """Refuse words that are not on a closed list."""
    for item in (value,) if isinstance(value, str) else value or ():
        if item not in allowed:
            message = f"{where}: {name} does not know {item!r}; choose from {', '.join(allowed)}"
            raise InvalidInputError(message)


def check_place(lat: float | None, lon: float | None, where: str) -> None:
    """Refuse coordinates that do not exist."""
    if abs(lat or 0) > _POLE or abs(lon or 0) > _DATE_LINE:
        message = f"{where}: lat must lie between -90 and 90, lon between -180 and 180"
        raise InvalidInputError(message)
