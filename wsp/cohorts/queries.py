"""Reads of this room: groups of the region, and in each only the people whom the reader may see."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, and_, exists, func, or_, select, text
from sqlalchemy.orm import Session

from wsp.accounts.queries import names
from wsp.candidates import policy as candidate_policy
from wsp.candidates import queries as candidates
from wsp.candidates.models import Candidate
from wsp.candidates.queries import CandidateRow
from wsp.cohorts import policy, rules
from wsp.cohorts.enums import TAKES_PLACE, MemberState
from wsp.cohorts.errors import CohortNotFound, NotInCohort
from wsp.cohorts.models import Cohort, CohortMember
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.paging import Page, window
from wsp.placements.models import Placement


@dataclass(frozen=True)
class Result:
    """Counts of one group, over the people whom the reader may see."""

    states: Mapping[MemberState, int]
    joined: int
    """Who ever took part."""
    placed: int
    """Of those, who began work between the first day and six months after the last."""

    @property
    def taking(self) -> int:
        """Who takes part or did so to the end."""
        return sum(self.states.get(state, 0) for state in TAKES_PLACE)


NOTHING = Result({}, 0, 0)


@dataclass(frozen=True)
class CohortLine:
    """One group as the page of all groups shows it."""

    row: Cohort
    result: Result


@dataclass(frozen=True)
class MemberLine:
    """Somebody in a group."""

    candidate: CandidateRow
    member: CohortMember
    invited_by: str


def cohort(session: Session, actor: Actor, cohort_id: uuid.UUID, *, lock: bool = False) -> Cohort:
    """Return a group; with `lock` nobody else changes it until this transaction ends.

    Raises:
        CohortNotFound: there is none for this actor.

    """
    asked = select(Cohort).where(Cohort.id == cohort_id, policy.readable(actor))
    if lock:
        asked = asked.with_for_update(of=Cohort).execution_options(populate_existing=True)
    found = session.scalar(asked)
    if found is None:
        raise CohortNotFound
    return found


def page_of_cohorts(session: Session, actor: Actor, *, over: bool, page: int = 1) -> Page[CohortLine]:
    """Groups that run or come, the first to begin on top; or those that are over, the last on top."""
    today = clock.today()
    when = Cohort.ends_on < today if over else Cohort.ends_on >= today
    order = Cohort.starts_on.desc() if over else Cohort.starts_on.asc()
    asked = select(Cohort.id).where(policy.readable(actor), when).order_by(order, Cohort.id)
    found, total, number = window(session, asked, page=page)
    ids = [each[0] for each in found]
    rows = {row.id: row for row in session.scalars(select(Cohort).where(Cohort.id.in_(ids)))} if ids else {}
    told = results(session, actor, ids)
    return Page([CohortLine(rows[each], told.get(each, NOTHING)) for each in ids if each in rows], total, number)


def open_cohorts(session: Session, actor: Actor, *, most: int) -> Sequence[Cohort]:
    """Groups for which somebody may be invited, the first to begin on top."""
    asked = select(Cohort).where(policy.readable(actor), Cohort.ends_on >= clock.today())
    return session.scalars(asked.order_by(Cohort.starts_on, Cohort.id).limit(most)).all()


def people(session: Session, actor: Actor, row: Cohort, *, page: int = 1) -> Page[MemberLine]:
    """One page of a group (`cohort`) as `actor` may see it; everybody shown goes to the read log."""
    found, total, number = window(session, _there(actor, row.id), page=page)
    return Page(_lines(session, actor, row.id, [each[0] for each in found], purpose="lijst"), total, number)


def all_people(session: Session, actor: Actor, row: Cohort) -> Sequence[MemberLine]:
    """Everybody in a group (`cohort`) whom `actor` may see; they go to the read log as an export."""
    ids = session.scalars(_there(actor, row.id)).all()
    return _lines(session, actor, row.id, ids, purpose="export")


def member(
    session: Session, actor: Actor, cohort_id: uuid.UUID, candidate_id: uuid.UUID, *, lock: bool = False
) -> CohortMember:
    """Somebody's place in a group.

    Raises:
        NotInCohort: there is none, or it is not the actor's to see.

    """
    asked = (
        select(CohortMember)
        .join(Candidate, Candidate.id == CohortMember.candidate_id)
        .where(
            CohortMember.cohort_id == cohort_id,
            CohortMember.candidate_id == candidate_id,
            candidate_policy.listed(actor),
        )
    )
    if lock:
        asked = asked.with_for_update(of=CohortMember).execution_options(populate_existing=True)
    found = session.scalar(asked)
    if found is None:
        raise NotInCohort
    return found


def taken(session: Session, cohort_id: uuid.UUID) -> int:
    """How many places are taken, whoever may see these people."""
    counted = select(func.count()).where(
        CohortMember.cohort_id == cohort_id, CohortMember.state.in_([each.value for each in TAKES_PLACE])
    )
    return session.scalar(counted) or 0


def results(session: Session, actor: Actor, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Result]:
    """What came of these groups, counted over the people whom `actor` may see; one query."""
    if not ids:
        return {}
    began = exists(
        select(1).where(
            Placement.region_id == CohortMember.region_id,
            Placement.candidate_id == CohortMember.candidate_id,
            Placement.starts_on >= Cohort.starts_on,
            Placement.starts_on
            <= func.least(Cohort.ends_on + text(f"interval '{rules.RESULT_MONTHS} months'"), clock.today()),
            or_(Placement.ended_on.is_(None), Placement.ended_on >= Placement.starts_on),
        )
    )
    joined = CohortMember.joined_on.is_not(None)
    asked = (
        select(
            CohortMember.cohort_id,
            CohortMember.state,
            func.count(),
            func.count().filter(joined),
            func.count().filter(and_(joined, began)),
        )
        .join(Candidate, Candidate.id == CohortMember.candidate_id)
        .join(Cohort, Cohort.id == CohortMember.cohort_id)
        .where(CohortMember.cohort_id.in_(ids), candidate_policy.listed(actor))
        .group_by(CohortMember.cohort_id, CohortMember.state)
    )
    states: dict[uuid.UUID, dict[MemberState, int]] = {}
    sums: dict[uuid.UUID, tuple[int, int]] = {}
    for cohort_id, state, many, came, placed in session.execute(asked):
        states.setdefault(cohort_id, {})[MemberState(state)] = many
        before = sums.get(cohort_id, (0, 0))
        sums[cohort_id] = (before[0] + came, before[1] + placed)
    return {key: Result(states[key], *sums[key]) for key in states}


def cohorts_with(actor: Actor, candidate_id: uuid.UUID) -> Select[uuid.UUID, str, str]:
    """Statement: id and name of the groups in which this candidate is or was, and the state; as `lists.lists_with`."""
    return (
        select(Cohort.id, Cohort.name, CohortMember.state)
        .join(CohortMember, CohortMember.cohort_id == Cohort.id)
        .where(CohortMember.candidate_id == candidate_id, policy.readable(actor))
    )


def cohort_names(session: Session, ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, str]:
    """What these groups of the region are called, for the answer to an access request."""
    wanted = set(ids)
    if not wanted:
        return {}
    return dict(session.execute(select(Cohort.id, Cohort.name).where(Cohort.id.in_(wanted))).all())


def _there(actor: Actor, cohort_id: uuid.UUID) -> Select[uuid.UUID]:
    return (
        select(Candidate.id)
        .join(CohortMember, CohortMember.candidate_id == Candidate.id)
        .where(CohortMember.cohort_id == cohort_id, candidate_policy.listed(actor))
        .order_by(CohortMember.state == MemberState.STOPPED.value, Candidate.number)
    )


def _lines(
    session: Session, actor: Actor, cohort_id: uuid.UUID, ids: Sequence[uuid.UUID], *, purpose: str
) -> list[MemberLine]:
    if not ids:
        return []
    asked = select(CohortMember).where(CohortMember.cohort_id == cohort_id, CohortMember.candidate_id.in_(ids))
    members = {row.candidate_id: row for row in session.scalars(asked)}
    inviters = names(session, [row.invited_by_id for row in members.values()])
    former = "een oud-collega"
    return [
        MemberLine(each, row, inviters.get(row.invited_by_id, former) if row.invited_by_id else former)
        for each in candidates.these_candidates(session, actor, ids, purpose=purpose)
        if (row := members.get(each.shown.id)) is not None
    ]


def until(row: Cohort) -> date:
    """Until which day work counts as a result of this group."""
    return rules.result_until(row.ends_on)
