"""beschikbaarheid: the person is available soon enough after the start date (never adaptable)."""

from math import isnan
from typing import Final

from matching.columns import CandidateColumns, VacancyColumns
from matching.compiled import inlined
from matching.criteria.hard import CANDIDATE_UNKNOWN, OK, TOO_LATE, VACANCY_UNKNOWN, Limits, never
from matching.types import CandidateProfile, Settings, VacancyQuery, Value

CODE: Final = "beschikbaarheid"
adaptable = never


def limits(v: VacancyColumns, c: CandidateColumns, settings: Settings) -> tuple[Limits]:
    """The person is not available later than the start, but for some days."""
    return ((c.available, v.start, float(settings.available_grace_days)),)


@inlined
def reason(start: float, available: float, grace_days: float) -> int:
    """Available at most ``grace_days`` after the start date."""
    if available - start > grace_days:
        return TOO_LATE
    if isnan(available):
        return CANDIDATE_UNKNOWN
    return VACANCY_UNKNOWN if isnan(start) else OK


def measure(
    vacancy: VacancyQuery, candidate: CandidateProfile, settings: Settings
) -> tuple[Value, Value, dict[str, Value]]:
    """Date from which the person can work, start date, days that the person may be late."""
    return candidate.available_from, vacancy.start_date, {"grace_days": settings.available_grace_days}
