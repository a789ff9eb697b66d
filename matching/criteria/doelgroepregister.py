"""doelgroepregister: a garantiebaan is for somebody in the doelgroepregister (never adaptable)."""

from typing import Final

import numpy as np

from matching.columns import CandidateColumns, VacancyColumns
from matching.criteria.hard import Codes, Words, first_of, never
from matching.types import CandidateProfile, Reason, Settings, VacancyQuery, Value

CODE: Final = "doelgroepregister"
WIDTH: Final = 1
adaptable = never


def reasons(v: VacancyColumns, c: CandidateColumns, settings: Settings) -> Codes:
    """Only a garantiebaan asks; whoever is registered always meets it."""
    del settings
    return first_of(
        (v.garantiebaan == 0, Reason.NOT_ASKED),
        (c.register == 1, Reason.OK),
        (v.garantiebaan < 0, Reason.VACANCY_UNKNOWN),
        (c.register < 0, Reason.CANDIDATE_UNKNOWN),
        otherwise=Reason.NOT_REGISTERED,
    )


def lacks(c: CandidateColumns) -> Words:
    """On where the person is known not to be registered."""
    return np.asarray(c.register == 0, dtype=np.uint64)


def asks(v: VacancyColumns) -> Words:
    """On for a garantiebaan."""
    return np.asarray(v.garantiebaan == 1, dtype=np.uint64)


def measure(
    vacancy: VacancyQuery, candidate: CandidateProfile, settings: Settings
) -> tuple[Value, Value, dict[str, Value]]:
    """Is the person registered, is it a garantiebaan."""
    del settings
    return candidate.doelgroepregister, vacancy.garantiebaan, {}
