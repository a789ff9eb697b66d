"""`wsp retention ...` and `wsp audit ...`: the retention job and the check of the log, for who runs the program."""

import json
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Final

import click

from wsp.audit import sealing
from wsp.foundation import db
from wsp.foundation.actor import Actor
from wsp.policy.retention import TABLES
from wsp.privacy import processing_log, retention
from wsp.privacy.models import RetentionRun

REGISTER: Final = "https://localhost/privacy/verwerkingsregister"
"""Where the register stands; a record of the processing log names an activity by this address."""
Runtime = Callable[[], AbstractContextManager[object]]
_REGION = click.option("--region", required=True, metavar="AM-CODE", help="De arbeidsmarktregio, zoals AM01.")


def retention_commands(runtime: Runtime) -> click.Group:
    """Build the group; `runtime` brings up settings and databases around a command."""

    @click.group("retention")
    def group() -> None:
        """Bewaartermijnen: wat weg moet, en het wissen zelf."""

    @group.command("plan")
    @_REGION
    @click.option("--json", "as_json", is_flag=True, help="Antwoord als JSON.")
    def plan(region: str, as_json: bool) -> None:  # noqa: FBT001 (click passes it)
        """Laat zien wat een uitvoering vandaag zou wissen. Er verandert niets."""
        with runtime(), db.unit_of_work(region) as session:
            found = retention.plan(session)
            record: dict[str, object] = {
                "on": found.on.isoformat(),
                "dossiers": [f"K-{each.number}" for each in found.going],
                "soon": [f"K-{each.number}" for each in found.soon],
                "held": [f"K-{each.number}" for each in found.held],
                "tables": found.tables,
            }
        click.echo(json.dumps(record) if as_json else "\n".join(_plan_lines(record)))

    @group.command("run")
    @_REGION
    def run(region: str) -> None:
        """Waarschuw, en wis wat over de termijn is. Nog een keer uitvoeren doet alleen wat over is."""
        with runtime():
            run_id = retention.run(region, actor=_actor(region))
            with db.unit_of_work(region) as session:
                done = session.get_one(RetentionRun, run_id)
                click.echo(f"Gewaarschuwd: {done.warned}. Gewiste dossiers: {done.dossiers}.")
                for table, count in done.counts.items():
                    click.echo(f"  {table}: {count}")
                for failure in done.failures:
                    click.echo(f"Mislukt: {failure['soort']} {failure['id']} ({failure['code']})", err=True)
                if done.failures:
                    sys.exit(1)

    return group


def audit_commands(runtime: Runtime) -> click.Group:
    """Build the group."""

    @click.group("audit")
    def group() -> None:
        """Het logboek."""

    @group.command("seal")
    @_REGION
    def seal(region: str) -> None:
        """Verzegel de dagen die voorbij zijn."""
        with runtime(), db.unit_of_work(region) as session:
            click.echo(f"Verzegelde dagen: {sealing.seal(session, region)}.")

    @group.command("verify")
    @_REGION
    def verify(region: str) -> None:
        """Controleer of geen regel van het logboek is veranderd."""
        with runtime(), db.unit_of_work(region) as session:
            found = sealing.verify(session, region, kept_months=TABLES["audit_events"].months or 0)
        click.echo(f"Dagen: {found.days}. Regels: {found.rows}. Waarvan de persoon is gewist: {found.erased}.")
        for flaw in found.flaws:
            click.echo(f"{flaw.day}: {flaw.text}", err=True)
        if found.flaws:
            sys.exit(1)
        click.echo(f"Het logboek klopt. Laatste zegel: {found.last_seal or 'nog geen'}")

    @group.command("export")
    @_REGION
    @click.option("--from", "first", required=True, metavar="DATUM", help="Eerste dag, jjjj-mm-dd.")
    @click.option("--to", "last", required=True, metavar="DATUM", help="Laatste dag, jjjj-mm-dd.")
    @click.option("--register", "base", default=REGISTER, show_default=True, help="Adres van het verwerkingsregister.")
    def export(region: str, first: str, last: str, base: str) -> None:
        """Schrijf het Logboek dataverwerkingen als OTLP/JSON, zonder namen van medewerkers."""
        with runtime(), db.unit_of_work(region) as session:
            found = processing_log.records(session, region, first=_day(first), last=_day(last))
            click.echo(json.dumps(processing_log.as_otlp(found, base=base)))

    return group


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"Geef een datum als jaar-maand-dag, zoals 2026-09-30. Er staat nu {text[:20]}."
        raise click.BadParameter(message) from None


def _plan_lines(record: dict[str, object]) -> list[str]:
    def listed(numbers: object) -> str:
        return ", ".join(numbers) if isinstance(numbers, list) and numbers else "geen"

    tables = record["tables"]
    rows = [f"  {name}: {count}" for name, count in tables.items()] if isinstance(tables, dict) else []
    return [
        retention.DRY_RUN,
        f"Dossiers die weg kunnen: {listed(record['dossiers'])}",
        f"Binnenkort: {listed(record['soon'])}",
        f"Bewaard om een reden: {listed(record['held'])}",
        "Andere regels over de termijn:",
        *(rows or ["  geen"]),
    ]


def _actor(region: str) -> Actor:
    return Actor(user_id=None, region_id=region, organisation_id=None, kind="opdrachtregel")
