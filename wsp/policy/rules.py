"""Pure checks of what may become a value of policy."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from wsp.law import local
from wsp.law.lookup import Parameters
from wsp.law.values import Parameter
from wsp.policy.commands import ProposeValue
from wsp.policy.enums import CHOICES, Choice, ValueKind
from wsp.policy.errors import SecondPersonNeeded, UnusableValue
from wsp.policy.models import WHOLE_REGION
from wsp.policy.retention import DOSSIER, LONGEST_DOSSIER, SHORTEST_DOSSIER

_LOCAL_CODE: Final = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
_MUNICIPALITY: Final = re.compile(r"GM\d{4}")
EARLIEST: Final = date(2015, 1, 1)
"""The start of the Participatiewet; the product knows nothing before it."""


def check_proposal(command: ProposeValue, law: Parameters) -> None:
    """Raise UnusableValue with a sentence at the field that is wrong."""
    if not command.source.strip():
        raise _wrong("source", "Vul in waar deze waarde staat, zodat een collega het kan nakijken.")
    if command.valid_from < EARLIEST:
        raise _wrong("valid_from", "Kies een datum vanaf 1 januari 2015.")
    if command.municipality_code != WHOLE_REGION and not _MUNICIPALITY.fullmatch(command.municipality_code):
        raise _wrong("municipality_code", "Kies een gemeente uit de lijst.")
    _CHECKS[command.kind](command, law)


def _check_law(command: ProposeValue, law: Parameters) -> None:
    if command.code not in law:
        raise _wrong("code", "Kies een wettelijke waarde uit de lijst.")
    if command.municipality_code != WHOLE_REGION:
        raise _wrong("municipality_code", "De wet geldt voor alle gemeenten. Laat dit veld leeg.")
    as_number(command.value)


def _check_local(command: ProposeValue, law: Parameters) -> None:
    if not _LOCAL_CODE.fullmatch(command.code):
        raise _wrong("code", "Kies een lokale waarde uit de lijst.")
    if command.unit is None:
        raise _wrong("unit", "Kies een eenheid, zoals euro per uur.")
    problem = local.refusal(command.code, as_number(command.value), command.unit, law, command.valid_from)
    if problem is not None:
        raise _wrong("value", problem)


def _check_choice(command: ProposeValue, _law: Parameters) -> None:
    if command.code not in set(Choice):
        raise _wrong("code", "Kies een van de negentien keuzes uit de lijst.")
    options = CHOICES[Choice(command.code)].options
    if command.value not in options:
        raise _wrong("value", "Kies een van de antwoorden: " + ", ".join(options.values()) + ".")


def _check_retention(command: ProposeValue, _law: Parameters) -> None:
    if command.code != DOSSIER:
        raise _wrong("code", "Voor deze gegevens kan een gemeente geen eigen termijn kiezen.")
    months = as_number(command.value)
    if months != months.to_integral_value() or not SHORTEST_DOSSIER <= months <= LONGEST_DOSSIER:
        raise _wrong("value", f"Vul een heel aantal maanden in, van {SHORTEST_DOSSIER} tot en met {LONGEST_DOSSIER}.")


_CHECKS: Final = {
    ValueKind.CHOICE: _check_choice,
    ValueKind.LAW: _check_law,
    ValueKind.LOCAL: _check_local,
    ValueKind.RETENTION: _check_retention,
}


def check_day_of_check(day: date, parameter: Parameter, valid_from: date, *, today: date) -> None:
    """Raise UnusableValue when nobody can have looked at this row on that day."""
    if day > today:
        raise _wrong("checked_on", "Kies vandaag of een dag daarvoor.")
    if valid_from not in {row.valid_from for row in parameter.values}:
        raise _wrong("valid_from", "Deze waarde is intussen veranderd. Ververs de pagina.")


def as_number(value: str) -> Decimal:
    """The value as an exact number, zero or more; raises UnusableValue."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or number < 0:
        raise _wrong("value", "Vul een getal in van 0 of hoger.")
    return number


def check_second_person(entered_by: object, decided_by: object) -> None:
    """Raise SecondPersonNeeded when both are the same person, or nobody."""
    if decided_by is None or entered_by == decided_by:
        raise SecondPersonNeeded


def _wrong(field: str, sentence: str) -> UnusableValue:
    return UnusableValue(sentence, fields={field: [sentence]})
