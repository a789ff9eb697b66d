"""Rankings judged as an experienced account manager would."""

from statistics import mean

import pytest

from matching.ranking import Ranker
from tests.matching import judged


@pytest.mark.parametrize(
    ("name", "least"),
    [("judged.txt", 0.95), ("judged_everyday.txt", 0.93), ("judged_apart.txt", 0.93), ("judged_fresh.txt", 0.82)],
)
def test_rankings_agree_with_the_judge(name: str, least: float) -> None:
    found = [score for pool in judged.read(name) for score, _ in judged.scores(Ranker(), pool).values()]
    assert mean(found) > least
