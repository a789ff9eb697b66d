"""The verdeelplan: exact without limits, never past a limit, and honest about what a choice and a limit cost."""

import json
from typing import Any

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, linear_sum_assignment, milp

from matching.__main__ import main
from matching.assignment import Pairs, assign, dual, reduced_costs
from matching.caps import Kept
from matching.plan import Floor, Limit, Planner, UnmetFloor, expected_return, limits_per_group
from matching.validation import InvalidInputError

EMPTY = Pairs(np.array([], dtype=int), np.array([], dtype=int), np.array([1, 2]))


def region(seed: int, *, vacancies: int = 6, people: int = 8) -> tuple[Pairs, Any]:
    """A random small region; values in whole euros, some of them losses, some of them equal."""
    rng = np.random.default_rng(seed)
    shape = (int(rng.integers(1, vacancies + 1)), int(rng.integers(1, people + 1)))
    there = rng.random(shape) < rng.uniform(0.2, 0.9)
    vacancy, person = np.nonzero(there)
    pairs = Pairs(vacancy, person, rng.integers(0, 4, shape[0]))
    return pairs, np.round(rng.uniform(-300, 2000, len(pairs)), -2)


def dense_best(pairs: Pairs, value: Any, *, without: tuple[int, int] | None = None) -> float:
    """The best sum by the dense method: a row per place, and a column of nobody per row."""
    if not len(pairs):
        return 0.0
    rows = [v for v, places in enumerate(pairs.places) for _ in range(places)]
    if without is not None:
        rows.remove(without[0])
    table = np.zeros((len(rows), pairs.people + len(rows)))
    for v, p, worth in zip(pairs.vacancy, pairs.person, value, strict=True):
        if without is None or p != without[1]:
            table[[at for at, row in enumerate(rows) if row == v], p] = max(worth, 0)
    return float(table[linear_sum_assignment(table, maximize=True)].sum())


def integer_best(
    pairs: Pairs, value: Any, limits: list[Limit], floors: list[Floor], *, forced: int | None = None
) -> float | None:
    """The best sum under limits by integer programming; None when nothing reaches the floors (or holds the pair)."""
    rows, least, most = [], [], []
    for group, count in ((pairs.vacancy, len(pairs.places)), (pairs.person, pairs.people)):
        for each in range(count):
            rows.append((group == each).astype(float))
            least.append(0.0)
            most.append(float(pairs.places[each]) if group is pairs.vacancy else 1.0)
    for limit in limits:
        row = np.zeros(len(pairs))
        row[limit.pairs] = limit.use
        rows.append(row)
        least.append(0.0)
        most.append(limit.at_most)
    for floor in floors:
        row = np.zeros(len(pairs))
        row[floor.pairs] = 1
        rows.append(row)
        least.append(floor.at_least)
        most.append(np.inf)
    held = (np.arange(len(pairs)) == forced).astype(float)
    found = milp(
        -value, integrality=np.ones(len(pairs)), bounds=Bounds(held, 1),
        constraints=LinearConstraint(np.array(rows), least, most), options={"mip_rel_gap": 0},
    )  # fmt: skip
    return None if found.x is None else float(-found.fun)


def limited(seed: int) -> tuple[Pairs, Any, list[Limit], list[Floor]]:
    """A random region with a budget, two instruments, and a floor."""
    rng = np.random.default_rng(seed + 10_000)
    pairs, value = region(seed)
    cost = rng.integers(0, 900, len(pairs)).astype(float)
    kinds = rng.choice(["lks", "coach", "niets"], len(pairs))
    every = np.arange(len(pairs))
    limits = [Limit(code="budget", at_most=float(rng.integers(0, 2500)), pairs=every, use=cost)]
    limits += limits_per_group("instrument ", list(kinds), {"lks": int(rng.integers(0, 3)), "coach": 2})
    members = np.flatnonzero(rng.random(pairs.people)[pairs.person] < 0.4) if len(pairs) else every
    return pairs, value, limits, [Floor(code="doelgroep", at_least=int(rng.integers(0, 3)), pairs=members)]


