"""Somebody of an employer opens everything there is to open, and sends every form."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.test import TestResponse

from tests.architecture import routes
from tests.documents import reading
from tests.security.portal.columns import LETTERHEAD
from tests.security.portal.planting import Planted
from tests.web.page import Page
from wsp.accounts.permissions import GRANTS, Role
from wsp.web.access import describe


@dataclass
class Crawl:
    """Everything that was opened."""

    planted: Planted
    app: Flask
    opened: dict[str, str] = field(default_factory=dict)
    leaks: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    """What was fetched, as a reader reads it."""

    def look(self, where: str, answer: TestResponse) -> None:
        """Search one answer, whatever its kind."""
        data = answer.get_data()
        body = data.decode("utf-8", "replace") + str(answer.headers)
        if answer.mimetype == "application/pdf":
            # Only our own letters are whole documents; what a test hands in is a few bytes that look like one.
            self.files[where] = reading.text(data) if "/brieven/" in where else body
            body += self.files[where]
        found = self.planted.found_in(body)
        if "/brieven/" in where:
            found = {leak for leak in found if not leak.endswith(tuple(f"({column})" for column in LETTERHEAD))}
        self.leaks += [f"{where}: {leak}" for leak in sorted(found)]
        if answer.status_code == 200 and answer.mimetype == "text/html":
            self.opened[where] = body
        answer.close()

    def walk(self) -> None:
        """Open every address that can be reached, search everywhere, send every form, and try strange ids."""
        forms = self.pages()
        for word in ("zz", "Zzvoor", "47"):
            for path in ("/portaal", "/portaal/vacatures", "/portaal/kandidaten", "/portaal/medewerkers", "/zoeken"):
                asked = {"q": word, "pagina": "2", "sorteer": word}
                self.look(f"{path}?q={word}", self.planted.client.get(path, query_string=asked))
        for action, fields in forms:
            for data in ({}, {name: "" for name in fields if name != "csrf_token"}):
                self.look(f"POST {action}", self.planted.client.post(action, data=data))
        self._strange_ids()

    def pages(self) -> list[tuple[str, dict[str, str]]]:
        """Follow every link from every address without an id; the forms that were seen on the way."""
        waiting = [
            route.rule
            for route in routes.rules(self.app)
            if not route.arguments and "GET" in routes.methods(route) and route.rule != "/metrics"
        ]
        seen: set[str] = set()
        forms: list[tuple[str, dict[str, str]]] = []
        while waiting:
            path = waiting.pop(0)
            if path in seen:
                continue
            seen.add(path)
            answer = self.planted.client.get(path)
            self.look(path, answer)
            if answer.status_code != 200 or answer.mimetype != "text/html":
                continue
            page: Page = answer.page  # type: ignore[attr-defined]  # the strict client put it there
            waiting += [own for link in page.all("a") if (own := _own_address(link.get("href") or ""))]
            forms += [
                (form.get("action") or "", page.fields(form))
                for form in page.all("form")
                if form.get("method") == "post" and (form.get("action") or "").startswith("/portaal")
            ]
        return forms

    def _strange_ids(self) -> None:
        """What belongs to somebody else does not exist."""
        rules = describe(self.app)
        for route in routes.rules(self.app):
            granted = rules[route.endpoint].permission in GRANTS[Role.EMPLOYER_ADMIN]
            values = {name: self.planted.strange[0] for name in route.arguments if name.endswith("_id")}
            if not granted or not values or set(values) != set(route.arguments) or "GET" not in routes.methods(route):
                continue
            address = self.app.url_map.bind("localhost").build(route.endpoint, values, method="GET")
            answer = self.planted.client.get(address)
            assert answer.status_code == 404, address
            self.look(address, answer)
        for address in sorted(self.planted.kept):
            answer = self.planted.client.get(address)
            assert answer.status_code == 404, address
            self.look(address, answer)


def _own_address(href: str) -> str:
    """The path and query of a link to this site; empty for every other one."""
    address = urlsplit(href)
    if address.netloc or address.scheme or not address.path.startswith("/"):
        return ""
    return address.path + (f"?{address.query}" if address.query else "")
