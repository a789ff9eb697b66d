"""An employer is addressed with u: on its own pages, and on every page that it shares with colleagues."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.architecture import routes
from tests.web.conftest import StrictClient
from tests.web.page import Page, text_of
from tests.web.portal.conftest import ClientAs, Portal
from wsp.accounts.enums import OrganisationKind
from wsp.accounts.permissions import Role
from wsp.placements.enums import IntroductionState
from wsp.settings import Settings
from wsp.web.access import cookie_name, describe

INFORMAL = re.compile(r"\b(je|jij|jou|jouw|jullie)\b", re.IGNORECASE)
POSTING = tuple(f"/portaal/vacatures/nieuw/{step}" for step in ("werk", "eisen", "loon", "controleren"))
SHARED = ("/mijn-account", "/regio", "/hulp", "/privacy", "/toegankelijkheid", "/handleiding")


def own_address(href: str) -> str | None:
    """The path of a link to this site."""
    address = urlsplit(href)
    return address.path if not address.netloc and not address.scheme and address.path.startswith("/") else None


def words(page: Page) -> Iterator[str]:
    """What a reader reads or hears: the title, the texts of main and of the dialog, names and words for scripts."""
    yield page.title
    for element in page.all("main") + page.all("dialog"):
        yield text_of(element)
        for each in element.iter():
            yield from (
                value for name, value in each.attrib.items() if name == "aria-label" or name.startswith("data-")
            )


def informal(page: Page) -> list[str]:
    return [text for text in words(page) if INFORMAL.search(text)]


def walked(app: Flask, client: StrictClient) -> dict[str, Page]:
    """Every page that is found by following links, from every address without an id on; forms are sent empty."""
    waiting = [
        route.rule
        for route in routes.rules(app)
        if not route.arguments and "GET" in routes.methods(route) and not describe(app)[route.endpoint].public
    ]
    waiting += SHARED + POSTING
    found: dict[str, Page] = {}
    forms: set[str] = set()
    while waiting:
        path = waiting.pop(0)
        if path in found:
            continue
        answer = client.get(path)
        assert answer.status_code < 500, path
        if answer.mimetype != "text/html" or answer.status_code in (302, 303):
            continue
        page = found[path] = answer.page
        waiting += [own for link in page.all("a") if (own := own_address(link.get("href") or ""))]
        forms |= {form.get("action") or "" for form in page.all("form") if form.get("method") == "post"}
    for action in sorted(forms - {"/uitloggen"}):
        answer = client.post(action, data={})
        if answer.mimetype == "text/html" and answer.status_code not in (302, 303):
            found[f"POST {action}"] = answer.page
    return found


def test_no_page_says_je_to_an_employer(app: Flask, portal: Portal) -> None:
    world = portal.world
    world.vacancy.places = 9
    world.move(world.agree(world.introduce()), IntroductionState.ANONYMOUS)
    world.named(world.person())
    world.place(world.named(world.person()))
    portal.client.post(POSTING[0], data={"title": "Inpakker", "task_1_name": "Dozen vullen"})
    found = walked(app, portal.client)
    assert {path: informal(page) for path, page in found.items() if informal(page)} == {}
    assert {
        "/portaal",
        "/portaal/meldingen",
        "/mijn-account",
        "/mijn-account/wachtwoord",
        *SHARED,
        *POSTING,
    } <= found.keys()
    refused = [path for path in found if path.startswith("POST ")]
    assert len(refused) >= 8, refused


@pytest.mark.parametrize(
    "path", ["/bestaat-niet", "/vacatures", "/portaal/vacatures/00000000-0000-4000-8000-000000000000"]
)
def test_an_error_says_no_je_to_an_employer(portal: Portal, path: str) -> None:
    answer = portal.client.get(path)
    assert answer.status_code in (403, 404)
    assert informal(answer.page) == []


def test_a_colleague_is_je_and_an_employer_is_u(portal: Portal, client_as: ClientAs) -> None:
    assert "Bent u er nog?" in portal.client.get("/portaal").page.source
    assert "Waar u werkt" in portal.client.get("/mijn-account").page.text
    colleague = client_as(Role.ACCOUNT_MANAGER)
    assert "Ben je er nog?" in colleague.get("/mijn-dag").page.source
    assert "Waar je werkt" in colleague.get("/mijn-account").page.text


def test_who_has_several_firms_and_chose_none_is_u(portal: Portal, session: Session, settings: Settings) -> None:
    who = portal.client.user
    other = accounts.organisation(session, "Tweede bedrijf", kind=OrganisationKind.EMPLOYER)
    accounts.member(session, Role.EMPLOYER_STAFF, of=other, who=who)
    token = accounts.running_session(session, who, region=None)
    portal.client.set_cookie(cookie_name(settings), token, domain="localhost")
    shown = portal.client.get("/regio").page
    assert "Kies waarvoor u nu werkt" in shown.text
    assert informal(shown) == []
