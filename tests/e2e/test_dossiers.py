"""Candidates and vacancies in a browser: axe, width, and the intake without JavaScript."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.e2e.dossiers import Dossiers, filled
from tests.e2e.watching import PHONE, WIDE, Watched
from wsp.foundation import clock

Visit = Callable[..., Watched]


@pytest.fixture
def dossiers(site: str) -> Dossiers:
    """The filled region, in the database that `site` serves."""
    del site
    return filled()


def enter(screen: Watched, token: str) -> None:
    """Be logged in with this cookie."""
    screen.page.context.add_cookies([{"name": "wsp", "value": token, "url": screen.origin}])


def addresses(region: Dossiers) -> list[tuple[str, str]]:
    """Every page of both rooms with the cookie of who looks at it."""
    candidate, vacancy = f"/kandidaten/{region.candidate_id}", f"/vacatures/{region.vacancy_id}"
    client = [
        "/kandidaten", "/kandidaten?q=niemand", "/kandidaten/nieuw", candidate, f"/kandidaten/{region.bare_id}",
        *(
            f"{candidate}/{form}"
            for form in (
                "profiel", "loonwaarde", "register", "akkoord", f"akkoord/{region.agreement_id}/intrekken", "fase",
                "naam", "persoonsgegevens", "woonplaats", "begeleiders", "klopt-dit-nog", "bezwaar",
            )
        ),
    ]  # fmt: skip
    account = [
        "/kandidaten", candidate, "/vacatures", "/vacatures?q=niets", "/vacatures/nieuw/werk", vacancy,
        f"/vacatures/{region.stopped_id}", f"{vacancy}/wijzigen", f"{vacancy}/status",
    ]  # fmt: skip
    return [(path, region.client_manager) for path in client] + [(path, region.account_manager) for path in account]


@pytest.mark.rule("A1", "A9")
def test_every_page_is_without_findings_and_fits(visit: Visit, dossiers: Dossiers) -> None:
    # With the demo's data test_every_page looks at both widths; here are the states that it does not have.
    screen = visit(width=PHONE)
    found = []
    for path, token in addresses(dossiers):
        enter(screen, token)
        assert screen.open(path) == 200, path
        found += [f"{path}: {finding}" for finding in screen.axe().violations]
        for width in (PHONE, WIDE):
            with screen.as_wide_as(width):
                if screen.scrolls_sideways():
                    found.append(f"{path}: wider than {width} px")
    assert found == []


@pytest.mark.rule("A5")
def test_the_intake_works_without_javascript(visit: Visit, dossiers: Dossiers) -> None:
    screen = visit(javascript=False)
    enter(screen, dossiers.account_manager)
    page = screen.page
    assert screen.open("/vacatures/nieuw/werk") == 200
    page.get_by_role("textbox", name="Werkgever").fill(f"W-{dossiers.employer_number}")
    page.get_by_label("Welk werk is het?").fill("heftruck")
    with screen.next_page():
        page.get_by_role("button", name="Naar stap 2").click()
    page.get_by_role("radio", name="Geen van deze: houd mijn eigen titel").check()
    with screen.next_page():
        page.get_by_role("button", name="Naar stap 2").click()
    page.get_by_label("Uren tot").fill("12")
    page.get_by_label("Uren vanaf").fill("24")
    page.get_by_role("checkbox", name="Dag", exact=False).first.check()
    with screen.next_page():
        page.get_by_role("button", name="Naar stap 3").click()
    assert page.title().startswith("Fout:")
    page.get_by_label("Uren tot").fill("32")
    with screen.next_page():
        page.get_by_role("button", name="Naar stap 3").click()
    with screen.next_page():
        page.get_by_role("button", name="Naar stap 4").click()
    page.get_by_label("Tot en met wanneer zoeken wij?").fill((clock.today() + timedelta(days=30)).isoformat())
    with screen.next_page():
        page.get_by_role("button", name="Naar stap 5").click()
    assert "24 tot 32 uur" in page.locator("main").inner_text() or "32 uur" in page.locator("main").inner_text()
    with screen.next_page():
        page.get_by_role("button", name="Vacature openen").click()
    assert page.locator("h1").inner_text() == "heftruck"
