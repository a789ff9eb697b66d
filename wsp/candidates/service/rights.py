"""What somebody asked about the use of their data: objection, restriction; and looking in in an emergency."""

import uuid
from datetime import timedelta
from typing import Final

from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.candidates import policy
from wsp.candidates.commands import OpenEmergency, SetObjection, SetRestriction
from wsp.candidates.models import Candidate, EmergencyAccess
from wsp.candidates.queries import SUBJECT
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.workdays import add_working_days
from wsp.worklist import service as worklist
from wsp.worklist.enums import SubjectKind, TaskKind

EMERGENCY_MINUTES: Final = 30
"""So long somebody can look in after breaking the glass."""
_REVIEW_DAYS: Final = 2


def set_objection(session: Session, command: SetObjection, *, actor: Actor) -> Candidate:
    """Record an objection to automatic matching, or its end: not ranked, still found by hand (AVG art. 21)."""
    candidate = policy.check_may_flag(session, actor, command.candidate_id)
    if candidate.automatic_matching != command.automatic_matching:
        audit.record(
            session,
            actor,
            "candidates.objection",
            subject=(SUBJECT, candidate.id),
            before={"automatisch": candidate.automatic_matching},
            after={"automatisch": command.automatic_matching},
            reason=command.reason,
        )
    candidate.automatic_matching = command.automatic_matching
    session.flush()
    return candidate


def set_restriction(session: Session, command: SetRestriction, *, actor: Actor) -> Candidate:
    """Only keep the data from today on, or use them again: out of all matching and lists (AVG art. 18)."""
    candidate = policy.check_may_flag(session, actor, command.candidate_id)
    if (candidate.restricted_since is not None) != command.restricted:
        audit.record(
            session,
            actor,
            "candidates.restriction",
            subject=(SUBJECT, candidate.id),
            before={"beperkt_sinds": candidate.restricted_since},
            after={"beperkt": command.restricted},
            reason=command.reason,
        )
        candidate.restricted_since = clock.today() if command.restricted else None
    session.flush()
    return candidate


def open_emergency(session: Session, command: OpenEmergency, *, actor: Actor) -> EmergencyAccess:
    """Break the glass: read one dossier of another organisation for half an hour, with a reason (N3).

    The privacy officer gets a task with the reason. Nothing can be changed this way.

    Raises:
        CandidateNotFound: there is no such dossier, or its data are only kept.
        NotAllowed: the actor's role may not do this.

    """
    candidate = policy.check_may_break_glass(session, actor, command.number)
    now = clock.now()
    user_id = actor.user_id
    assert user_id is not None  # noqa: S101 (for mypy: checked by the policy)
    row = EmergencyAccess(
        id=uuid.uuid4(),
        region_id=actor.region_id,
        candidate_id=candidate.id,
        user_id=user_id,
        organisation_id=actor.organisation_id,
        reason=command.reason,
        expires_at=now + timedelta(minutes=EMERGENCY_MINUTES),
    )
    session.add(row)
    session.flush()
    worklist.plan(
        session,
        actor,
        kind=TaskKind.EMERGENCY,
        subject=(SubjectKind.EMERGENCY, row.id),
        due_on=add_working_days(clock.today(), _REVIEW_DAYS),
        title=f"Noodtoegang tot K-{candidate.number}",
        key=f"noodtoegang:{row.id}",
    )
    audit.record(session, actor, "candidates.emergency", subject=(SUBJECT, candidate.id), after={"tot": row.expires_at})
    return row
