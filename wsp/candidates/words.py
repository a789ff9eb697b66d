"""How facts about a candidate read in Dutch: one place for screens, exports and the two versions of a stale save."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, Protocol

from wsp.candidates.enums import ProfileField
from wsp.foundation.clock import day_in_words
from wsp.foundation.money import number
from wsp.reference import lists

UNKNOWN: Final = "onbekend"
NONE: Final = "geen"


class Titled(Protocol):
    """A wish or an experience, as a row or as typed."""

    title: str


def inside(label: str) -> str:
    """A label in the middle of a sentence: its first letter small, unless it is the name of a language."""
    return label if label.startswith("Nederlands") else label[:1].lower() + label[1:]


def number_label(value: int) -> str:
    """The number that people read aloud: 2041 is "K-2041"."""
    return f"K-{value}"


def day(value: date | None) -> str:
    """A date in text: "24 november 2026"."""
    return UNKNOWN if value is None else day_in_words(value)


def hours(low: Decimal | None, high: Decimal | None) -> str:
    """Hours a week: "24 tot 28 uur", "vanaf 24 uur", "28 uur"."""
    if low is None and high is None:
        return UNKNOWN
    if low is None or low == high:
        return f"{number(high or Decimal(0))} uur" if low == high else f"tot {number(high or Decimal(0))} uur"
    return f"vanaf {number(low)} uur" if high is None else f"{number(low)} tot {number(high)} uur"


def initials(first_name: str, name_prefix: str | None, last_name: str) -> str:
    """What an account manager sees instead of the name: "S. de V."."""
    parts = [f"{first_name[:1].upper()}." if first_name else "", name_prefix or "", f"{last_name[:1].upper()}."]
    return " ".join(part for part in parts if part)


def full_name(first_name: str, name_prefix: str | None, last_name: str) -> str:
    """The name as people say it: "Sanne de Vries"."""
    return " ".join(part for part in (first_name, name_prefix, last_name) if part)


def shown(field: str, value: Any) -> str:
    """The value of a profile field as a person reads it; "onbekend" for None and "geen" for an empty list."""
    return UNKNOWN if value is None else _WRITERS[ProfileField(field)](value)


def _joined(items: Iterable[str]) -> str:
    return ", ".join(items) or NONE


def _titles(entries: Iterable[Titled]) -> str:
    return _joined(entry.title for entry in entries)


def _hours(value: Decimal) -> str:
    return f"{number(value)} uur"


def _level(name: lists.LevelList) -> Callable[[int], str]:
    return lambda value: lists.level_labels(name).get(value, str(value))


def _chosen(name: lists.CodeList) -> Callable[[Sequence[str]], str]:
    return lambda codes: _joined(lists.label_all(name, codes))


_WRITERS: Final[dict[ProfileField, Callable[[Any], str]]] = {
    ProfileField.PROFILE_TEXT: str,
    ProfileField.WISHES: _titles,
    ProfileField.EXPERIENCES: _titles,
    ProfileField.SKILLS: _joined,
    ProfileField.EDUCATION: _level("education_levels"),
    ProfileField.DIPLOMAS: _joined,
    ProfileField.LANGUAGE: _level("language_levels"),
    ProfileField.LICENCES: _chosen("driving_licences"),
    ProfileField.TRANSPORT: _chosen("transport_modes"),
    ProfileField.TRAVEL: lambda value: f"hoogstens {value} minuten",
    ProfileField.HOURS_MIN: _hours,
    ProfileField.HOURS_MAX: _hours,
    ProfileField.SHIFTS: _chosen("shifts"),
    ProfileField.AVAILABLE: day,
    ProfileField.CANNOT: _chosen("work_conditions"),
    ProfileField.GUIDANCE: lambda value: lists.label("guidance_levels", value),
    ProfileField.MOTIVATION: lambda value: f"{value} van 5",
    ProfileField.DEVELOPMENT: str,
}
