"""The answer of an instrument: may it, how much, how long, who asks where and by when, and why."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from wsp.law.steps import Step
from wsp.law.values import DatedValue


class Status(StrEnum):
    """Whether the instrument applies."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """Return the Dutch word for screens."""
        return {"eligible": "kan", "not_eligible": "kan niet", "unknown": "onbekend"}[self.value]


@dataclass(frozen=True, slots=True)
class MissingFact:
    """A fact without which the instrument cannot be decided.

    Attributes:
        fact: name of the field in `PlacementFacts`.
        question: Dutch sentence that says what to find out; fit for a task.

    """

    fact: str
    question: str


@dataclass(frozen=True, slots=True)
class Amount:
    """One named number of the answer, exact; round with `foundation.money.cents` only when it is paid."""

    code: str
    label: str
    value: Decimal
    unit: str = "EUR/month"


@dataclass(frozen=True, slots=True)
class Term:
    """How long the instrument runs.

    Attributes:
        start: first day; None when the start of the placement is not known yet.
        end: last day; None when it has no fixed end.
        months: length in months, where the law gives one.
        text: Dutch sentence.

    """

    start: date | None
    end: date | None
    months: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something that must be done by a day.

    Attributes:
        code: stable name: `apply`, `decide`, `measure`, `reindex`.
        what: Dutch sentence, active, that says what to do.
        who: Dutch name of who must act.
        by: last day.
        article: where the law says so.

    """

    code: str
    what: str
    who: str
    by: date
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What one instrument means for one placement on one day.

    Attributes:
        instrument: code in the catalogue.
        on: the day whose law was used.
        reason: Dutch sentence that sums up the status.
        missing: facts to find out, for the status or, when that is clear, for an amount.
        amount_per_month: payable per month, rounded once to cents; None when the instrument pays no monthly
            amount or it is not known. 0.00 is an amount.
        exact_per_month: the same before rounding, to prorate a part of a month with.
        amount_per_year: payable over the calendar year of `on`, rounded once to cents; None as above.
        provisional: a value of law was past its period, unconfirmed or not seen in a source (*voorlopig*).
        provisional_reasons: why, in Dutch.
        supported: False when the product does not support the date; the reason says why.
        combines: codes of instruments that go together with this one.
        excludes: codes of instruments that cannot run beside this one.
        sources: the values of law that were used, with their version: keep them with a decision.

    """

    instrument: str
    on: date
    status: Status
    reason: str
    missing: tuple[MissingFact, ...] = ()
    amount_per_month: Decimal | None = None
    exact_per_month: Decimal | None = None
    amount_per_year: Decimal | None = None
    amounts: tuple[Amount, ...] = ()
    provisional: bool = False
    provisional_reasons: tuple[str, ...] = ()
    supported: bool = True
    term: Term | None = None
    apply_where: str = ""
    apply_who: str = ""
    apply_before: date | None = None
    deadlines: tuple[Deadline, ...] = ()
    combines: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    sources: tuple[DatedValue, ...] = ()

    def as_record(self) -> dict[str, Any]:
        """Return the answer as plain JSON values, to keep with a decision exactly as it was given."""
        return {
            "instrument": self.instrument,
            "on": self.on.isoformat(),
            "status": self.status.value,
            "reason": self.reason,
            "missing": [{"fact": gap.fact, "question": gap.question} for gap in self.missing],
            "amount_per_month": _text(self.amount_per_month),
            "exact_per_month": _text(self.exact_per_month),
            "amount_per_year": _text(self.amount_per_year),
            "amounts": [
                {"code": each.code, "label": each.label, "value": _text(each.value.normalize()), "unit": each.unit}
                for each in self.amounts
            ],
            "provisional": self.provisional,
            "provisional_reasons": list(self.provisional_reasons),
            "supported": self.supported,
            "term": None
            if self.term is None
            else {
                "start": _text(self.term.start),
                "end": _text(self.term.end),
                "months": self.term.months,
                "text": self.term.text,
            },
            "apply_where": self.apply_where,
            "apply_who": self.apply_who,
            "apply_before": _text(self.apply_before),
            "deadlines": [
                {"code": d.code, "what": d.what, "who": d.who, "by": _text(d.by), "article": d.article}
                for d in self.deadlines
            ],
            "combines": list(self.combines),
            "excludes": list(self.excludes),
            "steps": [step_record(step) for step in self.steps],
            "sources": [source.as_record() for source in self.sources],
        }


def step_record(step: Step) -> dict[str, str | None]:
    """Return a step as plain JSON values."""
    return {
        "sentence": step.sentence,
        "number": None if step.number is None else _text(step.number.normalize()),
        "formula": step.formula,
        "article": step.article,
    }


def _text(value: Decimal | date | None) -> str | None:
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if value else None
