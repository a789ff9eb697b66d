"""What stands in a letter.

A letter gets one of these and nothing else: a fact that is no field here cannot reach an employer. On purpose there is
no field for register, ground, benefit, health, birth date, sex or BSN.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


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
    """To whom the letter goes; `address` holds the lines below the name."""

    employer: str
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


@dataclass(frozen=True, kw_only=True)
class DecidedAmount:
    """A period of a beschikking with euro per month; None: not known yet. `until` None: no end is known."""

    start: date
    until: date | None
    amount: Decimal | None
    basis: str
    """On what it rests, in words; never a percentage of somebody's loonwaarde."""
    provisional: bool = False


@dataclass(frozen=True, kw_only=True)
class DecisionLetter:
    """A beschikking on an instrument (Awb art. 1:3), as the employer reads it."""

    reference: str
    """B-12."""
    placement: str
    """P-88."""
    dated: date
    sender: Sender
    receiver: Receiver
    worker: str
    function: str
    kind: str
    kind_label: str
    instrument: str
    ground: str
    starts_on: date
    ends_on: date | None
    motivation: str
    amounts: tuple[DecidedAmount, ...] = ()
    claimed: Decimal | None = None
    """Euro that must be paid back; None when this is no terugvordering."""
    claimed_months: tuple[date, ...] = ()
    pay_weeks: int
    authority: str
    signer: str
    mandate: str
    objection_address: tuple[str, ...]
    objection_until: date | None


LetterContext = PlacementConfirmation | DecisionLetter
"""Every letter's content."""
