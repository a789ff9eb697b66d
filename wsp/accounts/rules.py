"""Pure checks of accounts: passwords and terms of a session."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
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

_COMMON: Final = frozenset(
    """
    aanmelden accountmanager adminadmin administrator arbeidsmarkt assendrenthe beheerder gebruiker geheim
    geheimgeheim gemeente gemeenteassen groningen hallohallo herfst iloveyou inloggen klantmanager lente letmein
    login nederland password passwordpassword plaatsing qwerty qwertyuiop qwertyuiopasdf qwertyuiopasdfgh vacature
    voorjaar wachtwoord wachtwoordwachtwoord welcome welkom welkomwelkom werkgever werkgeversservicepunt winter zomer
    zonnebloem
    """.split()  # noqa: SIM905 (a list that people read and add to)
)
"""Words that are guessed first, with any digits and signs around them."""


def check_password(password: str, *, email: str, name: str) -> None:
    """Raise WeakPassword when `password` is too short, too long, or easy to guess for who knows this person."""
    if len(password) < MIN_LENGTH:
        raise _weak(f"Kies een wachtwoord van {MIN_LENGTH} tekens of meer. Een korte zin werkt goed.")
    if len(password) > MAX_LENGTH:
        raise _weak(f"Kies een wachtwoord van hoogstens {MAX_LENGTH} tekens.")
    folded = password.casefold()
    letters = "".join(char for char in folded if char.isalpha())
    if letters in _COMMON or len(set(folded)) < MIN_LENGTH // 2:
        raise _weak("Dit wachtwoord is makkelijk te raden. Kies een andere, langere zin.")
    own = {part for part in name.casefold().split() if len(part) > 3}  # noqa: PLR2004 (shorter parts occur by chance)
    own.add(email.casefold().partition("@")[0])
    if email.casefold() in folded or any(part in folded for part in own if len(part) > 3):  # noqa: PLR2004 (said by the line itself)
        raise _weak("Gebruik je naam of e-mailadres niet in je wachtwoord. Kies iets anders.")


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
