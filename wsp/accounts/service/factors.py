"""The second factor: six digits of an app (TOTP, RFC 6238), and recovery codes for who lost the telephone.

The secret is encrypted in the database, recovery codes are kept as keyed hashes. A code works once: the time step of
the last accepted one is kept, so that somebody who looks over a shoulder cannot use it again.
"""

import hmac
import re
import secrets
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import pyotp
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from wsp.accounts import policy
from wsp.accounts.errors import NoSecondFactor, WrongCode
from wsp.accounts.models import DiaryAddress, RecoveryCode, SecondFactor, User
from wsp.accounts.service import diary, sessions
from wsp.audit import service as audit
from wsp.foundation import clock, crypto
from wsp.foundation.actor import Actor

_STEP: Final = 30
"""Seconds that a code is shown."""
_DRIFT: Final = 1
"""Steps that a telephone's clock may be off, to either side."""
_ISSUER: Final = "WSP portaal"
"""How the app calls this account."""
RECOVERY_CODES: Final = 10
FEW: Final = 3
"""From this number of unused recovery codes on, the user is told to make new ones."""
_ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class Enrolment:
    """What the app needs: the secret to type, and the address that the QR code holds."""

    secret: str = field(repr=False)
    address: str = field(repr=False)

    @property
    def groups(self) -> str:
        """The secret in groups of four, as a person reads it."""
        return " ".join(self.secret[start : start + 4] for start in range(0, len(self.secret), 4))


@dataclass(frozen=True)
class FactorStatus:
    """How things stand with somebody's second factor."""

    since: datetime | None
    """None: there is none."""
    codes_left: int = 0

    @property
    def active(self) -> bool:
        """True when logging in asks for a code."""
        return self.since is not None


def begin(session: Session, user: User) -> None:
    """Make a secret that waits to be confirmed. Asked again it stays the same, so that a reload shows one QR code."""
    factor = _locked(session, user.id)
    if factor is None:
        session.add(SecondFactor(user_id=user.id, secret=pyotp.random_base32()))
    elif factor.secret is None:
        factor.secret = pyotp.random_base32()
    session.flush()


def enrolment(session: Session, user: User) -> Enrolment:
    """The waiting secret; raises NoSecondFactor when none waits: a confirmed secret is never shown again."""
    factor = session.scalar(select(SecondFactor).where(SecondFactor.user_id == user.id))
    if factor is None or factor.secret is None or factor.confirmed_at is not None:
        raise NoSecondFactor
    address = pyotp.TOTP(factor.secret).provisioning_uri(name=user.email, issuer_name=_ISSUER)
    return Enrolment(secret=factor.secret, address=address)


def waiting(session: Session, user_id: uuid.UUID) -> bool:
    """True while a secret waits for its first code."""
    return (
        session.scalar(
            select(SecondFactor.id).where(
                SecondFactor.user_id == user_id,
                SecondFactor.secret.is_not(None),
                SecondFactor.confirmed_at.is_(None),
            )
        )
        is not None
    )


def confirm(session: Session, user: User, code: str, *, actor: Actor) -> tuple[str, ...]:
    """Turn the waiting secret on when `code` comes from it; returns the recovery codes, shown once.

    Raises WrongCode, and NoSecondFactor when no secret waits.
    """
    factor = _locked(session, user.id)
    if factor is None or factor.secret is None or factor.confirmed_at is not None:
        raise NoSecondFactor
    if not _matches(factor, code):
        raise WrongCode
    factor.confirmed_at = clock.now()
    audit.record(session, actor, "user.factor", subject=("user", user.id))
    return _new_codes(session, user.id)


def check(session: Session, user: User, code: str) -> bool:
    """True when `code` is the app's code of now, or an unused recovery code; either is used up by this."""
    factor = _locked(session, user.id)
    if factor is None or factor.secret is None or factor.confirmed_at is None:
        return False
    return _matches(factor, code) or _use_recovery(session, user.id, code)


def renew_codes(session: Session, user_id: uuid.UUID, *, actor: Actor) -> tuple[str, ...]:
    """New recovery codes, shown once; the old ones are worthless. Raises NoSecondFactor."""
    if not status(session, user_id).active:
        raise NoSecondFactor
    audit.record(session, actor, "user.factor-codes", subject=("user", user_id))
    return _new_codes(session, user_id)


