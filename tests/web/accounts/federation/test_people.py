"""Who comes in, with which rights, and who does not."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.accounts import factories
from tests.accounts.provider import TestProvider
from tests.web.accounts.federation.journey import (
    ANNA,
    EMPLOYER,
    SASKIA,
    ClientAs,
    come,
    service_places,
    staff,
    turned_away,
)
from tests.web.conftest import StrictClient
from wsp.accounts.models import ExternalIdentity, Membership, Organisation, User, UserSession
from wsp.accounts.oidc.client import Providers
from wsp.accounts.permissions import Role
from wsp.foundation.mailer import Mail


@pytest.mark.rule("O1", "O4", "S17")
def test_the_whole_way_makes_an_account_with_the_roles_of_the_claims(
    visitor: StrictClient, idp: TestProvider, session: Session
) -> None:
    done = come(visitor, idp, ANNA, next="/werkgevers")
    assert done.location == "/werkgevers"
    assert visitor.get("/werkgevers").status_code == 200
    identity = session.scalars(select(ExternalIdentity)).one()
    assert (identity.provider, identity.subject) == ("gemeente", "huurder-1:anna")
    assert {row.role for row in session.scalars(select(Membership).where(Membership.user_id == identity.user_id))} == {
        "accountmanager"
    }
    again = come(visitor, idp, ANNA, next="//evil.example")
    assert again.location == "/"
    assert len(session.scalars(select(ExternalIdentity)).all()) == 1


@pytest.mark.rule("O4")
def test_rights_follow_the_provider_at_every_log_in(visitor: StrictClient, idp: TestProvider, session: Session) -> None:
    come(visitor, idp, ANNA)
    come(visitor, idp, ANNA | {"roles": ["WSP.Beheer"]})
    user_id = session.scalars(select(ExternalIdentity.user_id)).one()
    (place,) = service_places(session, user_id)
    assert place == (Role.ADMINISTRATOR,)
    assert visitor.get("/gebruikers").status_code == 200
    assert visitor.get("/werkgevers").status_code == 403


@pytest.mark.rule("O4")
def test_whoever_was_taken_off_the_list_at_home_is_out_here(
    visitor: StrictClient, idp: TestProvider, session: Session
) -> None:
    come(visitor, idp, ANNA)
    assert "geen rol" in turned_away(come(visitor, idp, ANNA | {"roles": []}), 403)


def test_a_closed_account_does_not_come_in(visitor: StrictClient, idp: TestProvider, session: Session) -> None:
    come(visitor, idp, ANNA)
    session.execute(update(User).where(User.email == ANNA["email"]).values(active=False))
    turned_away(come(visitor, idp, ANNA))


def test_an_address_never_decides_who_somebody_is(visitor: StrictClient, idp: TestProvider, session: Session) -> None:
    factories.member(session, email=str(ANNA["email"]).upper())
    assert "Er is al een account" in turned_away(come(visitor, idp, ANNA), 409)
    assert session.scalars(select(ExternalIdentity)).all() == []


@pytest.mark.rule("O2")
@pytest.mark.parametrize("level", ["urn:etoegang:core:assurance-class:loa2plus", "", None, 3, ["laag"]])
def test_a_level_too_low_is_refused_with_a_text(visitor: StrictClient, idp: TestProvider, level: Any) -> None:
    text = turned_away(come(visitor, idp, SASKIA | {"niveau": level}, "eherkenning"), 403)
    assert "te laag betrouwbaarheidsniveau" in text
    assert come(visitor, idp, SASKIA, "eherkenning").status_code == 303


def test_somebody_of_a_known_employer_comes_into_its_portal(
    visitor: StrictClient, idp: TestProvider, session: Session
) -> None:
    come(visitor, idp, SASKIA, "eherkenning")
    assert visitor.get("/portaal").status_code == 200
    assert visitor.get("/werkgevers").status_code == 403
    user_id = session.scalars(select(ExternalIdentity.user_id)).one()
    session.execute(update(Membership).where(Membership.user_id == user_id).values(role=Role.EMPLOYER_ADMIN.value))
    come(visitor, idp, SASKIA, "eherkenning")
    assert service_places(session, user_id) == [(Role.EMPLOYER_ADMIN,)], "who manages the people is decided here"


@pytest.mark.rule("O3")
def test_an_unknown_organisation_sees_nothing_and_may_ask_for_access(
    visitor: StrictClient, idp: TestProvider, session: Session
) -> None:
    refused = come(visitor, idp, SASKIA | {"kvk": "87654325"}, "eherkenning")
    text = turned_away(refused, 403)
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
    assert "nog niet gekoppeld" in turned_away(come(visitor, idp, claims, "eherkenning"), 403)
    of = session.scalars(select(Organisation).where(Organisation.name == EMPLOYER)).one()
    invited = client_as(Role.EMPLOYER_STAFF, organisation=of)
    assert come(invited, idp, claims, "eherkenning", doel="koppelen").location == "/mijn-account"
    assert "gekoppeld sinds" in invited.get("/mijn-account").page.text
    assert come(visitor, idp, claims, "eherkenning").location == "/"
    other = client_as(Role.EMPLOYER_STAFF, organisation=of)
    assert "aan iemand anders gekoppeld" in turned_away(come(other, idp, claims, "eherkenning", doel="koppelen"), 409)


def test_an_unlinked_account_does_not_come_in_any_more(
    client_as: ClientAs, visitor: StrictClient, idp: TestProvider, session: Session
) -> None:
    own = client_as("accountmanager")
    come(own, idp, ANNA | {"email": None}, doel="koppelen")
    assert come(visitor, idp, ANNA | {"email": None}).location == "/"
    identity = session.scalars(select(ExternalIdentity)).one()
    path = f"/mijn-account/inlogwijzen/{identity.id}/ontkoppelen"
    assert client_as("accountmanager").post(path).status_code == 404
    assert own.post(path).location == "/mijn-account"
    assert (visitor.get("/mijn-account").location or "").startswith("/inloggen")
    assert "nog niet gekoppeld" in turned_away(come(visitor, idp, ANNA | {"email": None}), 403)


def test_claims_may_come_from_userinfo_of_the_same_person_only(
    visitor: StrictClient, app: Flask, idp: TestProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "WSP_PROVIDERS", Providers((staff(idp, userinfo=True),)))
    small = {name: ANNA[name] for name in ("sub", "tid", "oid")}
    idp.userinfo = dict(ANNA) | {"sub": "iemand anders"}
    turned_away(come(visitor, idp, small))
    idp.userinfo = dict(ANNA)
    assert come(visitor, idp, small).status_code == 303


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
