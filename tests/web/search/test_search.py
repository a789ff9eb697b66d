"""Quick search: every kind that the role may read, nothing of another region, no name that the role may not know."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.candidates import factories as candidates
from tests.employers import factories as employers
from tests.vacancies import factories as vacancies
from tests.web.conftest import StrictClient
from wsp.audit.models import ReadEvent

LogIn = Callable[..., StrictClient]


def test_an_employer_and_its_vacancies_are_found(client_as: LogIn, session: Session) -> None:
    client = client_as("accountmanager")
    made = employers.employer(session, client.actor, "Veldkamp Proef")
    vacancy = vacancies.vacancy(session, client.actor, employer=made, title="Orderpicker")
    page = client.get("/zoeken?q=veldkamp").page
    assert page.all("a", href=f"/werkgevers/{made.id}")
    by_title = client.get("/zoeken?q=orderp").page
    assert by_title.all("a", href=f"/vacatures/{vacancy.id}")
    assert not by_title.all("a", href=f"/werkgevers/{made.id}")


@pytest.mark.parametrize("text", ["", "%20%00", "+"])
def test_without_a_text_the_page_says_what_can_be_typed(client_as: LogIn, text: str) -> None:
    assert "Waar zoek je naar?" in client_as("accountmanager").get(f"/zoeken?q={text}").page.text


def test_many_finds_lead_to_the_list(client_as: LogIn, session: Session) -> None:
    client = client_as("accountmanager")
    for number in range(10):
        employers.employer(session, client.actor, f"Proef & Zn. {number}")
    page = client.get("/zoeken?q=proef+%26").page
    (more,) = [a for a in page.all("a") if a.text == "Alle 10 tonen"]
    assert "10 werkgevers" in client.get(more.get("href")).page.text


@pytest.mark.rule("S6", "L2")
def test_a_candidate_is_found_by_name_only_by_who_may_know_it(client_as: LogIn, session: Session) -> None:
    of = accounts.organisation(session)
    person = candidates.matchable(session, of=of, name=("Sanne", "de", "Proefjes"))
    own = client_as("klantmanager", organisation=of)
    assert own.get("/zoeken?q=proefjes").page.all("a", href=f"/kandidaten/{person.id}")
    assert session.scalar(
        select(func.count()).where(ReadEvent.subject_id == person.id, ReadEvent.user_id == own.user.id)
    )
    manager = client_as("accountmanager", organisation=accounts.organisation(session, "WSP Proef"))
    assert "Niets gevonden" in manager.get("/zoeken?q=proefjes").page.text
    by_number = manager.get(f"/zoeken?q=K-{person.number}").page
    assert by_number.all("a", href=f"/kandidaten/{person.id}")
    assert "Proefjes" not in by_number.text


@pytest.mark.rule("S6")
def test_what_the_role_or_region_may_not_see_is_not_found(client_as: LogIn, session: Session) -> None:
    manager = client_as("accountmanager")
    made = employers.employer(session, manager.actor, "Veldkamp Proef")
    vacancies.vacancy(session, manager.actor, employer=made, title="Veldkamp zoekt")
    candidates.matchable(session, name=("Veldkamp", None, "Veldkamp"))
    for visitor in (client_as("beleidsmedewerker"), client_as("accountmanager", region="AM14")):
        page = visitor.get("/zoeken?q=veldkamp").page
        assert "Niets gevonden" in page.text
        assert "Veldkamp Proef" not in page.text
