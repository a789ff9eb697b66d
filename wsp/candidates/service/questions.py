"""Questions about what a profile does not tell yet: a task for who guides the candidate."""

import uuid
from typing import Final

from sqlalchemy.orm import Session

from wsp.candidates import policy, words
from wsp.candidates.commands import AskField
from wsp.candidates.enums import QUESTIONS, ProfileField
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.workdays import add_working_days
from wsp.worklist import service as worklist
from wsp.worklist.enums import SubjectKind, TaskKind
from wsp.worklist.models import Task

ANSWER_WORKING_DAYS: Final = 5


def question_key(candidate_id: uuid.UUID, field: str) -> str:
    """The same question is asked once, whoever asks it; filling in the field takes it away."""
    return f"vraag:{candidate_id}:{field}"


def ask_field(session: Session, command: AskField, *, actor: Actor) -> Task:
    """Ask the candidate's client manager for a field that is not known.

    Raises:
        CandidateNotFound: there is no such candidate for this actor.

    """
    candidate = policy.check_may_see(session, actor, command.candidate_id)
    number = words.number_label(candidate.number)
    return worklist.plan(
        session,
        actor,
        kind=TaskKind.QUESTION,
        subject=(SubjectKind.CANDIDATE, candidate.id),
        due_on=add_working_days(clock.today(), ANSWER_WORKING_DAYS),
        title=f"Vraag aan {number}: {QUESTIONS[ProfileField(command.field)]}",
        assigned_to_id=candidate.client_manager_id,
        organisation_id=candidate.organisation_id,
        key=question_key(candidate.id, command.field),
    )
