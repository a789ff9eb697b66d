"""What a visitor sees when something goes wrong, and that the log keeps no data of people."""

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import structlog
from flask import Blueprint, Flask, request
from flask.typing import ResponseReturnValue
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from tests.accounts import factories
from tests.web.conftest import StrictClient
from tests.web.page import Page
from wsp import migrate
from wsp.accounts.permissions import Permission, Role
from wsp.app import create_app
from wsp.foundation import db
from wsp.foundation.db import Database
from wsp.foundation.private_server import PrivateServer
from wsp.settings import Settings
from wsp.web.access import cookie_name, current_session, public, requires

ClientAs = Callable[..., StrictClient]
SECRET = "Jan Geheim, 0612345678"

pages = Blueprint("proef", __name__)


@pages.post("/proef/stuk")
@requires(Permission.DAY_READ)
def break_down() -> ResponseReturnValue:
    """Fails with what was typed in the message, as a careless library would."""
    raise RuntimeError(request.form["naam"])


@pages.post("/proef/dubbel")
@requires(Permission.DAY_READ)
def twice() -> ResponseReturnValue:
    """Two rows with one unique key: somebody else was first."""
    for _ in range(2):
        current_session().execute(
            text(
                "insert into organisations (id, created_at, name, kind, municipality_code) "
                "values (gen_random_uuid(), now(), 'Proef', 'gemeente', 'GM9999')"
            )
        )
    return ""


@pages.post("/proef/verkeerd")
@requires(Permission.DAY_READ)
def wrong() -> ResponseReturnValue:
    """A row that breaks a rule of the schema: a fault of ours, not of the visitor."""
    current_session().execute(
        text("insert into organisations (id, created_at, name) values (gen_random_uuid(), now(), 'x')")
    )
    return ""


@pages.get("/proef/adres")
@public
def where() -> ResponseReturnValue:
    """The address of the visitor, as this program sees it."""
    return f"{request.remote_addr} {request.scheme} {request.host}"


@pytest.fixture(scope="module")
def application(settings: Settings, worker_database: Database) -> Flask:
    """The application with those pages."""
    db.configure(worker_database)
    app = create_app(settings, more=[pages])
    db.configure(None)
    app.test_client_class = StrictClient
    return app


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the program logs, after all of its filters."""
    before = structlog.get_config()
    written = io.StringIO()
    structlog.configure(
        logger_factory=structlog.PrintLoggerFactory(written),
        wrapper_class=structlog.make_filtering_bound_logger("info"),
    )
    yield written
    structlog.configure(**before)


@pytest.mark.rule("S15", "S16", "G13")
def test_a_failure_shows_a_reference_and_no_trace_and_logs_no_data(client_as: ClientAs, log: io.StringIO) -> None:
    answer = client_as("accountmanager").post("/proef/stuk", data={"naam": SECRET})
    assert answer.status_code == 500
    assert answer.headers["X-Request-Id"] in answer.page.text
    assert "Er is niets opgeslagen." in answer.page.text
    for leak in (SECRET, "Traceback", "RuntimeError", ".py"):
        assert leak not in answer.page.source
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    failed = next(line for line in lines if line["event"] == "failed")
    assert failed["request_id"] == answer.headers["X-Request-Id"]
    assert failed["error"] == "builtins.RuntimeError"
    assert "Geheim" not in json.dumps(lines)


@pytest.mark.parametrize(("path", "status"), [("dubbel", 409), ("verkeerd", 500)])
def test_an_error_of_the_database_is_told_apart_by_its_code(client_as: ClientAs, path: str, status: int) -> None:
    assert client_as("accountmanager").post(f"/proef/{path}").status_code == status


@pytest.mark.parametrize(
    ("method", "path", "status"), [("get", "/bestaat-niet", 404), ("get", "/inloggen/", 404), ("post", "/", 405)]
)
def test_what_the_framework_refuses_reads_dutch_too(client_as: ClientAs, method: str, path: str, status: int) -> None:
    answer = client_as("accountmanager").open(path, method=method.upper())
    assert answer.status_code == status
    assert answer.page.title.startswith("Fout:")
    if status == 405:
        assert "GET" in answer.headers["Allow"]


@pytest.mark.rule("S4")
@pytest.mark.parametrize("token", [None, "", "van een andere sessie", "é"])
def test_a_change_without_the_sessions_token_is_refused(client_as: ClientAs, token: str | None) -> None:
    client = client_as("accountmanager")
    answer = client.post("/uitloggen", csrf=False, data={} if token is None else {"csrf_token": token})
    assert answer.status_code == 400
    assert "ververs de pagina" in answer.page.text
    assert client.get("/mijn-account").status_code == 200, "still logged in"


@pytest.mark.rule("S1", "S2")
@pytest.mark.parametrize("path", ["/inloggen", "/bestaat-niet", "/healthz", "/regio"])
def test_every_answer_carries_the_headers(visitor: StrictClient, path: str) -> None:
    headers = visitor.get(path).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.rule("S13")
def test_a_host_that_is_not_ours_is_refused(visitor: StrictClient) -> None:
    answer = visitor.get("/inloggen", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "evil.example" not in answer.get_data(as_text=True)


@pytest.mark.rule("S13")
@pytest.mark.parametrize(("hops", "seen"), [(0, "127.0.0.1 http localhost"), (1, "192.0.2.7 https wsp.example")])
def test_headers_of_a_proxy_count_only_for_the_proxies_there_are(
    settings: Settings, database: Database, hops: int, seen: str
) -> None:
    del database
    app = create_app(replace(settings, proxy_hops=hops, hosts=("localhost", "wsp.example")), more=[pages])
    forwarded = {
        "X-Forwarded-For": "203.0.113.1, 192.0.2.7",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "wsp.example",
        "X-Request-Id": "van-de-proxy-1",
    }
    answer = app.test_client().get("/proef/adres", headers=forwarded)
    assert answer.get_data(as_text=True) == seen
    assert (answer.headers["X-Request-Id"] == "van-de-proxy-1") is (hops == 1)


@pytest.mark.rule("S3")
def test_with_https_the_browser_guards_the_cookies(settings: Settings, database: Database) -> None:
    app = create_app(replace(settings, https=True))
    with database.unit_of_work(None) as session:
        factories.member(session, email="anna@demo.example", password=factories.PASSWORD)
    client = app.test_client()
    page = Page(client.get("/inloggen", base_url="https://localhost").get_data(as_text=True), fragment=False)
    fields = page.fields() | {"email": "anna@demo.example", "password": factories.PASSWORD}
    answer = client.post("/inloggen", data=fields, base_url="https://localhost")
    cookie = next(c for c in answer.headers.getlist("Set-Cookie") if c.startswith("__Host-wsp="))
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookie
    assert "Domain" not in cookie
    assert "Strict-Transport-Security" in answer.headers


@pytest.fixture
def own_server(
    settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[PrivateServer, Settings]]:
    """A database server of this test's own, that it may stop."""
    folder: Path = tmp_path_factory.mktemp("server")
    for each in (folder, *folder.parents):
        if each.stat().st_uid == folder.stat().st_uid and each != Path(each.anchor):
            each.chmod(each.stat().st_mode | 0o055)
    server = PrivateServer(folder / "data", throwaway=True)
    server.start()
    urls = server.provision("wsp_down")
    migrate.upgrade(urls.owner)
    own = Database(urls.app, pool_size=2)
    db.configure(own)
    yield server, settings.with_urls(app=urls.app, owner=urls.owner, retention=urls.retention)
    db.configure(None)
    own.dispose()
    server.destroy()