def feasible(pairs: Pairs, chosen: Any, limits: list[Limit]) -> bool:
    spent = all(limit.use[np.isin(limit.pairs, chosen)].sum() <= limit.at_most for limit in limits)
    once = np.bincount(pairs.person[chosen], minlength=1).max() <= 1
    return spent and once and (np.bincount(pairs.vacancy[chosen], minlength=len(pairs.places)) <= pairs.places).all()


@pytest.mark.parametrize("seed", range(200))
def test_the_best_set_is_exact(seed: int) -> None:
    pairs, value = region(seed)
    chosen = assign(pairs, value)
    assert feasible(pairs, chosen, [])
    assert (value[chosen] > 0).all()
    assert value[chosen].sum() == pytest.approx(dense_best(pairs, value))
    plan = Planner().solve(pairs, value)
    assert plan.value == pytest.approx(plan.bound) == pytest.approx(value[chosen].sum())
    assert plan.rounds == 1


@pytest.mark.parametrize("seed", range(60))
def test_a_reduced_cost_never_promises_too_much(seed: int) -> None:
    pairs, value = region(seed, vacancies=4, people=5)
    chosen = assign(pairs, value)
    found, best = dual(pairs, value, chosen), dense_best(pairs, value)
    reduced, prices = reduced_costs(pairs, value, found), found.person
    assert (prices >= 0).all()
    assert not prices[np.setdiff1d(np.arange(pairs.people), pairs.person[chosen])].any()
    assert reduced[chosen] == pytest.approx(np.zeros(len(chosen)))
    for pair in range(len(pairs)):
        v, p = int(pairs.vacancy[pair]), int(pairs.person[pair])
        if pairs.places[v] > 0:
            forced = value[pair] + dense_best(pairs, value, without=(v, p))
            assert 0 <= reduced[pair] <= best - forced + 1e-6


@pytest.mark.parametrize("seed", range(120))
def test_limits_are_never_passed_and_the_bound_holds(seed: int) -> None:
    pairs, value, limits, floors = limited(seed)
    plan = Planner(limits=limits, floors=floors).solve(pairs, value)
    assert feasible(pairs, plan.chosen, limits)
    for limit in limits:
        assert plan.used[limit.code] == limit.use[np.isin(limit.pairs, plan.chosen)].sum()
        assert plan.prices[limit.code] >= 0
    best = integer_best(pairs, value, limits, floors) if len(pairs) else 0.0
    assert plan.value == pytest.approx(value[plan.chosen].sum())
    (floor,) = floors
    reached = int(np.isin(floor.pairs, plan.chosen).sum())
    assert (reached < floor.at_least) == bool(plan.unmet)
    if not plan.unmet:
        assert best is not None
        assert plan.value <= best + 1e-6
        assert best <= plan.bound + 1e-6
    else:
        (unmet,) = plan.unmet
        assert (unmet.wanted, unmet.reached) == (floor.at_least, reached)
        assert unmet.reached <= unmet.most


@pytest.mark.parametrize("seed", range(40))
def test_one_more_is_worth_no_more_than_its_price(seed: int) -> None:
    pairs, value, limits, _ = limited(seed)
    if not len(pairs):
        return
    plan = Planner(limits=limits).solve(pairs, value)
    for at, limit in enumerate(limits):
        for more in (1, 3):
            wider = [*limits]
            wider[at] = Limit(code=limit.code, at_most=limit.at_most + more, pairs=limit.pairs, use=limit.use)
            # What could never fit before was not priced: it may come in now.
            if not ((limit.use > limit.at_most) & (limit.use <= limit.at_most + more)).any():
                best = integer_best(pairs, value, wider, [])
                assert best is not None
                assert best <= plan.bound + more * plan.prices[limit.code] + 1e-6


