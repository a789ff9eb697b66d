"""beschikbaarheid: the person is available soon enough after the start date (never adaptable)."""

from typing import Final

import numpy as np

from matching.columns import CandidateColumns, VacancyColumns
from matching.criteria.hard import Bools, Codes, first_of, never
from matching.types import CandidateProfile, Reason, Settings, VacancyQuery, Value

CODE: Final = "beschikbaarheid"
adaptable = never


def violated(v: VacancyColumns, c: CandidateColumns, settings: Settings) -> Bools:
    """Known to be available too late."""
    return np.asarray(c.available - v.start > settings.available_grace_days)


def reasons(v: VacancyColumns, c: CandidateColumns, settings: Settings) -> Codes:
    """Available at most ``available_grace_days`` after the start date."""
    return first_of(
        (violated(v, c, settings), Reason.TOO_LATE),
        (np.isnan(c.available), Reason.CANDIDATE_UNKNOWN),
        (np.isnan(v.start), Reason.VACANCY_UNKNOWN),
        otherwise=Reason.OK,
    )


def measure(
    vacancy: VacancyQuery, candidate: CandidateProfile, settings: Settings
) -> tuple[Value, Value, dict[str, Value]]:
    """Date from which the person can work, start date, days that the person may be late."""
    return candidate.available_from, vacancy.start_date, {"grace_days": settings.available_grace_days}
