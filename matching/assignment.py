"""The best set of pairs when every person gets one place and every vacancy no more people than it has places.

Groups of vacancies (an employer's) and of people (a caseload) may have a cap of their own. Exact, and sparse: only
pairs that exist are looked at. `assign` finds the set, `dual` what each person, vacancy and cap is worth in it, from
which the cost of choosing otherwise follows.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final, Self

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from matching.validation import InvalidInputError

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
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


@dataclass(frozen=True, eq=False)
class Groups:
    """At most so many chosen pairs per group of rows: ``of`` is the group of each row, or -1, ``at_most`` the caps."""

    of: Ints
    at_most: Ints

    @classmethod
    def none(cls, rows: int) -> Self:
        """Nothing is capped."""
        return cls(np.full(rows, -1, dtype=np.int64), np.zeros(0, dtype=np.int64))

    def within(self, rows: Ints) -> tuple[Ints, Ints]:
        """The groups of these rows without the rows that have none, and which these are."""
        known = np.flatnonzero(self.of[rows] >= 0)
        return self.of[rows[known]], known

    def full(self, rows: Ints) -> Bools:
        """Per group whether as many of these rows are chosen as may be."""
        return np.asarray(np.bincount(self.within(rows)[0], minlength=len(self.at_most)) >= self.at_most)


@dataclass(frozen=True, eq=False)
class Caps:
    """Caps on both sides."""

    vacancies: Groups
    people: Groups

    @classmethod
    def none(cls, pairs: Pairs) -> Self:
        """Nothing is capped."""
        return cls(Groups.none(len(pairs.places)), Groups.none(pairs.people))


@dataclass(frozen=True, eq=False)
class Dual:
    """Prices at which nobody would choose otherwise.

    ``person``: what each person is worth to the whole, with the price of the caseload in it; ``surplus``: what a place
    at each vacancy is worth, with the price of the employer's cap in it; ``vacancies`` and ``people``: per group what
    one more would bring at most.
    """

    person: Floats
    surplus: Floats
    vacancies: Floats
    people: Floats


def assign(pairs: Pairs, value: Floats, caps: Caps | None = None) -> Ints:
    """The pairs of the set with the highest sum of values; what is worth nothing or less is never in it.

    Args:
        pairs: the possible pairs.
        value: per pair what it is worth.
        caps: at most so many pairs per group.

    Returns:
        Numbers of the chosen pairs, ascending.
    """
    worth = np.flatnonzero(value > 0)
    degree = np.bincount(pairs.vacancy[worth], minlength=len(pairs.places))
    copies = np.minimum(pairs.places, degree)
    if not copies.sum():
        return np.array([], dtype=np.int64)
    caps = caps or Caps.none(pairs)
    # Every place is a row of its own; each row may also take a column of nobody, which makes a full matching exist.
    first = np.concatenate([[0], np.cumsum(copies)])
    repeat = copies[pairs.vacancy[worth]]
    pair = np.repeat(worth, repeat)
    within = np.arange(len(pair)) - np.repeat(np.cumsum(repeat) - repeat, repeat)
    row = first[pairs.vacancy[pair]] + within
    known, column = np.unique(pairs.person[pair], return_inverse=True)
    rows = int(first[-1])
    of_row = np.repeat(np.arange(len(copies)), copies)
    nobody = np.arange(rows)
    highest = float(value.max())
    top = highest * 2 + 1
    # What a cap leaves no room for is taken by blockers. A blocked place earns more than anybody can bring, so all
    # blockers are used; people are blocked by rows, and every row is.
    blocked, blocker = _blocked(caps.vacancies.of[of_row], caps.vacancies.at_most)
    person, blocking = _blocked(caps.people.of[known], caps.people.at_most)
    weights = [top - value[pair], np.full(rows, top), np.full(len(blocked), highest), np.ones(len(person))]
    at = [row, nobody, blocked, rows + blocking]
    columns = [column.ravel(), len(known) + nobody, len(known) + rows + blocker, person]
    table = sparse.csr_matrix((np.concatenate(weights), (np.concatenate(at), np.concatenate(columns))))
    taken_row, taken = min_weight_full_bipartite_matching(table)
    somebody = (taken < len(known)) & (taken_row < rows)
    if not somebody.any():
        return np.array([], dtype=np.int64)
    vacancy = of_row[taken_row[somebody]]
    number = sparse.csr_matrix((worth + 1, (pairs.vacancy[worth], pairs.person[worth])))
    return np.sort(np.asarray(number[vacancy, known[taken[somebody]]]).ravel().astype(np.int64) - 1)


def _blocked(group: Ints, at_most: Ints) -> tuple[Ints, Ints]:
    """Every member of a group with every blocker of it: as many blockers as there are members too many."""
    members, blockers, begin = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)], 0
    order = np.argsort(group, kind="stable")
    edges = np.searchsorted(group[order], np.arange(len(at_most) + 1))
    for number, most in enumerate(at_most.tolist()):
        rows = order[edges[number] : edges[number + 1]]
        many = max(0, len(rows) - most)
        members.append(np.repeat(rows, many))
        blockers.append(np.tile(np.arange(begin, begin + many), len(rows)))
        begin += many
    return np.concatenate(members), np.concatenate(blockers)


def dual(pairs: Pairs, value: Floats, chosen: Ints, caps: Caps | None = None) -> Dual:
    """The lowest prices of people at which nobody would choose otherwise.

    Args:
        pairs: the possible pairs.
        value: what `assign` was given.
        chosen: what `assign` answered.
        caps: what `assign` was given.
    """
    caps = caps or Caps.none(pairs)
    prices, caseload = np.zeros(pairs.people), np.zeros(len(caps.people.at_most))
    vacancy, person, worth = pairs.vacancy[chosen], pairs.person[chosen], value[chosen]
    # A place at a vacancy with room is worth nothing, unless its employer's cap is reached.
    full = np.bincount(vacancy, minlength=len(pairs.places)) >= pairs.places
    capped = caps.vacancies.full(vacancy)
    unchosen = np.setdiff1d(np.arange(pairs.people), person)
    loads, at = caps.people.within(unchosen)
    reached = caps.people.full(person)
    open_load, open_at = loads[reached[loads]], at[reached[loads]]
    order, starts, persons = pairs.by_person
    nearly = _SAME * max(1.0, float(np.abs(value).max(initial=0.0)))
    for _ in range(pairs.people + len(pairs.places) + 1 if len(pairs) else 0):
        surplus = _surplus(caps.vacancies, vacancy, worth - prices[person], full=full, capped=capped)
        asked = prices.copy()
        wanted = np.maximum.reduceat((value - surplus[pairs.vacancy])[order], starts)
        asked[persons] = np.maximum(asked[persons], wanted)
        # All who were left out for a full caseload have its price, and those who were chosen no less.
        np.maximum.at(caseload, open_load, asked[unchosen[open_at]])
        of_load = np.flatnonzero(caps.people.of >= 0)
        asked[of_load] = np.maximum(asked[of_load], caseload[caps.people.of[of_load]])
        if not (asked > prices + nearly).any():
            break
        prices = asked
    best = np.zeros(len(pairs.places))
    np.maximum.at(best, pairs.vacancy, value - prices[pairs.person])
    # A cap holds somebody back only where a place is still open: one more is worth what the best would bring there.
    price = np.zeros(len(capped))
    known, at = caps.vacancies.within(np.flatnonzero(~full))
    held = np.flatnonzero(~full)[at]
    np.maximum.at(price, known, np.where(capped[known], best[held], 0.0))
    best[held] = np.maximum(best[held], price[known])
    return Dual(prices, best, price, caseload)


def _surplus(groups: Groups, vacancy: Ints, left: Floats, *, full: Bools, capped: Bools) -> Floats:
    """What a place at each vacancy can be worth at most, when each chosen pair leaves it so much."""
    price = np.where(capped, np.inf, 0.0)
    known, at = groups.within(vacancy)
    np.minimum.at(price, known, left[at])
    surplus = np.where(full, np.inf, np.append(np.where(capped, price, 0.0), 0.0)[groups.of])
    np.minimum.at(surplus, vacancy, left)
    return surplus


def reduced_costs(pairs: Pairs, value: Floats, found: Dual) -> Floats:
    """Per pair what the whole loses at least when this pair is forced: zero for the chosen ones, never below it."""
    return np.asarray(np.maximum(0.0, found.surplus[pairs.vacancy] + found.person[pairs.person] - value))
