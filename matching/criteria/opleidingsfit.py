"""opleidingsfit: enough education, and not so much more that the work will not hold the person."""

from typing import Final

import numpy as np

from matching.columns import CandidateColumns, VacancyColumns
from matching.criteria.soft import Soft, within
from matching.types import Settings

CODE: Final = "opleidingsfit"

_ROOM: Final = 1
_PER_LEVEL: Final = 0.15
_LOWEST: Final = 0.4


def soft(v: VacancyColumns, c: CandidateColumns, settings: Settings, on: float) -> Soft:
    """1 up to one level above the minimum, then 0.15 less per level; 0 below the minimum."""
    del on
    above = c.education - np.maximum(v.education, 0)
    value = within(1 - _PER_LEVEL * (above - _ROOM), _LOWEST)
    return Soft.of(np.where(above < 0, 0.0, value), (c.education >= 0) & (v.education >= 0), settings.neutral)
