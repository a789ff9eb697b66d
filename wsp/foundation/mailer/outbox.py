"""Write a mail into the transaction of the change that causes it."""

import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from wsp.foundation import clock, db, queue
from wsp.foundation.errors import InvalidInput
from wsp.foundation.mailer import settings
from wsp.foundation.mailer.composition import compose
from wsp.foundation.mailer.enums import OPEN, MailState
from wsp.foundation.mailer.models import Mail

_LONGEST: Final = 254
_LOCAL: Final = re.compile(r"[^\s\x00-\x1f\x7f<>()\[\],;:\\\".@]+(\.[^\s\x00-\x1f\x7f<>()\[\],;:\\\".@]+)*")
_HOST: Final = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]*[a-z0-9])?")


class InvalidAddress(InvalidInput):
    """A mail cannot be sent to this address."""

    code = "e-mailadres-klopt-niet"

    def __init__(self) -> None:
        super().__init__("Dit e-mailadres klopt niet. Controleer het adres.")


def send(
    session: Session,
    *,
    region: str,
    to: str,
    template: str,
    to_name: str | None = None,
    about: tuple[str, uuid.UUID] | None = None,
    reply_to: str | None = None,
    sender_id: uuid.UUID | None = None,
    key: str | None = None,
    unsubscribe: str | None = None,
    **values: Any,
) -> uuid.UUID | None:
    """Write a mail and the job that delivers it; returns its id, or None when `key` was mailed before.

    `template` is room/name and gets `values`; `to` is one address. `about` is kind and id of the record it is about,
    `sender_id` the user who hears when it cannot be delivered. `unsubscribe` is the path where the reader turns
    mails like this off. Before log-in the session stands in no region yet: the mail still goes into `region`.

    Raises:
        InvalidAddress: `to` or `reply_to` is no address.
        ValueError: the session stands in another region than the mail.

    """
    composed = compose(template, values | {"unsubscribe": unsubscribe})
    mail_id = uuid.uuid4()
    now = clock.now()
    row = {
        "id": mail_id,
        "created_at": now,
        "next_at": now,
        "region_id": region,
        "recipient": address(to),
        "recipient_name": to_name,
        "reply_to": address(reply_to) if reply_to else None,
        "template": template,
        "subject": composed.subject,
        "text": composed.text,
        "html": composed.html,
        "message_id": f"<{mail_id}@{settings.current().domain}>",
        "unsubscribe": unsubscribe,
        "about_kind": str(about[0]) if about else None,
        "about_id": about[1] if about else None,
        "sender_id": sender_id,
        "key": key,
        "state": MailState.WAITING.value,
        "attempts": 0,
    }
    with _inside(session, region):
        made = session.scalar(
            insert(Mail)
            .values(**row)
            .on_conflict_do_nothing(index_elements=["region_id", "key"], index_where=Mail.key.is_not(None))
            .returning(Mail.id)
        )
        if made is not None:
            queue.defer(session, "mail.deliver", region=region, mail_id=mail_id)
    return made


@dataclass(frozen=True)
class Waiting:
    """Mails of one region that still have to go."""

    count: int
    oldest_seconds: float


def waiting(session: Session) -> Waiting:
    """How many mails wait in the session's region, and how long the oldest does."""
    count, oldest = session.execute(select(func.count(), func.min(Mail.created_at)).where(Mail.state.in_(OPEN))).one()
    return Waiting(count, 0.0 if oldest is None else max(0.0, (clock.now() - oldest).total_seconds()))


def again(session: Session, mail: Mail) -> None:
    """Put a locked mail that was not delivered back in line, at the start of its schedule."""
    mail.state = MailState.WAITING.value
    mail.attempts = 0
    mail.next_at = clock.now()
    queue.defer(session, "mail.deliver", region=mail.region_id, mail_id=mail.id)


def address(typed: str) -> str:
    """Return one address as it goes on the wire: the domain in ASCII.

    Raises:
        InvalidAddress: it is none.

    """
    local, _, domain = typed.strip().rpartition("@")
    try:
        host = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise InvalidAddress from None
    whole = f"{local}@{host}"
    if not _LOCAL.fullmatch(local) or not _HOST.fullmatch(host) or len(whole) > _LONGEST:
        raise InvalidAddress
    return whole


@contextmanager
def _inside(session: Session, region: str) -> Iterator[None]:
    """Stand in `region` for the length of the block, when the session stands in none."""
    here = session.info.get("region", "")
    if here == region:
        yield
        return
    if here:
        message = "a mail belongs to the region of its transaction"
        raise ValueError(message)
    session.flush()
    db.enter_region(session, region)
    try:
        yield
    finally:
        session.info["region"] = here
        session.execute(text("select set_config('wsp.region', :region, true)"), {"region": here})
