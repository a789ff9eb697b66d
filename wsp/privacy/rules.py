"""Pure checks and calculations about requests."""

from datetime import date
from typing import Final

from wsp.foundation.errors import InvalidInput
from wsp.foundation.workdays import add_months
from wsp.privacy.enums import ENDED, RequestState
from wsp.privacy.errors import AlreadyExtended, IdentityNotChecked

ANSWER_MONTHS: Final = 1
EXTENSION_MONTHS: Final = 2
"""Months for an answer, and how many may be added with a reason (AVG art. 12 lid 3)."""
LONGEST_HOLD_MONTHS: Final = 24
"""A hold is looked at again after so long."""


def answer_due(received_on: date, *, extended: bool) -> date:
    """Return the last day for an answer; three months do not fall under the Algemene termijnenwet (art. 4)."""
    return add_months(received_on, ANSWER_MONTHS + (EXTENSION_MONTHS if extended else 0))


def check_received(received_on: date, *, on: date) -> None:
    """Refuse a request of a day to come.

    Raises:
        InvalidInput: says so at its field.

    """
    if received_on > on:
        message = "Deze dag komt nog. Kies de dag waarop het verzoek binnenkwam."
        raise InvalidInput(message, fields={"received_on": [message]})


def check_extendable(*, extended_on: date | None, due_on: date, on: date) -> None:
    """Refuse a second extension, and one after the term.

    Raises:
        AlreadyExtended: says which.

    """
    if extended_on is not None:
        raise AlreadyExtended
    if on > due_on:
        raise AlreadyExtended(late=True)


def check_answer(outcome: RequestState, *, identity_checked: bool) -> None:
    """Refuse to grant anything to somebody who was not made sure of, and an outcome that is no end.

    Raises:
        IdentityNotChecked, InvalidInput: as said.

    """
    if outcome not in ENDED:
        message = "Kies wat je besluit."
        raise InvalidInput(message, fields={"outcome": [message]})
    if outcome in {RequestState.GRANTED, RequestState.PARTLY} and not identity_checked:
        raise IdentityNotChecked


def check_hold(until: date, *, on: date) -> None:
    """Refuse a hold that ended already or that nobody would look at again for long.

    Raises:
        InvalidInput: says what to choose.

    """
    message = ""
    if until < on:
        message = "Deze dag is al voorbij. Kies een latere dag."
    elif until > add_months(on, LONGEST_HOLD_MONTHS):
        message = "Bewaar hoogstens 2 jaar langer. Kijk daarna opnieuw of het nog nodig is."
    if message:
        raise InvalidInput(message, fields={"until": [message]})
