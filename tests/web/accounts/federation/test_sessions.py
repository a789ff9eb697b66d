"""A provider that is away, new keys, logging out on either side, and a fresh proof."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from joserfc.jwk import RSAKey
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.accounts.provider import CLIENT_ID, TestProvider
from tests.web.accounts.federation.journey import ANNA, back, come, staff, start, turned_away, unknown_key
from tests.web.conftest import StrictClient
from wsp.accounts.models import UserSession
from wsp.accounts.oidc.client import Providers
from wsp.accounts.service import sessions
from wsp.foundation import clock, db


def _notice(idp: TestProvider, **changes: Any) -> str:
    now = int(clock.now().timestamp())
    events = {"http://schemas.openid.net/event/backchannel-logout": {}}
    claims: dict[str, Any] = {
        "iss": idp.issuer, "aud": CLIENT_ID, "iat": now, "exp": now + 120, "jti": f"j{len(idp.asked)}",
        "sub": ANNA["sub"], "sid": ANNA["sid"], "events": events,
    }  # fmt: skip
    return idp.token({name: value for name, value in (claims | changes).items() if value is not None})


@pytest.mark.rule("O6")
def test_when_the_provider_is_away_there_is_a_page_and_running_sessions_go_on(
    visitor: StrictClient, app: Flask, idp: TestProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    come(visitor, idp, ANNA)
    waiting = app.test_client()
    assert isinstance(waiting, StrictClient)
    good = idp.approve(start(waiting), **ANNA)
    idp.down = True
    assert "niet te bereiken" in turned_away(back(waiting, good), 503)
    assert visitor.get("/werkgevers").status_code == 200
    monkeypatch.setitem(app.config, "WSP_PROVIDERS", Providers((staff(idp),)))
    gone = waiting.get("/inloggen/met/gemeente")
    assert gone.status_code == 503
    assert "doorwerken" in gone.page.text
    assert waiting.get("/inloggen").status_code == 200, "the log-in page asks nothing of a provider"


@pytest.mark.rule("O6")
def test_a_provider_that_answers_nonsense_counts_as_away(
    visitor: StrictClient, app: Flask, idp: TestProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "WSP_PROVIDERS", Providers((staff(idp, issuer=idp.issuer + "/elders"),)))
    assert visitor.get("/inloggen/met/gemeente").status_code == 503


@pytest.mark.rule("O7")
def test_new_keys_of_the_provider_are_accepted_without_a_restart(visitor: StrictClient, idp: TestProvider) -> None:
    with clock.frozen(clock.now()) as time:
        assert come(visitor, idp, ANNA).status_code == 303
        time.tick(timedelta(seconds=11))
        idp.key = RSAKey.generate_key(2048, {"kid": "nieuw"})
        asked = idp.asked.count("/sleutels")
        assert come(visitor, idp, ANNA).status_code == 303
        assert idp.asked.count("/sleutels") == asked + 1
        idp.sign = unknown_key
        for _ in range(3):
            turned_away(come(visitor, idp, ANNA))
        assert idp.asked.count("/sleutels") <= asked + 2, "strange tokens do not make us flood the provider"


@pytest.mark.rule("O7")
def test_a_key_that_the_provider_withdrew_stops_working(visitor: StrictClient, idp: TestProvider) -> None:
    old = idp.key
    with clock.frozen(clock.now()) as time:
        assert come(visitor, idp, ANNA).status_code == 303
        idp.publish = [RSAKey.generate_key(2048, {"kid": "nieuw"})]
        time.tick(timedelta(hours=1))
        idp.sign = lambda provider, claims: provider.token(claims, old)
        turned_away(come(visitor, idp, ANNA))


@pytest.mark.rule("O5")
def test_logging_out_here_also_logs_out_there(visitor: StrictClient, idp: TestProvider, session: Session) -> None:
    come(visitor, idp, ANNA)
    token = visitor.get("/mijn-account").page.one("meta", name="csrf-token").get("content")
    answer = visitor.post("/uitloggen", data={"csrf_token": token})
    target = answer.headers["Refresh"].removeprefix("0; url=")
    query = parse_qs(urlsplit(target).query)
    assert target.startswith(f"{idp.issuer}/uit?")
    assert query["post_logout_redirect_uri"] == ["http://localhost/uitgelogd"]
    assert query["id_token_hint"][0].count(".") == 2
    assert session.scalars(select(UserSession.revoked_at)).one() is not None
    assert session.scalars(select(UserSession.id_token)).one() is None
    assert visitor.get("/uitgelogd").status_code == 200


@pytest.mark.rule("O5")
@pytest.mark.parametrize("changes", [{}, {"sid": None}, {"sub": None}])
def test_logging_out_there_ends_the_session_here(
    visitor: StrictClient, app: Flask, idp: TestProvider, changes: dict[str, Any]
) -> None:
    come(visitor, idp, ANNA)
    provider = app.test_client()
    notice = _notice(idp, **changes)
    told = provider.post("/inloggen/met/gemeente/afgemeld", data={"logout_token": notice})
    assert (told.status_code, told.headers["Cache-Control"]) == (200, "no-store")
    assert (visitor.get("/mijn-account").location or "").startswith("/inloggen")
    come(visitor, idp, ANNA)
    assert provider.post("/inloggen/met/gemeente/afgemeld", data={"logout_token": notice}).status_code == 400
    assert visitor.get("/mijn-account").status_code == 200, "a replayed notice ends nothing"


@pytest.mark.rule("O5")
@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "een-ander"},
        {"iss": "https://elders.example"},
        {"events": {}},
        {"events": None},
        {"nonce": "x"},
        {"exp": 1},
        {"jti": None},
        {"sub": None, "sid": None},
    ],
)
def test_a_logout_notice_that_is_not_right_ends_nothing(
    visitor: StrictClient, app: Flask, idp: TestProvider, changes: dict[str, Any]
) -> None:
    come(visitor, idp, ANNA)
    for token in (_notice(idp, **changes), "", "x.y.z"):
        told = app.test_client().post("/inloggen/met/gemeente/afgemeld", data={"logout_token": token})
        assert told.status_code == 400
    assert visitor.get("/mijn-account").status_code == 200


@pytest.mark.rule("O9")
def test_a_fresh_proof_comes_from_the_provider(visitor: StrictClient, idp: TestProvider, session: Session) -> None:
    come(visitor, idp, ANNA)
    session.execute(update(UserSession).values(verified_at=clock.now() - timedelta(hours=1)))
    token = visitor.get("/mijn-account").page.one("meta", name="csrf-token").get("content")
    asked = visitor.post("/werkgevers/exporteren", data={"csrf_token": token}).location or ""
    page = visitor.get(asked).page
    assert not page.all("input", type="password")
    link = next(a.get("href") or "" for a in page.all("a") if "doel=bevestigen" in (a.get("href") or ""))
    address = visitor.get(link).location or ""
    assert parse_qs(urlsplit(address).query)["max_age"] == ["0"]
    old = int((clock.now() - timedelta(hours=2)).timestamp())
    turned_away(back(visitor, idp.approve(address, **ANNA | {"auth_time": old})))
    address = visitor.get(link).location or ""
    turned_away(back(visitor, idp.approve(address, **ANNA | {"oid": "een-ander"})))
    address = visitor.get(link).location or ""
    assert back(visitor, idp.approve(address, **ANNA)).status_code == 303
    assert visitor.post("/werkgevers/exporteren", data={"csrf_token": token}).status_code == 200


def test_the_sessions_of_a_provider_say_how_they_began(
    visitor: StrictClient, idp: TestProvider, session: Session
) -> None:
    come(visitor, idp, ANNA)
    row = session.scalars(select(UserSession)).one()
    assert (row.method, row.provider_session) == ("gemeente", "zit-1")
    assert row.method != sessions.PASSWORD
    with db.unit_of_work(None) as outside:
        assert outside.scalars(select(UserSession.id)).all() == [row.id]
