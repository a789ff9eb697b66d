"""What the administrator of a region sees of its outbox, and may do about it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, undefer

from wsp.audit import service as audit
from wsp.foundation.actor import Actor
from wsp.foundation.mailer import Mail, MailState, outbox
from wsp.foundation.paging import SIZE, Page, clamp
from wsp.worklist.errors import MailNotFound, NothingToResend


@dataclass(frozen=True)
class MailFilter:
    """What the list shows; the same values stand in its address."""

    state: MailState | None = None
    text: str = ""
    """Part of the address."""


def list_mails(session: Session, actor: Actor, wanted: MailFilter, *, page: int = 1) -> Page[Mail]:
    """Mails of the region, newest first, without their content."""
    conditions = _conditions(actor, wanted)
    total = session.scalar(select(func.count()).select_from(Mail).where(*conditions)) or 0
    number = clamp(page, total)
    rows = session.scalars(
        select(Mail)
        .where(*conditions)
        .order_by(Mail.created_at.desc(), Mail.id)
        .limit(SIZE)
        .offset((number - 1) * SIZE)
    ).all()
    return Page(rows, total, number)


def state_counts(session: Session, actor: Actor) -> Mapping[MailState, int]:
    """How many mails of the region stand in each state."""
    rows = session.execute(
        select(Mail.state, func.count()).where(Mail.region_id == actor.region_id).group_by(Mail.state)
    ).all()
    found = {MailState(state): count for state, count in rows}
    return {state: found.get(state, 0) for state in MailState}


def mail(session: Session, actor: Actor, mail_id: uuid.UUID, *, content: bool = False) -> Mail:
    """One mail of the region, with its text only when asked.

    Raises:
        MailNotFound: there is none.

    """
    statement = select(Mail).where(Mail.region_id == actor.region_id, Mail.id == mail_id)
    if content:
        statement = statement.options(undefer(Mail.text))
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise MailNotFound
    return found


def resend(session: Session, mail_id: uuid.UUID, *, actor: Actor) -> Mail:
    """Try a mail that was not delivered once more, from the start of the schedule.

    Raises:
        MailNotFound: there is none.
        NothingToResend: it went, or goes by itself.

    """
    found = session.scalars(
        select(Mail).where(Mail.region_id == actor.region_id, Mail.id == mail_id).with_for_update()
    ).one_or_none()
    if found is None:
        raise MailNotFound
    if found.state not in (MailState.REFUSED.value, MailState.WAITING.value):
        raise NothingToResend
    outbox.again(session, found)
    audit.record(session, actor, "mail.resent", subject=("mail", found.id))
    session.flush()
    return found


def _conditions(actor: Actor, wanted: MailFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Mail.region_id == actor.region_id]
    if wanted.state is not None:
        conditions.append(Mail.state == wanted.state.value)
    if wanted.text.strip():
        conditions.append(func.lower(Mail.recipient).contains(wanted.text.strip().lower(), autoescape=True))
    return conditions
