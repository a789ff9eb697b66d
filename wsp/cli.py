"""The command `wsp`: wiring only; every command calls one function of a room and prints its answer.

Bad input ends with a non-zero code and one clear line, never with a traceback.
"""

import json
import os
import secrets
import sys
from contextlib import AbstractContextManager

import click
from cryptography.fernet import Fernet
from sqlalchemy.exc import OperationalError

from wsp.exchange.command_line import import_commands
from wsp.foundation.errors import DomainError
from wsp.privacy.command_line import audit_commands, retention_commands
from wsp.reference.command_line import reference_commands
from wsp.settings import SettingsError


class _OneLine(click.Group):
    """Turns expected errors into one line on standard error."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except DomainError as error:
            raise click.ClickException(error.message) from error
        except (SettingsError, OperationalError) as error:
            told = str(error) if isinstance(error, SettingsError) else "De database is niet te bereiken."
            raise click.ClickException(told) from error


@click.group(cls=_OneLine, context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """WSP: werkgeversdienstverlening in een arbeidsmarktregio."""


@cli.command()
@click.option("--bind", default="127.0.0.1:8000", show_default=True, help="Adres en poort.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
def serve(bind: str, workers: int) -> None:
    """Start de webserver."""
    from gunicorn.app.wsgiapp import WSGIApplication

    from wsp.runtime import runtime

    with runtime() as running:
        os.environ.update(running.environment())
        sys.argv = ["gunicorn", "wsp.app:create_app()", "--bind", bind, "--workers", str(workers)]
        sys.argv += ["--worker-class", "gthread", "--threads", "4"]
        WSGIApplication("%(prog)s").run()


@cli.command()
def worker() -> None:
    """Start de worker die taken uit de wachtrij doet."""
    import wsp.jobs.tasks  # noqa: F401 (registers the tasks)
    from wsp.foundation import queue
    from wsp.runtime import runtime

    with runtime() as running:
        app = queue.worker_app(running.settings.database_url)
        with app.open():
            app.run_worker(concurrency=2, install_signal_handlers=True)


@cli.group("db")
def database() -> None:
    """De database."""


@database.command("upgrade")
def upgrade() -> None:
    """Breng de tabellen bij, als eigenaar van de database."""
    from wsp import migrate
    from wsp.runtime import runtime

    with runtime(migrated=False) as running:
        migrate.upgrade(running.settings.owner_database_url, folder=running.settings.migrations_dir)
        click.echo(f"De database staat op {migrate.current(running.settings.owner_database_url)}.")


@cli.group()
def keys() -> None:
    """Sleutels."""


@keys.command("new")
def new_keys() -> None:
    """Druk nieuwe geheimen af, om in de omgeving te zetten."""
    click.echo(f"WSP_SECRET_KEY={secrets.token_hex(32)}")
    click.echo(f"WSP_ENCRYPTION_KEYS={Fernet.generate_key().decode()}")
    click.echo(f"WSP_LOOKUP_KEY={secrets.token_hex(32)}")


@cli.command()
@click.argument("instrument")
@click.option("--on", "on", required=True, help="Peildatum, jjjj-mm-dd.")
@click.option("--set", "settings", multiple=True, metavar="SLEUTEL=WAARDE", help="Een gegeven; mag vaker.")
@click.option("--json", "as_json", is_flag=True, help="Antwoord als JSON.")
def rule(instrument: str, on: str, settings: tuple[str, ...], as_json: bool) -> None:  # noqa: FBT001 (click passes it)
    """Reken een instrument uit voor getypte gegevens."""
    from wsp.instruments import command_line

    answer = command_line.rule(instrument, on, settings)
    click.echo(json.dumps(answer, ensure_ascii=False) if as_json else "\n".join(command_line.lines(answer)))


@cli.command()
@click.argument("vacancy")
@click.option("--top", default=10, show_default=True, type=int, help="Hoeveel kandidaten.")
@click.option("--region", default=None, help="AM-code; nodig als een nummer in meer regio's voorkomt.")
@click.option("--json", "as_json", is_flag=True, help="Antwoord als JSON.")
def match(vacancy: str, top: int, region: str | None, as_json: bool) -> None:  # noqa: FBT001 (click passes it)
    """Zoek kandidaten voor een vacature (nummer V-512 of id)."""
    from wsp.shortlists import command_line

    with _runtime():
        answer = command_line.match(vacancy, top=top, region=region)
    click.echo(json.dumps(answer, ensure_ascii=False) if as_json else "\n".join(command_line.in_words(answer)))


@cli.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1024, 65535))
@click.option("--reset", is_flag=True, help="Begin opnieuw, met een lege database.")
def demo(port: int, reset: bool) -> None:  # noqa: FBT001 (click passes it)
    """Start de demoregio: database, webserver en worker."""
    from wsp.demo_server import run_demo

    run_demo(reset=reset, port=port)


@cli.command()
@click.option("--region-only", "only", multiple=True, metavar="AM-CODE", help="Vul alleen deze regio; mag vaker.")
def seed(only: tuple[str, ...]) -> None:
    """Vul een lege database met de demoregio's."""
    from wsp import demo

    with _runtime():
        demo.load(progress=click.echo, chosen=demo.plans(only))


@cli.group()
def report() -> None:
    """Maak een rapport."""


@report.command("banenafspraak")
@click.option("--region", required=True, metavar="AM-CODE", help="Arbeidsmarktregio, zoals AM01.")
@click.option("--on", "day", metavar="DATUM", help="Peildatum, zoals 2026-09-30. Standaard het laatste kwartaal.")
@click.option("--as-known-on", "known", metavar="DATUM", help="Wat aan het eind van deze dag bekend was.")
@click.option("--format", "form", default="json", show_default=True, type=click.Choice(["json", "csv"]))
def report_banenafspraak(region: str, day: str | None, known: str | None, form: str) -> None:
    """Tel de banenafspraak van een regio op een peildatum."""
    from wsp.banenafspraak import command_line

    with _runtime():
        click.echo(command_line.written(command_line.report(region, day, known), form))


def _runtime() -> AbstractContextManager[object]:
    from wsp.runtime import runtime

    return runtime()


cli.add_command(reference_commands(_runtime))
cli.add_command(import_commands(_runtime))
cli.add_command(retention_commands(_runtime))
cli.add_command(audit_commands(_runtime))


def _rule_help() -> None:
    """The keys of every rule belong in the help of `wsp rule`, and are written down in one place only."""
    from wsp.instruments import command_line

    rule.epilog = "\b\n" + command_line.help_text().replace("\n\n", "\n\n\b\n")


def main() -> None:
    """Entry point of the console script."""
    if "rule" in sys.argv[1:2]:
        _rule_help()
    cli()
