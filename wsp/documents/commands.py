"""What stands in a letter.

A letter gets one of these and nothing else: a fact that is no field here cannot reach an employer. On purpose there is
no field for register, ground, benefit, health, birth date, sex or BSN.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Who writes, and who answers the telephone."""

    region: str
    name: str | None = None
    organisation: str | None = None
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, kw_only=True)
class Receiver:
    """To whom the letter goes; `address` holds the lines below the name of the organisation."""

    name: str
    contact: str | None = None
    address: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Arrangement:
    """An instrument as the employer reads of it.

    `amount` is euro per month; None when there is no monthly amount or it is not known yet. `rules_of` is the day whose
    law was used. `provisional` says why an amount is *voorlopig*; empty when it is not. `settled`: the rules give an
    answer; `granted`: who decides on it said yes, so that a letter never promises what nobody granted.
    """

    title: str
    text: str
    settled: bool = True
    granted: bool = False
    amount: Decimal | None = None
    rules_of: date | None = None
    until: date | None = None
    provisional: tuple[str, ...] = ()


@dataclass(frozen=True)
class HandIn:
    """Something the employer sends us by a day."""

    what: str
    by: date


@dataclass(frozen=True, kw_only=True)
class PlacementConfirmation:
    """The confirmation of a placement. The employer knows who comes to work: the name is in it."""

    reference: str
    """P-88."""
    dated: date
    sender: Sender
    receiver: Receiver
    worker: str
    """Name and number: "Sanne de Vries (K-2041)"."""
    worker_name: str
    function: str
    contract: str
    paid: bool
    hours: Decimal
    starts_on: date
    ends_on: date | None
    wage: Decimal | None = None
    arrangements: tuple[Arrangement, ...] = ()
    hand_in: tuple[HandIn, ...] = ()


class LetterContext(Protocol):
    """What every letter has; the frame around its own text is made of it (`templates/letters/layout.html`)."""

    @property
    def reference(self) -> str:
        """By what sender and receiver call it: P-88."""

    @property
    def dated(self) -> date:
        """The day that stands on it."""

    @property
    def sender(self) -> Sender:
        """Who writes."""

    @property
    def receiver(self) -> Receiver:
        """To whom it goes."""
