"""Reads of requests, and of what stands in the way of carrying one out."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from wsp.candidates import words
from wsp.candidates.models import Candidate, EmergencyAccess
from wsp.employers.models import Employer
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.paging import SIZE, Page, clamp
from wsp.placements.enums import NAMED_STATES, IntroductionState
from wsp.placements.models import Introduction, IntroductionStep, Placement
from wsp.privacy.enums import ENDED, RequestKind, RequestState
from wsp.privacy.errors import RequestNotFound, UnknownPerson
from wsp.privacy.models import DataRequest, NameMention
from wsp.privacy.retention import active_holds
from wsp.vacancies.models import Vacancy

_PREFIX: Final = "k-"
_LONGEST: Final = 9


@dataclass(frozen=True)
class RequestFilter:
    """What the list shows; the same values stand in its address."""

    open_only: bool = True
    kind: RequestKind | None = None


@dataclass(frozen=True)
class RequestRow:
    """A line of the list; `person` is the number of the dossier, None after it was erased."""

    row: DataRequest
    person: str | None
    late: bool


@dataclass(frozen=True)
class Receiver:
    """An employer who got data of somebody: with a name, or without."""

    employer_id: uuid.UUID
    name: str
    owner_id: uuid.UUID | None
    named: bool


def list_requests(session: Session, wanted: RequestFilter, *, page: int = 1) -> Page[RequestRow]:
    """One page of the requests of the session's region, the earliest due day first."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.open_only:
        conditions.append(DataRequest.state.not_in(sorted(ENDED)))
    if wanted.kind is not None:
        conditions.append(DataRequest.kind == wanted.kind.value)
    total = session.scalar(select(func.count()).select_from(DataRequest).where(*conditions)) or 0
    number = clamp(page, total)
    order = (DataRequest.due_on, DataRequest.number) if wanted.open_only else (DataRequest.number.desc(),)
    rows = session.scalars(
        select(DataRequest).where(*conditions).order_by(*order).limit(SIZE).offset((number - 1) * SIZE)
    ).all()
    people = numbers(session, (row.subject_id for row in rows))
    today = clock.today()
    return Page(
        [
            RequestRow(
                row=row,
                person=people.get(row.subject_id) if row.subject_id else None,
                late=row.state not in ENDED and row.due_on < today,
            )
            for row in rows
        ],
        total,
        number,
    )


def attention(session: Session) -> tuple[int, int, int]:
    """How many requests wait for an answer, how many of those are late, and accesses that nobody judged yet."""
    waiting = select(func.count()).where(DataRequest.state.not_in(sorted(ENDED)))
    late = waiting.where(DataRequest.due_on < clock.today())
    accesses = select(func.count()).where(EmergencyAccess.reviewed_at.is_(None))
    row = session.execute(select(waiting.scalar_subquery(), late.scalar_subquery(), accesses.scalar_subquery())).one()
    return row[0], row[1], row[2]


def request(session: Session, actor: Actor, request_id: uuid.UUID, *, lock: bool = False) -> DataRequest:
    """One request of the actor's region.

    Raises:
        RequestNotFound: there is none.

    """
    statement = select(DataRequest).where(DataRequest.region_id == actor.region_id, DataRequest.id == request_id)
    found = session.scalars(statement.with_for_update() if lock else statement).one_or_none()
    if found is None:
        raise RequestNotFound
    return found


def requests_about(session: Session, candidate_id: uuid.UUID, *, but: uuid.UUID | None = None) -> Sequence[DataRequest]:
    """All requests of one person, newest first."""
    statement = select(DataRequest).where(DataRequest.subject_id == candidate_id)
    if but is not None:
        statement = statement.where(DataRequest.id != but)
    return session.scalars(statement.order_by(DataRequest.number.desc())).all()


