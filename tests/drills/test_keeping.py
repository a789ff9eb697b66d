"""Backups and keys while people work, and a disk that is full."""

import os
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
from cryptography.fernet import Fernet
from sqlalchemy import insert

from tests.candidates import factories as candidates
from tests.drills.conftest import REGION
from tests.drills.load import MADE, Desk, Ledger, at_work, judge
from tests.drills.stack import Stack, until
from wsp.app import create_app
from wsp.candidates.models import CandidatePersonal
from wsp.foundation import db
from wsp.foundation.crypto import Keyring
from wsp.operations import rotation
from wsp.operations.clients import libpq
from wsp.operations.fingerprints import fingerprints


@pytest.mark.rule("R7")
def test_a_backup_made_under_writes_is_one_moment_and_comes_back_whole(stack: Stack, desk: Desk) -> None:
    path = stack.folder / f"{uuid.uuid4().hex}.tar"
    with at_work(stack, desk) as ledger:
        before = list(ledger.acknowledged)
        stack.once("backup", str(path))
        so_far = len(ledger.acknowledged)
        until("people wrote on", lambda: len(ledger.acknowledged) >= so_far + 3)
    assert len(ledger.acknowledged) > len(before) + 3, "it must have been made while people wrote"
    name = f"restored_{uuid.uuid4().hex[:8]}"
    stack.server.provision(name)
    try:
        stack.once("restore", str(path), database=name)
        judge(stack.urls(name).owner, Ledger(acknowledged=before))
        with (
            psycopg.connect(libpq(stack.urls(name).owner)) as restored,
            psycopg.connect(libpq(stack.urls().owner)) as now,
        ):
            there, here = fingerprints(restored), fingerprints(now)
        assert there["contact_moments"].rows < here["contact_moments"].rows
        assert there["employers"] == here["employers"]
        own = db.Database(stack.urls(name).app)
        db.configure(own)
        client = create_app(stack.settings(name)).test_client()
        headers = {"Host": "127.0.0.1:8000"}
        assert client.get("/readyz", headers=headers).status_code == 200
        assert client.get("/inloggen", headers=headers).status_code == 200
        own.dispose()
    finally:
        stack.server.drop(name)


@pytest.mark.rule("R9")
def test_a_rotation_of_keys_that_is_killed_goes_on_where_it_was(stack: Stack) -> None:
    old = stack.settings()
    keys = ",".join((Fernet.generate_key().decode(), *old.encryption_keys))
    both = Keyring(tuple(keys.split(",")), old.lookup_key)
    said = _people(3000)
    process = stack.begin("keys", "rotate", "--batch", "20", keys=keys)
    until("it is under way", lambda: _newest(stack, both) >= 20 or process.poll() is not None)
    process.kill()
    process.wait()
    halfway = _newest(stack, both)
    assert 0 < halfway < len(said), "it was killed halfway"
    stack.once("keys", "rotate", keys=keys)
    assert _newest(stack, both) == len(said)
    assert _read(stack, Keyring(both.encryption_keys[:1], "")) == said
    # The other drills go on with the old key in front.
    back = Keyring((*old.encryption_keys, both.encryption_keys[0]), old.lookup_key)
    assert rotation.rotate(stack.urls().owner, back) == len(said)


def _people(number: int) -> dict[uuid.UUID, str]:
    made = {}
    with db.unit_of_work(REGION) as session:
        person = candidates.candidate(session)
        session.flush()
        base = {column.name: getattr(person, column.name) for column in type(person).__table__.columns}
        ids = [uuid.uuid4() for _ in range(number)]
        rows = [base | {"id": each, "number": base["number"] + 1000 + at} for at, each in enumerate(ids)]
        session.execute(insert(type(person).__table__), rows)
        for at, each in enumerate(ids):
            row = uuid.uuid4()
            made[row] = f"9{at:08}"
            session.add(CandidatePersonal(id=row, region_id=REGION, candidate_id=each, bsn=made[row]))
    return made


def _tokens(stack: Stack) -> dict[uuid.UUID, bytes]:
    with psycopg.connect(libpq(stack.urls().owner)) as connection:
        return dict(connection.execute("select id, bsn from candidate_personal where bsn is not null").fetchall())


def _read(stack: Stack, ring: Keyring) -> dict[uuid.UUID, str]:
    return {row: ring.decrypt(token) for row, token in _tokens(stack).items()}


def _newest(stack: Stack, ring: Keyring) -> int:
    return sum(counted.newest for counted in rotation.count(stack.urls().owner, ring).values())


@pytest.fixture
def small_disk(stack: Stack, tmp_path: Path) -> Iterator[Path]:
    """A file system of two megabytes on which the database may put a table."""
    place = stack.folder / "small"
    place.mkdir(exist_ok=True)
    made = subprocess.run(  # noqa: S603 (fixed program)
        ["mount", "-t", "tmpfs", "-o", "size=2m,mode=0777", "tmpfs", str(place)],  # noqa: S607 (as above)
        check=False,
        capture_output=True,
    )
    if made.returncode != 0:
        pytest.skip("a small disk can only be made by who may mount one")
    # The server runs as a user of its own when these tests run as root.
    owner = stack.server.directory.stat()
    os.chown(place, owner.st_uid, owner.st_gid)
    yield place
    subprocess.run(["umount", str(place)], check=True)  # noqa: S603, S607 (fixed program)


@pytest.mark.rule("R6")
def test_a_full_disk_refuses_cleanly_and_reading_goes_on(stack: Stack, desk: Desk, small_disk: Path) -> None:
    with psycopg.connect(libpq(stack.urls().superuser), autocommit=True) as connection:
        connection.execute(f"create tablespace small location '{small_disk}'")  # type: ignore[call-overload]  # our own path
        connection.execute("truncate contact_moments")
        connection.execute("alter table contact_moments set tablespace small")
        try:
            filler = small_disk / "filler"
            _fill(filler)
            seen = {desk.post(stack, f"drill-{number}") for number in range(4)}
            assert seen == {503}, "refused, and told to try again"
            assert stack.status("/readyz") == 200
            assert stack.status(f"/werkgevers/{desk.employer}", headers=desk.headers) == 200
            filler.unlink()
            assert desk.post(stack, "drill-again") == MADE
        finally:
            connection.execute("alter table contact_moments set tablespace pg_default")
            connection.execute("drop tablespace small")
    with psycopg.connect(libpq(stack.urls().owner)) as connection:
        kept = connection.execute("select subject from contact_moments").fetchall()
        # The other drills compare rows with their lines in the log; this one threw rows away to make a small table.
        connection.execute("delete from audit_events where action = 'employer.contact_logged'")
        connection.execute("truncate contact_moments")
    assert kept == [("drill-again",)]


def _fill(path: Path) -> None:
    """Take every byte that is left."""
    with path.open("wb", buffering=0) as stream:
        for size in (65536, 4096, 1):
            with suppress(OSError):
                while True:
                    stream.write(b"x" * size)
