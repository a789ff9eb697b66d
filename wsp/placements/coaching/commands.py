"""What the verbs of the file take."""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wsp.placements.coaching.enums import GoalState, Grantor, HourKind, Risk


@dataclass(frozen=True, kw_only=True)
class SetBlock:
    """A block that was granted; one with the same first day is replaced."""

    starts_on: date
    ends_on: date
    hours: Decimal
    granted_by: Grantor
    supervisor: str | None
    plan: str | None


@dataclass(frozen=True, kw_only=True)
class AddGoal:
    """A new goal."""

    title: str


@dataclass(frozen=True, kw_only=True)
class MoveGoal:
    """A goal comes to stand elsewhere."""

    goal_id: uuid.UUID
    state: GoalState


@dataclass(frozen=True, kw_only=True)
class LogTime:
    """Time on a day, for a goal or for none in particular."""

    worked_on: date
    minutes: int
    kind: HourKind
    goal_id: uuid.UUID | None
    note: str | None


@dataclass(frozen=True, kw_only=True)
class TellOfRisk:
    """Somebody may drop out."""

    risk: Risk
