"""The numbers of a ranking: reasons of the hard criteria, values of the soft ones, cost of adaptations, score.

Works on columns of which one side has a single row (see `matching.columns`), so the same lines serve a vacancy
against everybody, a candidate against all vacancies, and one pair.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from matching.columns import CandidateColumns, Floats, VacancyColumns
from matching.criteria import HARD, SOFT_FROM_TEXT
from matching.criteria.hard import IS_UNKNOWN, IS_VIOLATED, Bools, Codes
from matching.criteria.soft import Soft
from matching.deciding import Shares, hard_reasons
from matching.phrases import Asked
from matching.tables import Ints
from matching.text_match import TextMatch, summed
from matching.types import Settings

Words = npt.NDArray[np.uint16]
_BITS: Final = np.uint16(1) << np.arange(len(HARD), dtype=np.uint16)[:, None]
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


def hard_outcome(
    v: VacancyColumns, c: CandidateColumns, settings: Settings, rows: Ints | None = None
) -> HardOutcome:  # fmt: skip
    """Decide all hard criteria: of one vacancy for candidates, or of one candidate for vacancies (all, or these)."""
    forward = len(v) == 1
    chosen = np.arange(len(c if forward else v)) if rows is None else rows
    reasons = hard_reasons(v, c, chosen, settings, forward=forward)
    asking = v if forward or rows is None else v.view(rows)
    willing = np.broadcast_to(np.array([each.adaptable(asking) for each in HARD]), reasons.shape)
    words = (_packed(holds) for holds in (IS_VIOLATED[reasons], IS_UNKNOWN[reasons], willing))
    return HardOutcome(reasons, *words)


def _packed(holds: Bools) -> Words:
    """A word per pair (columns) with a bit per criterion (rows)."""
    words: Words = np.bitwise_or.reduce(np.where(holds, _BITS, np.uint16(0)), axis=0)
    return words


def asked(sides: Sequence[Shares]) -> tuple[Asked, ...]:
    """What the text criteria that weigh something ask."""
    return tuple(each.ASKS for each in SOFT_FROM_TEXT if weighs(each.CODE, sides))


def text_values(match: TextMatch, sides: Sequence[Shares]) -> dict[str, Soft]:
    """Values of the text criteria that weigh something for any of the sides, in the order in which they are shown."""
    return {code: soft for code, soft in match.softs().items() if weighs(code, sides)}


def weighs(code: str, sides: Sequence[Shares]) -> bool:
    """Whether a criterion weighs anything for any of the sides."""
    return any(code in shares for shares in sides)


def weighted(values: Mapping[str, Soft], shares: Shares, count: int) -> Floats:
    """Sum of weight x value per pair, added in the order of the criteria."""
    total = np.zeros(count)
    for code, soft in values.items():
        if code in shares:
            total = total + shares[code] * soft.value
    return total


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """Per pair the weighted sum of the soft values, what adaptations take off, and the score that is left."""

    base: Floats
    rates: Floats
    score: Floats


def combine(values: Mapping[str, Soft], rates: Floats, shares: Shares) -> Scores:
    """Add up: score = sum of weight x value, less the part that adaptations take off."""
    base = weighted(values, shares, rates.shape[1])
    return Scores(base, rates, np.round(base * (1 - total_rate(rates)), DECIMALS))


def total_rate(rates: Floats) -> Floats:
    """What all adaptations of each pair together take off."""
    return summed(np.asarray(rates, dtype=np.float64), np.ones(len(rates)))
