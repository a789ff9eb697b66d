"""A loonwaarde as somebody records it: what may be, what the main tasks come to, and over which days it counts."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import zip_longest
from typing import Final

from wsp.foundation.errors import InvalidInput
from wsp.foundation.money import percent
from wsp.instruments.loonwaarde import LoonwaardeKind, measure, remeasure_on
from wsp.law.lookup import LawBook
from wsp.law.steps import Step, Working
from wsp.placements.commands import RecordMeasuredLoonwaarde
from wsp.placements.enums import LoonwaardeBasis
from wsp.placements.errors import InvalidPlacement

_DAY: Final = timedelta(days=1)
_WHOLE: Final = 100


@dataclass(frozen=True, slots=True)
class Counted:
    """A loonwaarde that may be recorded.

    Attributes:
        percentage: whole percent of the minimum wage.
        exact: before rounding; None when a report gives the whole percent only.
        basis: how it was reached.
        steps: the working, when it was counted from the main tasks.

    """

    percentage: int
    exact: Decimal | None
    basis: LoonwaardeBasis
    steps: tuple[Step, ...] = ()


def counted(command: RecordMeasuredLoonwaarde, book: LawBook) -> Counted:
    """Count the percentage from the main tasks, or take over what the report gives.

    Raises:
        InvalidPlacement: no percentage and no tasks, tasks that cannot be (Besluit loonkostensubsidie Participatiewet
            2021), or two percentages that differ.
        NotSupportedError: the day of the report lies before the national method.

    """
    if not command.tasks:
        if command.percentage is None:
            raise InvalidPlacement("percentage", "Vul de hoofdtaken in, of het percentage uit het rapport.")
        if not 0 <= command.percentage <= _WHOLE:
            raise InvalidPlacement("percentage", "Vul een heel percentage in van 0 tot en met 100.")
        return Counted(command.percentage, None, LoonwaardeBasis.REPORT)
    working = Working(book, command.measured_on)
    try:
        outcome = measure(command.tasks, working)
    except InvalidInput as error:
        raise InvalidPlacement("task_1_name", error.message) from error
    if command.percentage is not None and command.percentage != outcome.percentage:
        raise InvalidPlacement(
            "percentage",
            f"De hoofdtaken komen uit op {percent(outcome.percentage)}. Maak dit leeg of verbeter de taken.",
        )
    return Counted(outcome.percentage, outcome.exact, LoonwaardeBasis.TASKS, tuple(working.steps))


def check_measurement(command: RecordMeasuredLoonwaarde, *, starts_on: date, ends_on: date | None, today: date) -> None:
    """Refuse a loonwaarde without expert, or of a day on which nobody worked here; an indication may be older.

    Raises:
        InvalidPlacement: at the field to mend.

    """
    if not command.expert.strip():
        raise InvalidPlacement("expert", "Vul in welke deskundige heeft gemeten.")
    if command.measured_on > today:
        raise InvalidPlacement("measured_on", "Deze dag moet nog komen. Vul in wanneer er is gemeten.")
    if command.visited_on is not None and command.visited_on > command.measured_on:
        raise InvalidPlacement("visited_on", "Het bezoek is voor het rapport. Controleer de datums.")
    counts_from = valid_from(command)
    if command.kind is not LoonwaardeKind.INDICATION:
        for name, day in (("measured_on", command.measured_on), ("visited_on", command.visited_on)):
            if day is not None and (day < starts_on or (ends_on is not None and day > ends_on)):
                raise InvalidPlacement(name, "Op deze dag werkte de werknemer hier niet. Controleer de datum.")
        if counts_from < starts_on or (ends_on is not None and counts_from > ends_on):
            raise InvalidPlacement("valid_from", "Deze dag valt buiten de plaatsing. Kies een andere dag.")
    if command.remeasure_by is not None and command.remeasure_by <= command.measured_on:
        raise InvalidPlacement("remeasure_by", "Kies een dag na deze meting.")


def valid_from(command: RecordMeasuredLoonwaarde) -> date:
    """The day from which it counts."""
    return command.valid_from or command.measured_on


def remeasure_by(command: RecordMeasuredLoonwaarde, book: LawBook) -> date | None:
    """When to measure again: as agreed, else by the municipality's own rule; the law has no fixed interval.

    Only for what leads to an amount (Participatiewet art. 10d lid 6).
    """
    if command.kind is not LoonwaardeKind.ESTABLISHED:
        return None
    return command.remeasure_by or remeasure_on(command.measured_on, book)


def spread(starts: Mapping[uuid.UUID, date]) -> dict[uuid.UUID, tuple[date, date | None]]:
    """Over which days each measurement counts: until the day before the next; the last has no end.

    Of two that start on one day the later in `starts` wins; the other is left out.
    """
    first: dict[date, uuid.UUID] = {start: key for key, start in starts.items()}
    days = sorted(first)
    return {
        first[day]: (day, None if following is None else following - _DAY)
        for day, following in zip_longest(days, days[1:])
    }
