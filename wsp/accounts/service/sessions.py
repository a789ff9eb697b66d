"""Running sessions: begun by a log-in, read with every request, ended at once. Secrets are kept only as hashes."""

import hmac
import secrets
import uuid
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, case, select, update
from sqlalchemy.orm import Session

from wsp.accounts import queries, rules
from wsp.accounts.commands import Login, NewLogin, Workplace
from wsp.accounts.models import Membership, User, UserSession
from wsp.accounts.permissions import GRANTS
from wsp.audit import service as audit
from wsp.foundation import clock, crypto, db, editions
from wsp.foundation.actor import Actor
from wsp.foundation.errors import NotAllowed, NotFound

PASSWORD = "wachtwoord"  # noqa: S105 (the name of a way to log in)
"""How a session began; other values are the names of OIDC providers."""


@dataclass(frozen=True)
class Origin:
    """How somebody came in: by password, or through a provider (which may end the session later)."""

    method: str = PASSWORD
    identity_id: uuid.UUID | None = None
    provider_session: str | None = None
    id_token: str | None = None


def start(
    session: Session,
    user: User,
    places: tuple[Workplace, ...],
    *,
    request_id: str | None,
    origin: Origin | None = None,
    action: str = "session.start",
    prefer: tuple[uuid.UUID, str] | None = None,
) -> NewLogin:
    """Begin a session with a fresh secret. Whoever calls this has checked who it is, with everything that is asked.

    `prefer` is the organisation and region to work for, when there are several.
    """
    origin = origin or Origin()
    now = clock.now()
    token = secrets.token_urlsafe(32)
    chosen = [each for each in places if (each.organisation_id, each.region_id) == prefer]
    place = chosen[0] if chosen else places[0] if len(places) == 1 else None
    started = UserSession(
        id=uuid.uuid4(),
        token_hash=_token_hash(token),
        csrf_token=secrets.token_urlsafe(32),
        user_id=user.id,
        region_id=place.region_id if place else None,
        organisation_id=place.organisation_id if place else None,
        method=origin.method,
        identity_id=origin.identity_id,
        provider_session=origin.provider_session,
        id_token=origin.id_token,
        verified_at=now,
        last_seen_at=now,
        expires_at=now + rules.ABSOLUTE,
        created_at=now,
    )
    session.add(started)
    # What was recorded until here belongs to the region it was recorded in.
    session.flush()
    db.enter_region(session, place.region_id if place else "")
    login = _login(started, user, places, request_id)
    audit.record(session, login.anywhere, action, subject=("user", user.id), after={"method": origin.method})
    session.flush()
    return NewLogin(token=token, login=login)


def resume(session: Session, token: str, *, request_id: str | None = None) -> Login | None:
    """The running session of this secret, with the rights the user has at this moment; None when there is none.

    The transaction is then inside the active region.

    A deactivated user and an ended membership stop at once: both are read again with every request. One statement
    does it all: it also enters the active region and reads the editions of what the process keeps.
    """
    active = and_(
        Membership.region_id == UserSession.region_id, Membership.organisation_id == UserSession.organisation_id
    )
    rows = session.execute(
        queries.running_memberships()
        .add_columns(
            UserSession,
            User,
            case((active, db.entering(UserSession.region_id))),
            editions.current().scalar_subquery(),
        )
        .join(User, User.id == Membership.user_id)
        .join(UserSession, UserSession.user_id == User.id)
        .where(
            UserSession.token_hash == _token_hash(token),
            User.active.is_(True),
            *queries.running(clock.now()),
        )
    ).all()
    if not rows:
        return None
    running, user, _, read = rows[0][4:]
    editions.note(session, read)
    login = _login(running, user, queries.grouped(row[:4] for row in rows), request_id)
    if login.actor is not None:
        if any(row[6] == login.actor.region_id for row in rows):
            db.entered(session, login.actor.region_id)
        else:
            # The organisation that was chosen is left; the only other place of work becomes the active one.
            db.enter_region(session, login.actor.region_id)
    return login


@dataclass(frozen=True)
class Ended:
    """A session whose time ran out: whose it was, so that what they typed can be given back to them."""

    user_id: uuid.UUID
    region_id: str


def run_out(session: Session, token: str, csrf_token: str) -> Ended | None:
    """The session of this secret when its time ran out and the form came from it; None for any other.

    Without the token of the session anybody could lay a filled form ready for a user who logs in.
    """
    row = session.scalar(
        select(UserSession).where(UserSession.token_hash == _token_hash(token), UserSession.revoked_at.is_(None))
    )
    if row is None or row.region_id is None or not hmac.compare_digest(row.csrf_token.encode(), csrf_token.encode()):
        return None
    return Ended(row.user_id, row.region_id)


