"""A value of law: what it is, from when, who says so and how sure we are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Certainty(StrEnum):
    """How well a value is known. Screens and letters show it."""

    VERIFIED = "V"
    SECONDARY = "V2"
    DERIVED = "D"
    TO_CHECK = "M"
    UNKNOWN = "?"

    @property
    def label(self) -> str:
        """Return the Dutch words for people."""
        return _CERTAINTY_LABELS[self]


_CERTAINTY_LABELS: Mapping[Certainty, str] = {
    Certainty.VERIFIED: "gelezen in de wet of een officiële publicatie",
    Certainty.SECONDARY: "overgenomen uit een andere bron",
    Certainty.DERIVED: "berekend uit bekende waarden",
    Certainty.TO_CHECK: "niet in een bron gezien, nog te controleren",
    Certainty.UNKNOWN: "onbekend, moet worden bevestigd",
}


class Unit(StrEnum):
    """The closed list of units; a parameter has exactly one."""

    EURO_PER_HOUR = "EUR/hour"
    EURO_PER_DAY = "EUR/day"
    EURO_PER_WEEK = "EUR/week"
    EURO_PER_MONTH = "EUR/month"
    EURO_PER_YEAR = "EUR/year"
    EURO = "EUR"
    PERCENT = "percent"
    HOURS_PER_WEEK = "hours/week"
    YEARS = "years"
    MONTHS = "months"
    WEEKS = "weeks"
    DAYS = "days"
    JOBS = "jobs"
    HOURS = "hours"
    MINUTES = "minutes"
    TASKS = "tasks"
    TIMES = "times"
    CALENDAR_DAY = "calendar-day"
    """A day of each year as month and day in one number: 501 is 1 May."""
    RULE = "rule"
    """1: the rule holds from this day. For a rule that is new law and has no number of its own."""


class Cadence(StrEnum):
    """How long a value can be trusted without a newer one."""

    HALF_YEAR = "half-year"
    YEAR = "year"
    UNTIL_REPLACED = "until-replaced"
    MEASUREMENT = "measurement"
    """A published count on one day: it never grows stale, since it says nothing of later days."""


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """One row of a parameter: the value from a day on.

    `value` is None when the law sets one but it is not known. A value with certainty UNKNOWN is announced and
    waits for an administrator: it is shown, never used.
    """

    valid_from: date
    value: Decimal | None
    certainty: Certainty
    sources: tuple[str, ...]
    last_checked: date
    published: date | None = None
    note: str = ""

    @property
    def usable(self) -> bool:
        """Tell whether the row may be used in a calculation."""
        return self.value is not None and self.certainty is not Certainty.UNKNOWN

    @property
    def announced(self) -> bool:
        """Tell whether the row holds a value that an administrator has to confirm first."""
        return self.value is not None and self.certainty is Certainty.UNKNOWN


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value of law through time, rows in order of date.

    Attributes:
        code: path of the file with dots, such as `wml.hour`; a table adds its key
            (`wml.youth_percentage.18`).
        title: Dutch name for screens.
        article: where the law sets it.
        before: Dutch reason why nothing is known before the first row.
        until: last day on which the law knew this value; None while it does.
        after: Dutch sentence that says what came instead.

    """

    code: str
    title: str
    article: str
    unit: Unit
    cadence: Cadence
    before: str
    values: tuple[ParameterValue, ...]
    until: date | None = None
    after: str = ""


@dataclass(frozen=True, slots=True)
class DatedValue:
    """What a value was on one day.

    Attributes:
        provisional: True if the answer is *voorlopig*: past its cadence, never seen in a source, or followed
            by a value that nobody confirmed yet.
        reason: Dutch sentence that says why it is provisional; empty when it is not.

    """

    code: str
    title: str
    article: str
    unit: Unit
    value: Decimal
    valid_from: date
    certainty: Certainty
    sources: tuple[str, ...]
    last_checked: date
    published: date | None = None
    provisional: bool = False
    reason: str = ""

    def as_record(self) -> dict[str, str | bool | None]:
        """Return plain texts, to keep with a decision or to write as JSON: which version was used."""
        return {
            "code": self.code,
            "title": self.title,
            "article": self.article,
            "unit": self.unit.value,
            "value": format(self.value, "f"),
            "valid_from": self.valid_from.isoformat(),
            "certainty": self.certainty.value,
            "source": "; ".join(self.sources),
            "published": self.published.isoformat() if self.published else None,
            "last_checked": self.last_checked.isoformat(),
            "provisional": self.provisional,
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class ApprovedValue:
    """A value that one administrator entered and another approved; lies over the files.

    It replaces the row of the same parameter and day, or stands between the rows.
    """

    code: str
    valid_from: date
    value: Decimal
    source: str
    last_checked: date
    certainty: Certainty = Certainty.VERIFIED
    published: date | None = None


@dataclass(frozen=True, slots=True)
class LocalChoice:
    """A dated choice of a municipality (by-law, own term or amount)."""

    code: str
    valid_from: date
    value: Decimal | bool | str
    source: str
    valid_until: date | None = None
    """Last day, or None while it holds."""
