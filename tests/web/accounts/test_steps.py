"""Logging in in two steps, through the browser's door."""

import re
from dataclasses import replace

import pyotp
import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts import factories
from tests.web.conftest import StrictClient
from wsp.accounts.models import SecondFactor, User, UserSession
from wsp.accounts.permissions import Role
from wsp.accounts.rules import MAX_PER_ACCOUNT, LoginRules
from wsp.accounts.service import throttle
from wsp.foundation import clock
from wsp.settings import Settings, SettingsError, load_settings
from wsp.web.login_rules import made_from

EMAIL = "noor@demo.example"


@pytest.fixture
def noor(session: Session) -> User:
    """A colleague with a password."""
    return factories.member(session, name="Noor Proef", email=EMAIL, password=factories.PASSWORD)


@pytest.fixture
def asked(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation where everybody needs a second factor."""
    monkeypatch.setitem(app.config, "WSP_LOGIN", LoginRules(factor_roles=frozenset(Role)))


def _code(session: Session, who: User) -> str:
    secret = session.scalars(select(SecondFactor).where(SecondFactor.user_id == who.id)).one().secret or ""
    return pyotp.TOTP(secret).at(int(clock.now().timestamp()))


def _password(visitor: StrictClient, **query: str) -> str:
    answer = visitor.post("/inloggen", query_string=query, data={"email": EMAIL, "password": factories.PASSWORD})
    assert answer.status_code == 303
    return answer.location or ""


def _enrolled(visitor: StrictClient, session: Session, who: User) -> None:
    address = _password(visitor)
    assert visitor.post(address, data={"code": _code(session, who)}).status_code == 200
    visitor.delete_cookie("wsp", domain="localhost")


def test_the_first_time_the_app_is_set_up_and_the_codes_are_shown_once(
    visitor: StrictClient, session: Session, noor: User, asked: None
) -> None:
    address = _password(visitor, next="/regio")
    assert address == "/inloggen/tweede-stap?next=/regio"
    page = visitor.get(address).page
    assert page.one(class_="wsp-qr").get("aria-label") == "QR-code voor de app"
    assert page.one("input", name="code").get("autocomplete") == "one-time-code"
    wrong = visitor.post(address, data={"code": "000000"})
    assert wrong.status_code == 400
    assert wrong.page.title.startswith("Fout:")
    assert "000000" not in wrong.page.source
    done = visitor.post(address, data={"code": _code(session, noor)})
    codes = [text for text in done.page.texts("code") if re.fullmatch(r"[a-z0-9]{4}(-[a-z0-9]{4}){2}", text)]
    assert len(codes) == 10
    assert done.page.all("a", href="/regio")
    page = visitor.get("/mijn-account").page
    assert "10" in page.text
    assert codes[0] not in page.source


@pytest.mark.rule("S3")
def test_between_the_steps_no_page_opens(visitor: StrictClient, session: Session, noor: User, asked: None) -> None:
    _enrolled(visitor, session, noor)
    mark = visitor.get_cookie("wsp-step", domain="localhost")
    assert mark is None
    _password(visitor)
    mark = visitor.get_cookie("wsp-step", domain="localhost")
    assert mark is not None
    assert mark.http_only
    before = session.scalars(select(UserSession.id)).all()
    for cookie in ("wsp", "wsp-step"):
        visitor.set_cookie(cookie, mark.value, domain="localhost")
        assert (visitor.get("/werkgevers").location or "").startswith("/inloggen")
        assert (visitor.get("/mijn-account").location or "").startswith("/inloggen")
    assert session.scalars(select(UserSession.id)).all() == before


def test_a_recovery_code_has_a_page_of_its_own(
    visitor: StrictClient, session: Session, noor: User, asked: None
) -> None:
    address = _password(visitor)
    done = visitor.post(address, data={"code": _code(session, noor)})
    recovery = done.page.texts("code")[0]
    visitor.delete_cookie("wsp", domain="localhost")
    page = visitor.get(_password(visitor)).page
    link = next(a.get("href") or "" for a in page.all("a") if "herstelcode" in (a.get("href") or ""))
    assert "herstelcode" in visitor.get(link).page.h1
    assert visitor.post(link, data={"code": recovery}).location == "/"
    visitor.csrf_token = visitor.get("/mijn-account").page.one("meta", name="csrf-token").get("content")
    assert visitor.get("/mijn-account").status_code == 200


def test_without_a_mark_the_second_step_leads_to_the_first(visitor: StrictClient) -> None:
    for answer in (visitor.get("/inloggen/tweede-stap"), visitor.post("/inloggen/tweede-stap", data={"code": "1"})):
        assert answer.location == "/inloggen"
    assert "Het inloggen duurde te lang" in visitor.get("/inloggen").page.text


@pytest.mark.rule("S11")
def test_who_guesses_codes_waits(visitor: StrictClient, session: Session, noor: User, asked: None) -> None:
    address = _password(visitor)
    guess = throttle.Guess(throttle.CODE, str(noor.id), "192.0.2.1")
    for _ in range(MAX_PER_ACCOUNT):
        throttle.failed(guess)
    closed = visitor.post(address, data={"code": "000000"})
    assert closed.status_code == 429
    assert int(closed.headers["Retry-After"]) > 0


def test_setting_it_up_from_ones_own_account_and_taking_it_away(
    visitor: StrictClient, session: Session, noor: User
) -> None:
    assert _password(visitor) == "/"
    page = visitor.get("/mijn-account").page
    visitor.csrf_token = page.one("meta", name="csrf-token").get("content")
    assert visitor.post("/mijn-account/tweede-stap").location == "/mijn-account/tweede-stap"
    assert visitor.get("/mijn-account/tweede-stap").page.all(class_="wsp-qr")
    assert visitor.post("/mijn-account/tweede-stap/bevestigen", data={"code": "12"}).status_code == 400
    shown = visitor.post("/mijn-account/tweede-stap/bevestigen", data={"code": _code(session, noor)}).page
    renewed = visitor.post("/mijn-account/tweede-stap/herstelcodes").page
    assert set(shown.texts("code")) & set(renewed.texts("code")) == set()
    assert visitor.get("/mijn-account/tweede-stap").location == "/mijn-account"
    assert visitor.post("/mijn-account/tweede-stap/uitzetten").location == "/mijn-account"
    assert "De tweede stap staat uit." in visitor.get("/mijn-account").page.text


def test_whose_role_needs_it_cannot_take_it_away(
    visitor: StrictClient, session: Session, noor: User, asked: None
) -> None:
    visitor.post(_password(visitor), data={"code": _code(session, noor)})
    page = visitor.get("/mijn-account").page
    visitor.csrf_token = page.one("meta", name="csrf-token").get("content")
    assert "/mijn-account/tweede-stap/uitzetten" not in page.source
    assert visitor.post("/mijn-account/tweede-stap/uitzetten").status_code == 403


@pytest.mark.rule("O8")
def test_production_asks_everybody_and_a_demo_nobody(settings: Settings) -> None:
    secrets = {
        "WSP_SECRET_KEY": "s" * 40,
        "WSP_ENCRYPTION_KEYS": "3q2-7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "WSP_LOOKUP_KEY": "l" * 40,
        "WSP_CONTACT_EMAIL": "hulp@demo.example",
        "DATABASE_URL": "postgresql://nowhere/x",
        "OWNER_DATABASE_URL": "postgresql://nowhere/x",
        "RETENTION_DATABASE_URL": "postgresql://nowhere/x",
    }
    production = made_from(load_settings(secrets | {"WSP_MODE": "production"}))
    assert production.factor_roles == frozenset(Role)
    assert made_from(settings).factor_roles == frozenset()
    some = load_settings(secrets | {"WSP_FACTOR_ROLES": "beheerder, privacyfunctionaris", "WSP_LOCAL_ACCOUNTS": "0"})
    assert made_from(some).factor_roles == {Role.ADMINISTRATOR, Role.PRIVACY_OFFICER}
    assert not made_from(some).local("wie@demo.example")
    with pytest.raises(SettingsError, match="names no role: baas"):
        made_from(replace(settings, factor_roles=("baas",)))
