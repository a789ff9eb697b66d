"""Reads of obligations: the overview for staff, those of one placement, and what an employer is asked."""

import uuid
from calendar import monthrange
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, false, func, or_, select
from sqlalchemy.orm import Session, aliased

from wsp.candidates import policy as candidates
from wsp.employers.models import Employer
from wsp.foundation import answers, clock
from wsp.foundation.actor import Actor
from wsp.foundation.paging import SIZE, Page, clamp
from wsp.foundation.sortkey import sort_key
from wsp.placements import policy
from wsp.placements.models import Placement
from wsp.placements.obligations.enums import DutyKind, ObligationState, Party
from wsp.placements.obligations.errors import ObligationNotFound
from wsp.placements.obligations.keeping import task_key
from wsp.placements.obligations.models import Obligation
from wsp.worklist.enums import SubjectKind
from wsp.worklist.models import Task

MOST: Final = 20_000
"""Rows of one spreadsheet."""
LOOK_AHEAD: Final = timedelta(days=90)
"""So far ahead an employer is asked for something."""
LOOK_BACK: Final = timedelta(days=365)
"""What an employer did longer ago is no longer shown."""
_LONGEST_NUMBER: Final = 9
_S = ObligationState


class Standing(StrEnum):
    """What the overview shows, by where an obligation stands; late is a part of open."""

    OPEN = "open"
    LATE = "te-laat"
    DONE = "klaar"
    DROPPED = "vervallen"


class Sort(StrEnum):
    """By what the overview is sorted."""

    DUE = "uiterlijk"
    PARTY = "wie"
    KIND = "soort"
    EMPLOYER = "werkgever"
    NUMBER = "nummer"


@dataclass(frozen=True, kw_only=True)
class ObligationFilter:
    """What the overview shows; every field is one part of its address."""

    text: str | None = None
    standing: Standing = Standing.OPEN
    party: Party | None = None
    kind: DutyKind | None = None
    instrument: str | None = None
    month: date | None = None
    """First day of the month in which it is due."""
    employer_id: uuid.UUID | None = None
    placement_id: uuid.UUID | None = None
    owner_id: uuid.UUID | None = None
    sort: Sort = Sort.DUE
    descending: bool = False


@dataclass(frozen=True)
class ObligationRow:
    """A line of the overview; nobody who works there is named."""

    row: Obligation
    placement_id: uuid.UUID
    number: int
    function_title: str
    employer: str


@dataclass(frozen=True)
class Counts:
    """How many stand open, and how many of those are late."""

    open: int
    late: int


def list_obligations(
    session: Session, actor: Actor, wanted: ObligationFilter, *, page: int = 1, size: int = SIZE
) -> Page[ObligationRow]:
    """One page of the obligations of placements that this actor may read."""
    where = _conditions(session, actor, wanted)
    total = session.scalar(_joined(select(func.count())).where(*where)) or 0
    number = clamp(page, total)
    statement = _sorted(_lines(), wanted).where(*where).limit(size).offset((number - 1) * size)
    return Page(_rows(session, statement), total, number)


def all_obligations(session: Session, actor: Actor, wanted: ObligationFilter) -> Sequence[ObligationRow]:
    """The whole overview, for a spreadsheet."""
    return _rows(session, _sorted(_lines(), wanted).where(*_conditions(session, actor, wanted)).limit(MOST))


def counts(session: Session, actor: Actor, *, today: date) -> Counts:
    """What stands open for this actor to see, whatever is filtered."""
    late = func.count().filter(Obligation.due_on < today)
    where = (policy.visible_placements(actor, _looked_in(session, actor)), Obligation.state == _S.OPEN.value)
    [(every, past)] = answers.rows(session, _joined(select(func.count(), late)).where(*where))
    return Counts(every, past)


def of_placement(session: Session, placement_id: uuid.UUID) -> Sequence[Obligation]:
    """Every obligation of a placement: the open ones by their day, then what was done and dropped, newest first.

    The caller made sure that the placement may be read.
    """
    rows = session.scalars(
        select(Obligation).where(Obligation.placement_id == placement_id).execution_options(populate_existing=True)
    ).all()
    return _ordered(rows)


def work_of(session: Session, placement_id: uuid.UUID) -> tuple[Sequence[Task], Sequence[Obligation]]:
    """The tasks of a placement (open ones first, by their day) and its obligations, in one statement.

    The caller made sure that the placement may be read.
    """
    subject = (Task.subject_kind == SubjectKind.PLACEMENT.value) & (Task.subject_id == placement_id)
    task = aliased(Task, select(Task).where(subject).subquery())
    duty = aliased(Obligation, select(Obligation).where(Obligation.placement_id == placement_id).subquery())
    # A full join, since there are tasks without an obligation and obligations without a task.
    key = func.concat(task_key(placement_id, ""), duty.key)
    rows = session.execute(
        select(task, duty).join_from(task, duty, task.key == key, full=True).execution_options(populate_existing=True)
    ).all()
    tasks = {row[0].id: row[0] for row in rows if row[0] is not None}
    duties = {row[1].id: row[1] for row in rows if row[1] is not None}
    found = sorted(tasks.values(), key=lambda each: (each.done_at is not None, each.due_on, each.id))
    return found, _ordered(duties.values())


