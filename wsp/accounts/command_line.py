"""`wsp accounts ...`: the first administrator of a region, whom nobody can invite."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import click

from wsp.accounts import service
from wsp.accounts.enums import OrganisationKind
from wsp.foundation import db, mailer


def account_commands(runtime: Callable[[], AbstractContextManager[object]]) -> click.Group:
    """Build the group; `runtime` brings up settings and database around a command."""

    @click.group("accounts")
    def group() -> None:
        """Accounts."""

    @group.command("admin")
    @click.option("--email", required=True, help="E-mailadres van de beheerder.")
    @click.option("--name", required=True, help="Naam van de beheerder.")
    @click.option("--organisation", required=True, help="Organisatie; wordt gemaakt als zij er nog niet is.")
    @click.option(
        "--kind",
        type=click.Choice([kind.value for kind in OrganisationKind if kind is not OrganisationKind.EMPLOYER]),
        default=OrganisationKind.MUNICIPALITY.value,
        show_default=True,
        help="Soort van een nieuwe organisatie.",
    )
    @click.option("--region", required=True, metavar="AM-CODE", help="De arbeidsmarktregio, zoals AM01.")
    def admin(email: str, name: str, organisation: str, kind: str, region: str) -> None:
        """Maak een functioneel beheerder, en druk de link af waarmee die een wachtwoord kiest."""
        with runtime(), db.unit_of_work(region) as session:
            path = service.make_administrator(
                session, email=email, name=name, organisation=organisation, kind=OrganisationKind(kind), region=region
            )
            click.echo(mailer.settings.current().link(path))
            click.echo("De link werkt zeven dagen en één keer.")

    return group
