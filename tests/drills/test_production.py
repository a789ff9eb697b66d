"""The commands of the compose file, run as they stand there: production settings, three roles, code read-only."""

import json
import re
import subprocess
import uuid

import psycopg
import pytest
import structlog
from sqlalchemy import select

from tests.drills.conftest import REGION
from tests.drills.load import MADE, Desk
from tests.drills.stack import Stack, until
from tests.operations import packaging
from tests.placements import world as worlds
from wsp.audit.models import AuditEvent
from wsp.foundation import db
from wsp.operations.clients import libpq


@pytest.mark.rule("R11")
def test_health_checks_of_image_and_compose_file_see_that_all_is_well(stack: Stack) -> None:
    command = [part.replace(":8000", f":{stack.port}") for part in packaging.health_command()]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0  # noqa: S603 (from our Dockerfile)
    worker = packaging.services()["worker"]["healthcheck"]["test"]
    assert worker[:4] == ["CMD", "python", "-m", "wsp"]
    until("the worker shows itself", lambda: _workers(stack) > 0)
    assert "ok" in stack.once(*worker[4:])
    command[-1] = command[-1].replace(str(stack.port), "9")
    assert subprocess.run(command, check=False, capture_output=True).returncode != 0  # noqa: S603 (from our Dockerfile)


def _workers(stack: Stack) -> int:
    with psycopg.connect(libpq(stack.urls().owner)) as connection:
        row = connection.execute("select count(*) from procrastinate_workers").fetchone()
    return int(row[0]) if row else 0


def test_roles_of_the_compose_file_have_the_rights_they_should(stack: Stack) -> None:
    found = json.loads(stack.once("doctor", "--json", "--only", "database", "--only", "migratie", "--only", "geheimen"))
    assert [each["state"] for each in found] == ["ok"] * 5, found


def test_running_the_program_writes_nothing_beside_its_data(stack: Stack, desk: Desk) -> None:
    before = stack.code()
    assert desk.post(stack, "drill-read-only") == MADE
    assert stack.status("/toegankelijkheid") == 200
    assert stack.code() == before
    assert not [name for name in before if name.endswith(".pyc")]


@pytest.mark.rule("R11")
def test_numbers_of_all_web_processes_are_added_up(stack: Stack) -> None:
    def healthy() -> float:
        text = stack.text("/metrics", {"Authorization": f"Bearer {stack.environment['WSP_METRICS_TOKEN']}"})
        found = re.search(r'wsp_requests_total\{endpoint="site.healthz",method="GET",status="2xx"\} (\S+)', text)
        return float(found.group(1)) if found else 0.0

    before = healthy()
    for _ in range(40):
        assert stack.status("/healthz") == 200
    assert [healthy() - before for _ in range(6)] == [40.0] * 6, "whichever process answers, it answers for all"
    assert stack.status("/metrics") == 401


@pytest.mark.rule("S16")
def test_a_job_is_logged_under_the_request_that_asked_for_it(stack: Stack) -> None:
    request_id = f"drill-{uuid.uuid4().hex}"
    with structlog.contextvars.bound_contextvars(request_id=request_id), db.unit_of_work(REGION) as session:
        placement = worlds.build(session).place().id
    until("the letter's job is logged", lambda: _done(stack, request_id))
    # On a slow machine a worker may be taken for dead and its job begun again: that is one letter, and two lines.
    assert {line["task"] for line in _done(stack, request_id)} == {"placements.send_confirmation"}
    with db.unit_of_work(REGION) as session:
        made = session.scalars(select(AuditEvent).where(AuditEvent.request_id == request_id)).all()
    assert [event.actor_kind for event in made] == ["taak"], "also in the log of who did what"
    assert str(placement) not in stack.log("worker")


@pytest.mark.rule("S16")
def test_what_people_type_does_not_reach_the_log_and_cannot_forge_a_line(stack: Stack, desk: Desk) -> None:
    evil = 'drill-x\r\n{"event": "forged", "level": "info"} Zebravinkenzaad'
    request_id = f"drill-{uuid.uuid4().hex}"
    assert desk.post(stack, evil, {"X-Request-Id": request_id, "User-Agent": evil.replace("\r\n", " ")}) == MADE
    assert [line["endpoint"] for line in _of(stack, "web", request_id)] == ["employers.log_contact"]
    forged = 'x", "event": "forged'
    assert stack.status("/healthz", headers={"X-Request-Id": forged}) == 200
    for name in ("web", "worker"):
        lines = [line for line in stack.log(name).splitlines() if line]
        assert "Zebravinkenzaad" not in stack.log(name)
        assert [line for line in lines if not line.startswith("{")] == [], "every line is JSON"
        assert [each for each in map(json.loads, lines) if each.get("event") == "forged"] == []


def _done(stack: Stack, request_id: str) -> list[dict[str, str]]:
    return [line for line in _of(stack, "worker", request_id) if line["event"] == "job.done"]


def _of(stack: Stack, name: str, request_id: str) -> list[dict[str, str]]:
    """The lines of one request."""
    found = [json.loads(line) for line in stack.log(name).splitlines() if line.startswith("{")]
    return [line for line in found if line.get("request_id") == request_id]
