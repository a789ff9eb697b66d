"""The best set of pairs when every person gets one place and every vacancy no more people than it has places.

Exact, and sparse: only pairs that exist are looked at. `assign` finds the set, `person_prices` what each person is
worth in it (the dual), from which the cost of choosing otherwise follows.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from matching.validation import InvalidInputError

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
_SAME: Final = 1e-9
"""Part of the largest value below which two values count as equal."""


@dataclass(frozen=True, eq=False)
class Pairs:
    """Possible pairs: row of the vacancy, row of the person, and the number of places per vacancy."""

    vacancy: Ints
    person: Ints
    places: Ints

    def __post_init__(self) -> None:
        """Refuse columns that do not belong together.

        Raises:
            InvalidInputError: unequal lengths, a row that does not exist, or the same pair twice.
        """
        if len(self.vacancy) != len(self.person):
            raise InvalidInputError("pairs: as many vacancies as persons are needed")
        if len(self) and (min(self.vacancy.min(), self.person.min()) < 0 or self.vacancy.max() >= len(self.places)):
            raise InvalidInputError("pairs: a row that does not exist")
        if len(np.unique(self.vacancy * (self.people + 1) + self.person)) != len(self):
            raise InvalidInputError("pairs: the same pair is there twice")

    def __len__(self) -> int:
        """Return the number of pairs."""
        return len(self.vacancy)

    @cached_property
    def people(self) -> int:
        """Highest row of a person, plus one."""
        return int(self.person.max()) + 1 if len(self) else 0

    @cached_property
    def by_person(self) -> tuple[Ints, Ints, Ints]:
        """Pairs in order of person, where each person begins among them, and which persons these are."""
        order = np.argsort(self.person, kind="stable")
        starts = np.flatnonzero(np.diff(self.person[order], prepend=-1))
        return order, starts, self.person[order][starts]


def assign(pairs: Pairs, value: Floats) -> Ints:
    """The pairs of the set with the highest sum of values; what is worth nothing or less is never in it.

    Args:
        pairs: the possible pairs.
        value: per pair what it is worth.

    Returns:
        Numbers of the chosen pairs, ascending.
    """
    worth = np.flatnonzero(value > 0)
    degree = np.bincount(pairs.vacancy[worth], minlength=len(pairs.places))
    copies = np.minimum(pairs.places, degree)
    if not copies.sum():
        return np.array([], dtype=np.int64)
    # Every place is a row of its own; each row may also take a column of nobody, which makes a full matching exist.
    first = np.concatenate([[0], np.cumsum(copies)])
    repeat = copies[pairs.vacancy[worth]]
    pair = np.repeat(worth, repeat)
    within = np.arange(len(pair)) - np.repeat(np.cumsum(repeat) - repeat, repeat)
    row = first[pairs.vacancy[pair]] + within
    known, column = np.unique(pairs.person[pair], return_inverse=True)
    rows = int(first[-1])
    nobody = np.arange(rows)
    top = float(value.max()) * 2 + 1
    weights = np.concatenate([top - value[pair], np.full(rows, top)])
    table = sparse.csr_matrix(
        (weights, (np.concatenate([row, nobody]), np.concatenate([column.ravel(), len(known) + nobody]))),
        shape=(rows, len(known) + rows),
    )
    taken_row, taken = min_weight_full_bipartite_matching(table)
    somebody = taken < len(known)
    vacancy = np.repeat(np.arange(len(copies)), copies)[taken_row[somebody]]
    number = sparse.csr_matrix((worth + 1, (pairs.vacancy[worth], pairs.person[worth])))
    return np.sort(np.asarray(number[vacancy, known[taken[somebody]]]).ravel().astype(np.int64) - 1)


def person_prices(pairs: Pairs, value: Floats, chosen: Ints) -> Floats:
    """What each person is worth to the whole: the lowest prices at which nobody would choose otherwise.

    Args:
        pairs: the possible pairs.
        value: what `assign` was given.
        chosen: what `assign` answered.
    """
    prices = np.zeros(pairs.people)
    if not len(pairs):
        return prices
    order, starts, persons = pairs.by_person
    full = np.bincount(pairs.vacancy[chosen], minlength=len(pairs.places)) >= pairs.places
    vacancy, person, worth = pairs.vacancy[chosen], pairs.person[chosen], value[chosen]
    closed = np.where(full & (pairs.places > 0), np.inf, 0.0)
    closed[pairs.places <= 0] = np.inf
    rest, nearly = value[order], _SAME * max(1.0, float(np.abs(value).max()))
    for _ in range(pairs.people + 1):
        surplus = closed.copy()
        np.minimum.at(surplus, vacancy, worth - prices[person])
        asked = np.maximum.reduceat(rest - surplus[pairs.vacancy[order]], starts)
        higher = asked > prices[persons] + nearly
        if not higher.any():
            break
        prices[persons[higher]] = asked[higher]
    return prices


def reduced_costs(pairs: Pairs, value: Floats, chosen: Ints) -> Floats:
    """Per pair what the whole loses at least when this pair is forced: zero for the chosen ones, never below it."""
    prices = person_prices(pairs, value, chosen)
    surplus = np.zeros(len(pairs.places))
    if len(pairs):
        np.maximum.at(surplus, pairs.vacancy, value - prices[pairs.person])
    return np.maximum(0.0, surplus[pairs.vacancy] + prices[pairs.person] - value)
