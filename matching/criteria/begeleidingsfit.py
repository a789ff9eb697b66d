"""begeleidingsfit: guidance that the person needs against guidance that the work place has."""

from typing import Final

import numpy as np

from matching.columns import CandidateColumns, VacancyColumns
from matching.criteria.soft import Soft
from matching.types import Settings

CODE: Final = "begeleidingsfit"

_ONE_SHORT: Final = 0.4


def soft(v: VacancyColumns, c: CandidateColumns, settings: Settings, on: float) -> Soft:
    """1 when there is enough, 0.4 one level short, 0 two levels short."""
    del on
    short = c.guidance - v.guidance
    value = np.where(short <= 0, 1.0, np.where(short == 1, _ONE_SHORT, 0.0))
    return Soft.of(value, (c.guidance >= 0) & (v.guidance >= 0), settings.neutral)
