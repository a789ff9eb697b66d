"""Argon2id, and equal work for accounts that do not exist."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError


class _Current:
    """The parameters in use: the library's, which follow what is advised."""

    hasher = PasswordHasher()


def configure(hasher: PasswordHasher) -> None:
    """Hash with other parameters from now on; what was hashed before can still be verified."""
    _Current.hasher = hasher
    _nobody.cache_clear()


def make(password: str) -> str:
    """An argon2id hash with the parameters in use."""
    return _Current.hasher.hash(password)


def verify(stored: str | None, password: str) -> bool:
    """True when `password` belongs to `stored`. Without a stored hash it does the same work and answers False."""
    try:
        matches = _Current.hasher.verify(stored or _nobody(), password)
    except (VerifyMismatchError, VerificationError, InvalidHashError):
        return False
    return matches and stored is not None


def outdated(stored: str) -> bool:
    """True when the parameters have been raised since this hash was made."""
    return _Current.hasher.check_needs_rehash(stored)


@cache
def _nobody() -> str:
    return make("nobody has this password")
