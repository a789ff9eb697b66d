"""Hand waiting mails to the mail server. Nothing is lost while it is away.

A mail is claimed in one transaction, handed over outside any, and settled in a third: no database lock is held while
a mail server thinks. A process that dies between the server's yes and ours leaves a claimed row; it is tried again
after `LOST`, so each such death means at most one repeat, under the same Message-ID.
"""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Final

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, undefer

from wsp.foundation import clock, db
from wsp.foundation.logging import get_logger
from wsp.foundation.mailer import settings, transport
from wsp.foundation.mailer.enums import MailState
from wsp.foundation.mailer.message import as_message
from wsp.foundation.mailer.models import Mail

_MINUTE: Final = timedelta(minutes=1)
PAUSES: Final = tuple(_MINUTE * minutes for minutes in (1, 5, 15, 60, 180, 360, 720, 1440, 1440, 1440, 1440))
"""After each "later" of the server; together five days. After the last one the mail is not delivered."""
AWAY: Final = (_MINUTE, _MINUTE * 60)
"""Shortest and longest pause while the server is away; it grows with the age of the mail and never ends."""
LOST: Final = _MINUTE * 15
"""A claim older than this belonged to a process that died."""
BATCH: Final = 200

Undelivered = Callable[[Session, Mail], None]
"""Called in the settling transaction for a mail that ends as not delivered."""


def deliver(region: str, mail_id: uuid.UUID, *, undelivered: Undelivered) -> MailState | None:
    """Try one mail now; returns its new state, or None when it is not due or somebody else has it."""
    now = clock.now()
    with db.unit_of_work(region) as session:
        claimed = _claim(session, region, mail_id, now)
    if claimed is None:
        return None
    if isinstance(claimed, MailState):
        return claimed
    message, recipient = claimed
    failure: transport.NotSent | None = None
    try:
        transport.hand_over(message, recipient, settings.current())
    except transport.NotSent as error:
        failure = error
    with db.unit_of_work(region) as session:
        return _settle(session, region, mail_id, failure, undelivered)


def deliver_due(region: str, *, undelivered: Undelivered) -> int:
    """Try every mail of a region whose time has come, oldest first; returns how many were sent.

    Stops at the first sign that the server is away: the others keep their place.
    """
    with db.unit_of_work(region) as session:
        due = session.scalars(
            select(Mail.id).where(Mail.region_id == region, _due(clock.now())).order_by(Mail.next_at).limit(BATCH)
        ).all()
    sent = 0
    for mail_id in due:
        state = deliver(region, mail_id, undelivered=undelivered)
        sent += state is MailState.SENT
        if state is MailState.WAITING and _server_away(region, mail_id):
            break
    return sent


def _due(now: datetime) -> ColumnElement[bool]:
    return or_(
        and_(Mail.state == MailState.WAITING.value, Mail.next_at <= now),
        and_(Mail.state == MailState.SENDING.value, Mail.claimed_at <= now - LOST),
    )


def _claim(
    session: Session, region: str, mail_id: uuid.UUID, now: datetime
) -> tuple[EmailMessage, str] | MailState | None:
    mail = session.scalars(
        select(Mail)
        .where(Mail.region_id == region, Mail.id == mail_id, _due(now))
        .options(undefer(Mail.text), undefer(Mail.html))
        .with_for_update(skip_locked=True)
    ).one_or_none()
    if mail is None:
        return None
    how = settings.current()
    if how.server is None:
        if how.keep_content:
            mail.state = MailState.KEPT.value
        return MailState(mail.state)
    mail.state = MailState.SENDING.value
    mail.claimed_at = now
    return as_message(mail, how), mail.recipient


def _settle(
    session: Session, region: str, mail_id: uuid.UUID, failure: transport.NotSent | None, undelivered: Undelivered
) -> MailState | None:
    mail = session.scalars(
        select(Mail).where(Mail.region_id == region, Mail.id == mail_id).with_for_update()
    ).one_or_none()
    if mail is None or mail.state != MailState.SENDING.value:
        return None
    now = clock.now()
    mail.claimed_at = None
    mail.last_error = failure.code if failure else None
    if not isinstance(failure, transport.ServerAway):
        mail.attempts += 1
    if failure is None:
        mail.state = MailState.SENT.value
        mail.sent_at = now
        if not settings.current().keep_content:
            mail.text = mail.html = None
    elif isinstance(failure, transport.Refused) or mail.attempts > len(PAUSES):
        mail.state = MailState.REFUSED.value
        undelivered(session, mail)
    else:
        mail.state = MailState.WAITING.value
        mail.next_at = now + _pause(mail, failure, now)
    get_logger().info("mail.tried", subject_id=str(mail.id), status=mail.state, code=mail.last_error)
    return MailState(mail.state)


def _pause(mail: Mail, failure: transport.NotSent, now: datetime) -> timedelta:
    if isinstance(failure, transport.ServerAway):
        shortest, longest = AWAY
        return min(max((now - mail.created_at) / 4, shortest), longest)
    return PAUSES[mail.attempts - 1]


def _server_away(region: str, mail_id: uuid.UUID) -> bool:
    """Tell whether the last attempt failed on the server and not on the mail (it has no three digits then)."""
    with db.unit_of_work(region) as session:
        error = session.scalar(select(Mail.last_error).where(Mail.region_id == region, Mail.id == mail_id))
    return error is None or not error[-1:].isdigit()
