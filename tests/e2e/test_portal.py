"""The portal in a browser: an employer posts a vacancy and, some steps later, learns a name.

Post, judge, match list, offer without a name, invite, agreement, name. With and without JavaScript; every page on the
way is watched, and before the agreement no page of the employer holds the name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from tests.accounts import factories as accounts
from tests.candidates import factories as candidates
from tests.e2e.watching import PHONE, Watched
from tests.employers import factories as employers
from wsp.accounts.models import Organisation
from wsp.accounts.permissions import Role
from wsp.candidates.enums import SharingPurpose
from wsp.candidates.models import CandidatePersonal
from wsp.employers import service
from wsp.foundation import clock, db

Visit = Callable[..., Watched]
ACCOUNT_MANAGER = "anne.portaal@demo.example"
CLIENT_MANAGER = "karim.portaal@demo.example"
EMPLOYER = "wilma.portaal@demo.example"
NAME = "Zilverlind"


@dataclass(frozen=True)
class Town:
    """What stands ready before the walk."""

    candidate_number: int


@pytest.fixture
def town(site: str) -> Town:
    """An employer in the portal, and one candidate who fits and agreed to be named there."""
    del site
    with db.unit_of_work("AM01") as session:
        of = accounts.organisation(session, "Gemeente Portaalstad", municipality_code="GM0106")
        manager = accounts.member(
            session, of=of, name="Anne Portaal", email=ACCOUNT_MANAGER, password=accounts.PASSWORD
        )
        accounts.member(
            session, Role.CLIENT_MANAGER, of=of, name="Karim Portaal", email=CLIENT_MANAGER, password=accounts.PASSWORD
        )
        actor = accounts.actor(session, of=of)
        employer = employers.employer(
            session, actor, "Portaalmagazijn Proef B.V.", client=True, owner_id=manager.id, postcode="9403 AB",
            place="Assen", municipality_code="GM0106",
        )  # fmt: skip
        link = service.open_portal(session, employer, actor=actor)
        accounts.member(
            session, Role.EMPLOYER_ADMIN, of=session.get_one(Organisation, link.organisation_id), name="Wilma Portaal",
            email=EMPLOYER, password=accounts.PASSWORD,
        )  # fmt: skip
        person = candidates.matchable(session, of=of, wishes=("Orderpicker",), name=("Proef", None, NAME))
        session.add(CandidatePersonal(region_id="AM01", candidate_id=person.id, birth_date=date(1990, 5, 17)))
        candidates.register_check(session, person)
        candidates.agreement(session, person, SharingPurpose.ANONYMOUS)
        candidates.agreement(session, person, SharingPurpose.NAMED, employer_id=employer.id)
        return Town(person.number)


def _look(watched: Watched) -> None:
    found = watched.axe().violations
    assert not found, f"{watched.page.url}: {'; '.join(map(str, found))}"
    watched.page.set_viewport_size({"width": PHONE, "height": 900})
    assert watched.sticks_out() == [], watched.page.url
    watched.page.set_viewport_size({"width": 1280, "height": 900})


def _press(watched: Watched, text: str) -> None:
    """Press the button or link with this text in the page's main part, and wait for the next page."""
    with watched.page.expect_navigation():
        watched.page.locator("main").get_by_text(text, exact=True).first.click()


