"""The pages of the model card and the algorithm register."""

import json
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from tests.statements import counted
from tests.web.conftest import StrictClient
from wsp.accounts.permissions import Role
from wsp.foundation.db import Database
from wsp.shortlists.oversight import service

ClientAs = Callable[..., StrictClient]
ANSWERS = {
    "organization": "Gemeente Voorbeeldstad", "contact_email": "algoritme@voorbeeldstad.example",
    "status": "In gebruik", "begin_month": "2026-11", "lawful_basis_title": "Participatiewet",
    "lawful_basis_link": "https://voorbeeldstad.example/wet",
}  # fmt: skip


@pytest.fixture
def officer(client_as: ClientAs) -> StrictClient:
    return client_as(Role.PRIVACY_OFFICER)


def test_the_card_is_a_page_and_a_file(officer: StrictClient) -> None:
    assert "standaard-1" in officer.get("/toezicht/modelkaart").page.text
    answer = officer.get("/toezicht/modelkaart/tekst")
    assert answer.mimetype == "text/markdown"
    assert answer.text.startswith("# Modelkaart")
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.rule("I12")
def test_what_is_missing_is_asked_and_then_shown(officer: StrictClient, session: Session) -> None:
    before = officer.get("/toezicht/register").page
    assert "nog niet ingevuld" in before.text
    page = officer.get("/toezicht/register/invullen").page
    done = officer.post("/toezicht/register/invullen", data=page.fields() | ANSWERS)
    assert done.status_code == 303
    assert "Gemeente Voorbeeldstad" in officer.get(done.location).page.text
    told = json.loads(officer.get("/toezicht/register/bestand/json").text)
    assert told["organization"] == "Gemeente Voorbeeldstad"
    assert told["lawful_basis_grouping"] == [{"title": "Participatiewet", "link": "https://voorbeeldstad.example/wet"}]
    assert told["proportionality"] is None
    assert officer.get("/toezicht/register/bestand/csv").text.startswith("veld;naam;waarde;verplicht;bron\n")
    again = officer.get("/toezicht/register/invullen").page
    assert again.fields()["begin_month"] == "2026-11"
    officer.post("/toezicht/register/invullen", data=again.fields() | {"organization": ""})
    row = service.description(session, "AM01")
    assert row is not None
    session.refresh(row)
    assert row.organization is None


@pytest.mark.parametrize(
    "wrong", [{"begin_month": "november"}, {"contact_email": "geen adres"}, {"website": "x y"}], ids=str
)
def test_what_the_register_would_refuse_is_refused_here(officer: StrictClient, wrong: dict[str, str]) -> None:
    page = officer.get("/toezicht/register/invullen").page
    assert officer.post("/toezicht/register/invullen", data=page.fields() | ANSWERS | wrong).status_code == 400


def test_who_may_read_may_not_fill_in(client_as: ClientAs) -> None:
    manager = client_as(Role.ACCOUNT_MANAGER)
    assert manager.get("/toezicht/register").status_code == 200
    assert manager.get("/toezicht/register/invullen").status_code == 403
    assert manager.get("/gewichten").status_code == 403
    assert client_as(Role.JOB_COACH).get("/toezicht/register").status_code == 403


@pytest.mark.parametrize(
    "address",
    [f"/toezicht/{each}" for each in ("modelkaart", "register", "register/invullen", "register/bestand/json")],
)
def test_statements_stay_few(officer: StrictClient, database: Database, address: str) -> None:
    officer.get(address)
    with counted(database) as seen:
        officer.get(address)
    assert len(seen) <= 12