def remove(session: Session, user_id: uuid.UUID, *, actor: Actor, action: str = "user.factor-off") -> None:
    """Forget secret and codes; raises NoSecondFactor. The caller checked the right to."""
    factor = _locked(session, user_id)
    if factor is None or factor.secret is None:
        raise NoSecondFactor
    factor.secret = factor.confirmed_at = factor.last_step = None
    _withdraw_codes(session, user_id)
    audit.record(session, actor, action, subject=("user", user_id))
    session.flush()


def reset_factor(session: Session, user_id: uuid.UUID, *, actor: Actor) -> User:
    """As `remove`, by an administrator for a colleague who lost everything; all sessions and diary addresses end.

    Raises NotFound for a user of another region, ManagedElsewhere for an account that another region manages.
    """
    user = policy.managed_account(session, user_id, actor=actor)
    remove(session, user.id, actor=actor, action="user.factor-reset")
    diary.end_where(session, DiaryAddress.user_id == user.id)
    sessions.end_sessions(session, user.id, actor=actor)
    return user


def status(session: Session, user_id: uuid.UUID) -> FactorStatus:
    """Whether this user has a second factor, and how many recovery codes are left."""
    left = (
        select(func.count())
        .where(RecoveryCode.user_id == user_id, RecoveryCode.used_at.is_(None), RecoveryCode.withdrawn_at.is_(None))
        .scalar_subquery()
    )
    row = session.execute(
        select(SecondFactor.confirmed_at, left).where(
            SecondFactor.user_id == user_id, SecondFactor.confirmed_at.is_not(None)
        )
    ).one_or_none()
    return FactorStatus(None) if row is None else FactorStatus(row[0], row[1])


def _locked(session: Session, user_id: uuid.UUID) -> SecondFactor | None:
    """Locked: of two who bring the same code at once, one must see that the other used it."""
    return session.scalar(
        select(SecondFactor)
        .where(SecondFactor.user_id == user_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def _matches(factor: SecondFactor, code: str) -> bool:
    digits = re.sub(r"\s", "", code)
    if not re.fullmatch(r"[0-9]{6}", digits):
        return False
    totp = pyotp.TOTP(factor.secret or "")
    now = int(clock.now().timestamp()) // _STEP
    for step in range(now - _DRIFT, now + _DRIFT + 1):
        unused = factor.last_step is None or step > factor.last_step
        if unused and hmac.compare_digest(totp.generate_otp(step), digits):
            factor.last_step = step
            return True
    return False


def _use_recovery(session: Session, user_id: uuid.UUID, code: str) -> bool:
    result = session.execute(
        update(RecoveryCode)
        .where(
            RecoveryCode.user_id == user_id,
            RecoveryCode.code_hash == _code_hash(user_id, code),
            RecoveryCode.used_at.is_(None),
            RecoveryCode.withdrawn_at.is_(None),
        )
        .values(used_at=clock.now())
        .returning(RecoveryCode.id)
    )
    return len(result.all()) == 1


def _new_codes(session: Session, user_id: uuid.UUID) -> tuple[str, ...]:
    """Ten codes of twelve characters: about 59 bits each, so that a keyed hash needs no slow one."""
    _withdraw_codes(session, user_id)
    codes = tuple(
        "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(3)) for _ in range(RECOVERY_CODES)
    )
    session.add_all(RecoveryCode(user_id=user_id, code_hash=_code_hash(user_id, code)) for code in codes)
    session.flush()
    return codes


def _withdraw_codes(session: Session, user_id: uuid.UUID) -> None:
    session.execute(
        update(RecoveryCode)
        .where(RecoveryCode.user_id == user_id, RecoveryCode.used_at.is_(None), RecoveryCode.withdrawn_at.is_(None))
        .values(withdrawn_at=clock.now())
    )


def _code_hash(user_id: uuid.UUID, code: str) -> str:
    typed = re.sub(r"[^a-z0-9]", "", code.casefold())
    return crypto.keyring().lookup(f"{user_id}:{typed}", purpose="recovery-code")