def capped(seed: int) -> tuple[Pairs, Any, list[Limit]]:
    """A random region in which employers and caseloads have a cap, some of them of nobody at all."""
    rng = np.random.default_rng(seed + 30_000)
    pairs, value = region(seed, vacancies=7, people=9)
    employer, manager = rng.integers(0, 3, len(pairs.places)), rng.integers(0, 3, pairs.people)
    limits = limits_per_group(
        "werkgever ", [f"w{n}" for n in employer[pairs.vacancy]], {f"w{n}": int(rng.integers(0, 4)) for n in range(3)}
    )
    names = [f"k{n}" for n in manager[pairs.person]]
    return pairs, value, limits + limits_per_group("klantmanager ", names, {"k0": int(rng.integers(0, 4)), "k1": 2})


@pytest.mark.parametrize("seed", range(60))
def test_caps_of_employers_and_caseloads_are_kept_exactly(seed: int) -> None:
    pairs, value, limits = capped(seed)
    plan = Planner(limits=limits).solve(pairs, value)
    best = integer_best(pairs, value, limits, []) if len(pairs) else 0.0
    assert feasible(pairs, plan.chosen, limits)
    assert plan.value == pytest.approx(best) == pytest.approx(plan.bound)
    assert plan.rounds == 1
    assert plan.reduced[plan.chosen] == pytest.approx(np.zeros(len(plan.chosen)))


@pytest.mark.parametrize("seed", range(12))
def test_under_caps_a_choice_and_one_more_cost_no_more_than_is_said(seed: int) -> None:
    pairs, value, limits = capped(seed)
    plan = Planner(limits=limits).solve(pairs, value)
    for pair in range(len(pairs)):
        forced = integer_best(pairs, value, limits, [], forced=pair)
        if forced is not None:
            assert plan.value - forced >= plan.reduced[pair] - 1e-6
    for at, limit in enumerate(limits if len(pairs) else []):
        wider = [*limits]
        wider[at] = Limit(code=limit.code, at_most=limit.at_most + 1, pairs=limit.pairs, use=limit.use)
        better = integer_best(pairs, value, wider, [])
        assert better is not None
        assert better - plan.value <= plan.prices[limit.code] + 1e-6
        assert plan.prices[limit.code] == 0 or plan.used[limit.code] == limit.at_most


def test_a_cap_is_only_kept_without_a_price_when_it_counts_heads_over_whole_rows() -> None:
    pairs, _, _ = large(4)
    every = np.arange(len(pairs))
    of_first = np.flatnonzero(pairs.vacancy < 3)
    limits = [
        Limit(code="budget", at_most=9, pairs=every, use=np.full(len(every), 2.0)),
        Limit(code="werkgever", at_most=1, pairs=of_first, use=np.ones(len(of_first))),
        Limit(code="ook van de werkgever", at_most=1, pairs=of_first, use=np.ones(len(of_first))),
        Limit(code="instrument", at_most=1, pairs=of_first[1:], use=np.ones(len(of_first) - 1)),
    ]
    kept = Kept.of(pairs, limits)
    assert kept.places == (None, ("vacancies", 0), None, None)
    assert kept.priced == [0, 2, 3]
    assert kept.caps.vacancies.of[:4].tolist() == [0, 0, 0, -1]


def large(seed: int) -> tuple[Pairs, Any, Any]:
    rng = np.random.default_rng(seed)
    vacancy = np.repeat(np.arange(120), 20)
    person = np.concatenate([rng.choice(400, 20, replace=False) for _ in range(120)])
    return Pairs(vacancy, person, np.ones(120, dtype=int)), rng.uniform(500, 9000, 2400), rng.uniform(100, 4000, 2400)


def test_a_budget_is_spent_nearly_as_well_as_possible() -> None:
    pairs, value, cost = large(1)
    limit = Limit(code="budget", at_most=60_000.0, pairs=np.arange(2400), use=np.round(cost))
    plan = Planner(limits=[limit]).solve(pairs, value)
    assert plan.used["budget"] <= 60_000
    assert plan.value >= 0.99 * plan.bound
    assert plan.prices["budget"] > 0


