"""How sure the term of a duty is: the value of law behind it says so, and screens show it."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from wsp.instruments import codes
from wsp.instruments.assessment import Assessment
from wsp.law.lookup import LawBook
from wsp.law.values import Certainty

_LKS: Final = "participatiewet.loonkostensubsidie."
_PLACE: Final = "participatiewet.participatieplaats."
_TRIAL: Final = ("participatiewet.proefplaatsing.months", "uwv.proefplaatsing.months", "proefplaatsing.maanden")
_BENEFIT: Final = ("participatiewet.behoud_van_uitkering.months", "behoud_uitkering.maanden")
TERMS: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    (codes.LKS, "apply"): (_LKS + "late_request_months",),
    (codes.LKS, "measure"): (_LKS + "forfait_months",),
    (codes.LKS, "end"): (_LKS + "forfait_months",),
    (codes.LKS, "decide"): (_LKS + "decision_weeks",),
    (codes.LKS, "reindex"): (_LKS + "reindexation",),
    (codes.LKV, "declare"): ("wtl.lkv.declaration_months",),
    (codes.LKV, "overview"): ("wtl.lkv.overview_day",),
    (codes.LKV, "correction"): ("wtl.lkv.correction_day",),
    (codes.LKV, "decision"): ("wtl.lkv.decision_day",),
    (codes.LKV, "pay"): ("wtl.lkv.payment_weeks",),
    (codes.PROEFPLAATSING, "evaluate"): _TRIAL,
    (codes.PROEFPLAATSING, "end"): _TRIAL,
    (codes.BEHOUD, "evaluate"): _BENEFIT,
    (codes.BEHOUD, "end"): _BENEFIT,
    (codes.PARTICIPATIEPLAATS, "test"): (_PLACE + "test_months",),
    (codes.PARTICIPATIEPLAATS, "training"): (_PLACE + "training_months",),
    (codes.PARTICIPATIEPLAATS, "premium"): (_PLACE + "premium_months",),
    (codes.PARTICIPATIEPLAATS, "evaluate"): (_PLACE + "months",),
    (codes.BESCHUT, "advise"): ("participatiewet.beschut_werk.advice_weeks",),
    (codes.NO_RISK, "end"): ("ziektewet.no_risk.years",),
    (codes.JOBCOACHING, "end"): ("uwv.jobcoaching.years",),
}
"""The values of law that a term rests on, by instrument and deadline; where more can be, the answer used one."""
_GENERAL_TERM: Final = ("awb.decision_weeks",)
"""Of a decision on an application, where no law of its own gives one."""
_SUREST_FIRST: Final = tuple(Certainty)


def certainty(instrument: str, deadline: str, answer: Assessment, book: LawBook, day: date) -> Certainty | None:
    """Return how sure the term is, the least sure of what it rests on; None: nobody wrote a term down for it."""
    wanted = TERMS.get((instrument, deadline), _GENERAL_TERM if deadline == "decide" else ())
    used = [each.certainty for each in answer.sources if each.code.startswith(wanted)] if wanted else []
    if not used:
        used = [book.on(code, day).certainty for code in wanted if book.holds(code, day)]
    return max(used, key=_SUREST_FIRST.index, default=None)
