"""Which providers there are: a YAML file, with the secrets beside it in the environment (docs/login.md)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import yaml

from wsp.accounts.permissions import PORTAL_ROLES, Role

ALGORITHMS: Final = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"})
"""What a provider may sign with: a private key of its own. No shared secret (HS...), and never `none`."""
_NAME: Final = re.compile(r"[a-z][a-z0-9-]{0,30}")
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})


class ConfigurationError(ValueError):
    """The file cannot be used; the message is one line for whoever starts the program."""


@dataclass(frozen=True)
class Place:
    """Where somebody works: an organisation by its name here, in a region."""

    organisation: str
    region: str


@dataclass(frozen=True)
class Provider:
    """One provider, and how its claims are read."""

    name: str
    """In addresses: /inloggen/met/<name>."""
    label: str
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    scope: str = "openid profile email"
    algorithms: tuple[str, ...] = ("RS256",)
    key: tuple[str, ...] = ("sub",)
    """Claims that together name a person for ever; never an e-mail address."""
    required: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Claim -> values of which it must have one (the tenant)."""
    name_claim: str = "name"
    email_claim: str = "email"
    level_claim: str | None = None
    levels: tuple[str, ...] = ()
    """Accepted values of `level_claim`; others are refused with a text."""
    role_claim: str | None = None
    roles: Mapping[str, Role] = field(default_factory=dict)
    """Value of `role_claim` -> role."""
    fixed_roles: tuple[Role, ...] = ()
    """Roles that everybody of this provider has."""
    place: Place | None = None
    place_claim: str | None = None
    places: Mapping[str, Place] = field(default_factory=dict)
    kvk_claim: str | None = None
    """For employers: the claim with the KVK number of their organisation."""
    userinfo: bool = False
    """True: also ask the userinfo endpoint, when claims are not in the token."""
    provision: bool = True
    """False: an account must exist and be linked first."""

    @property
    def for_employers(self) -> bool:
        """True when this provider brings people of employers, by KVK number."""
        return self.kvk_claim is not None


def load(path: Path, secrets: Mapping[str, str]) -> tuple[Provider, ...]:
    """The providers of a file; `secrets` holds the client secret per name. Raises ConfigurationError."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        message = f"{path} cannot be read: {type(error).__name__}."
        raise ConfigurationError(message) from error
    listed = content.get("providers") if isinstance(content, dict) else None
    if not isinstance(listed, list):
        message = f"{path} must hold a list `providers`."
        raise ConfigurationError(message)
    found = tuple(_provider(each, secrets) for each in listed)
    if len({provider.name for provider in found}) != len(found):
        message = f"{path} names a provider twice."
        raise ConfigurationError(message)
    return found


_KNOWN: Final = frozenset(
    {
        "name", "label", "issuer", "client_id", "scope", "algorithms", "key", "require", "claims", "level", "roles",
        "organisation", "userinfo", "provision",
    }
)  # fmt: skip


def _provider(given: Any, secrets: Mapping[str, str]) -> Provider:
    if not isinstance(given, dict) or not _NAME.fullmatch(str(given.get("name", ""))):
        raise _wrong("?", "needs a name of small letters, digits and hyphens")
    name = str(given["name"])
    unknown = set(given) - _KNOWN
    if unknown:
        raise _wrong(name, f"has unknown settings: {', '.join(sorted(map(str, unknown)))}")
    for wanted in ("label", "issuer", "client_id", "roles", "organisation"):
        if not given.get(wanted):
            raise _wrong(name, f"needs `{wanted}`")
    if name not in secrets:
        variable = "WSP_OIDC_SECRET_" + name.upper().replace("-", "_")
        raise _wrong(name, f"has no client secret: set {variable}")
    algorithms = tuple(given.get("algorithms", ("RS256",)))
    if not algorithms or not ALGORITHMS.issuperset(algorithms):
        raise _wrong(name, f"may sign with {', '.join(sorted(ALGORITHMS))} only")
    claims, level, organisation = given.get("claims", {}), given.get("level", {}), given["organisation"]
    role_claim, roles, fixed = _roles(name, given["roles"])
    return Provider(
        name=name,
        label=str(given["label"]),
        issuer=_address(name, str(given["issuer"])),
        client_id=str(given["client_id"]),
        client_secret=secrets[name],
        scope=str(given.get("scope", Provider.scope)),
        algorithms=algorithms,
        key=tuple(given.get("key", ("sub",))),
        required={claim: tuple(map(str, values)) for claim, values in given.get("require", {}).items()},
        name_claim=str(claims.get("name", "name")),
        email_claim=str(claims.get("email", "email")),
        level_claim=level.get("claim"),
        levels=tuple(map(str, level.get("accepted", ()))),
        role_claim=role_claim,
        roles=roles,
        fixed_roles=fixed,
        place=_place(name, organisation) if "name" in organisation else None,
        place_claim=organisation.get("claim"),
        places={str(value): _place(name, place) for value, place in organisation.get("values", {}).items()},
        kvk_claim=_kvk(name, organisation, (*roles.values(), *fixed)),
        userinfo=bool(given.get("userinfo", False)),
        provision=bool(given.get("provision", True)),
    )


def _roles(name: str, given: Mapping[str, Any]) -> tuple[str | None, dict[str, Role], tuple[Role, ...]]:
    try:
        fixed = tuple(Role(value) for value in given.get("fixed", ()))
        mapped = {str(value): Role(role) for value, role in given.get("values", {}).items()}
    except ValueError as error:
        raise _wrong(name, f"names a role that does not exist ({error})") from error
    claim = given.get("claim")
    if not fixed and not (claim and mapped):
        raise _wrong(name, "needs roles: `fixed`, or `claim` with `values`")
    return claim, mapped, fixed


def _kvk(name: str, organisation: Mapping[str, Any], roles: tuple[Role, ...]) -> str | None:
    claim = organisation.get("kvk_claim")
    ways = [key for key in ("name", "claim", "kvk_claim") if organisation.get(key)]
    if len(ways) != 1:
        raise _wrong(name, "needs an organisation by one of: name and region, claim and values, kvk_claim")
    if (claim is not None) != bool(roles and PORTAL_ROLES.issuperset(roles)):
        raise _wrong(name, "may give roles of employers with kvk_claim only, and then no others")
    return claim


def _place(name: str, given: Mapping[str, Any]) -> Place:
    if not given.get("name") or not re.fullmatch(r"AM\d{2}", str(given.get("region", ""))):
        raise _wrong(name, "needs for an organisation its name and region (AM code)")
    return Place(str(given["name"]), str(given["region"]))


def _address(name: str, issuer: str) -> str:
    parts = urlsplit(issuer)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise _wrong(name, "needs an issuer that starts with https://")
    return issuer.rstrip("/") if parts.path in ("", "/") else issuer


def _wrong(name: str, what: str) -> ConfigurationError:
    return ConfigurationError(f"OIDC provider '{name}' {what}.")
