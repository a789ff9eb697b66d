"""A change as a short text for an address, so that a what-if can be shared: uren~28~2027-01-01~88.90."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from wsp.banenafspraak.enums import JobSector
from wsp.banenafspraak.errors import UnusableChange
from wsp.banenafspraak.simulation.changes import Added, Change, Chosen, DropOut, End, Hours, Prolong
from wsp.banenafspraak.simulation.trying import MOST_ADDED, MOST_HOURS, MOST_MONTHS

_APART: Final = "~"
_BEFORE: Final = "voor"
MOST_NUMBERS: Final = 300
"""Placements in one change: a longer address is not passed on by every server."""


def written(change: Change) -> str:
    """Return the text of a change; `read` gives the same change back."""
    match change:
        case Hours():
            parts = ["uren", f"{change.hours.normalize():f}", change.since.isoformat(), _chosen(change.of)]
        case End():
            parts = ["einde", change.last.isoformat(), _chosen(change.of)]
        case Prolong():
            parts = ["verleng", str(change.months), _chosen(change.of)]
        case Added():
            hours = f"{change.hours.normalize():f}"
            parts = ["nieuw", str(change.count), hours, change.since.isoformat(), change.sector.value]
        case DropOut():
            parts = ["uitval", f"{change.percent.normalize():f}", change.since.isoformat()]
    return _APART.join(parts)


def read(text: str) -> Change:
    """Return the change that an address holds.

    Raises:
        UnusableChange: no such change, or a number that the form would refuse as well.

    """
    kind, *parts = text.split(_APART)
    found = _KINDS.get(kind)
    try:
        if found is not None and len(parts) == found[0]:
            return found[1](parts)
    except (ValueError, InvalidOperation):
        pass
    raise UnusableChange("Dit adres klopt niet helemaal. Begin opnieuw bij de banenafspraak.")


def _chosen(of: Chosen) -> str:
    if of.ends_before is not None:
        return f"{_BEFORE}{of.ends_before.isoformat()}"
    return ".".join(str(number) for number in sorted(of.numbers))


def _read_chosen(text: str) -> Chosen:
    if text.startswith(_BEFORE):
        return Chosen(ends_before=date.fromisoformat(text.removeprefix(_BEFORE)))
    numbers = frozenset(_whole(each, 10**9) for each in text.split("."))
    if len(numbers) > MOST_NUMBERS:
        raise ValueError(text)
    return Chosen(numbers=numbers)


def _whole(text: str, most: int) -> int:
    number = int(text)
    if not 1 <= number <= most:
        raise ValueError(text)
    return number


def _decimal(text: str, most: int) -> Decimal:
    number = Decimal(text)
    if not 1 <= number <= most or number != number.quantize(Decimal("0.1")):
        raise ValueError(text)
    return number


def _hours(parts: Sequence[str]) -> Change:
    return Hours(_read_chosen(parts[2]), _decimal(parts[0], MOST_HOURS), date.fromisoformat(parts[1]))


def _end(parts: Sequence[str]) -> Change:
    return End(_read_chosen(parts[1]), date.fromisoformat(parts[0]))


def _prolong(parts: Sequence[str]) -> Change:
    return Prolong(_read_chosen(parts[1]), _whole(parts[0], MOST_MONTHS))


def _added(parts: Sequence[str]) -> Change:
    hours, since, sector = _decimal(parts[1], MOST_HOURS), date.fromisoformat(parts[2]), JobSector(parts[3])
    return Added(_whole(parts[0], MOST_ADDED), hours, since, sector)


def _drop_out(parts: Sequence[str]) -> Change:
    return DropOut(Decimal(_whole(parts[0], 100)), date.fromisoformat(parts[1]))


_KINDS: Final[dict[str, tuple[int, Callable[[Sequence[str]], Change]]]] = {
    "uren": (3, _hours),
    "einde": (2, _end),
    "verleng": (2, _prolong),
    "nieuw": (4, _added),
    "uitval": (2, _drop_out),
}
"""The word of each kind, with how many parts follow it."""
