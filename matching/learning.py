"""Learn weights from what people decided about the lists they saw. The answer is a proposal: a person approves it.

The model is a logistic regression of *was this person chosen* on the values of the soft criteria, with the hand
weights as prior (maximum a posteriori) and coefficients that cannot be negative. Who stands higher is looked at more:
the logarithm of the position takes part as a nuisance and is left out when the weights serve (Richardson et al., 2007,
on clicks). The gain is measured on lists that the weights were not learned from.

Only criteria that weigh something take part. What weighs nothing by choice stays so: giving it weight is a decision of
policy. Nothing about who somebody is can come in, since the only features are `types.SOFT_CRITERIA`.
"""

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from sklearn.model_selection import GroupKFold

from matching.types import SOFT_CRITERIA, Weights
from matching.validation import InvalidInputError

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

TOP: Final = 10
"""Depth at which a list is judged."""
_DRAWS: Final = 2000
_DECIMALS: Final = 4
_MOST_UNSEEN: Final = 8.0
"""A choice far down the list counts at most so many times."""


class Outcome(enum.StrEnum):
    """What came of somebody who was shown."""

    PASSED = "passed"
    """Shown on a list that somebody worked with; nothing was done."""
    OPENED = "opened"
    """Looked at further, and then passed over."""
    ASIDE = "aside"
    """Set aside for a reason that is about the match."""
    DECLINED = "declined"
    """Introduced, and then it did not go on for a reason that is about the match."""
    INTRODUCED = "introduced"
    PLACED = "placed"
    """Placed, and still there after three months."""
    STAYED = "stayed"
    """Still there after half a year."""
    SETTLED = "settled"
    """Still there after a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Meaning:
    """How an outcome is read: chosen or not, how much it weighs, and what it is worth high on a list."""

    chosen: bool
    weight: float
    gain: float


_MEANING: Final = {
    Outcome.PASSED: _Meaning(chosen=False, weight=0.5, gain=0.0),
    Outcome.OPENED: _Meaning(chosen=False, weight=0.75, gain=0.0),
    Outcome.ASIDE: _Meaning(chosen=False, weight=1.0, gain=0.0),
    Outcome.DECLINED: _Meaning(chosen=True, weight=0.5, gain=0.5),
    Outcome.INTRODUCED: _Meaning(chosen=True, weight=1.0, gain=1.0),
    Outcome.PLACED: _Meaning(chosen=True, weight=2.0, gain=2.0),
    Outcome.STAYED: _Meaning(chosen=True, weight=2.5, gain=2.5),
    Outcome.SETTLED: _Meaning(chosen=True, weight=3.0, gain=3.0),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One row of one list as it was shown, and what came of it.

    ``values`` are the values 0..1 of the soft criteria, ``left`` the part of the score that adaptations left over.
    """

    list_id: str
    position: int
    values: Mapping[str, float]
    outcome: Outcome
    left: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """NDCG@10 on lists that were kept apart: with the old weights, the new ones, and the difference.

    ``low`` and ``high`` bound the mean difference with 95 % confidence (bootstrap over lists).
    """

    before: float
    after: float
    low: float
    high: float

    @property
    def proven(self) -> bool:
        """True when the new weights are better and chance is no likely explanation."""
        return self.low > 0


class TooFewDecisionsError(ValueError):
    """Too little was decided to learn from; says what there is and what is needed."""

    def __init__(self, *, lists: int, chosen: int, least_lists: int, least_chosen: int) -> None:
        """Keep the counts."""
        super().__init__(f"{lists} lists of {least_lists}, {chosen} people chosen of {least_chosen}")
        self.lists, self.chosen, self.least_lists, self.least_chosen = lists, chosen, least_lists, least_chosen


