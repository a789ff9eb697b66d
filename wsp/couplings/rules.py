"""Pure rules: the form of a token, how long it may work, how often it may call."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from wsp.couplings.enums import CouplingState, Scope
from wsp.foundation.errors import InvalidInput

LONGEST: Final = timedelta(days=366)
"""From making it until its last day: every coupling is looked at again once a year."""
WARNED: Final = timedelta(days=30)
"""How long before its last day a coupling shows that it ends."""
IN_TIME: Final = timedelta(days=7)
"""So long before its last day somebody should have seen to a new token."""
MISSED: Final = timedelta(days=30)
"""So long after its last day nobody needs to be told any more that a coupling ended."""
MOST_CALLS: Final = 300
WINDOW: Final = timedelta(minutes=1)

_TOKEN: Final = re.compile(r"wsp_([A-Z]{2}\d{2})_([A-Za-z0-9_-]{43})", re.ASCII)
_KEY: Final = re.compile(r"[A-Za-z0-9_.:-]{8,100}", re.ASCII)


def make_token(region: str, secret: str) -> str:
    """The token as it is handed over: recognisable to programs that search for leaked secrets."""
    return f"wsp_{region}_{secret}"


def region_of(token: str) -> str | None:
    """The region in which to look a token up; None when it cannot be one of ours."""
    found = _TOKEN.fullmatch(token)
    return found[1] if found else None


def is_key(text: str) -> bool:
    """Whether a text can be the key of a request: 8 to 100 letters, digits and some marks."""
    return _KEY.fullmatch(text) is not None


def state(*, ends_on: date, withdrawn_at: datetime | None, on: date) -> CouplingState:
    """How a coupling stands on a day."""
    if withdrawn_at is not None:
        return CouplingState.WITHDRAWN
    if ends_on < on:
        return CouplingState.ENDED
    return CouplingState.ENDING if ends_on - on <= WARNED else CouplingState.ACTIVE


def works(standing: CouplingState) -> bool:
    """Whether its token lets anybody in."""
    return standing in (CouplingState.ACTIVE, CouplingState.ENDING)


def check_last_day(ends_on: date, *, on: date) -> None:
    """Refuse a last day that has passed or lies more than a year ahead.

    Raises:
        InvalidInput: says which days are possible.

    """
    latest = on + LONGEST
    if not on <= ends_on <= latest:
        message = f"Kies een dag van {on:%d-%m-%Y} tot en met {latest:%d-%m-%Y}. Langer dan een jaar kan niet."
        raise InvalidInput(message, fields={"ends_on": [message]})


def known(scopes: Iterable[str]) -> frozenset[Scope]:
    """The scopes of a stored coupling; a right that this version does not know gives nothing."""
    return frozenset(Scope(value) for value in scopes if value in set(Scope))
