"""A learned order of the concepts that a title may mean, built from titles whose concepts are known.

Boosted trees over the features of (title, concept) pairs. The titles it learns from are labels of the linker too;
while learning, a title does not see itself. The model is rebuilt from the titles, never stored in the repository.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import HistGradientBoostingClassifier

from matching.title_features import features, hand_scores
from matching.titles import LinkedConcept, TitleLinker

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
        models_: the trees, after `fit`; empty when there was too little to learn from.
    """

    def __init__(self, linker: TitleLinker, *, hand_share: float = 0.15, rounds: int = 3, seed: int = 20270111) -> None:
        """Keep the settings."""
        self.linker = linker
        self.hand_share = hand_share
        self.rounds = rounds
        self.seed = seed
        self.models_: list[HistGradientBoostingClassifier] = []

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
        self.models_ = []
        if len(tables) >= _SMALLEST:
            x, y = np.concatenate(tables), np.concatenate(answers)
            for number in range(self.rounds):
                model = HistGradientBoostingClassifier(
                    max_iter=250, learning_rate=0.05, max_leaf_nodes=31, min_samples_leaf=20, l2_regularization=5.0,
                    max_features=0.4, early_stopping=False, random_state=self.seed + number,
                )  # fmt: skip
                self.models_.append(model.fit(x, y))
        return self

    def scores(self, table: Floats) -> Floats:
        """Score 0..1 per row of features."""
        hand = hand_scores(table)
        if not self.models_:
            return hand
        learned = np.mean([model.predict_proba(table)[:, 1] for model in self.models_], axis=0)
        return np.asarray(self.hand_share * hand + (1 - self.hand_share) * learned)

    def link(self, titles: Sequence[str], *, top: int = 10) -> list[tuple[LinkedConcept, ...]]:
        """Concepts that each title may mean, best first; as `TitleLinker.link`."""
        shortlists = self.linker.shortlists(titles)
        tables = [features(self.linker, shortlist) for shortlist in shortlists]
        if not tables:
            return []
        borders = np.cumsum([len(table) for table in tables])[:-1]
        scores = np.split(self.scores(np.concatenate(tables)), borders)
        return [self.linker.answer(s, score, top=top) for s, score in zip(shortlists, scores, strict=True)]
