"""diensttijden: the person can work all shifts that the vacancy needs (adaptable: times)."""

from typing import Final

import numpy as np

from matching.columns import CandidateColumns, VacancyColumns
from matching.compiled import inlined
from matching.criteria.hard import CANDIDATE_UNKNOWN, MISSING, NOT_ASKED, OK, VACANCY_UNKNOWN, Bools, Words
from matching.types import SHIFTS, CandidateProfile, Settings, VacancyQuery, Value

CODE: Final = "diensttijden"
WIDTH: Final = len(SHIFTS)
_ALL: Final = (1 << len(SHIFTS)) - 1


@inlined
def reason(needed: int, possible: int) -> int:
    """All needed shifts are among those that the person can work."""
    if needed == 0:
        return NOT_ASKED
    if possible == _ALL:
        return OK
    if needed < 0:
        return VACANCY_UNKNOWN
    if possible < 0:
        return CANDIDATE_UNKNOWN
    return MISSING if needed & ~possible else OK


def lacks(c: CandidateColumns) -> Words:
    """A bit per shift that the person is known not to work."""
    return np.where(c.shifts < 0, 0, ~c.shifts & _ALL).astype(np.uint64)


def asks(v: VacancyColumns) -> Words:
    """A bit per shift that the vacancy needs."""
    return np.maximum(v.shifts, 0).astype(np.uint64)


def adaptable(v: VacancyColumns) -> Bools:
    """The employer may offer other times."""
    return np.asarray(v.adapt_times == 1)


def measure(
    vacancy: VacancyQuery, candidate: CandidateProfile, settings: Settings
) -> tuple[Value, Value, dict[str, Value]]:
    """Shifts that the person cannot work, shifts that the vacancy needs, shifts that the person can work."""
    del settings
    held = candidate.shifts_ok
    missing = None if held is None or vacancy.shifts is None else tuple(s for s in vacancy.shifts if s not in held)
    return missing, vacancy.shifts, {"shifts_ok": held}
