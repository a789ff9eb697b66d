"""By keyboard only (A5): an employer posts a vacancy, a colleague reads in a file; nothing is ever clicked."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.e2e.watching import Watched
from tests.exchange.tables import files, firms
from wsp.foundation import clock

Visit = Callable[..., Watched]
MOST_STOPS = 150
"""Presses of Tab before something counts as out of reach: a trap would go round for ever."""


@pytest.fixture(scope="module")
def site(demo_site: str) -> str:
    """The small demo region."""
    return demo_site


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is on `selector`."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("chosen => document.activeElement.matches(chosen)", selector):
            return
    pytest.fail(f"{page.url}: the keyboard does not reach {selector}")


def enter(page: Page, selector: str) -> None:
    """Go to a button or link and press Enter; wait for the next page."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page: Page, selector: str, text: str) -> None:
    tab_to(page, selector)
    page.keyboard.type(text)


def log_in(page: Page, origin: str, email: str, password: str) -> None:
    """Also the door is opened without a pointer."""
    page.goto(f"{origin}/inloggen")
    write(page, "input[name=email]", email)
    write(page, "input[name=password]", password)
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.rule("A5")
def test_an_employer_posts_a_vacancy(visit: Visit) -> None:
    screen = visit()
    page = screen.page
    log_in(page, screen.origin, "werkgever@demo.example", "tulpen-in-de-regen")
    assert page.url.endswith("/portaal")
    enter(page, "main a[href*='/portaal/vacatures/nieuw']")
    write(page, "[name=title]", "Inpakker met toetsenbord")
    write(page, "[name=task_1_name]", "Dozen vouwen")
    enter(page, "button[name=doe][value=verder]")
    write(page, "[name=hours_min]", "24")
    write(page, "[name=hours_max]", "12")
    tab_to(page, "[name=shifts][value=dag]")
    page.keyboard.press("Space")
    enter(page, "button[name=doe][value=verder]")
    # A mistake: the focus stands on what went wrong, and one press leads to the field.
    assert page.title().startswith("Fout: ")
    assert page.evaluate("document.activeElement.closest('.wsp-errors') !== null")
    tab_to(page, ".wsp-errors a")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "hours_max"
    page.keyboard.press("Control+a")
    page.keyboard.type("32")
    enter(page, "button[name=doe][value=verder]")
    write(page, "[name=wage_hour]", "17,00")
    tab_to(page, "[name=closes_on]")
    # A date is typed as it is written here: day, month, year.
    page.keyboard.type((clock.today() + timedelta(days=40)).strftime("%d%m%Y"))
    closes = page.locator("[name=closes_on]").input_value()
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", closes), closes
    enter(page, "button[name=doe][value=verder]")
    assert "Klopt uw vacature?" in page.inner_text("h1")
    enter(page, "main form .utrecht-button--primary-action")
    assert "Wij kijken de vacature na" in page.inner_text("main")
    assert not screen.problems


@pytest.mark.rule("A5")
def test_a_colleague_reads_in_a_file(visit: Visit, tmp_path: Path) -> None:
    content = tmp_path / "relaties.csv"
    content.write_bytes(files.csv(firms.employers(3)))
    screen = visit()
    page = screen.page
    # The browser is told in passing that somebody waits for a chooser; told late, the key would open the system's own.
    page.on("filechooser", lambda _: None)
    log_in(page, screen.origin, "accountmanager@demo.example", "tulpen-in-de-regen")
    page.goto(f"{screen.origin}/importeren")
    enter(page, "main a[href='/importeren/nieuw/werkgevers']")
    tab_to(page, "[name=bestand], input[type=file]")
    # The window of the system that the key opens is the system's own; what is chosen there comes back as here.
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(str(content))
    enter(page, "main form button[type=submit]")
    assert "relaties.csv" in page.inner_text("main")
    assert page.locator("main select").count() > 0
    tab_to(page, "main select")
    before = page.evaluate("document.activeElement.value")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.value") == before
    enter(page, "main form .utrecht-button--primary-action")
    assert not page.title().startswith("Fout: ")
    assert "Bakkerij" in page.inner_text("main") or "Kwekerij" in page.inner_text("main")
    assert not screen.problems
