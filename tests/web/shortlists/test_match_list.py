"""The match list's pages: what an account manager sees and does, and what is refused."""

import uuid
from collections.abc import Callable
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.candidates import factories as candidates
from tests.vacancies import factories as vacancies
from tests.web.conftest import StrictClient
from tests.web.page import text_of
from wsp.accounts.permissions import Role
from wsp.audit.models import ReadEvent
from wsp.shortlists.models import ShortlistDecision, ShortlistRow
from wsp.vacancies.enums import VacancyState

ClientAs = Callable[..., StrictClient]


@pytest.fixture
def client(client_as: ClientAs) -> StrictClient:
    return client_as(Role.ACCOUNT_MANAGER)


def test_the_list_shows_masked_people_with_verdicts_and_logs_each_read(client: StrictClient, session: Session) -> None:
    person = candidates.matchable(session, name=("Zoetermarkering", "van", "Geheimstra"), language_nl=None)
    vacancy = vacancies.vacancy(session, client.actor, language_nl_min=2, title="Orderpicker")
    response = client.get(f"/vacatures/{vacancy.id}/kandidaten")
    assert response.status_code == 200
    assert response.page.h1 == "Kandidaten voor orderpicker"
    assert f"K-{person.number}" in response.page.text
    assert "Nederlands: onbekend" in response.page.text
    assert "Vraag: Nederlands" in response.page.text
    assert "Geheimstra" not in response.text
    assert "Zoetermarkering" not in response.text
    reads = session.scalars(select(ReadEvent.subject_id).where(ReadEvent.purpose == "matchlijst")).all()
    assert reads == [person.id]


def test_what_the_vacancy_leaves_open_reads_as_a_sentence(client: StrictClient, session: Session) -> None:
    candidates.matchable(session)
    vacancy = vacancies.vacancy(session, client.actor, language_nl_min=None, hours_min=None, hours_max=None)
    page = client.get(f"/vacatures/{vacancy.id}/kandidaten").page.text
    open_questions = page.split("Nog vragen aan de werkgever: ")[1].split(". Vul aan")[0].split(", ")
    assert {"uren per week", "Nederlands"} <= set(open_questions)


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(None, Decimal(32), "tot 32 uur"), (Decimal(24), None, "vanaf 24 uur"), (None, None, "onbekend")],
)
def test_both_lists_say_the_hours_as_the_vacancy_does(
    client_as: ClientAs, session: Session, low: Decimal | None, high: Decimal | None, words: str
) -> None:
    manager, colleague = client_as(Role.ACCOUNT_MANAGER), client_as(Role.CLIENT_MANAGER)
    person = candidates.matchable(session, client_manager_id=colleague.user.id)
    vacancy = vacancies.vacancy(
        session, manager.actor, hours_min=low, hours_max=high, start_date=None, state=VacancyState.OPEN
    )
    seen = [
        manager.get(f"/vacatures/{vacancy.id}").page.text,
        manager.get(f"/vacatures/{vacancy.id}/kandidaten").page.text,
        colleague.get(f"/kandidaten/{person.id}/vacatures").page.text,
    ]
    assert [words in text and "zo snel mogelijk" in text for text in seen] == [True] * 3


@pytest.mark.parametrize("link", ["", "/wat-helpt", "/planner"])
def test_the_list_keeps_who_was_looked_at_further(client: StrictClient, session: Session, link: str) -> None:
    person, _ = candidates.matchable(session), candidates.matchable(session)
    vacancy = vacancies.vacancy(session, client.actor)
    page = client.get(f"/vacatures/{vacancy.id}/kandidaten").page
    stem = f"/vacatures/{vacancy.id}/kandidaten/{person.id}{link}" if link else f"/kandidaten/{person.id}"
    (address,) = {each.get("href") for each in page.all("a") if (each.get("href") or "").startswith(f"{stem}?lijst=")}
    opened = select(ShortlistRow.subject_id).where(ShortlistRow.opened_at.is_not(None))
    assert client.get(stem).status_code == 200  # not by way of the list
    assert client.get(f"{stem}?lijst=onzin").status_code == 200
    assert client.get(f"{stem}?lijst={uuid.uuid4()}").status_code == 200
    assert session.scalars(opened).all() == []
    assert client.get(address).status_code == 200
    assert session.scalars(opened).all() == [person.id]


