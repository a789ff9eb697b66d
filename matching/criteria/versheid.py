"""versheid: a profile that was checked lately is more to be relied on."""

from typing import Final

import numpy as np

from matching.columns import CandidateColumns, VacancyColumns
from matching.criteria.soft import Soft, within
from matching.types import Settings

CODE: Final = "versheid"


def soft(v: VacancyColumns, c: CandidateColumns, settings: Settings, on: float) -> Soft:
    """1 up to ``fresh_days`` after the last check, down in a straight line to 0 at ``stale_days``."""
    age, _ = np.broadcast_arrays(np.subtract(on, c.updated_on, dtype=np.float64), v.hours_min)
    value = (settings.stale_days - age) / (settings.stale_days - settings.fresh_days)
    return Soft.of(within(value), ~np.isnan(age), settings.neutral)
