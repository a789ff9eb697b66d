"""Pure checks and calculations about tasks."""

from datetime import date, timedelta
from typing import Final

from wsp.foundation.workdays import add_months
from wsp.worklist.enums import NOTICE_OF, NoticeKind, TaskKind
from wsp.worklist.errors import BadDueDay, TaskClosed

HORIZON_MONTHS: Final = 24
"""A task further away than this is a typing error, not a plan."""

AHEAD: Final = {NoticeKind.ENDING: timedelta(days=30), NoticeKind.UNANSWERED: timedelta(0)}
"""How long before its due day somebody is mailed about a task, where that is not a week."""
WEEK: Final = timedelta(days=7)


def notice_of(kind: TaskKind) -> NoticeKind:
    """Return under which kind of notice a task is told."""
    return NOTICE_OF.get(kind, NoticeKind.NEW_TASK)


def tell_from(kind: TaskKind, due_on: date) -> date:
    """Return the first day on which a mail about a task helps: aftercare in half a year is no news today."""
    return due_on - AHEAD.get(notice_of(kind), WEEK)


def end_of_week(on: date) -> date:
    """Return the Sunday that ends the week of `on`."""
    return on + timedelta(days=6 - on.weekday())


def check_open(*, done: bool, outcome: str | None) -> None:
    """Refuse to change what is finished.

    Raises:
        TaskClosed: with the outcome, so that nobody does the work twice.

    """
    if done:
        raise TaskClosed(outcome)


def check_new_day(due_on: date, *, on: date) -> None:
    """Refuse a new day in the past or beyond the horizon.

    Raises:
        BadDueDay: with a sentence that says what to fill in.

    """
    if due_on < on:
        message = "Deze dag is al voorbij. Kies vandaag of een latere dag."
        raise BadDueDay(message)
    if due_on > add_months(on, HORIZON_MONTHS):
        message = "Deze dag ligt meer dan 2 jaar vooruit. Kies een eerdere dag."
        raise BadDueDay(message)
