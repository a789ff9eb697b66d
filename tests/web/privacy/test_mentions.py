"""Names in texts about others on screen: searched, shown with their words around them, decided one by one."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.candidates import factories as candidates
from tests.conftest import REGION
from tests.employers import factories as employers
from tests.web.conftest import StrictClient
from tests.web.privacy.test_requests import answer, file
from wsp.accounts.permissions import Role
from wsp.candidates.models import Candidate
from wsp.foundation import db
from wsp.privacy.models import DataRequest, NameMention

ClientAs = Callable[..., StrictClient]


@pytest.fixture
def officer(client_as: ClientAs) -> StrictClient:
    return client_as(Role.PRIVACY_OFFICER)


@pytest.fixture
def person(session: Session) -> Candidate:
    """Somebody about whom a colleague wrote in a talk with an employer."""
    who = candidates.candidate(session, name=("Zeynep", None, "Wissema"))
    manager = accounts.actor(session, Role.ACCOUNT_MANAGER)
    employers.moment(session, manager, employers.employer(session, manager), report="Zeynep Wissema was er ook.")
    session.flush()
    return who


@pytest.fixture
def asked(officer: StrictClient, person: Candidate) -> DataRequest:
    """The request to erase."""
    return file(officer, person, "wissing")


def place(row: DataRequest) -> str:
    return f"/privacy/verzoeken/{row.id}/vermeldingen"


def mention() -> NameMention:
    with db.unit_of_work(REGION) as session:
        return session.scalars(select(NameMention)).one()


@pytest.mark.rule("G5")
def test_a_place_is_found_shown_and_decided(officer: StrictClient, asked: DataRequest) -> None:
    assert "Geen plekken gevonden" in officer.get(place(asked)).page.text
    assert officer.post(f"{place(asked)}/zoeken").status_code == 303
    page = officer.get(place(asked)).page
    assert page.texts("mark") == ["Zeynep Wissema"]
    assert "was er ook" in page.text
    data = {"mention": str(mention().id), "decision": "vervangen"}
    assert officer.post(place(asked), data=data).status_code == 303
    assert mention().decision == "vervangen"
    assert "Je besluit is bewaard" in officer.get(place(asked)).page.text


@pytest.mark.rule("G5")
def test_nothing_is_erased_while_a_place_waits(officer: StrictClient, asked: DataRequest) -> None:
    officer.post(f"{place(asked)}/zoeken")
    officer.get(f"/privacy/verzoeken/{asked.id}").page.one("a", href=place(asked))
    assert answer(officer, asked) == 400
    assert "Op 1 andere plek staat misschien de naam" in officer.get(f"/privacy/verzoeken/{asked.id}").page.text


def test_keeping_asks_for_a_reason_beside_the_field(officer: StrictClient, asked: DataRequest) -> None:
    officer.post(f"{place(asked)}/zoeken")
    refused = officer.post(place(asked), data={"mention": str(mention().id), "decision": "bewaren"})
    assert refused.status_code == 400
    field = refused.page.one("input", id=f"reden-{mention().id}")
    assert field.get("aria-invalid") == "true"
    assert mention().decision is None


def test_other_requests_have_no_such_page(officer: StrictClient, person: Candidate) -> None:
    assert officer.get(place(file(officer, person, "inzage"))).status_code == 404
