"""vaardigheden_taken: how much of the tasks and skills of the vacancy the person covers.

Every task (by its hours), required skill and wished skill looks for its best counterpart in what the person can,
did, wants and tells; the value is the weighted mean, so "wrong title, exactly the right tasks" scores high. What
cannot be done ("allergisch voor zeep") takes the value of such work away.
"""

from typing import Final

from matching.compiled import inlined
from matching.criteria.soft import UNABLE, WHOLE_TEXTS, possible
from matching.phrases import Asked, CandidatePhrase, Question, VacancyPhrase

CODE: Final = "vaardigheden_taken"

ASKED: Final = {
    VacancyPhrase.TASK: 1.0,
    VacancyPhrase.REQUIRED: 0.5,
    VacancyPhrase.WISHED: 0.25,
    VacancyPhrase.TITLE: 0.3,
}
OFFERED: Final = {
    CandidatePhrase.SKILL: 1.0, CandidatePhrase.EXPERIENCE: 1.0, CandidatePhrase.NOTE: 0.9,
    CandidatePhrase.DIPLOMA: 0.8, CandidatePhrase.WISH: 0.8,
}  # fmt: skip
OVERALL_SHARE: Final = 0.35
"""What the resemblance of both whole texts adds next to the tasks and skills one by one."""
FULL: Final = 0.6
"""Cosine of two phrases that counts as the same task or skill."""
NOTHING_KNOWN: Final = 0.3
ANYTHING: Final = 0.3
"""What tasks are worth at least for somebody who is open to all work: most of it is learned by doing."""

COVERED: Final = Question(ASKED, OFFERED, FULL)
ASKS: Final = Asked(best=(WHOLE_TEXTS, UNABLE), covered=(COVERED,), evidence=COVERED)
KNOWN_BY: Final = tuple(OFFERED)


@inlined
def value(covered: float, unable: float, overall: float, told: bool, is_open: bool) -> float:  # noqa: FBT001 (a loop takes arguments by position)
    """0..1 of one pair from the answers to `ASKS`; a person who told nothing has a modest value."""
    found = (1 - OVERALL_SHARE) * covered + OVERALL_SHARE * overall if told else NOTHING_KNOWN
    return max(found, ANYTHING if is_open else 0.0) * possible(unable)
