"""beroep: the work that the person wants, or has done, against the work of the vacancy.

A wish counts more than experience, recent and long experience more than old and short. Texts are compared phrase by
phrase (title, tasks and the whole vacancy against each wish and each job); occupations that both sides are linked to
can only raise the similarity. What the person says not to want ("geen schoonmaak") or not to bear ("allergisch voor
zeep") lowers it; who is open to anything ("maakt niet uit") has a modest value everywhere.
"""

from typing import Final

from matching.compiled import inlined
from matching.criteria.soft import UNABLE, WHOLE_TEXTS, possible
from matching.phrases import Asked, CandidatePhrase, Question, VacancyPhrase

CODE: Final = "beroep"

TARGET: Final = {VacancyPhrase.TITLE: 1.0, VacancyPhrase.TASK: 0.85, VacancyPhrase.WHOLE: 1.3}
"""How much each part of the vacancy says about which occupation it is; WHOLE is long, so its cosines are small."""
OFFERED: Final = {CandidatePhrase.WISH: 1.0, CandidatePhrase.EXPERIENCE: 0.8}
"""Where the words that carried the value are looked for, when it is explained."""
EXPERIENCE_SHARE: Final = 0.65
"""What full experience is worth for somebody whose wishes are known and lie elsewhere."""
EXPERIENCE_ALONE: Final = 0.85
"""What full experience is worth for somebody whose wishes are not known."""
OVERALL_SHARE: Final = 0.65
"""What the resemblance of both whole texts adds next to the best single phrase."""
FULL: Final = 0.6
"""Cosine of two phrases that counts as the same work."""
NOTHING_KNOWN: Final = 0.3
ANYTHING: Final = 0.4
"""What any work is worth at least for somebody who is open to all of it."""

WISHED: Final = Question(TARGET, {CandidatePhrase.WISH: 1.0}, FULL)
DONE: Final = Question(TARGET, {CandidatePhrase.EXPERIENCE: 1.0}, FULL)
REFUSED: Final = Question({VacancyPhrase.TITLE: 1.0, VacancyPhrase.TASK: 0.9}, {CandidatePhrase.AGAINST: 1.0}, FULL)
EVIDENCE: Final = Question(TARGET, OFFERED, FULL)
ASKS: Final = Asked(best=(WISHED, DONE, REFUSED, WHOLE_TEXTS, UNABLE), evidence=EVIDENCE)
KNOWN_BY: Final = (CandidatePhrase.WISH, CandidatePhrase.EXPERIENCE)


@inlined
def value(
    wish: float, done: float, against: float, unable: float, overall: float, has_wish: bool, has_done: bool,  # noqa: FBT001 (a loop takes arguments by position)
    is_open: bool,  # noqa: FBT001 (idem)
) -> float:  # fmt: skip
    """0..1 of one pair from the answers to `ASKS`; nothing known about wishes or experience has a modest value."""
    found = NOTHING_KNOWN
    if has_wish or has_done:
        share = EXPERIENCE_SHARE if has_wish else EXPERIENCE_ALONE
        found = (1 - OVERALL_SHARE) * (1 - (1 - wish) * (1 - share * done)) + OVERALL_SHARE * overall
        found *= 1 - against
    return max(found, ANYTHING if is_open else 0.0) * possible(unable)
