"""The command `wsp`: wiring only; every command calls one function of a room and prints its answer.

Bad input ends with a non-zero code and one clear line, never with a traceback.
"""

import json
import sys
from contextlib import AbstractContextManager

import click
from sqlalchemy.exc import OperationalError

from wsp.accounts.command_line import account_commands
from wsp.exchange.command_line import import_commands
from wsp.exchange.region.command_line import region_commands
from wsp.foundation.errors import DomainError
from wsp.operations.command_line import operations_commands
from wsp.payments.command_line import payment_commands
from wsp.privacy.command_line import audit_commands, retention_commands
from wsp.reference.command_line import reference_commands
from wsp.settings import SettingsError, needed
from wsp.shortlists.oversight.command_line import shortlist_commands


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


@cli.group("db")
def database() -> None:
    """De database."""


@database.command("upgrade")
def upgrade() -> None:
    """Breng de tabellen bij, als eigenaar van de database."""
    from wsp import migrate
    from wsp.runtime import runtime

    with runtime(migrated=False) as running:
        url = needed(running.settings.owner_database_url, "OWNER_DATABASE_URL")
        migrate.upgrade(url, folder=running.settings.migrations_dir)
        click.echo(f"De database staat op {migrate.current(url)}.")


@cli.command()
@click.argument("instrument")
@click.option("--on", "on", metavar="DATUM", help="Peildatum, jjjj-mm-dd. Standaard vandaag.")
@click.option("--set", "settings", multiple=True, metavar="SLEUTEL=WAARDE", help="Een gegeven; mag vaker.")
@click.option("--json", "as_json", is_flag=True, help="Antwoord als JSON.")
def rule(instrument: str, on: str | None, settings: tuple[str, ...], as_json: bool) -> None:  # noqa: FBT001 (click passes it)
    """Reken een instrument uit voor getypte gegevens."""
    from wsp.foundation import clock
    from wsp.instruments import command_line

    answer = command_line.rule(instrument, on or clock.today().isoformat(), settings)
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


cli.add_command(account_commands(_runtime))
cli.add_command(reference_commands(_runtime))
cli.add_command(import_commands(_runtime))
cli.add_command(region_commands(_runtime))
cli.add_command(payment_commands(_runtime))
cli.add_command(retention_commands(_runtime))
cli.add_command(audit_commands(_runtime))
cli.add_command(shortlist_commands(_runtime))
for each in operations_commands():
    cli.add_command(each)


def _rule_help() -> None:
    """The keys of every rule belong in the help of `wsp rule`, and are written down in one place only."""
    from wsp.instruments import command_line

    rule.epilog = "\b\n" + command_line.help_text().replace("\n\n", "\n\n\b\n")


def main() -> None:
    """Entry point of the console script."""
    if "rule" in sys.argv[1:2]:
        _rule_help()
    cli()
