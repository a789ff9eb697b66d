"""The commands of whoever runs the program."""

import json
import os
import secrets
import sys
from pathlib import Path

import click
from cryptography.fernet import Fernet

from wsp.settings import SettingsError, needed

_PATH = click.Path(path_type=Path)


def operations_commands() -> list[click.Command]:
    """serve, worker, backup, restore, doctor, keys."""
    return [serve, worker, backup, restore, doctor, keys]


@click.command()
@click.option("--bind", default="127.0.0.1:8000", show_default=True, help="Adres en poort.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Processen.")
@click.option("--threads", default=4, show_default=True, type=click.IntRange(1, 64), help="Per proces.")
def serve(bind: str, workers: int, threads: int) -> None:
    """Start de webserver."""
    from wsp.operations import web_server  # noqa: PLC0415 (a command imports only what it runs)
    from wsp.runtime import runtime  # noqa: PLC0415 (only this command needs it)

    with runtime() as running:
        os.environ.update(running.environment())
        web_server.serve(bind=bind, workers=workers, threads=threads)


@click.command()
@click.option(
    "--stalled-after",
    default=30.0,
    show_default=True,
    type=click.FloatRange(1, 3600),
    help="Na zoveel seconden stilte nemen anderen het werk van een worker over.",
)
def worker(stalled_after: float) -> None:
    """Start de worker die taken uit de wachtrij doet."""
    import wsp.jobs.tasks  # noqa: F401, PLC0415 (registers the tasks)
    from wsp.foundation import queue  # noqa: PLC0415 (only this command needs it)
    from wsp.runtime import runtime  # noqa: PLC0415 (only this command needs it)

    with runtime() as running:
        queue.run_worker(running.settings.database_url, stalled_after=stalled_after)


@click.command()
@click.argument("target", metavar="MAP|BESTAND", type=_PATH)
def backup(target: Path) -> None:
    """Maak een back-up van de database en de bestanden; het werk gaat gewoon door."""
    from wsp.operations.backup import make_backup  # noqa: PLC0415 (only this command needs it)
    from wsp.runtime import runtime  # noqa: PLC0415 (only this command needs it)

    with runtime(migrated=False) as running:
        made = make_backup(running.settings, target)
    tables = len(made.manifest.tables)
    click.echo(f"{made.path}: {made.manifest.rows} rijen in {tables} tabellen, migratie {made.manifest.migration}.")
    click.echo("De sleutels zitten er niet in. Bewaar die apart: zonder sleutels is een BSN niet te lezen.")


@click.command()
@click.argument("file", metavar="BESTAND", type=_PATH)
@click.option("--force", is_flag=True, help="Ook als de database niet leeg is. Je typt dan de naam van de database.")
def restore(file: Path, force: bool) -> None:  # noqa: FBT001 (click passes it)
    """Zet een back-up terug in een lege database, en controleer elke tabel."""
    from wsp.operations.restore import restore_backup  # noqa: PLC0415 (only this command needs it)
    from wsp.runtime import runtime  # noqa: PLC0415 (only this command needs it)

    with runtime(migrated=False) as running:
        told = restore_backup(running.settings, file, confirm=_typed if force else None)
    click.echo(f"Teruggezet: {told.rows} rijen in {len(told.tables)} tabellen; alle tabellen kloppen.")


def _typed(name: str) -> bool:
    click.echo(f"Alles in de database {name} wordt gewist en vervangen.")
    return str(click.prompt("Typ de naam van de database om door te gaan")) == name


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Antwoord als JSON.")
@click.option("--only", multiple=True, metavar="CONTROLE", help="Alleen deze controle; mag vaker.")
@click.option("--quiet", is_flag=True, help="Alleen wat niet ok is.")
def doctor(as_json: bool, only: tuple[str, ...], quiet: bool) -> None:  # noqa: FBT001 (click passes them)
    """Controleer of alles in orde is. Eindigt met 1 bij een fout, en anders met 0."""
    from wsp.operations import doctor as examination  # noqa: PLC0415 (only this command needs it)
    from wsp.runtime import runtime  # noqa: PLC0415 (only this command needs it)

    strange = sorted(set(only) - set(examination.NAMES))
    if strange:
        raise click.ClickException(f"De controle {strange[0]} bestaat niet. Kies uit: {', '.join(examination.NAMES)}.")
    try:
        with runtime(migrated=False) as running:
            found = examination.examine(running.settings, only)
    except SettingsError as error:
        found = [examination.Finding("instellingen", examination.State.FAULT, str(error))]
    if as_json:
        click.echo(json.dumps([each.record() for each in found], ensure_ascii=False, indent=1))
    else:
        for each in found:
            if not quiet or each.state is not examination.State.OK:
                click.echo(each.line())
    if any(each.state is examination.State.FAULT for each in found):
        raise SystemExit(1)


@click.group()
def keys() -> None:
    """Sleutels."""


@keys.command("new")
def new_keys() -> None:
    """Druk nieuwe geheimen af, om in de omgeving te zetten."""
    click.echo(f"WSP_SECRET_KEY={secrets.token_hex(32)}")
    click.echo(f"WSP_ENCRYPTION_KEYS={Fernet.generate_key().decode()}")
    click.echo(f"WSP_LOOKUP_KEY={secrets.token_hex(32)}")
    click.echo(f"WSP_METRICS_TOKEN={secrets.token_hex(32)}")


@keys.command("rotate")
@click.option("--batch", default=200, show_default=True, type=click.IntRange(1, 10_000), help="Waarden per keer.")
def rotate_keys(batch: int) -> None:
    """Versleutel alles opnieuw met de nieuwste sleutel; het werk gaat gewoon door en afbreken mag."""
    from wsp.foundation import crypto  # noqa: PLC0415 (only this command needs it)
    from wsp.operations import rotation  # noqa: PLC0415 (only this command needs it)
    from wsp.runtime import runtime  # noqa: PLC0415 (only this command needs it)

    with runtime(migrated=False) as running:
        url = needed(running.settings.owner_database_url, "OWNER_DATABASE_URL")
        try:
            done = rotation.rotate(url, crypto.keyring(), batch=batch, progress=_shown)
        except crypto.CannotDecrypt as error:
            told = "Er zijn waarden die met geen enkele sleutel te lezen zijn. Zet de oude sleutel achteraan terug."
            raise click.ClickException(told) from error
    click.echo(f"{done} waarden opnieuw versleuteld. De oude sleutels kunnen weg uit WSP_ENCRYPTION_KEYS.")


def _shown(column: str, done: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r  {column}: {done}", err=True, nl=False)
