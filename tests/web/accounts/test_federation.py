"""Logging in through a provider: the good way, and every token that must be refused."""

import base64
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.accounts import factories
from tests.accounts.provider import CLIENT_ID, SECRET, TestProvider, running
from tests.web.conftest import StrictClient
from wsp.accounts import service
from wsp.accounts.models import ExternalIdentity, Membership, Organisation, User, UserSession
from wsp.accounts.oidc.client import Providers
from wsp.accounts.oidc.configuration import Place, Provider
from wsp.accounts.permissions import Role
from wsp.accounts.service import sessions
from wsp.foundation import clock, db
from wsp.foundation.mailer import Mail

ClientAs = Callable[..., StrictClient]
EMPLOYER = "Bakkerij Proef"
KVK = "12345679"


@pytest.fixture(scope="module")
def listening() -> Iterator[TestProvider]:
    """One provider for the module."""
    with running() as provider:
        yield provider


@pytest.fixture(scope="module")
def first_key(listening: TestProvider) -> RSAKey:
    """The key that the provider begins every test with: making one takes half a second."""
    return RSAKey.generate_key(2048, {"kid": base64.b32encode(listening.issuer.encode()).decode()[:8]})


@pytest.fixture
def idp(listening: TestProvider, first_key: RSAKey) -> TestProvider:
    """The provider, doing everything right."""
    listening.spoil, listening.sign, listening.down, listening.publish = lambda claims: claims, None, False, None
    listening.key = first_key
    listening.codes.clear()
    listening.asked.clear()
    return listening


def staff(idp: TestProvider, **changes: Any) -> Provider:
    given: dict[str, Any] = {
        "name": "gemeente",
        "label": "Gemeente Proefstad",
        "issuer": idp.issuer,
        "client_id": CLIENT_ID,
        "client_secret": SECRET,
        "key": ("tid", "oid"),
        "required": {"tid": ("huurder-1",)},
        "role_claim": "roles",
        "roles": {"WSP.Accountmanager": Role.ACCOUNT_MANAGER, "WSP.Beheer": Role.ADMINISTRATOR},
        "place": Place("Gemeente Proefstad", "AM01"),
    }
    return Provider(**given | changes)


def employers(idp: TestProvider, **changes: Any) -> Provider:
    given: dict[str, Any] = {
        "name": "eherkenning",
        "label": "eHerkenning",
        "issuer": idp.issuer,
        "client_id": CLIENT_ID,
        "client_secret": SECRET,
        "level_claim": "niveau",
        "levels": ("urn:etoegang:core:assurance-class:loa3", "urn:etoegang:core:assurance-class:loa4"),
        "fixed_roles": (Role.EMPLOYER_STAFF,),
        "kvk_claim": "kvk",
    }
    return Provider(**given | changes)


