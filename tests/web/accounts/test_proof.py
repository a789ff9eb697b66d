"""A fresh proof before an export, and nothing lost when a log-in comes in between."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from tests.accounts import factories
from tests.architecture import routes
from tests.candidates import factories as candidates
from tests.web.conftest import StrictClient
from wsp.accounts.models import KeptForm, RequestCount, User, UserSession
from wsp.accounts.service import hashing, kept
from wsp.accounts.service.limits import Limit
from wsp.foundation import clock
from wsp.web.access import describe
from wsp.web.export import MEDIA_TYPE

ClientAs = Callable[..., StrictClient]


@pytest.fixture
def client(client_as: ClientAs, session: Session) -> StrictClient:
    """A client manager with a password, whose last proof was an hour ago."""
    client = client_as("klantmanager")
    client.user.password_hash = hashing.make(factories.PASSWORD)
    candidates.matchable(session, of=client.organisation)
    _age(session, client.user, verified=timedelta(hours=1))
    return client


def _age(session: Session, who: User, *, verified: timedelta = timedelta(0), seen: timedelta = timedelta(0)) -> None:
    session.execute(
        update(UserSession)
        .where(UserSession.user_id == who.id)
        .values(verified_at=clock.now() - verified, last_seen_at=clock.now() - seen)
    )


@pytest.mark.rule("O9")
def test_an_export_asks_who_you_are_and_then_goes_on_with_the_same_form(client: StrictClient) -> None:
    asked = client.post("/kandidaten/exporteren", query_string={"fase": "matchbaar"})
    assert (asked.location or "").startswith("/bevestigen")
    page = client.get(asked.location).page
    assert page.all("input", autocomplete="current-password")
    wrong = client.post(asked.location, data={"password": "iets anders"})
    assert wrong.status_code == 400
    assert "iets anders" not in wrong.page.source
    right = client.post(asked.location, data={"password": factories.PASSWORD})
    assert right.status_code == 303
    again = client.post("/kandidaten/exporteren")
    assert again.mimetype == MEDIA_TYPE


@pytest.mark.rule("O9")
def test_every_export_of_persons_asks_for_a_fresh_proof(app: Flask) -> None:
    rules = describe(app)
    exports = {route.endpoint for route in routes.rules(app) if route.rule.endswith("/exporteren")}
    assert len(exports) >= 10
    without = {name for name in exports if not rules[name].step_up}
    no_persons = {
        "vacancies.export_vacancies", "banenafspraak.export", "oversight.export", "policy.export_desk",
        "payments.export_months",
    }  # fmt: skip
    assert without <= no_persons, "these hold no persons"
    assert {name for name in exports if rules[name].limit is not Limit.EXPORT} == set()


def test_what_was_typed_is_there_after_the_proof(client: StrictClient, session: Session) -> None:
    asked = client.post("/kandidaten/exporteren", data={"toelichting": "Zoë <b>", "password": "geheim", "bsn": "1"})
    back = client.post(asked.location, data={"password": factories.PASSWORD}).location or ""
    assert back.startswith("/verder/")
    page = client.get(back).page
    form = next(form for main in page.all("main") for form in main.iter("form"))
    assert form.get("action") == "/kandidaten/exporteren"
    assert page.fields(form) == {"csrf_token": client.csrf_token, "toelichting": "Zoë <b>"}
    raw = bytes(session.execute(text("select typed from kept_forms")).scalar_one())
    assert b"toelichting" not in raw


@pytest.mark.rule("A14")
def test_a_form_sent_after_the_session_ended_comes_back_filled(
    client: StrictClient, session: Session, visitor: StrictClient
) -> None:
    _age(session, client.user, seen=timedelta(minutes=31))
    late = client.post("/kandidaten/nieuw", data={"first_name": "Fleur", "bsn": "999999990", "wishes": "werk\nbuiten"})
    assert (late.location or "").startswith("/inloggen?next=/verder/")
    page = client.get(late.location).page
    login = page.fields() | {"email": client.user.email, "password": factories.PASSWORD}
    form = next(form for main in page.all("main") for form in main.iter("form"))
    back = client.post(form.get("action"), data=login).location or ""
    assert back.startswith("/verder/")
    filled = client.get(back).page
    form = next(form for main in filled.all("main") for form in main.iter("form"))
    assert form.get("action") == "/kandidaten/nieuw"
    sent = filled.fields(form)
    assert (sent["first_name"], sent["wishes"]) == ("Fleur", "werk\nbuiten")
    assert "bsn" not in sent
    again = client.post(form.get("action"), data=sent)
    assert again.page.fields()["first_name"] == "Fleur", "the form itself, with what was typed and what is still wrong"


@pytest.mark.rule("A14", "S4")
def test_a_form_that_did_not_come_from_the_session_is_not_kept(client: StrictClient, session: Session) -> None:
    _age(session, client.user, seen=timedelta(minutes=31))
    forged = client.post("/kandidaten/nieuw", data={"first_name": "Fleur", "csrf_token": "van een ander"})
    assert forged.status_code == 400
    assert session.scalars(select(KeptForm)).all() == []


def test_somebody_else_does_not_get_it(client: StrictClient, client_as: ClientAs, session: Session) -> None:
    client.post("/kandidaten/exporteren", data={"toelichting": "van mij"})
    form = session.scalars(select(KeptForm)).one()
    colleague = client_as("klantmanager", organisation=client.organisation)
    assert colleague.get(f"/verder/{form.id}").status_code == 404
    assert client.get(f"/verder/{form.id}").status_code == 200


def test_the_next_morning_it_is_gone(client: StrictClient, session: Session) -> None:
    with clock.frozen(clock.now() - kept.KEPT_FOR):
        form_id = kept.keep(session, [("toelichting", "x")], user_id=client.user.id, region="AM01", path="/kandidaten")
    assert client.get(f"/verder/{form_id}").status_code == 404
    kept.forget_old(session)
    assert session.scalars(select(KeptForm)).all() == []


def test_an_ended_session_keeps_nothing(client: StrictClient, session: Session) -> None:
    session.execute(update(UserSession).values(revoked_at=clock.now()))
    answer = client.post("/kandidaten/nieuw", data={"first_name": "Fleur"})
    assert answer.status_code == 400
    assert session.scalars(select(KeptForm)).all() == []


@pytest.mark.rule("S11")
@pytest.mark.parametrize(
    ("limit", "method", "address"),
    [
        (Limit.SEARCH, "GET", "/zoeken?q=proef"),
        (Limit.SEARCH, "GET", "/kandidaten?q=proef"),
        (Limit.EXPORT, "POST", "/kandidaten/exporteren"),
    ],
)
def test_searching_and_exporting_too_often_gets_429(
    client_as: ClientAs, session: Session, limit: Limit, method: str, address: str
) -> None:
    client = client_as("klantmanager")
    assert client.open(address, method=method).status_code == 200
    session.execute(update(RequestCount).values(count=limit.value.most))
    refused = client.open(address, method=method)
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= limit.value.window.total_seconds() + 1
    assert "Wacht even" in refused.page.text
    assert client.get("/kandidaten").status_code == 200, "looking at the list is not searching"
    session.execute(update(RequestCount).values(started_at=clock.now() - limit.value.window))
    assert client.open(address, method=method).status_code == 200
    assert session.scalars(select(RequestCount.count)).all() == [1]