@pytest.mark.rule("R5", "R11")
def test_without_a_database_a_page_says_so_keeps_what_was_typed_and_comes_back(
    own_server: tuple[PrivateServer, Settings],
) -> None:
    server, settings = own_server
    with db.unit_of_work(None) as session:
        of = factories.organisation(session)
        who = factories.member(session, Role.ADMINISTRATOR, of=of)
        token = factories.running_session(session, who, of=of)
    client = create_app(settings).test_client()
    client.set_cookie(cookie_name(settings), token, domain="localhost")
    address = f"/gebruikers/{who.id}/wijzigen"
    before = Page(client.get(address).get_data(as_text=True), fragment=False)
    typed = before.fields() | {"name": "Typte <dit>\nen 'dat'"}
    assert client.get("/readyz").status_code == 200

    server.stop()
    lost = client.get(address)
    assert lost.status_code == 503
    assert lost.headers["Retry-After"] == "10"
    Page(lost.get_data(as_text=True), fragment=False).check()
    refused = client.post(address, data=typed | {"password": "mag niet terug"})
    assert refused.status_code == 503
    page = Page(refused.get_data(as_text=True), fragment=False)
    page.check()
    assert page.fields()["name"] == typed["name"]
    assert "mag niet terug" not in page.source
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 503
    with client.get("/static/x/wsp/base.css") as stylesheet:
        assert stylesheet.status_code == 200

    server.start()
    again = client.post(address, data=page.fields() | {"name": "Typte dit"})
    assert again.status_code == 303
    assert "Typte dit" in client.get(f"/gebruikers/{who.id}").get_data(as_text=True)
    assert client.get("/readyz").json == {"status": "ok", "migration": migrate.head()}


def test_a_database_behind_the_code_is_not_ready(committed: Settings) -> None:
    owner = create_engine(committed.owner_database_url, poolclass=NullPool)
    with owner.begin() as connection:
        connection.execute(text("update alembic_version set version_num = '0001'"))
    answer = create_app(committed).test_client().get("/readyz")
    assert answer.status_code == 503
    assert answer.json is not None
    assert "0001" in answer.json["reason"]
