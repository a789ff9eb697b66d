"""werkomstandigheden: no condition of the work is one that the person cannot do (adaptable: tasks)."""

from math import prod
from typing import Final

import numpy as np
import numpy.typing as npt

from matching.columns import CandidateColumns, VacancyColumns
from matching.compiled import inlined
from matching.criteria.hard import CANDIDATE_UNKNOWN, CONFLICT, NOT_ASKED, OK, VACANCY_UNKNOWN, Bools, Words
from matching.types import WORK_CONDITIONS, CandidateProfile, Settings, VacancyQuery, Value

CODE: Final = "werkomstandigheden"
WIDTH: Final = len(WORK_CONDITIONS)


@inlined
def reason(conditions: int, cannot: int) -> int:
    """No overlap between the conditions of the work and what the person cannot do."""
    if conditions == 0 or cannot == 0:
        return NOT_ASKED
    if conditions < 0:
        return VACANCY_UNKNOWN
    if cannot < 0:
        return CANDIDATE_UNKNOWN
    return CONFLICT if conditions & cannot else OK


def lacks(c: CandidateColumns) -> Words:
    """A bit per condition that the person cannot do."""
    return np.maximum(c.cannot, 0).astype(np.uint64)


def asks(v: VacancyColumns) -> Words:
    """A bit per condition of the work."""
    return np.maximum(v.conditions, 0).astype(np.uint64)


def adaptable(v: VacancyColumns) -> Bools:
    """The employer may take tasks out."""
    return np.asarray(v.adapt_tasks == 1)


@inlined
def share_lost(conflict: int, shares: npt.NDArray[np.float64], v: int) -> float:
    """Share of the work (0..1) of a vacancy that must go when these conditions do, conflicts taken as independent.

    Args:
        conflict: a bit per condition of the work that the person cannot do.
        shares: per vacancy and condition the share of the work that needs it.
        v: which vacancy.
    """
    left = 1.0
    for number in range(shares.shape[1]):
        if conflict >> number & 1:
            left *= 1 - shares[v, number]
    return 1 - left


def measure(
    vacancy: VacancyQuery, candidate: CandidateProfile, settings: Settings
) -> tuple[Value, Value, dict[str, Value]]:
    """Conditions that conflict, all conditions of the work, and the share of the work that they touch."""
    del settings
    if candidate.cannot is None or vacancy.work_conditions is None:
        return None, vacancy.work_conditions, {}
    conflict = tuple(name for name in vacancy.work_conditions if name in candidate.cannot)
    if not conflict:
        return conflict, vacancy.work_conditions, {"share_of_work": 0.0}
    shares = VacancyColumns.single(vacancy).condition_share[0].tolist()
    share = 1 - prod(1 - lost for name, lost in zip(WORK_CONDITIONS, shares, strict=True) if name in conflict)
    return conflict, vacancy.work_conditions, {"share_of_work": share}
