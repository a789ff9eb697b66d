"""What goes together and what excludes what: one table, read both ways, and the check on a set of attachments."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from wsp.foundation.clock import day_in_words
from wsp.instruments import codes as c


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Why two instruments cannot run at the same time for one placement.

    Attributes:
        reason: Dutch sentence.
        article: where the law says so.
        certainty: code as the values of law have it (`law.values.Certainty`).

    """

    reason: str
    article: str
    certainty: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """An instrument that somebody has or wants, from `start` up to and including `end` (None: open)."""

    code: str
    start: date | None
    end: date | None

    def overlaps(self, other: "Attachment") -> bool:
        """Tell whether both run on some day; without a first day an instrument runs from the beginning."""
        starts, ends = (
            self.start is None or other.end is None or self.start <= other.end,
            other.start is None or self.end is None or other.start <= self.end,
        )
        return starts and ends


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two attachments that exclude each other and run on the same days."""

    first: Attachment
    second: Attachment
    exclusion: Exclusion

    @property
    def days(self) -> str:
        """Return from when both run, in Dutch words; empty when neither has a first day."""
        starts = [day for day in (self.first.start, self.second.start) if day is not None]
        return f" vanaf {day_in_words(max(starts))}" if starts else ""


_T = TypeVar("_T")


def _pairs(things: Sequence[_T]) -> Iterator[tuple[_T, _T]]:
    for place, first in enumerate(things):
        for second in things[place + 1 :]:
            yield first, second


_PAID: Final = (
    c.LKS,
    c.NO_RISK,
    c.LKV,
    c.LOONDISPENSATIE,
    c.BESCHUT,
    c.BEGELEID_WERKEN,
    c.LEERWERKBAAN,
    c.UITSTROOMBAAN,
)
"""These need an employment with a wage."""
_UNPAID: Final = (c.PROEFPLAATSING, c.BEHOUD, c.PARTICIPATIEPLAATS, c.WERKLEERPLEK)
"""Work with a benefit, without a wage."""

_WAGE: Final = Exclusion("Zonder loon is deze regeling niet mogelijk.", "Participatiewet art. 6 en 10d; Wtl 2.1", "D")
_ONE_PLACE: Final = Exclusion(
    "Iemand heeft één vorm van werken met een uitkering tegelijk.", "Participatiewet art. 7", "D"
)

_EXCLUSIONS: Final[dict[frozenset[str], Exclusion]] = {
    **{frozenset((paid, unpaid)): _WAGE for paid in _PAID for unpaid in _UNPAID},
    **{frozenset(pair): _ONE_PLACE for pair in _pairs(_UNPAID)},
    frozenset((c.LKS, c.BEGELEID_WERKEN)): Exclusion(
        "Bij begeleid werken is geen loonkostensubsidie mogelijk.", "Participatiewet art. 10d lid 3", "V"
    ),
    frozenset((c.LKS, c.LOONDISPENSATIE)): Exclusion(
        "Bij loondispensatie is geen loonkostensubsidie mogelijk.", "Wajong art. 2:20", "M"
    ),
    frozenset((c.LKS, c.UITSTROOMBAAN)): Exclusion(
        "De gemeente geeft geen tweede loonsubsidie voor dezelfde baan.", "Participatiewet art. 10d lid 9", "V"
    ),
    frozenset((c.LKV, c.BESCHUT)): Exclusion(
        "Bij beschut werk is geen loonkostenvoordeel mogelijk.", "Wtl art. 2.6 lid 3 en 2.14 lid 2; Wfsv art. 38b", "V"
    ),
    frozenset((c.BESCHUT, c.LOONDISPENSATIE)): Exclusion(
        "Bij beschut werk geldt loonkostensubsidie, geen loondispensatie.", "Participatiewet art. 10b lid 9", "D"
    ),
    frozenset((c.BESCHUT, c.BEGELEID_WERKEN)): Exclusion(
        "Beschut werk en begeleid werken zijn twee verschillende banen.", "Participatiewet art. 10b; Wsw art. 7", "D"
    ),
    frozenset((c.BEGELEID_WERKEN, c.LOONDISPENSATIE)): Exclusion(
        "Begeleid werken heeft een eigen subsidie op het loon.", "Wsw art. 7", "D"
    ),
    frozenset((c.DETACHERING_INDIVIDUEEL, c.DETACHERING_GROEP)): Exclusion(
        "Iemand is alleen of in een groep gedetacheerd.", "eigen regel van de gemeente", "D"
    ),
}  # fmt: skip


def exclusion(first: str, second: str) -> Exclusion | None:
    """Return why two instruments exclude each other, or None when they go together."""
    return _EXCLUSIONS.get(frozenset((first, second)))


def excluded_by(code: str) -> tuple[str, ...]:
    """Return the instruments that cannot run beside this one, in the order of the catalogue."""
    return _EXCLUDED[code]


def combined_with(code: str) -> tuple[str, ...]:
    """Return the instruments that may run beside this one, in the order of the catalogue."""
    return _COMBINED[code]


def overlaps(attachments: Iterable[Attachment]) -> tuple[Overlap, ...]:
    """Return every pair of attachments that exclude each other on the same days."""
    found = []
    for first, second in _pairs(tuple(attachments)):
        why = exclusion(first.code, second.code)
        if why is not None and first.overlaps(second):
            found.append(Overlap(first, second, why))
    return tuple(found)


_EXCLUDED: Final = {code: tuple(other for other in c.ALL if frozenset((code, other)) in _EXCLUSIONS) for code in c.ALL}
_COMBINED: Final = {
    code: tuple(other for other in c.ALL if other != code and other not in _EXCLUDED[code]) for code in c.ALL
}
