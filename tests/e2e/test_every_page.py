"""Every page that a role can reach by clicking: it answers, axe finds nothing, it fits a phone, nothing is blocked."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from tests.e2e.crawling import signed_in_client, tour
from tests.e2e.judging import unjudged
from tests.e2e.watching import Watched
from tests.web.page import Page
from wsp.accounts import demo
from wsp.accounts.permissions import Role

Visit = Callable[..., Watched]

NOT_BY_LINK = {
    "session.log_in": "where somebody lands who is not logged in",
    "account.password": "only asked of somebody with a temporary password, or from Mijn account",
    "federation.start": "leads to a provider; there is none in the demo",
    "federation.back": "a provider sends the browser there",
    "federation.logged_out": "a provider sends the browser there; visited in tests/e2e/test_login.py",
    "link.forgot": "linked from the log-in page only; visited below",
    "link.invitation": "the address stands in a mail only",
    "link.reset": "the address stands in a mail only",
    "account.session_left": "asked by the script that warns before a session ends",
    "factor.show": "after a button on Mijn account; visited in tests/e2e/test_login.py",
    "proof.ask": "only after fifteen minutes, before an export",
    "proof.go_on": "only when a session ran out over a form",
    "step.ask": "comes after the password, and needs its mark",
    "decisions.preview": "only while a beschikking is a draft; visited in tests/web/payments",
    "decisions.rewrite": "only while a beschikking is a draft; visited in tests/web/payments",
    "decisions.revoke": "only while a beschikking was not sent; visited in tests/web/payments",
    "decisions.draft": "offered where a regeling waits for a decision; visited in tests/web/payments",
    "payments.show_run": "linked while a calculation runs; visited in tests/web/payments",
    "policy.reindexing": "linked once amounts were calculated anew; visited in tests/web/policy",
    "diary.feed": "the address is a secret, for a diary and not for a browser; asked in tests/web/accounts",
    "diary.show": "linked for roles that have talks, and walked for those; the others are told so when they type it",
    "theme.stylesheet": "a stylesheet, there when a region brings its own look; tests/e2e/test_theme.py",
    "site.healthz": "for the machine that watches over us",
    "metrics.exposition": "for the machine that watches over us",
    "site.readyz": "for the machine that watches over us",
    "site.security_txt": "for researchers; its address is a standard",
    "search.search": "the search box is shown to roles that may look up somebody",
    "worklist.group": "linked when a group holds more tasks than Mijn dag shows",
    "worklist.show": "somebody without a task has none to open",
    "documents.download": "needs a letter, which the worker makes; the walk opens one",
    "portal_employees.download_letter": "needs a letter, which the worker makes; opened in tests/web/portal",
    "introductions.step": "a step is offered to whom may take it: not to a job coach",
    "introductions.not_now": "only while the client manager is asked; visited in tests/web/introductions",
    "style.show": "for developers, not in production",
    "vacancies.send_back": "only while a vacancy of the portal waits; visited in tests/e2e/test_portal.py",
    "privacy.show_mentions": "stands under a request to erase; the small demo has none open",
    "introductions.appointment": "needs a talk on the cards that the walk opens; opened in tests/web/introductions",
    "shortlists.compare": "after choosing candidates; visited below",
}
"""Addresses that no page of this program links to, and why that is right."""

ROLES = {account.role: account.email for account in demo.ACCOUNTS if account.region_id == "AM01"}


@pytest.fixture(scope="module")
def site(demo_site: str) -> str:
    """The small demo region."""
    return demo_site


@pytest.fixture(scope="module")
def looked_at() -> set[str]:
    """Shapes of main, and of what stands around it, that a browser looked at: roles share many pages."""
    return set()


@pytest.mark.rule("A1", "A2", "A3", "A9", "A21", "S1")
@pytest.mark.parametrize("role", ROLES, ids=str)
def test_every_page_of_a_role(visit: Visit, demo_app: Flask, looked_at: set[str], role: Role) -> None:
    found = tour(demo_app, signed_in_client(demo_app, ROLES[role]), role)
    screen = visit()
    screen.sign_in(ROLES[role])
    wrong = []
    for number, stop in enumerate(found.stops):
        assert stop.status == 200, f"{stop.path} answers {stop.status}"
        if stop.built in looked_at and number:
            continue  # the first page of a role is always opened: it shows its menu
        looked_at.add(stop.built)
        status = screen.open(stop.path)
        if status != 200:
            wrong.append(f"{stop.path} answers {status}")
        shape = set(screen.shape())
        if not shape <= looked_at:
            looked_at |= shape
            audit = screen.axe()
            wrong += [f"{stop.endpoint} {finding}" for finding in (*audit.violations, *unjudged(audit.incomplete))]
        screen.page.set_viewport_size({"width": 320, "height": 900})
        wrong += [f"{stop.endpoint} is wider than 320 px: {what}" for what in screen.sticks_out()]
        screen.page.set_viewport_size({"width": 1280, "height": 900})
    assert not wrong, "\n".join(wrong)
    assert len(found.stops) > 5
    # What answers a text field while somebody types is no page.
    lost = [name for name in found.unreached if ".suggest" not in name and name not in NOT_BY_LINK]
    assert lost == []


@pytest.mark.rule("A1")
def test_the_log_in_page(visit: Visit) -> None:
    screen = visit()
    assert screen.open("/inloggen") == 200
    assert not screen.axe().violations
    with screen.next_page():
        screen.page.click("main button[type=submit]")
    assert screen.page.title().startswith("Fout: ")
    assert not screen.axe().violations


@pytest.mark.rule("A1")
@pytest.mark.parametrize(
    ("role", "titles"),
    [
        (Role.JOB_COACH, ("Jouw agenda-adres", "Gesprekken in je agenda")),
        (Role.EMPLOYER_STAFF, ("Uw agenda-adres", "Gesprekken in uw agenda")),
    ],
)
def test_the_address_for_a_diary(visit: Visit, role: Role, titles: tuple[str, str]) -> None:
    screen = visit()
    screen.sign_in(ROLES[role])
    assert screen.open("/mijn-account/agenda") == 200
    assert not screen.axe().violations
    for title in titles:
        with screen.next_page():
            screen.page.click("main form.wsp-act button" if "adres" in title else "main a:has-text('Ik heb het adres')")
        assert title in screen.page.title()
        assert not screen.axe().violations
        screen.page.set_viewport_size({"width": 320, "height": 900})
        assert not screen.sticks_out()
        screen.page.set_viewport_size({"width": 1280, "height": 900})


@pytest.mark.rule("A1")
def test_the_page_for_a_forgotten_password(visit: Visit) -> None:
    screen = visit()
    assert screen.open("/wachtwoord-vergeten") == 200
    assert not screen.axe().violations
    screen.page.fill("main input[type=email]", "iemand@demo.example")
    with screen.next_page():
        screen.page.click("main button[type=submit]")
    assert "Kijk in de mail" in screen.page.title()
    assert not screen.axe().violations


@pytest.mark.rule("A1")
def test_the_page_that_compares_candidates(visit: Visit, demo_app: Flask) -> None:
    email = ROLES[Role.ACCOUNT_MANAGER]
    page = Page(signed_in_client(demo_app, email).get("/vacatures?status=open").get_data(as_text=True), fragment=False)
    links = [link.get("href", "") for link in page.all("a")]
    vacancy = next(path for path in links if re.fullmatch(r"/vacatures/[0-9a-f-]{36}", path))
    screen = visit()
    screen.sign_in(email)
    screen.open(f"{vacancy}/kandidaten")
    for box in screen.page.locator(".wsp-cand__pick input").all()[:3]:
        box.check()
    with screen.next_page():
        screen.page.get_by_role("button", name="Vergelijken").click()
    assert not screen.axe().violations
    screen.page.set_viewport_size({"width": 320, "height": 900})
    assert screen.sticks_out() == []