@pytest.fixture(autouse=True)
def known(app: Flask, idp: TestProvider, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation with two providers, a municipality and an employer that was let in."""
    monkeypatch.setitem(app.config, "WSP_PROVIDERS", Providers((staff(idp), employers(idp))))
    factories.organisation(session)
    manager = factories.actor(session)
    of = service.make_employer_organisation(session, EMPLOYER, actor=manager, kvk_number=KVK)
    factories.member(session, Role.EMPLOYER_ADMIN, of=of, name="Rik Proef", email="rik@demo.example")


ANNA = {
    "tid": "huurder-1", "oid": "anna", "sub": "paarsgewijs-anna", "sid": "zit-1", "name": "Anna Elders",
    "email": "anna.elders@demo.example", "roles": ["WSP.Accountmanager", "Iets.Anders"],
}  # fmt: skip
SASKIA = {
    "sub": "pseudoniem-7", "kvk": KVK, "niveau": "urn:etoegang:core:assurance-class:loa3", "name": "Saskia",
    "email": "saskia@bakkerij.example",
}  # fmt: skip


def _start(client: StrictClient, name: str = "gemeente", **query: str) -> str:
    answer = client.get(f"/inloggen/met/{name}", query_string=query)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return answer.location or ""


def _back(client: StrictClient, query: dict[str, str], name: str = "gemeente") -> TestResponse:
    return client.get(f"/inloggen/met/{name}/terug", query_string=query)


def _come(
    client: StrictClient, idp: TestProvider, claims: dict[str, Any], name: str = "gemeente", **query: str
) -> TestResponse:
    return _back(client, idp.approve(_start(client, name, **query), **claims), name)


def _refused(answer: TestResponse, status: int = 400) -> str:
    assert answer.status_code == status
    assert any("Log opnieuw in" in link for link in answer.page.texts("a"))
    return str(answer.page.text)


@pytest.mark.rule("O1", "O4", "S17")
def test_the_whole_way_makes_an_account_with_the_roles_of_the_claims(
    visitor: StrictClient, idp: TestProvider, session: Session
) -> None:
    done = _come(visitor, idp, ANNA, next="/werkgevers")
    assert done.location == "/werkgevers"
    assert visitor.get("/werkgevers").status_code == 200
    identity = session.scalars(select(ExternalIdentity)).one()
    assert (identity.provider, identity.subject) == ("gemeente", "huurder-1:anna")
    assert {row.role for row in session.scalars(select(Membership).where(Membership.user_id == identity.user_id))} == {
        "accountmanager"
    }
    again = _come(visitor, idp, ANNA, next="//evil.example")
    assert again.location == "/"
    assert len(session.scalars(select(ExternalIdentity)).all()) == 1


def _none(provider: TestProvider, claims: dict[str, Any]) -> str:
    def part(content: dict[str, Any]) -> str:
        return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()

    return f"{part({'alg': 'none', 'kid': provider.key.kid})}.{part(claims)}."


def _shared_secret(provider: TestProvider, claims: dict[str, Any]) -> str:
    return jwt.encode({"alg": "HS256", "kid": provider.key.kid}, claims, OctKey.import_key(SECRET + "x" * 20))


def _strange_key(provider: TestProvider, claims: dict[str, Any]) -> str:
    return provider.token(claims, RSAKey.generate_key(2048, {"kid": provider.key.kid}))


def _unknown_key(provider: TestProvider, claims: dict[str, Any]) -> str:
    return provider.token(claims, RSAKey.generate_key(2048, {"kid": "nooit gezien"}))


def _changed_afterwards(provider: TestProvider, claims: dict[str, Any]) -> str:
    head, body, signature = provider.token(claims).split(".")
    swapped = json.loads(base64.urlsafe_b64decode(body + "==")) | {"oid": "iemand-anders"}
    return f"{head}.{base64.urlsafe_b64encode(json.dumps(swapped).encode()).rstrip(b'=').decode()}.{signature}"


_SPOILT: dict[str, Callable[[dict[str, Any]], dict[str, Any] | None]] = {
    "wrong nonce": lambda claims: claims | {"nonce": "van een ander"},
    "no nonce": lambda claims: {name: value for name, value in claims.items() if name != "nonce"},
    "expired": lambda claims: claims | {"exp": claims["iat"] - 3600},
    "no expiry": lambda claims: {name: value for name, value in claims.items() if name != "exp"},
    "from the future": lambda claims: claims | {"iat": claims["iat"] + 3600, "nbf": claims["iat"] + 3600},
    "other issuer": lambda claims: claims | {"iss": "https://elders.example"},
    "wrong audience": lambda claims: claims | {"aud": "een-ander"},
    "several audiences": lambda claims: claims | {"aud": [CLIENT_ID, "een-ander"]},
    "for another party": lambda claims: claims | {"azp": "een-ander"},
    "of nobody": lambda claims: {name: value for name, value in claims.items() if name != "sub"},
    "other tenant": lambda claims: claims | {"tid": "huurder-2"},
    "without the key": lambda claims: {name: value for name, value in claims.items() if name != "oid"},
    "no token at all": lambda _claims: None,
}
_SIGNED = {
    "alg none": _none,
    "alg HS256": _shared_secret,
    "signed by a stranger": _strange_key,
    "unknown key": _unknown_key,
    "changed afterwards": _changed_afterwards,
    "no token but text": lambda _provider, _claims: "dit is geen token",
}


@pytest.mark.rule("O1")
@pytest.mark.parametrize("cause", [*_SPOILT, *_SIGNED])
def test_a_token_that_is_not_right_is_refused_with_a_page(
    visitor: StrictClient, idp: TestProvider, session: Session, cause: str
) -> None:
    idp.spoil = _SPOILT.get(cause, idp.spoil)
    idp.sign = _SIGNED.get(cause)
    answer = _come(visitor, idp, ANNA)
    assert "Inloggen is niet gelukt" in _refused(answer)
    assert session.scalars(select(UserSession)).all() == []
    assert session.scalars(select(ExternalIdentity)).all() == []


@pytest.mark.rule("O1")
def test_a_foreign_state_and_a_replayed_callback_are_pages(
    visitor: StrictClient, app: Flask, idp: TestProvider, session: Session
) -> None:
    good = idp.approve(_start(visitor), **ANNA)
    _refused(_back(visitor, good | {"state": "van een ander"}))
    _refused(_back(visitor, good))  # the journey ended with the first answer
    good = idp.approve(_start(visitor), **ANNA)
    stranger = app.test_client()
    assert stranger.get("/inloggen/met/gemeente/terug", query_string=good).status_code == 400
    assert _back(visitor, good).status_code == 303
    _refused(_back(visitor, good))
    assert len(session.scalars(select(UserSession)).all()) == 1


@pytest.mark.rule("O1")
def test_a_code_is_worth_nothing_with_the_verifier_of_another_journey(
    visitor: StrictClient, app: Flask, idp: TestProvider
) -> None:
    stolen = idp.approve(_start(visitor), **ANNA)
    thief = app.test_client()
    assert isinstance(thief, StrictClient)
    own = idp.approve(_start(thief), **ANNA)
    _refused(_back(thief, {"code": stolen["code"], "state": own["state"]}))


@pytest.mark.rule("O1")
@pytest.mark.parametrize(
    "query",
    [
        {},
        {"code": "x"},
        {"error": "access_denied"},
        {"error": "server_error", "error_description": "<b>x</b>"},
        {"code": "verzonnen"},
        {"iss": "https://elders.example", "code": "x"},
    ],
)
def test_every_other_answer_is_a_page_too(visitor: StrictClient, idp: TestProvider, query: dict[str, str]) -> None:
    _refused(_back(visitor, query))
    state = idp.approve(_start(visitor), **ANNA)["state"]
    answer = _back(visitor, query | {"state": state})
    _refused(answer)
    assert "<b>x" not in answer.page.source


def test_a_journey_runs_out_and_belongs_to_one_provider(visitor: StrictClient, idp: TestProvider) -> None:
    good = idp.approve(_start(visitor), **ANNA)
    _refused(_back(visitor, good, "eherkenning"))
    with clock.frozen(clock.now()) as time:
        good = idp.approve(_start(visitor), **ANNA)
        time.tick(timedelta(minutes=11))
        _refused(_back(visitor, good))
    assert visitor.get("/inloggen/met/onbekend").status_code == 404


@pytest.mark.rule("O4")
def test_rights_follow_the_provider_at_every_log_in(visitor: StrictClient, idp: TestProvider, session: Session) -> None:
    _come(visitor, idp, ANNA)
    _come(visitor, idp, ANNA | {"roles": ["WSP.Beheer"]})
    user_id = session.scalars(select(ExternalIdentity.user_id)).one()
    (place,) = service_places(session, user_id)
    assert place == (Role.ADMINISTRATOR,)
    assert visitor.get("/gebruikers").status_code == 200
    assert visitor.get("/werkgevers").status_code == 403


def service_places(session: Session, user_id: Any) -> list[tuple[Role, ...]]:
    session.expire_all()
    from wsp.accounts import queries

    return [place.roles for place in queries.workplaces(session, user_id)]


@pytest.mark.rule("O4")
def test_whoever_was_taken_off_the_list_at_home_is_out_here(
    visitor: StrictClient, idp: TestProvider, session: Session
) -> None:
    _come(visitor, idp, ANNA)
    assert "geen rol" in _refused(_come(visitor, idp, ANNA | {"roles": []}), 403)


def test_a_closed_account_does_not_come_in(visitor: StrictClient, idp: TestProvider, session: Session) -> None:
    _come(visitor, idp, ANNA)
    session.execute(update(User).where(User.email == ANNA["email"]).values(active=False))
    _refused(_come(visitor, idp, ANNA))


def test_an_address_never_decides_who_somebody_is(visitor: StrictClient, idp: TestProvider, session: Session) -> None:
    factories.member(session, email=str(ANNA["email"]).upper())
    assert "Er is al een account" in _refused(_come(visitor, idp, ANNA), 409)
    assert session.scalars(select(ExternalIdentity)).all() == []


@pytest.mark.rule("O2")
@pytest.mark.parametrize("level", ["urn:etoegang:core:assurance-class:loa2plus", "", None, 3, ["laag"]])
def test_a_level_too_low_is_refused_with_a_text(visitor: StrictClient, idp: TestProvider, level: Any) -> None:
    text = _refused(_come(visitor, idp, SASKIA | {"niveau": level}, "eherkenning"), 403)
    assert "te laag betrouwbaarheidsniveau" in text
    assert _come(visitor, idp, SASKIA, "eherkenning").status_code == 303


def test_somebody_of_a_known_employer_comes_into_its_portal(
    visitor: StrictClient, idp: TestProvider, session: Session
) -> None:
    _come(visitor, idp, SASKIA, "eherkenning")
    assert visitor.get("/portaal").status_code == 200
    assert visitor.get("/werkgevers").status_code == 403
    user_id = session.scalars(select(ExternalIdentity.user_id)).one()
    session.execute(update(Membership).where(Membership.user_id == user_id).values(role=Role.EMPLOYER_ADMIN.value))
    _come(visitor, idp, SASKIA, "eherkenning")
    assert service_places(session, user_id) == [(Role.EMPLOYER_ADMIN,)], "who manages the people is decided here"


@pytest.mark.rule("O3")
def test_an_unknown_organisation_sees_nothing_and_may_ask_for_access(
    visitor: StrictClient, idp: TestProvider, session: Session
) -> None:
    refused = _come(visitor, idp, SASKIA | {"kvk": "87654325"}, "eherkenning")
    text = _refused(refused, 403)
    assert EMPLOYER not in text
    assert session.scalars(select(UserSession)).all() == []
    form = next(form for main in refused.page.all("main") for form in main.iter("form"))
    asking = visitor.post("/toegang-aanvragen", data=refused.page.fields(form)).page
    assert "87654325" in asking.text
    filled = asking.fields() | {
        "name": "Saskia Proef", "organisation": "Slagerij Proef", "email": "s@slager.example", "region": "AM01"
    }  # fmt: skip
    assert visitor.post("/toegang-aanvragen", data=filled | {"email": "x"}).status_code == 400
    assert "Uw aanvraag is verstuurd" in visitor.post("/toegang-aanvragen", data=filled).page.h1
    mail = session.scalars(select(Mail)).one()
    assert "87654325" in (mail.text or "")
    assert mail.reply_to == "s@slager.example"


@pytest.mark.rule("O3")
def test_nobody_asks_in_another_name(visitor: StrictClient, session: Session) -> None:
    answer = visitor.post("/toegang-aanvragen", data={"sealed": "verzonnen", "name": "x"})
    assert answer.status_code == 400
    assert session.scalars(select(Mail)).all() == []


def test_without_an_address_the_account_is_linked_after_one_log_in_with_the_password(
    visitor: StrictClient, client_as: ClientAs, idp: TestProvider, session: Session
) -> None:
    claims = {name: value for name, value in SASKIA.items() if name != "email"}
    assert "nog niet gekoppeld" in _refused(_come(visitor, idp, claims, "eherkenning"), 403)
    of = session.scalars(select(Organisation).where(Organisation.name == EMPLOYER)).one()
    invited = client_as(Role.EMPLOYER_STAFF, organisation=of)
    assert _come(invited, idp, claims, "eherkenning", doel="koppelen").location == "/mijn-account"
    assert "gekoppeld sinds" in invited.get("/mijn-account").page.text
    assert _come(visitor, idp, claims, "eherkenning").location == "/"
    other = client_as(Role.EMPLOYER_STAFF, organisation=of)
    assert "aan iemand anders gekoppeld" in _refused(_come(other, idp, claims, "eherkenning", doel="koppelen"), 409)


def test_an_unlinked_account_does_not_come_in_any_more(
    client_as: ClientAs, visitor: StrictClient, idp: TestProvider, session: Session
) -> None:
    own = client_as("accountmanager")
    _come(own, idp, ANNA | {"email": None}, doel="koppelen")
    assert _come(visitor, idp, ANNA | {"email": None}).location == "/"
    identity = session.scalars(select(ExternalIdentity)).one()
    path = f"/mijn-account/inlogwijzen/{identity.id}/ontkoppelen"
    assert client_as("accountmanager").post(path).status_code == 404
    assert own.post(path).location == "/mijn-account"
    assert (visitor.get("/mijn-account").location or "").startswith("/inloggen")
    assert "nog niet gekoppeld" in _refused(_come(visitor, idp, ANNA | {"email": None}), 403)


@pytest.mark.rule("O6")
def test_when_the_provider_is_away_there_is_a_page_and_running_sessions_go_on(
    visitor: StrictClient, app: Flask, idp: TestProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    _come(visitor, idp, ANNA)
    waiting = app.test_client()
    assert isinstance(waiting, StrictClient)
    good = idp.approve(_start(waiting), **ANNA)
    idp.down = True
    assert "niet te bereiken" in _refused(_back(waiting, good), 503)
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
        assert _come(visitor, idp, ANNA).status_code == 303
        time.tick(timedelta(seconds=11))
        idp.key = RSAKey.generate_key(2048, {"kid": "nieuw"})
        asked = idp.asked.count("/sleutels")
        assert _come(visitor, idp, ANNA).status_code == 303
        assert idp.asked.count("/sleutels") == asked + 1
        idp.sign = _unknown_key
        for _ in range(3):
            _refused(_come(visitor, idp, ANNA))
        assert idp.asked.count("/sleutels") <= asked + 2, "strange tokens do not make us flood the provider"


@pytest.mark.rule("O7")
def test_a_key_that_the_provider_withdrew_stops_working(visitor: StrictClient, idp: TestProvider) -> None:
    old = idp.key
    with clock.frozen(clock.now()) as time:
        assert _come(visitor, idp, ANNA).status_code == 303
        idp.publish = [RSAKey.generate_key(2048, {"kid": "nieuw"})]
        time.tick(timedelta(hours=1))
        idp.sign = lambda provider, claims: provider.token(claims, old)
        _refused(_come(visitor, idp, ANNA))


@pytest.mark.rule("O5")
def test_logging_out_here_also_logs_out_there(visitor: StrictClient, idp: TestProvider, session: Session) -> None:
    _come(visitor, idp, ANNA)
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


def _notice(idp: TestProvider, **changes: Any) -> str:
    now = int(clock.now().timestamp())
    events = {"http://schemas.openid.net/event/backchannel-logout": {}}
    claims: dict[str, Any] = {
        "iss": idp.issuer, "aud": CLIENT_ID, "iat": now, "exp": now + 120, "jti": f"j{len(idp.asked)}",
        "sub": ANNA["sub"], "sid": ANNA["sid"], "events": events,
    }  # fmt: skip
    return idp.token({name: value for name, value in (claims | changes).items() if value is not None})


@pytest.mark.rule("O5")
@pytest.mark.parametrize("changes", [{}, {"sid": None}, {"sub": None}])
def test_logging_out_there_ends_the_session_here(
    visitor: StrictClient, app: Flask, idp: TestProvider, changes: dict[str, Any]
) -> None:
    _come(visitor, idp, ANNA)
    provider = app.test_client()
    notice = _notice(idp, **changes)
    told = provider.post("/inloggen/met/gemeente/afgemeld", data={"logout_token": notice})
    assert (told.status_code, told.headers["Cache-Control"]) == (200, "no-store")
    assert (visitor.get("/mijn-account").location or "").startswith("/inloggen")
    _come(visitor, idp, ANNA)
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
    _come(visitor, idp, ANNA)
    for token in (_notice(idp, **changes), "", "x.y.z"):
        told = app.test_client().post("/inloggen/met/gemeente/afgemeld", data={"logout_token": token})
        assert told.status_code == 400
    assert visitor.get("/mijn-account").status_code == 200


@pytest.mark.rule("O9")
def test_a_fresh_proof_comes_from_the_provider(visitor: StrictClient, idp: TestProvider, session: Session) -> None:
    _come(visitor, idp, ANNA)
    session.execute(update(UserSession).values(verified_at=clock.now() - timedelta(hours=1)))
    token = visitor.get("/mijn-account").page.one("meta", name="csrf-token").get("content")
    asked = visitor.post("/werkgevers/exporteren", data={"csrf_token": token}).location or ""
    page = visitor.get(asked).page
    assert not page.all("input", type="password")
    link = next(a.get("href") or "" for a in page.all("a") if "doel=bevestigen" in (a.get("href") or ""))
    address = visitor.get(link).location or ""
    assert parse_qs(urlsplit(address).query)["max_age"] == ["0"]
    old = int((clock.now() - timedelta(hours=2)).timestamp())
    _refused(_back(visitor, idp.approve(address, **ANNA | {"auth_time": old})))
    address = visitor.get(link).location or ""
    _refused(_back(visitor, idp.approve(address, **ANNA | {"oid": "een-ander"})))
    address = visitor.get(link).location or ""
    assert _back(visitor, idp.approve(address, **ANNA)).status_code == 303
    assert visitor.post("/werkgevers/exporteren", data={"csrf_token": token}).status_code == 200


def test_claims_may_come_from_userinfo_of_the_same_person_only(
    visitor: StrictClient, app: Flask, idp: TestProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "WSP_PROVIDERS", Providers((staff(idp, userinfo=True),)))
    small = {name: ANNA[name] for name in ("sub", "tid", "oid")}
    idp.userinfo = dict(ANNA) | {"sub": "iemand anders"}
    _refused(_come(visitor, idp, small))
    idp.userinfo = dict(ANNA)
    assert _come(visitor, idp, small).status_code == 303


@pytest.mark.rule("O8")
def test_where_nobody_has_a_password_only_the_provider_is_offered(
    visitor: StrictClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wsp.accounts.rules import LoginRules

    assert visitor.get("/inloggen").page.all("input", type="password")
    monkeypatch.setitem(app.config, "WSP_LOGIN", LoginRules(local_accounts=False))
    page = visitor.get("/inloggen").page
    assert not page.all("input", type="password")
    assert page.all("a", href="/inloggen/met/gemeente")
    assert visitor.get("/inloggen?noodtoegang").page.all("input", type="password")


def test_the_sessions_of_a_provider_say_how_they_began(
    visitor: StrictClient, idp: TestProvider, session: Session
) -> None:
    _come(visitor, idp, ANNA)
    row = session.scalars(select(UserSession)).one()
    assert (row.method, row.provider_session) == ("gemeente", "zit-1")
    assert row.method != sessions.PASSWORD
    with db.unit_of_work(None) as outside:
        assert outside.scalars(select(UserSession.id)).all() == [row.id]
