"""`wsp payments plan`: calculate what is owed and ordered, without a worker."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import click
from sqlalchemy import select

from wsp.accounts import queries as accounts
from wsp.foundation import clock, db
from wsp.foundation.actor import Actor
from wsp.foundation.errors import InvalidInput
from wsp.payments.enums import BUSY
from wsp.payments.models import PaymentRun
from wsp.payments.service import running, settling


def payment_commands(runtime: Callable[[], AbstractContextManager[Any]]) -> click.Group:
    """Build the group; `runtime` brings up settings and database around a command."""

    @click.group("payments")
    def group() -> None:
        """Betalingen: wat is verschuldigd, en welke opdrachten horen daarbij."""

    @group.command("plan")
    @click.option("--month", metavar="JAAR-MAAND", help="Tot en met deze maand. Zonder: de vorige maand.")
    @click.option("--region", metavar="AM-CODE", help="Alleen deze regio. Zonder: elke regio waar iemand werkt.")
    def plan(month: str | None, region: str | None) -> None:
        """Bereken de betalingen. Nog een keer doen verandert niets."""
        with runtime():
            last = settling.ordered_through(clock.today()) if month is None else read_month(month)
            with db.unit_of_work(None) as session:
                known = accounts.regions_at_work(session)
            if region is not None and region not in known:
                raise InvalidInput(f"In {region[:10]} werkt niemand. Kies uit {', '.join(known)}.")
            for each in known if region is None else [region]:
                click.echo(planned(each, last))

    return group


def read_month(text: str) -> date:
    """Return the first day of a month such as 2026-10.

    Raises:
        InvalidInput: it is no month.

    """
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise InvalidInput(f"Geef een maand als jaar-maand, zoals 2026-10. Er staat nu {text[:20]}.") from None


def planned(region: str, month: date) -> str:
    """Calculate a region, going on with a calculation that stopped half way; return what came of it in a line."""
    with db.unit_of_work(region) as session:
        actor = Actor(user_id=None, region_id=region, organisation_id=None, kind="opdrachtregel")
        busy = session.scalars(
            select(PaymentRun.id).where(PaymentRun.region_id == region, PaymentRun.state.in_(sorted(BUSY)))
        ).one_or_none()
        run_id = busy or running.request_run(session, month, actor=actor).id
    running.run(region, run_id)
    with db.unit_of_work(region) as session:
        row = session.get_one(PaymentRun, run_id)
        return (
            f"{region}: {row.done} subsidies, {row.made} nieuwe opdrachten, {row.changed} gewijzigd, "
            f"{row.blocked} maanden wachten."
        )
