"""Pages of vacancies: list, intake in steps, card, changes, states."""

import io
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.employers import factories as employers
from tests.statements import counted
from tests.vacancies import factories
from tests.web.conftest import StrictClient
from wsp.accounts.permissions import Role
from wsp.audit.models import AuditEvent
from wsp.employers.models import Employer
from wsp.foundation import clock
from wsp.foundation.db import Database
from wsp.vacancies import queries
from wsp.vacancies.enums import VacancyState
from wsp.vacancies.models import Vacancy, VacancyDraft

ClientAs = Callable[..., StrictClient]
NASTY = "=1+1\"><script>alert(1)</script> 🚴‍♀️ '; --"


@pytest.fixture
def manager(client_as: ClientAs) -> StrictClient:
    return client_as(Role.ACCOUNT_MANAGER)


@pytest.fixture
def employer(session: Session, manager: StrictClient) -> Employer:
    return employers.employer(session, manager.actor, "Proefbedrijf Zuid")


def step(name: str) -> str:
    return f"/vacatures/nieuw/{name}"


def work(of: Employer, **more: Any) -> dict[str, Any]:
    given = {
        "employer": f"W-{of.number}",
        "title": "Orderpicker",
        "task_1_name": "Inpakken",
        "task_1_hours": "16",
    }
    return given | {"doe": "verder"} | more


def draft(session: Session) -> VacancyDraft:
    session.expire_all()
    return session.scalars(select(VacancyDraft)).one()


def test_the_whole_intake_makes_an_open_vacancy(session: Session, manager: StrictClient, employer: Employer) -> None:
    assert manager.get(step("werk")).page.h1 == "Nieuwe vacature"
    assert manager.post(step("werk"), data=work(employer)).location.endswith(step("uren"))
    assert "Orderpicker" in manager.get(step("uren")).page.h1
    hours = {"hours_min": "16", "hours_max": "24", "shifts": ["dag"], "adaptable_hours": "on"}
    assert manager.post(step("uren"), data=hours).location.endswith(step("eisen"))
    demands = {"skills_required": "tillen\nscannen", "language_nl_min": "2", "guidance_on_site": "licht"}
    assert manager.post(step("eisen"), data=demands).location.endswith(step("loon"))
    page = manager.get(step("loon")).page
    terms = page.fields(page.one("form", class_="wsp-form"))
    assert terms["places"] == "1"
    assert terms["closes_on"] == (clock.today() + timedelta(days=60)).isoformat()
    terms |= {"wage_hour": "€ 16,50", "garantiebaan": "on"}
    assert manager.post(step("loon"), data=terms).location.endswith(step("controleren"))
    check = manager.get(step("controleren")).page
    for text in ("Orderpicker", "Inpakken (16 uur)", "tillen, scannen", "€ 16,50", "Proefbedrijf Zuid"):
        assert text in check.text
    response = manager.post(step("controleren"), data={"doe": "open"})
    assert response.status_code == 303
    made = session.scalars(select(Vacancy)).one()
    assert (made.state, made.hours_max, made.wage_hour) == ("open", 24, Decimal("16.50"))
    assert made.occupation_code is not None
    assert (made.driving_licences, made.skills_required, made.diplomas) == ([], ["tillen", "scannen"], [])
    assert session.scalars(select(VacancyDraft)).all() == []
    card = manager.get(response.location).page
    assert card.h1 == "Orderpicker"
    for text in ("16 tot 24 uur", "tillen", "doelgroep banenafspraak", "Kandidaten bekijken", "Vacature gemaakt"):
        assert text in card.text


def test_what_was_typed_is_kept_raw_when_somebody_stops(
    session: Session, manager: StrictClient, employer: Employer
) -> None:
    typed = work(employer, doe="stop", title=NASTY, task_1_hours="veel")
    assert manager.post(step("werk"), data=typed).location.endswith("/vacatures")
    assert draft(session).data["task_1_hours"] == ["veel"]
    shown = manager.get("/vacatures").page
    assert "Je was bezig met een vacature" in shown.text
    assert NASTY in shown.text
    assert manager.get("/vacatures/nieuw").location.endswith(step("werk"))
    page = manager.get(step("werk")).page
    assert page.one("input", name="title").get("value") == NASTY
    assert page.one("input", name="task_1_hours").get("value") == "veel"
    assert manager.post("/vacatures/nieuw/weggooien").status_code == 303
    assert "Je was bezig" not in manager.get("/vacatures").page.text


