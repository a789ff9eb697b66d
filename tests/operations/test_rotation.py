"""Keys are renewed under the feet of people at work, and after an interruption."""

import threading
import uuid

import psycopg
import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select

from tests.candidates import factories as candidates
from tests.operations.conftest import REGION
from wsp.candidates.models import CandidatePersonal
from wsp.foundation import crypto, db
from wsp.foundation.crypto import CannotDecrypt, EncryptedBytes, EncryptedText, Keyring
from wsp.models import Base
from wsp.operations import rotation
from wsp.operations.clients import libpq
from wsp.operations.errors import RotationIncomplete
from wsp.settings import Settings

NEW = Fernet.generate_key().decode()


@pytest.fixture
def old(committed: Settings) -> Keyring:
    """The keys that everything is under so far."""
    return Keyring(committed.encryption_keys, committed.lookup_key)


@pytest.fixture
def both(old: Keyring) -> Keyring:
    """A new key in front of the old one, as the procedure says."""
    return Keyring((NEW, *old.encryption_keys), old.lookup_key)


def people(number: int) -> dict[uuid.UUID, str]:
    """Persons with a BSN; id of the row -> BSN."""
    made = {}
    with db.unit_of_work(REGION) as session:
        for each in range(number):
            person = candidates.candidate(session)
            row = CandidatePersonal(region_id=REGION, candidate_id=person.id, bsn=f"9{each:08}")
            session.add(row)
            session.flush()
            made[row.id] = f"9{each:08}"
    return made


def tokens(settings: Settings) -> dict[uuid.UUID, bytes]:
    """What is stored."""
    with psycopg.connect(libpq(settings.owner_database_url)) as connection:
        return dict(connection.execute("select id, bsn from candidate_personal where bsn is not null").fetchall())


def under(key: str, settings: Settings) -> dict[uuid.UUID, str]:
    """What one single key reads; fails on a value under another."""
    ring = Keyring((key,), "")
    return {row: ring.decrypt(token) for row, token in tokens(settings).items()}


def test_every_encrypted_column_of_the_schema_is_found() -> None:
    found = [str(column) for column in rotation.columns()]
    assert {"candidate_personal.bsn", "table_import_chunks.content"} <= set(found)
    declared = {
        (table.name, column.name)
        for table in Base.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, EncryptedText | EncryptedBytes)
    }
    assert {(column.table, column.name) for column in rotation.columns()} == declared


def test_everything_is_under_the_new_key_and_says_the_same(committed: Settings, both: Keyring) -> None:
    made = people(25)
    assert rotation.rotate(committed.owner_database_url, both, batch=7) == 25
    assert under(NEW, committed) == made
    before = tokens(committed)
    assert rotation.rotate(committed.owner_database_url, both) == 0
    assert tokens(committed) == before, "what is under the newest key is left alone"


def test_an_interrupted_rotation_goes_on_where_it_was(committed: Settings, both: Keyring) -> None:
    made = people(25)

    def stop(_column: str, done: int) -> None:
        if done >= 10:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rotation.rotate(committed.owner_database_url, both, batch=5, progress=stop)
    assert rotation.rotate(committed.owner_database_url, both, batch=5) == 15
    assert under(NEW, committed) == made


@pytest.mark.rule("R9")
def test_what_somebody_saves_meanwhile_is_never_overwritten(committed: Settings, both: Keyring) -> None:
    made = people(60)
    crypto.configure(both)  # web and worker were restarted with the new key in front, as the procedure says
    stop = threading.Event()
    saved: dict[uuid.UUID, str] = {}

    def save() -> None:
        rounds = 0
        while not stop.is_set():
            rounds += 1
            for row in list(made)[::7]:
                value = f"8{rounds:04}{len(saved):04}"
                with db.unit_of_work(REGION) as session:
                    session.scalars(select(CandidatePersonal).where(CandidatePersonal.id == row)).one().bsn = value
                saved[row] = value

    writer = threading.Thread(target=save)
    writer.start()
    try:
        for _ in range(3):
            rotation.rotate(committed.owner_database_url, both, batch=3)
    finally:
        stop.set()
        writer.join()
        crypto.configure(Keyring(committed.encryption_keys, committed.lookup_key))
    assert len(saved) > 3
    assert under(NEW, committed) == made | saved


def test_a_program_that_still_writes_with_the_old_key_is_noticed(
    committed: Settings, old: Keyring, both: Keyring
) -> None:
    people(3)
    one = next(iter(tokens(committed)))

    def save_again(_column: str, _done: int) -> None:
        with psycopg.connect(libpq(committed.owner_database_url)) as connection:
            connection.execute("update candidate_personal set bsn = %s where id = %s", (old.encrypt("912345678"), one))

    with pytest.raises(RotationIncomplete, match="Herstart webserver en worker"):
        rotation.rotate(committed.owner_database_url, both, progress=save_again)
    assert rotation.rotate(committed.owner_database_url, both) == 1


def test_a_value_that_no_key_opens_is_told_and_the_others_are_done(committed: Settings, both: Keyring) -> None:
    made = people(4)
    lost = next(iter(made))
    with psycopg.connect(libpq(committed.owner_database_url)) as connection:
        connection.execute("update candidate_personal set bsn = %s where id = %s", (b"niets", lost))
    with pytest.raises(CannotDecrypt):
        rotation.rotate(committed.owner_database_url, both)
    ring = Keyring((NEW,), "")
    assert {row: ring.decrypt(token) for row, token in tokens(committed).items() if row != lost} == {
        row: bsn for row, bsn in made.items() if row != lost
    }
