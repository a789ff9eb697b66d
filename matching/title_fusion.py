"""A learned order of the concepts that a title may mean, built from titles whose concepts are known.

Boosted trees over the features of (title, concept) pairs. The titles it learns from are labels of the linker too;
while learning, a title does not see itself. The model is rebuilt from the titles, never stored in the repository.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import HistGradientBoostingClassifier
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # comes with scikit-learn, has no types

from matching.title_features import features, hand_scores
from matching.title_trees import TreeArrays, Trees
from matching.titles import Label, LinkedConcept, TitleLinker

Floats = npt.NDArray[np.float64]

_SMALLEST: Final = 50
"""Fewer titles than this teach nothing that the hand weights do not know."""


class TitleFusion:
    """Reorders the shortlists of a linker.

    Args:
        linker: the linker whose shortlists are reordered; titles to learn from are among its labels.
        hand_share: part of the score that stays with the hand weights, for titles unlike those learned from.
        rounds: models whose answers are averaged.
        seed: makes learning repeatable.

    Attributes:
        trees_: what was learned, after `fit` or `use`; None when there was too little to learn from.
    """

    def __init__(self, linker: TitleLinker, *, hand_share: float = 0.15, rounds: int = 3, seed: int = 20270111) -> None:
        """Keep the settings."""
        self.linker = linker
        self.hand_share = hand_share
        self.rounds = rounds
        self.seed = seed
        self.trees_: Trees | None = None

    def fit(self, titles: Sequence[str], concepts: Sequence[frozenset[str]]) -> "TitleFusion":
        """Learn from titles and the concepts (URIs) that each means.

        Returns:
            The fusion itself.
        """
        tables, answers = [], []
        for shortlist, right in zip(self.linker.shortlists(titles, leave_out=titles), concepts, strict=True):
            found = np.isin(self.linker.uris[shortlist.concepts], sorted(right))
            if found.any():
                tables.append(features(self.linker, shortlist))
                answers.append(found)
        self.trees_ = None
        if len(tables) >= _SMALLEST:
            x, y = np.concatenate(tables), np.concatenate(answers)
            with threadpool_limits(1):  # more threads wait for each other on a busy machine, and add up in any order
                models = [_boosted(self.seed + number).fit(x, y) for number in range(self.rounds)]
            self.trees_ = Trees(TreeArrays.of(models))
        return self

    def use(self, arrays: TreeArrays) -> "TitleFusion":
        """Order by trees that were learned before, from the same labels and titles.

        Returns:
            The fusion itself.
        """
        self.trees_ = Trees(arrays) if len(arrays.model) else None
        return self

    def correct(self, corrections: Sequence[Label]) -> "TitleFusion":
        """Fusion in which what advisers settled counts at once: each title becomes a label; the order stays learned."""
        fusion = TitleFusion(
            self.linker.with_labels(corrections), hand_share=self.hand_share, rounds=self.rounds, seed=self.seed
        )  # fmt: skip
        fusion.trees_ = self.trees_
        return fusion

    def scores(self, table: Floats) -> Floats:
        """Score 0..1 per row of features."""
        hand = hand_scores(table)
        if self.trees_ is None:
            return hand
        return np.asarray(self.hand_share * hand + (1 - self.hand_share) * self.trees_.probabilities(table))

    def link(self, titles: Sequence[str], *, top: int = 10) -> list[tuple[LinkedConcept, ...]]:
        """Concepts that each title may mean, best first; as `TitleLinker.link`."""
        answers = []
        for shortlist in self.linker.shortlists(titles):
            table = features(self.linker, shortlist)
            answers.append(self.linker.answer(shortlist, self.scores(table), top=top))
        return answers


def _boosted(seed: int) -> HistGradientBoostingClassifier:
    return HistGradientBoostingClassifier(
        max_iter=250, learning_rate=0.05, max_leaf_nodes=31, min_samples_leaf=20, l2_regularization=5.0,
        max_features=0.4, early_stopping=False, random_state=seed,
    )  # fmt: skip
