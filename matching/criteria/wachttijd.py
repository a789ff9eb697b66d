"""wachttijd: who has been waiting longer goes a little before, up to a ceiling."""

from typing import Final

import numpy as np

from matching.columns import CandidateColumns, VacancyColumns
from matching.criteria.soft import Soft, within
from matching.types import Settings

CODE: Final = "wachttijd"


def soft(v: VacancyColumns, c: CandidateColumns, settings: Settings, on: float) -> Soft:
    """Days since the person asked for work, 1 at ``waiting_full_days`` and beyond."""
    waited = np.subtract(on, c.waiting_since, dtype=np.float64)
    value, _ = np.broadcast_arrays(waited / settings.waiting_full_days, v.hours_min)
    return Soft.of(within(value), ~np.isnan(value), settings.neutral)
