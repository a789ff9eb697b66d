"""The numbers of a ranking: reasons of the hard criteria, values of the soft ones, cost of adaptations, score.

Works on columns of which one side has a single row (see `matching.columns`), so the same lines serve a vacancy
against everybody, a candidate against all vacancies, and one pair.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from matching.columns import CandidateColumns, Floats, VacancyColumns
from matching.criteria import HARD, SOFT_FROM_COLUMNS, SOFT_FROM_TEXT, werkomstandigheden
from matching.criteria.hard import IS_UNKNOWN, IS_VIOLATED, Bools, Codes
from matching.criteria.soft import Soft
from matching.phrases import TextMatch, summed
from matching.types import HARD_CRITERIA, Settings, Weights

Words = npt.NDArray[np.uint16]
DECIMALS: Final = 9
"""Scores are rounded to this before they are ordered, so that equal people tie on every machine."""


@dataclass(frozen=True, slots=True, eq=False)
class HardOutcome:
    """Per pair the reason of each hard criterion, and packed into words of one bit per criterion what follows."""

    reasons: Codes
    violated: Words
    unknown: Words
    adaptable: Words

    @property
    def blocking(self) -> Words:
        """Violations that the vacancy does not mark adaptable."""
        return np.asarray(self.violated & ~self.adaptable)


def hard_outcome(v: VacancyColumns, c: CandidateColumns, settings: Settings) -> HardOutcome:
    """Decide all hard criteria for all pairs."""
    count = max(len(v), len(c)) if min(len(v), len(c)) else 0
    reasons = np.zeros((len(HARD), count), dtype=np.int8)
    words = np.zeros((3, count), dtype=np.uint16)
    for number, criterion in enumerate(HARD):
        reasons[number] = criterion.reasons(v, c, settings)
        for word, holds in enumerate(
            (IS_VIOLATED[reasons[number]], IS_UNKNOWN[reasons[number]], criterion.adaptable(v))
        ):
            words[word] |= holds.astype(np.uint16) << np.uint16(number)
    return HardOutcome(reasons, *words)


def soft_values(
    v: VacancyColumns, c: CandidateColumns, match: TextMatch, *, weights: Weights, settings: Settings, on: float
) -> dict[str, Soft]:
    """Values of the soft criteria that weigh something, in the order in which they are shown."""
    values: dict[str, Soft] = {}
    for criterion in SOFT_FROM_TEXT:
        if weights.share(criterion.CODE) > 0:
            values[criterion.CODE] = criterion.soft(match)
    for criterion in SOFT_FROM_COLUMNS:
        if weights.share(criterion.CODE) > 0:
            values[criterion.CODE] = criterion.soft(v, c, settings, on)
    return values


def adaptation_rates(outcome: HardOutcome, v: VacancyColumns, c: CandidateColumns, settings: Settings) -> Floats:
    """Per hard criterion (rows) and pair (columns) the part of the score that its adaptation takes off."""
    numbers = np.arange(len(HARD), dtype=np.uint16)[:, None]
    needed: Bools = ((outcome.violated & outcome.adaptable)[None, :] >> numbers & 1).astype(bool)
    several = needed.sum(axis=0) > 1
    one = np.where(several, settings.adaptation_cost * settings.more_adaptations_factor, settings.adaptation_cost)
    rates = np.where(needed, one[None, :], 0.0)
    tasks = HARD_CRITERIA.index(werkomstandigheden.CODE)
    core = needed[tasks] & (werkomstandigheden.share_lost(v, c) >= settings.core_share)
    rates[tasks] = np.where(core, settings.core_cost, rates[tasks])
    return np.asarray(rates / np.maximum(_total(rates), 1))


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """Per pair the weighted sum of the soft values, what adaptations take off, and the score that is left."""

    base: Floats
    rates: Floats
    score: Floats


def combine(values: dict[str, Soft], rates: Floats, weights: Weights) -> Scores:
    """Add up: score = sum of weight x value, less the part that adaptations take off."""
    base = np.zeros(rates.shape[1])
    for code, soft in values.items():
        base = base + weights.share(code) * soft.value
    return Scores(base, rates, np.round(base * (1 - _total(rates)), DECIMALS))


def _total(rates: Floats) -> Floats:
    return summed(rates, np.ones(len(rates)))
