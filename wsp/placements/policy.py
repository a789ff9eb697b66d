"""Who sees which introduction and placement: whoever may see the candidate, or made the record."""

from sqlalchemy import ColumnElement, and_, exists, or_, select

from wsp.accounts.permissions import Role
from wsp.candidates import policy as candidates
from wsp.candidates.models import Candidate
from wsp.foundation.actor import Actor
from wsp.placements.models import Introduction, Placement


def visible_introductions(actor: Actor) -> ColumnElement[bool]:
    """Account managers see those of the region; others those of candidates they may see."""
    inside = Introduction.region_id == actor.region_id
    if candidates.is_process(actor) or Role.ACCOUNT_MANAGER in actor.roles:
        return inside
    person = exists(
        select(1).where(
            Candidate.region_id == Introduction.region_id,
            Candidate.id == Introduction.candidate_id,
            candidates.visible(actor),
        )
    )
    return and_(inside, person)


def visible_placements(actor: Actor) -> ColumnElement[bool]:
    """Account managers see those of the region; a job coach own people; others those of candidates they may see."""
    inside = Placement.region_id == actor.region_id
    if candidates.is_process(actor) or Role.ACCOUNT_MANAGER in actor.roles:
        return inside
    person = exists(
        select(1).where(
            Candidate.region_id == Placement.region_id, Candidate.id == Placement.candidate_id, candidates.visible(actor)
        )
    )
    if Role.JOB_COACH in actor.roles:
        return and_(inside, or_(Placement.job_coach_id == actor.user_id, person))
    return and_(inside, person)