@pytest.mark.rule("A10")
def test_a_step_that_is_wrong_says_what_to_do_and_keeps_it(manager: StrictClient, employer: Employer) -> None:
    nobody = manager.post(step("werk"), data=work(employer, employer="Bestaat Niet"))
    assert nobody.status_code == 400
    assert "staat niet in de lijst" in nobody.page.text
    assert manager.post(step("werk"), data=work(employer)).status_code == 303
    response = manager.post(step("uren"), data={"hours_min": "24", "hours_max": "12", "shifts": ["dag"]})
    assert response.status_code == 400
    assert response.page.title.startswith("Fout:")
    assert "Vul bij 'tot' 24 of meer in. Er staat nu 12." in response.page.text
    assert response.page.one("input", name="hours_max").get("value") == "12"
    too_few = manager.post(step("uren"), data={"hours_min": "8", "hours_max": "12", "shifts": ["dag"]})
    assert too_few.status_code == 303


def test_a_wage_under_the_minimum_is_refused_at_its_step(manager: StrictClient, employer: Employer) -> None:
    manager.post(step("werk"), data=work(employer))
    manager.post(step("uren"), data={"hours_max": "24", "shifts": ["dag"]})
    manager.post(step("eisen"), data={})
    closes = (clock.today() + timedelta(days=9)).isoformat()
    response = manager.post(step("loon"), data={"places": "2", "closes_on": closes, "wage_hour": "3,50"})
    assert response.status_code == 400
    assert "Het minimumloon is" in response.page.text
    assert response.page.one("input", name="wage_hour").get("value") == "3,50"


def test_an_unknown_occupation_gets_a_choice_and_may_stay_a_free_title(
    session: Session, manager: StrictClient, employer: Employer
) -> None:
    asked = manager.post(step("werk"), data=work(employer, title="Zzqxwv maker"))
    assert asked.status_code == 200
    page = asked.page
    assert "staat niet in de lijst" in page.text or "Kies hieronder" in page.text
    again = work(employer, title="Zzqxwv maker", gevraagd="Zzqxwv maker", occupation_code="-")
    assert manager.post(step("werk"), data=again).status_code == 303
    assert draft(session).data["occupation_code"] == ["-"]
    likely = manager.post(step("werk"), data=work(employer, title="heftruck"))
    assert likely.status_code == 200
    radios = [radio.get("value") for radio in likely.page.all("input", name="occupation_code")]
    assert len(radios) > 1
    chosen = work(employer, title="heftruck", gevraagd="heftruck", occupation_code=radios[0])
    assert manager.post(step("werk"), data=chosen).status_code == 303
    assert draft(session).data["occupation_code"] == [radios[0]]


def test_steps_ahead_of_the_first_lead_back_to_it(manager: StrictClient) -> None:
    for name in ("uren", "eisen", "loon", "controleren"):
        assert manager.get(step(name)).location.endswith(step("werk"))
    assert manager.get(step("onzin")).status_code == 404


def test_the_check_page_names_the_step_of_what_is_wrong(manager: StrictClient, employer: Employer) -> None:
    manager.post(step("werk"), data=work(employer, doe="stop", title=""))
    response = manager.get(step("controleren"))
    assert "Het werk: Vul 'Welk werk is het?' in." in response.page.text
    assert "Uren en plek" in response.page.text
    assert manager.post(step("controleren"), data={"doe": "open"}).status_code == 400


def test_an_earlier_vacancy_is_copied_without_its_days(
    session: Session, manager: StrictClient, employer: Employer
) -> None:
    old = factories.vacancy(session, manager.actor, employer=employer, title="Tuinhulp", wage_hour=Decimal("17.25"))
    page = manager.get(f"{step('werk')}?kopie={old.id}").page
    form = page.fields(page.one("form", class_="wsp-form"))
    assert form["title"] == "Tuinhulp"
    assert form["task_1_name"] == "Bestellingen verzamelen"
    response = manager.post(f"{step('werk')}?kopie={old.id}", data=form | {"doe": "verder", "occupation_code": "-"})
    assert response.status_code == 303
    kept = draft(session).data
    assert kept["hours_max"] == ["28"]
    assert kept["wage_hour"] == ["17,25"]
    assert "closes_on" not in kept


def test_an_employers_card_leads_to_an_intake_for_that_employer(manager: StrictClient, employer: Employer) -> None:
    page = manager.get(f"{step('werk')}?werkgever={employer.id}").page
    assert page.one("input", name="employer").get("value") == f"W-{employer.number} Proefbedrijf Zuid"


def test_a_change_shows_on_the_card_and_a_stale_one_shows_both(
    session: Session, manager: StrictClient, employer: Employer
) -> None:
    made = factories.vacancy(session, manager.actor, employer=employer)
    path = f"/vacatures/{made.id}/wijzigen"
    page = manager.get(path).page
    form = page.fields(page.one("form", class_="wsp-form")) | {"shifts": ["dag"], "places": "1"}
    assert manager.post(path, data=form | {"hours_max": "30", "title": NASTY, "gevraagd": NASTY}).status_code == 303
    card = manager.get(f"/vacatures/{made.id}")
    assert "24 tot 30 uur" in card.page.text
    assert NASTY in card.page.text
    assert "<script>alert" not in card.get_data(as_text=True)
    stale = manager.post(path, data=form | {"hours_max": "20"})
    assert stale.status_code == 409
    assert "30 uur" in stale.page.text
    bad = manager.post(path, data=form | {"versie": "2", "hours_max": "99"})
    assert bad.status_code == 400
    assert bad.page.one("input", name="hours_max").get("value") == "99"


