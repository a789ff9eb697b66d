"""Pure checks of accounts: passwords and terms of a session."""

import string
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Final

from wsp.accounts.commands import Workplace
from wsp.accounts.errors import WeakPassword
from wsp.accounts.permissions import Role

MIN_LENGTH: Final = 12
MAX_LENGTH: Final = 128
"""Argon2 takes more; this only bounds the work that a stranger can ask for."""

IDLE: Final = timedelta(minutes=30)
ABSOLUTE: Final = timedelta(hours=12)
TOUCH_EVERY: Final = timedelta(minutes=1)
"""A session's last use is written at most this often."""
TEMPORARY: Final = timedelta(days=7)
"""How long a handed-over password works."""

HALF_WAY: Final = timedelta(minutes=10)
"""How long the second step of a log-in may take."""
FRESH: Final = timedelta(minutes=15)
"""How long a proof of who you are opens what asks for a fresh one (step-up)."""

WINDOW: Final = timedelta(minutes=15)
MAX_PER_ACCOUNT: Final = 5
MAX_PER_ORIGIN: Final = 40
"""Wider than per account: a whole office may share one address."""

_LIST: Final = Path(__file__).with_name("common_passwords.txt")
_SIGNS: Final = str.maketrans("0134578@$!€", "oieastba" + "sie")
"""How people write letters with other signs: w@chtw00rd."""
_AROUND: Final = string.digits + string.punctuation + string.whitespace
_FEW_SIGNS: Final = 4
"""A run along the keyboard or up the digits of this length is one sign, not four."""
_RUNS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz", "01234567890")


@cache
def _common() -> frozenset[str]:
    """Words that are guessed first: a list of our own, Dutch and English."""
    lines = _LIST.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def is_common(password: str) -> bool:
    """True for a password that a list of leaked ones would hold: common words only, runs, or one sign repeated (S12).

    Digits and signs around and between the words do not make it stronger, nor does writing an o as 0.
    """
    folded = password.casefold()
    if len(set(folded)) < MIN_LENGTH // 2 or not _without_runs(folded):
        return True
    plain = "".join(char for char in folded if char.isalpha())
    spelled = "".join(char for char in folded.strip(_AROUND).translate(_SIGNS) if char.isalpha())
    return any(not letters or _made_of_common(letters) for letters in (plain, spelled))


def _without_runs(folded: str) -> str:
    """What is left when every run along the keyboard or the alphabet, either way, is taken out."""
    rest = folded
    for run in (*_RUNS, *(each[::-1] for each in _RUNS)):
        for length in range(len(run), _FEW_SIGNS - 1, -1):
            for start in range(len(run) - length + 1):
                rest = rest.replace(run[start : start + length], "")
    return "".join(char for char in rest if char.isalnum())


def _made_of_common(letters: str) -> bool:
    """True when the letters are common words one after the other."""
    reached = {0}
    for end in range(1, len(letters) + 1):
        if any(start in reached and letters[start:end] in _common() for start in range(end)):
            reached.add(end)
    return len(letters) in reached


def check_password(password: str, *, email: str, name: str) -> None:
    """Raise WeakPassword when `password` is too short, too long, or easy to guess for who knows this person."""
    if len(password) < MIN_LENGTH:
        raise _weak(f"Kies een wachtwoord van {MIN_LENGTH} tekens of meer. Een korte zin werkt goed.")
    if len(password) > MAX_LENGTH:
        raise _weak(f"Kies een wachtwoord van hoogstens {MAX_LENGTH} tekens.")
    folded = password.casefold()
    if is_common(password):
        raise _weak("Dit wachtwoord is makkelijk te raden. Kies een andere, langere zin.")
    own = {part for part in name.casefold().split() if len(part) > 3}  # noqa: PLR2004 (shorter parts occur by chance)
    own.add(email.casefold().partition("@")[0])
    if email.casefold() in folded or any(part in folded for part in own if len(part) > 3):  # noqa: PLR2004 (said by the line itself)
        raise _weak("Een wachtwoord met een naam of e-mailadres is makkelijk te raden. Kies iets anders.")


def _weak(sentence: str) -> WeakPassword:
    return WeakPassword(sentence, fields={"new": [sentence]})


def is_fresh(*, now: datetime, verified_at: datetime | None) -> bool:
    """True while the last proof of who somebody is counts as fresh (O9)."""
    return verified_at is not None and now - verified_at < FRESH


@dataclass(frozen=True)
class LoginRules:
    """What this installation asks of who logs in; made from the settings."""

    factor_roles: frozenset[Role] = frozenset()
    """Whoever has one of these roles anywhere needs a second factor."""
    local_accounts: bool = True
    """False: only through a provider, apart from `break_glass`."""
    break_glass: frozenset[str] = frozenset()
    """Addresses of emergency accounts, in lower case: they may always use their password, and always need a code."""

    def local(self, email: str) -> bool:
        """True when this address may log in with a password."""
        return self.local_accounts or self.is_break_glass(email)

    def is_break_glass(self, email: str) -> bool:
        """True for an emergency account."""
        return email.casefold() in self.break_glass

    def needs_factor(self, places: Iterable[Workplace]) -> bool:
        """True when one of the roles must have a second factor."""
        return any(role in self.factor_roles for place in places for role in place.roles)
