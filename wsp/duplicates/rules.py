"""Pure rules: which agreements go along in a merge, and when two employers may be one."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from wsp.candidates import likeness
from wsp.employers import rules as employers

SAME_NAME_AND_PLACE: Final = "dezelfde naam en plaats"
SAME_NAME: Final = "dezelfde naam"
SIMILAR_AT_ADDRESS: Final = "bijna dezelfde naam op hetzelfde adres"
SIMILAR_AND_PHONE: Final = "bijna dezelfde naam en hetzelfde telefoonnummer"
SIMILAR_AND_WEBSITE: Final = "bijna dezelfde naam en dezelfde website"
SAME_PHONE: Final = "hetzelfde telefoonnummer"

_MAYBE: Final = frozenset({SAME_NAME, likeness.SAME_NAME, likeness.ALMOST_SAME_BIRTH, likeness.OTHER_LAST_NAME})
"""Reasons to look that say little by themselves."""


@dataclass(frozen=True)
class Agreement:
    """A version of an agreement that is believed now. `about` is what it is about: an employer, or None for all."""

    id: uuid.UUID
    purpose: str
    about: uuid.UUID | None
    given: bool
    start: date | None
    end: date | None
    """First day on which it no longer holds; None while no end is known."""

    def holds(self, on: date) -> bool:
        """Tell whether this version says something about that day."""
        return (self.start is None or self.start <= on) and (self.end is None or on < self.end)

    def overlaps(self, other: "Agreement") -> bool:
        """Tell whether there is a day about which both say something."""
        starts = [day for day in (self.start, other.start) if day is not None]
        ends = [day for day in (self.end, other.end) if day is not None]
        return not starts or not ends or max(starts) < min(ends)


@dataclass(frozen=True)
class Narrowed:
    """What happens to the agreements of two records that become one."""

    takes: tuple[uuid.UUID, ...]
    """Refusals of the absorbed record that go to the survivor."""
    leaves: tuple[uuid.UUID, ...]
    """Permissions of the survivor that a refusal of the other contradicts: they leave."""
    lost: tuple[uuid.UUID, ...]
    """Permissions of the absorbed record that do not go along: they must be asked for again."""


def narrow(survivor: Iterable[Agreement], absorbed: Iterable[Agreement], *, on: date) -> Narrowed:
    """Agreements never widen: what one record did not share, and what one refused, is not shared after the merge.

    Permission was given for one dossier with what it held; put together with the other's, it may tell more. A refusal
    of either counts, also one of all employers against a permission for one. What ended before `on` stays behind.
    """
    own, other = list(survivor), [each for each in absorbed if each.end is None or each.end > on]
    refusals = [each for each in other if not each.given]
    leaves = tuple(
        given.id for given in own if given.given and any(_contradicts(refusal, given) for refusal in refusals)
    )
    left = set(leaves)
    kept = [each for each in own if each.given and each.id not in left]
    lost = tuple(
        each.id
        for each in other
        if each.given and not any(stays.purpose == each.purpose and stays.about in (None, each.about) for stays in kept)
    )
    return Narrowed(tuple(each.id for each in refusals), leaves, lost)


def _contradicts(refusal: Agreement, given: Agreement) -> bool:
    return refusal.purpose == given.purpose and refusal.about in (None, given.about) and refusal.overlaps(given)


@dataclass(frozen=True)
class EmployerFacts:
    """By what an employer is recognised. Several places: a chain has its name in many."""

    match_key: str
    kvk_number: str | None = None
    phone: str | None = None
    website: str | None = None
    places: frozenset[str] = frozenset()
    """As `employers.rules.match_key` writes them."""
    addresses: frozenset[tuple[str, str]] = frozenset()
    """Postcode and house number."""

    @property
    def domain(self) -> str | None:
        """The website without www and path."""
        host = urlsplit(self.website or "").hostname
        return host.removeprefix("www.") if host else None


def same_employer(one: EmployerFacts, other: EmployerFacts) -> tuple[str, ...]:
    """Why two employers may be one, in Dutch; empty when nothing says so. The order does not matter.

    Two KVK numbers are two businesses. An address or telephone number alone says nothing: a business centre has many
    firms.
    """
    if one.kvk_number and other.kvk_number and one.kvk_number != other.kvk_number:
        return ()
    reasons: list[str] = []
    same = employers.same_name(one.match_key, other.match_key)
    if same and one.places & other.places:
        reasons.append(SAME_NAME_AND_PLACE)
    elif same and not (one.places and other.places):
        reasons.append(SAME_NAME)
    if same or employers.similar_name(one.match_key, other.match_key):
        shared = (
            (one.addresses & other.addresses, SIMILAR_AT_ADDRESS),
            (one.phone and one.phone == other.phone, SIMILAR_AND_PHONE),
            (one.domain and one.domain == other.domain, SIMILAR_AND_WEBSITE),
        )
        reasons += [reason for found, reason in shared if found]
    elif one.phone and one.phone == other.phone and one.addresses & other.addresses:
        reasons.append(SAME_PHONE)
    return tuple(reasons)


def is_certain(reasons: Iterable[str]) -> bool:
    """Two reasons beside a name leave little doubt; a person still decides."""
    return len(set(reasons) - _MAYBE) > 1
