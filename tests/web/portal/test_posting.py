"""An employer posts a vacancy in the portal, and the account manager judges it."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.statements import counted
from tests.vacancies import factories as vacancies
from tests.web.conftest import StrictClient
from tests.web.portal.conftest import Portal
from wsp.accounts.permissions import Role
from wsp.employers.models import Employer
from wsp.foundation.db import Database
from wsp.vacancies import service
from wsp.vacancies.commands import PostVacancy, SendBack
from wsp.vacancies.enums import VacancySource, VacancyState
from wsp.vacancies.models import Vacancy, VacancyDraft
from wsp.worklist.models import Task

ClientAs = Callable[..., StrictClient]
NEW = "/portaal/vacatures/nieuw"
WORK = {"title": "Medewerker kantine", "task_1_name": "Tafels afnemen", "task_1_hours": "8", "doe": "verder"}
DEMANDS = {"hours_min": "16", "hours_max": "24", "shifts": "dag", "skills_required": "2 uur staan", "doe": "verder"}
TERMS = {"places": "1", "wage_hour": "15,20", "closes_on": "2026-10-01", "doe": "verder"}


def fill(client: StrictClient, **more: Any) -> str:
    """Take the three steps and the check page; returns the key of the last form."""
    for step, data in (("werk", WORK), ("eisen", DEMANDS), ("loon", TERMS)):
        answer = client.post(f"{NEW}/{step}", data=data | more.get(step, {}))
        assert answer.status_code == 303, answer.page.text
    page = client.get(f"{NEW}/controleren").page
    return page.one("input", name="sleutel").get("value") or ""


def send(client: StrictClient, key: str) -> Any:
    return client.post(f"{NEW}/controleren", data={"sleutel": key})


def posted(session: Session) -> Vacancy:
    return session.scalars(select(Vacancy).where(Vacancy.source == VacancySource.PORTAL.value)).one()


def test_four_steps_make_a_vacancy_that_waits_for_a_judgement(portal: Portal, session: Session) -> None:
    answer = send(portal.client, fill(portal.client))
    vacancy = posted(session)
    assert answer.location == f"/portaal/vacatures/{vacancy.id}"
    assert (vacancy.state, vacancy.employer_id) == (VacancyState.REVIEW, portal.world.employer.id)
    assert vacancy.owner_id == portal.world.account_manager.user_id
    task = session.scalars(select(Task).where(Task.subject_id == vacancy.id)).one()
    assert (task.kind, task.assigned_to_id) == ("vacature-beoordelen", vacancy.owner_id)
    page = portal.client.get(answer.location).page
    assert "Wij kijken de vacature na" in page.text
    assert "Stap 1 van 5: Ontvangen" in {element.get("aria-label") for element in page.all("ol")}
    assert session.scalar(select(func.count()).select_from(VacancyDraft)) == 0


@pytest.mark.rule("R3")
def test_a_vacancy_that_is_sent_twice_is_one_vacancy(portal: Portal, session: Session) -> None:
    key = fill(portal.client)
    first, second = send(portal.client, key), send(portal.client, key)
    assert first.location == second.location == f"/portaal/vacatures/{posted(session).id}"


@pytest.mark.rule("R3")
def test_the_same_draft_gives_the_same_vacancy_through_the_verb(portal: Portal, session: Session) -> None:
    from decimal import Decimal

    command = PostVacancy(
        title="Inpakker",
        hours_max=Decimal(24),
        shifts=("dag",),
        employer_id=portal.world.employer.id,
        request_key=uuid.uuid4(),
    )
    assert len({service.post_vacancy(session, command, actor=portal.actor).id for _ in range(2)}) == 1


def test_what_was_typed_stays_after_stopping_and_wrong_input_says_what_to_do(portal: Portal) -> None:
    client = portal.client
    assert client.post(f"{NEW}/werk", data=WORK).status_code == 303
    wrong = client.post(f"{NEW}/eisen", data=DEMANDS | {"hours_max": "12"})
    assert wrong.status_code == 400
    assert "Vul bij 'tot' 16 of meer in. Er staat nu 12." in wrong.page.text
    assert client.post(f"{NEW}/eisen", data=DEMANDS | {"doe": "stop", "hours_max": ""}).status_code == 303
    assert "Medewerker kantine" in client.get("/portaal/vacatures").page.text
    assert client.get(NEW).location == f"{NEW}/eisen"
    assert "2 uur staan" in client.get(f"{NEW}/eisen").page.text
    assert client.post("/portaal/vacatures/nieuw/weggooien").status_code == 303
    assert client.get(NEW).location == f"{NEW}/werk"


def test_a_copy_of_an_earlier_vacancy_is_a_new_one(portal: Portal, session: Session) -> None:
    old = vacancies.vacancy(session, portal.world.account_manager, employer=portal.world.employer, title="Inpakker")
    taken = portal.client.post(f"/portaal/vacatures/{old.id}/overnemen", data={"doe": "kopie"})
    assert taken.location == f"{NEW}/werk"
    page = portal.client.get(taken.location).page
    assert page.one("input", name="title").get("value") == "Inpakker"
    send(portal.client, fill(portal.client, werk={"title": "Inpakker"}))
    assert posted(session).id != old.id


def test_a_question_makes_it_a_concept_and_the_answer_sends_it_again(
    portal: Portal, session: Session, client_as: ClientAs
) -> None:
    send(portal.client, fill(portal.client))
    vacancy = posted(session)
    manager = client_as(Role.ACCOUNT_MANAGER)
    judged = manager.get(f"/vacatures/{vacancy.id}").page
    assert "De werkgever plaatste deze vacature in het portaal" in judged.text
    assert "Te beoordelen: 1 vacature" in manager.get("/vacatures").page.text
    where = f"/vacatures/{vacancy.id}/vraag-aan-werkgever"
    assert manager.post(where, data={"question": ""}).status_code == 400
    assert manager.post(where, data={"question": "Kan iemand om 9.00 uur beginnen?"}).status_code == 303
    assert manager.post(where, data={"question": "Nog iets?"}).status_code == 409
    shown = portal.client.get(f"/portaal/vacatures/{vacancy.id}").page.text
    assert "Kan iemand om 9.00 uur beginnen?" in shown
    assert "Kan iemand om 9.00 uur beginnen?" in portal.client.get("/portaal").page.text
    portal.client.post(f"/portaal/vacatures/{vacancy.id}/overnemen", data={"doe": "wijzigen"})
    sent = send(portal.client, fill(portal.client, eisen={"working_times": "9.00 tot 15.00 uur"}))
    assert sent.location == f"/portaal/vacatures/{vacancy.id}"
    session.refresh(vacancy)
    assert (vacancy.state, vacancy.review_note) == (VacancyState.REVIEW, None)
    assert vacancy.working_times == "9.00 tot 15.00 uur"


def test_an_open_vacancy_is_stopped_with_a_reason_and_not_changed(portal: Portal, session: Session) -> None:
    vacancy = portal.world.vacancy
    refused = portal.client.post(f"/portaal/vacatures/{vacancy.id}/overnemen", data={"doe": "wijzigen"})
    assert refused.status_code == 409
    stop = f"/portaal/vacatures/{vacancy.id}/stoppen"
    assert portal.client.post(stop, data={"reason": " "}).status_code == 400
    assert portal.client.post(stop, data={"reason": "Wij vonden zelf iemand."}).status_code == 303
    session.refresh(vacancy)
    assert (vacancy.state, vacancy.closed_reason) == (VacancyState.WITHDRAWN, "Wij vonden zelf iemand.")
    assert portal.client.post(stop, data={"reason": "Nog een keer."}).status_code == 409


@pytest.mark.rule("S6")
def test_the_vacancy_of_another_employer_does_not_exist(
    portal: Portal, stranger: StrictClient, session: Session
) -> None:
    vacancy = portal.world.vacancy
    for client_id in (vacancy.id, uuid.uuid4()):
        where = f"/portaal/vacatures/{client_id}"
        assert stranger.get(where).status_code == 404
        assert stranger.post(f"{where}/overnemen", data={"doe": "kopie"}).status_code == 404
        assert stranger.get(f"{where}/stoppen").status_code == 404
        assert stranger.post(f"{where}/stoppen", data={"reason": "x"}).status_code == 404
    assert vacancy.title not in stranger.get("/portaal/vacatures").page.text
    # A draft that names another employer or vacancy than its own leads nowhere either.
    fill_other = {"werk": {"employer_id": str(portal.world.employer.id)}}
    send(stranger, fill(stranger, **fill_other))
    assert posted(session).employer_id != portal.world.employer.id
    forged = session.scalars(select(VacancyDraft)).all()
    assert forged == []


@pytest.mark.rule("S6")
def test_a_forged_draft_changes_nothing_of_another_employer(
    portal: Portal, stranger: StrictClient, session: Session
) -> None:
    from wsp.vacancies.errors import VacancyNotFound

    session.info["region"] = "AM01"
    command = PostVacancy(
        title="X",
        hours_max=None,
        shifts=("dag",),
        employer_id=session.scalars(select(Employer.id).where(Employer.name == "Andere werkgever")).one(),
        request_key=uuid.uuid4(),
        vacancy_id=portal.world.vacancy.id,
    )
    with pytest.raises(VacancyNotFound):
        service.post_vacancy(session, command, actor=stranger.actor)


def test_sending_back_is_for_who_judges(portal: Portal, session: Session) -> None:
    from wsp.foundation.errors import NotAllowed

    with pytest.raises(NotAllowed):
        service.send_back(session, SendBack(portal.world.vacancy.id, "Hoi"), actor=portal.actor)


@pytest.mark.rule("R14")
def test_the_pages_of_vacancies_ask_little_of_the_database(
    portal: Portal, session: Session, worker_database: Database
) -> None:
    for _ in range(8):
        vacancies.vacancy(session, portal.world.account_manager, employer=portal.world.employer)
    portal.client.post(f"{NEW}/werk", data=WORK)
    for path in ("/portaal", "/portaal/vacatures", f"/portaal/vacatures/{portal.world.vacancy.id}", f"{NEW}/werk"):
        with counted(worker_database) as seen:
            assert portal.client.get(path).status_code == 200
        assert len(seen) <= 12, f"{path}: {len(seen)}\n" + "\n".join(line[:110] for line in seen)
