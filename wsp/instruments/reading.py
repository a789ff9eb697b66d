"""A typed answer becomes a value of a fact; what cannot be is refused with one Dutch line."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, Final

from wsp.foundation.errors import InvalidInput
from wsp.foundation.money import NotAnAmountError, exact, number
from wsp.instruments.questions import Kind, Question
from wsp.law.lookup import LawBook

_OLDEST: Final = 120
_HIGHEST_COUNT: Final = 9999
_LONGEST_TEXT: Final = 64


def read(question: Question, text: str, lawbook: LawBook, on: date) -> Any:
    """Return the value that a text stands for.

    Raises:
        InvalidInput: it is no answer to this question; the sentence says what is.

    """
    if len(text) > _LONGEST_TEXT and question.options is None:
        raise InvalidInput("Deze tekst is te lang.")
    return _READERS[question.kind](question, text, lawbook, on)


def write(value: Any) -> str:
    """Return the text that `read` makes the value of again."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, list | tuple):
        return ",".join(write(each) for each in value)
    return str(value)


def day(text: str) -> date:
    """Return the date that a text in the form yyyy-mm-dd stands for.

    Raises:
        InvalidInput: it is none.

    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidInput(f"Geen datum: {text}. Schrijf jjjj-mm-dd, zoals 2026-01-01.") from None


def _yes_no(_question: Question, text: str, _lawbook: LawBook, _on: date) -> bool:
    try:
        return {"ja": True, "nee": False}[text.lower()]
    except KeyError:
        raise InvalidInput("Kies ja of nee.") from None


def _whole(text: str, limit: int, what: str) -> int:
    if not (text.isascii() and text.isdigit()) or int(text) > limit:
        raise InvalidInput(f"Geef {what}.")
    return int(text)


def _age(_question: Question, text: str, _lawbook: LawBook, _on: date) -> int:
    return _whole(text, _OLDEST, "een leeftijd in hele jaren, van 0 tot en met 120")


def _percent(_question: Question, text: str, _lawbook: LawBook, _on: date) -> int:
    return _whole(text, 100, "een heel percentage van 0 tot en met 100")


def _count(_question: Question, text: str, _lawbook: LawBook, _on: date) -> int:
    return _whole(text, _HIGHEST_COUNT, "een heel getal van 0 of meer")


def decimal(text: str) -> Decimal:
    """Return the exact number that a text stands for, with a comma or a point.

    Raises:
        InvalidInput: it is none.

    """
    try:
        value = exact(text.replace(",", "."))
    except NotAnAmountError:
        raise InvalidInput("Geef een getal, zoals 32 of 32,5.") from None
    return value


def _week_hours(_question: Question, text: str, lawbook: LawBook, on: date) -> Decimal:
    hours = decimal(text)
    longest = lawbook.on("arbeidstijdenwet.week_maximum", on).value
    if not 0 < hours <= longest:
        raise InvalidInput(f"Geef meer dan 0 en ten hoogste {number(longest)} uur per week.")
    return hours


def _hours(_question: Question, text: str, _lawbook: LawBook, _on: date) -> Decimal:
    hours = decimal(text)
    if hours < 0:
        raise InvalidInput("Geef een aantal uren van 0 of meer.")
    return hours


def _euro(_question: Question, text: str, _lawbook: LawBook, _on: date) -> Decimal:
    amount = decimal(text)
    if amount < 0:
        raise InvalidInput("Geef een bedrag van 0 euro of meer.")
    return amount


def _day(_question: Question, text: str, _lawbook: LawBook, _on: date) -> date:
    return day(text)


def _one_of(question: Question, text: str, _lawbook: LawBook, _on: date) -> Any:
    assert question.options is not None, "a choice has options"  # noqa: S101 - the table is ours; for mypy
    try:
        return question.options(text.lower())
    except ValueError:
        raise InvalidInput(f"Kies uit {', '.join(question.options)}.") from None


def _some_of(question: Question, text: str, lawbook: LawBook, on: date) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(_one_of(question, part.strip(), lawbook, on) for part in text.split(",")))


_READERS: Final[dict[Kind, Callable[[Question, str, LawBook, date], Any]]] = {
    Kind.YES_NO: _yes_no,
    Kind.AGE: _age,
    Kind.PERCENT: _percent,
    Kind.COUNT: _count,
    Kind.WEEK_HOURS: _week_hours,
    Kind.HOURS: _hours,
    Kind.EURO: _euro,
    Kind.DAY: _day,
    Kind.ONE_OF: _one_of,
    Kind.SOME_OF: _some_of,
}
