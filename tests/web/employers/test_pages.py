"""Pages of employers: list, card, forms, export; what was typed stays, what is refused is said."""

import io
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.employers import factories
from tests.placements import world as worlds
from tests.statements import counted
from tests.vacancies import factories as vacancies
from tests.web.conftest import StrictClient
from wsp.audit.models import AuditEvent, ReadEvent
from wsp.employers import queries
from wsp.employers.models import ContactMoment, Employer
from wsp.foundation import clock
from wsp.foundation.db import Database
from wsp.vacancies.enums import VacancyState
from wsp.worklist import queries as tasks
from wsp.worklist import service as worklist
from wsp.worklist.enums import SubjectKind, TaskKind

LogIn = Callable[..., StrictClient]
NASTY = "<script>alert(1)</script>\"'&amp;=cmd|calc"


@pytest.fixture
def client(client_as: LogIn) -> StrictClient:
    return client_as("accountmanager")


def _new(**given: str) -> dict[str, str]:
    return {"name": "Bakkerij Proef", "place": "Assen", "sector": "markt", "status": "prospect", **given}


def test_the_list_says_the_first_step_when_it_is_empty(client: StrictClient) -> None:
    page = client.get("/werkgevers").page
    assert "Nog geen werkgevers" in page.text
    assert page.title.startswith("Werkgevers")


def test_the_list_filters_sorts_and_pages_by_its_address(client: StrictClient, session: Session) -> None:
    for number in range(30):
        factories.employer(session, client.actor, f"Proef {number:02d}", client=number == 3)
    first = client.get("/werkgevers")
    assert len(first.page.all("tbody")[0].findall("tr")) == 25
    assert "1 tot en met 25 van 30" in first.page.text
    second = client.get("/werkgevers?pagina=2&sorteer=nummer&aflopend=1")
    assert len(second.page.all("tbody")[0].findall("tr")) == 5
    assert [th.get("aria-sort") for th in client.get("/werkgevers?sorteer=plaats").page.all("th", scope="col")][
        1
    ] == "ascending"
    assert "1 werkgever" in client.get("/werkgevers?status=klant").page.text
    assert "Niets gevonden" in client.get("/werkgevers?q=bestaat+niet").page.text


@pytest.mark.parametrize(
    "query",
    ["status=onzin", "pagina=-1", "pagina=99999999999999999999", "sorteer=x", "vast=x", "stil=x", "sector=x",
     "gemeente=x", "q=%00", "q=%25", "pagina=٣", "vast=mij", "vast=niemand", "stil=90"],
)  # fmt: skip
def test_an_odd_address_still_shows_the_list(client: StrictClient, query: str) -> None:
    assert client.get(f"/werkgevers?{query}").status_code == 200


def test_an_employer_is_added_and_shown(client: StrictClient, session: Session) -> None:
    form = client.get("/werkgevers/nieuw").page
    assert form.fields()["owner_id"] == str(client.user.id)
    response = client.post(
        "/werkgevers/nieuw",
        data=_new(kvk_number="0000 0017", phone="0592 123456", postcode="9401ab", sbi_code="52.10"),
    )
    assert response.status_code == 303
    page = client.get(response.location).page
    assert page.h1 == "Bakkerij Proef"
    assert "De werkgever is toegevoegd." in page.text
    for shown in ("00000017", "Vervoer en opslag", "0592 12 34 56", "9401 AB Assen", "Prospect"):
        assert shown in page.text


def test_errors_keep_what_was_typed_and_say_what_to_do(client: StrictClient, session: Session) -> None:
    typed = _new(name="", kvk_number="123", postcode="94", phone="1", sbi_code="4", note=NASTY, sector="x")
    response = client.post("/werkgevers/nieuw", data=typed)
    assert response.status_code == 400
    page = response.page
    assert page.title.startswith("Fout:")
    shown = page.fields()
    for name in ("kvk_number", "postcode", "phone", "sbi_code", "note", "place"):
        assert shown[name] == typed[name]
    for name in ("name", "kvk-number", "postcode", "phone", "sbi-code", "sector"):
        assert page.all(id=f"veld-{name}-fout"), name
    assert session.scalar(select(func.count()).select_from(Employer)) == 0


