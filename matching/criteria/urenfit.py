"""urenfit: how well the hours a week of the person and of the vacancy go together."""

from typing import Final

import numpy as np

from matching.columns import CandidateColumns, VacancyColumns
from matching.criteria.soft import Soft, within
from matching.types import Settings

CODE: Final = "urenfit"

_MARGIN: Final = 0.5
"""Gap, as part of the hours asked, at which nothing is left of the fit."""


def soft(v: VacancyColumns, c: CandidateColumns, settings: Settings, on: float) -> Soft:
    """1 when the ranges overlap; otherwise less with the gap between them, relative to the hours asked."""
    del on
    gap = np.maximum(np.maximum(v.hours_min - c.hours_max, c.hours_min - v.hours_max), 0)
    asked = np.maximum(np.where(gap == v.hours_min - c.hours_max, v.hours_min, v.hours_max), 1)
    known = ~(np.isnan(gap) | np.isnan(asked))
    return Soft.of(within(1 - gap / (_MARGIN * asked)), known, settings.neutral)
