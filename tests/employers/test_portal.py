"""Which organisation of the portal speaks for an employer."""

import uuid

import pytest
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.employers import factories
from wsp.accounts.commands import SetPersonRole
from wsp.accounts.permissions import GRANTS, Role
from wsp.accounts.queries import workplaces
from wsp.employers import queries, service
from wsp.employers.commands import InviteContact
from wsp.employers.errors import EmployerNotFound, NotInPortal
from wsp.employers.models import Employer
from wsp.foundation.actor import Actor
from wsp.foundation.errors import NotAllowed


@pytest.fixture
def manager(session: Session) -> Actor:
    """An account manager."""
    return accounts.actor(session, Role.ACCOUNT_MANAGER)


def invited(session: Session, manager: Actor, employer: Employer, email: str = "hr@demo.example") -> Actor:
    """Somebody of this employer as an actor in the portal."""
    added = service.invite_contact(
        session, InviteContact(employer.id, "Hanna Proef", email, Role.EMPLOYER_ADMIN), actor=manager
    )
    return Actor(
        user_id=added.user.id,
        region_id="AM01",
        organisation_id=queries.organisation_of(session, manager, employer.id),
        roles=frozenset({Role.EMPLOYER_ADMIN}),
        permissions=frozenset(GRANTS[Role.EMPLOYER_ADMIN]),
    )


def test_an_invitation_lets_the_employer_in_once(session: Session, manager: Actor) -> None:
    employer = factories.employer(session, manager)
    first = invited(session, manager, employer)
    second = invited(session, manager, employer, "tweede@demo.example")
    assert first.organisation_id == second.organisation_id is not None
    assert [each.id for each in queries.employers_of(session, first.organisation_id)] == [employer.id]


@pytest.mark.rule("S6")
def test_somebody_of_an_employer_has_only_the_own_employers(session: Session, manager: Actor) -> None:
    mine, other = factories.employer(session, manager), factories.employer(session, manager)
    invited(session, manager, other, "ander@demo.example")
    person = invited(session, manager, mine)
    assert [each.id for each in queries.own_employers(session, person)] == [mine.id]
    for strange in (other.id, uuid.uuid4()):
        with pytest.raises(EmployerNotFound):
            queries.own_employer(session, person, strange)
        with pytest.raises(EmployerNotFound):
            queries.employer(session, person, strange)
    assert queries.own_employers(session, manager) == []


def test_one_organisation_speaks_for_a_group_of_firms(session: Session, manager: Actor) -> None:
    mine, sister = factories.employer(session, manager, "Aap bv"), factories.employer(session, manager, "Noot bv")
    person = invited(session, manager, mine)
    service.open_portal(session, sister, actor=manager, organisation_id=person.organisation_id)
    assert [each.id for each in queries.own_employers(session, person)] == [mine.id, sister.id]
    service.close_portal(session, sister.id, actor=manager)
    assert [each.id for each in queries.own_employers(session, person)] == [mine.id]
    assert workplaces(session, person.user_id or uuid.uuid4())


def test_closing_ends_the_access_of_everybody_and_can_be_undone(session: Session, manager: Actor) -> None:
    employer = factories.employer(session, manager)
    person = invited(session, manager, employer)
    assert person.user_id is not None
    service.close_portal(session, employer.id, actor=manager)
    assert queries.own_employers(session, person) == []
    assert workplaces(session, person.user_id) == ()
    with pytest.raises(NotInPortal):
        service.close_portal(session, employer.id, actor=manager)
    again = invited(session, manager, employer)
    assert (again.user_id, again.organisation_id) == (person.user_id, person.organisation_id)


@pytest.mark.rule("S6")
def test_only_who_invites_lets_somebody_in_or_out(session: Session, manager: Actor) -> None:
    employer = factories.employer(session, manager)
    person = invited(session, manager, employer)
    for actor in (accounts.actor(session, Role.CLIENT_MANAGER), person):
        with pytest.raises(NotAllowed):
            invited(session, actor, employer, "x@demo.example")
        with pytest.raises(NotAllowed):
            service.close_portal(session, employer.id, actor=actor)
        with pytest.raises(NotAllowed):
            service.set_contact_role(session, employer.id, SetPersonRole(uuid.uuid4(), None), actor=actor)


def test_staff_end_the_access_of_the_last_administrator_too(session: Session, manager: Actor) -> None:
    employer = factories.employer(session, manager)
    person = invited(session, manager, employer)
    assert person.user_id is not None
    service.set_contact_role(session, employer.id, SetPersonRole(person.user_id, None), actor=manager)
    assert workplaces(session, person.user_id) == ()
