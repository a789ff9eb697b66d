"""The processing log goes to a log server elsewhere: over TLS, in order, everything, and again when it was away."""

import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.candidates import factories as candidates
from tests.conftest import REGION
from tests.foundation.mailer.server import certificate
from tests.privacy.conftest import job
from wsp.accounts.permissions import Role
from wsp.audit import service as audit
from wsp.audit.models import AuditEvent
from wsp.foundation import clock, log_server
from wsp.foundation.log_server import LogServer, LogServerAway
from wsp.privacy import log_delivery
from wsp.settings import Settings, SettingsError, load_settings

LATER = log_delivery.SETTLED + timedelta(minutes=1)


@dataclass
class Receiver:
    """A log server of this machine, over TLS; a test changes what it answers."""

    url: str = ""
    ca_file: Path = Path()
    status: int = 200
    body: bytes = b"{}"
    seen: list[dict[str, Any]] = field(default_factory=list)
    tokens: set[str | None] = field(default_factory=set)

    @property
    def spans(self) -> list[dict[str, Any]]:
        """Every record that was taken, in order."""
        return [
            span
            for document in self.seen
            for resource in document["resourceSpans"]
            for scope in resource["scopeSpans"]
            for span in scope["spans"]
        ]

    def server(self, **changes: Any) -> LogServer:
        """As the settings would name it."""
        return replace(LogServer(self.url, "geheim van de proef", self.ca_file), **changes)


@contextmanager
def listening(folder: Path) -> Iterator[Receiver]:
    """Serve until the block ends."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.tokens.add(self.headers["Authorization"])
            if receiver.status == 200:
                receiver.seen.append(json.loads(body))
            self.send_response(receiver.status)
            if receiver.status == 302:
                self.send_header("Location", "/elders")
            self.send_header("Content-Length", str(len(receiver.body)))
            self.end_headers()
            self.wfile.write(receiver.body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the library's name)
            """Say nothing."""

    cert, key = certificate(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    receiver.url, receiver.ca_file = f"https://127.0.0.1:{server.server_address[1]}/v1/traces", cert
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[Receiver]:
    """A log server that this process knows."""
    with listening(tmp_path) as found:
        log_server.configure(found.server())
        yield found
        log_server.configure(None)


def seen(session: Session, count: int) -> None:
    """Somebody looks at `count` people, one by one."""
    keeper = accounts.actor(session, Role.CLIENT_MANAGER)
    people = [candidates.candidate(session) for _ in range(count)]
    for person in people:
        audit.record_reads(session, keeper, "candidate", [person.id], purpose="dossier")
    audit.record(session, keeper, "candidates.confirm", subject=("candidate", people[0].id))
    session.commit()


def deliver() -> log_delivery.Delivered:
    with clock.frozen(clock.now() + LATER):
        return log_delivery.deliver_due(REGION, actor=job())


@pytest.mark.rule("L10", "L11")
def test_every_record_goes_once_over_tls(session: Session, receiver: Receiver) -> None:
    seen(session, 3)
    assert log_delivery.deliver_due(REGION, actor=job()).records == 0, "not yet final"
    assert deliver() == log_delivery.Delivered(4)
    assert [span["name"] for span in receiver.spans] == ["inzien: dossier"] * 3 + ["candidates.confirm"]
    assert receiver.tokens == {"Bearer geheim van de proef"}
    assert deliver().records == 0
    seen(session, 1)
    assert deliver().records == 2
    assert len({span["spanId"] for span in receiver.spans}) == len(receiver.spans) == 6
    activity = receiver.spans[0]["attributes"][0]["value"]["stringValue"]
    assert activity.endswith("/privacy/verwerkingsregister#bemiddeling-1")


@pytest.mark.rule("L10", "R9")
def test_many_records_go_in_lots_and_none_is_skipped(
    session: Session, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_delivery, "BATCH", 4)
    # Eleven people at one moment: their order is that of their ids.
    with clock.frozen(clock.now()):
        seen(session, 11)
    assert deliver().records == 12
    assert [len(document["resourceSpans"][0]["scopeSpans"][0]["spans"]) for document in receiver.seen] == [4, 4, 3, 1]
    assert len({span["spanId"] for span in receiver.spans}) == 12


@pytest.mark.rule("L10")
@pytest.mark.parametrize("trouble", ["500", "302", "deels", "onzin"])
def test_what_was_not_taken_goes_again(session: Session, receiver: Receiver, trouble: str) -> None:
    seen(session, 2)
    receiver.status = {"500": 500, "302": 302}.get(trouble, 200)
    receiver.body = {"deels": b'{"partialSuccess": {"rejectedSpans": "1"}}', "onzin": b"<html>"}.get(trouble, b"")
    assert deliver().trouble
    with clock.frozen(clock.now() + LATER):
        assert log_delivery.waiting_since(session, REGION) is not None
    assert session.scalars(select(AuditEvent).where(AuditEvent.action == log_delivery.DELIVERED)).all() == []
    receiver.status, receiver.body = 200, b""
    receiver.seen.clear()
    assert deliver() == log_delivery.Delivered(3)
    with clock.frozen(clock.now() + LATER):
        assert log_delivery.waiting_since(session, REGION) is None


@pytest.mark.rule("L10")
def test_a_server_that_cannot_prove_who_it_is_gets_nothing(session: Session, receiver: Receiver) -> None:
    seen(session, 1)
    log_server.configure(receiver.server(ca_file=None))
    assert deliver().trouble == "SSLError"
    with pytest.raises(LogServerAway):
        log_server.deliver({}, receiver.server(url=receiver.url.replace("https", "http")))
    assert receiver.seen == []


def test_another_regions_log_stays_there(session: Session, receiver: Receiver) -> None:
    seen(session, 1)
    with clock.frozen(clock.now() + LATER):
        assert log_delivery.deliver_due("AM14", actor=replace(job(), region_id="AM14")).records == 0
    assert receiver.seen == []


def test_without_a_log_server_nothing_happens(session: Session) -> None:
    seen(session, 1)
    assert deliver() == log_delivery.Delivered(0)


@pytest.mark.rule("L10")
@pytest.mark.parametrize("url", ["http://log.example/v1/traces", "log.example", "https://u:w@log.example/", "https://"])
def test_the_settings_take_an_address_with_tls_only(settings: Settings, url: str) -> None:
    base = {
        "WSP_MODE": "test", "WSP_DATA_DIR": str(settings.data_dir), "DATABASE_URL": "postgresql://nowhere/x",
    }  # fmt: skip
    with pytest.raises(SettingsError, match="WSP_LOG_SERVER"):
        load_settings(base | {"WSP_LOG_SERVER": url})
    good = load_settings(base | {"WSP_LOG_SERVER": "https://log.example/v1", "WSP_LOG_SERVER_TOKEN": "t"})
    assert good.log_server == LogServer("https://log.example/v1", "t")
    assert "t'" not in repr(good.log_server)
    assert load_settings(base).log_server is None
