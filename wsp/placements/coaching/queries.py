"""Reads of the file of a job coach, inside what the actor may see of placements."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from wsp.candidates import queries as candidates
from wsp.candidates.masking import MaskedCandidate
from wsp.candidates.models import Candidate
from wsp.employers.models import Employer
from wsp.foundation.actor import Actor
from wsp.placements import policy
from wsp.placements.coaching.enums import HourKind
from wsp.placements.coaching.models import CoachingBlock, CoachingGoal, CoachingHour
from wsp.placements.coaching.rules import Spent, Use, current_of, use
from wsp.placements.enums import AT_WORK
from wsp.placements.errors import PlacementNotFound
from wsp.placements.models import Placement
from wsp.worklist.enums import SubjectKind, TaskKind
from wsp.worklist.models import Task


@dataclass(frozen=True)
class CoachFile:
    """Everything of one placement that a job coach works with."""

    placement: Placement
    employer: str
    person: MaskedCandidate | None
    block: CoachingBlock | None
    """The block of today, else the next, else the last."""
    use: Use | None
    blocks: Sequence[CoachingBlock]
    goals: Sequence[CoachingGoal]
    hours: Sequence[CoachingHour]
    """Newest first; what was taken out is not among them."""
    signals: Sequence[Task]
    """What was told of dreigende uitval, newest first."""


@dataclass(frozen=True)
class Coached:
    """One placement on the list of a job coach."""

    placement_id: uuid.UUID
    number: int
    employer: str
    function_title: str
    person: MaskedCandidate | None
    block: CoachingBlock | None
    use: Use | None
    at_risk: bool
    """Somebody told that the employee may drop out, and it is not settled yet."""


def coach_file(session: Session, actor: Actor, placement_id: uuid.UUID, *, today: date) -> CoachFile:
    """Read the whole file of one placement.

    Raises:
        PlacementNotFound: there is none for this actor.

    """
    found = session.execute(
        select(Placement, Employer.name)
        .join(Employer, and_(Employer.region_id == Placement.region_id, Employer.id == Placement.employer_id))
        .where(Placement.id == placement_id, policy.visible_placements(actor))
    ).one_or_none()
    if found is None:
        raise PlacementNotFound
    placement, employer = found
    blocks = session.scalars(
        select(CoachingBlock).where(CoachingBlock.placement_id == placement_id).order_by(CoachingBlock.starts_on.desc())
    ).all()
    goals = session.scalars(
        select(CoachingGoal).where(CoachingGoal.placement_id == placement_id).order_by(CoachingGoal.created_at)
    ).all()
    hours = session.scalars(
        select(CoachingHour)
        .where(CoachingHour.placement_id == placement_id, CoachingHour.withdrawn_at.is_(None))
        .order_by(CoachingHour.worked_on.desc(), CoachingHour.created_at.desc())
    ).all()
    signals = session.scalars(
        select(Task)
        .where(
            Task.region_id == actor.region_id,
            Task.subject_kind == SubjectKind.PLACEMENT.value,
            Task.subject_id == placement_id,
            Task.kind == TaskKind.DROP_OUT_RISK.value,
        )
        .order_by(Task.created_at.desc())
    ).all()
    people = candidates.masked_many(session, actor, [placement.candidate_id], purpose=None, details=())
    block = current(blocks, today)
    return CoachFile(
        placement=placement,
        employer=employer,
        person=people.get(placement.candidate_id),
        block=block,
        use=None if block is None else _use(block, [_spent(each) for each in hours], today),
        blocks=blocks,
        goals=goals,
        hours=hours,
        signals=signals,
    )


def coached(session: Session, actor: Actor, *, today: date) -> list[Coached]:
    """The placements that run and that this actor guides as job coach; what needs attention first."""
    # By another name: what may be seen asks of candidates as well.
    guided = aliased(Candidate)
    rows = session.execute(
        select(Placement, Employer.name)
        .join(Employer, and_(Employer.region_id == Placement.region_id, Employer.id == Placement.employer_id))
        .join(guided, and_(guided.region_id == Placement.region_id, guided.id == Placement.candidate_id))
        .where(
            policy.visible_placements(actor),
            func.coalesce(Placement.job_coach_id, guided.job_coach_id) == actor.user_id,
            Placement.state.in_(sorted(AT_WORK)),
        )
        .order_by(Placement.number)
    ).all()
    ids = [placement.id for placement, _employer in rows]
    blocks: dict[uuid.UUID, list[CoachingBlock]] = {}
    for block in session.scalars(
        select(CoachingBlock).where(CoachingBlock.placement_id.in_(ids)).order_by(CoachingBlock.starts_on.desc())
    ):
        blocks.setdefault(block.placement_id, []).append(block)
    spent: dict[uuid.UUID, list[Spent]] = {}
    for placement_id, day, kind, minutes in session.execute(
        select(CoachingHour.placement_id, CoachingHour.worked_on, CoachingHour.kind, func.sum(CoachingHour.minutes))
        .where(CoachingHour.placement_id.in_(ids), CoachingHour.withdrawn_at.is_(None))
        .group_by(CoachingHour.placement_id, CoachingHour.worked_on, CoachingHour.kind)
    ):
        spent.setdefault(placement_id, []).append(Spent(day, minutes, HourKind(kind)))
    at_risk = set(
        session.scalars(
            select(Task.subject_id).where(
                Task.region_id == actor.region_id,
                Task.subject_id.in_(ids),
                Task.kind == TaskKind.DROP_OUT_RISK.value,
                Task.done_at.is_(None),
            )
        )
    )
    people = candidates.masked_many(
        session, actor, [placement.candidate_id for placement, _employer in rows], purpose=None, details=()
    )
    found = []
    for placement, employer in rows:
        now = current(blocks.get(placement.id, ()), today)
        found.append(
            Coached(
                placement_id=placement.id,
                number=placement.number,
                employer=employer,
                function_title=placement.function_title,
                person=people.get(placement.candidate_id),
                block=now,
                use=None if now is None else _use(now, spent.get(placement.id, ()), today),
                at_risk=placement.id in at_risk,
            )
        )
    return sorted(found, key=_attention)


def current(blocks: Sequence[CoachingBlock], today: date) -> CoachingBlock | None:
    """Return the block of today, else the next one, else the last."""
    chosen = current_of([(each.starts_on, each.ends_on) for each in blocks], today)
    return next((each for each in blocks if chosen is not None and each.starts_on == chosen[0]), None)


def _attention(each: Coached) -> tuple[bool, bool, date, int]:
    """At risk, then nearly used, then by the last day of the block; who has no block stands last."""
    if each.block is None or each.use is None:
        return (not each.at_risk, True, date.max, each.number)
    return (not each.at_risk, not each.use.nearly_used, each.block.ends_on, each.number)


def _spent(row: CoachingHour) -> Spent:
    return Spent(row.worked_on, row.minutes, HourKind(row.kind))


def _use(block: CoachingBlock, log: Sequence[Spent], today: date) -> Use:
    return use(block.starts_on, block.ends_on, block.hours, log, today)
