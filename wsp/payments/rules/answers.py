"""Does an answer of the payment administration fit the order as it stands? Else a sentence that says what to do."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wsp.foundation.clock import day_in_words
from wsp.foundation.money import euro
from wsp.payments.enums import ORDER_STATES, OrderState
from wsp.payments.rules.files import Answer


@dataclass(frozen=True, slots=True)
class Standing:
    """An order as an answer meets it.

    `went_on` is the day on which it went out last. `read_before`: this very file was read before that, so it tells of
    an earlier time that the order went out. `settled_on` is the day of the last answer.
    """

    state: OrderState
    amount: Decimal
    went_on: date | None
    read_before: bool
    settled_on: date | None


def difference(order: Standing | None, answer: Answer) -> str:
    """Return why the answer cannot be taken; empty when it can, also when it was taken before."""
    if order is None:
        return "Deze opdracht is er niet. Kijk het nummer na."
    if answer.amount is not None and answer.amount != order.amount:
        return f"In het bestand staat {euro(answer.amount)}. De opdracht is {euro(order.amount)}. Vraag na wat klopt."
    if order.state is answer.state:
        return ""
    if not ORDER_STATES.allowed(order.state, answer.state):
        return f"Deze opdracht is nu '{ORDER_STATES.labels[order.state].lower()}'. Deze status kan niet."
    return _too_old(order, answer)


def _too_old(order: Standing, answer: Answer) -> str:
    """An order may go out more than once. What was said of an earlier time says nothing of this one."""
    if order.state is OrderState.EXPORTED and order.went_on is not None:
        if order.read_before or answer.on < order.went_on:
            since = day_in_words(order.went_on)
            return f"Dit antwoord is oud. De opdracht ging op {since} opnieuw weg. Wacht op een nieuw antwoord."
    elif order.settled_on is not None and answer.on < order.settled_on:
        return f"De opdracht is betaald op {day_in_words(order.settled_on)}. Kijk de datum na."
    return ""
