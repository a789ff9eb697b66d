"""A backup is one moment, whole, without keys; a restore proves itself and destroys nothing by accident."""

import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from tests.operations.conftest import contents
from wsp import migrate
from wsp.operations import clients, manifest
from wsp.operations.backup import make_backup
from wsp.operations.errors import BackupFailed, NoClientProgram, TargetNotEmpty, UnusableBackup
from wsp.operations.restore import restore_backup
from wsp.settings import Settings


def _execute(settings: Settings, statement: str) -> None:
    with psycopg.connect(clients.libpq(settings.owner_database_url)) as connection:
        connection.execute(statement)  # type: ignore[call-overload]  # the driver wants a literal


def rewritten(path: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """A copy of a backup whose members went through `change`; None leaves one out."""
    target = path.with_name("changed.tar")
    with tarfile.open(path) as source, tarfile.open(target, "w") as copy:
        for member in source:
            stream = source.extractfile(member)
            assert stream is not None
            content = change(member.name, stream.read())
            if content is not None:
                member.size = len(content)
                copy.addfile(member, io.BytesIO(content))
    return target


@pytest.mark.rule("R7")
def test_what_is_restored_is_what_was_there(filled: Settings, empty: Settings, tmp_path: Path) -> None:
    before = contents(filled)
    made = make_backup(filled, tmp_path / "a.tar")
    told = restore_backup(empty, made.path)
    assert contents(empty) == before == told.tables
    assert sum(each.rows > 0 for each in before.values()) > 20
    assert (empty.data_dir / "files/ab/abcd").read_bytes() == (filled.data_dir / "files/ab/abcd").read_bytes()
    assert migrate.current(empty.owner_database_url) == migrate.head()
    app = create_engine(empty.database_url, poolclass=NullPool)
    with app.begin() as connection:
        connection.execute(text("select set_config('wsp.region', 'AM01', true)"))
        assert connection.scalar(text("select count(*) from placements")) == 1
    with app.begin() as connection:
        assert connection.scalar(text("select count(*) from placements")) == 0, "the wall must be back as well"
    app.dispose()


def test_a_backup_into_a_folder_has_the_moment_in_its_name_and_nothing_beside_it(
    filled: Settings, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    made = make_backup(filled, folder)
    assert [each.name for each in folder.iterdir()] == [made.path.name]
    assert made.path.stat().st_mode & 0o777 == 0o600


@pytest.mark.rule("G9")
def test_no_key_is_in_a_backup(filled: Settings, tmp_path: Path) -> None:
    made = make_backup(filled, tmp_path / "a.tar")
    with tarfile.open(made.path) as archive:
        names = set(archive.getnames())
    assert names == {manifest.NAME, manifest.DUMP, "files/ab/abcd"}
    content = made.path.read_bytes()
    for secret in (*filled.encryption_keys, filled.lookup_key, filled.secret_key):
        assert secret.encode() not in content


def test_the_hash_sees_one_changed_letter_and_one_double_row(filled: Settings) -> None:
    before = contents(filled)
    _execute(filled, "update audit_events set reason = 'x' where id = (select id from audit_events limit 1)")
    changed = contents(filled)
    assert {name for name in before if before[name] != changed[name]} == {"audit_events"}
    assert before["audit_events"].rows == changed["audit_events"].rows


@pytest.mark.rule("R7")
def test_a_database_with_something_in_it_is_left_alone(filled: Settings, tmp_path: Path) -> None:
    made = make_backup(filled, tmp_path / "a.tar")
    before = contents(filled)
    with pytest.raises(TargetNotEmpty, match="--force"):
        restore_backup(filled, made.path)
    with pytest.raises(TargetNotEmpty):
        restore_backup(filled, made.path, confirm=lambda _name: False)
    assert contents(filled) == before


def test_after_a_typed_yes_everything_is_replaced(filled: Settings, empty: Settings, tmp_path: Path) -> None:
    made = make_backup(filled, tmp_path / "a.tar")
    restore_backup(empty, made.path)
    _execute(empty, "insert into alembic_version values ('9998')")
    asked: list[str] = []
    restore_backup(empty, made.path, confirm=lambda name: not asked.append(name))
    assert asked == [clients.database_name(empty.owner_database_url)]
    assert contents(empty) == made.manifest.tables


def test_nothing_is_replaced_while_somebody_works_there(filled: Settings, empty: Settings, tmp_path: Path) -> None:
    made = make_backup(filled, tmp_path / "a.tar")
    restore_backup(empty, made.path)
    with (
        psycopg.connect(clients.libpq(empty.database_url)),
        pytest.raises(TargetNotEmpty, match="Stop eerst de webserver"),
    ):
        restore_backup(empty, made.path, confirm=lambda _name: True)


def test_an_older_backup_is_brought_up_to_date(filled: Settings, empty: Settings, tmp_path: Path) -> None:
    migrate.downgrade(filled.owner_database_url, revision="0018")
    made = make_backup(filled, tmp_path / "old.tar")
    assert made.manifest.migration == "0018"
    restore_backup(empty, made.path)
    assert migrate.current(empty.owner_database_url) == migrate.head()


def _newer(name: str, content: bytes) -> bytes:
    if name != manifest.NAME:
        return content
    return json.dumps(json.loads(content) | {"migration": "9999"}).encode()


def _damaged(name: str, content: bytes) -> bytes:
    return content if name != manifest.DUMP else content[:-200] + bytes(200)


def _without_file(name: str, content: bytes) -> bytes | None:
    return None if name.startswith("files/") else content


def _lying(name: str, content: bytes) -> bytes:
    if name != manifest.NAME:
        return content
    told = json.loads(content)
    told["members"]["../../outside"] = told["members"].pop("files/ab/abcd")
    return json.dumps(told).encode()


@pytest.mark.rule("R7")
def test_a_file_that_cannot_be_trusted_changes_nothing(filled: Settings, empty: Settings, tmp_path: Path) -> None:
    made = make_backup(filled, tmp_path / "a.tar").path
    for change, said in (
        (_newer, "nieuwere versie"),
        (_damaged, "beschadigd"),
        (_without_file, "niet compleet"),
        (_lying, "hoort"),
    ):
        path = rewritten(made, change)
        with pytest.raises(UnusableBackup, match=said):
            restore_backup(empty, path)
        assert contents(empty) == {}
        assert list(empty.data_dir.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"geen archief", b"\0" * 10240])
def test_a_file_that_is_no_backup_is_refused(empty: Settings, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "b.tar"
    path.write_bytes(content)
    with pytest.raises(UnusableBackup):
        restore_backup(empty, path)


def test_an_existing_file_is_not_written_over(filled: Settings, tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    path.write_bytes(b"van gisteren")
    with pytest.raises(BackupFailed, match="bestaat al"):
        make_backup(filled, path)
    assert path.read_bytes() == b"van gisteren"


def test_a_database_without_tables_gives_no_backup(empty: Settings, tmp_path: Path) -> None:
    with pytest.raises(BackupFailed, match="db upgrade"):
        make_backup(empty, tmp_path / "a.tar")
    assert list(tmp_path.glob("*.tar")) == []


def test_programs_older_than_the_server_are_not_used(settings: Settings) -> None:
    with pytest.raises(NoClientProgram, match="Installeer de client van PostgreSQL 99"):
        clients.program("pg_dump", settings, at_least=99)
