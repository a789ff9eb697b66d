"""The screens of users, roles and one's own account."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts import factories
from tests.statements import counted
from tests.web.conftest import StrictClient
from tests.web.page import text_of
from wsp.accounts.models import Membership, User, UserSession
from wsp.accounts.permissions import Role
from wsp.foundation.db import Database
from wsp.settings import Settings
from wsp.web.access import cookie_name

ClientAs = Callable[..., StrictClient]


@pytest.fixture
def admin(client_as: ClientAs) -> StrictClient:
    """The functional administrator."""
    return client_as("beheerder")


def test_a_new_user_is_added_and_the_password_is_shown_once(admin: StrictClient, session: Session) -> None:
    page = admin.get("/gebruikers/nieuw").page
    fields = page.fields() | {"name": "Noor Proef", "email": "noor@demo.example", "roles": "jobcoach"}
    fields["organisation_id"] = str(admin.organisation.id)
    answer = admin.post("/gebruikers/nieuw", data=fields)
    assert answer.status_code == 200
    password = answer.page.texts("code")[0]
    made = session.scalars(select(User).where(User.email == "noor@demo.example")).one()
    assert made.password_temporary_until is not None
    card = admin.get(f"/gebruikers/{made.id}").page
    assert password not in card.source
    assert "Jobcoach" in card.text
    assert "Toegevoegd aan de regio" in card.text


def test_a_refused_form_keeps_what_was_typed(admin: StrictClient) -> None:
    answer = admin.post("/gebruikers/nieuw", data={"name": "<b>Noor</b>", "email": "geen adres"})
    assert answer.status_code == 400
    assert answer.page.title.startswith("Fout:")
    assert answer.page.fields()["name"] == "<b>Noor</b>"
    assert "<b>Noor" not in answer.page.source
    assert len(answer.page.one(class_="wsp-errors").findall(".//li")) == 3


def test_roles_are_changed_per_organisation(admin: StrictClient, session: Session) -> None:
    who = factories.member(session, Role.JOB_COACH, of=admin.organisation)
    address = f"/gebruikers/{who.id}/rollen/{admin.organisation.id}"
    ticked = [e.get("value") for e in admin.get(address).page.all("input", type="checkbox") if "checked" in e.keys()]  # noqa: SIM118 (an element is no dict)
    assert ticked == ["jobcoach"]
    answer = admin.post(address, data={"roles": ["klantmanager", "accountmanager"]})
    assert answer.location == f"/gebruikers/{who.id}"
    rows = session.scalars(select(Membership).where(Membership.user_id == who.id, Membership.ended_at.is_(None)))
    assert {row.role for row in rows} == {"klantmanager", "accountmanager"}


def test_the_last_administrator_gets_a_page_that_says_what_to_do(admin: StrictClient) -> None:
    answer = admin.post(f"/gebruikers/{admin.user.id}/uitzetten")
    assert answer.status_code == 409
    assert "Maak eerst iemand anders functioneel beheerder." in answer.page.text
    assert admin.get("/gebruikers").status_code == 200


def test_two_people_saving_see_both_versions_and_choose(admin: StrictClient, session: Session) -> None:
    who = factories.member(session, name="Oude Naam", of=admin.organisation)
    address = f"/gebruikers/{who.id}/wijzigen"
    mine = admin.get(address).page.fields() | {"name": "Mijn Naam"}
    theirs = admin.get(address).page.fields() | {"name": "Hun Naam"}
    assert admin.post(address, data=theirs).status_code == 303
    refused = admin.post(address, data=mine)
    assert refused.status_code == 409
    assert {"Mijn Naam verschilt", "Hun Naam"} <= {text_of(cell) for cell in refused.page.all("td")}
    session.refresh(who)
    assert who.name == "Hun Naam"
    again = admin.post(address, data=refused.page.fields())
    assert again.status_code == 303
    session.refresh(who)
    assert who.name == "Mijn Naam"


@pytest.mark.rule("S6")
@pytest.mark.parametrize("path", ["", "/wijzigen", "/rollen/{organisation}"])
def test_a_user_of_another_region_is_not_found(admin: StrictClient, session: Session, path: str) -> None:
    there = factories.member(session, region="AM14")
    answer = admin.get(f"/gebruikers/{there.id}" + path.format(organisation=admin.organisation.id))
    assert answer.status_code == 404
    assert there.name not in answer.page.text


def test_the_list_filters_by_address(admin: StrictClient, session: Session) -> None:
    for number in range(30):
        factories.member(session, Role.JOB_COACH, name=f"Coach {number:02d}", of=admin.organisation)
    page = admin.get("/gebruikers?rol=jobcoach&q=coach").page
    assert "30 gebruikers" in page.text
    following = page.one("a", rel="next").get("href") or ""
    assert "rol=jobcoach" in following
    assert "Coach 29" in admin.get(following).page.text
    assert "Niemand gevonden" in admin.get("/gebruikers?q=bestaatniet").page.text
    assert admin.get("/gebruikers?pagina=abc&status=x&rol=y").status_code == 200


def test_whoever_only_reads_sees_no_buttons(client_as: ClientAs, session: Session) -> None:
    officer = client_as("privacyfunctionaris")
    who = factories.member(session)
    page = officer.get(f"/gebruikers/{who.id}").page
    assert not [form for main in page.all("main") for form in main.iter("form")]
    assert officer.get("/gebruikers/nieuw").status_code == 403


def test_all_sessions_of_a_user_are_ended_at_once(admin: StrictClient, session: Session) -> None:
    who = factories.member(session, of=admin.organisation)
    factories.running_session(session, who)
    assert admin.post(f"/gebruikers/{who.id}/sessies/beeindigen").status_code == 303
    assert "nu nergens ingelogd" in admin.get(f"/gebruikers/{who.id}").page.text


def test_a_temporary_password_leads_to_one_page_only(
    visitor: StrictClient, session: Session, settings: Settings
) -> None:
    who = factories.member(session, password=factories.PASSWORD, temporary=True)
    token = factories.running_session(session, who, of=factories.organisation(session))
    visitor.set_cookie(cookie_name(settings), token, domain="localhost")
    visitor.csrf_token = f"csrf-of-{token}"
    assert visitor.get("/mijn-account").location == "/mijn-account/wachtwoord"
    page = visitor.get("/mijn-account/wachtwoord").page
    new = "twaalf blauwe fietsen"
    fields = page.fields() | {"current": factories.PASSWORD, "new": new, "repeated": new}
    assert visitor.post("/mijn-account/wachtwoord", data=fields).status_code == 303
    assert visitor.get("/mijn-account").status_code == 200


def test_a_refused_password_is_never_written_back(client_as: ClientAs) -> None:
    client = client_as("jobcoach")
    fields = {"current": "geheim1 geheim1", "new": "geheim2 geheim2", "repeated": "geheim3"}
    answer = client.post("/mijn-account/wachtwoord", data=fields)
    assert answer.status_code == 400
    assert "geheim" not in answer.page.source


def test_somebody_ends_an_own_session_on_another_device(client_as: ClientAs, session: Session) -> None:
    client = client_as("jobcoach")
    factories.running_session(session, client.user, of=client.organisation)
    page = client.get("/mijn-account").page
    action = next(f.get("action") or "" for f in page.all("form") if "beeindigen" in (f.get("action") or ""))
    assert client.post(action).location == "/mijn-account"
    ended = session.scalars(select(UserSession.revoked_at).where(UserSession.user_id == client.user.id)).all()
    assert len([moment for moment in ended if moment]) == 1
    assert "De sessie is beëindigd." in client.get("/mijn-account").page.text


def test_switching_region_changes_what_may_be_done(client_as: ClientAs, session: Session) -> None:
    client = client_as("accountmanager")
    other = factories.organisation(session, "Gemeente Elders")
    factories.member(session, Role.ADMINISTRATOR, who=client.user, of=other, region="AM14")
    assert client.get("/gebruikers").status_code == 403
    page = client.get("/regio").page
    form = next(f for main in page.all("main") for f in main.iter("form"))
    assert client.post("/regio", data=page.fields(form)).location == "/"
    assert client.get("/gebruikers").status_code == 200
    assert client.get(f"/gebruikers/{client.user.id}").status_code == 200


@pytest.mark.parametrize(
    "path", ["/mijn-account", "/gebruikers", "/gebruikers/{user}", "/bevestigen", "/wachtwoord-vergeten"]
)
def test_a_page_about_accounts_asks_little_of_the_database(admin: StrictClient, database: Database, path: str) -> None:
    with counted(database) as statements:
        assert admin.get(path.format(user=admin.user.id)).status_code == 200
    assert len(statements) <= 12, "\n".join(statements)
