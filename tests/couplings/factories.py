"""Couplings for tests, made through the verb."""

from datetime import timedelta

from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from wsp.accounts.models import Organisation
from wsp.accounts.permissions import Role
from wsp.couplings import service
from wsp.couplings.commands import Made, MakeCoupling
from wsp.couplings.enums import Scope
from wsp.foundation import clock


def coupling(
    session: Session, *scopes: Scope, region: str = "AM01", of: Organisation | None = None, days: int = 90
) -> Made:
    """A coupling that works for some months, with every scope when none is named."""
    of = of or accounts.organisation(session)
    administrator = accounts.actor(session, Role.ADMINISTRATOR, region=region, of=of)
    command = MakeCoupling("Proefsysteem", of.id, scopes or tuple(Scope), clock.today() + timedelta(days=days))
    return service.make_coupling(session, command, actor=administrator)
