"""What changes in money when a fact changed after the day it is about: the difference to settle, month by month."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from wsp.instruments.assessment import Status
from wsp.instruments.proration import months_in, prorate


class Answer(Protocol):
    """What an assessment tells of an amount; a stored decision tells the same."""

    @property
    def status(self) -> Status:
        """Whether it applies."""
        ...

    @property
    def exact_per_month(self) -> Decimal | None:
        """The unrounded amount of a whole month."""
        ...


class Part(Protocol):
    """One instrument over one period (`service.instruments.Part`, or a decision that was kept)."""

    @property
    def code(self) -> str:
        """Of the instrument."""
        ...

    @property
    def start(self) -> date:
        """First day."""
        ...

    @property
    def last(self) -> date | None:
        """Last day; None: no end is known."""
        ...

    @property
    def assessment(self) -> Answer:
        """What the rules gave."""
        ...


@dataclass(frozen=True, slots=True)
class MonthDifference:
    """What one instrument pays in one calendar month, before and after; None where it is not known."""

    code: str
    month: date
    before: Decimal | None
    after: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """Above zero: still to be paid. Below zero: paid too much. None: not known."""
        return None if self.before is None or self.after is None else self.after - self.before


def difference(
    before: Iterable[Part], after: Iterable[Part], *, first: date, last: date, parts_of_month: int | None = None
) -> tuple[MonthDifference, ...]:
    """The months from `first` up to and including `last` in which an instrument pays another amount than before.

    By instrument and month, in cents; parts of a month as `instruments.proration` counts them (`parts_of_month`). An
    instrument that cannot be pays nothing; one whose amount is not known has no difference yet, and is named.
    """
    old, new = _paid(before, first, last, parts_of_month), _paid(after, first, last, parts_of_month)
    rows = []
    for code, month in sorted(old.keys() | new.keys(), key=lambda key: (key[0], key[1])):
        was, now = old.get((code, month), Decimal(0)), new.get((code, month), Decimal(0))
        if was != now:
            rows.append(MonthDifference(code, month, was, now))
    return tuple(rows)


def settled(rows: Iterable[MonthDifference]) -> Decimal | None:
    """The sum of what is to be paid and what was paid too much; None when a month is not known."""
    total = Decimal(0)
    for row in rows:
        if row.difference is None:
            return None
        total += row.difference
    return total


def _paid(
    parts: Iterable[Part], first: date, last: date, parts_of_month: int | None
) -> dict[tuple[str, date], Decimal | None]:
    found: dict[tuple[str, date], Decimal | None] = {}
    for part in parts:
        answer = part.assessment
        if answer.status is Status.NOT_ELIGIBLE or (
            answer.status is Status.ELIGIBLE and answer.exact_per_month is None
        ):
            continue
        start, end = max(part.start, first), last if part.last is None else min(part.last, last)
        for begin, stop in months_in(start, end):
            key = (part.code, begin.replace(day=1))
            before = found.get(key, Decimal(0))
            amount = answer.exact_per_month
            paid = None if amount is None else prorate(amount, begin, stop, parts=parts_of_month)
            found[key] = None if before is None or paid is None else before + paid
    return found
