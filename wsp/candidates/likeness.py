"""When two dossiers may be of one person: pure rules, used at entry and by the nightly search."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from wsp.foundation.phonetic import plain, sounds_alike

SAME_BSN: Final = "hetzelfde BSN"
SAME_NAME_AND_BIRTH: Final = "dezelfde naam en geboortedatum"
SAME_NAME: Final = "dezelfde naam"
ALMOST_SAME_BIRTH: Final = "bijna dezelfde geboortedatum"
OTHER_LAST_NAME: Final = "dezelfde voornaam en geboortedatum, andere achternaam"
SAME_POSTCODE: Final = "dezelfde postcode"
SAME_EMAIL: Final = "hetzelfde e-mailadres"
SAME_PHONE: Final = "hetzelfde telefoonnummer"


@dataclass(frozen=True)
class Likeness:
    """By what a person can be recognised. `bsn_lookup` is the keyed hash; the number itself never comes here."""

    first_name: str
    last_name: str
    name_prefix: str | None = None
    birth_date: date | None = None
    postcode: str | None = None
    email: str | None = None
    phone: str | None = None
    bsn_lookup: str | None = None


def same_person(one: Likeness, other: Likeness) -> tuple[str, ...]:
    """Why two dossiers may be of one person, in Dutch; empty when nothing says so. The order does not matter.

    Two different BSNs are two people, whatever else is the same: twins share a birth date, a house and a last name.
    So are two birth dates, unless one is a slip of the pen for the other.
    """
    if one.bsn_lookup and other.bsn_lookup:
        return (SAME_BSN,) if one.bsn_lookup == other.bsn_lookup else ()
    born = _births(one.birth_date, other.birth_date)
    if born == _DIFFERENT:
        return ()
    shared = _shared(one, other)
    if born != _SAME and not shared:
        # Many people are called Jan de Vries.
        return ()
    if _first_alike(one.first_name, other.first_name) and _last_alike(one, other):
        return _of_same_name(born, shared)
    # Somebody who married or divorced: first name and birth date to the letter, and one thing more.
    if born == _SAME and plain(one.first_name) == plain(other.first_name) != "" and shared:
        return (OTHER_LAST_NAME, *shared)
    return ()


def swapped(born: date) -> tuple[date, ...]:
    """The birth date with day and month the other way round, when that is a day at all and another one."""
    try:
        turned = date(born.year, born.day, born.month)
    except ValueError:
        return ()
    return (turned,) if turned != born else ()


_SAME: Final = "zelfde"
_NEAR: Final = "bijna"
_DIFFERENT: Final = "anders"
_UNKNOWN: Final = "onbekend"
_INITIAL: Final = re.compile(r"(\w)\.?(?: ?\w\.)*")


def _of_same_name(born: str, shared: Sequence[str]) -> tuple[str, ...]:
    if born == _SAME:
        return (SAME_NAME_AND_BIRTH, *shared)
    return (SAME_NAME, ALMOST_SAME_BIRTH, *shared) if born == _NEAR else (SAME_NAME, *shared)


def _births(one: date | None, other: date | None) -> str:
    if one is None or other is None:
        return _UNKNOWN
    if one == other:
        return _SAME
    slips = sum(left != right for left, right in zip(one.isoformat(), other.isoformat(), strict=True))
    return _NEAR if slips == 1 or other in swapped(one) else _DIFFERENT


def _first_alike(one: str, other: str) -> bool:
    """First names that sound the same, or an initial that fits: J. and Jan."""
    for short, long in ((one, other), (other, one)):
        if _INITIAL.fullmatch(short.strip()) and plain(short)[:1] == plain(long)[:1] != "":
            return True
    return sounds_alike(one, other)


def _last_alike(one: Likeness, other: Likeness) -> bool:
    """Last names that sound the same; with or without tussenvoegsel, and one half of a double name is enough."""
    return any(sounds_alike(left, right) for left in _last_names(one) for right in _last_names(other))


def _last_names(of: Likeness) -> list[str]:
    names = [of.last_name, *re.split(r"\s*[-‐–]\s*", of.last_name)]  # three hyphens that people type
    if of.name_prefix:
        names.append(f"{of.name_prefix} {of.last_name}")
    return [name for name in dict.fromkeys(names) if len(plain(name)) > 1 or name == of.last_name]


def _shared(one: Likeness, other: Likeness) -> tuple[str, ...]:
    pairs = (
        (one.postcode, other.postcode, SAME_POSTCODE),
        (one.email and one.email.casefold(), other.email and other.email.casefold(), SAME_EMAIL),
        (one.phone, other.phone, SAME_PHONE),
    )
    return tuple(reason for left, right, reason in pairs if left and left == right)
