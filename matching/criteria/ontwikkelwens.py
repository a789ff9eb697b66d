"""ontwikkelwens: the vacancy lets the person learn what the person wants to learn; weighs nothing by default."""

from typing import Final

from matching.criteria.soft import Soft
from matching.phrases import Asked, CandidatePhrase, Question, VacancyPhrase
from matching.text_match import TextMatch

CODE: Final = "ontwikkelwens"

_TARGET: Final = {VacancyPhrase.TITLE: 1.0, VacancyPhrase.TASK: 1.0, VacancyPhrase.WISHED: 0.8}
_FULL: Final = 0.6
_LEARNT: Final = Question(_TARGET, {CandidatePhrase.DEVELOPMENT: 1.0}, _FULL)
ASKS: Final = Asked(best=(_LEARNT,))
_NOTHING_KNOWN: Final = 0.5


def soft(match: TextMatch) -> Soft:
    """Value per pair: the best counterpart of a development wish among title, tasks and wished skills."""
    value = match.best(_LEARNT)
    return Soft.of(value, match.has(CandidatePhrase.DEVELOPMENT), _NOTHING_KNOWN)