def test_many_limits_at_once_stay_near_the_bound() -> None:
    pairs, value, cost = large(2)
    rng = np.random.default_rng(3)
    employers = [f"w{n % 15}" for n in pairs.vacancy]
    limits = [Limit(code="budget", at_most=90_000.0, pairs=np.arange(2400), use=np.round(cost))]
    limits += limits_per_group("werkgever ", employers, {f"w{n}": 5.0 for n in range(15)})
    young = Floor(code="jong", at_least=25, pairs=np.flatnonzero((rng.random(400) < 0.2)[pairs.person]))
    told: list[tuple[int, int]] = []
    plan = Planner(limits=limits, floors=[young]).solve(pairs, value, progress=lambda *at: told.append(at))
    assert feasible(pairs, plan.chosen, limits)
    assert plan.unmet == ()
    assert plan.used["jong"] >= 25
    assert plan.value >= 0.985 * plan.bound
    assert [done for done, _ in told] == list(range(1, plan.rounds + 1))


def test_a_floor_that_cannot_be_reached_is_told() -> None:
    pairs = Pairs(np.array([0, 0, 1]), np.array([0, 1, 2]), np.array([1, 1]))
    floor = Floor(code="jong", at_least=2, pairs=np.array([0, 1]))
    plan = Planner(floors=[floor]).solve(pairs, np.array([10.0, 20.0, 30.0]))
    assert plan.unmet == (UnmetFloor(code="jong", wanted=2, reached=1, most=1),)
    assert plan.chosen.tolist() == [1, 2]
    none = Planner(floors=[floor], limits=[Limit(code="x", at_most=0, pairs=np.array([0, 1]), use=np.ones(2))])
    assert none.solve(pairs, np.array([10.0, 20.0, 30.0])).unmet[0].reached == 0


def test_a_floor_takes_people_in_at_a_loss_and_says_what_that_costs() -> None:
    pairs = Pairs(np.array([0, 0]), np.array([0, 1]), np.array([1]))
    floor = Floor(code="jong", at_least=1, pairs=np.array([1]))
    plan = Planner(floors=[floor]).solve(pairs, np.array([100.0, -20.0]))
    assert plan.chosen.tolist() == [1]
    assert plan.prices["jong"] >= 120  # 100 given up and 20 lost; no lower price would choose the second
    assert (plan.value, plan.bound) == (pytest.approx(-20), pytest.approx(-20))


def test_nobody_and_nothing() -> None:
    plan = Planner(limits=[Limit(code="b", at_most=1, pairs=np.array([], dtype=int), use=np.array([]))]).solve(
        EMPTY, np.array([])
    )
    assert (plan.value, plan.bound, plan.chosen.tolist()) == (0, 0, [])
    assert expected_return(np.array([0.5]), np.array([8000.0]), np.array([1000.0])).tolist() == [3000]


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: Pairs(np.array([0]), np.array([0, 1]), np.array([1])), "as many"),
        (lambda: Pairs(np.array([1]), np.array([0]), np.array([1])), "does not exist"),
        (lambda: Pairs(np.array([0, 0]), np.array([1, 1]), np.array([1])), "twice"),
        (lambda: Planner(limits=limits_per_group("", ["a"], {"a": -1})), "zero or more"),
        (lambda: Planner(limits=[*limits_per_group("", ["a"], {"a": 1}), *limits_per_group("", [], {"a": 1})]), "name"),
        (lambda: Planner().solve(EMPTY, np.array([1.0])), "per pair"),
        (lambda: Planner().solve(Pairs(np.array([0]), np.array([0]), np.array([1])), np.array([np.nan])), "not a num"),
    ],
)
def test_what_makes_no_sense_is_refused(build: Any, message: str) -> None:
    with pytest.raises(InvalidInputError, match=message):
        build()


def test_the_command_measures_and_keeps_every_limit(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan-bench", "--vacancies", "60", "--people", "200", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["exact"]["value_is_bound"]
    assert told["exact"]["value"] >= told["greedy"]["value"]
    assert told["budget"]["used"] <= told["budget"]["euros"]
    assert told["budget"]["value"] >= told["budget"]["greedy_per_euro"]
    assert told["budget_and_employers"]["never_passed"]
    assert main(["plan-bench", "--people", "3"]) == 2
