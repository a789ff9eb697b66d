"""begeleiding: the guidance at the work place reaches what the person needs (adaptable: guidance)."""

from typing import Final

import numpy as np

from matching.columns import CandidateColumns, VacancyColumns
from matching.compiled import inlined
from matching.criteria.hard import BELOW, CANDIDATE_UNKNOWN, NOT_ASKED, OK, VACANCY_UNKNOWN, Bools, Words
from matching.types import GUIDANCE, CandidateProfile, Settings, VacancyQuery, Value

CODE: Final = "begeleiding"
WIDTH: Final = len(GUIDANCE) - 1


@inlined
def reason(on_site: int, needed: int) -> int:
    """Here the person asks and the work place has: geen < licht < intensief."""
    if needed == 0:
        return NOT_ASKED
    if on_site == WIDTH:
        return OK
    if needed < 0:
        return CANDIDATE_UNKNOWN
    if on_site < 0:
        return VACANCY_UNKNOWN
    return BELOW if on_site < needed else OK


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
