"""What a request for more guidance says, made from the goals and the log. The coach reads and changes it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from wsp.foundation.money import number
from wsp.placements.coaching.enums import GoalState
from wsp.placements.coaching.queries import CoachFile

_HOUR: Final = 60


def prepared(file: CoachFile, today: date) -> Mapping[str, Any]:
    """Return the fields of the letter as far as the file knows them; empty without granted hours."""
    block, used = file.block, file.use
    if block is None or used is None or block.starts_on > today:
        return {}
    by_state = {state: [each.title for each in file.goals if each.state == state.value] for state in GoalState}
    busy, reached = by_state[GoalState.BUSY], by_state[GoalState.REACHED]
    values: dict[str, Any] = {
        "first_day": max(block.starts_on, file.placement.starts_on),
        "last_day": min(block.ends_on, today),
        "hours_given": (Decimal(used.used) / _HOUR).quantize(Decimal("0.01")),
        "advice": _advice(busy, used.percent),
        "hours_next": used.per_month if busy else None,
    }
    if file.goals:
        values["goals"] = tuple(each.title for each in file.goals)
    if reached:
        values["goes_well"] = f"Dit is gehaald: {_listed(reached)}."
    if busy:
        values["attention"] = f"Hier werken we nog aan: {_listed(busy)}.{_most_time(file)}"
    return values


def _advice(busy: list[str], percent: int) -> str:
    spent = f"Van de toegekende uren is {percent} procent gebruikt."
    if not busy:
        return f"{spent} Er zijn geen doelen meer open. De begeleiding kan stoppen."
    return f"{spent} Nog niet alle doelen zijn gehaald. Wij vragen daarom een vervolg."


def _most_time(file: CoachFile) -> str:
    """The open goal that took most time, when there is a choice."""
    minutes: dict[str, int] = {}
    titles = {each.id: each.title for each in file.goals if each.state == GoalState.BUSY.value}
    for each in file.hours:
        if each.goal_id in titles:
            minutes[titles[each.goal_id]] = minutes.get(titles[each.goal_id], 0) + each.minutes
    if len(minutes) < 2:  # noqa: PLR2004 (nothing to choose from)
        return ""
    title, most = max(minutes.items(), key=lambda item: (item[1], item[0]))
    return (
        f" De meeste tijd ging naar ‘{_small(title)}’: {number((Decimal(most) / _HOUR).quantize(Decimal('0.1')))} uur."
    )


def _listed(titles: list[str]) -> str:
    """One, two and three."""
    small = [_small(each) for each in titles]
    return small[0] if len(small) == 1 else f"{', '.join(small[:-1])} en {small[-1]}"


def _small(title: str) -> str:
    return (title[0].lower() + title[1:]).rstrip(".")
