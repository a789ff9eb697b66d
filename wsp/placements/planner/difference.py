"""What changes in money when a fact changed after the day it is about: the difference to settle, month by month."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Protocol

from wsp.instruments.assessment import Status
from wsp.placements.rules.money import Stretch
from wsp.placements.rules.settling import MonthChange, side_by_side


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


def difference(
    before: Iterable[Part], after: Iterable[Part], *, first: date, count: int, parts_of_month: int | None = None
) -> tuple[tuple[str, MonthChange], ...]:
    """The months, `count` from that of `first`, in which an instrument (its code) pays another amount than before.

    By instrument and month, in cents; parts of a month as `instruments.proration` counts them (`parts_of_month`). An
    instrument that cannot be pays nothing; one whose amount is not known has no difference yet, and is named.
    """
    old, new = _stretches(before), _stretches(after)
    return tuple(
        (code, row)
        for code in sorted(old.keys() | new.keys())
        for row in side_by_side(old.get(code, ()), new.get(code, ()), first, count, parts_of_month=parts_of_month)
    )


def _stretches(parts: Iterable[Part]) -> dict[str, list[Stretch]]:
    found: dict[str, list[Stretch]] = {}
    for part in parts:
        answer = part.assessment
        # What applies without an amount per month, such as jobcoaching, pays nothing here.
        paid = answer.status is Status.UNKNOWN or (
            answer.status is Status.ELIGIBLE and answer.exact_per_month is not None
        )
        if paid:
            found.setdefault(part.code, []).append((part.start, part.last, answer.exact_per_month, False))
    return found
