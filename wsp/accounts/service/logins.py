"""Log in: first the password, then, where it is asked, the second factor. Between the two there is no session.

The half-way mark is a one-time link that no mail carries (`STEP`): it opens nothing but the page for the second step,
works ten minutes, and is used up when the session begins.
"""

from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session, undefer

from wsp.accounts import queries, rules
from wsp.accounts.commands import Confirm, Finished, HalfWay, LogIn, Login, NewLogin, TakeStep, Workplace
from wsp.accounts.errors import LinkExpired, LogInRefused, WrongCode, WrongPassword
from wsp.accounts.models import User
from wsp.accounts.rules import LoginRules
from wsp.accounts.service import factors, hashing, links, sessions, throttle
from wsp.accounts.service.throttle import Guess
from wsp.audit import service as audit
from wsp.foundation import clock, db
from wsp.foundation.actor import Actor
from wsp.foundation.errors import NotFound

STEP: Final = "tweede-stap"


def log_in(
    session: Session, command: LogIn, *, asked: LoginRules | None = None, request_id: str | None = None
) -> NewLogin | HalfWay:
    """Check the password; start a session, or go half-way when a second factor is asked.

    Raises LogInRefused with one text for every cause, after equal work (S12), and TooManyAttempts when this account
    or this origin failed too often. Failures are kept in a second, short transaction.
    """
    asked = asked or LoginRules()
    email = command.email.strip().casefold()
    guess = Guess(throttle.LOG_IN, email, command.origin)
    throttle.check(session, guess)
    user = session.scalar(select(User).where(func.lower(User.email) == email).options(undefer(User.password_hash)))
    # The hash is compared in every case: an unknown address must take as long as a wrong password.
    matches = hashing.verify(user.password_hash if user else None, command.password)
    places = queries.workplaces(session, user.id) if user is not None else ()
    if user is None or not matches or not asked.local(email) or not may_come(user, places) or _expired(user):
        throttle.failed(guess)
        if user is not None:
            _refused(user, request_id)
        raise LogInRefused
    if user.password_hash is not None and hashing.outdated(user.password_hash):
        user.password_hash = hashing.make(command.password)
    throttle.succeeded(session, guess)
    enrolled = factors.status(session, user.id).active
    if enrolled or asked.needs_factor(places) or asked.is_break_glass(email):
        if not enrolled:
            factors.begin(session, user)
        return HalfWay(token=links.make(session, STEP, user_id=user.id, valid_for=rules.HALF_WAY), enrol=not enrolled)
    return _start(session, user, places, asked, request_id)


def half_way(session: Session, token: str) -> tuple[User, factors.Enrolment | None]:
    """Who is half-way with this mark, and what the app needs when there is no second factor yet. Changes nothing.

    Raises as `links.look`: log in again.
    """
    user, _places = _half_way_user(session, links.look(session, token, STEP))
    if factors.status(session, user.id).active:
        return user, None
    return user, factors.enrolment(session, user)


def take_step(
    session: Session, command: TakeStep, *, asked: LoginRules | None = None, request_id: str | None = None
) -> Finished:
    """The second step: check the code and start the session. A first code also turns the second factor on.

    Raises WrongCode, TooManyAttempts, and as `links.use` when the half-way mark is over.
    """
    user, places = _half_way_user(session, links.look(session, command.token, STEP))
    guess = Guess(throttle.CODE, str(user.id), command.origin)
    throttle.check(session, guess)
    codes: tuple[str, ...] = ()
    if factors.status(session, user.id).active:
        if not factors.check(session, user, command.code):
            throttle.failed(guess)
            _refused(user, request_id)
            raise WrongCode
    else:
        codes = _first_code(session, user, command.code, guess)
    throttle.succeeded(session, guess)
    links.use(session, command.token, STEP)
    new = _start(session, user, places, asked or LoginRules(), request_id)
    return Finished(new=new, recovery_codes=codes, codes_left=factors.status(session, user.id).codes_left)


def confirm(session: Session, login: Login, command: Confirm) -> None:
    """Prove again who you are, for what asks for a fresh proof: a code, or the password of who has no second factor.

    Raises WrongCode, WrongPassword or TooManyAttempts; the session goes on as it was.
    """
    user = session.scalar(select(User).where(User.id == login.user_id).options(undefer(User.password_hash)))
    if user is None:
        raise NotFound("Dit account bestaat niet meer.")
    guess = Guess(throttle.CODE, str(user.id), command.origin)
    throttle.check(session, guess)
    if factors.status(session, user.id).active:
        if not factors.check(session, user, command.code or ""):
            throttle.failed(guess)
            raise WrongCode
    elif not hashing.verify(user.password_hash, command.password or ""):
        throttle.failed(guess)
        raise WrongPassword
    throttle.succeeded(session, guess)
    sessions.verified(session, login)


def may_come(user: User, places: tuple[Workplace, ...]) -> bool:
    """True for an open account with work to do."""
    return user.active and bool(places)


def _start(
    session: Session, user: User, places: tuple[Workplace, ...], asked: LoginRules, request_id: str | None
) -> NewLogin:
    action = "session.break-glass" if asked.is_break_glass(user.email) else "session.start"
    return sessions.start(session, user, places, request_id=request_id, action=action)


def _first_code(session: Session, user: User, code: str, guess: Guess) -> tuple[str, ...]:
    # Inside the region that manages the account, so that its administrators find it in the log.
    db.enter_region(session, user.home_region_id)
    actor = Actor(user_id=user.id, region_id=user.home_region_id, organisation_id=None)
    try:
        return factors.confirm(session, user, code, actor=actor)
    except WrongCode:
        throttle.failed(guess)
        raise


def _half_way_user(session: Session, link: links.Link) -> tuple[User, tuple[Workplace, ...]]:
    user = session.get(User, link.user_id)
    places = queries.workplaces(session, user.id) if user is not None else ()
    if user is None or not may_come(user, places):
        raise LinkExpired
    return user, places


def _refused(user: User, request_id: str | None) -> None:
    stranger = Actor(user_id=None, region_id="", organisation_id=None, kind="onbekend", request_id=request_id)
    audit.record_refusal(stranger, "session.start", subject=("user", user.id), code=LogInRefused.code)


def _expired(user: User) -> bool:
    return user.password_temporary_until is not None and user.password_temporary_until <= clock.now()
