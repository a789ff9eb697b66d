"""Random queries, both directions, against the reference; ten thousand with `python -m tests.matching.check`."""

import pytest

from matching.types import DEFAULT_WEIGHTS
from tests.matching import check, reference


@pytest.mark.parametrize("seed", [1, 2])
def test_hundreds_of_random_queries_give_the_ten_of_the_reference(seed: int) -> None:
    outcome = check.run(120, seed=seed)
    assert outcome.queries == 120
    assert outcome.shown > 120 * 5
    assert (outcome.other_top_ten, outcome.hard_violations, outcome.other_scores) == (0, 0, 0)


def test_the_comparison_notices_a_wrong_order_and_a_wrong_score(monkeypatch: pytest.MonkeyPatch) -> None:
    slow = reference.base_score

    def other(*pair: object) -> float:
        return 1 - slow(*pair) if pair[4] is DEFAULT_WEIGHTS else slow(*pair)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(reference, "base_score", other)
    outcome = check.run(8)
    assert outcome.other_top_ten > 0
    assert outcome.other_scores > 0
