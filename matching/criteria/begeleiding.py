"""begeleiding: the guidance at the work place reaches what the person needs (adaptable: guidance)."""

from typing import Final

import numpy as np

from matching.columns import CandidateColumns, VacancyColumns
from matching.criteria.hard import Bools, Codes, first_of
from matching.types import GUIDANCE, CandidateProfile, Reason, Settings, VacancyQuery, Value

CODE: Final = "begeleiding"


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


def adaptable(v: VacancyColumns) -> Bools:
    """The employer may give more guidance, for example with a job coach."""
    return np.asarray(v.adapt_guidance == 1)


def measure(
    vacancy: VacancyQuery, candidate: CandidateProfile, settings: Settings
) -> tuple[Value, Value, dict[str, Value]]:
    """Guidance at the work place, guidance that the person needs."""
    del settings
    return vacancy.guidance_on_site, candidate.needs_guidance, {}
