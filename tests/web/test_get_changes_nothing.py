"""Looking changes nothing (S4): every page is opened by every role, with the tables hashed before and after."""

import uuid
from collections import Counter
from collections.abc import Callable
from typing import Final
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tests.architecture import routes
from tests.candidates import factories as candidates
from tests.e2e.crawling import endpoint_of
from tests.employers import factories as employers
from tests.vacancies import factories as vacancies
from tests.web.conftest import StrictClient
from wsp.accounts.permissions import GRANTS, Role
from wsp.foundation.db import Base
from wsp.web.access import describe

ClientAs = Callable[..., StrictClient]

MAY_BE_WRITTEN: Final = {
    "audit_events": "a refused page is recorded",
    "read_events": "who looked at whom",
    "request_counts": "how often somebody searched, to brake who copies the file",
    "shortlist_runs": "which ranking was shown, to explain it later",
    "shortlist_rows": "as above",
    "text_space_editions": "part of a shortlist run: the weights of words that all runs of a month share",
    "user_sessions": "when the session was last used",
}
"""Tables that a GET may add to, with the reason."""

_OF_ONE_KIND: Final = 2
"""Pages with one view and the same names after the question mark."""

TABLE_OF: Final = {"session_id": "user_sessions"}
"""Names in an address whose table is not simply their plural."""


def _hashes(session: Session) -> dict[str, str]:
    parts = [
        f"select '{name}' as name, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as hash from {name} t"
        for name in sorted(Base.metadata.tables)
        if name not in MAY_BE_WRITTEN
    ]
    return {row.name: row.hash for row in session.execute(text(" union all ".join(parts)))}


def _some_id(session: Session, name: str) -> uuid.UUID:
    stem = name.removesuffix("_id")
    table = Base.metadata.tables.get(TABLE_OF.get(name, stem[:-1] + "ies" if stem.endswith("y") else stem + "s"))
    found = None if table is None else session.scalar(select(table.c.id).order_by(table.c.created_at).limit(1))
    return found or uuid.UUID(int=1)


@pytest.fixture
def region(client_as: ClientAs, session: Session) -> StrictClient:
    """A region with a dossier of each kind; returns whoever made them."""
    maker = client_as(Role.ACCOUNT_MANAGER)
    employer = employers.employer(session, maker.actor, client=True)
    employers.establishment(session, maker.actor, employer)
    employers.contact(session, maker.actor, employer)
    employers.moment(session, maker.actor, employer, days_ago=3)
    vacancies.vacancy(session, maker.actor, employer=employer)
    for _ in range(3):
        candidates.matchable(session, of=maker.organisation)
    return maker


@pytest.mark.rule("S4")
@pytest.mark.parametrize("role", list(Role))
def test_no_page_changes_anything_when_it_is_looked_at(
    application: Flask, client_as: ClientAs, region: StrictClient, session: Session, role: Role
) -> None:
    client = client_as(role, organisation=region.organisation)
    rules = describe(application)
    before = _hashes(session)
    seen: set[str] = set()
    kinds: Counter[tuple[str, frozenset[str]]] = Counter()
    adapter = application.url_map.bind("localhost")
    waiting = [
        address
        for route in routes.rules(application)
        if "GET" in routes.methods(route)
        and route.endpoint not in ("statics.file", "session.log_in")
        and (rules[route.endpoint].permission is None or rules[route.endpoint].permission in GRANTS[role])
        and (address := _address(application, session, route)) is not None
    ]
    while waiting:
        path = waiting.pop(0)
        parts = urlsplit(path)
        kind = (endpoint_of(adapter, path) or path, frozenset(parse_qs(parts.query)))
        if path in seen or kinds[kind] >= _OF_ONE_KIND:
            continue
        seen.add(path)
        kinds[kind] += 1
        answer = client.get(path)
        assert answer.status_code in (200, 303, 404), f"{path}: {answer.status_code}"
        now = _hashes(session)
        assert {name for name in now if now[name] != before[name]} == set(), path
        if answer.status_code == 200 and answer.mimetype == "text/html":
            waiting += [link for link in _links(answer.page, path) if link not in seen]
    assert len(seen) > 5


def _address(application: Flask, session: Session, route: routes.Rule) -> str | None:
    values: dict[str, object] = {}
    for name in route.arguments:
        if name.endswith("_id"):
            values[name] = _some_id(session, name)
        else:
            return None  # a page with a name in its address is found through its link
    return application.url_map.bind("localhost").build(route.endpoint, values, method="GET")


def _links(page: object, path: str) -> list[str]:
    """Links to this site: the same page sorted, filtered or paged, and the pages it leads to."""
    found = []
    for link in page.all("a"):  # type: ignore[attr-defined]  # StrictClient gives a Page
        parts = urlsplit(link.get("href") or "")
        if parts.netloc or parts.scheme or not (parts.path or parts.query):
            continue
        target = parts.path or urlsplit(path).path
        if not target.startswith("/static/"):
            found.append(f"{target}?{parts.query}" if parts.query else target)
    return found
