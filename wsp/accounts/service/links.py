"""One-time links: what a mail may carry so that somebody can act without logging in first.

    token = links.make(session, "portaal-antwoord", subject=("introduction", id), region="AM01", valid_for=FORTNIGHT)
    ...                                                   # the mail holds url_for("answers.show", token=token)
    link = links.look(session, token, "portaal-antwoord")  # GET: shows what will happen, changes nothing
    link = links.use(session, token, "portaal-antwoord")   # POST: decides; a second time raises LinkUsed

A mail scanner opens every link, so `look` never changes a row and only a POST may call `use`. The token is random
(256 bits) with a signature over its purpose; the server keeps only a keyed hash of it. Whoever holds the token may do
what its purpose says and nothing else: a purpose is one act, and the door that calls `use` checks what that act needs.
A view of a subject inside the wall moves there itself: `db.enter_region(session, link.region_id)`.
"""

import hmac
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from wsp.accounts.errors import LinkExpired, LinkUnknown, LinkUsed
from wsp.accounts.models import OneTimeLink
from wsp.audit.service import Subject
from wsp.foundation import clock, crypto

INVITATION: Final = "uitnodiging"
"""A new colleague chooses a password."""
RESET: Final = "wachtwoord"
"""Somebody who forgot the password chooses a new one."""

VALID_FOR: Final = {INVITATION: timedelta(days=7), RESET: timedelta(hours=1)}
"""How long the links of this room work; another room says it itself."""
LONGEST: Final = timedelta(days=14)
"""No link works longer: who answers later asks for a new one."""


@dataclass(frozen=True)
class Link:
    """What a valid token stands for."""

    id: uuid.UUID
    purpose: str
    region_id: str
    user_id: uuid.UUID | None
    subject: Subject | None
    expires_at: datetime


def make(
    session: Session,
    purpose: str,
    *,
    user_id: uuid.UUID | None = None,
    subject: Subject | None = None,
    region: str = "",
    valid_for: timedelta | None = None,
) -> str:
    """Return a fresh token for `purpose`, about a user or a subject (kind and id); it is shown nowhere else.

    `purpose` is one act in one word, such as "uitnodiging". `valid_for` is at most fourteen days and may be left out
    for this room's own purposes. Earlier links stay valid; `withdraw` them when only the newest may work.
    """
    if user_id is None and subject is None:
        message = "a link is about a user or a subject"
        raise ValueError(message)
    term = min(valid_for if valid_for is not None else VALID_FOR[purpose], LONGEST)
    body = secrets.token_urlsafe(32)
    token = f"{body}.{_signature(body, purpose)}"
    kind, subject_id = subject or (None, None)
    session.add(
        OneTimeLink(
            token_hash=_hash(token),
            purpose=purpose,
            region_id=region,
            user_id=user_id,
            subject_kind=kind,
            subject_id=subject_id,
            expires_at=clock.now() + term,
        )
    )
    session.flush()
    return token


def look(session: Session, token: str, purpose: str) -> Link:
    """What `token` would do. Changes nothing.

    Raises LinkUnknown for a token that is not ours or made for something else, LinkUsed, LinkExpired.
    """
    return _link(_found(session, token, purpose, lock=False))


def use(session: Session, token: str, purpose: str) -> Link:
    """Use the link up, in the caller's transaction: rolled back means it still works. Raises as `look`.

    Of two who use it at once, one waits for the other and then gets LinkUsed.
    """
    row = _found(session, token, purpose, lock=True)
    row.used_at = clock.now()
    session.flush()
    return _link(row)


def withdraw(
    session: Session,
    purpose: str,
    *,
    user_id: uuid.UUID | None = None,
    subject: Subject | None = None,
    keep: str = "",
) -> int:
    """Make the unused links of this purpose and user (or subject) worthless; returns how many there were.

    `keep` is the token of a newer one that stays.
    """
    kind, subject_id = subject or (None, None)
    result = session.execute(
        update(OneTimeLink)
        .where(
            OneTimeLink.purpose == purpose,
            OneTimeLink.user_id == user_id if user_id is not None else OneTimeLink.user_id.is_(None),
            OneTimeLink.subject_kind == kind if kind is not None else OneTimeLink.subject_kind.is_(None),
            OneTimeLink.subject_id == subject_id if subject_id is not None else OneTimeLink.subject_id.is_(None),
            OneTimeLink.used_at.is_(None),
            OneTimeLink.withdrawn_at.is_(None),
            OneTimeLink.token_hash != _hash(keep),
        )
        .values(withdrawn_at=clock.now())
        .returning(OneTimeLink.id)
    )
    return len(result.all())


def _found(session: Session, token: str, purpose: str, *, lock: bool) -> OneTimeLink:
    body, _, signature = token.partition(".")
    # The signature first: what was made up, or made for something else, never reaches the database.
    if not hmac.compare_digest(signature.encode(), _signature(body, purpose).encode()):
        raise LinkUnknown
    statement = select(OneTimeLink).where(OneTimeLink.token_hash == _hash(token), OneTimeLink.purpose == purpose)
    row = session.scalar((statement.with_for_update() if lock else statement).execution_options(populate_existing=True))
    if row is None:
        raise LinkUnknown
    if row.used_at is not None:
        raise LinkUsed
    if row.withdrawn_at is not None or row.expires_at <= clock.now():
        raise LinkExpired
    return row


def _link(row: OneTimeLink) -> Link:
    subject = (row.subject_kind, row.subject_id) if row.subject_kind and row.subject_id else None
    return Link(row.id, row.purpose, row.region_id, row.user_id, subject, row.expires_at)


def _signature(body: str, purpose: str) -> str:
    return crypto.keyring().lookup(f"{purpose}:{body}", purpose="link-signature")[:32]


def _hash(token: str) -> str:
    return crypto.keyring().lookup(token, purpose="link")