def _submit(watched: Watched) -> None:
    with watched.page.expect_navigation():
        watched.page.locator("main form .utrecht-button--primary-action").first.click()


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.rule("A1", "A5")
def test_from_a_posted_vacancy_to_a_name(visit: Visit, town: Town, javascript: bool) -> None:  # noqa: FBT001, PLR0915 (one walk)
    firm, manager = visit(javascript=javascript), visit(javascript=javascript)
    page = firm.page
    firm.sign_in(EMPLOYER, accounts.PASSWORD)
    assert page.url.endswith("/portaal"), page.url
    if javascript:
        _look(firm)

    # Post a vacancy in four steps.
    _press(firm, "Vacature plaatsen")
    page.fill("[name=title]", "Orderpicker")
    page.fill(
        "[name=description]", "Een baan van 24 tot 32 uur, overdag. Alleen voor mensen uit het doelgroepregister."
    )
    page.fill("[name=task_1_name]", "Bestellingen verzamelen")
    page.select_option("[name=establishment_id]", index=1)
    if javascript:
        _look(firm)
    _submit(firm)
    assert "Uren per week: 24 tot 32 uur" in page.inner_text("main")
    if javascript:
        _look(firm)
    with page.expect_navigation():
        page.locator("button[value=neem-uren]").click()
    assert page.input_value("[name=hours_min]") == "24"
    page.fill("[name=hours_max]", "12")
    page.check("[name=shifts][value=dag]")
    # Enter goes on; it does not take over what the description says.
    with page.expect_navigation():
        page.press("[name=hours_max]", "Enter")
    assert page.input_value("[name=hours_max]") == "12"
    assert page.title().startswith("Fout: ")
    if javascript:
        _look(firm)
    page.fill("[name=hours_max]", "32")
    _submit(firm)
    page.fill("[name=wage_hour]", "16,00")
    page.fill("[name=closes_on]", (clock.today() + timedelta(days=40)).isoformat())
    _submit(firm)
    assert "Klopt uw vacature?" in page.inner_text("h1")
    assert "Garantiebaan" in page.locator("section[aria-labelledby=h-omschrijving]").inner_text()
    if javascript:
        _look(firm)
    _press(firm, "Vacature versturen")
    assert "Wij kijken de vacature na" in page.inner_text("main")
    vacancy = page.url

    # The account manager judges it and looks for candidates.
    manager.sign_in(ACCOUNT_MANAGER, accounts.PASSWORD)
    assert "Beoordeel vacature" in manager.page.inner_text("main")
    manager.open("/vacatures?status=ter-beoordeling")
    _press(manager, "Orderpicker")
    if javascript:
        _look(manager)
        judged = manager.page.url
        manager.page.goto(f"{judged}/vraag-aan-werkgever")
        _look(manager)
        manager.page.goto(judged)
    _press(manager, "Openen")
    _submit(manager)
    _press(manager, "Kandidaten bekijken")
    number = f"K-{town.candidate_number}"
    with manager.page.expect_navigation():
        manager.page.locator(f"li[id='{number}']").get_by_text("Voordragen").click()
    introduction = manager.page.locator("main a[href^='/voordrachten/']").first.get_attribute("href")
    assert introduction is not None
    client = visit(javascript=javascript)
    client.sign_in(CLIENT_MANAGER, accounts.PASSWORD)
    client.open(introduction)
    _press(client, "Akkoord geven")
    manager.open(f"{introduction}/stap/anoniem-aangeboden")
    _submit(manager)

    # The employer sees what somebody can do, asks, and invites.
    firm.open("/portaal")
    assert "Kandidaat A" in page.inner_text("main")
    assert NAME not in page.content()
    _press(firm, "Kandidaat A voor Orderpicker")
    assert NAME not in page.content()
    if javascript:
        _look(firm)
    page.fill("[name=question]", "Kan deze kandidaat op tijd beginnen?")
    with page.expect_navigation():
        page.get_by_role("button", name="Vraag sturen").click()
    offer = page.url
    manager.open("/mijn-dag")
    assert "Vraag uit het portaal" in manager.page.inner_text("main")
    with page.expect_navigation():
        page.get_by_role("button", name="Uitnodigen").first.click()
    assert "Wij vragen de kandidaat om akkoord" in page.inner_text("main")
    assert NAME not in page.content()

    # The candidate agrees, and only now the employer learns the name.
    for step in ("akkoord-kandidaat-gevraagd", "met-naam-voorgesteld"):
        assert manager.open(f"{introduction}/stap/{step}") == 200
        _submit(manager)
    page.goto(offer)
    assert f"Proef {NAME}" in page.inner_text("h1")
    page.fill("[name=appointment_at]", f"{clock.today() + timedelta(days=3)}T10:00")
    page.fill("[name=appointment_place]", "Bij de balie")
    with page.expect_navigation():
        page.get_by_role("button", name="Uitnodigen voor gesprek").click()
    assert "Gesprek gepland" in page.inner_text("main")
    if javascript:
        _look(firm)
    page.goto(vacancy)
    assert NAME in page.inner_text("main")
