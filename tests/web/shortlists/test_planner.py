"""The planner of a possible match: colleagues only, nothing kept, the read logged."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.candidates import factories as candidates
from tests.documents import reading
from tests.statements import counted
from tests.vacancies import factories as vacancies
from tests.web.conftest import StrictClient
from wsp.accounts.permissions import Role
from wsp.audit.models import ReadEvent
from wsp.candidates.models import Candidate
from wsp.foundation.db import Database
from wsp.placements.models import Placement
from wsp.vacancies.models import Vacancy

ClientAs = Callable[..., StrictClient]
WORK = {
    "hours": "32", "full_week_hours": "38", "wage_hour": "14,99", "starts_on": "2027-01-01", "kind": "werk",
    "first_months": "zonder-meting", "share": "45", "later": "60", "trial": "on", "in_doelgroep_lks": "ja",
    "benefit": "bijstand", "instruments": ["loonkostensubsidie", "no-risk", "loonkostenvoordeel", "jobcoaching"],
}  # fmt: skip


@pytest.fixture
def client(client_as: ClientAs) -> StrictClient:
    return client_as(Role.ACCOUNT_MANAGER)


@pytest.fixture
def pair(session: Session, client: StrictClient) -> tuple[Vacancy, Candidate]:
    person = candidates.matchable(session, name=("Zoetermarkering", None, "Geheimstra"))
    return vacancies.vacancy(session, client.actor, title="Orderpicker"), person


def _address(pair: tuple[Vacancy, Candidate], tail: str = "planner", **asked: object) -> str:
    query = urlencode(asked, doseq=True)
    return f"/vacatures/{pair[0].id}/kandidaten/{pair[1].id}/{tail}" + (f"?{query}" if query else "")


def test_it_starts_from_the_vacancy_and_asks_what_is_not_known(
    client: StrictClient, pair: tuple[Vacancy, Candidate]
) -> None:
    page = client.get(_address(pair)).page
    assert page.h1 == "Wat brengt deze match?"
    assert "Geheimstra" not in page.source
    assert "Welke uitkering heeft de werknemer?" in page.text
    assert page.one("select", name="benefit") is not None


def test_known_facts_are_not_asked_and_stay_out_of_the_address(
    client: StrictClient, pair: tuple[Vacancy, Candidate], session: Session
) -> None:
    assert client.get(_address(pair)).page.all("input", name="in_register")
    candidates.register_check(session, pair[1])
    session.flush()
    page = client.get(_address(pair)).page
    assert not page.all("input", name="in_register")
    assert "staat erin" in page.text
    forged = client.get(_address(pair, **WORK, in_register="nee")).page
    assert "De werknemer staat niet in het doelgroepregister" not in forged.text


def test_a_whole_route_side_by_side(client: StrictClient, pair: tuple[Vacancy, Candidate], session: Session) -> None:
    candidates.register_check(session, pair[1])
    session.flush()
    page = client.get(_address(pair, **WORK, anders=["uren:24", "proef:nee"])).page
    heads = [text for text in page.texts("th", scope="col") if text[:2] in ("A ", "B ", "C ")]
    assert heads == ["A Zoals ingevuld", "B 24 uur per week", "C Zonder proefplaatsing"]
    for words in ("Proefplaatsing", "Loonkostensubsidie zonder meting", "Loonwaardemeting", "Loonkostenvoordeel"):
        assert words in page.text
    assert "De functioneel beheerder voert in: bijstand per maand" in page.text


def test_on_paper_under_a_number(client: StrictClient, pair: tuple[Vacancy, Candidate]) -> None:
    text = reading.text(client.get(_address(pair, "planner/pdf", **WORK)).data)
    assert f"K-{pair[1].number}" in text
    assert "Geheimstra" not in text
    assert "Alleen voor collega" in text


@pytest.mark.rule("S6")
def test_employers_and_others_never_reach_it(client_as: ClientAs, pair: tuple[Vacancy, Candidate]) -> None:
    for role in (Role.EMPLOYER_ADMIN, Role.JOB_COACH, Role.POLICY_OFFICER, Role.ADMINISTRATOR):
        for tail in ("planner", "planner/pdf"):
            assert client_as(role).get(_address(pair, tail)).status_code in (403, 404)


def test_who_is_not_shared_is_not_there(
    client: StrictClient, pair: tuple[Vacancy, Candidate], session: Session
) -> None:
    hidden = candidates.candidate(session)
    assert client.get(_address((pair[0], hidden))).status_code == 404


@pytest.mark.rule("R14")
def test_it_keeps_nothing_but_the_read(
    client: StrictClient, pair: tuple[Vacancy, Candidate], session: Session, worker_database: Database
) -> None:
    client.get(_address(pair))
    before = session.scalar(select(func.count()).select_from(Placement))
    with counted(worker_database) as seen:
        assert client.get(_address(pair, **WORK)).status_code == 200
    assert len(seen) <= 12, "\n".join(line[:110] for line in seen)
    assert session.scalar(select(func.count()).select_from(Placement)) == before
    reads = session.scalars(select(ReadEvent.subject_id).where(ReadEvent.purpose == "matchlijst")).all()
    assert set(reads) == {pair[1].id}
