"""Managing users within one region."""

import uuid

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts import factories
from wsp.accounts import queries, service
from wsp.accounts.commands import AddUser, ChangePassword, EditUser, LogIn, SetRoles
from wsp.accounts.errors import LastAdministrator, ManagedElsewhere, WeakPassword
from wsp.accounts.models import Membership, User
from wsp.accounts.permissions import Role
from wsp.accounts.queries import UserFilter
from wsp.audit.models import AuditEvent
from wsp.foundation.actor import Actor
from wsp.foundation.errors import Conflict, DomainError, InvalidInput, NotFound, StaleVersion


@pytest.fixture
def admin(session: Session) -> Actor:
    """The functional administrator of AM01."""
    return factories.actor(session, Role.ADMINISTRATOR)


def _new(session: Session, **changes: object) -> AddUser:
    given = {
        "name": "Sjors de Proef",
        "email": "sjors@demo.example",
        "organisation_id": factories.organisation(session).id,
        "roles": (Role.CLIENT_MANAGER,),
    } | changes
    return AddUser(**given)  # type: ignore[arg-type]  # built from keyword arguments; the dataclass checks them


def test_a_new_colleague_logs_in_once_and_then_must_choose_a_password(session: Session, admin: Actor) -> None:
    added = service.add_user(session, _new(session), actor=admin)
    assert added.password is not None
    assert added.password not in repr(added)
    first = service.log_in(session, LogIn(added.user.email, added.password, "192.0.2.1"))
    assert first.login.must_change_password
    command = ChangePassword(added.password, factories.PASSWORD, factories.PASSWORD)
    service.change_password(session, command, actor=first.login.anywhere, keep=first.login.session_id)
    again = service.resume(session, first.token)
    assert again is not None
    assert not again.must_change_password
    assert added.user.sort_key == "sjors de proef"


def test_an_address_is_used_once_in_a_region_whatever_its_case(session: Session, admin: Actor) -> None:
    service.add_user(session, _new(session), actor=admin)
    with pytest.raises(InvalidInput) as refused:
        service.add_user(session, _new(session, email="SJORS@demo.example"), actor=admin)
    assert list(refused.value.fields) == ["email"]


def test_a_colleague_from_another_region_keeps_account_and_password(session: Session, admin: Actor) -> None:
    there = factories.member(session, region="AM14", email="sjors@demo.example", name="Sjors Elders")
    before = there.password_hash
    added = service.add_user(session, _new(session), actor=admin)
    assert (added.user.id, added.password) == (there.id, None)
    assert (there.name, there.password_hash, there.home_region_id) == ("Sjors Elders", before, "AM14")
    assert {place.region_id for place in queries.workplaces(session, there.id)} == {"AM01", "AM14"}


def test_whoever_is_managed_elsewhere_keeps_the_account_safe(session: Session, admin: Actor) -> None:
    there = factories.member(session, region="AM14")
    factories.member(session, who=there, region="AM01")
    for refused in (
        lambda: service.reset_password(session, there.id, actor=admin),
        lambda: service.deactivate(session, there.id, actor=admin),
        lambda: service.edit_user(session, EditUser(there.id, 1, "X", "x@demo.example"), actor=admin),
    ):
        with pytest.raises(ManagedElsewhere):
            refused()
    command = SetRoles(there.id, factories.organisation(session).id, ())
    service.set_roles(session, command, actor=admin)
    assert {place.region_id for place in queries.workplaces(session, there.id)} == {"AM14"}


@pytest.mark.rule("S6")
def test_users_of_another_region_do_not_exist_for_an_administrator(session: Session, admin: Actor) -> None:
    there = factories.member(session, region="AM14")
    for refused in (
        lambda: service.reset_password(session, there.id, actor=admin),
        lambda: service.deactivate(session, there.id, actor=admin),
        lambda: service.end_all(session, there.id, actor=admin),
        lambda: queries.card(session, admin, there.id),
        lambda: service.set_roles(
            session, SetRoles(there.id, factories.organisation(session).id, (Role.JOB_COACH,)), actor=admin
        ),
    ):
        with pytest.raises(NotFound):
            refused()
    assert there.id not in {row.user.id for row in queries.users(session, admin, UserFilter(status="alle")).rows}


def test_an_administrator_gives_no_roles_at_organisations_outside_the_region(session: Session, admin: Actor) -> None:
    elsewhere = factories.organisation(session, "Gemeente Elders")
    factories.member(session, region="AM14", of=elsewhere)
    with pytest.raises(InvalidInput):
        service.add_user(session, _new(session, organisation_id=elsewhere.id), actor=admin)


def test_the_last_administrator_stays(session: Session, admin: Actor) -> None:
    assert admin.user_id is not None
    organisation = factories.organisation(session)
    for refused in (
        lambda: service.deactivate(session, admin.user_id or uuid.uuid4(), actor=admin),
        lambda: service.set_roles(
            session, SetRoles(admin.user_id or uuid.uuid4(), organisation.id, (Role.JOB_COACH,)), actor=admin
        ),
    ):
        with pytest.raises(LastAdministrator):
            refused()
    second = factories.actor(session, Role.ADMINISTRATOR)
    service.deactivate(session, admin.user_id, actor=second)


