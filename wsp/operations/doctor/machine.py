"""The machine: room on the disk, and the programs that a backup needs."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from wsp.operations import clients
from wsp.operations.doctor.finding import Finding, fault, ok, warning
from wsp.operations.errors import NoClientProgram
from wsp.settings import Settings

_GIGABYTE: Final = 1024**3
_LITTLE: Final = 2 * _GIGABYTE
_TOO_LITTLE: Final = _GIGABYTE // 4


def disk(settings: Settings) -> Iterator[Finding]:
    """Room for files, backups in progress and temporary work."""
    name = "schijf"
    for label, folder in (("de gegevensmap", settings.data_dir), ("de tijdelijke map", Path(tempfile.gettempdir()))):
        existing = next(each for each in (folder, *folder.parents) if each.exists())
        free = shutil.disk_usage(existing).free
        told = f"In {label} is {free / _GIGABYTE:.1f} GB vrij."
        if free < _TOO_LITTLE and folder == settings.data_dir:
            yield fault(name, told, "Maak ruimte: oude back-ups weg, of een grotere schijf.")
        elif free < _LITTLE and folder == settings.data_dir:
            yield warning(name, told, "Plan meer ruimte.")
        elif free < _TOO_LITTLE // 4:
            yield warning(name, told, "Maak deze map groter: grote exports gebruiken hem.")
        else:
            yield ok(name, told)


def programs(settings: Settings) -> Iterator[Finding]:
    """pg_dump and pg_restore fit the server."""
    name = "back-up"
    if not settings.owner_database_url:
        yield ok(name, "Niet bekeken: een back-up maak je met OWNER_DATABASE_URL.")
        return
    major = clients.server_major(settings.owner_database_url)
    for program in ("pg_dump", "pg_restore"):
        try:
            clients.program(program, settings, at_least=major)
        except NoClientProgram as error:
            yield fault(name, error.message, "Zonder dit programma is er geen back-up.")
            return
    yield ok(name, f"pg_dump en pg_restore passen bij PostgreSQL {major}.")
