"""Taken herverdelen: the bench of one employer, its proposal, and its spreadsheet; nothing is changed."""

import io
from collections.abc import Callable
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from tests.candidates import factories as candidates
from tests.employers import factories as employers
from tests.statements import counted
from tests.vacancies import factories as vacancies
from tests.web.conftest import StrictClient
from wsp.accounts.permissions import Role
from wsp.audit.models import AuditEvent
from wsp.foundation.db import Database
from wsp.vacancies.models import Vacancy, VacancyTask

ClientAs = Callable[..., StrictClient]


@pytest.fixture
def client(client_as: ClientAs) -> StrictClient:
    return client_as(Role.ACCOUNT_MANAGER)


@pytest.fixture
def jobs(session: Session, client: StrictClient) -> list[Vacancy]:
    """Two vacancies of one employer with twenty and sixteen hours of packing, and forty of driving a truck."""
    employer = employers.employer(session, client.actor)
    made = [
        vacancies.vacancy(session, client.actor, employer=employer, title=title, tasks=tasks)
        for title, tasks in (
            ("Orderpicker", ("Dozen inpakken", "Machines afstellen")),
            ("Inpakker", ("Etiketten plakken",)),
        )
    ]
    session.execute(update(VacancyTask).values(hours_per_week=Decimal(16)))
    session.expire_all()
    return made


def test_simple_tasks_of_two_jobs_become_a_function_and_the_rest_stays(
    client: StrictClient, session: Session, jobs: list[Vacancy]
) -> None:
    person = candidates.matchable(session, name=("Zoetermarkering", None, "Geheimstra"))
    address = f"/werkgevers/{jobs[0].employer_id}/taken-herverdelen"
    empty = client.get(address)
    assert "Maak een voorstel" in empty.page.text
    assert "Blijft bij de vakkracht" not in empty.page.text
    chosen = f"{address}?v={jobs[0].id}&v={jobs[1].id}&blijft={jobs[0].id}:2"
    response = client.get(chosen)
    assert f"K-{person.number}" in response.page.text
    assert "Geheimstra" not in response.text
    assert "etiketten plakken" in response.page.text
    assert "Blijft bij de vakkracht 16,0 uur machines afstellen" in response.page.text
    before = session.scalar(select(func.count()).select_from(Vacancy))
    (form,) = [each for each in response.page.all("form") if "/exporteren?" in (each.get("action") or "")]
    sent = client.post(form.get("action"), data=response.page.fields(form))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(sent.data)).get_sheet_by_index(0).to_python()
    assert rows[0] == ["Voor", "Taak", "Uit vacature", "Uren per week"]
    assert {row[0] for row in rows[1:]} == {f"K-{person.number}", "Vakkracht"}
    assert sum(float(row[3]) for row in rows[1:]) == 48  # every hour once
    assert session.scalars(select(AuditEvent.action).where(AuditEvent.action == "carving.exported")).all()
    assert session.scalar(select(func.count()).select_from(Vacancy)) == before


def test_nonsense_in_the_address_chooses_nothing(client: StrictClient, jobs: list[Vacancy]) -> None:
    page = client.get(f"/werkgevers/{jobs[0].employer_id}/taken-herverdelen?v=x&v={jobs[0].employer_id}&blijft=y").page
    assert "Maak een voorstel" in page.text
    assert "functies" not in page.text.split("Kies vacatures")[0].split("Er verandert niets vanzelf.")[1]


def test_an_employer_without_vacancies_says_so(client: StrictClient, session: Session) -> None:
    employer = employers.employer(session, client.actor)
    assert "Geen open vacatures" in client.get(f"/werkgevers/{employer.id}/taken-herverdelen").page.text


def test_more_people_ask_no_more_statements(
    client: StrictClient, session: Session, jobs: list[Vacancy], database: Database
) -> None:
    address = f"/werkgevers/{jobs[0].employer_id}/taken-herverdelen?v={jobs[0].id}&v={jobs[1].id}"

    def asked() -> int:
        client.get(address)
        with counted(database) as seen:
            client.get(address)
        return len(seen)

    for _ in range(2):
        candidates.matchable(session)
    few = asked()
    for _ in range(5):
        candidates.matchable(session)
    assert asked() == few
