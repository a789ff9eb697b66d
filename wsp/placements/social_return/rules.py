"""What is owed, and what a booked placement counts for: pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from wsp.foundation.money import cents
from wsp.instruments.social_return_worth import Stretch
from wsp.placements.rules import TermsVersion
from wsp.placements.social_return.errors import UnusableSocialReturn

_WHOLE: Final = 100


@dataclass(frozen=True)
class Counted:
    """What days of a placement count for; `words` has a line per stretch with the same hours."""

    amount: Decimal
    words: tuple[str, ...]


def owed(contract_sum: Decimal | None, percentage: Decimal | None, amount: Decimal | None) -> Decimal:
    """Return what has to be filled in, in cents.

    Raises:
        UnusableSocialReturn: neither an amount nor a sum with a percentage, or both, or nothing.

    """
    by_share = contract_sum is not None and percentage is not None
    if by_share is (amount is not None):
        raise UnusableSocialReturn("amount", "Vul een vast bedrag in, of de waarde met een percentage. Niet allebei.")
    found = amount if amount is not None else (contract_sum or Decimal(0)) * (percentage or Decimal(0)) / _WHOLE
    if (rounded := cents(found)) <= 0:
        raise UnusableSocialReturn("amount", "Het bedrag moet hoger zijn dan nul.")
    return rounded


def count(worth: Decimal, terms: Sequence[TermsVersion], first: date, last: date) -> Counted:
    """Reckon the days from `first` up to and including `last`, rounded once to cents over all stretches."""
    exact, words = Decimal(0), []
    for version in terms:
        start, end = max(first, version.start), last if version.last is None else min(last, version.last)
        stretch = Stretch(start, end, version.hours, version.full_week)
        part = stretch.counted(worth)
        if part and start <= end:
            exact += part
            words.append(stretch.in_words(worth))
    return Counted(cents(exact), tuple(words))
