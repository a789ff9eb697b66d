"""A small OpenID provider that signs what a test tells it to, also what no good provider would.

It checks PKCE (S256), the client's secret, the redirect address and that a code is used once; each test may spoil one
thing of the token.
"""

import base64
import hashlib
import json
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from wsp.foundation import clock

CLIENT_ID, SECRET = "wsp", "geheim van de proef"


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 (the library's name)
        """Say nothing."""


@dataclass
class Issued:
    """A code that waits to be exchanged."""

    query: dict[str, str]
    claims: dict[str, Any]


@dataclass
class TestProvider:
    """What the provider does now; a test changes its fields."""

    __test__ = False

    issuer: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "een"}))
    spoil: Callable[[dict[str, Any]], dict[str, Any] | None] = lambda claims: claims
    sign: Callable[["TestProvider", dict[str, Any]], str] | None = None
    down: bool = False
    publish: list[RSAKey] | None = None
    """Keys in the JWKS; by default the one that signs."""
    codes: dict[str, Issued] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    userinfo: dict[str, Any] = field(default_factory=dict)

    def approve(self, address: str, **claims: Any) -> dict[str, str]:
        """The user logs in at `address` and says yes; returns the query that goes back."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert query["response_type"] == "code"
        assert query["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.codes[code] = Issued(query, {"sub": "persoon-1"} | claims)
        return {"code": code, "state": query["state"]}

    def token(self, claims: dict[str, Any], key: RSAKey | None = None, **header: Any) -> str:
        """A signed token."""
        key = key or self.key
        return jwt.encode({"alg": "RS256", "kid": key.kid} | header, claims, key)

    def claims(self, issued: Issued) -> dict[str, Any]:
        """What a right token says."""
        now = int(clock.now().timestamp())
        base = {"iss": self.issuer, "aud": CLIENT_ID, "iat": now, "exp": now + 300, "auth_time": now}
        return base | {"nonce": issued.query["nonce"]} | issued.claims

    def __call__(self, environ: Any, start_response: Any) -> Any:
        request = Request(environ)
        self.asked.append(request.path)
        return self._answer(request)(environ, start_response)

    def _answer(self, request: Request) -> Response:
        if self.down:
            return Response("weg", 503)
        match request.path:
            case "/.well-known/openid-configuration":
                return _json(
                    {
                        "issuer": self.issuer,
                        "authorization_endpoint": f"{self.issuer}/inloggen",
                        "token_endpoint": f"{self.issuer}/token",
                        "userinfo_endpoint": f"{self.issuer}/wie",
                        "jwks_uri": f"{self.issuer}/sleutels",
                        "end_session_endpoint": f"{self.issuer}/uit",
                    }
                )
            case "/sleutels":
                keys = self.publish if self.publish is not None else [self.key]
                return _json({"keys": [key.as_dict(private=False) | {"use": "sig"} for key in keys]})
            case "/token":
                return self._exchange(request)
            case "/wie":
                return _json(self.userinfo)
            case _:
                return Response("", 404)

    def _exchange(self, request: Request) -> Response:
        issued = self.codes.pop(request.form.get("code", ""), None)
        basic = request.authorization
        if basic is None or (basic.username, basic.password) != (CLIENT_ID, SECRET):
            return _json({"error": "invalid_client"}, 401)
        if issued is None or request.form.get("redirect_uri") != issued.query["redirect_uri"]:
            return _json({"error": "invalid_grant"}, 400)
        digest = hashlib.sha256(request.form.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != issued.query["code_challenge"]:
            return _json({"error": "invalid_grant"}, 400)
        claims = self.spoil(self.claims(issued))
        answer: dict[str, Any] = {"access_token": "a", "token_type": "Bearer", "expires_in": 60}
        if claims is not None:
            answer["id_token"] = self.sign(self, claims) if self.sign else self.token(claims)
        return _json(answer)


def _json(content: dict[str, Any], status: int = 200) -> Response:
    return Response(json.dumps(content), status, content_type="application/json")


@contextmanager
def running() -> Iterator[TestProvider]:
    """A provider on a free port of this machine."""
    provider = TestProvider()
    server = make_server("127.0.0.1", 0, provider, threaded=True, request_handler=_Quiet)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, name="test provider", daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
