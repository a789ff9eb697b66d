"""Change and reset passwords."""

import secrets
import uuid
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from wsp.accounts import policy, rules
from wsp.accounts.commands import ChangePassword, ChoosePassword
from wsp.accounts.errors import LinkExpired
from wsp.accounts.models import User
from wsp.accounts.service import hashing, links, sessions
from wsp.audit import service as audit
from wsp.foundation import clock, db
from wsp.foundation.actor import Actor
from wsp.foundation.errors import InvalidInput, NotFound

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
        sentence = "Dit is niet je huidige wachtwoord. Probeer het opnieuw."
        raise InvalidInput(sentence, fields={"current": [sentence]})
    _check_repeated(command.new, command.repeated)
    if command.new == command.current:
        sentence = "Kies een ander wachtwoord dan je huidige."
        raise InvalidInput(sentence, fields={"new": [sentence]})
    rules.check_password(command.new, email=user.email, name=user.name)
    user.password_hash = hashing.make(command.new)
    user.password_changed_at = clock.now()
    user.password_temporary_until = None
    sessions.end_sessions(session, user.id, actor=actor, keep=keep)
    audit.record(session, actor, "user.password", subject=("user", user.id))
    session.flush()
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


def _check_repeated(new: str, repeated: str) -> None:
    if new != repeated:
        sentence = "De twee nieuwe wachtwoorden zijn niet gelijk. Typ ze opnieuw."
        raise InvalidInput(sentence, fields={"repeated": [sentence]})


def _owner(session: Session, link: links.Link) -> User:
    user = session.get(User, link.user_id) if link.user_id is not None else None
    if user is None or not user.active:
        raise LinkExpired
    return user
