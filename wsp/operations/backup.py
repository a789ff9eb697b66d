"""`wsp backup`: one file with one moment of the database, made while people go on working.

The dump and the hashes of the manifest look at the same snapshot. Files are copied after it: a room writes a file
before the row that names it, so every file that the snapshot knows is there.
"""

import io
import os
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psycopg

import wsp
from wsp.foundation import clock
from wsp.foundation.logging import get_logger
from wsp.operations import clients, manifest
from wsp.operations.errors import BackupFailed
from wsp.operations.fingerprints import fingerprints
from wsp.operations.manifest import Manifest, Member
from wsp.settings import Settings, needed

_PRIVATE: Final = 0o600


@dataclass(frozen=True)
class Made:
    """The file, and what is in it."""

    path: Path
    manifest: Manifest


def make_backup(settings: Settings, target: Path) -> Made:
    """Write a backup to the file `target`, or into the folder `target` under a name with the moment.

    The file has its name only when it is whole; a broken attempt leaves nothing behind. Raises BackupFailed,
    NoClientProgram.
    """
    path = target / f"wsp-{clock.now():%Y%m%dT%H%M%SZ}.tar" if target.is_dir() else target
    if path.exists():
        raise BackupFailed(f"Het bestand {path} bestaat al. Kies een andere naam.")
    if not path.parent.is_dir():
        raise BackupFailed(f"De map {path.parent} is er niet. Maak die eerst.")
    url = needed(settings.owner_database_url, "OWNER_DATABASE_URL")
    program = clients.program("pg_dump", settings, at_least=clients.server_major(url))
    with tempfile.TemporaryDirectory(prefix=".wsp-backup-", dir=path.parent) as folder:
        dump = Path(folder) / manifest.DUMP
        told = _dump(url, program, dump)
        files = _files(settings.data_dir)
        members = {manifest.DUMP: manifest.measure(dump)}
        members |= {name: manifest.measure(file) for name, file in files.items()}
        told = Manifest(told.made_at, told.program, told.migration, told.server, told.tables, members)
        whole = Path(folder) / "whole.tar"
        _write(whole, told, {manifest.DUMP: dump} | files)
        whole.replace(path)
    _keep(path.parent)
    get_logger().info("backup.made", rows=told.rows, revision=told.migration)
    return Made(path, told)


def _dump(url: str, program: Path, dump: Path) -> Manifest:
    """Dump and hash one snapshot at the same time."""
    with psycopg.connect(clients.libpq(url), connect_timeout=5) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        row = connection.execute("SELECT pg_export_snapshot(), now(), to_regclass('alembic_version')").fetchone()
        if row is None or row[2] is None:
            raise BackupFailed("De database heeft nog geen tabellen. Draai eerst `wsp db upgrade`.")
        snapshot, moment, _ = row
        migration = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        process = clients.run(
            program, url, "--format=custom", "--compress=1", "--lock-wait-timeout=60000", "--no-password",
            f"--snapshot={snapshot}", f"--file={dump}",
        )  # fmt: skip
        try:
            tables = fingerprints(connection)
            _, errors = process.communicate()
        finally:
            if process.poll() is None:
                process.kill()
                process.communicate()
        if process.returncode != 0:
            raise BackupFailed(f"De database gaf geen kopie. Melding: {clients.first_line(errors)}.")
        server = connection.info.server_version // 10_000
    return Manifest(moment.isoformat(), wsp.__version__, migration[0] if migration else "", server, tables, {})


def _files(data_dir: Path) -> dict[str, Path]:
    """Name in the backup -> file, for what rooms keep outside the database."""
    found = {}
    for folder in manifest.FOLDERS:
        for file in sorted((data_dir / folder).rglob("*")):
            if file.is_file() and not file.is_symlink():
                found[str(file.relative_to(data_dir))] = file
    return found


def _write(path: Path, told: Manifest, files: dict[str, Path]) -> None:
    content = told.text().encode()
    with path.open("wb") as stream:
        os.fchmod(stream.fileno(), _PRIVATE)
        with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as archive:
            head = tarfile.TarInfo(manifest.NAME)
            head.size, head.mode = len(content), _PRIVATE
            archive.addfile(head, io.BytesIO(content))
            for name, file in files.items():
                _add(archive, name, file, told.members[name])
        stream.flush()
        os.fsync(stream.fileno())


def _add(archive: tarfile.TarFile, name: str, file: Path, member: Member) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = member.bytes, _PRIVATE
    with file.open("rb") as stream:
        archive.addfile(info, stream)


def _keep(folder: Path) -> None:
    """The new name itself must survive a power cut."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
