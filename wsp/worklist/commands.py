"""What people send about a task."""

import uuid
from dataclasses import dataclass
from datetime import date

from wsp.worklist.enums import Frequency, Outcome, SubjectKind, TaskKind


@dataclass(frozen=True, kw_only=True)
class FinishTask:
    """With what a task is finished."""

    outcome: Outcome
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class PostponeTask:
    """Another day."""

    due_on: date


@dataclass(frozen=True, kw_only=True)
class HandOverTask:
    """Another colleague; None: anybody of the organisation."""

    to: uuid.UUID | None


@dataclass(frozen=True, kw_only=True)
class ChooseNotices:
    """How often somebody wants to be mailed, for every kind."""

    new_task: Frequency
    unanswered: Frequency
    ending: Frequency
    review: Frequency
    found: Frequency
    question: Frequency


@dataclass(frozen=True)
class NewTask:
    """A task about a record that was only just made; see `service.plan` for the words."""

    kind: TaskKind
    subject: tuple[SubjectKind, uuid.UUID]
    due_on: date
    title: str
    assigned_to_id: uuid.UUID | None
    key: str
