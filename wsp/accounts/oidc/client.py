"""The protocol with one provider (OpenID Connect, authorization code with PKCE). Trusts nothing that was not checked.

Metadata and keys are kept per process for an hour; a token with an unknown key makes the keys be asked for again, so
that a provider may change them at any moment.
"""

import hmac
import json
import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

import requests
from authlib.integrations.base_client import OAuthError  # type: ignore[import-untyped]  # the library has no types
from authlib.integrations.requests_client import OAuth2Session  # type: ignore[import-untyped]  # idem
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import Key, KeySet
from joserfc.jws import extract_compact

from wsp.accounts.oidc.configuration import Provider
from wsp.accounts.oidc.errors import LoginElsewhereRefused, ProviderDown
from wsp.foundation import clock

TIMEOUT: Final = 5
"""Seconds for each question to a provider: a page must not hang on it."""
_KEEP: Final = timedelta(hours=1)
_ASK_AGAIN: Final = timedelta(seconds=10)
"""Keys are asked for again at most this often: a stranger's tokens must not make us flood the provider."""
_LEEWAY: Final = 60
"""Seconds that the clocks may differ."""
_LOGOUT_EVENT: Final = "http://schemas.openid.net/event/backchannel-logout"


@dataclass(frozen=True)
class Pending:
    """What must come back, and what proves that it is for us; kept by the browser, encrypted, until then."""

    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    max_age: int | None = None


@dataclass(frozen=True)
class Verified:
    """Claims whose origin was checked, and the token they came in."""

    claims: Mapping[str, Any] = field(repr=False)
    id_token: str = field(repr=False)


@dataclass(frozen=True)
class LogoutNotice:
    """The provider says that somebody logged out there."""

    sub: str | None
    session: str | None
    jti: str


