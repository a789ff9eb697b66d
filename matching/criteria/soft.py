"""What every soft criterion answers: a value between 0 and 1 per row, and whether it is known."""

from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from matching.columns import Floats
from matching.compiled import inlined
from matching.criteria.hard import Bools
from matching.phrases import CandidatePhrase, Question, VacancyPhrase

WHOLE_TEXTS: Final = Question({VacancyPhrase.WHOLE: 1.0}, {CandidatePhrase.WHOLE: 1.0}, 0.6)
"""How everything that both sides say resembles: more than one criterion asks it, and it is found out once."""
UNABLE: Final = Question(
    {VacancyPhrase.TITLE: 1.0, VacancyPhrase.TASK: 1.0}, {CandidatePhrase.UNABLE: 1.0}, 0.75
)  # fmt: skip
"""How near the work, above all its largest task, comes to what the notes say cannot be done (`matching.barriers`)."""


@dataclass(frozen=True, slots=True, eq=False)
class Soft:
    """Values 0..1 per row; where ``known`` is false the neutral value stands in, so a question costs nothing much."""

    value: Floats
    known: Bools

    @classmethod
    def of(cls, value: Floats, known: Bools, neutral: float) -> "Soft":
        """Values with the neutral value where they are not known."""
        return cls(np.where(known, value, neutral), known)


@inlined
def within(value: float) -> float:
    """A value brought between 0 and 1; what is not known (NaN) stays so."""
    if value < 0:
        return 0.0
    return 1.0 if value > 1 else value


@inlined
def possible(unable: float) -> float:
    """Part of the value that is left of one pair: all of it, or nothing where the core of the work cannot be done.

    A faint likeness takes little off, a clear one nearly everything: the right title without being able to do the work
    is nobody to introduce.
    """
    return 1 - unable**1.5 if unable > 0 else 1.0


class ProfileCriterion(Protocol):
    """The members of a module in `matching.criteria` that values a soft criterion from columns alone.

    Besides: ``value(...)``, 0..1 for one pair and NaN when not known, which `matching.deciding` asks for every pair.
    """

    CODE: str
