"""`wsp shortlists ...`: learn weights, and write the model card and the register entry, for who runs the program.

The engine is imported by the command that needs it: its compiled loops cost every other one half a second.
"""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager

import click

from wsp.foundation import db
from wsp.foundation.actor import Actor

Runtime = Callable[[], AbstractContextManager[object]]
_REGION = click.option("--region", required=True, metavar="AM-CODE", help="De arbeidsmarktregio, zoals AM01.")


def shortlist_commands(runtime: Runtime) -> click.Group:
    """Build the group; `runtime` brings up settings and databases around a command."""

    @click.group("shortlists")
    def group() -> None:
        """De ranglijst: leren van besluiten, modelkaart en algoritmeregister."""

    @group.command("learn")
    @_REGION
    def learn(region: str) -> None:
        """Leer gewichten van besluiten. Er verandert niets: een mens moet ze voorleggen, een ander keurt ze goed."""
        from wsp.shortlists.weighing import queries as weighing
        from wsp.shortlists.weighing import service as weighing_service

        with runtime(), db.unit_of_work(region) as session:
            actor = Actor(user_id=None, region_id=region, organisation_id=None, kind="opdrachtregel")
            made = weighing_service.learn(session, actor=actor)
            told = {"version": weighing.name(made), "weights": made.values, **(made.evidence or {})}
        click.echo(json.dumps(told, ensure_ascii=False))

    @group.command("model-card")
    @click.option("--region", metavar="AM-CODE", help="Zonder regio: zoals het programma wordt geleverd.")
    def model_card(region: str | None) -> None:
        """Schrijf de modelkaart in Markdown."""
        from wsp.shortlists.oversight import card

        if region is None:
            click.echo(card.markdown(card.standard()))
            return
        with runtime(), db.unit_of_work(region) as session:
            click.echo(card.markdown(card.for_region(session, region)))

    @group.command("register")
    @_REGION
    @click.option("--format", "form", default="json", show_default=True, type=click.Choice(["json", "csv"]))
    def entry(region: str, form: str) -> None:
        """Schrijf de tekst voor het algoritmeregister."""
        from wsp.shortlists.oversight import register, service
        from wsp.shortlists.weighing import queries as weighing

        with runtime(), db.unit_of_work(region) as session:
            found = register.entries(weighing.active(session, region), service.description(session, region))
        if form == "csv":
            click.echo(register.as_csv(found), nl=False)
        else:
            click.echo(json.dumps(register.as_json(found), ensure_ascii=False, indent=2))

    return group
