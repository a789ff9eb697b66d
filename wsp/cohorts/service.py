"""Keep groups: make, describe, invite, move somebody on, take an invitation back."""

import uuid
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.candidates import policy as candidate_policy
from wsp.candidates.models import Candidate
from wsp.cohorts import policy, queries, rules
from wsp.cohorts.commands import DescribeCohort, Invite, MoveMember
from wsp.cohorts.enums import MEMBER_STATES, TAKES_PLACE, MemberState
from wsp.cohorts.errors import CohortNotYours, InvitationAnswered, NobodyInvited
from wsp.cohorts.models import Cohort, CohortMember
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.clock import day_in_words
from wsp.foundation.db import insert_many

SUBJECT: Final = "groep"


@dataclass(frozen=True)
class Invited:
    """What came of inviting people."""

    row: Cohort
    invited: int
    already: int


def make_cohort(session: Session, command: DescribeCohort, *, actor: Actor) -> Cohort:
    """Begin a group with nobody in it.

    Raises:
        CohortNotYours: no person of an organisation acts.
        UnusableCohort: as `rules`.

    """
    if actor.user_id is None or actor.organisation_id is None:
        raise CohortNotYours
    _check(command)
    made = Cohort(region_id=actor.region_id, organisation_id=actor.organisation_id, made_by_id=actor.user_id)
    _fill(made, command)
    session.add(made)
    session.flush()
    audit.record(session, actor, "cohorts.make", subject=(SUBJECT, made.id), after=_facts(command))
    return made


def describe_cohort(session: Session, cohort_id: uuid.UUID, command: DescribeCohort, *, actor: Actor) -> Cohort:
    """Change what a group is.

    Raises:
        CohortNotFound, CohortNotYours: not for this actor.
        StaleVersion: somebody saved it since.
        UnusableCohort: as `rules`.

    """
    found = queries.cohort(session, actor, cohort_id, lock=True)
    policy.check_keeps(actor, found)
    rules.check_version(
        "deze groep",
        now=found.version,
        seen=command.version,
        label="Groep",
        mine=_told(command),
        theirs=_told(found),
    )
    _check(command)
    rules.check_places(command.places, queries.taken(session, cohort_id))
    _fill(found, command)
    session.flush()
    audit.record(session, actor, "cohorts.describe", subject=(SUBJECT, found.id), after=_facts(command))
    return found


def invite(session: Session, command: Invite, *, actor: Actor) -> Invited:
    """Invite people whom the actor may see; who is in the group already stays as it is.

    Raises:
        CohortNotFound: there is no such group for this actor.
        CohortOver: it is over.
        NobodyInvited: nobody of them is within sight.

    """
    found = queries.cohort(session, actor, command.cohort_id, lock=True)
    today = clock.today()
    rules.check_runs(found.ends_on, on=today)
    seen = select(Candidate.id).where(Candidate.id.in_(command.candidate_ids), candidate_policy.listed(actor))
    wanted = session.scalars(seen.order_by(Candidate.number)).all()
    if not wanted:
        raise NobodyInvited
    there = set(session.scalars(select(CohortMember.candidate_id).where(CohortMember.cohort_id == found.id)))
    new = [each for each in wanted if each not in there]
    rows = [
        {
            "region_id": actor.region_id,
            "cohort_id": found.id,
            "candidate_id": each,
            "state": MemberState.INVITED.value,
            "state_since": today,
            "invited_on": today,
            "invited_by_id": actor.user_id,
        }
        for each in new
    ]
    insert_many(session, CohortMember, rows)
    for each in new:
        audit.record(session, actor, "cohorts.invite", subject=("candidate", each), after={"groep": found.id})
    return Invited(found, len(new), len(wanted) - len(new))


def move_member(
    session: Session, cohort_id: uuid.UUID, candidate_id: uuid.UUID, command: MoveMember, *, actor: Actor
) -> CohortMember:
    """Say where somebody stands now.

    Raises:
        CohortNotFound, NotInCohort: not for this actor.
        StaleVersion: a colleague moved this person since.
        Conflict, UnusableCohort: the step is not open, or lacks its reason.
        CohortFull: no place is left.

    """
    found = queries.cohort(session, actor, cohort_id, lock=True)
    row = queries.member(session, actor, cohort_id, candidate_id, lock=True)
    now = MemberState(row.state)
    rules.check_version(
        "deze deelname",
        now=row.version,
        seen=command.version,
        label="Stand",
        mine=MEMBER_STATES.labels[command.state],
        theirs=MEMBER_STATES.labels[now],
    )
    rules.check_step(now, command.state, command.reason)
    if command.state in TAKES_PLACE and now not in TAKES_PLACE:
        rules.check_place_free(found.places, queries.taken(session, cohort_id))
    row.state, row.state_since = command.state.value, clock.today()
    row.stop_reason = command.reason.value if command.reason else None
    if command.state is MemberState.JOINS and row.joined_on is None:
        row.joined_on = clock.today()
    session.flush()
    audit.record(
        session, actor, "cohorts.move", subject=("candidate", candidate_id),
        before={"groep": cohort_id, "stand": now.value}, after={"groep": cohort_id, "stand": row.state},
    )  # fmt: skip
    return row


def take_back(session: Session, cohort_id: uuid.UUID, candidate_id: uuid.UUID, *, actor: Actor) -> None:
    """Take back an invitation that was a mistake.

    Raises:
        CohortNotFound, NotInCohort: not for this actor.
        InvitationAnswered: somebody took part, or said no.

    """
    queries.cohort(session, actor, cohort_id, lock=True)
    row = queries.member(session, actor, cohort_id, candidate_id, lock=True)
    if row.state != MemberState.INVITED.value or row.joined_on is not None:
        raise InvitationAnswered
    session.delete(row)
    session.flush()
    audit.record(session, actor, "cohorts.take_back", subject=("candidate", candidate_id), before={"groep": cohort_id})


def _check(command: DescribeCohort) -> None:
    rules.check_period(command.starts_on, command.ends_on)
    rules.check_no_health(name=command.name, goal=command.goal, leader=command.leader)


def _fill(row: Cohort, command: DescribeCohort) -> None:
    row.name, row.kind, row.goal = command.name, command.kind.value, command.goal
    row.starts_on, row.ends_on = command.starts_on, command.ends_on
    row.leader, row.places = command.leader, command.places


def _facts(command: DescribeCohort) -> dict[str, object]:
    return {"van": command.starts_on, "tot en met": command.ends_on, "plaatsen": command.places}


def _told(row: Cohort | DescribeCohort) -> str:
    period = f"{day_in_words(row.starts_on)} tot en met {day_in_words(row.ends_on)}"
    return f"{row.name}, {period}, {row.places} plaatsen, {row.leader or 'geen trainer'}"
