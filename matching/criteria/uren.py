"""uren: the hours a week of the vacancy and of the person must overlap (adaptable: hours)."""

from typing import Final

import numpy as np

from matching.columns import CandidateColumns, VacancyColumns
from matching.criteria.hard import Bools, Codes, first_of
from matching.types import CandidateProfile, Reason, Settings, VacancyQuery, Value

CODE: Final = "uren"


def violated(v: VacancyColumns, c: CandidateColumns, settings: Settings) -> Bools:
    """The ranges are known not to overlap."""
    del settings
    return np.asarray((c.hours_max < v.hours_min) | (c.hours_min > v.hours_max))


def reasons(v: VacancyColumns, c: CandidateColumns, settings: Settings) -> Codes:
    """Overlap of two ranges; a bound that is not known leaves a question unless the known ones decide."""
    del settings
    reaches, begins_in_time = c.hours_max >= v.hours_min, c.hours_min <= v.hours_max
    ends_within, begins_within = c.hours_max <= v.hours_max, c.hours_min >= v.hours_min
    return first_of(
        (c.hours_max < v.hours_min, Reason.BELOW),
        (c.hours_min > v.hours_max, Reason.ABOVE),
        ((reaches & (begins_in_time | ends_within)) | (begins_within & begins_in_time), Reason.OK),
        (np.isnan(c.hours_min) | np.isnan(c.hours_max), Reason.CANDIDATE_UNKNOWN),
        otherwise=Reason.VACANCY_UNKNOWN,
    )


def adaptable(v: VacancyColumns) -> Bools:
    """The employer may offer other hours."""
    return np.asarray(v.adapt_hours == 1)


def measure(
    vacancy: VacancyQuery, candidate: CandidateProfile, settings: Settings
) -> tuple[Value, Value, dict[str, Value]]:
    """Hours a week of the person and of the vacancy, each (from, to)."""
    del settings
    return (candidate.hours_min, candidate.hours_max), (vacancy.hours_min, vacancy.hours_max), {}
