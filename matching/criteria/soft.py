"""What every soft criterion answers: a value between 0 and 1 per row, and whether it is known."""

from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from matching.columns import CandidateColumns, Floats, VacancyColumns
from matching.criteria.hard import Bools
from matching.phrases import CandidatePhrase, Question, VacancyPhrase
from matching.types import Settings

WHOLE_TEXTS: Final = Question({VacancyPhrase.WHOLE: 1.0}, {CandidatePhrase.WHOLE: 1.0}, 0.6)
"""How everything that both sides say resembles: more than one criterion asks it, and it is found out once."""


@dataclass(frozen=True, slots=True, eq=False)
class Soft:
    """Values 0..1 per row; where ``known`` is false the neutral value stands in, so a question costs nothing much."""

    value: Floats
    known: Bools

    @classmethod
    def of(cls, value: Floats, known: Bools, neutral: float) -> "Soft":
        """Values with the neutral value where they are not known."""
        if np.shape(value) != np.shape(known):
            value, known = np.broadcast_arrays(value, known)
        return cls(np.where(known, value, neutral), known)


def within(value: Floats, lowest: float = 0.0) -> Floats:
    """Values brought between the lowest and 1; NaN stays. For few rows this costs half of `numpy.clip`."""
    return np.asarray(np.minimum(np.maximum(value, lowest), 1.0))


class ProfileCriterion(Protocol):
    """The members of a module in `matching.criteria` that values a soft criterion from columns alone."""

    CODE: str

    @staticmethod
    def soft(v: VacancyColumns, c: CandidateColumns, settings: Settings, on: float) -> Soft:
        """Value per row; ``on`` is the day number of the day that counts as today."""