def test_a_twin_is_shown_and_can_be_overruled(client: StrictClient, session: Session) -> None:
    there = factories.employer(session, client.actor, "BAKKERIJ PROEF B.V.")
    response = client.post("/werkgevers/nieuw", data=_new())
    assert response.status_code == 409
    page = response.page
    assert "dezelfde naam en plaats" in page.text
    assert page.all("a", href=f"/werkgevers/{there.id}")
    assert client.post("/werkgevers/nieuw", data=page.fields() | {"another": "on"}).status_code == 303


def test_the_same_kvk_number_cannot_be_overruled(client: StrictClient, session: Session) -> None:
    factories.employer(session, client.actor, "Heel anders", kvk_number="00000017")
    response = client.post("/werkgevers/nieuw", data=_new(kvk_number="00000017", another="on"))
    assert response.status_code == 409
    assert "Deze werkgever staat er al" in response.page.text
    assert not response.page.all("input", name="another")


@pytest.mark.rule("S7")
def test_markup_and_formulas_are_text_in_every_field(client: StrictClient, session: Session) -> None:
    made = factories.employer(session, client.actor, NASTY, note=NASTY, place=NASTY)
    person = factories.contact(session, client.actor, made, name=NASTY, role=NASTY)
    factories.establishment(session, client.actor, made, name=NASTY, street=NASTY)
    factories.moment(
        session, client.actor, made, subject=NASTY, report=NASTY, contact_id=person.id,
        next_action=NASTY, next_action_on=clock.today() + timedelta(days=1),
    )  # fmt: skip
    for address in (
        "/werkgevers", f"/werkgevers/{made.id}", f"/werkgevers/{made.id}/wijzigen", f"/werkgevers/{made.id}/contact",
        f"/werkgevers/{made.id}/contactpersonen/{person.id}", "/mijn-dag", "/zoeken?q=script",
        "/werkgevers/contact?q=script",
    ):  # fmt: skip
        page = client.get(address).page
        assert NASTY in " ".join([page.text, *page.fields(page.all("form")[-1]).values()]), address
        assert all(script.get("src") for script in page.all("script"))


def test_the_export_holds_what_the_list_shows_and_is_logged(client: StrictClient, session: Session) -> None:
    factories.employer(session, client.actor, "=1+1", client=True, phone="+31592123456")
    factories.employer(session, client.actor, "Anders")
    response = client.post("/werkgevers/exporteren?status=klant")
    assert response.status_code == 200
    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.data)).get_sheet_by_index(0).to_python()
    assert [row[1] for row in rows] == ["Naam", "=1+1"]
    assert b"<f>" not in response.data
    event = session.scalars(select(AuditEvent).where(AuditEvent.action == "employer.exported")).one()
    assert event.after == {"rows": 1, "filters": {"status": "klant"}}


def test_the_export_needs_its_own_permission(client_as: LogIn) -> None:
    assert client_as("jobcoach").post("/werkgevers/exporteren").status_code == 403
    assert client_as("accountmanager").get("/werkgevers/exporteren").status_code == 405


def test_two_people_edit_and_both_versions_are_shown(client: StrictClient, session: Session) -> None:
    made = factories.employer(session, client.actor, "Oud")
    address = f"/werkgevers/{made.id}/wijzigen"
    mine = client.get(address).page.fields() | {"name": "Van mij"}
    theirs = mine | {"name": "Van een ander"}
    assert client.post(address, data=theirs).status_code == 303
    response = client.post(address, data=mine)
    assert response.status_code == 409
    assert "Van mij" in response.page.text
    assert "Van een ander" in response.page.text
    assert client.post(address, data=response.page.fields()).status_code == 303
    assert client.get(f"/werkgevers/{made.id}").page.h1 == "Van mij"


