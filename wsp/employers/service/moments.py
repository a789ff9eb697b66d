"""Recording a contact moment, and the task that follows from it."""

from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.employers import rules
from wsp.employers.commands import LogContact
from wsp.employers.enums import CONTACT_LABELS
from wsp.employers.errors import ContactLeft
from wsp.employers.models import ContactMoment
from wsp.employers.service.loading import SUBJECT, contact, locked
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.worklist import service as worklist
from wsp.worklist.enums import SubjectKind, TaskKind


def log_contact(session: Session, command: LogContact, *, actor: Actor) -> ContactMoment:
    """Record what was said; a next action becomes the actor's task, a task that this settles is finished.

    Raises:
        EmployerNotFound, PartNotFound: if employer or contact person is not there.
        ContactLeft: if the person had left by then.
        BadField: if the moment lies in the future, or the next action and its day do not fit.
        TaskNotFound, TaskClosed: if the task is not the actor's, or was finished already.

    """
    rules.check_moment(command.occurred_at, now=clock.now())
    rules.check_next_action(command.next_action, command.next_action_on, today=clock.today())
    employer = locked(session, actor, command.employer_id)
    if command.contact_id is not None:
        person = contact(session, actor, employer.id, command.contact_id)
        if person.left_on is not None and person.left_on < clock.local(command.occurred_at).date():
            raise ContactLeft(person.left_on)
    moment = ContactMoment(
        region_id=actor.region_id,
        employer_id=employer.id,
        contact_id=command.contact_id,
        user_id=actor.user_id,
        organisation_id=actor.organisation_id,
        occurred_at=command.occurred_at,
        kind=command.kind.value,
        subject=command.subject,
        report=command.report,
        carving_possible=command.carving_possible,
        next_action=command.next_action,
        next_action_on=command.next_action_on,
    )
    session.add(moment)
    session.flush()
    audit.record(
        session,
        actor,
        "employer.contact_logged",
        subject=(SUBJECT, employer.id),
        # The report itself stays in its own row: the log names it.
        after={"contact_moment_id": moment.id, "kind": command.kind, "occurred_at": command.occurred_at},
    )
    if command.finishes_task_id is not None:
        worklist.finish(session, command.finishes_task_id, outcome=CONTACT_LABELS[command.kind], actor=actor)
    if command.next_action is not None and command.next_action_on is not None:
        worklist.plan(
            session,
            actor,
            kind=TaskKind.CONTACT,
            title=f"{command.next_action}: {employer.name}",
            subject=(SubjectKind.EMPLOYER, employer.id),
            due_on=command.next_action_on,
            assigned_to_id=actor.user_id,
            organisation_id=actor.organisation_id,
            key=f"contact:{moment.id}",
        )
    session.flush()
    return moment
