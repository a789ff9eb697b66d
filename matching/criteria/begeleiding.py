"""begeleiding: the guidance at the work place reaches what the person needs (adaptable: guidance)."""

from typing import Final

import numpy as np

from matching.columns import CandidateColumns, VacancyColumns
from matching.criteria.hard import Bools, Codes, Words, first_of
from matching.types import GUIDANCE, CandidateProfile, Reason, Settings, VacancyQuery, Value

CODE: Final = "begeleiding"
WIDTH: Final = len(GUIDANCE) - 1


def reasons(v: VacancyColumns, c: CandidateColumns, settings: Settings) -> Codes:
    """Here the person asks and the work place has: geen < licht < intensief."""
    del settings
    return first_of(
        (c.guidance == 0, Reason.NOT_ASKED),
        (v.guidance == len(GUIDANCE) - 1, Reason.OK),
        (c.guidance < 0, Reason.CANDIDATE_UNKNOWN),
        (v.guidance < 0, Reason.VACANCY_UNKNOWN),
        (v.guidance < c.guidance, Reason.BELOW),
        otherwise=Reason.OK,
    )


def lacks(c: CandidateColumns) -> Words:
    """Bit n is on where the person needs more guidance than level n."""
    words = np.zeros(c.guidance.shape, dtype=np.uint64)
    for level in range(WIDTH):
        words |= (c.guidance > level).astype(np.uint64) << np.uint64(level)
    return words


def asks(v: VacancyColumns) -> Words:
    """The bit of the guidance at the work place; none for the most and for what is not known."""
    limited = (v.guidance >= 0) & (v.guidance < WIDTH)
    return np.where(limited, np.uint64(1) << np.maximum(v.guidance, 0).astype(np.uint64), np.uint64(0))


def adaptable(v: VacancyColumns) -> Bools:
    """The employer may give more guidance, for example with a job coach."""
    return np.asarray(v.adapt_guidance == 1)


def measure(
    vacancy: VacancyQuery, candidate: CandidateProfile, settings: Settings
) -> tuple[Value, Value, dict[str, Value]]:
    """Guidance at the work place, guidance that the person needs."""
    del settings
    return vacancy.guidance_on_site, candidate.needs_guidance, {}
