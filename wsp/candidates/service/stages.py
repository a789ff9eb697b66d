"""Steps between stages."""

from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.candidates import policy, queries, rules
from wsp.candidates.commands import MoveStage
from wsp.candidates.enums import Stage
from wsp.candidates.models import Candidate
from wsp.candidates.queries import SUBJECT
from wsp.foundation import clock
from wsp.foundation.actor import Actor


def move_stage(session: Session, command: MoveStage, *, actor: Actor) -> Candidate:
    """Move a candidate to another stage.

    Raises:
        Conflict: the step is not in the table.
        InvalidFact: niet beschikbaar or afgesloten without a reason.
        ProfileIncomplete: matchbaar without the minimum profile; names what is missing.

    """
    policy.check_may_edit(session, actor, command.candidate_id)
    candidate = queries.dossier(session, actor, command.candidate_id)
    before = Stage(candidate.stage)
    rules.check_stage(before, command.stage, reason=command.reason)
    if command.stage is Stage.MATCHABLE:
        rules.check_matchable(
            queries.known_fields(candidate),
            residence=candidate.id in queries.residences(session, [candidate.id]),
        )
        candidate.waiting_since = candidate.waiting_since or clock.today()
    candidate.stage = command.stage.value
    candidate.closed_on = clock.today() if command.stage is Stage.CLOSED else None
    audit.record(
        session,
        actor,
        "candidates.stage",
        subject=(SUBJECT, candidate.id),
        before={"fase": before},
        after={"fase": command.stage},
        reason=command.reason,
    )
    session.flush()
    return candidate
