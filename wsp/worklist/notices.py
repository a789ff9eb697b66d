"""What the work list tells by mail: to whom a task was given, as often as that person chose.

A task is told once to the person who has it, when it becomes news (`rules.tell_from`); after it changed hands, to the
next. The mail and the mark on the task are one transaction, so nothing is told twice or forgotten. The mail names
tasks and days, no candidates; its link opens Mijn dag, where the work is done.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, TypeVar

from sqlalchemy import exists, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from wsp.accounts.models import Membership, User
from wsp.audit import service as audit
from wsp.foundation import clock, mailer
from wsp.foundation.actor import Actor
from wsp.foundation.workdays import is_working_day
from wsp.worklist import rules
from wsp.worklist.commands import ChooseNotices
from wsp.worklist.enums import DEFAULT_FREQUENCIES, Frequency, NoticeKind, TaskKind
from wsp.worklist.models import NoticeChoice, Task

K = TypeVar("K", bound=StrEnum)

SETTINGS_PAGE: Final = "/mijn-account/meldingen"
OLDEST: Final = timedelta(days=30)
"""What was news longer ago is no news: nobody gets a flood after turning mails on."""
SHOWN: Final = 15
"""Tasks in one mail; the rest is counted."""
_MONDAY: Final = 0
_FIELDS: Final = {
    "new_task": NoticeKind.NEW_TASK,
    "unanswered": NoticeKind.UNANSWERED,
    "ending": NoticeKind.ENDING,
    "review": NoticeKind.REVIEW,
    "question": NoticeKind.QUESTION,
    "found": NoticeKind.FOUND,
}


def choices(session: Session, actor: Actor) -> ChooseNotices:
    """How often this actor is mailed about each kind of work in this region."""
    chosen = kept(session, actor.region_id, [actor.user_id] if actor.user_id else [], NoticeKind)
    return ChooseNotices(**{name: _frequency(chosen, actor.user_id, kind) for name, kind in _FIELDS.items()})


def choose(session: Session, command: ChooseNotices, *, actor: Actor) -> None:
    """Keep how often this actor wants to be mailed, for every kind of work."""
    keep(session, {_FIELDS[name]: frequency for name, frequency in asdict(command).items()}, actor=actor)


def keep(session: Session, chosen: Mapping[StrEnum, Frequency], *, actor: Actor) -> None:
    """Keep how often this actor wants mails of some kinds; kinds of a room above stand beside those of this one."""
    now = clock.now()
    for kind, frequency in chosen.items():
        statement = insert(NoticeChoice).values(
            id=uuid.uuid4(), created_at=now, changed_at=now, region_id=actor.region_id, user_id=actor.user_id,
            kind=kind.value, frequency=frequency.value,
        )  # fmt: skip
        session.execute(
            statement.on_conflict_do_update(
                index_elements=["region_id", "user_id", "kind"],
                set_={"frequency": statement.excluded.frequency, "changed_at": now},
            )
        )
    audit.record(session, actor, "notices.chosen", subject=("user", actor.user_id) if actor.user_id else None)


def kept(
    session: Session, region: str, users: Collection[uuid.UUID], kinds: type[K]
) -> dict[tuple[uuid.UUID, K], Frequency]:
    """What these users chose about mails of these kinds; who never chose is not in it."""
    if not users:
        return {}
    rows = session.execute(
        select(NoticeChoice.user_id, NoticeChoice.kind, NoticeChoice.frequency).where(
            NoticeChoice.region_id == region,
            NoticeChoice.user_id.in_(users),
            NoticeChoice.kind.in_([kind.value for kind in kinds]),
        )
    )
    return {(user_id, kinds(kind)): Frequency(frequency) for user_id, kind, frequency in rows}


def send_overviews(session: Session, region: str) -> int:
    """Mail the overviews of today: daily on working days, weekly on the first day of the week; returns how many.

    May run twice on a day: the second time there is nothing left to tell, and no second overview.
    """
    today = clock.today()
    wanted = {Frequency.DAILY} if is_working_day(today) else set()
    if today.weekday() == _MONDAY:
        wanted.add(Frequency.WEEKLY)
    return tell(session, region, wanted, key=f"overzicht:{today.isoformat()}") if wanted else 0


def tell(session: Session, region: str, frequencies: Collection[Frequency], *, key: str | None = None) -> int:
    """Mail everybody their untold tasks of the kinds for which they chose one of `frequencies`; returns how many mails.

    With `key` each person gets at most one mail under it.
    """
    today = clock.today()
    tasks = _untold(session, region, today)
    chosen = kept(session, region, {task.assigned_to_id for task in tasks if task.assigned_to_id}, NoticeKind)
    per_person: dict[uuid.UUID, list[Task]] = defaultdict(list)
    for task in tasks:
        kind = rules.notice_of(TaskKind(task.kind))
        if task.assigned_to_id and _frequency(chosen, task.assigned_to_id, kind) in frequencies:
            per_person[task.assigned_to_id].append(task)
    sent = 0
    for user in _at_work(session, region, per_person):
        sent += _mail(session, region, user, per_person[user.id], today, key)
    return sent


def _mail(session: Session, region: str, user: User, tasks: Sequence[Task], today: date, key: str | None) -> bool:
    made = mailer.send(
        session,
        region=region,
        to=user.email,
        to_name=user.name,
        template="worklist/tasks",
        key=f"{key}:{user.id}" if key else None,
        unsubscribe=SETTINGS_PAGE,
        count=len(tasks),
        more=max(0, len(tasks) - SHOWN),
        tasks=[(task.title, task.due_on, task.due_on < today) for task in tasks[:SHOWN]],
    )
    if made is None:
        return False
    now = clock.now()
    for task in tasks:
        task.told_at = now
    session.flush()
    return True


def _untold(session: Session, region: str, today: date) -> Sequence[Task]:
    """Open tasks that are news and were not told; locked, so that two workers do not tell the same."""
    found = session.scalars(
        select(Task)
        .where(
            Task.region_id == region,
            Task.done_at.is_(None),
            Task.told_at.is_(None),
            Task.assigned_to_id.is_not(None),
            Task.assigned_by_id.is_distinct_from(Task.assigned_to_id),
            Task.due_on <= today + max(rules.AHEAD.values()),
            Task.due_on >= today - OLDEST,
        )
        .order_by(Task.due_on, Task.id)
        .with_for_update(skip_locked=True)
    ).all()
    return [task for task in found if rules.tell_from(TaskKind(task.kind), task.due_on) <= today]


def _frequency(
    chosen: dict[tuple[uuid.UUID, NoticeKind], Frequency], user_id: uuid.UUID | None, kind: NoticeKind
) -> Frequency:
    return chosen.get((user_id, kind), DEFAULT_FREQUENCIES[kind]) if user_id else DEFAULT_FREQUENCIES[kind]


def _at_work(session: Session, region: str, users: Collection[uuid.UUID]) -> Sequence[User]:
    """Those of them who can log in here: nobody is mailed about work of a region they left."""
    if not users:
        return []
    works = exists().where(Membership.user_id == User.id, Membership.region_id == region, Membership.ended_at.is_(None))
    return session.scalars(
        select(User).where(User.id.in_(list(users)), User.active.is_(True), works).order_by(User.id)
    ).all()
