"""Bewaarde zoekopdrachten on the screen."""

import re
from collections.abc import Callable

from sqlalchemy.orm import Session

from tests.statements import counted
from tests.vacancies import factories as vacancies
from tests.web.conftest import StrictClient
from tests.web.page import text_of
from wsp.foundation.actor import Actor
from wsp.foundation.db import Database
from wsp.searches import service

ClientAs = Callable[..., StrictClient]
MOST_STATEMENTS = 12


def look(session: Session) -> None:
    service.look_again(session, "AM01", actor=Actor(user_id=None, region_id="AM01", organisation_id=None, kind="taak"))


def keep(client: StrictClient, name: str = "Magazijn") -> str:
    """Keep `/vacatures?q=orderpicker`; gives the address of the list that follows."""
    sent = client.post("/zoekopdrachten/nieuw?lijst=vacatures&q=orderpicker", data={"name": name, "tells": "on"})
    assert sent.status_code == 303
    return sent.location


def searches(client: StrictClient) -> list[str]:
    """Addresses of the searches on the page of all."""
    links = [a.get("href") or "" for a in client.get("/zoekopdrachten").page.all("a")]
    return [link for link in links if re.fullmatch(r"/zoekopdrachten/[0-9a-f-]{36}", link)]


def test_from_a_filter_to_news_and_back(client_as: ClientAs, session: Session) -> None:
    manager = client_as("accountmanager")
    vacancies.vacancy(session, manager.actor, title="Orderpicker oud")
    assert "Bewaar deze zoekopdracht" not in manager.get("/vacatures").page.text
    found = manager.get("/vacatures?q=orderpicker").page
    (link,) = [a.get("href") for a in found.all("a") if "Bewaar deze zoekopdracht" in text_of(a)]
    assert manager.get(link).page.fields()["name"] == "Tekst “orderpicker”"
    opened = keep(manager)
    vacancies.vacancy(session, manager.actor, title="Orderpicker vers")
    look(session)
    page = manager.get(opened).page
    assert "1 nieuwe vacature bij “Magazijn”" in page.text
    rows = page.texts("tr")
    assert any(row.startswith("Orderpicker vers nieuwV-") for row in rows)
    assert any(row.startswith("Orderpicker oudV-") for row in rows)
    # Kept already: not offered again.
    assert "Bewaar deze zoekopdracht" not in page.text
    assert "1 nieuwe vacature: Magazijn" in manager.get("/mijn-dag").page.text
    assert "1 nieuwe vacature" in manager.get("/zoekopdrachten").page.text
    (search,) = searches(manager)
    assert manager.get(search).location == opened
    assert manager.post(f"{search}/gezien").status_code == 303
    assert "nieuwe vacature" not in manager.get(opened).page.text
    assert "Magazijn" not in manager.get("/mijn-dag").page.text


def test_a_search_is_renamed_and_thrown_away(client_as: ClientAs, session: Session) -> None:
    manager = client_as("accountmanager")
    keep(manager)
    keep(manager, "Winkel")
    search, _other = searches(manager)
    refused = manager.post(f"{search}/wijzigen", data={"name": "winkel"})
    assert refused.status_code == 400
    assert "al een zoekopdracht met deze naam" in refused.page.text
    assert manager.post(f"{search}/wijzigen", data={"name": "Logistiek"}).status_code == 303
    shown = manager.get("/zoekopdrachten").page.text
    assert "Logistiek" in shown
    assert manager.post(f"{search}/verwijderen").status_code == 303
    assert "Logistiek" not in manager.get("/zoekopdrachten").page.text


def test_of_somebody_else_nothing_is_found(client_as: ClientAs) -> None:
    keep(client_as("accountmanager"))
    owner, stranger = client_as("accountmanager"), client_as("accountmanager")
    opened = keep(owner)
    search = f"/zoekopdrachten/{opened.rsplit('zoekopdracht=', 1)[1]}"
    assert stranger.get(search).status_code == 404
    assert stranger.get(f"{search}/wijzigen").status_code == 404
    assert stranger.post(f"{search}/gezien").status_code == 404
    assert stranger.post(f"{search}/verwijderen").status_code == 404
    assert "Magazijn" not in stranger.get(opened).page.text


def test_a_list_that_one_may_not_read_cannot_be_kept(client_as: ClientAs) -> None:
    coach = client_as("jobcoach")
    assert coach.get("/zoekopdrachten").status_code == 200
    assert coach.get("/zoekopdrachten/nieuw?lijst=vacatures&q=x").status_code == 404
    manager = client_as("accountmanager")
    for address in ("?lijst=werkgevers&q=x", "?lijst=vacatures", "?lijst=kandidaten&q=Jansen"):
        assert manager.get(f"/zoekopdrachten/nieuw{address}").status_code == 404


def test_statements(client_as: ClientAs, session: Session, database: Database) -> None:
    manager = client_as("accountmanager")
    for name in ("Een", "Twee", "Drie"):
        keep(manager, name)
    for address in ("/zoekopdrachten", "/vacatures?q=orderpicker"):
        with counted(database) as statements:
            assert manager.get(address).status_code == 200
        assert len(statements) <= MOST_STATEMENTS
