"""How long a verdeelplan takes, and what it gains over simpler ways: ``python -m matching plan-bench --json``.

A made-up region from a fixed seed: people and vacancies on a plane, each vacancy's candidates among the nearest, a
score that falls with distance. The same numbers every time; only the seconds differ.
"""

import platform
import time
from dataclasses import dataclass
from typing import Final

import numpy as np

from matching.assignment import Floats, Pairs, assign
from matching.plan import Limit, Planner, limits_per_group

LEAST: Final = 50
"""Vacancies and people below this say nothing."""
_SIDE_KM: Final = 60.0
_EFFORT: Final = 1_500.0
_BENEFIT: Final = 16_000.0


@dataclass(frozen=True, eq=False)
class Region:
    """A made-up region: pairs, what each brings, and what it takes of the budget."""

    pairs: Pairs
    score: Floats
    value: Floats
    cost: Floats


def region(vacancies: int, people: int, per_vacancy: int, *, seed: int = 20) -> Region:
    """Candidates of a vacancy: ``per_vacancy`` of the people around it."""
    rng = np.random.default_rng(seed)
    homes, places = rng.uniform(0, _SIDE_KM, (people, 2)), rng.uniform(0, _SIDE_KM, (vacancies, 2))
    quality, near = rng.normal(0, 0.12, people), min(people, 4 * per_vacancy)
    vacancy = np.repeat(np.arange(vacancies), per_vacancy)
    person = np.empty(vacancies * per_vacancy, dtype=np.int64)
    for at, place in enumerate(places):
        away = ((homes - place) ** 2).sum(axis=1)
        around = np.argpartition(away, near - 1)[:near]
        person[at * per_vacancy : (at + 1) * per_vacancy] = rng.choice(around, per_vacancy, replace=False)
    away = np.sqrt(((homes[person] - places[vacancy]) ** 2).sum(axis=1))
    score = np.clip(0.6 + quality[person] - 0.02 * away + rng.normal(0, 0.1, len(person)), 0.05, 1.0)
    cost = np.round(rng.uniform(0, 9_000, people)[person] * rng.uniform(0.6, 1.0, len(person)))
    value = (0.1 + 0.5 * score) * _BENEFIT - _EFFORT
    return Region(Pairs(vacancy, person, np.ones(vacancies, dtype=np.int64)), score, value, cost)


def measure(*, vacancies: int = 5_000, people: int = 20_000, per_vacancy: int = 48) -> dict[str, object]:
    """Everything that is told: counts, seconds, and how the ways compare."""
    made = region(vacancies, people, per_vacancy)
    pairs, value = made.pairs, made.value
    first = np.array([of[np.argmax(value[of])] for of in np.split(np.arange(len(pairs)), vacancies)])
    greedy = _greedy(pairs, value)
    begin = time.perf_counter()
    chosen = assign(pairs, value)
    free_seconds = time.perf_counter() - begin
    begin = time.perf_counter()
    free = Planner().solve(pairs, value)
    plan_seconds = time.perf_counter() - begin
    budget = float(np.round(made.cost[chosen].sum() * 0.5))
    limit = Limit(code="budget", at_most=budget, pairs=np.arange(len(pairs)), use=made.cost)
    begin = time.perf_counter()
    spent = Planner(limits=[limit]).solve(pairs, value)
    budget_seconds = time.perf_counter() - begin
    employers = [f"w{n // 25}" for n in pairs.vacancy.tolist()]
    several = [limit, *limits_per_group("werkgever ", employers, {f"w{n}": 15.0 for n in range(vacancies // 25)})]
    begin = time.perf_counter()
    capped = Planner(limits=several).solve(pairs, value)
    capped_seconds = time.perf_counter() - begin
    by_value, by_euro = (_greedy(pairs, order, cost=made.cost, budget=budget) for order in (value, _per_euro(made)))
    return {
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
        "pairs": len(pairs), "vacancies": vacancies, "people": people,
        "everybodys_first": {"people": len(np.unique(pairs.person[first]))},
        "greedy": {"filled": len(greedy), "value": round(float(value[greedy].sum()))},
        "exact": {
            "filled": len(chosen), "value": round(float(value[chosen].sum())), "seconds": round(free_seconds, 3),
            "with_prices_seconds": round(plan_seconds, 3), "value_is_bound": bool(np.isclose(free.value, free.bound)),
        },
        "budget": {
            "euros": round(budget), "used": round(spent.used["budget"]), "value": round(spent.value),
            "gap_percent": round(100 * (1 - spent.value / spent.bound), 4), "rounds": spent.rounds,
            "seconds": round(budget_seconds, 2), "price": round(spent.prices["budget"], 4),
            "greedy_by_value": round(float(value[by_value].sum())),
            "greedy_per_euro": round(float(value[by_euro].sum())),
        },
        "budget_and_employers": {
            "limits": len(several), "value": round(capped.value), "rounds": capped.rounds,
            "gap_percent": round(100 * (1 - capped.value / capped.bound), 4), "seconds": round(capped_seconds, 2),
            "never_passed": all(capped.used[each.code] <= each.at_most for each in several),
        },
    }  # fmt: skip


def _per_euro(made: Region) -> Floats:
    return made.value / np.maximum(made.cost, 1.0)


def _greedy(pairs: Pairs, order: Floats, *, cost: Floats | None = None, budget: float = np.inf) -> list[int]:
    """Best first, as long as person, place and budget allow."""
    free, places, left = np.ones(pairs.people, dtype=bool), pairs.places.copy(), budget
    taken = []
    for pair in np.argsort(-order, kind="stable").tolist():
        vacancy, person = pairs.vacancy[pair], pairs.person[pair]
        price = 0.0 if cost is None else float(cost[pair])
        if free[person] and places[vacancy] > 0 and price <= left and order[pair] > 0:
            free[person], left = False, left - price
            places[vacancy] -= 1
            taken.append(pair)
    return taken