def numbers(session: Session, ids: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """How these candidates are called without a name ("K-2041"); erased ones are left out. One query."""
    wanted = {each for each in ids if each is not None}
    if not wanted:
        return {}
    rows = session.execute(
        select(Candidate.id, Candidate.number).where(Candidate.id.in_(wanted), Candidate.erased_month.is_(None))
    )
    return {row[0]: words.number_label(row[1]) for row in rows}


def by_number(session: Session, actor: Actor, typed: str) -> Candidate:
    """The candidate with a number as people type it, K-2041 or 2041; of a merged dossier where it went.

    Raises:
        UnknownPerson: there is none in the region, or it is no number.

    """
    digits = typed.strip().lower().removeprefix(_PREFIX).strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST):
        raise UnknownPerson
    found = session.scalars(
        select(Candidate).where(
            Candidate.region_id == actor.region_id, Candidate.number == int(digits), Candidate.erased_month.is_(None)
        )
    ).one_or_none()
    if found is not None and found.merged_into_id is not None:
        found = session.get(Candidate, found.merged_into_id)
    if found is None:
        raise UnknownPerson
    return found


def obstacles(session: Session, candidate_id: uuid.UUID) -> list[str]:
    """Why somebody cannot be erased now, in Dutch sentences; empty when nothing stands in the way (AVG art. 17 lid 3).

    Work that goes on needs its facts for subsidy, an open introduction would leave an employer with an empty answer,
    and a hold says itself why and until when.
    """
    today = clock.today()
    found = [
        f"Het dossier blijft tot en met {clock.day_in_words(hold.until)}: {hold.reason}"
        for hold in active_holds(session, [candidate_id], on=today).values()
    ]
    running = session.scalars(
        select(Placement.number)
        .where(
            Placement.candidate_id == candidate_id,
            or_(Placement.ended_on.is_(None), Placement.ended_on >= today),
            or_(Placement.ends_on.is_(None), Placement.ends_on >= today),
        )
        .order_by(Placement.number)
    )
    found += [f"Plaatsing P-{number} loopt nog. Beëindig die eerst." for number in running]
    closed = [state.value for state in IntroductionState if state in _CLOSED]
    introduced = select(func.count()).where(
        Introduction.candidate_id == candidate_id, Introduction.state.not_in(closed)
    )
    named = select(func.count()).where(NameMention.candidate_id == candidate_id, NameMention.decision.is_(None))
    waiting, places = session.execute(select(introduced.scalar_subquery(), named.scalar_subquery())).one()
    if places:
        where = "1 andere plek" if places == 1 else f"{places} andere plekken"
        found.append(f"Op {where} staat misschien de naam. Bekijk dat bij dit verzoek en beslis.")
    if waiting:
        found.append(f"Er lopen nog {waiting} voordrachten. Trek die eerst in." if waiting > 1 else _ONE_WAITING)
    return found


_ONE_WAITING: Final = "Er loopt nog een voordracht. Trek die eerst in."
_CLOSED: Final = frozenset(
    {
        IntroductionState.HIRED,
        IntroductionState.REJECTED,
        IntroductionState.WITHDRAWN,
        IntroductionState.EXPIRED,
    }
)


def receivers(session: Session, candidate_id: uuid.UUID) -> Sequence[Receiver]:
    """Employers who got data of this person, and must be told of a correction, erasure or restriction (AVG art. 19)."""
    shown = {IntroductionState.ANONYMOUS.value, *(state.value for state in NAMED_STATES)}
    named = {state.value for state in NAMED_STATES}
    reached = (
        select(Vacancy.employer_id, func.bool_or(IntroductionStep.to_state.in_(named)).label("named"))
        .select_from(Introduction)
        .join(Vacancy, Vacancy.id == Introduction.vacancy_id)
        .join(IntroductionStep, IntroductionStep.introduction_id == Introduction.id)
        .where(Introduction.candidate_id == candidate_id, IntroductionStep.to_state.in_(shown))
        .group_by(Vacancy.employer_id)
    )
    found = {row[0]: bool(row[1]) for row in session.execute(reached)}
    placed = session.scalars(select(Placement.employer_id).where(Placement.candidate_id == candidate_id))
    found |= dict.fromkeys(placed, True)
    if not found:
        return []
    rows = session.execute(
        select(Employer.id, Employer.name, Employer.owner_id).where(Employer.id.in_(found)).order_by(Employer.sort_key)
    )
    return [Receiver(row[0], row[1], row[2], found[row[0]]) for row in rows]


def is_open(row: DataRequest) -> bool:
    """Tell whether an answer is still due."""
    return RequestState(row.state) not in ENDED