def test_an_empty_list_explains_the_next_step(client: StrictClient, session: Session) -> None:
    vacancy = vacancies.vacancy(session, client.actor)
    page = client.get(f"/vacatures/{vacancy.id}/kandidaten").page
    assert "Niemand past op alle eisen" in page.text


def test_setting_aside_without_a_reason_is_refused_with_a_sentence(client: StrictClient, session: Session) -> None:
    person = candidates.matchable(session)
    vacancy = vacancies.vacancy(session, client.actor)
    run = uuid.uuid4()
    address = f"/vacatures/{vacancy.id}/kandidaten/apart"
    refused = client.post(address, data={"kandidaat": str(person.id), "run": str(run)})
    assert refused.status_code == 400
    assert session.scalars(select(ShortlistDecision)).all() == []


def test_setting_aside_and_taking_back_by_the_forms_of_the_page(client: StrictClient, session: Session) -> None:
    person = candidates.matchable(session)
    vacancy = vacancies.vacancy(session, client.actor)
    page = client.get(f"/vacatures/{vacancy.id}/kandidaten").page
    form = page.one("form", action=f"/vacatures/{vacancy.id}/kandidaten/apart")
    done = client.post(form.get("action"), data=page.fields(form) | {"reden": "te ver reizen"})
    assert done.status_code == 303
    page = client.get(done.location).page
    assert "Apart gezet" in page.text
    back = page.one("form", action=f"/vacatures/{vacancy.id}/kandidaten/terug")
    client.post(back.get("action"), data=page.fields(back))
    assert "Apart gezet" not in client.get(done.location).page.text
    assert session.scalars(select(ShortlistDecision.candidate_id)).all() == [person.id]


def test_two_candidates_are_compared_at_an_address_of_their_own(client: StrictClient, session: Session) -> None:
    one, two = candidates.matchable(session), candidates.matchable(session)
    vacancy = vacancies.vacancy(session, client.actor)
    chosen = client.post(f"/vacatures/{vacancy.id}/kandidaten/vergelijken", data={"kies": [str(one.id), str(two.id)]})
    assert chosen.status_code == 303
    page = client.get(chosen.location).page
    assert f"K-{one.number}" in page.text
    assert f"K-{two.number}" in page.text
    assert client.get(f"/vacatures/{vacancy.id}/kandidaten/vergelijken").page.h1.startswith("Vergelijk")


def test_one_ticked_box_is_no_comparison(client: StrictClient, session: Session) -> None:
    one = candidates.matchable(session)
    vacancy = vacancies.vacancy(session, client.actor)
    answer = client.post(f"/vacatures/{vacancy.id}/kandidaten/vergelijken", data={"kies": [str(one.id), "onzin"]})
    assert answer.location == f"/vacatures/{vacancy.id}/kandidaten"
    assert "Kies twee of drie kandidaten" in client.get(answer.location).page.text


def test_a_client_manager_sees_vacancies_for_an_own_candidate_but_no_match_list(
    client_as: ClientAs, session: Session
) -> None:
    client = client_as(Role.CLIENT_MANAGER)
    mine = candidates.matchable(session, of=client.organisation)
    vacancy = vacancies.vacancy(session, client.actor)
    page = client.get(f"/kandidaten/{mine.id}/vacatures").page
    assert vacancy.title in page.text
    assert client.get(f"/vacatures/{vacancy.id}/kandidaten").status_code == 403
    stranger = candidates.matchable(session, of=accounts.organisation(session, "Gemeente Elders"))
    assert client.get(f"/kandidaten/{stranger.id}/vacatures").status_code == 404


def test_somebody_already_introduced_is_marked_and_cannot_be_introduced_again(
    client: StrictClient, session: Session
) -> None:
    person = candidates.matchable(session)
    vacancy = vacancies.vacancy(session, client.actor)
    address = f"/vacatures/{vacancy.id}/kandidaten"
    page = client.get(address).page
    form = next(each for each in page.all("form", action=f"{address}/voordragen") if each.get("id") != "kiezen")
    assert client.post(f"{address}/voordragen", data=page.fields(form)).status_code == 303
    page = client.get(address).page
    row = page.one("li", id=f"K-{person.number}")
    assert "al voorgedragen" in text_of(row)
    assert [each for each in row.iter("form") if each.get("action") == f"{address}/voordragen"] == []
