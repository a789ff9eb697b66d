"""Every page a role can reach, found as a person finds it: by following links from the first page.

The list of pages comes from the application's own address map, so a new page cannot be forgotten: what no link leads
to is named.
"""

import re
from collections import deque
from dataclasses import dataclass
from itertools import groupby
from typing import Final
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter, RequestRedirect

from tests.web.page import Page
from wsp.accounts import demo
from wsp.accounts.permissions import GRANTS, Role
from wsp.web import access

_MOST_REDIRECTS: Final = 5
_PER_ENDPOINT: Final = 3
_PER_RECORD: Final = 15
"""Pages of one kind that are read for links: which steps a record offers depends on its state."""

_NUMBERS: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")
_OF_ONE_PAGE: Final = frozenset({"href", "src", "action", "value", "content", "datetime", "d", "title", "aria-label"})

NO_PAGES: Final = frozenset({"statics.file"})


@dataclass(frozen=True)
class Stop:
    """A page that was reached: the first of its endpoint."""

    endpoint: str
    path: str
    status: int
    title: str
    built: str = ""
    """How main is built: two pages that say the same here differ in their texts only."""


@dataclass(frozen=True)
class Tour:
    """What one role came across."""

    stops: tuple[Stop, ...]
    downloads: tuple[Stop, ...]
    """Answers that are no page: files, suggestions, health checks."""
    unreached: tuple[str, ...]
    """Endpoints that this role may open and that no link led to."""


def signed_in_client(app: Flask, email: str, password: str = demo.PASSWORD) -> FlaskClient:
    """A test client that logged in through the form."""
    client = app.test_client()
    page = Page(client.get("/inloggen").get_data(as_text=True), fragment=False)
    form = next(each for each in page.all("form") if each.get("method") == "post")
    data = page.fields(form) | {"email": email, "password": password}
    response = client.post(form.get("action") or "/inloggen", data=data)
    assert response.status_code == 303, f"{email} cannot log in: {response.status_code}"
    return client


def tour(app: Flask, client: FlaskClient, role: Role | None, *, start: str = "/") -> Tour:
    """Follow links from `start`, breadth first; one stop per endpoint that answers GET."""
    adapter = app.url_map.bind("localhost")
    queue = deque([start])
    queued = {start}
    read: dict[str, int] = {}
    stops: dict[str, Stop] = {}
    downloads: dict[str, Stop] = {}
    while queue:
        path = queue.popleft()
        endpoint = endpoint_of(adapter, path)
        if endpoint is None or endpoint in NO_PAGES or read.get(endpoint, 0) >= _most(endpoint):
            continue
        read[endpoint] = read.get(endpoint, 0) + 1
        with client.get(path) as response:
            if 300 <= response.status_code < 400:
                links = [response.headers["Location"]]
            elif response.mimetype != "text/html":
                downloads.setdefault(endpoint, Stop(endpoint, path, response.status_code, response.mimetype))
                links = []
                if response.mimetype == "application/pdf":
                    # A second one takes a second to draw, and has no links either.
                    read[endpoint] = _PER_RECORD
            else:
                page = Page(response.get_data(as_text=True), fragment=False)
                if endpoint not in stops:
                    stops[endpoint] = Stop(endpoint, path, response.status_code, page.title, _built(page.one("main")))
                links = links_of(page, path)
        for link in links:
            if link not in queued:
                queued.add(link)
                queue.append(link)
    seen = stops.keys() | downloads.keys() | read.keys()
    missed = tuple(sorted(_allowed(app, role) - seen - NO_PAGES))
    return Tour(tuple(stops.values()), tuple(downloads.values()), missed)


def _built(element: Element) -> str:
    """Elements with their attributes; not which text or number, nor how many alike in a row."""
    own = sorted(f"{name}={_NUMBERS.sub('#', value)}" for name, value in element.items() if name not in _OF_ONE_PAGE)
    inside = [part for part, _ in groupby(_built(child) for child in element)]
    return f"<{element.tag} {' '.join(own)}>{''.join(inside)}"


def _most(endpoint: str) -> int:
    return _PER_RECORD if endpoint.endswith(".show") else _PER_ENDPOINT


def endpoint_of(adapter: MapAdapter, path: str) -> str | None:
    """The endpoint behind a path, None when there is none that answers GET."""
    for _ in range(_MOST_REDIRECTS):
        try:
            return str(adapter.match(urlsplit(path).path, method="GET")[0])
        except RequestRedirect as redirect:
            path = urlsplit(redirect.new_url).path
        except HTTPException:
            return None
    return None


def links_of(page: Page, path: str) -> list[str]:
    """Own addresses on a page: links, and the targets of forms that only look (search, filters)."""
    found = [element.get("href") or "" for element in page.all("a")]
    found += [form.get("action") or "" for form in page.all("form") if (form.get("method") or "get").lower() == "get"]
    own = []
    for address in found:
        parts = urlsplit(urljoin(path, address))
        if not parts.scheme and not parts.netloc and parts.path:
            own.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return own


def _allowed(app: Flask, role: Role | None) -> set[str]:
    rules = access.describe(app)
    granted = GRANTS[role] if role else frozenset()
    reachable = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    return {name for name in reachable if _may(rules[name], granted, logged_in=role is not None)}


def _may(rule: access.Rule, granted: frozenset[str], *, logged_in: bool) -> bool:
    if rule.public:
        return True
    return logged_in and (rule.permission is None or rule.permission in granted)
