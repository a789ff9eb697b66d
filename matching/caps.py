"""Which limits of a verdeelplan are caps on groups of vacancies or of people: those are kept exactly, without a price.

A cap counts heads over all pairs of its vacancies (an employer), or over all pairs of its people (a caseload), and no
row has two of them on one side. Such caps beside each other are a network, so the best set under them is still found
by one assignment. Whatever else is limited gets a price.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from matching.assignment import Caps, Dual, Floats, Groups, Ints, Pairs

_MOST_BLOCKED: Final = 2_000_000
"""Edges to blockers in all; beyond that a price is cheaper than exactness."""


class Limited(Protocol):
    """What is asked of a limit here."""

    @property
    def at_most(self) -> float:
        """The limit."""

    @property
    def pairs(self) -> Ints:
        """Numbers of the pairs that use it."""

    @property
    def use(self) -> Floats:
        """What each takes."""


@dataclass(frozen=True)
class Kept:
    """The caps that were found, and per limit on which side and as which group; None for a limit with a price."""

    caps: Caps
    places: tuple[tuple[str, int] | None, ...]

    @classmethod
    def of(cls, pairs: Pairs, limits: Sequence[Limited]) -> "Kept":
        """Look at each limit in turn."""
        fit = np.minimum(pairs.places, np.bincount(pairs.vacancy, minlength=len(pairs.places)))
        sides = {
            "vacancies": _Side(pairs.vacancy, fit),
            "people": _Side(pairs.person, np.ones(pairs.people, dtype=np.int64)),
        }
        found: list[tuple[str, int] | None] = []
        room = _MOST_BLOCKED
        for limit in limits:
            place = None
            for name in ("vacancies", "people"):
                edges = sides[name].edges(limit)
                if edges is not None and edges <= room:
                    room -= edges
                    place = (name, sides[name].take(limit))
                    break
            found.append(place)
        return cls(Caps(sides["vacancies"].groups(), sides["people"].groups()), tuple(found))

    @property
    def priced(self) -> list[int]:
        """Numbers of the limits that need a price."""
        return [number for number, place in enumerate(self.places) if place is None]

    def prices(self, found: Dual, priced: Sequence[float]) -> list[float]:
        """Per limit what one more is worth at most: of the search, or of the dual."""
        rest = iter(priced)
        return [next(rest) if place is None else float(getattr(found, place[0])[place[1]]) for place in self.places]


class _Side:
    """Rows of one side, of which some are in a group already."""

    def __init__(self, row: Ints, places: Ints) -> None:
        """``row`` per pair, ``places`` per row how many pairs of it can be chosen."""
        self.row, self.places = row, places
        self.degree = np.bincount(row, minlength=len(places))
        self.of = np.full(len(places), -1, dtype=np.int64)
        self.at_most: list[int] = []

    def edges(self, limit: Limited) -> int | None:
        """How many edges keeping it takes; None when it is no cap on whole rows that are still free."""
        rows = np.unique(self.row[limit.pairs])
        whole = len(limit.pairs) == int(self.degree[rows].sum()) == len(np.unique(limit.pairs))
        if not whole or not (limit.use == 1).all() or (self.of[rows] >= 0).any():
            return None
        size = int(self.places[rows].sum())
        return size * max(0, size - int(limit.at_most))

    def take(self, limit: Limited) -> int:
        """Make it a group."""
        self.of[np.unique(self.row[limit.pairs])] = len(self.at_most)
        self.at_most.append(int(limit.at_most))
        return len(self.at_most) - 1

    def groups(self) -> Groups:
        """For the assignment."""
        return Groups(self.of, np.array(self.at_most, dtype=np.int64))