@pytest.mark.parametrize("version", ["", "x", "99999999999999999999", None])
def test_a_form_without_its_version_never_wins(client: StrictClient, session: Session, version: str | None) -> None:
    made = factories.employer(session, client.actor, "Oud")
    address = f"/werkgevers/{made.id}/wijzigen"
    data: dict[str, Any] = client.get(address).page.fields() | {"name": "Nieuw", "versie": version}
    if version is None:
        del data["versie"]
    assert client.post(address, data=data).status_code == 409
    assert client.get(f"/werkgevers/{made.id}").page.h1 == "Oud"


@pytest.mark.parametrize(
    "part", ["wijzigen", "vast-contact", "sector", "vestigingen/nieuw", "contactpersonen/nieuw", "contact"]
)
def test_each_form_saves_and_returns_to_the_card(client: StrictClient, session: Session, part: str) -> None:
    made = factories.employer(session, client.actor)
    address = f"/werkgevers/{made.id}/{part}"
    typed = {
        "wijzigen": {"note": "Let op de honden"},
        "vast-contact": {"owner_id": str(client.user.id)},
        "sector": {"sector": "overheid", "sbi_code": "84"},
        "vestigingen/nieuw": {"name": "Magazijn", "place": "Gieten", "public_transport": "nee"},
        "contactpersonen/nieuw": {"name": "Proef Persoon", "email": "proef@demo.example", "first_choice": "on"},
        "contact": {"subject": "Kennismaking", "report": "Goed gesprek.", "next_action": "", "next_action_on": ""},
    }[part]
    shown = {
        "wijzigen": "Let op de honden", "vast-contact": client.user.name, "sector": "Openbaar bestuur",
        "vestigingen/nieuw": "Niet bereikbaar met openbaar vervoer", "contactpersonen/nieuw": "eerste aanspreekpunt",
        "contact": "Goed gesprek.",
    }[part]  # fmt: skip
    response = client.post(address, data=client.get(address).page.fields() | typed)
    assert (response.status_code, response.location) == (303, f"/werkgevers/{made.id}")
    assert shown.lower() in client.get(response.location).page.text.lower()


def test_establishments_close_and_contacts_leave_but_stay_readable(client: StrictClient, session: Session) -> None:
    made = factories.employer(session, client.actor)
    site = factories.establishment(session, client.actor, made, name="Magazijn Noord")
    person = factories.contact(session, client.actor, made, name="Proef Vertrekker")
    yesterday = (clock.today() - timedelta(days=1)).isoformat()
    for address, field in (
        (f"/werkgevers/{made.id}/vestigingen/{site.id}", "closed_on"),
        (f"/werkgevers/{made.id}/contactpersonen/{person.id}", "left_on"),
    ):
        data = client.get(address).page.fields() | {field: yesterday}
        assert client.post(address, data=data).status_code == 303
    page = client.get(f"/werkgevers/{made.id}").page
    assert "Gesloten (1)" in page.text
    assert "Vertrokken (1)" in page.text
    report = client.get(f"/werkgevers/{made.id}/contact").page
    assert str(person.id) not in [option.get("value") for option in report.all("option")]


def test_a_report_with_half_a_next_step_keeps_everything(client: StrictClient, session: Session) -> None:
    made = factories.employer(session, client.actor)
    address = f"/werkgevers/{made.id}/contact"
    data = client.get(address).page.fields() | {
        "subject": "Kennismaking", "report": "Lang verslag\nmet regels", "next_action": "Bellen",
    }  # fmt: skip
    response = client.post(address, data=data)
    assert response.status_code == 400
    assert response.page.all(id="veld-next-action-on-fout")
    assert response.page.fields()["report"].splitlines() == ["Lang verslag", "met regels"]
    assert session.scalar(select(func.count()).select_from(ContactMoment)) == 0


def test_a_report_from_a_task_finishes_it_and_returns_to_the_day(client: StrictClient, session: Session) -> None:
    made = factories.employer(session, client.actor)
    task = worklist.plan(
        session, client.actor, kind=TaskKind.CALL_BACK, title="Bellen over de oven",
        subject=(SubjectKind.EMPLOYER, made.id), due_on=clock.today(), assigned_to_id=client.user.id,
    )  # fmt: skip
    address = f"/werkgevers/{made.id}/contact?taak={task.id}"
    form = client.get(address).page
    assert form.fields()["subject"] == "Bellen over de oven"
    response = client.post(
        form.all("form", method="post")[-1].get("action"), data=form.fields() | {"report": "Gebeld."}
    )
    assert (response.status_code, response.location) == (303, "/mijn-dag")
    assert tasks.my_day(session, client.actor, clock.today()).total == 0
    assert client.get(f"/werkgevers/{made.id}/contact?taak={uuid.uuid4()}").status_code == 404


