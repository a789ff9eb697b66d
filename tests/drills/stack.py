"""The program as it runs in production: durable database with three roles, web under gunicorn, worker, read-only code.

Commands and settings are those of the compose file and the image; only addresses, passwords and the number of
processes differ. Nothing is killed that this module did not start.
"""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

import psutil
import psycopg

from tests.operations import packaging
from wsp.foundation.private_server import PrivateServer, Urls
from wsp.operations import clients
from wsp.settings import PROJECT_ROOT, Settings, load_settings

PATIENCE: Final = 150.0
"""Seconds after which something that should have happened did not."""

STALLED_AFTER: Final = "2"


def until(what: str, holds: Callable[[], object], *, within: float = PATIENCE) -> None:
    """Wait for something that another process does."""
    deadline = time.monotonic() + within
    while not holds():
        if time.monotonic() > deadline:
            message = f"after {within:.0f} seconds still not: {what}"
            raise AssertionError(message)
        time.sleep(0.05)


class Stack:
    """Everything that runs, and how to talk to it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server = PrivateServer(folder / "data")
        self.port = _free_port()
        self.environment: dict[str, str] = {}
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._app = folder / "app"

    def prepare(self) -> None:
        """Database, roles and tables, in the order and with the files of the compose file."""
        self.server.start()
        self._lay_out()
        made = os.environ | packaging.example("database.env") | {"LC_ALL": "C"}
        self._psql(made, "-f", str(PROJECT_ROOT / "deploy" / "roles.sql"))
        self.environment = packaging.real(packaging.given("admin"))
        self.once(*packaging.services()["migrate"]["command"])

    def settings(self, database: str = "wsp") -> Settings:
        """The administrator's settings, for a look from this process."""
        return load_settings(self._told("admin", database))

    def urls(self, database: str = "wsp") -> Urls:
        """The three roles' addresses."""
        return self.server.urls(database)

    def once(self, *command: str, database: str = "wsp", keys: str | None = None) -> str:
        """Run a command of the administrator to its end; returns what it said."""
        environment = self._told("admin", database) | ({"WSP_ENCRYPTION_KEYS": keys} if keys else {})
        done = subprocess.run(  # noqa: S603 (the program itself)
            self._command(*command), check=False, capture_output=True, text=True, env=environment, cwd=self._app,
            timeout=PATIENCE * 2,
        )  # fmt: skip
        if done.returncode != 0:
            message = f"{' '.join(command)} ended with {done.returncode}: {done.stdout} {done.stderr}"
            raise AssertionError(message)
        return done.stdout

    def begin(self, *command: str, keys: str | None = None) -> subprocess.Popen[bytes]:
        """Start a command of the administrator and leave it running."""
        environment = self._told("admin", "wsp") | ({"WSP_ENCRYPTION_KEYS": keys} if keys else {})
        return self._popen("command", list(command), environment)

    def start_web(self) -> None:
        """The web server, until it is ready."""
        command = list(packaging.services()["web"]["command"])
        command[command.index("--bind") + 1] = f"127.0.0.1:{self.port}"
        command[command.index("--workers") + 1] = "2"
        self._running["web"] = self._popen("web", command, self._told("web", "wsp"))
        until("the web server is ready", lambda: self.status("/readyz") == 200)

    def start_worker(self) -> None:
        """The queue's worker, until it shows itself."""
        command = [*packaging.services()["worker"]["command"], "--stalled-after", STALLED_AFTER]
        before = self._last_worker()
        self._running["worker"] = self._popen("worker", command, self._told("worker", "wsp"))
        # Sooner it takes no orders: a stop would end it as any program ends that did not begin yet.
        until("the worker shows itself", lambda: self._last_worker() > before)

    def _last_worker(self) -> int:
        with psycopg.connect(clients.libpq(self.urls().superuser)) as connection:
            row = connection.execute("select coalesce(max(id), 0) from procrastinate_workers").fetchone()
        return int(row[0]) if row else 0

    def pid(self, name: str) -> int:
        """Process id of what we started."""
        return self._running[name].pid

    def alive(self, name: str) -> bool:
        """Whether it runs."""
        return name in self._running and self._running[name].poll() is None

    def web_workers(self) -> list[int]:
        """The processes that answer requests."""
        with suppress(psutil.NoSuchProcess):
            return [child.pid for child in psutil.Process(self.pid("web")).children()]
        return []

    def kill(self, name: str) -> None:
        """Kill -9 of something we started."""
        self._running[name].kill()
        self._running[name].wait()

    def stop(self, name: str) -> tuple[int, float]:
        """SIGTERM; returns the exit code and the seconds it took."""
        began = time.monotonic()
        self._running[name].send_signal(signal.SIGTERM)
        code = self._running.pop(name).wait(PATIENCE)
        return code, time.monotonic() - began

    def status(self, path: str, *, method: str = "GET", body: str = "", headers: dict[str, str] | None = None) -> int:
        """Ask for a page as the proxy would; 0 when nobody answers."""
        return self._ask(path, method, body, headers)[0]

    def text(self, path: str, headers: dict[str, str]) -> str:
        """What a page says."""
        return self._ask(path, "GET", "", headers)[1]

    def _ask(self, path: str, method: str, body: str, headers: dict[str, str] | None) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        told = {"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https"} | (headers or {})
        if body:
            told["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body.encode() or None, told)
            answer = connection.getresponse()
            said = answer.read()
        except (OSError, http.client.HTTPException):
            return 0, ""
        finally:
            connection.close()
        return answer.status, said.decode("utf-8", "replace")

    def log(self, name: str) -> str:
        """What it wrote to its log."""
        return (self.folder / f"{name}.log").read_text(encoding="utf-8", errors="replace")

    def end(self) -> None:
        """Stop everything that is still there."""
        for process in self._running.values():
            if process.poll() is None:
                process.terminate()
        for process in self._running.values():
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.server.stop()

    def _lay_out(self) -> None:
        """Only the folders that the image holds, and nothing in them that may be written."""
        for name in packaging.copied():
            if (PROJECT_ROOT / name).is_dir():
                shutil.copytree(PROJECT_ROOT / name, self._app / name, ignore=shutil.ignore_patterns("__pycache__"))
        for path in [self._app, *self._app.rglob("*")]:
            path.chmod(0o555 if path.is_dir() else 0o444)
        (self.folder / "files").mkdir()

    def code(self) -> dict[str, float]:
        """Every file of the program and when it was written: to see that running it changes nothing."""
        return {str(path.relative_to(self._app)): path.stat().st_mtime for path in self._app.rglob("*")}

    def _told(self, service: str, database: str) -> dict[str, str]:
        urls = self.urls(database)
        named = packaging.given(service)
        told = {name: self.environment.get(name, value) for name, value in named.items()}
        addresses = {
            "DATABASE_URL": urls.app,
            "OWNER_DATABASE_URL": urls.owner,
            "RETENTION_DATABASE_URL": urls.retention,
        }
        told |= {name: address for name, address in addresses.items() if name in named}
        hosts = f"{told['WSP_HOSTS']},127.0.0.1:{self.port}"
        told |= {"WSP_HOSTS": hosts, "WSP_DATA_DIR": str(self.folder / "files"), "PATH": os.environ["PATH"]}
        # Mail stays in the outbox: there is no server behind the example's name.
        return told | {"WSP_SMTP_HOST": "", "WSP_PG_BIN": "", "PYTHONPATH": str(self._app), "TMPDIR": str(self.folder)}

    def _command(self, *command: str) -> list[str]:
        return [sys.executable, "-m", "wsp", *command]

    def _popen(self, name: str, command: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.log").open("ab") as log:
            return subprocess.Popen(  # noqa: S603 (the program itself)
                self._command(*command),
                env=environment,
                cwd=self._app,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
            )

    def _psql(self, environment: dict[str, str], *arguments: str) -> None:
        url = self.urls("postgres").superuser
        program = clients.program("psql", load_settings({"WSP_MODE": "test", **_nowhere(self.folder)}), at_least=18)
        done = subprocess.run(  # noqa: S603 (PostgreSQL's own program)
            [str(program), clients.libpq(url), "--no-psqlrc", "--quiet", *arguments],
            check=False, capture_output=True, text=True, env=environment,
        )  # fmt: skip
        if done.returncode != 0:
            raise AssertionError(done.stderr)


def _nowhere(folder: Path) -> dict[str, str]:
    return {"DATABASE_URL": "postgresql://x", "WSP_DATA_DIR": str(folder / "state")}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