def test_states_move_with_a_reason_and_back(session: Session, manager: StrictClient) -> None:
    made = factories.vacancy(session, manager.actor)
    path = f"/vacatures/{made.id}/status"
    assert manager.get(f"{path}?naar=ingetrokken").page.one("input", value="ingetrokken").get("checked") is not None
    refused = manager.post(path, data={"state": "ingetrokken"})
    assert refused.status_code == 400
    assert "Vul in waarom de vacature stopt." in refused.page.text
    assert manager.post(path, data={"state": "ingetrokken", "reason": "Intern opgelost."}).status_code == 303
    card = manager.get(f"/vacatures/{made.id}").page
    assert "Intern opgelost." in card.text
    assert "Kandidaten bekijken" not in card.text
    assert "Opnieuw openen" in card.text
    assert manager.post(path, data={"state": "vervuld"}).status_code == 400
    session.refresh(made)
    made.closes_on = clock.today() - timedelta(days=1)
    session.flush()
    late = manager.post(path, data={"state": "open"})
    assert late.status_code == 409
    later = (clock.today() + timedelta(days=20)).isoformat()
    assert manager.post(path, data={"state": "open", "closes_on": later}).status_code == 303


@pytest.mark.rule("S6")
def test_who_only_reads_sees_no_buttons_and_changes_nothing(
    session: Session, manager: StrictClient, client_as: ClientAs
) -> None:
    made = factories.vacancy(session, manager.actor)
    reader = client_as(Role.CLIENT_MANAGER)
    page = reader.get(f"/vacatures/{made.id}").page
    assert "Vacature wijzigen" not in page.text
    assert "Kandidaten bekijken" not in page.text
    assert "Wat wil je doen?" not in page.text
    for path in (step("werk"), f"/vacatures/{made.id}/wijzigen", f"/vacatures/{made.id}/status"):
        assert reader.get(path).status_code == 403
    assert client_as(Role.JOB_COACH).get("/vacatures").status_code == 403
    other = client_as(Role.ACCOUNT_MANAGER, region="AM14")
    assert other.get(f"/vacatures/{made.id}").status_code == 404
    assert other.post(f"/vacatures/{made.id}/status", data={"state": "vervuld"}).status_code == 404


def test_filters_stand_in_the_address(session: Session, manager: StrictClient) -> None:
    factories.vacancy(session, manager.actor, title="Bakker", garantiebaan=True)
    factories.vacancy(session, manager.actor, title="Kok", state=VacancyState.FILLED)
    page = manager.get("/vacatures?status=zoekt&garantiebaan=1&q=bak&sorteer=titel&pagina=7").page
    assert "Bakker" in page.text
    assert "Kok" not in [link.text for link in page.all("a")]
    assert "Niets gevonden" in manager.get("/vacatures?q=zzz").page.text
    assert manager.get("/vacatures?status=raar&sluit=x&gemeente=%00GM&sorteer=; drop").status_code == 200


def test_the_spreadsheet_has_typed_cells_and_no_formulas(session: Session, manager: StrictClient) -> None:
    factories.vacancy(session, manager.actor, title=NASTY)
    response = manager.post("/vacatures/exporteren?status=open")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(response.data)).get_sheet_by_index(0).to_python()
    row = dict(zip(sheet[0], sheet[1], strict=True))
    assert row["Titel"] == NASTY
    assert row["Uren tot"] == 28
    assert row["Sluit op"] == clock.today() + timedelta(days=60)
    event = session.scalars(select(AuditEvent).where(AuditEvent.action == "vacancies.exported")).one()
    assert event.after == {"rows": 1, "filters": {"status": "open"}}


def test_the_list_asks_no_more_for_more_rows(session: Session, manager: StrictClient, database: Database) -> None:
    factories.vacancy(session, manager.actor)
    with counted(database) as one:
        manager.get("/vacatures")
    for _ in range(24):
        factories.vacancy(session, manager.actor)
    with counted(database) as many:
        manager.get("/vacatures")
    assert len(many) == len(one)
    assert queries.state_counts(session, manager.actor)[VacancyState.OPEN] == 25


def test_suggestions_while_typing(manager: StrictClient, employer: Employer) -> None:
    assert "orderpicker" in [name.lower() for name in manager.get("/vacatures/beroepen?q=order").get_json()]
    assert manager.get("/vacatures/beroepen?q=").get_json() == []
    assert manager.get("/vacatures/werkgevers?q=proefbedrijf zuid").get_json() == [
        f"W-{employer.number} Proefbedrijf Zuid"
    ]
