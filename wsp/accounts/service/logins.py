"""Log in and out, and the sessions in between. The server knows only hashes of the secrets in the cookies."""

import secrets
import uuid
from datetime import datetime

from sqlalchemy import and_, case, func, select, update
from sqlalchemy.orm import Session, undefer

from wsp.accounts import policy, queries, rules
from wsp.accounts.commands import LogIn, Login, NewLogin, Workplace
from wsp.accounts.errors import LogInRefused, TooManyAttempts
from wsp.accounts.models import LoginAttempt, Membership, User, UserSession
from wsp.accounts.permissions import GRANTS
from wsp.accounts.service import hashing
from wsp.audit import service as audit
from wsp.foundation import clock, crypto, db, editions
from wsp.foundation.actor import Actor
from wsp.foundation.errors import NotAllowed, NotFound


def log_in(session: Session, command: LogIn, *, request_id: str | None = None) -> NewLogin:
    """Check the password and start a session with a fresh secret.

    Raises LogInRefused with one text for every cause, after equal work (S12), and TooManyAttempts when this account
    or this origin failed too often. Failures are kept in a second, short transaction.
    """
    email = command.email.strip().casefold()
    ring = crypto.keyring()
    email_hash = ring.lookup(email, purpose="login-email")
    origin_hash = ring.lookup(command.origin, purpose="login-origin")
    _check_throttle(session, email_hash, origin_hash)
    now = clock.now()
    user = session.scalar(select(User).where(func.lower(User.email) == email).options(undefer(User.password_hash)))
    # The hash is compared in every case: an unknown address must take as long as a wrong password.
    matches = hashing.verify(user.password_hash if user else None, command.password)
    places = queries.workplaces(session, user.id) if user is not None else ()
    if user is None or not matches or not user.active or not places or _temporary_expired(user, now):
        _keep_failure(email_hash, origin_hash, user, request_id)
        raise LogInRefused
    if user.password_hash is not None and hashing.outdated(user.password_hash):
        user.password_hash = hashing.make(command.password)
    session.add(LoginAttempt(email_hash=email_hash, origin_hash=origin_hash, succeeded=True))
    token = secrets.token_urlsafe(32)
    place = places[0] if len(places) == 1 else None
    started = UserSession(
        id=uuid.uuid4(),
        token_hash=_token_hash(token),
        csrf_token=secrets.token_urlsafe(32),
        user_id=user.id,
        region_id=place.region_id if place else None,
        organisation_id=place.organisation_id if place else None,
        last_seen_at=now,
        expires_at=now + rules.ABSOLUTE,
        created_at=now,
    )
    session.add(started)
    if place is not None:
        db.enter_region(session, place.region_id)
    login = _login(started, user, places, request_id)
    audit.record(session, login.anywhere, "session.start", subject=("user", user.id))
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
        raise NotFound("Je werkt niet voor deze organisatie. Kies een andere uit de lijst.")
    session.execute(
        update(UserSession)
        .where(UserSession.id == login.session_id)
        .values(region_id=region, organisation_id=organisation_id)
    )
    db.enter_region(session, region)
    actor = _actor(login.user_id, place, login.actor.request_id if login.actor else None)
    audit.record(session, actor, "session.region", subject=("user", login.user_id))
    return place


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


def end_all(session: Session, user_id: uuid.UUID, *, actor: Actor) -> int:
    """As `end_sessions`, by an administrator; raises NotFound for a user of another region.

    Any region where somebody works may stop a session at once: it can also see that region's data.
    """
    policy.managed(session, user_id, actor=actor)
    return end_sessions(session, user_id, actor=actor)


def _revoke(session: Session, *conditions: object) -> int:
    result = session.execute(
        update(UserSession)
        .where(UserSession.revoked_at.is_(None), *conditions)  # type: ignore[arg-type]  # column expressions
        .values(revoked_at=clock.now())
        .execution_options(synchronize_session=False)
        .returning(UserSession.id)
    )
    return len(result.all())


def _check_throttle(session: Session, email_hash: str, origin_hash: str) -> None:
    """Count failures in the last fifteen minutes: per account since its last success, per origin all of them."""
    now = clock.now()
    since = now - rules.WINDOW
    last_success = (
        select(func.max(LoginAttempt.created_at))
        .where(LoginAttempt.email_hash == email_hash, LoginAttempt.succeeded.is_(True))
        .scalar_subquery()
    )
    failed = select(func.count(), func.min(LoginAttempt.created_at)).where(
        LoginAttempt.succeeded.is_(False), LoginAttempt.created_at > since
    )
    for statement, limit in (
        (
            failed.where(
                LoginAttempt.email_hash == email_hash,
                LoginAttempt.created_at > func.coalesce(last_success, since),
            ),
            rules.MAX_PER_ACCOUNT,
        ),
        (failed.where(LoginAttempt.origin_hash == origin_hash), rules.MAX_PER_ORIGIN),
    ):
        count, first = session.execute(statement).one()
        if count >= limit:
            raise TooManyAttempts(retry_after=int((first + rules.WINDOW - now).total_seconds()) + 1)


def _keep_failure(email_hash: str, origin_hash: str, user: User | None, request_id: str | None) -> None:
    """In a second transaction: the one that tried is about to be rolled back."""
    with db.unit_of_work(None) as second:
        second.add(LoginAttempt(email_hash=email_hash, origin_hash=origin_hash, succeeded=False))
    if user is not None:
        stranger = Actor(user_id=None, region_id="", organisation_id=None, kind="onbekend", request_id=request_id)
        audit.record_refusal(stranger, "session.start", subject=("user", user.id), code=LogInRefused.code)


def _temporary_expired(user: User, now: datetime) -> bool:
    return user.password_temporary_until is not None and user.password_temporary_until <= now


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
        actor=_actor(user.id, active, request_id) if active else None,
        must_change_password=user.password_temporary_until is not None,
        expires_at=running.expires_at,
        last_seen_at=running.last_seen_at,
    )


def _actor(user_id: uuid.UUID, place: Workplace, request_id: str | None) -> Actor:
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