def test_a_role_that_comes_back_is_the_same_membership(session: Session, admin: Actor) -> None:
    who = factories.member(session, Role.JOB_COACH)
    organisation = factories.organisation(session)
    service.set_roles(session, SetRoles(who.id, organisation.id, ()), actor=admin)
    assert queries.workplaces(session, who.id) == ()
    service.set_roles(session, SetRoles(who.id, organisation.id, (Role.JOB_COACH,)), actor=admin)
    assert len(session.scalars(select(Membership).where(Membership.user_id == who.id)).all()) == 1
    assert queries.workplaces(session, who.id)[0].roles == (Role.JOB_COACH,)


def test_deactivating_ends_sessions_and_a_reset_password_too(session: Session, admin: Actor) -> None:
    who = factories.member(session)
    for act in (service.reset_password, service.deactivate):
        token = factories.running_session(session, who, of=factories.organisation(session))
        act(session, who.id, actor=admin)
        assert service.resume(session, token) is None
    with pytest.raises(Conflict):
        service.deactivate(session, who.id, actor=admin)
    service.reactivate(session, who.id, actor=admin)
    assert who.active


def test_two_people_saving_one_user_see_both_versions(session: Session, admin: Actor) -> None:
    who = factories.member(session, name="Oude Naam")
    seen = who.version
    service.edit_user(session, EditUser(who.id, seen, "Eerste Naam", who.email), actor=admin)
    with pytest.raises(StaleVersion) as refused:
        service.edit_user(session, EditUser(who.id, seen, "Tweede Naam", who.email), actor=admin)
    assert refused.value.mine["Naam"] == "Tweede Naam"
    assert refused.value.theirs["Naam"] == "Eerste Naam"
    service.edit_user(session, EditUser(who.id, refused.value.version, "Tweede Naam", who.email), actor=admin)
    assert who.name == "Tweede Naam"


def test_an_address_of_another_account_is_refused(session: Session, admin: Actor) -> None:
    who, other = factories.member(session), factories.member(session, email="bezet@demo.example")
    with pytest.raises(InvalidInput):
        service.edit_user(session, EditUser(who.id, who.version, who.name, other.email.upper()), actor=admin)


def test_changes_are_on_record_without_contents(session: Session, admin: Actor) -> None:
    who = factories.member(session, name="Oude Naam")
    service.edit_user(session, EditUser(who.id, who.version, "Nieuwe Naam", who.email), actor=admin)
    event = session.scalars(select(AuditEvent).where(AuditEvent.action == "user.edit")).one()
    assert event.after == {"changed": ["name"]}
    assert event.subject_id == who.id


@pytest.mark.parametrize(
    "password",
    ["kort", "wachtwoord123!", "Welkom2026!!", "aaaaaaaaaaaaaa", "121212121212", "sjors houdt van kaas", "x" * 129],
)
@pytest.mark.rule("S12")
def test_passwords_that_are_easy_to_guess_are_refused(session: Session, password: str) -> None:
    who = factories.member(session, name="Sjors de Proef", password=factories.PASSWORD)
    actor = Actor(user_id=who.id, region_id="AM01", organisation_id=None)
    with pytest.raises(WeakPassword):
        service.change_password(session, ChangePassword(factories.PASSWORD, password, password), actor=actor)


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (ChangePassword("fout", "een andere lange zin", "een andere lange zin"), "current"),
        (ChangePassword(factories.PASSWORD, "een andere lange zin", "een andere zin"), "repeated"),
        (ChangePassword(factories.PASSWORD, factories.PASSWORD, factories.PASSWORD), "new"),
    ],
)
def test_a_slip_with_passwords_is_told_at_its_field(session: Session, command: ChangePassword, field: str) -> None:
    who = factories.member(session, password=factories.PASSWORD)
    actor = Actor(user_id=who.id, region_id="AM01", organisation_id=None)
    with pytest.raises(DomainError) as refused:
        service.change_password(session, command, actor=actor)
    assert list(refused.value.fields) == [field]


def test_the_list_finds_by_name_role_and_status(session: Session, admin: Actor) -> None:
    coach = factories.member(session, Role.JOB_COACH, name="Zoë van Dïjk")
    gone = factories.member(session, active=False, name="Weg Gegaan")

    def found(**wanted: object) -> set[uuid.UUID]:
        return {row.user.id for row in queries.users(session, admin, UserFilter(**wanted)).rows}  # type: ignore[arg-type]  # built from keyword arguments; the dataclass checks them

    assert found(text="dijk") == found(role=Role.JOB_COACH) == {coach.id}
    assert found(status="uit") == {gone.id}
    assert found(text="100%") == set()
    assert gone.id not in found()


def test_staff_lists_who_works_now_by_name(session: Session, admin: Actor) -> None:
    factories.member(session, name="Bea Proef")
    factories.member(session, name="Aad Proef")
    factories.member(session, name="Cor Proef", active=False)
    factories.member(session, name="Dirk Proef", region="AM14")
    assert [m.name for m in queries.staff(session, "AM01", Role.ACCOUNT_MANAGER)] == ["Aad Proef", "Bea Proef"]
    everybody = session.scalars(select(User.id)).all()
    assert len(queries.names(session, [*everybody, None])) == len(everybody)
