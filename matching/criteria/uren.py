"""uren: the hours a week of the vacancy and of the person must overlap (adaptable: hours)."""

from math import isnan
from typing import Final

import numpy as np

from matching.columns import CandidateColumns, VacancyColumns
from matching.compiled import inlined
from matching.criteria.hard import ABOVE, BELOW, CANDIDATE_UNKNOWN, OK, VACANCY_UNKNOWN, Bools, Limits
from matching.types import CandidateProfile, Settings, VacancyQuery, Value

CODE: Final = "uren"


def limits(v: VacancyColumns, c: CandidateColumns, settings: Settings) -> tuple[Limits, Limits]:
    """Neither begins where the other has ended."""
    del settings
    return (v.hours_min, c.hours_max, 0.0), (c.hours_min, v.hours_max, 0.0)


@inlined
def reason(asked_from: float, asked_to: float, offered_from: float, offered_to: float) -> int:
    """Overlap of two ranges; a bound that is not known leaves a question unless the known ones decide.

    Two ranges that nothing keeps apart overlap for certain when a known end of one lies within the other.
    """
    if offered_to < asked_from:
        return BELOW
    if offered_from > asked_to:
        return ABOVE
    if asked_from <= offered_to <= asked_to or asked_from <= offered_from <= asked_to:
        return OK
    if offered_from <= asked_from <= offered_to or offered_from <= asked_to <= offered_to:
        return OK
    return CANDIDATE_UNKNOWN if isnan(offered_from) or isnan(offered_to) else VACANCY_UNKNOWN


def adaptable(v: VacancyColumns) -> Bools:
    """The employer may offer other hours."""
    return np.asarray(v.adapt_hours == 1)


def measure(
    vacancy: VacancyQuery, candidate: CandidateProfile, settings: Settings
) -> tuple[Value, Value, dict[str, Value]]:
    """Hours a week of the person and of the vacancy, each (from, to)."""
    del settings
    return (candidate.hours_min, candidate.hours_max), (vacancy.hours_min, vacancy.hours_max), {}
