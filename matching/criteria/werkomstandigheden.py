"""werkomstandigheden: no condition of the work is one that the person cannot do (adaptable: tasks)."""

from math import prod
from typing import Final

import numpy as np

from matching.columns import CandidateColumns, Floats, VacancyColumns
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


def share_lost(v: VacancyColumns, c: CandidateColumns) -> Floats:
    """Share of the work (0..1) that must go because of what the person cannot do, conflicts taken as independent."""
    conflict = np.where((v.conditions < 0) | (c.cannot < 0), 0, v.conditions & c.cannot)
    left = np.ones(conflict.shape)
    met = int(np.bitwise_or.reduce(conflict, initial=0))
    for number in range(len(WORK_CONDITIONS)):
        if met >> number & 1:  # a condition that conflicts for nobody takes nothing off
            left = left * np.where(conflict >> number & 1, 1 - v.condition_share[:, number], 1.0)
    return np.asarray(1 - left)


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
