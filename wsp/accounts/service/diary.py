"""Diary addresses: a secret address from which somebody's own diary reads their talks, without logging in.

    token = diary.switch_on(session, actor=actor)         # shown once; an earlier address ends
    actor = diary.let_in(token, request_id=...)           # who asks, with the rights of this moment

The token is random (256 bits) with a signature, as a mailed link is; we keep only a keyed hash. It opens talks to read
and nothing else: whoever answers it passes the actor to one query.
"""

import hmac
import secrets
import uuid
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, case, select, update
from sqlalchemy.orm import Session

from wsp.accounts import queries
from wsp.accounts.errors import DiaryUnknown, TooManyRequests
from wsp.accounts.models import DiaryAddress, User
from wsp.accounts.permissions import Permission
from wsp.accounts.service import sessions
from wsp.audit import service as audit
from wsp.foundation import clock, crypto, db
from wsp.foundation.actor import Actor
from wsp.foundation.errors import Conflict, NotAllowed

MOST: Final = 60
WINDOW: Final = timedelta(hours=1)
"""A diary asks a few times an hour, and somebody may have it on a telephone, a tablet and two computers."""
_SUBJECT: Final = "diary_address"
_SIGNS: Final = 16


def may_have(actor: Actor) -> bool:
    """Tell whether this actor has talks to show: colleagues who read introductions, and people of an employer."""
    return actor.may(Permission.INTRODUCTION_READ) or actor.may(Permission.PORTAL_OFFER)


def switch_on(session: Session, *, actor: Actor) -> str:
    """Make an address for where the actor works now, and return its token; an earlier one ends at once.

    Raises:
        NotAllowed: the role has no talks.

    """
    user_id, organisation_id = _known(actor)
    renewed = end_where(session, *_mine(actor))
    body = secrets.token_urlsafe(32)
    token = f"{body}.{_signature(body)}"
    row = DiaryAddress(
        id=uuid.uuid4(),
        token_hash=_hash(token),
        user_id=user_id,
        region_id=actor.region_id,
        organisation_id=organisation_id,
    )
    session.add(row)
    audit.record(session, actor, "diary.renew" if renewed else "diary.switch-on", subject=(_SUBJECT, row.id))
    session.flush()
    return token


def switch_off(session: Session, *, actor: Actor) -> None:
    """End the actor's address.

    Raises:
        NotAllowed: the role has no talks.
        Conflict: there is none.

    """
    _known(actor)
    row = running(session, actor)
    if row is None or not end_where(session, *_mine(actor)):
        raise Conflict("Dit adres staat al uit. Ververs de pagina.")
    audit.record(session, actor, "diary.switch-off", subject=(_SUBJECT, row.id))
    session.flush()


def running(session: Session, actor: Actor) -> DiaryAddress | None:
    """The actor's address that works now, without its secret."""
    return session.scalars(select(DiaryAddress).where(*_mine(actor))).one_or_none()


def end_where(session: Session, *conditions: ColumnElement[bool]) -> int:
    """End the addresses that meet these conditions; returns how many worked."""
    result = session.execute(
        update(DiaryAddress)
        .where(DiaryAddress.ended_at.is_(None), *conditions)
        .values(ended_at=clock.now())
        .returning(DiaryAddress.id)
    )
    return len(result.all())


def end_of_work(session: Session, user_id: uuid.UUID, region: str, organisation_id: uuid.UUID) -> None:
    """End the address of somebody who has no role there any more: should they come back, they make a new one."""
    end_where(
        session,
        DiaryAddress.user_id == user_id,
        DiaryAddress.region_id == region,
        DiaryAddress.organisation_id == organisation_id,
    )


def let_in(token: str, *, request_id: str | None) -> Actor:
    """Who asks with this token; counts the call in a transaction of its own.

    The rights are read anew with every call, so a blocked account or an ended role shuts the address at once.

    Raises:
        DiaryUnknown: none of ours, ended, or of somebody who left; the same answer for all of them.
        TooManyRequests: it asks more often than a diary does.

    """
    body, _, signature = token.partition(".")
    # The signature first: what was made up never reaches the database.
    if not hmac.compare_digest(signature.encode(), _signature(body).encode()):
        raise DiaryUnknown
    now = clock.now()
    with db.unit_of_work(None) as session:
        row = session.scalars(
            select(DiaryAddress)
            .join(User, User.id == DiaryAddress.user_id)
            .where(DiaryAddress.token_hash == _hash(token), DiaryAddress.ended_at.is_(None), User.active.is_(True))
        ).one_or_none()
        if row is None:
            raise DiaryUnknown
        places = queries.workplaces(session, row.user_id)
        here = (row.region_id, row.organisation_id)
        place = next((each for each in places if (each.region_id, each.organisation_id) == here), None)
        if place is None:
            raise DiaryUnknown
        actor = sessions.actor_at(row.user_id, place, request_id)
        counted, began_at = _count(session, row.id, now)
    if counted > MOST:
        wait = (began_at + WINDOW - now).total_seconds()
        raise TooManyRequests("Te veel verzoeken. Vraag dit adres minder vaak op.", retry_after=max(1, int(wait) + 1))
    return actor


def _count(session: Session, address_id: uuid.UUID, now: datetime) -> tuple[int, datetime]:
    """Count a call, and say how many there were since when."""
    fresh = DiaryAddress.window_began_at.is_(None) | (DiaryAddress.window_began_at <= now - WINDOW)
    row = session.execute(
        update(DiaryAddress)
        .where(DiaryAddress.id == address_id)
        .values(
            last_used_at=now,
            window_began_at=case((fresh, now), else_=DiaryAddress.window_began_at),
            window_count=case((fresh, 1), else_=DiaryAddress.window_count + 1),
        )
        .returning(DiaryAddress.window_count, DiaryAddress.window_began_at)
        .execution_options(synchronize_session=False)
    ).one()
    return row[0], row[1] or now


def _mine(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    return (
        DiaryAddress.user_id == actor.user_id,
        DiaryAddress.region_id == actor.region_id,
        DiaryAddress.organisation_id == actor.organisation_id,
        DiaryAddress.ended_at.is_(None),
    )


def _known(actor: Actor) -> tuple[uuid.UUID, uuid.UUID]:
    if actor.user_id is None or actor.organisation_id is None or not may_have(actor):
        raise NotAllowed("Deze rol heeft geen gesprekken. Een agenda-adres is dan niet nodig.")
    return actor.user_id, actor.organisation_id


def _signature(body: str) -> str:
    return crypto.keyring().lookup(body, purpose="diary-signature")[:_SIGNS]


def _hash(token: str) -> str:
    return crypto.keyring().lookup(token, purpose="diary-address")
