"""What helps: the pages that say which change brings whom, and that change nothing themselves."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.candidates import factories as candidates
from tests.statements import counted
from tests.vacancies import factories as vacancies
from tests.web.conftest import StrictClient
from wsp.accounts.permissions import Role
from wsp.audit.models import AuditEvent, ReadEvent
from wsp.candidates.models import Candidate
from wsp.foundation.db import Database
from wsp.shortlists import queries, whatif
from wsp.vacancies.models import Vacancy

ClientAs = Callable[..., StrictClient]


@pytest.fixture
def client(client_as: ClientAs) -> StrictClient:
    return client_as(Role.ACCOUNT_MANAGER)


@pytest.fixture
def short(session: Session, client: StrictClient) -> tuple[Vacancy, list[Candidate]]:
    """A vacancy of 24 hours and more, and three people who can work twenty at most."""
    people = [
        candidates.matchable(
            session, name=("Zoetermarkering", None, f"Geheimstra{n}"), hours_min=Decimal(12), hours_max=Decimal(20)
        )
        for n in range(3)
    ]
    return vacancies.vacancy(session, client.actor, title="Orderpicker"), people


def test_three_more_when_it_may_be_twenty_hours(
    client: StrictClient, session: Session, short: tuple[Vacancy, list[Candidate]]
) -> None:
    vacancy, people = short
    response = client.get(f"/vacatures/{vacancy.id}/kandidaten/wat-helpt")
    assert response.page.h1 == "Wat helpt voor orderpicker?"
    assert "Ook minder uren: vanaf 20 uur per week. Nu is dat 24 uur." in response.page.text
    assert "Geheimstra" not in response.text
    for person in people:
        assert f"K-{person.number}" in response.page.text
    found = whatif.outlook(session, client.actor, vacancy.id)
    assert [(each.label, each.more) for each in found.gains] == [("Minder uren", 3)]
    vacancy.hours_min = Decimal(20)
    session.flush()
    assert queries.rank_for_vacancy(session, client.actor, vacancy.id).ranking.ranked_count == 3  # as promised


def test_one_person_sees_the_score_before_and_after(
    client: StrictClient, session: Session, short: tuple[Vacancy, list[Candidate]]
) -> None:
    vacancy, people = short
    page = client.get(f"/vacatures/{vacancy.id}/kandidaten/{people[0].id}/wat-helpt").page
    assert "Deze kandidaat valt af." in page.text
    assert "maakt de match" in page.text
    _, person, _ = whatif.for_person(session, client.actor, vacancy.id, people[0].id)
    (step,) = person.steps
    assert step.makes_match
    assert sum(line.points for line in step.lines) == pytest.approx(step.after, abs=0.5)
    assert sum(points for _, points in step.differences) == pytest.approx(step.after - step.before, abs=0.5)
    assert step.after == round(sum(line.points for line in step.lines))


def test_the_match_list_and_the_comparison_lead_there(
    client: StrictClient, session: Session, short: tuple[Vacancy, list[Candidate]]
) -> None:
    vacancy, people = short
    fits = candidates.matchable(session)
    listing = client.get(f"/vacatures/{vacancy.id}/kandidaten").text
    assert 'href="shortlists' not in listing
    for person in (fits, people[0]):
        assert f"/vacatures/{vacancy.id}/kandidaten/{person.id}/wat-helpt" in listing
    both = client.get(f"/vacatures/{vacancy.id}/kandidaten/vergelijken?k={fits.id}&k={people[0].id}").text
    assert f"/vacatures/{vacancy.id}/kandidaten/{fits.id}/wat-helpt" in both


def test_looking_changes_nothing_but_the_read_log(
    client: StrictClient, session: Session, short: tuple[Vacancy, list[Candidate]]
) -> None:
    vacancy, people = short
    before = session.scalar(select(func.count()).select_from(AuditEvent))
    client.get(f"/vacatures/{vacancy.id}/kandidaten/wat-helpt")
    assert vacancy.hours_min == 24
    assert session.scalar(select(func.count()).select_from(AuditEvent)) == before
    read = set(session.scalars(select(ReadEvent.subject_id).where(ReadEvent.purpose == "matchlijst")))
    assert read == {person.id for person in people}


def test_somebody_who_objected_or_is_unknown_is_not_found(client: StrictClient, session: Session) -> None:
    objected = candidates.matchable(session, automatic_matching=False)
    vacancy = vacancies.vacancy(session, client.actor)
    assert client.get(f"/vacatures/{vacancy.id}/kandidaten/{objected.id}/wat-helpt").status_code == 404
    assert client.get(f"/vacatures/{objected.id}/kandidaten/wat-helpt").status_code == 404


def test_nobody_near_says_so(client: StrictClient, session: Session) -> None:
    candidates.matchable(session)
    vacancy = vacancies.vacancy(session, client.actor)
    page = client.get(f"/vacatures/{vacancy.id}/kandidaten/wat-helpt").page
    assert "Geen enkele aanpassing brengt iemand erbij" in page.text


def test_more_people_ask_no_more_statements(client: StrictClient, session: Session, database: Database) -> None:
    vacancy = vacancies.vacancy(session, client.actor)

    def asked() -> int:
        session.flush()
        client.get(f"/vacatures/{vacancy.id}/kandidaten/wat-helpt")
        with counted(database) as seen:
            client.get(f"/vacatures/{vacancy.id}/kandidaten/wat-helpt")
        return len(seen)

    for _ in range(2):
        candidates.matchable(session, hours_min=Decimal(12), hours_max=Decimal(20))
    few = asked()
    for _ in range(6):
        candidates.matchable(session, hours_min=Decimal(12), hours_max=Decimal(20))
    assert asked() == few
