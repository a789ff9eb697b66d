"""Keep what must be done: rows follow the plan, say what changed, and bring staff their tasks.

The same facts twice change nothing. What a person finished on Mijn dag is done here too.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.candidates.models import Candidate
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.law.values import Certainty
from wsp.placements.models import Placement
from wsp.placements.obligations.enums import Cause, DoneWith, DutyKind, ObligationState, Origin, Party
from wsp.placements.obligations.models import Obligation
from wsp.placements.rules import placement_number
from wsp.placements.rules.duties import Closed, Done, Dropped, Duty, Moved, Opened, Planned, Reworded, replan
from wsp.worklist import service as worklist
from wsp.worklist.enums import OUTCOME_LABELS, Outcome, SubjectKind
from wsp.worklist.models import Task

SUBJECT: Final = "placement"
"""Kind of subject in the audit log: what changed stands with the placement."""
_BEFOREHAND: Final = frozenset({DutyKind.APPLY, DutyKind.MEASURE})
"""Work that takes time: its task is due on the day that it starts, not on the last day."""
_S = ObligationState


@dataclass(frozen=True)
class Plan:
    """What one plan wants: the duties that stand open, what was done, and which instruments still run."""

    wanted: Sequence[Duty]
    done: Mapping[str, Done] = field(default_factory=dict)
    running: frozenset[str] = frozenset()


def task_key(placement_id: uuid.UUID, key: str) -> str:
    """The task that belongs to an obligation."""
    return f"plaatsing:{placement_id}:{key}"


def keep(
    session: Session,
    actor: Actor,
    placement: Placement,
    plan: Plan,
    *,
    cause: Cause,
    origin: Origin = Origin.PLACEMENT,
) -> None:
    """Let the obligations of a placement, and their tasks, follow a plan; `cause` is said beside what moved."""
    keeper = _Keeper(session, actor, placement, plan, cause, origin)
    keeper.follow()


def close(session: Session, actor: Actor, row: Obligation, done: Done, *, ref: uuid.UUID | None = None) -> None:
    """Write down that an open obligation was done: with what, when, and by whom."""
    now = clock.now()
    row.state = _S.DONE.value
    row.closed_at = now
    row.closed_by_id = actor.user_id
    row.done_on = done.on or clock.local(now).date()
    row.done_kind = done.kind.value
    row.done_ref = ref
    row.outcome = done.words
    session.flush()
    worklist.finish_by_key(session, task_key(row.placement_id, row.key), outcome=done.words, actor=actor)
    audit.record(
        session,
        actor,
        "obligation.done",
        subject=(SUBJECT, row.placement_id),
        after={"verplichting": row.title, "met": done.kind, "uitkomst": done.words, "op": row.done_on},
    )


def task_day(row: Obligation) -> date:
    """The day on which the task of an obligation is due; it stays the same as long as the obligation does."""
    if DutyKind(row.kind) not in _BEFOREHAND:
        return row.due_on
    known = clock.local(row.changed_at or row.created_at).date()
    return min(max(row.start_on, known), row.due_on)


class _Keeper:
    """One look at one placement."""

    def __init__(
        self, session: Session, actor: Actor, placement: Placement, plan: Plan, cause: Cause, origin: Origin
    ) -> None:
        self.session = session
        self.actor = actor
        self.placement = placement
        self.plan = plan
        self.cause = cause
        self.origin = origin
        rows = session.scalars(
            select(Obligation)
            .where(Obligation.placement_id == placement.id)
            .order_by(Obligation.created_at, Obligation.id)
            .with_for_update()
        ).all()
        self.latest: dict[str, Obligation] = {}
        """By key the open row, or else the last one; of this plan."""
        self.others = {row.key for row in rows if row.origin != origin.value and row.state == _S.OPEN.value}
        for row in rows:
            known = self.latest.get(row.key)
            if row.origin == origin.value and (known is None or known.state != _S.OPEN.value):
                self.latest[row.key] = row
        self.prefix = task_key(placement.id, "")
        tasks = session.scalars(
            select(Task).where(
                Task.subject_kind == SubjectKind.PLACEMENT.value,
                Task.subject_id == placement.id,
                Task.key.startswith(self.prefix, autoescape=True),
            )
        ).all()
        self.tasks = {task.key.removeprefix(self.prefix): task for task in tasks if task.key is not None}

    def follow(self) -> None:
        """Settle what was finished by hand, change what must, and plan the tasks."""
        self._finished_by_hand()
        today = clock.today()
        changes = replan(
            [Planned(_duty(row), _said(row)) for row in self.latest.values()],
            self.plan.wanted,
            self.plan.done,
            running=self.plan.running,
            cause=self.cause,
            today=today,
        )
        opened: list[str] = []
        for change in changes:
            match change:
                case Opened(duty):
                    self._open(duty)
                    opened.append(duty.title)
                case Moved(duty, was):
                    self._move(duty, was)
                case Reworded(duty):
                    _write(self.latest[duty.key], duty)
                case Closed(key, done):
                    close(self.session, self.actor, self.latest[key], done)
                case Dropped(key, why):
                    self._drop(self.latest[key], why)
        if opened:
            audit.record(
                self.session,
                self.actor,
                "obligation.planned",
                subject=(SUBJECT, self.placement.id),
                after={"verplichtingen": opened},
            )
        self.session.flush()
        self._plan_tasks()

    def _finished_by_hand(self) -> None:
        for key, row in self.latest.items():
            task = self.tasks.get(key)
            if row.state == _S.OPEN.value and task is not None and by_hand(task) and task.planned_on == task_day(row):
                from_task(row, task)

    def _open(self, duty: Duty) -> None:
        row = Obligation(
            id=uuid.uuid4(),
            region_id=self.placement.region_id,
            placement_id=self.placement.id,
            origin=self.origin.value,
            key=duty.key,
            due_on=duty.by,
            state=_S.OPEN.value,
            created_at=clock.now(),
        )
        _write(row, duty)
        self.session.add(row)
        self.latest[duty.key] = row

    def _move(self, duty: Duty, was: date) -> None:
        row = self.latest[duty.key]
        _write(row, duty)
        row.due_on, row.was_on = duty.by, was
        row.change_reason = self.cause.value
        row.changed_at = clock.now()
        if duty.by > was:
            # There is more time: a reminder comes again when it helps.
            row.told_at = None
        audit.record(
            self.session,
            self.actor,
            "obligation.moved",
            subject=(SUBJECT, self.placement.id),
            before={"uiterlijk": was},
            after={"verplichting": duty.title, "uiterlijk": duty.by},
            reason=self.cause.value,
        )

    def _drop(self, row: Obligation, why: str) -> None:
        row.state = _S.DROPPED.value
        row.closed_at = clock.now()
        row.outcome = why
        self.session.flush()
        worklist.drop(self.session, task_key(row.placement_id, row.key), why=why, actor=self.actor)
        audit.record(
            self.session,
            self.actor,
            "obligation.dropped",
            subject=(SUBJECT, self.placement.id),
            after={"verplichting": row.title, "uiterlijk": row.due_on},
            reason=why,
        )

    def _plan_tasks(self) -> None:
        """Plan what changed; drop what belongs to no obligation (planned before there were any)."""
        asked = {duty.key: duty for duty in self.plan.wanted}
        wanted: set[str] = set()
        for key, row in self.latest.items():
            duty = asked.get(key)
            if row.state != _S.OPEN.value:
                continue
            wanted.add(key)
            if duty is None or duty.task is None or duty.keeper is None:
                continue
            who, organisation = self._worker(duty.keeper)
            title = f"{duty.task_title} ({placement_number(self.placement.number)})"
            task = self.tasks.get(key)
            due_on = task_day(row)
            if task is not None and (task.planned_on, task.title, task.assigned_to_id) == (due_on, title, who):
                continue
            worklist.plan(
                self.session,
                self.actor,
                kind=duty.task,
                subject=(SubjectKind.PLACEMENT, self.placement.id),
                due_on=due_on,
                title=title,
                assigned_to_id=who,
                organisation_id=organisation,
                key=task_key(self.placement.id, key),
            )
        for key, task in self.tasks.items():
            if task.done_at is None and task.key and key not in wanted and key not in self.others:
                worklist.drop(self.session, task.key, why="Dit is niet meer nodig.", actor=self.actor)

    def _worker(self, keeper: Party) -> tuple[uuid.UUID | None, uuid.UUID | None]:
        """Who gets the task, and for which organisation (None: their own, looked up)."""
        placement = self.placement
        if keeper is Party.CLIENT_MANAGER:
            person = self.session.get_one(Candidate, placement.candidate_id)
            return person.client_manager_id, person.organisation_id
        who = placement.job_coach_id or placement.owner_id if keeper is Party.JOB_COACH else placement.owner_id
        # Whoever makes a placement does so for their own organisation: no need to look that up for every task.
        return who, self.actor.organisation_id if who is not None and who == self.actor.user_id else None


def by_hand(task: Task) -> bool:
    """A person finished this task, on Mijn dag or with a report."""
    return task.done_at is not None and task.done_by_id is not None


def from_task(row: Obligation, task: Task) -> None:
    """Take over what a person said on finishing the task of an obligation; the log has it with the task."""
    assert task.done_at is not None, "only finished tasks come here"  # noqa: S101 - tells mypy what by_hand made sure of
    row.closed_at = task.done_at
    row.closed_by_id = task.done_by_id
    row.outcome = task.outcome
    if (task.outcome or "").startswith(OUTCOME_LABELS[Outcome.NOT_NEEDED]):
        row.state = _S.DROPPED.value
        return
    row.state = _S.DONE.value
    row.done_on = clock.local(task.done_at).date()
    row.done_kind = DoneWith.TASK.value


def _said(row: Obligation) -> ObligationState:
    """What a person dropped is settled as much as what was done; what the facts dropped may come back with them."""
    return _S.DONE if row.state == _S.DROPPED.value and row.closed_by_id is not None else _S(row.state)


def _write(row: Obligation, duty: Duty) -> None:
    """Everything but the last day, whose change is said."""
    row.kind = duty.kind.value
    row.party = duty.party.value
    row.keeper = duty.keeper.value if duty.keeper else None
    row.instrument_code = duty.instrument
    row.title = duty.title
    row.article = duty.article
    row.certainty = duty.certainty.value if duty.certainty else None
    row.start_on = duty.start


def _duty(row: Obligation) -> Duty:
    return Duty(
        key=row.key,
        kind=DutyKind(row.kind),
        party=Party(row.party),
        keeper=Party(row.keeper) if row.keeper else None,
        start=row.start_on,
        by=row.due_on,
        title=row.title,
        instrument=row.instrument_code,
        article=row.article,
        certainty=Certainty(row.certainty) if row.certainty else None,
    )
