"""Learned weights: the truth comes back, nothing is negative, too little is refused, and no gain is invented."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pytest

from matching.learning import Outcome, Shown, TooFewDecisionsError, WeightLearner
from matching.types import DEFAULT_WEIGHTS, Weights
from matching.validation import InvalidInputError

TRUTH = {"beroep": 0.25, "vaardigheden_taken": 0.25, "reistijd": 0.3, "urenfit": 0.15, "begeleidingsfit": 0.05}
"""What these advisers really go by; the hand weights give travel time 0.06."""


def decided(
    seed: int, lists: int, truth: Mapping[str, float], *, prior: Weights = DEFAULT_WEIGHTS, shown: int = 10
) -> Iterator[Shown]:
    """Lists in the order of the prior, and advisers who go by the truth and look less far down."""
    rng = np.random.default_rng(seed)
    hand = prior.shares()
    for number in range(lists):
        pool = rng.beta(2, 2, (40, len(hand)))
        best = pool[np.argsort(-(pool @ np.array(list(hand.values()))))[:shown]]
        worth = best @ np.array([truth.get(code, 0.0) for code in hand])
        pull = 14 * (worth - worth.mean()) - 1.5 - 0.6 * np.log(np.arange(1, shown + 1))
        chosen = rng.random(shown) < 1 / (1 + np.exp(-pull))
        for at, values in enumerate(best):
            left_out = Outcome.ASIDE if rng.random() < 0.3 else Outcome.PASSED
            yield Shown(
                list_id=str(number),
                position=at + 1,
                values=dict(zip(hand, map(float, values), strict=True)),
                outcome=Outcome.INTRODUCED if chosen[at] else left_out,
            )


def off(weights: Mapping[str, float], truth: Mapping[str, float]) -> float:
    """How far weights are from the truth: the sum of differences."""
    return sum(abs(weights[code] - truth.get(code, 0.0)) for code in weights)


def test_the_truth_comes_back_and_is_proven_on_lists_kept_apart() -> None:
    learner = WeightLearner(DEFAULT_WEIGHTS).fit(decided(1, 1000, TRUTH))
    assert off(learner.weights_, TRUTH) < 0.1
    assert learner.weights_["reistijd"] == pytest.approx(0.3, abs=0.05)
    assert learner.gain_.proven
    assert learner.gain_.low < learner.gain_.after - learner.gain_.before < learner.gain_.high
    assert learner.position_ < -0.4


def test_the_more_was_decided_the_nearer_the_truth() -> None:
    far = [
        sum(off(WeightLearner(DEFAULT_WEIGHTS).fit(decided(seed, lists, TRUTH)).weights_, TRUTH) for seed in range(3))
        for lists in (70, 300, 1200)
    ]
    assert far == sorted(far, reverse=True)
    assert far[0] < 3 * off(DEFAULT_WEIGHTS.shares(), TRUTH)


def test_who_goes_by_the_hand_weights_teaches_nothing_new() -> None:
    learner = WeightLearner(DEFAULT_WEIGHTS).fit(decided(2, 400, DEFAULT_WEIGHTS.shares()))
    assert off(learner.weights_, DEFAULT_WEIGHTS.shares()) < 0.2
    assert not learner.gain_.proven


@pytest.mark.parametrize("seed", range(4))
def test_no_weight_is_negative_and_they_add_up_to_one(seed: int) -> None:
    against = {"reistijd": 1.0, "beroep": -0.6, "wachttijd": -0.4}
    weights = WeightLearner(DEFAULT_WEIGHTS).fit(decided(seed, 200, against)).weights_
    assert min(weights.values()) == 0
    assert sum(weights.values()) == pytest.approx(1, abs=1e-9)
    Weights(version="geleerd", values=weights)


def test_what_weighs_nothing_by_choice_is_not_learned() -> None:
    weights = WeightLearner(DEFAULT_WEIGHTS).fit(decided(3, 100, TRUTH)).weights_
    assert "motivatie" not in weights
    assert set(weights) == set(DEFAULT_WEIGHTS.shares())


def test_a_tight_prior_stays_where_it_is() -> None:
    tight = WeightLearner(DEFAULT_WEIGHTS, looseness=0.0005).fit(decided(1, 200, TRUTH)).weights_
    assert off(tight, DEFAULT_WEIGHTS.shares()) < 0.01


def test_the_same_decisions_give_the_same_weights() -> None:
    first, again = (WeightLearner(DEFAULT_WEIGHTS).fit(decided(4, 100, TRUTH)) for _ in range(2))
    assert (first.weights_, first.gain_) == (again.weights_, again.gain_)


def test_too_few_lists_are_refused_with_the_counts() -> None:
    with pytest.raises(TooFewDecisionsError) as caught:
        WeightLearner(DEFAULT_WEIGHTS).fit(decided(1, 30, TRUTH))
    assert caught.value.lists <= 30
    assert (caught.value.least_lists, caught.value.least_chosen) == (50, 30)
    with pytest.raises(TooFewDecisionsError):
        WeightLearner(DEFAULT_WEIGHTS).fit([])


def test_lists_in_which_nobody_or_everybody_was_chosen_do_not_count() -> None:
    def one_way(outcome: Outcome) -> list[Shown]:
        return [
            Shown(list_id=f"{outcome}{n}", position=at, values={"beroep": 0.5}, outcome=outcome)
            for n in range(200)
            for at in (1, 2)
        ]

    with pytest.raises(TooFewDecisionsError) as caught:
        WeightLearner(DEFAULT_WEIGHTS).fit(one_way(Outcome.PASSED) + one_way(Outcome.PLACED))
    assert caught.value.lists == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"values": {"geslacht": 1.0}},
        {"values": {"leeftijd": 0.4}},
        {"values": {"beroep": float("nan")}},
        {"values": {"beroep": 1.2}},
        {"values": {"beroep": -0.1}},
        {"left": 1.5},
        {"position": 0},
    ],
    ids=str,
)
def test_what_is_no_criterion_or_no_value_is_refused(wrong: dict[str, Any]) -> None:
    row: dict[str, Any] = {"list_id": "1", "position": 1, "values": {"beroep": 0.5}, "outcome": Outcome.INTRODUCED}
    with pytest.raises(InvalidInputError):
        WeightLearner(DEFAULT_WEIGHTS).fit(
            [Shown(**(row | wrong)), Shown(**(row | {"position": 2, "outcome": Outcome.PASSED}))]
        )
