"""motivatie: what the klantmanager recorded, 1 to 5; weighs nothing without a dated policy decision."""

from typing import Final

import numpy as np

from matching.columns import CandidateColumns, VacancyColumns
from matching.criteria.soft import Soft
from matching.types import Settings

CODE: Final = "motivatie"

_HIGHEST: Final = 5


def soft(v: VacancyColumns, c: CandidateColumns, settings: Settings, on: float) -> Soft:
    """0 at 1, 1 at 5."""
    del on
    value, _ = np.broadcast_arrays((c.motivation - 1) / (_HIGHEST - 1), v.hours_min)
    return Soft.of(np.asarray(value), ~np.isnan(np.asarray(value)), settings.neutral)
