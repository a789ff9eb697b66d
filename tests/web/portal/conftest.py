"""An employer in the portal, with a vacancy, a candidate, and the colleagues who help."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.placements import world as worlds
from tests.placements.world import World
from tests.web.conftest import StrictClient
from wsp.accounts.enums import OrganisationKind
from wsp.accounts.models import Organisation
from wsp.accounts.permissions import Role
from wsp.employers import service as employers
from wsp.employers.models import Employer
from wsp.foundation import clock
from wsp.foundation.actor import Actor

TODAY = date(2026, 8, 3)
ClientAs = Callable[..., StrictClient]


@dataclass(frozen=True)
class Portal:
    """The world of a placement whose employer is in the portal."""

    world: World
    organisation: Organisation
    client: StrictClient
    """The employer's administrator."""

    @property
    def actor(self) -> Actor:
        """The same person, for the verbs."""
        return self.client.actor


def organisation_of(session: Session, employer: Employer, manager: Actor) -> Organisation:
    """Let an employer into the portal; its organisation."""
    link = employers.open_portal(session, employer, actor=manager)
    found = session.get_one(Organisation, link.organisation_id)
    assert found.kind == OrganisationKind.EMPLOYER
    return found


@pytest.fixture
def portal(session: Session, client_as: ClientAs) -> Iterator[Portal]:
    """An employer with an administrator in the portal, on a day whose law is known."""
    with clock.frozen(TODAY):
        world = worlds.build(session)
        world.employer.owner_id = world.account_manager.user_id
        organisation = organisation_of(session, world.employer, world.account_manager)
        session.flush()
        yield Portal(world, organisation, client_as(Role.EMPLOYER_ADMIN, organisation=organisation))


@pytest.fixture
def stranger(portal: Portal, session: Session, client_as: ClientAs) -> StrictClient:
    """Somebody of another employer of the region."""
    from tests.employers import factories

    manager = portal.world.account_manager
    other = factories.employer(session, manager, "Andere werkgever")
    return client_as(Role.EMPLOYER_ADMIN, organisation=organisation_of(session, other, manager))
