"""The brake on guessing: failures are counted per account and per origin, by keyed hashes (S11)."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wsp.accounts import rules
from wsp.accounts.errors import TooManyAttempts
from wsp.accounts.models import LoginAttempt
from wsp.foundation import clock, crypto, db

LOG_IN: Final = "login-email"
"""Guessing at the password of an address."""
CODE: Final = "login-code"
"""Guessing at the second factor of a user."""
RESET: Final = "login-reset"
"""Asking for mails to an address."""
ACCESS: Final = "login-access"
"""Asking for access in the name of an organisation."""


@dataclass(frozen=True)
class Guess:
    """One try: at what (an address or a user's id), and from where."""

    kind: str
    account: str
    origin: str

    @property
    def account_hash(self) -> str:
        """Keyed hash of what is guessed at; each kind is counted for itself."""
        return crypto.keyring().lookup(self.account, purpose=self.kind)

    @property
    def origin_hash(self) -> str:
        """Keyed hash of the network address; all kinds are counted together."""
        return crypto.keyring().lookup(self.origin, purpose="login-origin")


def check(session: Session, guess: Guess) -> None:
    """Raise TooManyAttempts when this account or this origin failed too often.

    Counted are the failures of the last fifteen minutes: per account since its last success, per origin all of them.
    """
    now = clock.now()
    since = now - rules.WINDOW
    last_success = (
        select(func.max(LoginAttempt.created_at))
        .where(LoginAttempt.email_hash == guess.account_hash, LoginAttempt.succeeded.is_(True))
        .scalar_subquery()
    )
    failed = select(func.count(), func.min(LoginAttempt.created_at)).where(
        LoginAttempt.succeeded.is_(False), LoginAttempt.created_at > since
    )
    for statement, limit in (
        (
            failed.where(
                LoginAttempt.email_hash == guess.account_hash,
                LoginAttempt.created_at > func.coalesce(last_success, since),
            ),
            rules.MAX_PER_ACCOUNT,
        ),
        (failed.where(LoginAttempt.origin_hash == guess.origin_hash), rules.MAX_PER_ORIGIN),
    ):
        count, first = session.execute(statement).one()
        if count >= limit:
            raise TooManyAttempts(retry_after=int((first + rules.WINDOW - now).total_seconds()) + 1)


def failed(guess: Guess) -> None:
    """Keep a failure, in a second transaction: the one that tried is about to be rolled back."""
    with db.unit_of_work(None) as second:
        second.add(LoginAttempt(email_hash=guess.account_hash, origin_hash=guess.origin_hash, succeeded=False))


def counted(session: Session, guess: Guess) -> None:
    """Count something that is no failure but may not happen too often either, in the caller's transaction."""
    session.add(LoginAttempt(email_hash=guess.account_hash, origin_hash=guess.origin_hash, succeeded=False))


def succeeded(session: Session, guess: Guess) -> None:
    """Keep a success: it forgives the failures before it."""
    session.add(LoginAttempt(email_hash=guess.account_hash, origin_hash=guess.origin_hash, succeeded=True))
