"""A mail that cannot be delivered becomes work for whoever caused it."""

from typing import Final

from sqlalchemy.orm import Session

from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.mailer import Mail
from wsp.worklist import service
from wsp.worklist.enums import SubjectKind, TaskKind

TITLE: Final = "E-mail is niet bezorgd. Controleer het adres en bel."
_SUBJECTS: Final = frozenset(kind.value for kind in SubjectKind)


def report(session: Session, mail: Mail) -> None:
    """Plan a task for the sender of `mail` about its dossier; a mail about no dossier shows on Berichten only."""
    if mail.about_kind not in _SUBJECTS or mail.about_id is None:
        return
    actor = Actor(user_id=None, region_id=mail.region_id, organisation_id=None, kind="taak")
    service.plan(
        session,
        actor,
        kind=TaskKind.MAIL_UNDELIVERED,
        subject=(mail.about_kind, mail.about_id),
        due_on=clock.today(),
        title=TITLE,
        assigned_to_id=mail.sender_id,
        key=f"mail:{mail.id}",
    )
