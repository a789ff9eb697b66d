"""A mail that cannot be delivered becomes a task of whoever caused it."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts import factories
from tests.employers import factories as employers
from tests.foundation.mailer.server import smtp_server
from wsp.foundation import mailer
from wsp.foundation.mailer import MailSettings, configure
from wsp.foundation.mailer.delivery import deliver
from wsp.worklist import undelivered
from wsp.worklist.enums import SubjectKind, TaskKind
from wsp.worklist.models import Task

REGION = "AM01"


def refused(session: Session, settings: MailSettings, *, about: tuple[str, uuid.UUID], sender: uuid.UUID) -> None:
    mail_id = mailer.send(
        session, region=REGION, to="weg@demo.example", template="probe/tasks", about=about, sender_id=sender,
        name="x", count=1,
    )  # fmt: skip
    session.commit()
    assert mail_id is not None
    with smtp_server() as box:
        box.replies["weg@demo.example"] = "550 no such user"
        configure(MailSettings(templates_dir=settings.templates_dir, server=box.server))
        deliver(REGION, mail_id, undelivered=undelivered.report)


def test_the_sender_gets_a_task_about_the_dossier_without_the_address(
    session: Session, mail_settings: MailSettings
) -> None:
    actor = factories.actor(session)
    employer = employers.employer(session, actor)
    assert actor.user_id is not None
    refused(session, mail_settings, about=(SubjectKind.EMPLOYER, employer.id), sender=actor.user_id)
    task = session.scalars(select(Task).where(Task.kind == TaskKind.MAIL_UNDELIVERED.value)).one()
    assert (task.assigned_to_id, task.subject_id) == (actor.user_id, employer.id)
    assert "@" not in task.title


def test_a_mail_about_no_dossier_makes_no_task(session: Session, mail_settings: MailSettings) -> None:
    actor = factories.actor(session)
    assert actor.user_id is not None
    refused(session, mail_settings, about=("user", actor.user_id), sender=actor.user_id)
    assert session.scalars(select(Task).where(Task.kind == TaskKind.MAIL_UNDELIVERED.value)).all() == []
