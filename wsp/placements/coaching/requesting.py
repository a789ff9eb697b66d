"""What a request for more guidance says, made from the goals and the log. The coach reads and changes it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Date, Numeric, Text, Uuid, cast, null, select, union_all
from sqlalchemy.orm import Session

from wsp.foundation.money import number
from wsp.placements.coaching.enums import GoalState, HourKind
from wsp.placements.coaching.models import CoachingBlock, CoachingGoal, CoachingHour
from wsp.placements.coaching.rules import Spent, Use, current_of, use

_HOUR: Final = 60
_BLOCK, _GOAL, _TIME = "blok", "doel", "tijd"


@dataclass(frozen=True)
class Grounds:
    """What the letter is made from: the block of today, its use, every goal with its state, and minutes per goal."""

    starts_on: date
    ends_on: date
    use: Use
    goals: tuple[tuple[uuid.UUID, str, GoalState], ...]
    minutes: Mapping[uuid.UUID, int]


def grounds(session: Session, placement_id: uuid.UUID, today: date) -> Grounds | None:
    """Read it in one statement, for a page that asks much already; None without granted hours until today.

    The caller found the placement for this actor.
    """
    # One shape for three tables: kind of row, id, goal, first day, last day, amount, state or kind, title.
    blocks = select(
        cast(_BLOCK, Text).label("what"), CoachingBlock.id, cast(null(), Uuid).label("goal_id"),
        CoachingBlock.starts_on.label("first"), CoachingBlock.ends_on.label("last"),
        CoachingBlock.hours.label("amount"), CoachingBlock.granted_by.label("word"),
        cast(null(), Text).label("title"), CoachingBlock.created_at,
    ).where(CoachingBlock.placement_id == placement_id)  # fmt: skip
    goals = select(
        cast(_GOAL, Text), CoachingGoal.id, cast(null(), Uuid), CoachingGoal.state_since,
        cast(null(), Date), cast(null(), Numeric), CoachingGoal.state, CoachingGoal.title,
        CoachingGoal.created_at,
    ).where(CoachingGoal.placement_id == placement_id)  # fmt: skip
    times = select(
        cast(_TIME, Text), CoachingHour.id, CoachingHour.goal_id, CoachingHour.worked_on,
        cast(null(), Date), cast(CoachingHour.minutes, Numeric), CoachingHour.kind,
        cast(null(), Text), CoachingHour.created_at,
    ).where(CoachingHour.placement_id == placement_id, CoachingHour.withdrawn_at.is_(None))  # fmt: skip
    rows = session.execute(union_all(blocks, goals, times).order_by("created_at")).all()
    periods = {row.first: row for row in rows if row.what == _BLOCK}
    chosen = current_of([(row.first, row.last) for row in periods.values()], today)
    if chosen is None or chosen[0] > today:
        return None
    block = periods[chosen[0]]
    log = [Spent(row.first, int(row.amount), HourKind(row.word)) for row in rows if row.what == _TIME]
    minutes: dict[uuid.UUID, int] = {}
    for row in rows:
        if row.what == _TIME and row.goal_id is not None:
            minutes[row.goal_id] = minutes.get(row.goal_id, 0) + int(row.amount)
    return Grounds(
        starts_on=block.first,
        ends_on=block.last,
        use=use(block.first, block.last, block.amount, log, today),
        goals=tuple((row.id, row.title, GoalState(row.word)) for row in rows if row.what == _GOAL),
        minutes=minutes,
    )


def prepared(found: Grounds, starts_on: date, today: date) -> Mapping[str, Any]:
    """Return the fields of the letter as far as the file knows them; `starts_on` is the first day of the work."""
    used = found.use
    busy = [title for _id, title, state in found.goals if state is GoalState.BUSY]
    reached = [title for _id, title, state in found.goals if state is GoalState.REACHED]
    values: dict[str, Any] = {
        "first_day": max(found.starts_on, starts_on),
        "last_day": min(found.ends_on, today),
        "hours_given": (Decimal(used.used) / _HOUR).quantize(Decimal("0.01")),
        "advice": _advice(busy, used.percent),
        "hours_next": used.per_month if busy else None,
    }
    if found.goals:
        values["goals"] = tuple(title for _id, title, _state in found.goals)
    if reached:
        values["goes_well"] = f"Dit is gehaald: {_listed(reached)}."
    if busy:
        values["attention"] = f"Hier werken we nog aan: {_listed(busy)}.{_most_time(found)}"
    return values


def _advice(busy: list[str], percent: int) -> str:
    spent = f"Van de toegekende uren is {percent} procent gebruikt."
    if not busy:
        return f"{spent} Er zijn geen doelen meer open. De begeleiding kan stoppen."
    return f"{spent} Nog niet alle doelen zijn gehaald. Wij vragen daarom een vervolg."


def _most_time(found: Grounds) -> str:
    """The open goal that took most time, when there is a choice."""
    spent = [
        (found.minutes[key], title)
        for key, title, state in found.goals
        if state is GoalState.BUSY and key in found.minutes
    ]
    if len(spent) < 2:  # noqa: PLR2004 (nothing to choose from)
        return ""
    most, title = max(spent)
    hours = (Decimal(most) / _HOUR).quantize(Decimal("0.1"))
    return f" De meeste tijd ging naar ‘{_small(title)}’: {number(hours)} uur."


def _listed(titles: list[str]) -> str:
    """One, two and three."""
    small = [_small(each) for each in titles]
    return small[0] if len(small) == 1 else f"{', '.join(small[:-1])} en {small[-1]}"


def _small(title: str) -> str:
    return (title[0].lower() + title[1:]).rstrip(".")
