"""Rankings judged as an experienced account manager would."""

from statistics import mean

import pytest

from matching.ranking import Ranker
from tests.matching import judged


@pytest.mark.parametrize(
    ("name", "least", "worst"),
    [
        ("judged.txt", 0.95, 0.80),
        ("judged_everyday.txt", 0.925, 0.72),
        ("judged_apart.txt", 0.94, 0.80),
        ("judged_fresh.txt", 0.91, 0.80),
        ("judged_second.txt", 0.92, 0.80),
        ("judged_third.txt", 0.94, 0.69),
        ("judged_last.txt", 0.94, 0.80),
        ("judged_other.txt", 0.92, 0.78),
        ("judged_else.txt", 0.95, 0.80),
        ("judged_fifth.txt", 0.94, 0.80),
        ("judged_sixth.txt", 0.89, 0.75),
        ("judged_seventh.txt", 0.83, 0.58),
        ("judged_eighth.txt", 0.83, 0.66),
        ("judged_ninth.txt", 0.83, 0.60),
    ],
)
def test_rankings_agree_with_the_judge(name: str, least: float, worst: float) -> None:
    """On average, and for no single vacancy much less."""
    found = [score for pool in judged.read(name) for score, _ in judged.scores(Ranker(), pool).values()]
    assert mean(found) > least
    assert min(found) > worst
