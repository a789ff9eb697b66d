"""`wsp import ...`: files in, and a report of what happened to every row."""

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import click

from wsp.exchange.report import ImportReport
from wsp.exchange.tables.command_line import import_table
from wsp.exchange.tables.enums import ImportKind, Profile
from wsp.exchange.vum.candidates import import_candidates
from wsp.exchange.vum.vacancies import import_vacancies

_FILE = click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
_REGION = click.option("--region", required=True, metavar="AM-CODE", help="De arbeidsmarktregio, zoals AM01.")


def import_commands(runtime: Callable[[], AbstractContextManager[object]]) -> click.Group:
    """Build the group; `runtime` brings up settings and database around a command."""

    @click.group("import")
    def group() -> None:
        """Gegevens uit een bestand. Nog een keer importeren verandert niets."""

    @group.command("vum-candidates")
    @_FILE
    @_REGION
    @click.option("--municipality", required=True, metavar="GM-CODE", help="De gemeente die de dossiers beheert.")
    def candidates(file: Path, region: str, municipality: str) -> None:
        """Importeer werkzoekendenprofielen van VUM."""
        with runtime():
            report = import_candidates(file, region=region, municipality=municipality, progress=_progress)
        _show(report)

    @group.command("vum-vacancies")
    @_FILE
    @_REGION
    def vacancies(file: Path, region: str) -> None:
        """Importeer vacatures van VUM, met hun werkgevers."""
        with runtime():
            report = import_vacancies(file, region=region, progress=_progress)
        _show(report)

    @group.command("table")
    @_FILE
    @click.option("--kind", "kind", required=True, type=click.Choice([each.value for each in ImportKind]))
    @click.option("--profile", default=Profile.GENERIC.value, type=click.Choice([each.value for each in Profile]))
    @_REGION
    @click.option("--municipality", required=True, metavar="GM-CODE", help="De gemeente waarvan het bestand is.")
    @click.option("--column", "chosen", multiple=True, metavar="VELD=KOP", help="Een kolom die niet herkend wordt.")
    @click.option("--good-rows", is_flag=True, help="Lees de goede rijen in, ook als er rijen geweigerd zijn.")
    @click.option("--report", type=click.Path(path_type=Path), help="Bewaar het verslag per rij als XLSX.")
    def table(
        file: Path,
        kind: str,
        profile: str,
        region: str,
        municipality: str,
        chosen: tuple[str, ...],
        good_rows: bool,  # noqa: FBT001 (click passes it)
        report: Path | None,
    ) -> None:
        """Controleer een XLSX-, ODS- of CSV-bestand helemaal, en lees het dan in."""
        with runtime():
            lines = import_table(
                file,
                kind=ImportKind(kind),
                profile=Profile(profile),
                region=region,
                municipality=municipality,
                chosen=chosen,
                good_rows=good_rows,
                report=report,
                progress=_progress,
            )
        for line in lines:
            click.echo(line)

    return group


def _show(report: ImportReport) -> None:
    for line in report.lines():
        click.echo(line)


def _progress(done: int, total: int) -> None:
    """A running count on a terminal, and one line at the end."""
    finished = done >= total
    if finished or sys.stderr.isatty():
        click.echo(f"\r  {done} van {total} rijen", err=True, nl=finished)