class Client:
    """Speaks with one provider. Raises ProviderDown when it does not answer, LoginElsewhereRefused otherwise."""

    def __init__(self, provider: Provider) -> None:
        self.provider = provider
        self._lock = threading.Lock()
        self._metadata: dict[str, Any] | None = None
        self._keys: list[Key] = []
        self._loaded_at: datetime | None = None
        self._keys_at: datetime | None = None

    def start(self, redirect_uri: str, *, max_age: int | None = None) -> tuple[str, Pending]:
        """The address to send the browser to, and what to remember. `max_age` asks for a fresh proof (seconds)."""
        pending = Pending(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48), max_age)
        more: dict[str, Any] = {} if max_age is None else {"max_age": max_age, "prompt": "login"}
        with self._session(redirect_uri) as session:
            url, _state = session.create_authorization_url(
                self._endpoint("authorization_endpoint"),
                state=pending.state,
                nonce=pending.nonce,
                code_verifier=pending.verifier,
                **more,
            )
        return str(url), pending

    def finish(self, pending: Pending, redirect_uri: str, answer: Mapping[str, str]) -> Verified:
        """Exchange the code of `answer` (the query of the redirect back) and check the token that comes with it."""
        if not hmac.compare_digest(answer.get("state", "").encode(), pending.state.encode()):
            raise LoginElsewhereRefused("state")
        if "iss" in answer and answer["iss"] != self.provider.issuer:
            raise LoginElsewhereRefused("iss of the answer")
        if "error" in answer:
            reason = "cancelled" if answer["error"] == "access_denied" else "error of the provider"
            raise LoginElsewhereRefused(reason)
        token = self._exchange(answer.get("code", ""), pending.verifier, redirect_uri)
        id_token = token.get("id_token")
        if not isinstance(id_token, str):
            raise LoginElsewhereRefused("no token")
        claims = self._checked(id_token, nonce={"essential": True, "value": pending.nonce})
        self._check_party(claims)
        if pending.max_age is not None:
            self._check_fresh(claims, pending.max_age)
        if self.provider.userinfo:
            claims = self._userinfo(str(token.get("access_token", "")), claims) | claims
        return Verified(claims, id_token)

    def logout_address(self, *, id_token: str | None, back: str) -> str | None:
        """Where to send the browser to log out there too; None when the provider has no such page or is away."""
        try:
            endpoint = self._load().get("end_session_endpoint")
        except ProviderDown:
            return None
        if not endpoint:
            return None
        query = {"client_id": self.provider.client_id, "post_logout_redirect_uri": back}
        if id_token:
            query["id_token_hint"] = id_token
        return f"{endpoint}{'&' if urlsplit(endpoint).query else '?'}{urlencode(query)}"

    def read_logout(self, token: str) -> LogoutNotice:
        """Check a logout token (OpenID Connect Back-Channel Logout 1.0, section 2.6)."""
        claims = self._checked(token)
        events = claims.get("events")
        if not isinstance(events, dict) or _LOGOUT_EVENT not in events or "nonce" in claims:
            raise LoginElsewhereRefused("no logout token")
        sub, session, jti = claims.get("sub"), claims.get("sid"), claims.get("jti")
        if not isinstance(jti, str) or not (isinstance(sub, str) or isinstance(session, str)):
            raise LoginElsewhereRefused("logout token of nobody")
        return LogoutNotice(sub if isinstance(sub, str) else None, session if isinstance(session, str) else None, jti)

    def _session(self, redirect_uri: str) -> OAuth2Session:
        return OAuth2Session(
            self.provider.client_id,
            self.provider.client_secret,
            scope=self.provider.scope,
            redirect_uri=redirect_uri,
            code_challenge_method="S256",
            default_timeout=TIMEOUT,
        )

    def _exchange(self, code: str, verifier: str, redirect_uri: str) -> Mapping[str, Any]:
        if not code:
            raise LoginElsewhereRefused("no code")
        endpoint = self._endpoint("token_endpoint")
        try:
            with self._session(redirect_uri) as session:
                token: Mapping[str, Any] = session.fetch_token(
                    endpoint, grant_type="authorization_code", code=code, code_verifier=verifier
                )
        except OAuthError as error:
            raise LoginElsewhereRefused("code refused") from error
        except (requests.RequestException, ValueError) as error:
            raise ProviderDown(self.provider.label) from error
        return token

    def _userinfo(self, access_token: str, claims: Mapping[str, Any]) -> dict[str, Any]:
        answer = self._get(self._endpoint("userinfo_endpoint"), {"Authorization": f"Bearer {access_token}"})
        if answer.get("sub") != claims.get("sub"):
            raise LoginElsewhereRefused("userinfo of somebody else")
        return answer

    def _checked(self, token: str, **options: Any) -> dict[str, Any]:
        """The claims of a token that the provider signed for us and that is still valid."""
        try:
            signed = self._signed(token)
            now = int(clock.now().timestamp())
            jwt.JWTClaimsRegistry(
                now,
                _LEEWAY,
                iss={"essential": True, "value": self.provider.issuer},
                aud={"essential": True, "value": self.provider.client_id},
                exp={"essential": True},
                iat={"essential": True},
                **options,
            ).validate(signed)
        except (JoseError, ValueError, TypeError) as error:
            raise LoginElsewhereRefused(f"token: {type(error).__name__}") from error
        return signed

    def _signed(self, token: str) -> dict[str, Any]:
        header = extract_compact(token.encode()).headers()
        if header.get("alg") not in self.provider.algorithms:
            raise LoginElsewhereRefused("algorithm")
        keys = self._candidates(header.get("kid"), again=False) or self._candidates(header.get("kid"), again=True)
        for key in keys:
            try:
                return dict(jwt.decode(token, key, algorithms=list(self.provider.algorithms)).claims)
            except JoseError:
                continue
        raise LoginElsewhereRefused("signature")

    def _candidates(self, kid: object, *, again: bool) -> list[Key]:
        """The provider's keys with this id; all of them when the token names none."""
        self._load_keys(again=again)
        return [key for key in self._keys if kid is None or key.kid == kid]

    def _check_party(self, claims: Mapping[str, Any]) -> None:
        audience, party = claims["aud"], claims.get("azp")
        several = isinstance(audience, list) and len(audience) > 1
        if (several and party is None) or party not in (None, self.provider.client_id):
            raise LoginElsewhereRefused("azp")
        if not claims.get("sub"):
            raise LoginElsewhereRefused("sub")

    def _check_fresh(self, claims: Mapping[str, Any], max_age: int) -> None:
        proved = claims.get("auth_time")
        if not isinstance(proved, int | float) or clock.now().timestamp() - proved > max_age + _LEEWAY:
            raise LoginElsewhereRefused("auth_time")

    def _endpoint(self, name: str) -> str:
        endpoint = self._load().get(name)
        if not isinstance(endpoint, str) or not _trusted(endpoint, self.provider.issuer):
            raise ProviderDown(self.provider.label)
        return endpoint

    def _load(self) -> dict[str, Any]:
        with self._lock:
            if self._metadata is None or self._loaded_at is None or clock.now() - self._loaded_at >= _KEEP:
                found = self._get(f"{self.provider.issuer.rstrip('/')}/.well-known/openid-configuration")
                if found.get("issuer") != self.provider.issuer:
                    raise ProviderDown(self.provider.label)
                self._metadata, self._loaded_at = found, clock.now()
            return self._metadata

    def _load_keys(self, *, again: bool) -> None:
        address = self._endpoint("jwks_uri")
        with self._lock:
            age = None if self._keys_at is None else clock.now() - self._keys_at
            if age is not None and (age < _ASK_AGAIN or (not again and age < _KEEP)):
                return
            listed = self._get(address).get("keys")
            usable = [key for key in listed or () if isinstance(key, dict) and key.get("use", "sig") == "sig"]
            try:
                self._keys = list(KeySet.import_key_set({"keys": usable}).keys)
            except (JoseError, ValueError, KeyError) as error:
                raise ProviderDown(self.provider.label) from error
            self._keys_at = clock.now()

    def _get(self, address: str, headers: Mapping[str, str] | None = None) -> dict[str, Any]:
        try:
            answer = requests.get(address, headers=dict(headers or {}), timeout=TIMEOUT, allow_redirects=False)
            answer.raise_for_status()
            found = answer.json()
        except (requests.RequestException, json.JSONDecodeError) as error:
            raise ProviderDown(self.provider.label) from error
        if not isinstance(found, dict):
            raise ProviderDown(self.provider.label)
        return found


def _trusted(endpoint: str, issuer: str) -> bool:
    """Encrypted, unless the provider itself runs on this machine (a test)."""
    return urlsplit(endpoint).scheme == "https" or urlsplit(issuer).scheme == "http"


class Providers:
    """The providers of this process, by name."""

    def __init__(self, providers: tuple[Provider, ...] = ()) -> None:
        self._clients = {provider.name: Client(provider) for provider in providers}

    def __iter__(self) -> Any:
        return iter([client.provider for client in self._clients.values()])

    def __bool__(self) -> bool:
        return bool(self._clients)

    def get(self, name: str) -> Client | None:
        """The client of a provider; None when there is none of this name."""
        return self._clients.get(name)
