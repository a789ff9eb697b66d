"""doelgroepregister: a garantiebaan is for somebody in the doelgroepregister (never adaptable)."""

from typing import Final

import numpy as np

from matching.columns import CandidateColumns, VacancyColumns
from matching.compiled import inlined
from matching.criteria.hard import CANDIDATE_UNKNOWN, NOT_ASKED, NOT_REGISTERED, OK, VACANCY_UNKNOWN, Words, never
from matching.types import CandidateProfile, Settings, VacancyQuery, Value

CODE: Final = "doelgroepregister"
WIDTH: Final = 1
adaptable = never


@inlined
def reason(garantiebaan: int, registered: int) -> int:
    """Only a garantiebaan asks; whoever is registered always meets it."""
    if garantiebaan == 0:
        return NOT_ASKED
    if registered == 1:
        return OK
    if garantiebaan < 0:
        return VACANCY_UNKNOWN
    return CANDIDATE_UNKNOWN if registered < 0 else NOT_REGISTERED


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
