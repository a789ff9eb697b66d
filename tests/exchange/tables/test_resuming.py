"""A worker that is killed halfway, two at once, and files that nobody goes on with. Commits are real here."""

import io
import os
import signal
import subprocess
import sys
import threading
import time
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.accounts import factories as accounts
from tests.exchange.tables import files, people
from wsp.accounts.permissions import Role
from wsp.candidates.models import Candidate
from wsp.exchange.errors import ImportNotFound
from wsp.exchange.models import ExternalId, ImportChunk, ImportRow, TableImport
from wsp.exchange.tables import running, service
from wsp.exchange.tables.commands import ReceiveTable, TakeRows
from wsp.exchange.tables.enums import ImportKind, ImportState, Profile
from wsp.exchange.tables.kinds import KINDS
from wsp.foundation import clock, db
from wsp.foundation.actor import Actor
from wsp.settings import Settings

REGION = "AM01"
PROCESS = Actor(user_id=None, region_id=REGION, organisation_id=None, kind="import")
ROWS = 90
_WORKER = """
import sys, uuid
from wsp import models
from wsp.exchange.tables import running
from wsp.exchange.tables.kinds import KINDS
from wsp.exchange.tables.enums import ImportKind
from wsp.foundation import crypto, db, logging
from wsp.settings import load_settings
settings = load_settings()
crypto.configure(crypto.Keyring(settings.encryption_keys, settings.lookup_key))
logging.configure("ERROR")
db.configure(db.Database(settings.database_url))
running.run("AM01", uuid.UUID(sys.argv[1]), progress=lambda done, total: print(done, flush=True))
"""
"""What a worker does with the job, in a process of its own that can be killed."""


@pytest.fixture
def region(committed: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr(KINDS[ImportKind.CANDIDATES], "batch", 10)
    with db.unit_of_work(REGION) as session:
        assen = accounts.organisation(session, "Gemeente Assen", municipality_code="GM0106")
        accounts.member(session, Role.CLIENT_MANAGER, of=assen)
    return committed


def ready(content: bytes) -> uuid.UUID:
    """An import that was checked and started."""
    with db.unit_of_work(REGION) as session:
        assen = accounts.organisation(session, "Gemeente Assen")
        command = ReceiveTable(
            kind=ImportKind.CANDIDATES, profile=Profile.GENERIC, organisation_id=assen.id, filename="x.xlsx",
            municipality_code="GM0106",
        )  # fmt: skip
        import_id = service.receive(session, command, io.BytesIO(content), actor=PROCESS).id
        service.start_check(session, import_id, actor=PROCESS, queued=False)
    running.run(REGION, import_id)
    with db.unit_of_work(REGION) as session:
        service.start_taking(session, TakeRows(import_id=import_id, good_rows=True), actor=PROCESS, queued=False)
    return import_id


def state(import_id: uuid.UUID) -> TableImport:
    with db.unit_of_work(REGION) as session:
        return session.get_one(TableImport, import_id)


def counts() -> tuple[int, int]:
    with db.unit_of_work(REGION) as session:
        people_here = session.scalar(select(func.count(Candidate.id))) or 0
        links = session.scalar(select(func.count(ExternalId.id))) or 0
    return people_here, links


@pytest.mark.rule("R9")
def test_a_worker_killed_halfway_loses_nothing_and_doubles_nothing(region: Settings) -> None:
    import_id = ready(files.xlsx(people.grid(ROWS)))
    environ = os.environ | {
        "DATABASE_URL": region.database_url,
        "OWNER_DATABASE_URL": region.owner_database_url,
        "RETENTION_DATABASE_URL": region.retention_database_url,
    }
    worker = subprocess.Popen(  # noqa: S603 (our own program)
        [sys.executable, "-c", _WORKER, str(import_id)], env=environ, stdout=subprocess.PIPE, text=True,
        cwd=Path(__file__).parents[3],
    )  # fmt: skip
    assert worker.stdout is not None
    first = worker.stdout.readline()
    worker.send_signal(signal.SIGKILL)
    worker.wait(10)
    worker.stdout.close()
    assert first.strip() == "10"
    _until_the_server_noticed()
    halfway = state(import_id)
    assert 10 <= halfway.rows_done < ROWS
    assert counts() == (halfway.rows_done, halfway.rows_done)
    running.run(REGION, import_id)
    done = state(import_id)
    assert (done.state, done.rows_done, done.taken["nieuw"]) == (ImportState.DONE, ROWS, ROWS)
    assert counts() == (ROWS, ROWS)
    running.run(REGION, import_id)
    assert counts() == (ROWS, ROWS)


def _until_the_server_noticed() -> None:
    """The killed worker's transaction holds its rows until the server sees that it is gone."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with db.unit_of_work(REGION) as session:
            free = session.scalars(select(TableImport.id).with_for_update(skip_locked=True)).all()
        if free:
            return
    pytest.fail("the rows of the killed worker are still locked")


@pytest.mark.rule("R9")
def test_the_same_file_twice_at_once_comes_in_once(region: Settings) -> None:
    content = files.xlsx(people.grid(40))
    both = [ready(content), ready(content)]
    failures: list[BaseException] = []

    def work(import_id: uuid.UUID) -> None:
        try:
            running.run(REGION, import_id)
        except BaseException as error:  # noqa: BLE001 (told below)
            failures.append(error)

    # Each import by two workers at once, as when a job was given back too early.
    threads = [threading.Thread(target=work, args=(import_id,)) for import_id in [*both, *both]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert failures == []
    assert counts() == (40, 40)
    taken = [state(import_id).taken for import_id in both]
    assert sum(each.get("nieuw", 0) for each in taken) == 40
    assert sum(each.get("gelijk", 0) for each in taken) == 40


def test_a_file_that_nobody_goes_on_with_is_thrown_away(region: Settings) -> None:
    with db.unit_of_work(REGION) as session:
        assen = accounts.organisation(session, "Gemeente Assen")
        command = ReceiveTable(
            kind=ImportKind.CANDIDATES, profile=Profile.GENERIC, organisation_id=assen.id, filename="x.csv",
            municipality_code="GM0106",
        )  # fmt: skip
        waiting = service.receive(session, command, io.BytesIO(files.csv(people.grid(3))), actor=PROCESS).id
    finished = ready(files.csv(people.grid(3, {1: {"Postcode": "0000"}})))
    running.run(REGION, finished)
    for days, rows in ((service.KEEP_DAYS - 1, 1), (service.KEEP_DAYS + 1, 0)):
        with clock.frozen(clock.now() + timedelta(days=days)), db.unit_of_work(REGION) as session:
            service.tidy(session, actor=PROCESS)
            assert session.scalar(select(func.count(ImportRow.id))) == rows
    assert state(waiting).state == ImportState.EXPIRED
    with db.unit_of_work(REGION) as session:
        assert session.scalar(select(func.count(ImportChunk.id))) == 0


def test_rows_wait_encrypted_and_behind_the_wall(region: Settings) -> None:
    marker = "Onleesbaarstra"
    import_id = ready(files.csv(people.grid(1, {1: {"Achternaam": marker}})))
    with db.unit_of_work(REGION) as session:
        raw = session.connection().exec_driver_sql("select content from table_import_chunks").scalar_one()
        assert marker.encode() not in bytes(raw)
    with db.unit_of_work("AM14") as session, pytest.raises(ImportNotFound):
        service.locked(session, Actor(None, "AM14", None, kind="import"), import_id)
