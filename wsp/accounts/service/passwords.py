"""Change and reset passwords."""

import secrets
import uuid
from collections.abc import Iterable
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session, undefer

from wsp.accounts import policy, queries, rules
from wsp.accounts.commands import ChangePassword, ChoosePassword, Workplace
from wsp.accounts.errors import LinkExpired
from wsp.accounts.models import User
from wsp.accounts.permissions import PORTAL_ROLES
from wsp.accounts.rules import LoginRules
from wsp.accounts.service import hashing, links, sessions, throttle
from wsp.accounts.service.throttle import Guess
from wsp.audit import service as audit
from wsp.foundation import clock, crypto, db, mailer, queue
from wsp.foundation.actor import Actor
from wsp.foundation.errors import InvalidInput, NotFound
from wsp.foundation.mailer import settings

_ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without l, i, o, 0 and 1: it is read from a screen and typed once."""


def change_password(session: Session, command: ChangePassword, *, actor: Actor, keep: uuid.UUID | None = None) -> User:
    """The actor's own password; other sessions than `keep` end."""
    user = session.scalar(
        select(User).where(User.id == actor.user_id).options(undefer(User.password_hash)).with_for_update(of=User)
    )
    if user is None:
        raise NotFound("Dit account bestaat niet meer.")
    if not hashing.verify(user.password_hash, command.current):
        sentence = "Dit is niet het huidige wachtwoord. Probeer het opnieuw."
        raise InvalidInput(sentence, fields={"current": [sentence]})
    _check_repeated(command.new, command.repeated)
    if command.new == command.current:
        sentence = "Kies een ander wachtwoord dan het huidige."
        raise InvalidInput(sentence, fields={"new": [sentence]})
    rules.check_password(command.new, email=user.email, name=user.name)
    user.password_hash = hashing.make(command.new)
    user.password_changed_at = clock.now()
    user.password_temporary_until = None
    sessions.end_sessions(session, user.id, actor=actor, keep=keep)
    audit.record(session, actor, "user.password", subject=("user", user.id))
    session.flush()
    return user


def ask_reset(session: Session, email: str, *, origin: str, asked: LoginRules | None = None) -> None:
    """Somebody says they forgot the password of this address: mail a link to its owner, if there is one.

    Known and unknown addresses take the same work here; a job looks for the owner afterwards (S12). Raises
    TooManyAttempts when this address or this origin asked too often.
    """
    address = email.strip().casefold()
    guess = Guess(throttle.RESET, address, origin)
    throttle.check(session, guess)
    throttle.counted(session, guess)
    # Sealed: a waiting job must not tell who forgot a password.
    sealed = crypto.keyring().encrypt(address if (asked or LoginRules()).local(address) else "").decode()
    queue.defer(session, "accounts.mail_reset", region="", sealed=sealed)


def mail_reset(session: Session, sealed: str) -> bool:
    """Mail a link to choose a new password; False when no open account has this address. Earlier links stop working."""
    email = crypto.keyring().decrypt(sealed.encode())
    user = session.scalar(select(User).where(func.lower(User.email) == email))
    places = queries.workplaces(session, user.id) if user is not None else ()
    if user is None or not user.active or not places:
        return False
    _mail_link(
        session, user, links.RESET, portal=_in_portal(places), key=crypto.keyring().lookup(sealed, purpose="key")
    )
    return True


def can_mail() -> bool:
    """True when a mail reaches somebody: there is a mail server, or it is the demo, which keeps them to be read."""
    mail = settings.current()
    return mail.server is not None or mail.keep_content


def invite(session: Session, user: User, *, actor: Actor, portal: bool) -> None:
    """Mail a link to choose the first password; works seven days, and earlier ones stop working.

    The caller checked that the actor manages this account.
    """
    _mail_link(session, user, links.INVITATION, portal=portal)
    audit.record(session, actor, "user.invite", subject=("user", user.id))