def touch(session: Session, login: Login) -> None:
    """Note that the session was used, at most once a minute."""
    now = clock.now()
    if login.last_seen_at >= now - rules.TOUCH_EVERY:
        return
    session.execute(
        update(UserSession)
        .where(UserSession.id == login.session_id, UserSession.last_seen_at < now - rules.TOUCH_EVERY)
        .values(last_seen_at=now)
        .execution_options(synchronize_session=False)
    )


def choose_region(session: Session, login: Login, region: str, organisation_id: uuid.UUID) -> Workplace:
    """Make this region and organisation the active ones; raises NotFound when the user has no role there."""
    for place in login.workplaces:
        if (place.region_id, place.organisation_id) == (region, organisation_id):
            break
    else:
        raise NotFound("Dit account werkt niet voor deze organisatie. Kies een andere uit de lijst.")
    session.execute(
        update(UserSession)
        .where(UserSession.id == login.session_id)
        .values(region_id=region, organisation_id=organisation_id)
    )
    db.enter_region(session, region)
    actor = actor_at(login.user_id, place, login.actor.request_id if login.actor else None)
    audit.record(session, actor, "session.region", subject=("user", login.user_id))
    return place


def verified(session: Session, login: Login) -> None:
    """Note that the user proved again who they are; opens what asks for a fresh proof (`rules.FRESH`)."""
    session.execute(update(UserSession).where(UserSession.id == login.session_id).values(verified_at=clock.now()))
    audit.record(session, login.anywhere, "session.verified", subject=("user", login.user_id))


def log_out(session: Session, login: Login) -> None:
    """End this session; its secret is worthless from now on."""
    _revoke(session, UserSession.id == login.session_id)
    audit.record(session, login.anywhere, "session.end", subject=("user", login.user_id))


def end_session(session: Session, session_id: uuid.UUID, *, actor: Actor) -> None:
    """End one of the actor's own sessions, for instance on a lost telephone."""
    ended = _revoke(session, UserSession.id == session_id, UserSession.user_id == actor.user_id)
    if not ended:
        raise NotFound("Deze sessie is al beëindigd. Ververs de pagina.")
    audit.record(session, actor, "session.end", subject=("user", _known(actor.user_id)))


def end_sessions(session: Session, user_id: uuid.UUID, *, actor: Actor, keep: uuid.UUID | None = None) -> int:
    """End all sessions of a user at once (except `keep`); returns how many ran. The caller checked the right to."""
    conditions = [UserSession.user_id == user_id]
    if keep is not None:
        conditions.append(UserSession.id != keep)
    ended = _revoke(session, *conditions)
    audit.record(session, actor, "session.end-all", subject=("user", user_id), after={"ended": ended})
    return ended


def end_where(session: Session, *conditions: ColumnElement[bool]) -> int:
    """End the sessions that meet these conditions; returns how many ran. For what a provider tells us."""
    return _revoke(session, *conditions)


def end_of_identity(session: Session, identity_id: uuid.UUID) -> int:
    """End the sessions that came in with this account of a provider."""
    return _revoke(session, UserSession.identity_id == identity_id)


def _revoke(session: Session, *conditions: object) -> int:
    result = session.execute(
        update(UserSession)
        .where(UserSession.revoked_at.is_(None), *conditions)  # type: ignore[arg-type]  # column expressions
        .values(revoked_at=clock.now(), id_token=None)
        .execution_options(synchronize_session=False)
        .returning(UserSession.id)
    )
    return len(result.all())


def _token_hash(token: str) -> str:
    return crypto.keyring().lookup(token, purpose="session")


def _login(running: UserSession, user: User, places: tuple[Workplace, ...], request_id: str | None) -> Login:
    chosen = (running.region_id, running.organisation_id)
    active = next((p for p in places if (p.region_id, p.organisation_id) == chosen), None)
    if active is None and len(places) == 1:
        active = places[0]
    return Login(
        session_id=running.id,
        user_id=user.id,
        name=user.name,
        email=user.email,
        csrf_token=running.csrf_token,
        workplaces=places,
        active=active,
        actor=actor_at(user.id, active, request_id) if active else None,
        must_change_password=user.password_temporary_until is not None and running.method == PASSWORD,
        method=running.method,
        verified_at=running.verified_at,
        expires_at=running.expires_at,
        last_seen_at=running.last_seen_at,
    )


def actor_at(user_id: uuid.UUID, place: Workplace, request_id: str | None) -> Actor:
    """Who acts when this user works for this organisation: no more than the roles there allow."""
    return Actor(
        user_id=user_id,
        region_id=place.region_id,
        organisation_id=place.organisation_id,
        roles=frozenset(place.roles),
        permissions=frozenset(permission for role in place.roles for permission in GRANTS[role]),
        request_id=request_id,
    )


def _known(user_id: uuid.UUID | None) -> uuid.UUID:
    if user_id is None:
        raise NotAllowed("Alleen een gebruiker heeft sessies.")
    return user_id
