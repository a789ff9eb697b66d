"""A logged-in client per role, on the rolled-back database, whose every answer is parsed and checked."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.accounts import factories
from tests.web.page import Page
from wsp.accounts.models import Organisation, User
from wsp.accounts.permissions import GRANTS, Role
from wsp.app import create_app
from wsp.foundation import db
from wsp.foundation.actor import Actor
from wsp.foundation.db import Database
from wsp.settings import Settings
from wsp.web.access import cookie_name


class StrictClient(FlaskClient):
    """A browser that looks at every page it gets: `response.page` is the parsed page, already checked.

    A POST brings the session's CSRF token by itself; give `csrf=False` to leave it out.
    """

    user: User
    actor: Actor
    organisation: Organisation
    csrf_token: str | None = None
    looks: bool = True
    """Whether it looks at pages at all: not where a test asks for a thousand answers only to see whether they come."""

    def open(self, *args: Any, csrf: bool = True, **kwargs: Any) -> TestResponse:
        """Send a request; afterwards the test's own session is back in the region it was in."""
        data = kwargs.get("data")
        if csrf and self.csrf_token and kwargs.get("method") == "POST" and (data is None or isinstance(data, dict)):
            kwargs["data"] = {"csrf_token": self.csrf_token} | (data or {})
        connection = db.database()._sessions.kw["bind"]
        region = connection.scalar(text("select current_setting('wsp.region', true)"))
        response = super().open(*args, **kwargs)
        connection.execute(text("select set_config('wsp.region', :region, true)"), {"region": region or ""})
        if self.looks and response.mimetype == "text/html" and response.data and not 300 <= response.status_code < 400:
            fragment = response.request.headers.get("HX-Request") == "true"
            page = Page(response.get_data(as_text=True), fragment=fragment)
            page.check()
            response.page = page  # type: ignore[attr-defined]  # put there by the library or the strict client
        return response


@pytest.fixture(scope="session")
def application(settings: Settings, worker_database: Database) -> Iterator[Flask]:
    """The real application, as `create_app` makes it."""
    db.configure(worker_database)
    app = create_app(settings)
    db.configure(None)
    app.test_client_class = StrictClient
    return app


@pytest.fixture
def app(application: Flask, database: Database) -> Flask:
    """The application on this test's rolled-back database."""
    del database
    return application


@pytest.fixture
def visitor(app: Flask) -> StrictClient:
    """Somebody who is not logged in."""
    client = app.test_client()
    assert isinstance(client, StrictClient)
    client.csrf_token = "csrf-of-a-visitor"
    with client.session_transaction() as page:
        page["csrf_token"] = client.csrf_token
    return client


@pytest.fixture
def client_as(app: Flask, session: Session, settings: Settings) -> Callable[..., StrictClient]:
    """`client_as("accountmanager", region="AM01", organisation=None)`: a client logged in as a new user."""

    def log_in(role: Role | str, *, region: str = "AM01", organisation: Organisation | None = None) -> StrictClient:
        of = organisation or factories.organisation_for(session, Role(role))
        who = factories.member(session, Role(role), region=region, of=of)
        token = factories.running_session(session, who, region=region, of=of)
        client = app.test_client()
        assert isinstance(client, StrictClient)
        client.set_cookie(cookie_name(settings), token, domain="localhost")
        client.user, client.organisation = who, of
        client.csrf_token = f"csrf-of-{token}"
        client.actor = Actor(
            user_id=who.id,
            region_id=region,
            organisation_id=of.id,
            roles=frozenset({Role(role)}),
            permissions=frozenset(GRANTS[Role(role)]),
            request_id=uuid.uuid4().hex,
        )
        return client

    return log_in
