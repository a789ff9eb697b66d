"""What a run does to one subsidy: pure, so that it can be compared with a slow recomputation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from wsp.instruments import loonkostensubsidie
from wsp.instruments.assessment import Assessment, Status
from wsp.instruments.uses import family, values_of
from wsp.law.local import LOCAL_RULES
from wsp.law.lookup import LawBook
from wsp.placements.reindexing.enums import Cause
from wsp.placements.service.instruments import Part


class Outcome(StrEnum):
    """What became of one subsidy."""

    CHANGED = "veranderd"
    CERTAIN = "zekerder"
    """The same amount, that is voorlopig no more, or voorlopig now."""
    SAME = "gelijk"
    UNKNOWN = "onbekend"
    """There is no amount: something is asked first."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A decision that stands: over `start` up to and including `last`."""

    start: date | None
    last: date | None
    verdict: str
    amount: Decimal | None
    exact: Decimal | None
    provisional: bool

    def holds(self, day: date) -> bool:
        """Tell whether it is about `day`."""
        return (self.start is None or self.start <= day) and (self.last is None or day <= self.last)


NOTHING: Final = Decimal(0)
Key = tuple[date | None, date | None, str, Decimal | None, bool]


def key_of_standing(row: Standing) -> Key:
    """What makes a decision the same as another: days, verdict, exact amount, and whether it is voorlopig."""
    return row.start, row.last, row.verdict, row.exact, row.provisional


def key_of_part(part: Part) -> Key:
    """The same of what the rules say now."""
    answer = part.assessment
    return part.start, part.last, answer.status.value, answer.exact_per_month, answer.provisional


@dataclass(frozen=True, slots=True)
class Verdict:
    """One subsidy after the run."""

    outcome: Outcome
    before: Decimal | None
    after: Decimal | None
    answer: Assessment | None
    """What holds on the day of the run; None when the subsidy has nothing to say then."""

    @property
    def told(self) -> bool:
        """It belongs in the list of changed amounts."""
        return self.before != self.after


def judge(cause: Cause, day: date, standing: Sequence[Standing], parts: Sequence[Part]) -> Verdict:
    """Compare what stood with what the rules say now.

    On 1 January `before` is what was paid until 31 December; for a value it is what stood ready for the same day.
    `day` is the day of the run, or the first day of a subsidy that starts later.
    """
    part = next((each for each in parts if each.start <= day and (each.last is None or day <= each.last)), None)
    ready = _on(standing, day)
    before = ready
    if cause is Cause.NEW_YEAR:
        before = _on(standing, _day_before(day)) or ready
    old = None if before is None else before.amount
    new = None if part is None else part.assessment.amount_per_month
    answer = None if part is None else part.assessment
    if answer is not None and answer.status is Status.UNKNOWN:
        outcome = Outcome.UNKNOWN
    elif old != new:
        outcome = Outcome.CHANGED
    elif ready is not None and answer is not None and ready.provisional != answer.provisional:
        outcome = Outcome.CERTAIN
    else:
        outcome = Outcome.SAME
    return Verdict(outcome, old, new, answer)


def _on(standing: Iterable[Standing], day: date) -> Standing | None:
    return next((row for row in standing if row.holds(day)), None)


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


def changes_after(book: LawBook, day: date) -> bool:
    """Tell whether a value that the subsidy looks at has a row, or a local rule an end or a beginning, after `day`."""
    families = values_of(loonkostensubsidie.CODE)
    rows = any(
        row.valid_from > day
        for code in book.parameters.codes
        if family(code) in families
        for row in book.parameters.parameter(code).values
    )
    return rows or any(
        each.valid_from > day or (each.valid_until is not None and each.valid_until >= day)
        for code, choices in book.choices.items()
        if code in LOCAL_RULES and LOCAL_RULES[code].instrument == loonkostensubsidie.CODE
        for each in choices
    )