def _ordered(rows: Iterable[Obligation]) -> list[Obligation]:
    """The open ones by their day, then what was done and dropped, newest first."""
    by_day = sorted(rows, key=lambda row: (row.due_on, row.key, row.id))
    shut = sorted(
        (row for row in by_day if row.state != _S.OPEN.value),
        key=lambda row: (row.closed_at or row.created_at, row.key),
        reverse=True,
    )
    return [*(row for row in by_day if row.state == _S.OPEN.value), *shut]


def obligation(session: Session, actor: Actor, obligation_id: uuid.UUID) -> ObligationRow:
    """One obligation of a placement that this actor may read.

    Raises:
        ObligationNotFound: there is none.

    """
    statement = _lines().where(policy.visible_placements(actor), Obligation.id == obligation_id)
    found = _rows(session, statement)
    if not found:
        raise ObligationNotFound
    return found[0]


def asked(session: Session, placement_ids: Collection[uuid.UUID]) -> Sequence[Obligation]:
    """What the employers of these placements must do soon, or did in the last year; earliest first.

    Masking decides which of it an employer may read, and in what words.
    """
    if not placement_ids:
        return []
    today = clock.today()
    return session.scalars(
        select(Obligation)
        .where(
            Obligation.placement_id.in_(list(placement_ids)),
            or_(
                Obligation.party == Party.EMPLOYER.value,
                Obligation.kind.in_([DutyKind.MEASURE.value, DutyKind.PROLONG.value]),
            ),
            or_(
                and_(Obligation.state == _S.OPEN.value, Obligation.due_on <= today + LOOK_AHEAD),
                and_(Obligation.state == _S.DONE.value, Obligation.done_on > today - LOOK_BACK),
            ),
        )
        .order_by(Obligation.due_on, Obligation.key)
    ).all()


def _lines() -> Select[Any]:
    return _joined(select(Obligation, Placement.id, Placement.number, Placement.function_title, Employer.name))


def _rows(session: Session, statement: Select[Any]) -> list[ObligationRow]:
    return [ObligationRow(*row) for row in session.execute(statement).all()]


def _joined(statement: Any) -> Select[Any]:
    joined: Select[Any] = (
        statement.select_from(Obligation)
        .join(
            Placement,
            and_(Placement.region_id == Obligation.region_id, Placement.id == Obligation.placement_id),
        )
        .join(Employer, and_(Employer.region_id == Placement.region_id, Employer.id == Placement.employer_id))
    )
    return joined


def _sorted(statement: Select[Any], wanted: ObligationFilter) -> Select[Any]:
    orders: dict[Sort, SQLColumnExpression[Any]] = {
        Sort.DUE: Obligation.due_on,
        Sort.PARTY: Obligation.party,
        Sort.KIND: Obligation.kind,
        Sort.EMPLOYER: Employer.sort_key,
        Sort.NUMBER: Placement.number,
    }
    by = orders[wanted.sort]
    return statement.order_by(by.desc() if wanted.descending else by.asc(), Obligation.due_on, Obligation.id)


def _conditions(session: Session, actor: Actor, wanted: ObligationFilter) -> list[ColumnElement[bool]]:
    today = clock.today()
    found = [policy.visible_placements(actor, _looked_in(session, actor))]
    match wanted.standing:
        case Standing.LATE:
            found += [Obligation.state == _S.OPEN.value, Obligation.due_on < today]
        case _:
            found.append(Obligation.state == wanted.standing.value)
    if wanted.text:
        found.append(_matches(wanted.text))
    if wanted.month is not None:
        last = wanted.month.replace(day=monthrange(wanted.month.year, wanted.month.month)[1])
        found.append(Obligation.due_on.between(wanted.month, last))
    for column, value in (
        (Obligation.party, wanted.party.value if wanted.party else None),
        (Obligation.kind, wanted.kind.value if wanted.kind else None),
        (Obligation.instrument_code, wanted.instrument),
        (Placement.employer_id, wanted.employer_id),
        (Obligation.placement_id, wanted.placement_id),
        (Placement.owner_id, wanted.owner_id),
    ):
        if value is not None:
            found.append(column == value)
    return found


def _looked_in(session: Session, actor: Actor) -> Collection[uuid.UUID]:
    """Whom this actor sees by way of an emergency: read once, so that the database need not ask for every row."""
    return candidates.looked_in(session, actor)


def _matches(text: str) -> ColumnElement[bool]:
    """A number (P-12), or a part of the function or the employer's name; never a candidate's name."""
    folded = sort_key(text)
    if not folded:
        return false()
    found: list[ColumnElement[bool]] = [
        func.lower(Placement.function_title).contains(text.strip().lower(), autoescape=True),
        Employer.sort_key.contains(folded, autoescape=True),
    ]
    digits = folded.removeprefix("p-")
    if digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_NUMBER:
        found.append(Placement.number == int(digits))
    return or_(*found)


def decision_is_asked(session: Session, placement_id: uuid.UUID, instrument: str) -> bool:
    """Tell whether somebody has a task to decide on this instrument of a placement."""
    keys = session.scalars(
        select(Obligation.key).where(
            Obligation.placement_id == placement_id,
            Obligation.kind == DutyKind.DECIDE.value,
            Obligation.instrument_code == instrument,
            Obligation.state == _S.OPEN.value,
        )
    ).all()
    tasks = select(Task.id).where(Task.key.in_([task_key(placement_id, key) for key in keys]), Task.done_at.is_(None))
    return bool(keys) and session.scalar(tasks.limit(1)) is not None
