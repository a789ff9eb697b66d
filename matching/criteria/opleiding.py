"""opleiding: the education level reaches the minimum, 0 none to 7 wo (never adaptable)."""

from typing import Final

from matching.columns import CandidateColumns, VacancyColumns
from matching.compiled import inlined
from matching.criteria.hard import Words, at_least, below, level_bit, never
from matching.types import EDUCATION_LEVELS, CandidateProfile, Settings, VacancyQuery, Value

CODE: Final = "opleiding"
WIDTH: Final = EDUCATION_LEVELS.stop - 1
adaptable = never


@inlined
def reason(minimum: int, level: int) -> int:
    """The person's level is at least the level that the vacancy asks."""
    return at_least(minimum, level, WIDTH)


def lacks(c: CandidateColumns) -> Words:
    """A bit per level that the person is known not to reach."""
    return below(c.education, WIDTH)


def asks(v: VacancyColumns) -> Words:
    """The bit of the level that the vacancy asks."""
    return level_bit(v.education)


def measure(
    vacancy: VacancyQuery, candidate: CandidateProfile, settings: Settings
) -> tuple[Value, Value, dict[str, Value]]:
    """Level of the person, lowest level that the vacancy accepts."""
    del settings
    return candidate.education_level, vacancy.education_min, {}
