"""`wsp restore`: a backup into an empty database, then the proof that every row is there."""

import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from wsp import migrate
from wsp.foundation.logging import get_logger
from wsp.operations import clients, manifest
from wsp.operations.errors import RestoreFailed, TargetNotEmpty, UnusableBackup
from wsp.operations.fingerprints import fingerprints, tables
from wsp.operations.manifest import Manifest
from wsp.settings import Settings, needed

Confirm = Callable[[str], bool]
"""Asks whether the database of this name may be emptied."""


def restore_backup(settings: Settings, file: Path, *, confirm: Confirm | None = None) -> Manifest:
    """Put the backup in `file` into the database of the settings; afterwards it has this program's migrations.

    Refuses a database that is not empty, unless `confirm` agrees. Everything about the file is checked before anything
    is touched. Raises UnusableBackup, TargetNotEmpty, RestoreFailed, NoClientProgram.
    """
    url = needed(settings.owner_database_url, "OWNER_DATABASE_URL")
    server = clients.server_major(url)
    program = clients.program("pg_restore", settings, at_least=server)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with _unpacked(file, settings.data_dir) as (told, folder):
        _check(told, settings, server)
        _make_room(url, confirm)
        _load(url, program, folder / manifest.DUMP)
        _compare(url, told)
        _place_files(told, folder, settings.data_dir)
    if told.migration != migrate.head(settings.migrations_dir):
        migrate.upgrade(url, folder=settings.migrations_dir)
    get_logger().info("backup.restored", rows=told.rows, revision=told.migration)
    return told


@contextmanager
def _unpacked(file: Path, data_dir: Path) -> Iterator[tuple[Manifest, Path]]:
    """The members in a folder that goes away, their hashes checked."""
    with tempfile.TemporaryDirectory(prefix=".wsp-restore-", dir=data_dir) as name:
        folder = Path(name)
        try:
            with tarfile.open(file, mode="r:") as archive:
                told = manifest.read(archive)
                _unpack(archive, told, folder)
        except (tarfile.TarError, OSError, EOFError) as error:
            raise UnusableBackup(
                "Dit bestand is niet te lezen als back-up. Controleer de naam en het bestand."
            ) from error
        yield told, folder


def _unpack(archive: tarfile.TarFile, told: Manifest, folder: Path) -> None:
    waiting = dict(told.members)
    for each in archive:
        # Names come from the manifest: nothing else is unpacked, and nothing outside the folder.
        expected = waiting.pop(each.name, None)
        stream = archive.extractfile(each)
        target = (folder / each.name).resolve()
        if expected is None or stream is None or not target.is_relative_to(folder.resolve()):
            if each.name == manifest.NAME:
                continue
            raise UnusableBackup("In deze back-up zit een bestand dat er niet hoort. Kies een andere back-up.")
        if manifest.copy(stream, target) != expected:
            raise UnusableBackup("Deze back-up is beschadigd: de inhoud klopt niet meer. Kies een andere back-up.")
    if waiting or manifest.DUMP not in told.members:
        raise UnusableBackup("Deze back-up is niet compleet. Kies een andere back-up.")


def _check(told: Manifest, settings: Settings, server: int) -> None:
    if not migrate.known(told.migration, folder=settings.migrations_dir):
        raise UnusableBackup("Deze back-up is met een nieuwere versie gemaakt. Werk het programma eerst bij.")
    if told.server > server:
        raise UnusableBackup(f"Deze back-up komt van PostgreSQL {told.server}. Gebruik die versie of een hogere.")


def _make_room(url: str, confirm: Confirm | None) -> None:
    """Leave an empty database, or refuse."""
    with psycopg.connect(clients.libpq(url), connect_timeout=5) as connection:
        if not tables(connection):
            return
        name = clients.database_name(url)
        if confirm is None:
            raise TargetNotEmpty(f"De database {name} is niet leeg. Kies een lege database, of gebruik --force.")
        others = connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        ).fetchone()
        if others is not None and others[0]:
            raise TargetNotEmpty("Er werken nog programma's met deze database. Stop eerst de webserver en de worker.")
        if not confirm(name):
            raise TargetNotEmpty("De naam klopt niet. Er is niets veranderd.")
        connection.execute("DROP OWNED BY CURRENT_USER CASCADE")


def _load(url: str, program: Path, dump: Path) -> None:
    """All or nothing: a restore that is cut off leaves an empty database."""
    process = clients.run(
        program, url, "--single-transaction", "--exit-on-error", "--no-owner", "--no-password",
        f"--dbname={clients.database_name(url)}", str(dump),
    )  # fmt: skip
    _, errors = process.communicate()
    if process.returncode != 0:
        raise RestoreFailed(
            f"Het terugzetten is mislukt en de database is leeg. Melding: {clients.first_line(errors)}."
        )


def _compare(url: str, told: Manifest) -> None:
    with psycopg.connect(clients.libpq(url), connect_timeout=5) as connection:
        found = fingerprints(connection)
        wrong = sorted(name for name in told.tables.keys() | found.keys() if told.tables.get(name) != found.get(name))
        if wrong:
            raise RestoreFailed(
                f"Na het terugzetten klopt de tabel {wrong[0]} niet. Gebruik deze database niet en bel de beheerder."
            )
        connection.commit()
        connection.execute("ANALYZE")


def _place_files(told: Manifest, folder: Path, data_dir: Path) -> None:
    for name in told.members:
        if name == manifest.DUMP:
            continue
        target = data_dir / name
        target.parent.mkdir(parents=True, exist_ok=True)
        (folder / name).replace(target)
