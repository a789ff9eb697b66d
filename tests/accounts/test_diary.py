"""Diary addresses: shown once, one that works per place of work, and shut with the account."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts import factories
from wsp.accounts import service
from wsp.accounts.commands import SetRoles
from wsp.accounts.errors import DiaryUnknown, TooManyRequests
from wsp.accounts.models import DiaryAddress, SecondFactor, User
from wsp.accounts.permissions import Role
from wsp.accounts.service import diary
from wsp.foundation import clock, db
from wsp.foundation.actor import Actor
from wsp.foundation.errors import Conflict, NotAllowed


@pytest.fixture
def actor(session: Session) -> Actor:
    """An account manager."""
    return factories.actor(session)


def switched_on(session: Session, actor: Actor) -> str:
    """The token; a call before this one left the connection outside every region."""
    db.enter_region(session, actor.region_id)
    return diary.switch_on(session, actor=actor)


def ask(token: str) -> Actor:
    return diary.let_in(token, request_id="vraag")


def shut(token: str) -> bool:
    try:
        ask(token)
    except DiaryUnknown:
        return True
    return False


def test_the_address_lets_in_with_the_rights_of_its_owner(session: Session, actor: Actor) -> None:
    found = ask(switched_on(session, actor))
    assert (found.user_id, found.region_id, found.organisation_id) == (
        actor.user_id, actor.region_id, actor.organisation_id,
    )  # fmt: skip
    assert found.permissions == actor.permissions
    assert found.request_id == "vraag"


def test_the_server_keeps_no_token(session: Session, actor: Actor) -> None:
    token = switched_on(session, actor)
    stored = session.scalars(select(DiaryAddress.token_hash)).one()
    assert len(token.partition(".")[0]) >= 43, "256 random bits"
    assert token.partition(".")[0] not in stored


def test_a_use_is_seen(session: Session, actor: Actor) -> None:
    token = switched_on(session, actor)
    row = diary.running(session, actor)
    assert row is not None
    assert row.last_used_at is None
    with clock.frozen(clock.now() + timedelta(days=3)):
        ask(token)
        session.refresh(row)
        assert row.last_used_at == clock.now()


def test_a_new_address_ends_the_old_one(session: Session, actor: Actor) -> None:
    old, new = (switched_on(session, actor) for _ in range(2))
    assert shut(old)
    assert not shut(new)


def test_what_is_switched_off_stays_off(session: Session, actor: Actor) -> None:
    token = switched_on(session, actor)
    diary.switch_off(session, actor=actor)
    assert shut(token)
    assert diary.running(session, actor) is None
    with pytest.raises(Conflict):
        diary.switch_off(session, actor=actor)


@pytest.mark.parametrize("change", ["", "x", "geen.sleutel", "é.ü"])
def test_a_wrong_token_is_not_found(session: Session, actor: Actor, change: str) -> None:
    token = switched_on(session, actor)
    assert shut(change)
    assert shut(f"A{token[1:]}" if token[0] != "A" else f"B{token[1:]}")
    assert shut(token[:-1])


def test_a_blocked_account_shuts_it_for_good(session: Session, actor: Actor) -> None:
    token = switched_on(session, actor)
    administrator = factories.actor(session, Role.ADMINISTRATOR)
    assert actor.user_id is not None
    service.deactivate(session, actor.user_id, actor=administrator)
    assert shut(token)
    db.enter_region(session, actor.region_id)
    service.reactivate(session, actor.user_id, actor=administrator)
    assert shut(token), "who comes back makes a new one"


@pytest.mark.parametrize("measure", [service.end_all, service.reset_factor])
def test_an_administrator_who_logs_somebody_out_everywhere_shuts_it_too(
    session: Session, actor: Actor, measure: Callable[..., object]
) -> None:
    """A lost telephone has the address in its diary: of every region, and of nobody else."""
    who = session.get_one(User, actor.user_id)
    theirs = [switched_on(session, each) for each in (actor, factories.actor(session, region="AM14", who=who))]
    other = switched_on(session, factories.actor(session))
    db.enter_region(session, actor.region_id)
    session.add(SecondFactor(user_id=who.id, secret="JBSWY3DPEHPK3PXP", confirmed_at=clock.now()))
    measure(session, who.id, actor=factories.actor(session, Role.ADMINISTRATOR))
    session.flush()
    assert all(shut(token) for token in theirs)
    assert not shut(other)


def test_an_ended_role_shuts_it_for_good(session: Session, actor: Actor) -> None:
    token = switched_on(session, actor)
    administrator = factories.actor(session, Role.ADMINISTRATOR)
    assert actor.user_id is not None
    assert actor.organisation_id is not None
    for roles in (frozenset[Role](), frozenset({Role.ACCOUNT_MANAGER})):
        db.enter_region(session, actor.region_id)
        service.set_roles(session, SetRoles(actor.user_id, actor.organisation_id, roles), actor=administrator)
        assert shut(token)


def test_another_role_counts_from_the_next_call(session: Session, actor: Actor) -> None:
    token = switched_on(session, actor)
    administrator = factories.actor(session, Role.ADMINISTRATOR)
    assert actor.user_id is not None
    assert actor.organisation_id is not None
    roles = frozenset({Role.JOB_COACH})
    service.set_roles(session, SetRoles(actor.user_id, actor.organisation_id, roles), actor=administrator)
    assert ask(token).roles == roles


def test_two_places_of_work_have_an_address_each(session: Session, actor: Actor) -> None:
    who = session.get_one(User, actor.user_id)
    elsewhere = factories.actor(session, region="AM14", who=who)
    here, there = switched_on(session, actor), switched_on(session, elsewhere)
    assert (ask(here).region_id, ask(there).region_id) == ("AM01", "AM14")
    db.enter_region(session, elsewhere.region_id)
    diary.switch_off(session, actor=elsewhere)
    assert shut(there)
    assert not shut(here)


def test_a_role_without_talks_gets_no_address(session: Session) -> None:
    with pytest.raises(NotAllowed):
        diary.switch_on(session, actor=factories.actor(session, Role.ADMINISTRATOR))


def test_who_asks_too_often_waits_and_is_let_in_again(session: Session, actor: Actor) -> None:
    token = switched_on(session, actor)
    with clock.frozen(clock.now()) as frozen:
        for _ in range(diary.MOST):
            ask(token)
        with pytest.raises(TooManyRequests) as refused:
            ask(token)
        assert 0 < refused.value.retry_after <= diary.WINDOW.total_seconds() + 1
        frozen.tick(diary.WINDOW)
        ask(token)
