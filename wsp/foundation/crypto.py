"""Encryption of the few columns that need it, and keyed look-up (design decision 11).

Encrypted: BSN, second-factor secrets and connector credentials; nothing else. A value is found again by its HMAC,
made with a key of its own, so that a leaked encryption key does not also give the look-up.
"""

import hashlib
import hmac
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import LargeBinary
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class CannotDecrypt(Exception):
    """None of the configured keys opens this value: an old key was removed before `wsp keys rotate` ran."""


@dataclass(frozen=True)
class Keyring:
    """The keys of this process: Fernet keys newest first, and the HMAC key for look-up."""

    encryption_keys: tuple[str, ...]
    lookup_key: str

    def encrypt(self, value: str) -> bytes:
        """Encrypt with the newest key."""
        return self._fernet().encrypt(value.encode())

    def decrypt(self, token: bytes) -> str:
        """Decrypt with whichever key fits; raises CannotDecrypt."""
        try:
            return self._fernet().decrypt(token).decode()
        except InvalidToken as error:
            message = "the value was encrypted with a key that is not configured"
            raise CannotDecrypt(message) from error

    def seal(self, content: bytes) -> bytes:
        """Encrypt bytes with the newest key."""
        return self._fernet().encrypt(content)

    def unseal(self, token: bytes) -> bytes:
        """Decrypt bytes with whichever key fits; raises CannotDecrypt."""
        try:
            return self._fernet().decrypt(token)
        except InvalidToken as error:
            message = "the content was encrypted with a key that is not configured"
            raise CannotDecrypt(message) from error

    def rotate(self, token: bytes) -> bytes:
        """The same value under the newest key."""
        return self._fernet().rotate(token)

    def lookup(self, value: str, *, purpose: str) -> str:
        """Keyed hash to find `value` again; `purpose` keeps hashes of different columns apart."""
        return hmac.new(self.lookup_key.encode(), f"{purpose}:{value}".encode(), hashlib.sha256).hexdigest()

    def _fernet(self) -> MultiFernet:
        return MultiFernet([Fernet(key) for key in self.encryption_keys])


class _Current:
    keyring: Keyring | None = None


def configure(keyring: Keyring | None) -> None:
    """Set the keys of this process."""
    _Current.keyring = keyring


def keyring() -> Keyring:
    """The configured keys; an error when there are none."""
    if _Current.keyring is None:
        message = "no keys configured: call wsp.foundation.crypto.configure first"
        raise RuntimeError(message)
    return _Current.keyring


class EncryptedText(TypeDecorator[str]):
    """A text column that only ever reaches the database encrypted."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """Encrypt on the way in."""
        del dialect
        return None if value is None else keyring().encrypt(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        """Decrypt on the way out."""
        del dialect
        return None if value is None else keyring().decrypt(value)


class EncryptedBytes(TypeDecorator[bytes]):
    """Bytes that only ever reach the database encrypted: cells of a file that waits to be read in."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """Encrypt on the way in."""
        del dialect
        return None if value is None else keyring().seal(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """Decrypt on the way out."""
        del dialect
        return None if value is None else keyring().unseal(value)
