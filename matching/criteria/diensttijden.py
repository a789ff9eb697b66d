"""diensttijden: the person can work all shifts that the vacancy needs (adaptable: times)."""

from typing import Final

import numpy as np

from matching.columns import CandidateColumns, VacancyColumns
from matching.criteria.hard import Bools, Codes, Words, first_of
from matching.types import SHIFTS, CandidateProfile, Reason, Settings, VacancyQuery, Value

CODE: Final = "diensttijden"
WIDTH: Final = len(SHIFTS)
_ALL: Final = (1 << len(SHIFTS)) - 1


def reasons(v: VacancyColumns, c: CandidateColumns, settings: Settings) -> Codes:
    """All needed shifts are among those that the person can work."""
    del settings
    return first_of(
        (v.shifts == 0, Reason.NOT_ASKED),
        (c.shifts == _ALL, Reason.OK),
        (v.shifts < 0, Reason.VACANCY_UNKNOWN),
        (c.shifts < 0, Reason.CANDIDATE_UNKNOWN),
        ((v.shifts & ~c.shifts) != 0, Reason.MISSING),
        otherwise=Reason.OK,
    )


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
