"""Groepen on the screen."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.candidates import factories as candidates
from tests.cohorts import factories
from tests.lists import factories as lists
from tests.statements import counted
from tests.web.conftest import StrictClient
from tests.web.page import text_of
from wsp.candidates.models import Candidate
from wsp.cohorts.enums import MemberState
from wsp.foundation import clock
from wsp.foundation.db import Database

ClientAs = Callable[..., StrictClient]
MOST_STATEMENTS = 12


@pytest.fixture
def client(client_as: ClientAs) -> StrictClient:
    return client_as("accountmanager")


@pytest.fixture
def person(session: Session) -> Candidate:
    return candidates.matchable(session, name=("Zoetermarkering", "van", "Geheimstra"))


def typed(**given: str) -> dict[str, str]:
    today = clock.today().isoformat()
    return {
        "name": "VCA-cursus", "kind": "cursus", "goal": "", "starts_on": today, "ends_on": today, "leader": "",
        "places": "1",
    } | given  # fmt: skip


def test_from_a_new_group_to_who_takes_part(client: StrictClient, session: Session, person: Candidate) -> None:
    made = client.post("/groepen/nieuw", data=typed()).location
    assert re.fullmatch(r"/groepen/[0-9a-f-]{36}", made)
    ticked = client.post("/groepen/kiezen", data={"kies": str(person.id)}).location
    asked = client.get(ticked).page
    assert f"K-{person.number}" in asked.text
    assert "Geheimstra" not in asked.text
    invited = client.post(ticked.replace("kiezen", "uitnodigen"), data={"cohort_id": made.rsplit("/", 1)[1]})
    assert invited.location == made
    assert "1 kandidaat is uitgenodigd." in client.get(made).page.text
    address = f"{made}/kandidaten/{person.id}/stand"
    refused = client.post(address, data={"state": "gestopt", "reason": "", "versie": "1"})
    assert refused.status_code == 400
    assert "Kies waarom iemand stopt." in refused.page.text
    assert client.post(address, data={"state": "doet-mee", "reason": "", "versie": "1"}).status_code == 303
    assert client.post(address, data={"state": "gestopt", "reason": "reizen", "versie": "1"}).status_code == 409
    page = client.get(made).page.text
    assert "Doet mee" in page
    assert "van 1 plaats" in page
    assert "VCA-cursus doet mee" in client.get(f"/kandidaten/{person.id}").page.text
    other = candidates.matchable(session)
    client.post(f"/groepen/uitnodigen?k={other.id}", data={"cohort_id": made.rsplit("/", 1)[1]})
    full = client.post(f"{made}/kandidaten/{other.id}/stand", data={"state": "doet-mee", "reason": "", "versie": "1"})
    assert "De enige plaats is bezet." in full.page.text
    assert client.post(f"{made}/kandidaten/{other.id}/intrekken").location == made


def test_the_people_of_an_own_list_are_invited_at_once(
    client: StrictClient, session: Session, person: Candidate
) -> None:
    group = factories.cohort(session, client.actor)
    row = lists.own_list(session, client.actor, person, candidates.matchable(session))
    (link,) = [a.get("href") for a in client.get(f"/lijsten/{row.id}").page.all("a") if text_of(a) == "Voor een groep"]
    assert f"K-{person.number}" in client.get(link).page.text
    sent = client.post(link.replace("kiezen", "uitnodigen"), data={"cohort_id": str(group.id)})
    assert sent.location == f"/groepen/{group.id}"
    assert "2 kandidaten zijn uitgenodigd." in client.get(sent.location).page.text


def test_nothing_chosen_comes_back_with_a_word(client: StrictClient, session: Session) -> None:
    assert client.post("/groepen/kiezen", data={}).location == "/kandidaten"
    assert client.get("/groepen/kiezen").location == "/kandidaten"
    stranger = candidates.candidate(session, of=accounts.organisation(session, "Gemeente Ander"))
    assert client.get(f"/groepen/kiezen?k={stranger.id}").location == "/kandidaten"
    assert "Vink eerst een of meer kandidaten aan" in client.get("/kandidaten").page.text
    assert client.post(f"/groepen/uitnodigen?k={stranger.id}", data={}).status_code == 400


def test_a_group_is_changed_by_who_made_it_only(client: StrictClient, client_as: ClientAs, session: Session) -> None:
    group = factories.cohort(session, client.actor)
    colleague = client_as("klantmanager", organisation=accounts.organisation(session, "Gemeente Ander"))
    assert colleague.get(f"/groepen/{group.id}").status_code == 200
    assert colleague.get(f"/groepen/{group.id}/wijzigen").status_code == 403
    changed = typed(name="Heftruck", versie=str(group.version))
    assert client.post(f"/groepen/{group.id}/wijzigen", data=changed).status_code == 303
    assert "Heftruck" in colleague.get("/groepen").page.text
    assert client.post(f"/groepen/{group.id}/wijzigen", data=changed | {"name": "Anders"}).status_code == 409


def test_who_is_erased_is_in_no_group(client: StrictClient, session: Session, person: Candidate) -> None:
    group = factories.cohort(session, client.actor, person, state=MemberState.DONE)
    assert f"K-{person.number}" in client.get(f"/groepen/{group.id}").page.text
    person.erased_month = clock.today().replace(day=1)
    session.flush()
    assert f"K-{person.number}" not in client.get(f"/groepen/{group.id}").page.text


def test_statements(client: StrictClient, session: Session, database: Database) -> None:
    people = [candidates.matchable(session) for _ in range(4)]
    group = factories.cohort(session, client.actor, *people)
    factories.cohort(session, client.actor, *people)
    for address in ("", f"/{group.id}", f"/kiezen?k={people[0].id}", f"/{group.id}/kandidaten/{people[0].id}/stand"):
        client.get(f"/groepen{address}")
        with counted(database) as statements:
            assert client.get(f"/groepen{address}").status_code == 200
        assert len(statements) <= MOST_STATEMENTS, address
