"""taal: the spoken Dutch reaches the minimum, 0 none to 4 fluent (never adaptable)."""

from typing import Final

from matching.columns import CandidateColumns, VacancyColumns
from matching.compiled import inlined
from matching.criteria.hard import Words, at_least, below, level_bit, never
from matching.types import LANGUAGE_LEVELS, CandidateProfile, Settings, VacancyQuery, Value

CODE: Final = "taal"
WIDTH: Final = LANGUAGE_LEVELS.stop - 1
adaptable = never


@inlined
def reason(minimum: int, level: int) -> int:
    """The person's level is at least the level that the vacancy asks."""
    return at_least(minimum, level, WIDTH)


def lacks(c: CandidateColumns) -> Words:
    """A bit per level that the person is known not to reach."""
    return below(c.language, WIDTH)


def asks(v: VacancyColumns) -> Words:
    """The bit of the level that the vacancy asks."""
    return level_bit(v.language)


def measure(
    vacancy: VacancyQuery, candidate: CandidateProfile, settings: Settings
) -> tuple[Value, Value, dict[str, Value]]:
    """Level of the person, lowest level that the vacancy accepts."""
    del settings
    return candidate.language_nl, vacancy.language_nl_min, {}
