"""The inner wall of design decision 7, through every door and on committed rows.

A candidate of one organisation who was not shared is nowhere to be seen for everybody else: not as a page, not in a
list, a search, a count, an export or a suggestion.
"""

import io
import uuid
import zipfile
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.accounts import factories as accounts
from tests.architecture import routes
from tests.candidates import factories as candidates
from tests.employers import factories as employers
from tests.vacancies import factories as vacancies
from tests.web.page import Page
from wsp.accounts.permissions import GRANTS, Role
from wsp.app import create_app
from wsp.candidates.enums import Stage
from wsp.foundation import db
from wsp.settings import Settings
from wsp.web.access import cookie_name, describe

HIDDEN_NAME = "Zebravinkenzaad"
REGION, ELSEWHERE = "AM01", "AM14"


@dataclass
class Region:
    """Two organisations in one region: the first keeps a candidate that it did not share."""

    app: Flask
    settings: Settings
    hidden: uuid.UUID
    number: str

    def as_stranger(self, role: Role, *, region: str = REGION) -> tuple[FlaskClient, str]:
        """A client of somebody with this role at the second organisation, and its CSRF token."""
        with db.unit_of_work(region) as session:
            of = accounts.organisation(session, "Gemeente Tweede")
            who = accounts.member(session, role, region=region, of=of)
            token = accounts.running_session(session, who, region=region, of=of)
        client = self.app.test_client()
        client.set_cookie(cookie_name(self.settings), token, domain="localhost")
        return client, f"csrf-of-{token}"

    def reveals(self, response: TestResponse) -> bool:
        """True when the answer holds the name or the number of the hidden candidate."""
        body = response.get_data()
        if body.startswith(b"PK"):
            archive = zipfile.ZipFile(io.BytesIO(body))
            body = b"".join(archive.read(name) for name in archive.namelist())
        text = body.decode("utf-8", "replace")
        return HIDDEN_NAME.lower() in text.lower() or self.number in text or str(self.hidden) in text


@pytest.fixture
def region(committed: Settings) -> Region:
    """Committed rows, and the application on them."""
    with db.unit_of_work(REGION) as session:
        first = accounts.organisation(session, "Gemeente Eerste")
        second = accounts.organisation(session, "Gemeente Tweede")
        keeper = accounts.actor(session, Role.ACCOUNT_MANAGER, of=first)
        employer = employers.employer(session, keeper, client=True)
        vacancies.vacancy(session, keeper, employer=employer)
        hidden = candidates.candidate(
            session, of=first, name=("Zoef", None, HIDDEN_NAME), full=True, stage=Stage.MATCHABLE
        )
        hidden.number = 987654
        session.flush()
        for _ in range(2):
            candidates.matchable(session, of=second)
        known = hidden.id
    return Region(create_app(committed), committed, known, "987654")


STRANGERS = [(role, REGION) for role in Role] + [(Role.CLIENT_MANAGER, ELSEWHERE), (Role.ACCOUNT_MANAGER, ELSEWHERE)]


@pytest.mark.rule("S6")
def test_every_address_of_the_hidden_candidate_says_not_found(region: Region) -> None:
    rules = describe(region.app)
    for role, where in STRANGERS:
        client, token = region.as_stranger(role, region=where)
        for route in routes.rules(region.app):
            if "candidate_id" not in route.arguments:
                continue
            granted = rules[route.endpoint].permission in GRANTS[role]
            for method in routes.methods(route):
                answers = [_ask(region, client, route, method, known, token) for known in (region.hidden, uuid.uuid4())]
                hidden, unknown = (answer.status_code for answer in answers)
                told = f"{role} {where} {method} {route.rule}: {hidden}"
                assert hidden == unknown, f"differs from an id that nobody has: {told}"
                assert hidden in ({404} if method == "GET" else {404, 400}) if granted else hidden == 403, told
                assert HIDDEN_NAME not in answers[0].get_data(as_text=True), told


def _ask(
    region: Region, client: FlaskClient, route: routes.Rule, method: str, candidate_id: uuid.UUID, token: str
) -> TestResponse:
    values = {name: uuid.UUID(int=1) for name in route.arguments} | {"candidate_id": candidate_id}
    address = region.app.url_map.bind("localhost").build(route.endpoint, values, method=method)
    return client.open(address, method=method, data={"csrf_token": token} if method == "POST" else None)


@pytest.mark.rule("S6", "S7")
@pytest.mark.slow
def test_no_list_search_count_or_export_reveals_the_hidden_candidate(region: Region) -> None:
    rules = describe(region.app)
    for role, where in STRANGERS:
        client, token = region.as_stranger(role, region=where)
        waiting = [
            route.rule
            for route in routes.rules(region.app)
            if not route.arguments
            and "GET" in routes.methods(route)
            and (rules[route.endpoint].permission is None or rules[route.endpoint].permission in GRANTS[role])
        ]
        waiting += [f"{path}?q={HIDDEN_NAME}" for path in ("/zoeken", "/kandidaten") if path in waiting]
        waiting += [f"/kandidaten?q={region.number}"] if "/kandidaten" in waiting else []
        seen: set[str] = set()
        while waiting and len(seen) < 60:
            path = waiting.pop(0)
            if path in seen:
                continue
            seen.add(path)
            answer = client.get(path)
            text = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
            asked = path.partition("?")[2]
            if asked:
                # What was searched for stands in the search field; the candidate itself must not be found.
                text = text.replace(f'value="{asked.partition("=")[2]}"', "")
                assert str(region.hidden) not in text, f"{role} {where} {path}"
                assert f"K-{region.number}" not in text, f"{role} {where} {path}"
                continue
            assert not region.reveals(answer), f"{role} {where} {path}"
            if answer.status_code == 200 and answer.mimetype == "text/html":
                page = Page(text, fragment=False)
                waiting += [
                    a.get("href") or "/"
                    for main in page.all("main")
                    for a in main.iter("a")
                    if (a.get("href") or "").startswith("/") and "?" not in (a.get("href") or "")
                ]
        for route in routes.rules(region.app):
            if route.rule.endswith("/exporteren") and not route.arguments:
                exported = client.post(route.rule, data={"csrf_token": token})
                assert not region.reveals(exported), f"{role} {where} {route.rule}"