def invite_again(session: Session, user_id: uuid.UUID, *, actor: Actor) -> User:
    """As `invite`, by an administrator for a user of the region. Raises NotFound, ManagedElsewhere."""
    user = policy.managed_account(session, user_id, actor=actor)
    invite(session, user, actor=actor, portal=_in_portal(queries.workplaces(session, user.id)))
    return user


def owner_of(session: Session, token: str, purpose: str) -> User:
    """Whose password this link is about; changes nothing. Raises as `links.look`, and LinkExpired for who left."""
    return _owner(session, links.look(session, token, purpose))


def choose_password(session: Session, command: ChoosePassword, purpose: str) -> User:
    """Set the password of the link's owner; the link is used up and all sessions end. The second factor stays.

    Raises as `links.use`, InvalidInput when the password is weak or not repeated: then the link still works.
    """
    user = owner_of(session, command.token, purpose)
    _check_repeated(command.new, command.repeated)
    rules.check_password(command.new, email=user.email, name=user.name)
    links.use(session, command.token, purpose)
    user.password_hash = hashing.make(command.new)
    user.password_changed_at = clock.now()
    user.password_temporary_until = None
    for each in (links.INVITATION, links.RESET):
        links.withdraw(session, each, user_id=user.id)
    # Inside the region that manages the account, so that its administrators find it in the log.
    db.enter_region(session, user.home_region_id)
    actor = Actor(user_id=user.id, region_id=user.home_region_id, organisation_id=None)
    sessions.end_sessions(session, user.id, actor=actor)
    audit.record(session, actor, "user.password-by-link", subject=("user", user.id))
    session.flush()
    return user


def reset_password(session: Session, user_id: uuid.UUID, *, actor: Actor) -> str:
    """A temporary password for a user of the actor's region: shown once, to be changed at the next log-in.

    All sessions of the user end. Raises NotFound for a user of another region, ManagedElsewhere for one whose
    account another region manages.
    """
    user = policy.managed_account(session, user_id, actor=actor)
    password = temporary()
    give_temporary(user, password)
    sessions.end_sessions(session, user.id, actor=actor)
    audit.record(session, actor, "user.reset-password", subject=("user", user.id))
    session.flush()
    return password


def temporary() -> str:
    """Sixteen random characters in groups of four: about 79 bits."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(4))


def give_temporary(user: User, password: str) -> None:
    """Set a password that works for seven days and must be changed."""
    now = clock.now()
    user.password_hash = hashing.make(password)
    user.password_changed_at = now
    user.password_temporary_until = now + rules.TEMPORARY


_PAGES: Final = {links.RESET: "/wachtwoord-kiezen/", links.INVITATION: "/uitnodiging/"}
_TEMPLATES: Final = {links.RESET: "accounts/reset", links.INVITATION: "accounts/invitation"}


def link_path(session: Session, user: User, purpose: str) -> str:
    """A fresh link of `purpose` for this user, as a path: to be shown to whoever runs the command line."""
    return _PAGES[purpose] + links.make(session, purpose, user_id=user.id)


def _mail_link(session: Session, user: User, purpose: str, *, portal: bool, key: str | None = None) -> None:
    token = links.make(session, purpose, user_id=user.id)
    sent = mailer.send(
        session,
        region=user.home_region_id,
        to=user.email,
        to_name=user.name,
        template=_TEMPLATES[purpose],
        about=("user", user.id),
        key=key,
        path=_PAGES[purpose] + token,
        portal=portal,
    )
    # Not sent when it was mailed before under this key: then the link of that mail goes on working.
    if sent:
        links.withdraw(session, purpose, user_id=user.id, keep=token)


def _in_portal(places: Iterable[Workplace]) -> bool:
    return any(role in PORTAL_ROLES for place in places for role in place.roles)


def _check_repeated(new: str, repeated: str) -> None:
    if new != repeated:
        sentence = "De twee nieuwe wachtwoorden zijn niet gelijk. Typ ze opnieuw."
        raise InvalidInput(sentence, fields={"repeated": [sentence]})


def _owner(session: Session, link: links.Link) -> User:
    user = session.get(User, link.user_id) if link.user_id is not None else None
    if user is None or not user.active:
        raise LinkExpired
    return user
