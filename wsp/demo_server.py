"""`wsp demo`: one supervisor that owns the private database, the web server and the worker."""

import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

import click

from wsp import demo
from wsp.foundation import db, logging
from wsp.runtime import private_server, runtime
from wsp.settings import data_dir

_STOP_SECONDS = 10.0


def run_demo(*, reset: bool, port: int) -> None:
    """Bring the demo up and keep it up until Ctrl-C or SIGTERM; stops everything it started."""
    # Also when started in the background of a script, where SIGINT would be ignored.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)
    if private_server().running():
        raise click.ClickException("De demo draait al. Stop die eerst met Ctrl-C in het andere venster.")
    if reset:
        shutil.rmtree(data_dir(), ignore_errors=True)
    began = time.monotonic()
    with runtime() as running:
        # What the seed does to files and dossiers is told by its own lines, not by the log.
        logging.configure("WARNING")
        demo.load(progress=click.echo, missing_only=True)
        # Forked children must not inherit this process's connections.
        db.database().dispose()
        free = _free_port(port)
        environment = running.environment() | {
            "WSP_HOSTS": f"127.0.0.1,localhost,127.0.0.1:{free},localhost:{free}",
            "WSP_BASE_URL": f"http://127.0.0.1:{free}",
        }
        web = [sys.executable, "-m", "wsp", "serve", "--bind", f"127.0.0.1:{free}"]
        messages = data_dir() / "demo.log"
        # On the terminal hundreds of lines would push the address and the accounts out of sight.
        with messages.open("wb") as log:
            children = [
                subprocess.Popen(command, env=environment, stdout=log, stderr=log)
                for command in (web, [sys.executable, "-m", "wsp", "worker"])
            ]
        try:
            _wait_for(free, children, messages)
            click.echo(f"\nWSP staat klaar in {time.monotonic() - began:.0f} s:  http://127.0.0.1:{free}\n")
            for role, email, password in demo.accounts():
                click.echo(f"  {role:36} {email:42} {password}")
            click.echo(f"\nMeldingen van de webserver en de worker: {messages}")
            click.echo("Stop met Ctrl-C.  Opnieuw beginnen: make demo RESET=1")
            _watch(children, messages)
        except KeyboardInterrupt:
            click.echo("\nDe demo stopt.")
        finally:
            _stop(children)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _free_port(wanted: int) -> int:
    for candidate in range(wanted, wanted + 50):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", candidate))
            except OSError:
                continue
            return candidate
    raise click.ClickException(f"Geen vrije poort gevonden vanaf {wanted}. Kies er een met PORT=...")


def _wait_for(port: int, children: list[subprocess.Popen[bytes]], messages: Path) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        for child in children:
            if child.poll() is not None:
                raise click.ClickException(f"De webserver of de worker stopte bij het starten. Kijk in {messages}.")
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=0.2):
                return
        except OSError:
            time.sleep(0.1)
    raise click.ClickException("De webserver antwoordt niet binnen 30 seconden.")


def _watch(children: list[subprocess.Popen[bytes]], messages: Path) -> None:
    while True:
        for child in children:
            if child.poll() is not None:
                message = f"De webserver of de worker is gestopt, de demo stopt nu ook. Kijk in {messages}."
                raise click.ClickException(message)
        time.sleep(0.5)


def _stop(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + _STOP_SECONDS
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
