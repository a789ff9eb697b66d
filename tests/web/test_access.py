"""The gate: who enters, what is kept, and what a failed request leaves behind."""

import uuid
from collections.abc import Callable

import pytest
from flask import Blueprint, Flask, Response, make_response
from flask.testing import FlaskClient
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.web.conftest import StrictClient
from wsp.accounts.models import Organisation
from wsp.accounts.permissions import Permission
from wsp.app import create_app
from wsp.audit.models import AuditEvent
from wsp.foundation import db
from wsp.foundation.db import Database
from wsp.foundation.errors import Conflict, NotFound
from wsp.settings import Settings
from wsp.web.access import UndeclaredAccess, current_actor, current_session, requires
from wsp.web.messages import notify

ClientAs = Callable[..., StrictClient]


pages = Blueprint("proef", __name__)


@pages.post("/proef/<uitkomst>")
@requires(Permission.EMPLOYER_EDIT)
def try_out(uitkomst: str) -> ResponseReturnValue:
    """A page of this test's own: it writes, and then ends well or badly."""
    assert current_actor().may(Permission.EMPLOYER_EDIT)
    current_session().add(Organisation(id=uuid.uuid4(), name="Proef", kind="wsp"))
    current_session().flush()
    notify("Opgeslagen.")
    if uitkomst == "fout":
        raise RuntimeError
    if uitkomst == "conflict":
        raise Conflict("Dit is al gebeurd. Ververs de pagina.")
    if uitkomst == "andermans":
        raise NotFound("Deze kandidaat is niet gevonden.")
    return make_response("nog eens", 400) if uitkomst == "formulier" else "goed"


@pytest.fixture(scope="module")
def application(settings: Settings, worker_database: Database) -> Flask:
    """The application with that page."""
    db.configure(worker_database)
    app = create_app(settings, more=[pages])
    db.configure(None)
    app.test_client_class = StrictClient
    return app


def _kept(session: Session) -> int:
    return session.scalar(select(func.count()).where(Organisation.name == "Proef")) or 0


def test_a_request_that_ends_well_is_committed(client_as: ClientAs, session: Session) -> None:
    assert client_as("accountmanager").post("/proef/goed", headers={"HX-Request": "true"}).status_code == 200
    assert _kept(session) == 1


@pytest.mark.parametrize(
    ("outcome", "status"), [("fout", 500), ("conflict", 409), ("andermans", 404), ("formulier", 400)]
)
def test_a_request_that_fails_leaves_nothing_behind(
    client_as: ClientAs, session: Session, outcome: str, status: int
) -> None:
    client = client_as("accountmanager")
    answer = client.post(f"/proef/{outcome}", headers={"HX-Request": "true"})
    assert answer.status_code == status
    assert _kept(session) == 0
    assert "Opgeslagen" not in client.get("/regio").page.text


@pytest.mark.rule("N2", "S6")
@pytest.mark.parametrize(
    ("role", "outcome", "status"), [("jobcoach", "goed", 403), ("accountmanager", "andermans", 404)]
)
def test_a_refusal_is_on_record_after_the_rollback(
    client_as: ClientAs, session: Session, role: str, outcome: str, status: int
) -> None:
    client = client_as(role)
    answer = client.post(f"/proef/{outcome}")
    assert answer.status_code == status
    event = session.scalars(select(AuditEvent).where(AuditEvent.result == "geweigerd")).one()
    assert (event.user_id, event.action) == (client.user.id, "proef.try_out")
    assert event.request_id == answer.headers["X-Request-Id"]


@pytest.mark.rule("S5")
def test_an_endpoint_without_a_permission_stops_the_start(settings: Settings, database: Database) -> None:
    del database
    forgotten = Blueprint("vergeten", __name__)
    forgotten.add_url_rule("/vergeten", "open", lambda: "open")
    with pytest.raises(UndeclaredAccess, match=r"vergeten\.open"):
        create_app(settings, more=[forgotten])


def test_a_visitor_is_sent_to_log_in_and_a_fragment_takes_the_whole_page_there(visitor: StrictClient) -> None:
    assert visitor.get("/regio").location == "/inloggen?next=/regio"
    part = visitor.get("/regio", headers={"HX-Request": "true"})
    assert (part.status_code, part.headers["HX-Redirect"]) == (401, "/inloggen")


def test_the_health_of_the_process_asks_nothing_of_the_database(application: Flask) -> None:
    # No database is configured here: to ask for it would be an error.
    assert FlaskClient(application, Response).get("/healthz").json == {"status": "ok"}