class WeightLearner:
    """Learns weights that stay near the hand weights unless decisions say otherwise.

    Args:
        prior: the hand weights, or the weights in use.
        looseness: standard deviation, in parts of 1, by which a weight may differ before anything was decided.
        least_lists: lists with somebody chosen and somebody not, below which nothing is learned.
        least_chosen: people chosen, below which nothing is learned.
        folds: parts of the cross-validation.

    Attributes:
        weights_: criterion -> part of 1; none negative, in four decimals.
        gain_: what the weights do for lists they were not learned from (`Gain`).
        position_: coefficient of the logarithm of the position, never above zero.
        lists_, rows_, chosen_: what was learned from.

    """

    def __init__(
        self, prior: Weights, *, looseness: float = 0.15, least_lists: int = 50, least_chosen: int = 30, folds: int = 5
    ) -> None:
        """Keep the settings."""
        self.prior = prior
        self.looseness = looseness
        self.least_lists = least_lists
        self.least_chosen = least_chosen
        self.folds = folds
        self.criteria: Final = tuple(prior.shares())
        self.weights_: dict[str, float] = {}
        self.gain_ = Gain(before=0, after=0, low=0, high=0)
        self.position_ = 0.0
        self.lists_ = self.rows_ = self.chosen_ = 0

    def fit(self, shown: Iterable[Shown]) -> "WeightLearner":
        """Learn from rows of lists; rows of lists in which nobody was chosen, or everybody, say nothing and are left.

        Raises:
            TooFewDecisionsError: fewer lists or choices than the settings ask for.
            InvalidInputError: a value outside 0..1, a position below 1, or a feature that is no soft criterion.

        """
        rows = _Rows.of(_telling(list(shown)), self.criteria)
        self.lists_, self.rows_, self.chosen_ = len(np.unique(rows.lists)), len(rows.chosen), int(rows.chosen.sum())
        if self.lists_ < max(self.least_lists, self.folds) or self.chosen_ < self.least_chosen:
            raise TooFewDecisionsError(
                lists=self.lists_, chosen=self.chosen_, least_lists=self.least_lists, least_chosen=self.least_chosen
            )
        hand = np.array(list(self.prior.shares().values()))
        self.gain_ = self._cross_validated(rows, hand)
        shares, self.position_ = _fitted(rows, hand, self.looseness)
        self.weights_ = dict(zip(self.criteria, _rounded(shares), strict=True))
        return self

    def _cross_validated(self, rows: "_Rows", hand: Floats) -> Gain:
        before, after = [], []
        folds = GroupKFold(n_splits=self.folds)
        for learn, judge in folds.split(rows.values, groups=rows.lists):
            shares, position = _fitted(rows.take(learn), hand, self.looseness)
            held = rows.take(judge)
            seen = np.minimum(np.exp(-position * held.looked), _MOST_UNSEEN)
            before.append(_ndcg_per_list(held, hand, seen))
            after.append(_ndcg_per_list(held, shares, seen))
        old, new = np.concatenate(before), np.concatenate(after)
        draws = np.random.default_rng(0).integers(0, len(old), (_DRAWS, len(old)))
        low, high = np.percentile((new - old)[draws].mean(axis=1), [2.5, 97.5])
        return Gain(before=float(old.mean()), after=float(new.mean()), low=float(low), high=float(high))


@dataclass(frozen=True, slots=True, eq=False)
class _Rows:
    """Rows of lists as columns; ``values`` are already lowered by what adaptations take off."""

    lists: Ints
    values: Floats
    looked: Floats
    chosen: Floats
    weight: Floats
    gain: Floats

    @classmethod
    def of(cls, shown: Sequence[Shown], criteria: Sequence[str]) -> "_Rows":
        """Columns of the rows."""
        for each in shown:
            _check(each)
        numbers = {name: at for at, name in enumerate(dict.fromkeys(each.list_id for each in shown))}
        meanings = [_MEANING[each.outcome] for each in shown]
        values = [[each.values.get(code, 0.0) * each.left for code in criteria] for each in shown]
        return cls(
            np.array([numbers[each.list_id] for each in shown], dtype=np.int64),
            np.array(values, dtype=np.float64).reshape(len(shown), len(criteria)),
            np.log([each.position for each in shown]),
            np.array([each.chosen for each in meanings], dtype=np.float64),
            np.array([each.weight for each in meanings], dtype=np.float64),
            np.array([each.gain for each in meanings], dtype=np.float64),
        )

    def take(self, rows: Any) -> "_Rows":
        """Only these rows."""
        return _Rows(self.lists[rows], self.values[rows], self.looked[rows], self.chosen[rows], self.weight[rows],
                     self.gain[rows])  # fmt: skip


