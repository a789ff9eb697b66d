"""ontwikkelwens: the vacancy lets the person learn what the person wants to learn; weighs nothing by default."""

from typing import Final

from matching.compiled import inlined
from matching.phrases import Asked, CandidatePhrase, Question, VacancyPhrase

CODE: Final = "ontwikkelwens"

_TARGET: Final = {VacancyPhrase.TITLE: 1.0, VacancyPhrase.TASK: 1.0, VacancyPhrase.WISHED: 0.8}
_FULL: Final = 0.6
LEARNT: Final = Question(_TARGET, {CandidatePhrase.DEVELOPMENT: 1.0}, _FULL)
ASKS: Final = Asked(best=(LEARNT,))
NOTHING_KNOWN: Final = 0.5
KNOWN_BY: Final = (CandidatePhrase.DEVELOPMENT,)


@inlined
def value(learnt: float, told: bool) -> float:  # noqa: FBT001 (a loop takes arguments by position)
    """0..1 of one pair: the best counterpart of a development wish among title, tasks and wished skills."""
    return learnt if told else NOTHING_KNOWN