def test_the_card_shows_older_contact_on_request_and_by_kind(client: StrictClient, session: Session) -> None:
    made = factories.employer(session, client.actor)
    for number in range(12):
        factories.moment(session, client.actor, made, days_ago=number, subject=f"Gesprek {number}")
    address = f"/werkgevers/{made.id}"
    page = client.get(address).page
    assert "Gesprek 7" in page.text
    assert "Gesprek 8" not in page.text
    (more,) = [a for a in page.all("a") if a.text == "Ouder contact tonen"]
    assert "Gesprek 11" in client.get(more.get("href").partition("#")[0]).page.text
    assert "Er is geen contact van deze soort" in client.get(f"{address}?toon=bezoeken").page.text
    assert "Gesprek 1" in client.get(f"{address}?toon=bellen&aantal=x").page.text


@pytest.mark.rule("S6")
@pytest.mark.parametrize("part", ["", "/wijzigen", "/contact", "/vast-contact", "/sector", "/vestigingen/nieuw"])
def test_an_employer_of_another_region_is_not_found(client_as: LogIn, session: Session, part: str) -> None:
    made = factories.employer(session, accounts.actor(session))
    stranger = client_as("accountmanager", region="AM14")
    assert stranger.get(f"/werkgevers/{made.id}{part}").status_code == 404


@pytest.mark.rule("S6")
@pytest.mark.parametrize(
    ("role", "read", "change"),
    [("accountmanager", 200, 200), ("klantmanager", 200, 403), ("jobcoach", 403, 403),
     ("beleidsmedewerker", 403, 403), ("privacyfunctionaris", 403, 403), ("beheerder", 403, 403)],
)  # fmt: skip
def test_roles(client_as: LogIn, session: Session, role: str, read: int, change: int) -> None:
    made = factories.employer(session, accounts.actor(session))
    client = client_as(role)
    for address in ("/werkgevers", f"/werkgevers/{made.id}"):
        assert client.get(address).status_code == read
    for address in ("/werkgevers/nieuw", f"/werkgevers/{made.id}/wijzigen", f"/werkgevers/{made.id}/contact"):
        assert client.get(address).status_code == change
    if read == 200 and change == 403:
        page = client.get(f"/werkgevers/{made.id}").page
        assert "wijzigen" not in page.text.lower()
        assert "toevoegen" not in page.text.lower()
    assert client.get("/mijn-dag").status_code == 200


@pytest.mark.rule("R14")
def test_pages_ask_the_same_of_the_database_for_some_and_for_many(
    client: StrictClient, session: Session, database: Database
) -> None:
    made = factories.employer(session, client.actor, owner_id=client.user.id)

    def statements(address: str) -> int:
        session.flush()
        with counted(database) as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    addresses = ("/werkgevers", f"/werkgevers/{made.id}", "/werkgevers/contact", "/zoeken?q=proef")
    factories.moment(session, client.actor, made)
    # More than the search box shows of a kind: only then it also counts the rest.
    for number in range(9):
        vacancies.vacancy(session, client.actor, employer=made)
        factories.employer(session, client.actor, f"Proef nummer {number}", owner_id=client.user.id)
    before = [statements(address) for address in addresses]
    for number in range(30):
        factories.contact(session, client.actor, made)
        factories.establishment(session, client.actor, made)
        factories.moment(session, client.actor, made, days_ago=number)
        vacancies.vacancy(session, client.actor, employer=made)
        factories.employer(session, client.actor, f"Proef {number}", owner_id=client.user.id)
    assert [statements(address) for address in addresses] == before
    assert max(before) < 30


