"""People of an employer in the portal: who lets whom in, and how far that word reaches."""

import pytest
from sqlalchemy.orm import Session

from tests.accounts import factories
from wsp.accounts import queries, service
from wsp.accounts.commands import AddUser, InvitePerson, SetPersonRole, SetRoles
from wsp.accounts.enums import OrganisationKind
from wsp.accounts.errors import LastAdministrator
from wsp.accounts.models import Organisation
from wsp.accounts.permissions import GRANTS, PORTAL_ROLES, STAFF_ROLES, Role
from wsp.foundation.actor import Actor
from wsp.foundation.errors import InvalidInput, NotAllowed, NotFound

NEW = InvitePerson("Nieuwe Proef", "nieuw@demo.example", Role.EMPLOYER_STAFF)


def employer(session: Session, name: str = "Proefwerkgever") -> Organisation:
    return factories.organisation(session, name, kind=OrganisationKind.EMPLOYER)


@pytest.fixture
def administrator(session: Session) -> Actor:
    """The administrator of one employer."""
    return factories.actor(session, Role.EMPLOYER_ADMIN, of=employer(session))


@pytest.mark.rule("S6")
def test_people_of_an_employer_hold_nothing_but_the_portal() -> None:
    for role in Role:
        of_portal = {permission for permission in GRANTS[role] if permission.startswith("portal.")}
        if role in PORTAL_ROLES:
            assert of_portal == GRANTS[role]
        else:
            assert of_portal == set()
    assert set(Role) == PORTAL_ROLES | STAFF_ROLES


def test_an_administrator_invites_people_of_the_own_employer(session: Session, administrator: Actor) -> None:
    assert administrator.organisation_id is not None
    added = service.invite_person(session, NEW, organisation_id=administrator.organisation_id, actor=administrator)
    assert added.password
    place = queries.workplaces(session, added.user.id)[0]
    assert (place.organisation_id, place.roles) == (administrator.organisation_id, (Role.EMPLOYER_STAFF,))


@pytest.mark.rule("S6")
def test_an_administrator_reaches_nobody_of_another_employer(session: Session, administrator: Actor) -> None:
    other = employer(session, "Andere werkgever")
    theirs = factories.member(session, Role.EMPLOYER_STAFF, of=other)
    with pytest.raises(NotAllowed):
        service.invite_person(session, NEW, organisation_id=other.id, actor=administrator)
    with pytest.raises(NotAllowed):
        service.set_person_role(session, SetPersonRole(theirs.id, None), organisation_id=other.id, actor=administrator)
    assert administrator.organisation_id is not None
    with pytest.raises(NotFound):
        service.set_person_role(
            session, SetPersonRole(theirs.id, None), organisation_id=administrator.organisation_id, actor=administrator
        )


@pytest.mark.rule("S6")
def test_an_address_of_elsewhere_is_refused_in_one_sentence(session: Session, administrator: Actor) -> None:
    factories.member(session, Role.CLIENT_MANAGER, email="collega@demo.example")
    factories.member(session, Role.EMPLOYER_STAFF, of=employer(session, "Andere"), email="ander@demo.example")
    assert administrator.organisation_id is not None
    said = set()
    for email in ("collega@demo.example", "ander@demo.example"):
        with pytest.raises(InvalidInput) as refused:
            service.invite_person(
                session,
                InvitePerson("Iemand", email, Role.EMPLOYER_STAFF),
                organisation_id=administrator.organisation_id,
                actor=administrator,
            )
        said.add(refused.value.message)
    assert len(said) == 1


def test_ended_access_ends_the_session_and_can_be_given_again(session: Session, administrator: Actor) -> None:
    of = session.get_one(Organisation, administrator.organisation_id)
    who = factories.member(session, Role.EMPLOYER_STAFF, of=of, email=NEW.email)
    token = factories.running_session(session, who, of=of)
    service.set_person_role(session, SetPersonRole(who.id, None), organisation_id=of.id, actor=administrator)
    assert service.resume(session, token) is None
    assert service.invite_person(session, NEW, organisation_id=of.id, actor=administrator).user.id == who.id
    assert queries.workplaces(session, who.id)[0].roles == (Role.EMPLOYER_STAFF,)


def test_an_employer_keeps_somebody_who_manages_its_people(session: Session, administrator: Actor) -> None:
    assert administrator.organisation_id is not None
    assert administrator.user_id is not None
    for role in (None, Role.EMPLOYER_STAFF):
        with pytest.raises(LastAdministrator):
            service.set_person_role(
                session,
                SetPersonRole(administrator.user_id, role),
                organisation_id=administrator.organisation_id,
                actor=administrator,
            )


@pytest.mark.rule("S6")
def test_a_role_of_staff_and_one_of_the_portal_never_meet(session: Session, administrator: Actor) -> None:
    chief = factories.actor(session, Role.ADMINISTRATOR)
    assert administrator.organisation_id is not None
    assert chief.organisation_id is not None
    with pytest.raises(InvalidInput):
        service.invite_person(
            session,
            InvitePerson("X", "x@demo.example", Role.CLIENT_MANAGER),
            organisation_id=administrator.organisation_id,
            actor=administrator,
        )
    with pytest.raises(InvalidInput):
        service.add_user(
            session, AddUser("X", "x@demo.example", chief.organisation_id, (Role.EMPLOYER_ADMIN,)), actor=chief
        )
    who = factories.member(session)
    for roles, where in (
        ((Role.EMPLOYER_STAFF,), chief.organisation_id),
        ((Role.CLIENT_MANAGER,), administrator.organisation_id),
    ):
        with pytest.raises(InvalidInput):
            service.set_roles(session, SetRoles(who.id, where, roles), actor=chief)


def test_people_of_an_employer_are_no_colleagues_to_choose(session: Session, administrator: Actor) -> None:
    assert administrator.user_id not in {member.user_id for member in queries.staff(session, "AM01")}
    assert administrator.organisation_id not in {found.id for found in queries.organisations(session, "AM01")}
