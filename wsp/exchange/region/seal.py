"""The BSN on its way out: encrypted with a key made from a passphrase, which travels by another road than the file.

AES-SIV gives the same answer for the same number, so that two exports of the same data are equal byte for byte, and
whoever has no passphrase learns nothing, since a BSN stands in one dossier only.
"""

import base64
import secrets
from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from wsp.exchange.region.errors import WrongPassphrase

SHORTEST: Final = 16
"""Characters of a passphrase; a sentence of four words has more."""
_COST: Final = 2**15
"""Of scrypt: about a tenth of a second and 32 MB for one guess."""
_BYTES: Final = 64
_ABOUT: Final = b"wsp region export: bsn"


@dataclass(frozen=True)
class Seal:
    """A key made of a passphrase and a salt; the salt stands in the manifest."""

    salt: str
    key: bytes = field(repr=False)

    @classmethod
    def of(cls, passphrase: str, *, salt: str | None = None) -> "Seal":
        """Make the key; slow on purpose."""
        used = salt or secrets.token_hex(16)
        made = Scrypt(salt=bytes.fromhex(used), length=_BYTES, n=_COST, r=8, p=1).derive(passphrase.encode())
        return cls(used, made)

    def close(self, value: str) -> str:
        """The value as it stands in the file."""
        return base64.urlsafe_b64encode(AESSIV(self.key).encrypt(value.encode(), [_ABOUT])).decode()

    def open(self, token: str) -> str:
        """The value again.

        Raises:
            WrongPassphrase: another passphrase closed it, or the file was changed.

        """
        try:
            return AESSIV(self.key).decrypt(base64.urlsafe_b64decode(token), [_ABOUT]).decode()
        except (InvalidTag, ValueError) as error:
            raise WrongPassphrase from error

    def stored(self) -> str:
        """Salt and key as text, to be kept encrypted until a job has used them."""
        return f"{self.salt}:{self.key.hex()}"

    @classmethod
    def restored(cls, text: str) -> "Seal":
        """What `stored` wrote."""
        salt, key = text.split(":")
        return cls(salt, bytes.fromhex(key))