def test_the_card_shows_vacancies_to_who_may_read_them(client: StrictClient, session: Session) -> None:
    made = factories.employer(session, client.actor)
    assert "Geen open vacatures" in client.get(f"/werkgevers/{made.id}").page.text
    opened = vacancies.vacancy(session, client.actor, employer=made, title="Orderpicker")
    over = vacancies.vacancy(session, client.actor, employer=made, title="Inpakker", state=VacancyState.FILLED)
    page = client.get(f"/werkgevers/{made.id}").page
    assert page.texts("caption") == [f"Open vacatures van {made.name}"]
    assert "24 tot 28" in page.text
    assert "Eerdere vacatures (1)" in page.text
    (line,) = page.all("ol", class_="wsp-events")
    assert [a.get("href") for a in line.iter("a")] == [f"/vacatures/{v.id}" for v in (over, opened)]


def test_the_card_shows_placements_and_introductions(client_as: LogIn, session: Session) -> None:
    with clock.frozen(date(2026, 8, 1)):
        world = worlds.build(session, places=2)
        running = world.place(world.named(), starts_on=date(2026, 7, 1))
        waiting = world.agree(world.introduce(world.person(name=("Wacht", None, "Proefje"))))
        client = client_as("accountmanager", organisation=world.organisation)
        page = client.get(f"/werkgevers/{world.employer.id}").page
        stranger = client_as("klantmanager", organisation=accounts.organisation(session, "UWV Proef"))
        hidden = stranger.get(f"/werkgevers/{world.employer.id}").page
    assert page.all("a", href=f"/plaatsingen/{running.id}")
    assert "28 uur" in page.text
    (line,) = page.all("ol", class_="wsp-events")
    addresses = [a.get("href") for a in line.iter("a")]
    assert f"/voordrachten/{waiting.id}" in addresses
    assert f"/plaatsingen/{running.id}" in addresses
    assert "Plaatsing" in page.text
    for name in ("Proef Plaatsing", "Wacht Proefje"):
        assert name not in hidden.text
    read = session.scalars(select(ReadEvent.subject_id).where(ReadEvent.user_id == client.user.id)).all()
    assert world.candidate.id in read


def test_the_sector_is_shown_through_time(client_as: LogIn, session: Session) -> None:
    with clock.frozen(date(2026, 11, 24)):
        client = client_as("accountmanager")
        made = factories.employer(session, client.actor)
        address = f"/werkgevers/{made.id}/sector"
        form = client.get(address).page.fields()
        refused = client.post(address, data=form | {"valid_from": "2014-12-31"})
        saved = client.post(address, data=form | {"sector": "overheid", "valid_from": "1-7-2026"})
        page = client.get(f"/werkgevers/{made.id}").page
    assert (refused.status_code, saved.status_code) == (400, 303)
    assert "1 januari 2015" in refused.page.text
    assert "Sector door de tijd" in page.text
    assert "tot en met 30 juni 2026" in page.text
    assert len(queries.card(session, client.actor, made.id).sectors) == 2


@pytest.mark.rule("A11")
def test_the_first_invitation_is_filled_in_with_the_contact_we_speak_to(client_as: LogIn, session: Session) -> None:
    manager = client_as("accountmanager")
    made = factories.employer(session, manager.actor)
    yesterday = clock.today() - timedelta(days=1)
    factories.contact(session, manager.actor, made, name="Aaf Vertrok", first_choice=True).left_on = yesterday
    factories.contact(session, manager.actor, made, name="Bo Blijft", email="bo@demo.example", phone="0592123456")
    page = manager.get(f"/werkgevers/{made.id}/portaal").page
    (form,) = [each for each in page.all("form") if each.get("action") == f"/werkgevers/{made.id}/portaal"]
    fields = page.fields(form)
    assert (fields["name"], fields["email"], fields["role"]) == ("Bo Blijft", "bo@demo.example", "werkgever-beheer")
    assert manager.post(f"/werkgevers/{made.id}/portaal", data=fields).status_code in (200, 303)
    (again,) = [
        each
        for each in manager.get(f"/werkgevers/{made.id}/portaal").page.all("form")
        if each.get("action") == f"/werkgevers/{made.id}/portaal"
    ]
    assert not page.fields(again).get("name"), "the next one is somebody else"
