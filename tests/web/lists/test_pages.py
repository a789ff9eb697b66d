"""Eigen lijsten on the screen."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.candidates import factories as candidates
from tests.lists import factories
from tests.statements import counted
from tests.vacancies import factories as vacancies
from tests.web.conftest import StrictClient
from wsp.candidates.models import Candidate
from wsp.foundation import clock
from wsp.foundation.db import Database
from wsp.lists.enums import Sharing
from wsp.lists.models import ListMember
from wsp.shortlists.models import ShortlistRun

ClientAs = Callable[..., StrictClient]
MOST_STATEMENTS = 12


@pytest.fixture
def client(client_as: ClientAs) -> StrictClient:
    return client_as("accountmanager")


@pytest.fixture
def person(session: Session) -> Candidate:
    return candidates.matchable(session, name=("Zoetermarkering", "van", "Geheimstra"))


def test_from_ticks_to_a_list_and_back(client: StrictClient, session: Session, person: Candidate) -> None:
    other = candidates.matchable(session)
    page = client.get("/kandidaten").page
    assert {box.get("value") for box in page.all("input", name="kies")} >= {str(person.id), str(other.id)}
    ticked = client.post("/lijsten/kiezen", data={"kies": [str(person.id), str(other.id)]})
    asked = client.get(ticked.location).page
    assert f"K-{person.number}" in asked.text
    assert "Geheimstra" not in asked.text
    put = client.post(ticked.location.replace("kiezen", "opzetten"), data={"name": "Logistiek voorjaar", "note": ""})
    assert re.fullmatch(r"/lijsten/[0-9a-f-]{36}", put.location)
    shown = client.get(put.location).page
    assert "2 kandidaten staan nu op de lijst “Logistiek voorjaar”." in shown.text
    assert "2 kandidaten" in shown.texts("h2")
    assert "Geheimstra" not in shown.text
    assert "Logistiek voorjaar" in client.get(f"/kandidaten/{person.id}").page.text
    assert client.post(f"{put.location}/kandidaten/{person.id}/verwijderen").status_code == 303
    assert "1 kandidaat" in client.get(put.location).page.texts("h2")
    assert "Staat op geen lijst en zit in geen groep." in client.get(f"/kandidaten/{person.id}").page.text


def test_nothing_ticked_comes_back_with_a_word(client: StrictClient, session: Session) -> None:
    assert client.post("/lijsten/kiezen", data={}).location == "/kandidaten"
    assert "Vink eerst een of meer kandidaten aan." in client.get("/kandidaten").page.text
    vacancy = vacancies.vacancy(session, client.actor)
    sent = client.post(f"/lijsten/kiezen?vacature={vacancy.id}", data={"kies": "x"})
    assert sent.location == f"/vacatures/{vacancy.id}/kandidaten"


def test_from_the_match_list_one_comes_back_to_it(client: StrictClient, session: Session, person: Candidate) -> None:
    vacancy = vacancies.vacancy(session, client.actor)
    row = factories.own_list(session, client.actor, name="Magazijn")
    (button,) = [
        each
        for each in client.get(f"/vacatures/{vacancy.id}/kandidaten").page.all("button")
        if (each.get("formaction") or "").startswith("/lijsten/")
    ]
    ticked = client.post(button.get("formaction"), data={"kies": str(person.id), "run": "x"})
    assert "run" not in ticked.location
    put = client.post(ticked.location.replace("kiezen", "opzetten"), data={"list_id": str(row.id)})
    assert put.location == f"/vacatures/{vacancy.id}/kandidaten"
    assert "1 kandidaat staat nu op de lijst “Magazijn”." in client.get(put.location).page.text


def test_a_list_that_was_not_offered_takes_nobody(
    client: StrictClient, client_as: ClientAs, session: Session, person: Candidate
) -> None:
    theirs = factories.own_list(session, client_as("accountmanager").actor, sharing=Sharing.READ)
    refused = client.post(f"/lijsten/opzetten?k={person.id}", data={"list_id": str(theirs.id)})
    assert refused.status_code == 400
    assert session.scalars(select(ListMember)).all() == []
    nothing = client.post(f"/lijsten/opzetten?k={person.id}", data={})
    assert "Kies een lijst, of geef een nieuwe lijst een naam." in nothing.page.text
    stranger = candidates.candidate(session, of=accounts.organisation(session, "Gemeente Ander"))
    assert client.get(f"/lijsten/kiezen?k={stranger.id}").location == "/kandidaten"
    assert client.post(f"/lijsten/opzetten?k={stranger.id}", data={}).status_code == 400


def test_a_list_is_named_shared_and_archived(client: StrictClient, client_as: ClientAs, session: Session) -> None:
    made = client.post("/lijsten/nieuw", data={"name": "Voorjaar", "sharing": "eigen"}).location
    colleague = client_as("klantmanager")
    assert colleague.get(made).status_code == 404
    version = client.get(f"{made}/wijzigen").page.fields()["versie"]
    changed = {"name": "Voorjaar samen", "sharing": "lezen", "versie": version}
    assert client.post(f"{made}/wijzigen", data=changed).status_code == 303
    assert "Voorjaar samen" in colleague.get("/lijsten").page.text
    assert colleague.get(f"{made}/wijzigen").status_code == 403
    stale = client.post(f"{made}/wijzigen", data=changed | {"name": "Anders"})
    assert stale.status_code == 409
    assert "Voorjaar samen (collega’s lezen mee)" in stale.page.text
    assert client.post(f"{made}/archiveren").status_code == 303
    assert "Voorjaar samen" not in client.get("/lijsten").page.text
    assert "Voorjaar samen" in client.get("/lijsten?archief=1").page.text
    assert colleague.get(made).status_code == 404
    assert client.post(f"{made}/terughalen").location == made


def test_a_note_is_written_and_health_is_refused(client: StrictClient, session: Session, person: Candidate) -> None:
    row = factories.own_list(session, client.actor, person)
    address = f"/lijsten/{row.id}/kandidaten/{person.id}/aantekening"
    refused = client.post(address, data={"note": "Heeft rugklachten", "versie": "1"})
    assert refused.status_code == 400
    assert "niet over gezondheid" in refused.page.text
    assert client.post(address, data={"note": "Na vier uur bellen", "versie": "1"}).status_code == 303
    assert "Na vier uur bellen" in client.get(f"/lijsten/{row.id}").page.text
    assert client.post(address, data={"note": "Mailen", "versie": "1"}).status_code == 409


def test_how_the_people_of_a_list_rank_for_a_vacancy(client: StrictClient, session: Session, person: Candidate) -> None:
    fits_less = candidates.matchable(session, wishes=("Kapper",))
    away = candidates.matchable(session, automatic_matching=False)
    candidates.matchable(session)  # not on the list
    row = factories.own_list(session, client.actor, person, fits_less, away, name="Voorjaar")
    vacancy = vacancies.vacancy(session, client.actor, title="Orderpicker")
    offered = client.get(f"/lijsten/{row.id}/match?q=orderpicker").page
    assert [a.get("href") for a in offered.all("a") if "match?vacature" in (a.get("href") or "")] == [
        f"/lijsten/{row.id}/match?vacature={vacancy.id}"
    ]
    page = client.get(f"/lijsten/{row.id}/match?vacature={vacancy.id}").page
    ranked = [re.findall(r"K-(\d+)", text)[-1] for text in page.texts("th", scope="row")]
    assert set(ranked) == {str(person.number), str(fits_less.number)}
    assert ranked[0] == str(person.number)
    assert f"K-{away.number}" not in page.text
    assert "1 kandidaat van de lijst doet niet mee" in page.text
    assert "Geheimstra" not in page.text
    (run,) = session.scalars(select(ShortlistRun).where(ShortlistRun.vacancy_id == vacancy.id)).all()
    assert run.scope == "gekozen"


def test_who_may_not_decide_on_lists_may_still_rank_the_own_people(client_as: ClientAs, session: Session) -> None:
    manager, coach = client_as("klantmanager"), client_as("jobcoach")
    mine = candidates.matchable(session, client_manager_id=manager.user.id)
    row = factories.own_list(session, manager.actor, mine)
    vacancy = vacancies.vacancy(session, client_as("accountmanager").actor)
    page = manager.get(f"/lijsten/{row.id}/match?vacature={vacancy.id}").page
    assert f"K-{mine.number}" in page.text
    assert "Gekozen voordragen" not in page.text
    assert coach.get(f"/lijsten/{row.id}/match").status_code == 403


def test_who_is_erased_is_on_no_list(client: StrictClient, session: Session, person: Candidate) -> None:
    row = factories.own_list(session, client.actor, person, note="Bellen")
    person.erased_month = clock.today().replace(day=1)
    session.flush()
    page = client.get(f"/lijsten/{row.id}").page.text
    assert "Er staat nog niemand op deze lijst" in page
    assert "Bellen" not in page


def test_statements(client: StrictClient, session: Session, database: Database) -> None:
    people = [candidates.matchable(session) for _ in range(4)]
    row = factories.own_list(session, client.actor, *people, sharing=Sharing.TOGETHER)
    factories.own_list(session, client.actor, *people)
    vacancies.vacancy(session, client.actor)
    for address in ("", f"/{row.id}", f"/kiezen?k={people[0].id}", f"/{row.id}/match"):
        client.get(f"/lijsten{address}")
        with counted(database) as statements:
            assert client.get(f"/lijsten{address}").status_code == 200
        assert len(statements) <= MOST_STATEMENTS, address
