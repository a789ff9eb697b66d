"""Another organisation's system: it has a token and no cookies."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.couplings import factories
from tests.web.conftest import StrictClient, app, application, client_as
from wsp.accounts.models import Organisation
from wsp.couplings.enums import Scope
from wsp.couplings.models import Coupling

__all__ = ["app", "application", "client_as"]


@dataclass
class System:
    """Calls the API with a token; a POST gets a key of its own unless one is given."""

    client: StrictClient
    token: str
    coupling: Coupling | None = None

    def ask(self, method: str, path: str, *, key: str | None = None, **more: Any) -> TestResponse:
        headers = {"Authorization": f"Bearer {self.token}"} | more.pop("headers", {})
        if method == "POST":
            headers.setdefault("Idempotency-Key", key or uuid.uuid4().hex)
        return self.client.open(f"/api/v1{path}", method=method, headers=headers, **more)

    def get(self, path: str, **more: Any) -> TestResponse:
        return self.ask("GET", path, **more)

    def post(self, path: str, body: Any, **more: Any) -> TestResponse:
        return self.ask("POST", path, json=body, **more)

    def patch(self, path: str, body: Any, tag: str | None, **more: Any) -> TestResponse:
        return self.ask("PATCH", path, json=body, headers={"If-Match": tag} if tag else {}, **more)


@pytest.fixture
def system(app: Flask, session: Session) -> Callable[..., System]:
    """`system(Scope.VACANCIES_READ, region="AM01", of=organisation)`: a system with these scopes, or with all."""

    def couple(*scopes: Scope, region: str = "AM01", of: Organisation | None = None, days: int = 90) -> System:
        made = factories.coupling(session, *scopes, region=region, of=of, days=days)
        client = app.test_client()
        assert isinstance(client, StrictClient)
        return System(client, made.token, made.coupling)

    return couple


@pytest.fixture
def stranger(app: Flask) -> System:
    """A system with a token that nobody gave."""
    client = app.test_client()
    assert isinstance(client, StrictClient)
    return System(client, "wsp_AM01_" + "x" * 43)
