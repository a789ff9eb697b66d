"""The page on which the officer decides about a name in texts about others."""

import uuid

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.candidates import factories as candidates
from tests.employers import factories as employers
from tests.statements import counted
from tests.web.privacy.test_requests import ClientAs, answer, asked, file
from wsp.accounts.permissions import Role
from wsp.foundation.db import Database


def moment(session: Session, report: str) -> uuid.UUID:
    """A talk with an employer in which somebody wrote this."""
    manager = accounts.actor(session, Role.ACCOUNT_MANAGER)
    return employers.moment(session, manager, employers.employer(session, manager), report=report).id


@pytest.mark.rule("G5")
def test_on_screen_an_erasure_waits_until_every_place_was_decided(client_as: ClientAs, session: Session) -> None:
    person = candidates.candidate(session, name=("Şeyma", "van der", "Proefstra"))
    moment(session, "Gebeld over <b>Proefstra</b> & haar contract.")
    officer = client_as(Role.PRIVACY_OFFICER)
    row = file(officer, person, "wissing")
    address = f"/privacy/verzoeken/{row.id}/vermeldingen"
    assert address in {link.get("href") for link in officer.get(f"/privacy/verzoeken/{row.id}").page.all("a")}
    assert "Geen plekken gevonden" in officer.get(address).page.text
    assert answer(officer, row) == 400, "the answer looks for the name by itself"
    assert officer.post(f"{address}/zoeken").status_code == 303
    page = officer.get(address).page
    assert "Gebeld over <b>Proefstra</b> & haar contract." in page.text
    mention = page.one("input", name="mention").get("value") or ""
    refused = officer.post(address, data={"mention": mention, "decision": "bewaren", "reason": ""})
    assert refused.status_code == 400
    assert "Vul in waarom de naam op deze plek blijft staan." in refused.page.text
    assert officer.post(address, data={"mention": "x", "decision": "bewaren"}).status_code == 400
    assert officer.post(address, data={"mention": str(uuid.uuid4()), "decision": "vervangen"}).status_code == 404
    assert officer.post(address, data={"mention": mention, "decision": "vervangen"}).status_code == 303
    assert "Wordt vervangen" in officer.get(address).page.text
    assert answer(officer, row) == 303
    assert session.scalar(text("select count(*) from procrastinate_jobs where task_name = 'privacy.erase'")) == 1


def test_another_kind_of_request_has_no_such_page(client_as: ClientAs, session: Session) -> None:
    officer = client_as(Role.PRIVACY_OFFICER)
    row = file(officer, candidates.candidate(session), "inzage")
    assert officer.get(f"/privacy/verzoeken/{row.id}/vermeldingen").status_code == 404
    assert client_as(Role.ACCOUNT_MANAGER).get(f"/privacy/verzoeken/{row.id}/vermeldingen").status_code == 403


@pytest.mark.rule("R14")
def test_the_page_asks_little_of_the_database(client_as: ClientAs, session: Session, database: Database) -> None:
    person = candidates.candidate(session, name=("Şeyma", "van der", "Proefstra"))
    for number in range(5):
        moment(session, f"Proefstra belde {number} keer.")
    officer = client_as(Role.PRIVACY_OFFICER)
    address = f"/privacy/verzoeken/{file(officer, person, 'wissing').id}/vermeldingen"
    officer.post(f"{address}/zoeken")
    with counted(database) as seen:
        assert officer.get(address).status_code == 200
    assert asked(seen) <= 12, "\n".join(line[:110] for line in seen)