def _check(row: Shown) -> None:
    if strange := set(row.values) - set(SOFT_CRITERIA):
        raise InvalidInputError(f"list {row.list_id}: {min(strange)} is no soft criterion")
    if row.position < 1:
        raise InvalidInputError(f"list {row.list_id}: positions count from 1")
    if not all(0 <= value <= 1 for value in (*row.values.values(), row.left)):
        raise InvalidInputError(f"list {row.list_id}: values lie between 0 and 1")


def _telling(shown: Sequence[Shown]) -> list[Shown]:
    """Rows of lists in which somebody was chosen and somebody was not."""
    chosen: dict[str, set[bool]] = {}
    for each in shown:
        chosen.setdefault(each.list_id, set()).add(_MEANING[each.outcome].chosen)
    return [each for each in shown if len(chosen[each.list_id]) > 1]


def _fitted(rows: _Rows, hand: Floats, looseness: float) -> tuple[Floats, float]:
    """Shares that add up to 1, and the coefficient of the position.

    Two steps. First one scale for the hand weights as they are, so that the prior stands where the data put it; then
    the weights themselves, each pulled back to its hand weight by a normal prior of ``looseness`` x that scale.
    """
    sign = 2 * rows.chosen - 1

    def loss(features: Floats, parameters: Floats) -> tuple[float, Floats]:
        margin = sign * (features @ parameters)
        pull = -sign * rows.weight * _sigmoid(-margin)
        return float((rows.weight * np.logaddexp(0, -margin)).sum()), features.T @ pull

    ones = np.ones(len(sign))
    values = _centred(rows)
    scaled = np.column_stack([values @ hand, rows.looked, ones])
    first = minimize(
        lambda p: loss(scaled, p), np.array([1.0, 0.0, 0.0]), jac=True, method="L-BFGS-B",
        bounds=[(1.0, None), (None, 0.0), (None, None)],
    )  # fmt: skip
    scale = float(first.x[0])
    centre, spread, count = scale * hand, scale * looseness, len(hand)
    features = np.column_stack([values, rows.looked, ones])

    def posterior(parameters: Floats) -> tuple[float, Floats]:
        value, slope = loss(features, parameters)
        away = (parameters[:count] - centre) / spread
        slope[:count] += away / spread
        return value + float(away @ away) / 2, slope

    found = minimize(
        posterior, np.concatenate([centre, first.x[1:]]), jac=True, method="L-BFGS-B",
        bounds=[(0.0, None)] * count + [(None, 0.0), (None, None)],
    )  # fmt: skip
    weights = np.maximum(found.x[:count], 0)
    return (weights / weights.sum() if weights.sum() > 0 else hand), float(found.x[count])


def _centred(rows: _Rows) -> Floats:
    """Values less the mean of their list: somebody is chosen from among those on the same list."""
    count = np.bincount(rows.lists)
    means = [np.bincount(rows.lists, column)[rows.lists] / count[rows.lists] for column in rows.values.T]
    return np.asarray(rows.values - np.column_stack(means))


def _sigmoid(x: Floats) -> Floats:
    return np.asarray(np.exp(-np.logaddexp(0, -x)))


def _ndcg_per_list(rows: _Rows, shares: Floats, unseen: Floats) -> Floats:
    """NDCG@10 of every list when its rows are ordered by these weights; equal ones keep the order they had.

    What was chosen lower down counts for more, ``unseen`` times, since fewer looked there (inverse propensity,
    Joachims et al., 2017). Without it the order in which people were shown would always seem the best.
    """
    scores = rows.values @ shares
    by_list = np.argsort(rows.lists, kind="stable")
    starts = np.flatnonzero(np.diff(rows.lists[by_list])) + 1
    found = []
    for mine in np.split(by_list, starts):
        order = np.lexsort((rows.looked[mine], -scores[mine]))[:TOP]
        gain = (rows.gain * unseen)[mine]
        best = np.sort(gain)[::-1][:TOP]
        discount = 1 / np.log2(np.arange(2, len(best) + 2))
        found.append(float(gain[order] @ discount) / float(best @ discount))
    return np.array(found)


def _rounded(shares: Floats) -> list[float]:
    """In four decimals that add up to 1: what is left over goes to the largest."""
    found = [round(float(share), _DECIMALS) for share in shares]
    found[int(np.argmax(shares))] += 1 - sum(found)
    return [round(share, _DECIMALS) for share in found]
