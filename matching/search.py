"""The search for the prices of a plan's limits: try prices, see what they choose, choose better prices.

At any prices the best set gives a bound that no plan within the limits can pass (weak duality); the plan itself is
always built from pairs that fit. The two meet, or the gap between them is told.
"""

from typing import Final

import numpy as np
from scipy import sparse

from matching.assignment import Floats, Ints, Pairs, assign
from matching.caps import Kept

_HAIR: Final = 1e-9
_PATIENCE: Final = 4
_AT_ONCE: Final = 256
_MOMENTUM: Final = 0.6
"""Part of the last move that goes on in the next: prices that pull each other to and fro settle sooner."""


class Search:
    """Prices that are tried, the best plan and the lowest bound so far.

    Args:
        pairs: the possible pairs.
        value: per pair what it brings.
        use: pairs x limits, what each pair takes.
        room: per limit the most.
        kept: which limits the assignment keeps by itself; the others get a price.
        member: pairs x floors, 1 where the pair counts for the floor.
        floors: per floor how many are wanted; taken down to what any plan can reach.
        gap: part of the value at which plan and bound are near enough.
    """

    def __init__(
        self, pairs: Pairs, value: Floats, *, use: sparse.csr_matrix, room: Floats, kept: Kept,
        member: sparse.csr_matrix, floors: Ints, gap: float,
    ) -> None:  # fmt: skip
        """Find out what can be reached at all."""
        self.pairs, self.value, self.use, self.room, self.member, self.gap = pairs, value, use, room, member, gap
        self.caps, priced = kept.caps, use[:, kept.priced]
        self.possible = np.ones(len(pairs), dtype=bool)
        at = np.repeat(np.arange(len(pairs)), np.diff(priced.indptr))
        self.possible[at[priced.data > room[kept.priced][priced.indices]]] = False
        of_floor = member.tocsc()
        self.groups = [of_floor.indices[of_floor.indptr[n] : of_floor.indptr[n + 1]] for n in range(len(floors))]
        self.most = [len(assign(pairs, self._only(group))) for group in self.groups]
        self.wanted = np.minimum(floors, np.array(self.most, dtype=np.int64))
        # A floor is a limit with the sign turned over; moves are scaled by size, so that euros and heads weigh alike.
        self.load = sparse.hstack([priced, -member], format="csr") if priced.shape[1] + member.shape[1] else priced
        self.limit = np.concatenate([room[kept.priced], -self.wanted])
        self.size = np.maximum(np.abs(self.limit), 1.0)
        most = max(float(np.abs(value).max(initial=0.0)), 1.0)
        least = [float(priced.data[priced.indices == n].min(initial=np.inf)) for n in range(priced.shape[1])]
        self.highest = np.concatenate([4 * most / np.maximum(least, _HAIR), np.full(len(floors), 4 * most)])
        self.prices = np.zeros(len(self.limit))
        self.bound, self.bound_prices = np.inf, self.prices
        self.best: Ints = np.array([], dtype=np.int64)
        self._rank: tuple[int, float] | None = None
        self._alone: int | None = None
        self._low, self._high, self._length, self._idle = 0.0, np.inf, 1.0, 0
        self._way = np.zeros(len(self.limit))
        self.rounds, self.done = 0, False

    @property
    def lowest_bound(self) -> float:
        """What no plan can pass that reaches the floors; where none was found that does, only what this one brings."""
        value = float(self.value[self.best].sum())
        return value if self._short(self.best) else max(self.bound, value)

    def worth(self, prices: Floats) -> Floats:
        """Per pair what it brings less what it takes at these prices; nothing for what can never fit."""
        return np.where(self.possible, self.value - self.load @ prices, 0.0)

    def step(self) -> None:
        """Try the prices, keep what is better, and choose the next prices."""
        worth = self.worth(self.prices)
        chosen = assign(self.pairs, worth, self.caps)
        used = np.asarray(self.load[chosen].sum(axis=0)).ravel()
        over = used - self.limit
        bound = float(worth[chosen].sum() + self.prices @ self.limit)
        self._idle = 0 if bound < self.bound - _HAIR else self._idle + 1
        if bound < self.bound:
            self.bound, self.bound_prices = bound, self.prices.copy()
        self._keep(self._fitting(chosen, worth))
        value = float(self.value[self.best].sum())
        near = self.bound - value <= self.gap * max(abs(self.bound), 1.0) and self._short(self.best) == 0
        free = not self.prices.any() and not (over > _HAIR).any()
        if near or free:
            self.done = True
        else:
            self._next(over, used, bound, value)
        self.rounds += 1

    def _next(self, over: Floats, used: Floats, bound: float, value: float) -> None:
        active = np.flatnonzero((over > _HAIR) | (self.prices > 0))
        if self.rounds == 0 and len(active) == 1:
            self._alone = int(active[0])
        if self._alone is not None and active.tolist() == [self._alone]:
            self._bisect(self._alone, over[self._alone] > _HAIR, abs(bound) / max(abs(used[self._alone]), 1.0))
            return
        self._alone = None
        slope = np.where((over > 0) | (self.prices > 0), over / self.size, 0.0)
        if self._idle >= _PATIENCE:
            self._length, self._idle = self._length / 2, 0
            self.prices = self.bound_prices
        gap = max(bound - value, self.gap * abs(bound), _HAIR)
        slope = self._way = slope + _MOMENTUM * self._way
        move = self._length * gap * slope / max(float(slope @ slope), _HAIR)
        self.prices = np.clip(self.prices + move / self.size, 0.0, self.highest)

    def _bisect(self, at: int, over: bool, first: float) -> None:  # noqa: FBT001 (one caller, one line above)
        """What a limit uses falls as its price rises: halve the range in which the price lies."""
        if over:
            self._low = float(self.prices[at])
        else:
            self._high = float(self.prices[at])
        if np.isinf(self._high):
            price = min(max(2 * self._low, first), float(self.highest[at]))
            self.done = price <= self._low
        else:
            price = (self._low + self._high) / 2
            self.done = self._high - self._low <= _HAIR * self._high
        self.prices = self.prices.copy()
        self.prices[at] = price

    def _fitting(self, chosen: Ints, worth: Floats) -> Ints:
        """A plan within every limit: what was chosen, most worth first, then whatever else still fits."""
        taken = _Taken(self.pairs, self.use, self.room)
        taken.add(_best_of(chosen, worth))
        for group, wanted in zip(self.groups, self.wanted.tolist(), strict=True):
            there = int(np.isin(taken.chosen, group).sum())
            if there < wanted:
                taken.fill(_best_of(group[self.possible[group]], self.value), most=wanted - there)
        taken.fill(_best_of(np.flatnonzero(self.possible & (self.value > 0)), worth))
        return np.sort(np.array(taken.chosen, dtype=np.int64))

    def _keep(self, plan: Ints) -> None:
        rank = (-self._short(plan), float(self.value[plan].sum()))
        if self._rank is None or rank > self._rank:
            self.best, self._rank = plan, rank

    def _short(self, plan: Ints) -> int:
        """How many people all floors together are short of what can be reached."""
        there = np.asarray(self.member[plan].sum(axis=0)).ravel()
        return int(np.maximum(self.wanted - there, 0).sum())

    def _only(self, group: Ints) -> Floats:
        value = np.zeros(len(self.pairs))
        value[group] = 1.0
        return np.where(self.possible, value, 0.0)


