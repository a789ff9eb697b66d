"""Change and reset passwords."""

import secrets
import uuid
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from wsp.accounts import policy, rules
from wsp.accounts.commands import ChangePassword
from wsp.accounts.models import User
from wsp.accounts.service import hashing, logins
from wsp.audit import service as audit
from wsp.foundation import clock
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
    if command.new != command.repeated:
        sentence = "De twee nieuwe wachtwoorden zijn niet gelijk. Typ ze opnieuw."
        raise InvalidInput(sentence, fields={"repeated": [sentence]})
    if command.new == command.current:
        sentence = "Kies een ander wachtwoord dan je huidige."
        raise InvalidInput(sentence, fields={"new": [sentence]})
    rules.check_password(command.new, email=user.email, name=user.name)
    user.password_hash = hashing.make(command.new)
    user.password_changed_at = clock.now()
    user.password_temporary_until = None
    logins.end_sessions(session, user.id, actor=actor, keep=keep)
    audit.record(session, actor, "user.password", subject=("user", user.id))
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
    logins.end_sessions(session, user.id, actor=actor)
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
