"""How a rule writes its answer down: the same way for every instrument."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from wsp.foundation.money import number
from wsp.foundation.workdays import add_months
from wsp.instruments.assessment import Assessment, MissingFact, Status, Term
from wsp.instruments.combinations import combined_with, excluded_by
from wsp.instruments.questions import QUESTIONS
from wsp.law.local import LOCAL_RULES
from wsp.law.lookup import LawBook
from wsp.law.steps import Working

ONE_DAY: Final = timedelta(days=1)
SUPPORTED: Final = "programma.supported"
MUNICIPALITY: Final = "De gemeente waar de werknemer woont."
UWV: Final = "UWV."


def begin(lawbook: LawBook, on: date) -> Working:
    """Return the scratch paper for an answer on a day that the product supports.

    Raises:
        NotSupportedError: `on` lies before that.

    """
    lawbook.on(SUPPORTED, on)
    return Working(lawbook, on)


def eligible(code: str, working: Working, reason: str, *, term: Term, where: str, who: str, **more: Any) -> Assessment:
    """Return the answer that the instrument applies; `more` are further fields of `Assessment`."""
    reasons = working.reasons
    return Assessment(
        instrument=code,
        on=working.on,
        status=Status.ELIGIBLE,
        reason=reason,
        provisional=bool(reasons),
        provisional_reasons=reasons,
        term=term,
        apply_where=where,
        apply_who=who,
        combines=combined_with(code),
        excludes=excluded_by(code),
        steps=tuple(working.steps),
        sources=working.sources,
        **more,
    )


def refused(code: str, working: Working, reason: str, **more: Any) -> Assessment:
    """Return the answer that the instrument does not apply."""
    return _without(code, working, Status.NOT_ELIGIBLE, reason, **more)


def unknown(code: str, working: Working, gaps: tuple[MissingFact, ...], reason: str = "") -> Assessment:
    """Return the answer that facts are missing: which, and what to ask."""
    return _without(code, working, Status.UNKNOWN, reason or needs(gaps), missing=gaps)


def needs(gaps: tuple[MissingFact, ...]) -> str:
    """Return the Dutch sentence that names what has to be known first."""
    return f"Onbekend: wij hebben nodig: {', '.join(_named(gap.fact) for gap in gaps)}."


def _named(fact: str) -> str:
    question = QUESTIONS.get(fact)
    return LOCAL_RULES[fact].title if question is None else question.meaning


def _without(code: str, working: Working, status: Status, reason: str, **more: Any) -> Assessment:
    return Assessment(
        instrument=code,
        on=working.on,
        status=status,
        reason=reason,
        combines=combined_with(code),
        excludes=excluded_by(code),
        steps=tuple(working.steps),
        sources=working.sources,
        **more,
    )


def term_of(start: date | None, months: Decimal, text: str, *, ends_on: date | None = None) -> Term:
    """Return a term of some months from `start`, no longer than the contract."""
    whole = int(months)
    last = None if start is None else add_months(start, whole) - ONE_DAY
    return Term(start, min((day for day in (last, ends_on) if day is not None), default=None), whole, text)


def months_in_words(months: Decimal) -> str:
    """Write a number of months: "1 maand", "6 maanden"."""
    return "1 maand" if months == 1 else f"{number(months)} maanden"


def local_gap(code: str) -> MissingFact:
    """Return the gap of a municipality's own rule that nobody entered yet: a question for the administrator."""
    return MissingFact(code, f"De functioneel beheerder voert in: {LOCAL_RULES[code].title}.")
