"""Boosted trees as plain arrays: exact, quick without the library that grew them, and safe to keep in a file.

A tree is evaluated without walking it (Lucchese et al., "QuickScorer", SIGIR 2015). Its leaves are numbered from
left to right, one bit each. A test that fails rules out the leaves on its left side; what is ruled out for a value of
a feature is looked up for all trees at once, and the leftmost leaf that is left over is the one a walk would reach.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Final

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import HistGradientBoostingClassifier

from matching.validation import InvalidInputError

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint32]

MOST_LEAVES: Final = 32
_ALL: Final = np.uint32(0xFFFFFFFF)


@dataclass(frozen=True, slots=True, eq=False)
class TreeArrays:
    """All trees of some models: one entry per test, one row of leaves per tree, one start value per model."""

    feature: Ints
    threshold: Floats
    tree: Ints
    keeps: Words
    """Per test the leaves that remain when the value is above the threshold."""
    leaves: Floats
    model: Ints
    """Per tree the model it belongs to."""
    start: Floats

    @classmethod
    def of(cls, models: Sequence[HistGradientBoostingClassifier]) -> "TreeArrays":
        """Arrays of two-class models on numbers, of at most `MOST_LEAVES` leaves a tree."""
        tests: list[tuple[int, float, int, int]] = []
        leaves: list[Floats] = []
        owners: list[int] = []
        for number, model in enumerate(models):
            for stage in model._predictors:  # noqa: SLF001 - no public way; the cache names the library's version
                values = np.zeros(MOST_LEAVES)
                _read(stage[0].nodes, 0, len(leaves), values, tests)
                leaves.append(values)
                owners.append(number)
        table = np.array(tests, dtype=np.float64).reshape(-1, 4)
        return cls(
            feature=table[:, 0].astype(np.int64), threshold=table[:, 1], tree=table[:, 2].astype(np.int64),
            keeps=table[:, 3].astype(np.uint32), leaves=np.array(leaves).reshape(-1, MOST_LEAVES),
            model=np.array(owners, dtype=np.int64),
            start=np.array([float(np.ravel(m._baseline_prediction)[0]) for m in models]),  # noqa: SLF001 - as above
        )  # fmt: skip

    def as_mapping(self) -> dict[str, npt.NDArray[np.generic]]:
        """The arrays by name, to be kept."""
        return {item.name: getattr(self, item.name) for item in fields(self)}

    @classmethod
    def from_mapping(cls, kept: Mapping[str, npt.NDArray[np.generic]], *, features: int) -> "TreeArrays":
        """Arrays that were kept, checked so that no later look-up can fail.

        Args:
            kept: what `as_mapping` gave.
            features: how many features there are to test.

        Raises:
            InvalidInputError: an array is missing, has another shape, or points outside another.
        """
        kinds = {"feature": np.int64, "threshold": np.float64, "tree": np.int64, "keeps": np.uint32,
                 "leaves": np.float64, "model": np.int64, "start": np.float64}  # fmt: skip
        if any(name not in kept or kept[name].dtype != kind for name, kind in kinds.items()):
            raise InvalidInputError("the trees are not complete")
        arrays = cls(**{name: kept[name] for name in kinds})  # type: ignore[arg-type]  # the kinds were just compared
        tests, trees = len(arrays.feature), len(arrays.model)
        fits = (
            arrays.threshold.shape == arrays.tree.shape == arrays.keeps.shape == (tests,)
            and arrays.leaves.shape == (trees, MOST_LEAVES)
            and _within(arrays.feature, features) and _within(arrays.tree, trees)
            and _within(arrays.model, len(arrays.start)) and np.isfinite(arrays.leaves).all()
        )  # fmt: skip
        if not fits:
            raise InvalidInputError("the trees do not fit together")
        return arrays


class Trees:
    """Probabilities from trees: the mean of the models.

    Args:
        arrays: the trees.
    """

    def __init__(self, arrays: TreeArrays) -> None:
        """Work out per feature, for each step between thresholds, the leaves that remain in every tree."""
        self.arrays = arrays
        self._steps: list[tuple[int, Floats, Words]] = []
        for feature in np.unique(arrays.feature):
            at = np.flatnonzero(arrays.feature == feature)
            borders, place = np.unique(arrays.threshold[at], return_inverse=True)
            remain = np.full((len(borders) + 1, len(arrays.model)), _ALL, dtype=np.uint32)
            np.bitwise_and.at(remain, (place.ravel() + 1, arrays.tree[at]), arrays.keeps[at])
            self._steps.append((int(feature), borders, np.bitwise_and.accumulate(remain, axis=0)))

    def probabilities(self, table: Floats) -> Floats:
        """Probability of the second class per row of features."""
        remain = np.full((len(table), len(self.arrays.model)), _ALL, dtype=np.uint32)
        for feature, borders, words in self._steps:
            remain &= words[np.searchsorted(borders, table[:, feature], side="left")]
        lowest = remain & (~remain + np.uint32(1))
        leaf = np.bitwise_count(lowest - np.uint32(1))
        values = self.arrays.leaves[np.arange(len(self.arrays.model)), leaf]
        total = np.zeros(len(table))
        for number, start in enumerate(self.arrays.start):
            total += 1 / (1 + np.exp(-(start + values[:, self.arrays.model == number].sum(axis=1))))
        return np.asarray(total / max(len(self.arrays.start), 1))


def _read(
    nodes: npt.NDArray[np.void], at: int, tree: int, values: Floats, tests: list[tuple[int, float, int, int]]
) -> None:
    """Number the leaves of a tree from left to right and note what each test rules out."""
    count = 0

    def visit(place: int) -> int:
        """Bits of the leaves below a node."""
        nonlocal count
        node = nodes[place]
        if node["is_leaf"]:
            values[count] = node["value"]
            count += 1
            return 1 << (count - 1)
        left = visit(int(node["left"]))
        tests.append((int(node["feature_idx"]), float(node["num_threshold"]), tree, int(_ALL) & ~left))
        return left | visit(int(node["right"]))

    visit(at)


def _within(numbers: Ints, size: int) -> bool:
    return bool(((numbers >= 0) & (numbers < size)).all())
