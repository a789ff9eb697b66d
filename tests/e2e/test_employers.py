"""Employers and Mijn dag in a browser: axe, width, and the whole round without JavaScript."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from tests.accounts import factories as accounts
from tests.e2e.watching import PHONE, WIDE, Watched
from tests.employers import factories
from tests.vacancies import factories as vacancies
from wsp.employers.enums import ContactKind
from wsp.foundation import clock, db
from wsp.vacancies.enums import VacancyState
from wsp.worklist import service as worklist
from wsp.worklist.enums import SubjectKind, TaskKind

Visit = Callable[..., Watched]


@dataclass(frozen=True)
class Region:
    """What was put into the database: the cookie of an account manager, and an employer with everything."""

    token: str
    employer_id: uuid.UUID
    establishment_id: uuid.UUID
    contact_id: uuid.UUID
    task_id: uuid.UUID


@pytest.fixture
def region(site: str) -> Region:
    """A filled region: thirty employers, one of them with people, places, contact, vacancies and tasks."""
    del site
    with db.unit_of_work("AM01") as session:
        of = accounts.organisation(session, "WSP Proefstreek")
        who = accounts.member(session, of=of, name="Marloes Proef")
        token = accounts.running_session(session, who, of=of)
        actor = accounts.actor(session, of=of, who=accounts.user(session, name="Joost Proef"))
        partner = accounts.actor(
            session, of=accounts.organisation(session, "UWV Proefstreek"), who=accounts.user(session, name="Joke Proef")
        )
        for number in range(28):
            factories.employer(session, actor, f"Proefbedrijf {number:02d}", place=("Assen", "Gieten")[number % 2])
        made = factories.employer(
            session, actor, "Veldkamp Proeflogistiek met een lange naam B.V.", client=True, owner_id=who.id,
            kvk_number="00000017", sbi_code="5210", phone="+31592123456", website="https://veldkamp.example",
            street="Proefweg", house_number="14", postcode="9401 AB", municipality_code="GM0106",
            note="Leveranciers achterom.",
        )  # fmt: skip
        person = factories.contact(
            session, actor, made, name="Karin Proef", role="Hoofd personeel", phone="+31612345678", first_choice=True,
            email="karin.proef@veldkamp.example",
        )  # fmt: skip
        site_of = factories.establishment(session, actor, made, public_transport=False)
        for days, by, kind in (
            (1, partner, ContactKind.TELEPHONE),
            (3, actor, ContactKind.VISIT),
            (40, actor, ContactKind.MAIL),
        ):
            factories.moment(
                session, by, made, days_ago=days, kind=kind, contact_id=person.id,
                report="Gesproken over de open plekken.\nWij bellen volgende week.", carving_possible=days == 3,
            )  # fmt: skip
        vacancies.vacancy(session, actor, employer=made, title="Orderpicker")
        vacancies.vacancy(session, actor, employer=made, title="Inpakker", state=VacancyState.FILLED)
        tasks = [
            worklist.plan(
                session, actor, kind=kind, title=title, subject=(subject, made.id), assigned_to_id=who.id,
                due_on=clock.today() + timedelta(days=days),
            )
            for kind, title, subject, days in (
                (TaskKind.CALL_BACK, "Terugbellen over de proefplaatsing: Veldkamp", SubjectKind.EMPLOYER, -4),
                (TaskKind.AFTERCARE_WEEK_4, "Nazorg week 4: plaatsing P-12", SubjectKind.PLACEMENT, 0),
                (TaskKind.PLAN_MEASUREMENT, "Loonwaardemeting plannen: plaatsing P-12", SubjectKind.PLACEMENT, 1),
                (TaskKind.VACANCY_REVIEW, "Vacature beoordelen: medewerker groen", SubjectKind.VACANCY, 0),
                (TaskKind.INTRODUCTION_UNANSWERED, "Voordracht K-12 zonder antwoord", SubjectKind.INTRODUCTION, -1),
                (TaskKind.CONTRACT_ENDS, "Contract loopt af: plaatsing P-9", SubjectKind.PLACEMENT, 40),
                (TaskKind.CONTACT, "Voorjaarsgesprek: Veldkamp", SubjectKind.EMPLOYER, 200),
            )
        ]  # fmt: skip
        return Region(token, made.id, site_of.id, person.id, tasks[0].id)


def _enter(screen: Watched, region: Region) -> None:
    screen.page.context.add_cookies([{"name": "wsp", "value": region.token, "url": screen.origin}])


def _addresses(region: Region) -> tuple[str, ...]:
    employer = f"/werkgevers/{region.employer_id}"
    return (
        "/mijn-dag", "/mijn-dag/vandaag", "/mijn-dag/later", f"/taken/{region.task_id}",
        "/werkgevers", "/werkgevers?q=bestaatniet", "/werkgevers?pagina=2&sorteer=plaats", "/werkgevers/nieuw",
        "/werkgevers/contact", employer, f"{employer}?toon=bezoeken", f"{employer}/wijzigen",
        f"{employer}/vast-contact",
        f"{employer}/sector", f"{employer}/contact?taak={region.task_id}", f"{employer}/vestigingen/nieuw",
        f"{employer}/vestigingen/{region.establishment_id}", f"{employer}/contactpersonen/nieuw",
        f"{employer}/contactpersonen/{region.contact_id}", "/zoeken", "/zoeken?q=proef",
    )  # fmt: skip


@pytest.mark.rule("A1", "A9")
def test_axe_finds_nothing_and_nothing_sticks_out(visit: Visit, region: Region) -> None:
    # With the demo's data test_every_page looks at both widths; here are the states that it does not have.
    screen = visit(width=PHONE)
    _enter(screen, region)
    found = []
    for address in _addresses(region):
        assert screen.open(address) == 200, address
        found += [f"{address}: {violation}" for violation in screen.axe().violations]
        for width in (PHONE, WIDE):
            with screen.as_wide_as(width):
                if screen.scrolls_sideways():
                    found.append(f"{address} scrolls sideways at {width} px")
    screen.open("/werkgevers/nieuw")
    with screen.next_page():
        screen.page.get_by_role("button", name="Werkgever toevoegen").click()
    found += [f"with errors: {violation}" for violation in screen.axe().violations]
    assert not found, "\n".join(found)


@pytest.mark.rule("A10")
def test_the_round_works_without_javascript(visit: Visit, region: Region) -> None:
    screen = visit(width=PHONE, javascript=False)
    _enter(screen, region)
    page = screen.page
    screen.open("/werkgevers/nieuw")
    page.get_by_label("Naam").first.fill("VELDKAMP PROEFLOGISTIEK met een lange naam")
    page.get_by_label("Plaats").fill("Assen")
    with screen.next_page():
        page.get_by_role("button", name="Werkgever toevoegen").click()
    assert "Is dit dezelfde werkgever?" in page.inner_text("main")
    page.get_by_label("Dit is een andere werkgever").check()
    with screen.next_page():
        page.get_by_role("button", name="Werkgever toevoegen").click()
    assert "De werkgever is toegevoegd." in page.inner_text("main")
    page.get_by_role("link", name="Contact vastleggen").first.click()
    page.get_by_text("Bezoek", exact=True).click()
    page.get_by_label("Onderwerp").fill("Kennismaking")
    page.get_by_role("textbox", name="Verslag").fill("Er is werk voor twee mensen.")
    page.get_by_label("Volgende stap").fill("Bellen over het rooster")
    with screen.next_page():
        page.get_by_role("button", name="Contact vastleggen").click()
    assert "Vul in op welke dag je dit doet." in page.inner_text(".wsp-errors")
    page.get_by_label("Op welke dag").fill(clock.today().isoformat())
    with screen.next_page():
        page.get_by_role("button", name="Contact vastleggen").click()
    assert "Er is werk voor twee mensen." in page.inner_text("main")
    screen.open("/mijn-dag")
    assert "Bellen over het rooster" in page.inner_text("main")
    with screen.next_page():
        page.get_by_role("button", name="Al gebeld Nazorg week 4").click()
    assert "De taak is afgerond." in page.inner_text("main")
    assert "Nazorg week 4" not in page.inner_text("main")


def test_filters_apply_at_once_and_back_works(visit: Visit, region: Region) -> None:
    screen = visit()
    _enter(screen, region)
    screen.open("/werkgevers")
    screen.page.get_by_label("Status").select_option("klant")
    screen.page.wait_for_url("**/werkgevers?*status=klant*")
    assert screen.page.get_by_role("heading", name="1 werkgever", exact=True).is_visible()
    screen.page.go_back()
    screen.page.get_by_role("heading", name="29 werkgevers").wait_for()
