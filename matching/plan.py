"""The verdeelplan: the best set of pairs for a whole region under caps, a budget and floors, and what each costs.

Caps on an employer or a caseload are kept by the assignment itself (`matching.caps`). Every other limit gets a price
per unit (Lagrange); pairs are worth what they bring less what they use of priced limits, and `matching.assignment`
finds the best set at those prices. One limit is solved by bisection, several by subgradient steps (Polyak, 1969).
Whatever the prices say, a plan is built only from pairs that fit: a limit is never passed.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from matching.assignment import Floats, Ints, Pairs, assign, dual, reduced_costs
from matching.caps import Kept
from matching.search import Search
from matching.validation import InvalidInputError

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Limit:
    """At most so much: places for an instrument, for an employer, for a caseload, or euros.

    ``pairs`` are the numbers of the pairs that use it, ``use`` how much each takes. Whole numbers (heads, euros) add
    up exactly.
    """

    code: str
    at_most: float
    pairs: Ints
    use: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Floor:
    """At least so many people of a target group; ``pairs`` are the numbers of the pairs with one of them."""

    code: str
    at_least: int
    pairs: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmetFloor:
    """A floor that was not reached. No plan reaches more than ``most``, even without any other limit."""

    code: str
    wanted: int
    reached: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AllocationPlan:
    """A proposal.

    ``chosen`` are numbers of pairs. ``value`` is their sum, ``bound`` what no plan within the limits can pass (and
    that reaches the floors as far as they can be). ``prices``: per limit what one unit more is worth at most, per
    floor what one person less in it is worth. ``reduced``: per pair what choosing it instead costs at least, at these
    prices.
    """

    chosen: Ints
    value: float
    bound: float
    prices: Mapping[str, float]
    used: Mapping[str, float]
    reduced: Floats
    unmet: tuple[UnmetFloor, ...]
    rounds: int


def expected_return(probability: Floats, benefit: Floats, cost: Floats) -> Floats:
    """Euros per pair: chance to be placed and still there x what that brings, less what it costs."""
    return np.asarray(probability * benefit - cost)


def limits_per_group(prefix: str, group: Sequence[str], at_most: Mapping[str, float]) -> list[Limit]:
    """One limit on the number of pairs per group: ``group`` names the group of each pair, ``at_most`` the limits."""
    names = np.array(group, dtype=np.str_)
    found = []
    for name, most in at_most.items():
        pairs = np.flatnonzero(names == name)
        found.append(Limit(code=f"{prefix}{name}", at_most=most, pairs=pairs, use=np.ones(len(pairs))))
    return found


class Planner:
    """Makes plans.

    Args:
        limits: what may not be passed.
        floors: what should be reached; what cannot be is told.
        rounds: how many times prices may be tried.
        gap: part of the value by which a plan may lie below the bound before trying stops.
    """

    def __init__(
        self, *, limits: Sequence[Limit] = (), floors: Sequence[Floor] = (), rounds: int = 40, gap: float = 5e-4
    ) -> None:
        """Keep the limits.

        Raises:
            InvalidInputError: a limit below zero or with negative use, or the same code twice.
        """
        codes = [each.code for each in limits] + [each.code for each in floors]
        if len(set(codes)) != len(codes):
            raise InvalidInputError("plan: two limits have the same name")
        if any(not each.at_most >= 0 or not (each.use >= 0).all() for each in limits):
            raise InvalidInputError("plan: a limit and its use must be zero or more")
        self.limits, self.floors, self.rounds, self.gap = tuple(limits), tuple(floors), max(1, rounds), gap

    def solve(self, pairs: Pairs, value: Floats, *, progress: Progress | None = None) -> AllocationPlan:
        """The best plan that was found, with the proof of how good it is.

        Args:
            pairs: the possible pairs.
            value: per pair what it brings, in euros (see `expected_return`).
            progress: told after every round (done, at most).

        Raises:
            InvalidInputError: a value that is not a number, or columns of another length than the pairs.
        """
        if len(value) != len(pairs) or any(len(each.use) != len(each.pairs) for each in self.limits):
            raise InvalidInputError("plan: a value and a use per pair are needed")
        if not np.isfinite(value).all():
            raise InvalidInputError("plan: a value is not a number")
        member = _columns(((each.pairs, np.ones(len(each.pairs))) for each in self.floors), len(pairs))
        use = _columns(((each.pairs, each.use) for each in self.limits), len(pairs))
        kept = Kept.of(pairs, self.limits)
        search = Search(
            pairs, value, use=use, room=np.array([each.at_most for each in self.limits], dtype=np.float64),
            kept=kept, member=member, gap=self.gap,
            floors=np.array([each.at_least for each in self.floors], dtype=np.int64),
        )  # fmt: skip
        for at in range(self.rounds):
            search.step()
            if progress is not None:
                progress(at + 1, self.rounds)
            if search.done:
                break
        worth = search.worth(search.bound_prices)
        found = dual(pairs, worth, assign(pairs, worth, kept.caps), kept.caps)
        priced = len(kept.priced)
        prices = kept.prices(found, search.bound_prices[:priced].tolist()) + search.bound_prices[priced:].tolist()
        reached = np.asarray(member[search.best].sum(axis=0)).ravel().astype(int).tolist()
        used = np.asarray(use[search.best].sum(axis=0)).ravel().tolist()
        codes = [each.code for each in self.limits] + [each.code for each in self.floors]
        return AllocationPlan(
            chosen=search.best,
            value=float(value[search.best].sum()),
            bound=search.lowest_bound,
            prices=dict(zip(codes, prices, strict=True)),
            used=dict(zip(codes, used + [float(n) for n in reached], strict=True)),
            reduced=reduced_costs(pairs, worth, found),
            unmet=tuple(
                UnmetFloor(code=floor.code, wanted=floor.at_least, reached=n, most=int(most))
                for floor, n, most in zip(self.floors, reached, search.most, strict=True) if n < floor.at_least
            ),
            rounds=search.rounds,
        )  # fmt: skip


def _columns(columns: Iterable[tuple[Ints, Floats]], rows: int) -> sparse.csr_matrix:
    """A matrix with a row per pair and a column per limit."""
    several = list(columns)
    if not several:
        return sparse.csr_matrix((rows, 0))
    at = np.concatenate([np.full(len(pairs), number) for number, (pairs, _) in enumerate(several)])
    pairs, values = (np.concatenate([column[side] for column in several]) for side in (0, 1))
    return sparse.csr_matrix((values, (pairs, at)), shape=(rows, len(several)))
