"""Questions of an employer in the portal, and the answers."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.accounts.permissions import Permission
from wsp.audit import service as audit
from wsp.employers import policy, queries
from wsp.employers.commands import AnswerQuestion, AskQuestion
from wsp.employers.enums import PortalNotice
from wsp.employers.errors import AnsweredAlready, BadField, MessageNotFound
from wsp.employers.models import EmployerMessage
from wsp.employers.service.loading import SUBJECT
from wsp.employers.service.notices import tell_employer
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.errors import NotAllowed
from wsp.foundation.workdays import add_working_days
from wsp.worklist import service as worklist
from wsp.worklist.enums import SubjectKind, TaskKind

ANSWER_WORKING_DAYS: Final = 2
MESSAGES_PAGE: Final = "/portaal/berichten"
LONGEST: Final = 2000
"""Characters of a question or an answer."""


def ask_question(session: Session, command: AskQuestion, *, actor: Actor) -> EmployerMessage:
    """Write down what an employer asks, and plan the answer for who helps that employer.

    Whoever calls this for a record of another room checked that the record is the employer's own.

    Raises:
        EmployerNotFound: not one of the actor's own employers.
        BadField: nothing was written, or too much.

    """
    employer = queries.own_employer(session, actor, command.employer_id)
    kind, subject_id = command.subject or (SubjectKind.EMPLOYER, employer.id)
    message = EmployerMessage(
        region_id=actor.region_id,
        employer_id=employer.id,
        subject_kind=kind.value,
        subject_id=subject_id,
        from_employer=True,
        author_id=actor.user_id,
        body=_written("body", command.body, "Vul in wat u wilt vragen of vertellen."),
    )
    session.add(message)
    session.flush()
    worklist.plan(
        session,
        actor,
        kind=TaskKind.QUESTION,
        subject=(SubjectKind.EMPLOYER, employer.id),
        due_on=add_working_days(clock.today(), ANSWER_WORKING_DAYS),
        title=f"Vraag uit het portaal van {employer.name}",
        assigned_to_id=command.assigned_to_id or employer.owner_id,
        key=task_key(message),
    )
    audit.record(
        session,
        actor,
        "employer.asked",
        subject=(SUBJECT, employer.id),
        after={"message_id": message.id, "about": kind.value},
    )
    session.flush()
    return message


def answer_question(session: Session, command: AnswerQuestion, *, actor: Actor) -> EmployerMessage:
    """Answer a question once; the employer reads it in the portal and the task is done.

    Raises:
        NotAllowed: the actor does not speak with employers.
        MessageNotFound: there is none for this actor.
        AnsweredAlready: somebody was first.
        BadField: nothing was written, or too much.

    """
    if not actor.may(Permission.EMPLOYER_CONTACT):
        raise NotAllowed("Alleen een accountmanager beantwoordt vragen van werkgevers.")
    message = session.scalars(
        select(EmployerMessage)
        .where(EmployerMessage.id == command.message_id, policy.visible_messages(actor))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if message is None or not message.from_employer:
        raise MessageNotFound
    if message.answered_at is not None:
        raise AnsweredAlready
    message.answer = _written("answer", command.answer, "Vul een antwoord in.")
    message.answered_at = clock.now()
    message.answered_by_id = actor.user_id
    session.flush()
    worklist.finish_by_key(session, task_key(message), outcome="Beantwoord in het portaal.", actor=actor)
    audit.record(
        session,
        actor,
        "employer.answered",
        subject=(SUBJECT, message.employer_id),
        after={"message_id": message.id},
    )
    tell_employer(
        session,
        message.employer_id,
        PortalNotice.ANSWER,
        template="employers/answered",
        path=MESSAGES_PAGE,
        about=(SubjectKind.EMPLOYER, message.employer_id),
        key=f"beantwoord:{message.id}",
        actor=actor,
        asked_on=clock.local(message.created_at).date(),
    )
    session.flush()
    return message


def task_key(message: EmployerMessage) -> str:
    """The task that asks for the answer."""
    return f"bericht:{message.id}"


def _written(field: str, text: str, ask: str) -> str:
    written = text.strip()
    if not written:
        raise BadField(field, ask)
    if len(written) > LONGEST:
        raise BadField(field, f"Gebruik hoogstens {LONGEST} tekens.")
    return written
