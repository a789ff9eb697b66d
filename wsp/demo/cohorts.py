"""Groups that colleagues in the demo set up: one that is over, one that runs and one to come."""

from datetime import timedelta
from typing import Final

from sqlalchemy import update
from sqlalchemy.orm import Session

from wsp.accounts.permissions import Role
from wsp.candidates import queries as candidates
from wsp.candidates.enums import Stage
from wsp.candidates.queries import CandidateFilter
from wsp.cohorts import service
from wsp.cohorts.commands import DescribeCohort, Invite, MoveMember
from wsp.cohorts.enums import CohortKind, MemberState, StopReason
from wsp.cohorts.models import CohortMember
from wsp.demo.staff import Staff
from wsp.foundation import clock

_S: Final = MemberState
_JOINS: Final = (_S.JOINS,)
_DONE: Final = (_S.JOINS, _S.DONE)
_STOPPED: Final = (_S.JOINS, _S.STOPPED)
MADE: Final = (
    (
        Role.ACCOUNT_MANAGER, CohortKind.TRAINING, "VCA-cursus", "Het diploma VCA-basis halen.", "Trainer van de demo",
        (-150, -120), 8, 0, (_DONE, _DONE, _DONE, _STOPPED, _DONE, (_S.STOPPED,)),
    ),
    (
        Role.CLIENT_MANAGER, CohortKind.WORKSHOP, "Samen solliciteren", "Een cv en een eerste gesprek.", None,
        (-10, 25), 6, 6, (_JOINS, _JOINS, (), _STOPPED),
    ),
    (
        Role.ACCOUNT_MANAGER, CohortKind.MEETING, "Kennismaken in het magazijn", "Zien hoe het werk eruitziet.",
        "Afdeling personeel van het bedrijf", (14, 14), 10, 10, ((), (), ()),
    ),
)  # fmt: skip
"""Whose, for what, its name, goal and leader, its days from today, its places, from whom on, and each one's steps."""


def make_cohorts(session: Session, people: Staff) -> None:
    """Make them; those that began already moved on as their days went by."""
    today = clock.today()
    for role, kind, name, goal, leader, (first, last), places, start, members in MADE:
        owner = people.actor(people.demo(role))
        starts_on, ends_on = today + timedelta(days=first), today + timedelta(days=last)
        made = service.make_cohort(
            session,
            DescribeCohort(
                name=name, kind=kind, goal=goal, starts_on=starts_on, ends_on=max(ends_on, today), leader=leader,
                places=places,
            ),
            actor=owner,
        )  # fmt: skip
        wanted = CandidateFilter(stage=Stage.MATCHABLE, sort="nummer")
        ids = candidates.found_ids(session, owner, wanted, limit=start + len(members))[start:]
        if not ids:
            continue
        service.invite(session, Invite(candidate_ids=tuple(ids), cohort_id=made.id), actor=owner)
        for candidate_id, steps in zip(ids, members, strict=False):
            for version, state in enumerate(steps, start=1):
                reason = StopReason.TIMES if state is _S.STOPPED else None
                command = MoveMember(state=state, reason=reason, version=version)
                service.move_member(session, made.id, candidate_id, command, actor=owner)
        began = {"invited_on": min(today, starts_on) - timedelta(days=9), "state_since": min(today, ends_on)}
        session.execute(update(CohortMember).where(CohortMember.cohort_id == made.id).values(**began))
        took_part = (CohortMember.cohort_id == made.id, CohortMember.joined_on.is_not(None))
        session.execute(update(CohortMember).where(*took_part).values(joined_on=starts_on))
        made.ends_on = ends_on
    session.flush()
