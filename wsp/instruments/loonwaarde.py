"""Loonwaarde by the national method (Besluit loonkostensubsidie Participatiewet 2021), and its planning.

    performance of a task = tempo × quality × net working time
    loonwaarde            = performances weighted with the time share of their task, rounded to a whole percent

A task is a main task from a least share of the week and a least time per working day, and there are only so many of
them. A loonwaarde belongs to a person in a function at an employer: from elsewhere it is an indication.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final

from wsp.foundation.errors import InvalidInput
from wsp.foundation.money import cents, number, percent
from wsp.foundation.workdays import add_months
from wsp.law.lookup import LawBook
from wsp.law.steps import Working

_LAW: Final = "participatiewet.loonwaarde."
_ARTICLE: Final = "Besluit loonkostensubsidie Participatiewet 2021"
_WHOLE: Final = Decimal(100)
_MINUTES_IN_HOUR: Final = timedelta(hours=1) // timedelta(minutes=1)


class LoonwaardeKind(StrEnum):
    """Where a loonwaarde comes from; only the last leads to an amount for the function it was measured in."""

    INDICATION = "indicatie"
    PRAKTIJKROUTE = "praktijkroute"
    ESTABLISHED = "vastgesteld"


@dataclass(frozen=True, slots=True, kw_only=True)
class MainTask:
    """One main task of the work, compared with somebody who does it without limits. All in percent.

    Attributes:
        share: part of the working week.
        tempo: speed.
        quality: of what is made or done.
        net_time: time that is really worked.
        minutes_per_day: on a working day; None when only the share is known.
        name: what the task is.

    """

    share: Decimal
    tempo: Decimal
    quality: Decimal
    net_time: Decimal
    minutes_per_day: Decimal | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Measurement:
    """What the tasks come to.

    Attributes:
        percentage: whole percent of the minimum wage; above the whole it counts as the whole.
        exact: before rounding.

    """

    percentage: int
    exact: Decimal


def measure(tasks: Sequence[MainTask], working: Working) -> Measurement:
    """Return the loonwaarde of the main tasks, with steps in `working`.

    Raises:
        InvalidInput: no task, too many, one that is no main task, or shares that are not the whole week.
        NotSupportedError: before the national method.

    """
    working.take(_LAW + "uniform_method")
    check_tasks(tasks, working)
    # The product of the three measures stands in no text that was read; this remembers so.
    working.take(_LAW + "product_formula")
    total = Decimal(0)
    for place, task in enumerate(tasks, start=1):
        performance = task.tempo * task.quality * task.net_time / _WHOLE / _WHOLE
        weighted = performance * task.share / _WHOLE
        total += weighted
        working.say(
            f"Hoofdtaak {place} telt voor {percent(task.share)}: {percent(cents(weighted))}.",
            f"{_ARTICLE} art. 1 en 5",
            weighted,
            " × ".join(percent(each) for each in (task.tempo, task.quality, task.net_time, task.share)),
        )
    whole = working.take(_LAW + "full")
    rounded = min(total, whole).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    working.say(f"Samen is de loonwaarde {percent(rounded)}.", f"{_ARTICLE} art. 3 lid 1", rounded)
    return Measurement(int(rounded), total)


def check_tasks(tasks: Sequence[MainTask], working: Working) -> None:
    """Refuse tasks that cannot be the main tasks of one job.

    Raises:
        InvalidInput: the sentence names the rule.

    """
    most = working.take(_LAW + "main_tasks")
    if not 0 < len(tasks) <= most:
        raise InvalidInput(f"Vul 1 tot en met {number(most)} hoofdtaken in.")
    share = working.take(_LAW + "main_task_share")
    minutes = working.take(_LAW + "main_task_minutes")
    for place, task in enumerate(tasks, start=1):
        if task.share < share:
            raise InvalidInput(f"Hoofdtaak {place} is kleiner dan {percent(share)} van de week. Voeg taken samen.")
        if task.minutes_per_day is not None and task.minutes_per_day < minutes:
            raise InvalidInput(
                f"Hoofdtaak {place} duurt korter dan {number(minutes)} minuten per dag. Voeg taken samen."
            )
        if any(not 0 <= each <= _WHOLE for each in (task.tempo, task.quality, task.net_time)):
            raise InvalidInput(f"Vul bij hoofdtaak {place} percentages in van 0 tot en met 100.")
    total = sum((task.share for task in tasks), Decimal(0))
    if total != _WHOLE:
        raise InvalidInput(f"De hoofdtaken zijn samen {percent(total)} van de week. Maak er 100 % van.")


def minutes_per_day(share: Decimal, hours_per_week: Decimal, days_per_week: Decimal) -> Decimal:
    """Return how many minutes of a working day a task takes."""
    return hours_per_week * _MINUTES_IN_HOUR * share / _WHOLE / days_per_week


@dataclass(frozen=True, slots=True, kw_only=True)
class LoonwaardeRecord:
    """A loonwaarde as it was established.

    Attributes:
        kind: only `ESTABLISHED` leads to an amount, and only in its own function.
        person, function, employer: opaque names of whom and what it belongs to.
        percentage: whole percent.
        measured_on, valid_from: day of the measurement, and from when it counts.
        expert: the designated expert (loonwaardedeskundige).
        workplace: where it was measured.

    """

    kind: LoonwaardeKind
    person: str
    function: str
    employer: str
    percentage: int
    measured_on: date
    valid_from: date
    expert: str
    workplace: str

    def counts_for(self, person: str, function: str, employer: str, on: date) -> bool:
        """Tell whether it leads to an amount for this job on a day; else it is an indication."""
        same = (self.person, self.function, self.employer) == (person, function, employer)
        return self.kind is LoonwaardeKind.ESTABLISHED and same and self.valid_from <= on


def forfait_refusal(earlier: Sequence[tuple[str, str, str]], person: str, function: str, employer: str) -> str:
    """Return why a forfait cannot start for this job, or an empty text: never twice for the same job.

    `earlier` holds person, function and employer of each forfait that was paid before.
    """
    if (person, function, employer) in earlier:
        return "Voor deze baan was er al forfaitaire subsidie. Meet de loonwaarde."
    return ""


def remeasure_on(measured_on: date, lawbook: LawBook) -> date | None:
    """Return when to measure again: by the municipality's own rule, since the law has no fixed interval.

    None when the municipality has no rule: it decides in consultation with worker and employer (art. 10d lid 6).
    """
    months = Working(lawbook, measured_on).local("loonwaarde.hermeting_maanden")
    return None if months is None else add_months(measured_on, int(months))
