"""Logging in, and the sessions on the server."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.accounts import factories
from wsp.accounts import service
from wsp.accounts.commands import LogIn, NewLogin
from wsp.accounts.errors import LogInRefused, TooManyAttempts
from wsp.accounts.models import LoginAttempt, Membership, User, UserSession
from wsp.accounts.permissions import Permission, Role
from wsp.accounts.rules import MAX_PER_ACCOUNT, MAX_PER_ORIGIN
from wsp.audit.models import AuditEvent
from wsp.foundation import clock, crypto, db
from wsp.foundation.errors import NotFound

EMAIL = "anna@demo.example"


@pytest.fixture(scope="module")
def hashed() -> str:
    """One slow hash for the whole module."""
    return factories.hashing.make(factories.PASSWORD)


@pytest.fixture
def noon() -> Iterator[clock.FrozenClock]:
    """One day at noon, for all that happens in a test: what is made has no other time than what is done."""
    with clock.frozen(datetime(2026, 11, 22, 12, tzinfo=clock.AMSTERDAM)) as time:
        yield time


@pytest.fixture
def anna(session: Session, hashed: str, noon: clock.FrozenClock) -> User:
    """An account manager with a password."""
    who = factories.member(session, email=EMAIL, name="Anna Proef")
    who.password_hash = hashed
    session.flush()
    return who


def _try(session: Session, password: str = factories.PASSWORD, **changes: str) -> NewLogin:
    command = {"email": EMAIL, "password": password, "origin": "192.0.2.1"} | changes
    return service.log_in(session, LogIn(**command), request_id="proef")


def test_logging_in_gives_the_rights_of_the_role_in_the_region(session: Session, anna: User) -> None:
    new = _try(session, email="  Anna@Demo.example ")
    login = new.login
    assert login.user_id == anna.id
    assert login.actor is not None
    assert login.actor.region_id == "AM01"
    assert login.actor.may(Permission.SHORTLIST_READ)
    assert not login.actor.may(Permission.USER_MANAGE)
    assert not login.must_change_password


def test_the_server_keeps_only_hashes_of_secrets(session: Session, anna: User) -> None:
    new = _try(session)
    stored = session.scalars(select(UserSession)).one()
    assert stored.token_hash == crypto.keyring().lookup(new.token, purpose="session")
    assert len(new.token) >= 43, "256 random bits"
    assert anna.password_hash is not None
    assert anna.password_hash.startswith("$argon2id$")
    attempt = session.scalars(select(LoginAttempt)).one()
    assert EMAIL not in attempt.email_hash
    assert "192.0.2.1" not in attempt.origin_hash
    assert new.token not in repr(new)


@pytest.mark.rule("S3")
def test_every_log_in_has_a_secret_of_its_own(session: Session, anna: User) -> None:
    assert _try(session).token != _try(session).token
    assert session.scalar(select(func.count()).select_from(UserSession)) == 2


@pytest.mark.rule("S12")
@pytest.mark.parametrize("cause", ["password", "address", "inactive", "left", "expired"])
def test_every_cause_of_refusal_reads_the_same(session: Session, anna: User, cause: str) -> None:
    if cause == "inactive":
        anna.active = False
    elif cause == "left":
        session.scalars(select(Membership)).one().ended_at = clock.now() + timedelta(seconds=1)
    elif cause == "expired":
        anna.password_temporary_until = clock.now() - timedelta(minutes=1)
    session.flush()
    changes = {"password": {"password": "iets anders"}, "address": {"email": "niemand@demo.example"}}.get(cause, {})
    with pytest.raises(LogInRefused) as refused:
        _try(session, **changes)
    assert refused.value.message == LogInRefused().message
    with db.unit_of_work(None) as other:
        assert other.scalars(select(LoginAttempt.succeeded)).all() == [False]


@pytest.mark.rule("S12")
def test_an_unknown_address_costs_the_same_work(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []
    verify = PasswordHasher.verify

    def counted(self: PasswordHasher, stored: str, password: str) -> bool:
        compared.append(stored)
        return verify(self, stored, password)

    monkeypatch.setattr(PasswordHasher, "verify", counted)
    with pytest.raises(LogInRefused):
        _try(session, email="niemand@demo.example")
    assert len(compared) == 1
    assert compared[0].startswith("$argon2id$")


@pytest.mark.rule("S11")
def test_the_throttle_closes_for_an_account_and_opens_by_itself(session: Session, anna: User) -> None:
    with clock.frozen(date(2026, 11, 23)) as time:
        for _ in range(MAX_PER_ACCOUNT):
            with pytest.raises(LogInRefused):
                _try(session, "fout")
        with pytest.raises(TooManyAttempts) as closed:
            _try(session)
        assert 0 < closed.value.retry_after <= 15 * 60 + 1
        assert _refused_elsewhere(session), "another account still gets an answer of its own"
        time.tick(timedelta(seconds=closed.value.retry_after))
        assert _try(session).login.user_id == anna.id


def _refused_elsewhere(session: Session) -> bool:
    try:
        _try(session, email="niemand@demo.example")
    except LogInRefused:
        return True
    return False


def test_a_success_forgives_the_failures_before_it(session: Session, anna: User) -> None:
    with clock.frozen(date(2026, 11, 23)) as time:
        for _round in range(3):
            for _ in range(MAX_PER_ACCOUNT - 1):
                with pytest.raises(LogInRefused):
                    _try(session, "fout")
                time.tick(timedelta(seconds=1))
            _try(session)
            time.tick(timedelta(seconds=1))


@pytest.mark.rule("S11")
def test_the_throttle_closes_for_an_origin_that_tries_many_accounts(session: Session) -> None:
    origin = crypto.keyring().lookup("192.0.2.9", purpose="login-origin")
    for number in range(MAX_PER_ORIGIN):
        session.add(LoginAttempt(email_hash=f"h{number}", origin_hash=origin, succeeded=False))
    session.flush()
    with pytest.raises(TooManyAttempts):
        _try(session, email="nieuw@demo.example", origin="192.0.2.9")


def test_old_parameters_are_replaced_at_the_next_log_in(session: Session, anna: User) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(factories.PASSWORD)
    anna.password_hash = weak
    session.flush()
    _try(session)
    assert anna.password_hash != weak


def test_log_in_and_refusal_are_on_record(session: Session, anna: User) -> None:
    _try(session)
    with pytest.raises(LogInRefused):
        _try(session, "fout")
    db.enter_region(session, "AM01")
    started = session.scalars(select(AuditEvent)).one()
    assert (started.action, started.user_id, started.region_id) == ("session.start", anna.id, "AM01")


@pytest.fixture
def token(session: Session, anna: User, noon: clock.FrozenClock) -> tuple[str, clock.FrozenClock]:
    """A session that started at noon, under a clock that the test moves."""
    return factories.running_session(session, anna, of=factories.organisation(session)), noon


@pytest.mark.rule("S3")
def test_a_session_stops_after_half_an_hour_without_use(session: Session, token: tuple[str, clock.FrozenClock]) -> None:
    secret, time = token
    time.tick(timedelta(minutes=29))
    login = service.resume(session, secret)
    assert login is not None
    service.touch(session, login)
    time.tick(timedelta(minutes=29))
    assert service.resume(session, secret) is not None
    time.tick(timedelta(minutes=1))
    assert service.resume(session, secret) is None


@pytest.mark.rule("S3")
def test_a_session_stops_after_twelve_hours_however_busy(
    session: Session, token: tuple[str, clock.FrozenClock]
) -> None:
    secret, time = token
    for _ in range(12 * 60 // 20):
        login = service.resume(session, secret)
        assert login is not None
        service.touch(session, login)
        time.tick(timedelta(minutes=20))
    assert service.resume(session, secret) is None


@pytest.mark.rule("S3")
@pytest.mark.parametrize("cause", ["revoked", "inactive", "left", "logged out"])
def test_a_session_stops_at_once(
    session: Session, anna: User, token: tuple[str, clock.FrozenClock], cause: str
) -> None:
    secret, _time = token
    login = service.resume(session, secret)
    assert login is not None
    if cause == "revoked":
        service.end_sessions(session, anna.id, actor=factories.actor(session, Role.ADMINISTRATOR))
    elif cause == "inactive":
        anna.active = False
    elif cause == "left":
        session.scalars(select(Membership).where(Membership.user_id == anna.id)).one().ended_at = (
            clock.now() + timedelta(seconds=1)
        )
    else:
        service.log_out(session, login)
    session.flush()
    assert service.resume(session, secret) is None


def test_a_role_taken_away_is_gone_with_the_next_request(
    session: Session, anna: User, token: tuple[str, clock.FrozenClock]
) -> None:
    factories.member(session, Role.POLICY_OFFICER, who=anna)
    first = service.resume(session, token[0])
    assert first is not None
    assert first.actor is not None
    assert first.actor.may(Permission.BANENAFSPRAAK_TARGET)
    rows = session.scalars(select(Membership).where(Membership.user_id == anna.id))
    next(row for row in rows if row.role == Role.POLICY_OFFICER).ended_at = clock.now() + timedelta(hours=1)
    session.flush()
    second = service.resume(session, token[0])
    assert second is not None
    assert second.actor is not None
    assert not second.actor.may(Permission.BANENAFSPRAAK_TARGET)


def test_who_works_in_two_places_chooses_one_and_has_only_its_roles(session: Session, anna: User) -> None:
    other = factories.organisation(session, "Gemeente Elders")
    factories.member(session, Role.ADMINISTRATOR, who=anna, of=other, region="AM14")
    with db.unit_of_work(None) as outside:
        new = _try(outside)
        assert new.login.active is None
        assert new.login.actor is None
        assert len(new.login.workplaces) == 2
        service.choose_region(outside, new.login, "AM14", other.id)
    login = service.resume(session, new.token)
    assert login is not None
    assert login.actor is not None
    assert (login.actor.region_id, login.actor.organisation_id) == ("AM14", other.id)
    assert login.actor.roles == {Role.ADMINISTRATOR}


def test_nobody_chooses_a_region_without_a_role_there(session: Session, anna: User) -> None:
    login = _try(session).login
    with pytest.raises(NotFound):
        service.choose_region(session, login, "AM14", factories.organisation(session).id)


def test_nobody_ends_the_session_of_somebody_else(session: Session, anna: User) -> None:
    login = _try(session).login
    stranger = factories.actor(session)
    with pytest.raises(NotFound):
        service.end_session(session, login.session_id, actor=stranger)
