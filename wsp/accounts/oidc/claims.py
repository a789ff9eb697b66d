"""What a checked token says about a person: pure reading, by the provider's configuration."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wsp.accounts.oidc.configuration import Place, Provider
from wsp.accounts.oidc.errors import LevelTooLow, LoginElsewhereRefused
from wsp.accounts.permissions import Role
from wsp.foundation import numbers


@dataclass(frozen=True)
class Person:
    """Who comes in, with which roles, for which organisation."""

    subject: str
    """The provider's key for this person."""
    sub: str
    session: str | None
    name: str | None
    email: str | None
    roles: frozenset[Role]
    place: Place | None
    kvk_number: str | None


def read(provider: Provider, claims: Mapping[str, Any]) -> Person:
    """The person of these claims.

    Raises LoginElsewhereRefused when a claim is missing or of another tenant, LevelTooLow when the proof of who it is
    is too weak.
    """
    for claim, values in provider.required.items():
        if _text(claims, claim) not in values:
            reason = f"claim {claim}"
            raise LoginElsewhereRefused(reason)
    key = [_text(claims, claim) for claim in provider.key]
    if not all(key):
        reason = "no key"
        raise LoginElsewhereRefused(reason)
    if provider.level_claim is not None and not set(_texts(claims, provider.level_claim)) & set(provider.levels):
        raise LevelTooLow
    roles = set(provider.fixed_roles)
    if provider.role_claim is not None:
        roles |= {provider.roles[value] for value in _texts(claims, provider.role_claim) if value in provider.roles}
    place = provider.place
    if provider.place_claim is not None:
        place = provider.places.get(_text(claims, provider.place_claim) or "")
    return Person(
        subject=":".join(filter(None, key)),
        sub=_text(claims, "sub") or "",
        session=_text(claims, "sid"),
        name=_text(claims, provider.name_claim),
        email=_email(_text(claims, provider.email_claim)),
        roles=frozenset(roles),
        place=place,
        kvk_number=_kvk(_text(claims, provider.kvk_claim)) if provider.kvk_claim else None,
    )


def _text(claims: Mapping[str, Any], name: str) -> str | None:
    value = claims.get(name)
    return value.strip() or None if isinstance(value, str) else None


def _texts(claims: Mapping[str, Any], name: str) -> list[str]:
    value = claims.get(name)
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str)]


def _email(value: str | None) -> str | None:
    return value if value and re.fullmatch(r"[^@\s<>\"]{1,64}@[^@\s<>\"]+\.[^@\s<>\".]{2,}", value) else None


def _kvk(value: str | None) -> str | None:
    try:
        return numbers.kvk(value) if value else None
    except numbers.NumberError:
        return None
