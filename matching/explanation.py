"""From the numbers of one pair to an explanation in numbers and codes; a screen renders it in Dutch."""

from collections.abc import Sequence
from typing import Final

from matching.criteria import ADAPTABLE, HARD, SOFT_FROM_TEXT
from matching.criteria.hard import REASONS, VERDICTS
from matching.criteria.soft import Soft
from matching.deciding import Shares
from matching.scoring import Scores
from matching.text_match import TextMatch
from matching.types import (
    CandidateProfile,
    Contribution,
    CriterionResult,
    Settings,
    VacancyQuery,
    Verdict,
)

ADAPTATION: Final = "aanpassing:"
"""Before the code of a hard criterion: what adapting it takes off the score."""
FALLEN_OUT: Final = "uitval"
"""Takes what is left of the score of somebody who does not meet a criterion that cannot be adapted."""

_NOT_MET, _UNKNOWN = Verdict.NOT_MET, Verdict.UNKNOWN
_MEASURED: Final = tuple((criterion.CODE, criterion.measure) for criterion in HARD)
_EVIDENCE: Final = {each.CODE: each.ASKS.evidence for each in SOFT_FROM_TEXT if each.ASKS.evidence}


def explain_hard(
    reasons: Sequence[int], vacancy: VacancyQuery, candidate: CandidateProfile, settings: Settings
) -> tuple[CriterionResult, ...]:
    """Every hard criterion of one pair with its verdict, value and limit.

    Args:
        reasons: one code per hard criterion, as `matching.scoring.hard_reasons` gives them.
        vacancy: the vacancy of the pair.
        candidate: the candidate of the pair.
        settings: the settings with which the reasons were found.
    """
    adaptable = {
        "uren": vacancy.adaptable.hours, "diensttijden": vacancy.adaptable.times,
        "werkomstandigheden": vacancy.adaptable.tasks, "begeleiding": vacancy.adaptable.guidance,
    }  # fmt: skip
    results = []
    for (code, measure), number in zip(_MEASURED, reasons, strict=True):
        value, limit, detail = measure(vacancy, candidate, settings)
        may_change = adaptable.get(code, False)
        # By position: of a ranking there are two hundred, and names cost three times as much as all the rest of it.
        results.append(CriterionResult(code, VERDICTS[number], REASONS[number], value, limit, may_change, detail))
    return tuple(results)


def outcome(results: tuple[CriterionResult, ...]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Codes of the criteria that are violated, that are not known, and that are violated but can be adapted."""
    violated = [result for result in results if result.verdict is _NOT_MET]
    unknown = [result.criterion for result in results if result.verdict is _UNKNOWN]
    adapted = [result.criterion for result in violated if result.adaptable]
    return tuple([result.criterion for result in violated]), tuple(unknown), tuple(adapted)


def explain_score(
    values: dict[str, Soft], scores: Scores, match: TextMatch, shares: Shares, row: int, *, excluded: bool
) -> tuple[Contribution, ...]:
    """Contributions of one pair; their points add up to its score (zero for who fell out)."""
    found = []
    for code, soft in values.items():
        if code not in shares:
            continue
        weight, value = shares[code], float(soft.value[row])
        evidence = match.evidence(_EVIDENCE[code], row) if code in _EVIDENCE else None
        found.append(Contribution(code, weight, value, weight * value, bool(soft.known[row]), evidence))
    base = float(scores.base[row])
    for adapted, rate in zip(ADAPTABLE, scores.rates[:, row], strict=True):
        if rate > 0:
            taken = Contribution(
                criterion=ADAPTATION + adapted.CODE, weight=-float(rate), value=base, points=-float(rate) * base
            )
            found.append(taken)
    if excluded:
        left = float(scores.score[row])
        found.append(Contribution(criterion=FALLEN_OUT, weight=-1.0, value=left, points=-left))
    return tuple(found)
