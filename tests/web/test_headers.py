"""Headers on every answer, whatever happened (S1, S2)."""

from dataclasses import replace

import pytest

from tests.web.conftest import StrictClient
from wsp.app import create_app
from wsp.foundation import db
from wsp.foundation.db import Database
from wsp.settings import Settings


@pytest.mark.rule("S1", "S2")
@pytest.mark.parametrize("path", ["/inloggen", "/bouwstenen", "/bestaat-niet", "/healthz", "/static/x/wsp/base.css"])
def test_every_answer_carries_the_policy(visitor: StrictClient, path: str) -> None:
    with visitor.get(path) as response:
        headers = response.headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "nonce" not in policy
    for directive in ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'"):
        assert directive in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize("path", ["/inloggen", "/bestaat-niet"])
def test_no_page_is_kept_and_a_part_never_shows_as_a_whole(visitor: StrictClient, path: str) -> None:
    headers = visitor.get(path).headers
    assert headers["Cache-Control"] == "no-store"
    assert "HX-Request" in headers["Vary"]


@pytest.mark.rule("S2", "S3")
def test_with_https_the_browser_is_told_to_stay_there(settings: Settings, worker_database: Database) -> None:
    db.configure(worker_database)
    secure = create_app(replace(settings, https=True)).test_client().get("/inloggen", base_url="https://localhost")
    plain = create_app(replace(settings, https=False)).test_client().get("/inloggen")
    db.configure(None)
    assert secure.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert "Strict-Transport-Security" not in plain.headers
    cookies = secure.headers.getlist("Set-Cookie")
    assert cookies
    for cookie in cookies:
        assert cookie.startswith("__Host-")
        for word in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
            assert word in cookie


@pytest.mark.rule("S13")
def test_another_host_name_is_refused(visitor: StrictClient) -> None:
    assert visitor.get("/healthz", base_url="http://evil.example").status_code == 400


def test_the_style_page_is_not_there_in_production(settings: Settings, worker_database: Database) -> None:
    db.configure(worker_database)
    client = create_app(replace(settings, mode="production", https=False)).test_client()
    answers = [client.get(path).status_code for path in ("/bouwstenen", "/bouwstenen/beroepen")]
    db.configure(None)
    assert answers == [404, 404]
