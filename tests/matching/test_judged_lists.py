"""Rankings judged as an experienced account manager would."""

from statistics import mean

from matching.ranking import Ranker
from tests.matching import judged


def test_rankings_agree_with_the_judge() -> None:
    found = judged.scores(Ranker(), judged.read())
    assert mean(score for score, _ in found.values()) > 0.93
    assert min(score for score, _ in found.values()) > 0.80