class _Taken:
    """Pairs that were taken, with the places, people and room that are left."""

    def __init__(self, pairs: Pairs, use: sparse.csr_matrix, room: Floats) -> None:
        self.pairs, self.use = pairs, use
        self.chosen: list[int] = []
        self.places, self.room = pairs.places.copy(), room.copy()
        self.free = np.ones(pairs.people, dtype=bool)

    def fill(self, wanted: Ints, *, most: int | None = None) -> None:
        """Take what fits, in this order; what no longer fits is thrown out in passing, so little is left to try."""
        left = len(self.pairs) if most is None else most
        rest = self._open(wanted)
        while len(rest) and left > 0:
            left -= self.add(rest[:_AT_ONCE], most=left)
            rest = self._open(rest[_AT_ONCE:])

    def add(self, wanted: Ints, *, most: int | None = None) -> int:
        """Take these pairs in their order as far as they fit; tells how many were taken."""
        begin, limits, amounts = self.use.indptr, self.use.indices, self.use.data
        before = len(self.chosen)
        for pair in wanted.tolist():
            vacancy, person = self.pairs.vacancy[pair], self.pairs.person[pair]
            of = slice(begin[pair], begin[pair + 1])
            if not self.free[person] or self.places[vacancy] <= 0 or (self.room[limits[of]] < amounts[of]).any():
                continue
            self.room[limits[of]] -= amounts[of]
            self.free[person] = False
            self.places[vacancy] -= 1
            self.chosen.append(pair)
            if most is not None and len(self.chosen) - before >= most:
                break
        return len(self.chosen) - before

    def _open(self, pairs: Ints) -> Ints:
        """Those of the pairs that still fit by themselves."""
        pairs = pairs[self.free[self.pairs.person[pairs]] & (self.places[self.pairs.vacancy[pairs]] > 0)]
        rows = self.use[pairs]
        tight = rows.data > self.room[rows.indices]
        return np.delete(pairs, np.repeat(np.arange(len(pairs)), np.diff(rows.indptr))[tight])


def _best_of(pairs: Ints, worth: Floats) -> Ints:
    return pairs[np.argsort(-worth[pairs], kind="stable")]
