"""`wsp region export` and `wsp region import`: a whole region out, and back into an empty database."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import click
import psycopg

from wsp.accounts import queries as accounts
from wsp.exchange.region import reading
from wsp.exchange.region.errors import NotAnExport
from wsp.exchange.region.packing import FolderSink, Source, ZipSink
from wsp.exchange.region.seal import SHORTEST, Seal
from wsp.exchange.region.service import snapshot
from wsp.foundation import db
from wsp.foundation.errors import InvalidInput

_PASSPHRASE = click.option(
    "--passphrase-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Bestand met de wachtzin voor de BSN's. Zonder wachtzin gaan de BSN's niet mee.",
)


def region_commands(runtime: Callable[[], AbstractContextManager[Any]]) -> click.Group:
    """Build the group; `runtime` brings up settings and database around a command."""

    @click.group("region")
    def group() -> None:
        """Een hele regio eruit, en weer terug in een lege database."""

    @group.command("export")
    @click.argument("region", metavar="AM-CODE")
    @click.argument("target", metavar="MAP|BESTAND.zip", type=click.Path(path_type=Path))
    @_PASSPHRASE
    def export(region: str, target: Path, passphrase_file: Path | None) -> None:
        """Schrijf alle tabellen als CSV, met de bestanden en een lijst van wat er in staat."""
        seal = Seal.of(_passphrase(passphrase_file)) if passphrase_file else None
        with runtime():
            _check_region(region)
            if target.suffix == ".zip":
                if target.exists():
                    raise NotAnExport("Dit bestand is er al. Kies een andere naam.")
                with ZipSink(target) as sink:
                    manifest = snapshot(region, sink, seal=seal, progress=_progress)
            else:
                manifest = snapshot(region, FolderSink(target), seal=seal, progress=_progress)
        rows = sum(written.rows for written in manifest.tables.values())
        click.echo(f"{region}: {len(manifest.tables)} tabellen, {rows} rijen, {manifest.files} bestanden.")
        click.echo("De BSN's zijn versleuteld." if seal else "Er gaan geen BSN's mee.")

    @group.command("import")
    @click.argument("source", metavar="MAP|BESTAND.zip", type=click.Path(path_type=Path))
    @_PASSPHRASE
    @click.option("--without-bsn", is_flag=True, help="Laat de BSN's weg.")
    def take_in(source: Path, passphrase_file: Path | None, without_bsn: bool) -> None:  # noqa: FBT001 (click passes it)
        """Lees een export terug. Alles of niets; daarna kloppen alle controlegetallen."""
        passphrase = _passphrase(passphrase_file) if passphrase_file else None
        with runtime() as running:
            url = running.settings.owner_database_url.replace("postgresql+psycopg://", "postgresql://")
            with psycopg.connect(url, connect_timeout=5) as connection:
                loaded = reading.load(connection, Source(source), passphrase=passphrase, without_bsn=without_bsn)
                connection.execute("ANALYZE")
        click.echo(f"{loaded.region}: {loaded.tables} tabellen, {loaded.rows} rijen, {loaded.files} bestanden terug.")
        click.echo("Alle controlegetallen kloppen. Iedereen stelt een nieuw wachtwoord in.")

    return group


def _passphrase(file: Path) -> str:
    text = file.read_text(encoding="utf-8").strip()
    if len(text) < SHORTEST:
        raise InvalidInput(f"De wachtzin is te kort. Neem minstens {SHORTEST} tekens.")
    return text


def _check_region(region: str) -> None:
    with db.unit_of_work() as session:
        if region not in accounts.regions_at_work(session):
            raise InvalidInput("In deze regio werkt niemand. Gebruik een code zoals AM01.")


def _progress(done: int, total: int, name: str) -> None:
    """A running line on a terminal."""
    if name:
        click.echo(f"  {done + 1} van {total}: {name}", err=True)
