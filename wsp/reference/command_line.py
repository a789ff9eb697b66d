"""`wsp reference load ...`: load official files and say what happened."""

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from itertools import groupby
from pathlib import Path

import click
from sqlalchemy.orm import Session

from wsp.foundation import db
from wsp.reference import service
from wsp.reference.loading.report import LoadReport, Progress

_SHOWN = 5
"""Row numbers per reason; --alles shows them all."""

_TITLES = {
    "starter": "Startset",
    "esco": "ESCO",
    "postcodes": "Postcodes",
    "municipalities": "Gemeenten",
}

_PATH = click.Path(path_type=Path)
_ALL = click.option("--alles", "everything", is_flag=True, help="Toon het nummer van elke geweigerde rij.")


def reference_commands(runtime: Callable[[], AbstractContextManager[object]]) -> click.Group:
    """Build the group; `runtime` brings up settings and database around a command."""

    @click.group("reference")
    def group() -> None:
        """Beroepen, vaardigheden, gemeenten en postcodes."""

    @group.group("load")
    def load() -> None:
        """Laad een officieel bestand. Nog een keer laden verandert niets."""

    @load.command("starter")
    def starter() -> None:
        """Laad de ingebouwde startset."""
        _show(runtime, service.load_starter, everything=False)

    @load.command("esco")
    @click.argument("folder", metavar="DIR", type=_PATH)
    @_ALL
    def esco(folder: Path, *, everything: bool) -> None:
        """Laad een map met ESCO-bestanden (occupations_nl.csv en zo verder)."""
        _show(
            runtime,
            lambda session, progress: service.load_esco(session, folder, progress=progress),
            everything=everything,
        )

    @load.command("postcodes")
    @click.argument("file", metavar="FILE", type=_PATH)
    @_ALL
    def postcodes(file: Path, *, everything: bool) -> None:
        """Laad postcodes met hun punt (kolommen pc4, plaats, lat, lon, verdacht)."""
        _show(
            runtime,
            lambda session, progress: service.load_postcodes(session, file, progress=progress),
            everything=everything,
        )

    @load.command("municipalities")
    @click.argument("file", metavar="FILE", type=_PATH)
    @click.option("--year", type=click.IntRange(2000, 2099), help="Jaar, als het niet in de naam staat.")
    @_ALL
    def municipalities(file: Path, year: int | None, *, everything: bool) -> None:
        """Laad de gemeenten van een jaar met hun arbeidsmarktregio."""
        _show(
            runtime,
            lambda session, progress: service.load_municipalities(session, file, year=year, progress=progress),
            everything=everything,
        )

    return group


def _show(
    runtime: Callable[[], AbstractContextManager[object]],
    load: Callable[[Session, Progress], LoadReport],
    *,
    everything: bool,
) -> None:
    with runtime():
        with db.unit_of_work(None) as session:
            report = load(session, _progress)
        # After the commit: what is printed did happen.
        for line in report_lines(report, everything=everything):
            click.echo(line)


def _progress(step: str, done: int, total: int) -> None:
    """Show progress on standard error: one line a step, and a running count on a terminal."""
    finished = done >= total
    if finished or sys.stderr.isatty():
        click.echo(f"\r  {step}: {done} van {total}", err=True, nl=finished)


def report_lines(report: LoadReport, *, everything: bool = False) -> list[str]:
    """Return the report as Dutch lines: counts, notes, then per reason which rows were refused."""
    lines = [
        f"{_TITLES[report.kind]} geladen uit {', '.join(report.files)}.",
        (
            f"Gelezen {report.read}, toegevoegd {report.added}, gewijzigd {report.changed}, "
            f"vervallen {report.removed}, geweigerd {report.refused}."
        ),
        *report.notes,
    ]
    for reason, count in report.reasons():
        refusals = [found for found in report.refusals if found.reason == reason]
        shown = refusals if everything else refusals[:_SHOWN]
        places = [
            f"{file}, rij {', '.join(str(found.row) for found in group)}"
            for file, group in groupby(shown, key=lambda found: found.file)
        ]
        rest = "" if len(shown) == count else f" en {count - len(shown)} andere"
        lines.append(f"{count} keer geweigerd: {reason} ({'; '.join(places)}{rest})")
    return lines
