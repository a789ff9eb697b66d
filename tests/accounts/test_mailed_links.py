"""Links that go out by mail: a forgotten password, an invitation."""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tests.accounts import factories
from wsp.accounts import service
from wsp.accounts.commands import AddUser, ChoosePassword, InvitePerson, LogIn
from wsp.accounts.errors import LinkExpired, ManagedElsewhere, TooManyAttempts
from wsp.accounts.models import User
from wsp.accounts.permissions import Role
from wsp.accounts.rules import MAX_PER_ACCOUNT, LoginRules
from wsp.accounts.service import links
from wsp.foundation import db, mailer
from wsp.foundation.actor import Actor
from wsp.foundation.mailer import Mail, MailSettings
from wsp.foundation.mailer import settings as mail_settings
from wsp.jobs import tasks

NEW = "twaalf blauwe fietsen"
EMAIL = "noor@demo.example"


@pytest.fixture(autouse=True)
def mails() -> Iterator[None]:
    """An installation whose mails can be read."""
    before = mail_settings.current()
    mailer.configure(MailSettings(keep_content=True))
    yield
    mailer.configure(before)


@pytest.fixture
def noor(session: Session) -> User:
    """A colleague who forgot the password."""
    return factories.member(session, email=EMAIL)


def _jobs(session: Session) -> list[str]:
    statement = text("select args->>'sealed' from procrastinate_jobs where task_name = 'accounts.mail_reset'")
    return list(session.scalars(statement))


def _asked(session: Session, email: str = EMAIL, rules: LoginRules | None = None) -> str:
    with db.unit_of_work(None) as outside:
        service.ask_reset(outside, email, origin="192.0.2.1", asked=rules)
    return _jobs(session)[-1]


def _mails(session: Session) -> list[Mail]:
    db.enter_region(session, "AM01")
    return list(session.scalars(select(Mail).order_by(Mail.created_at)))


def _token(mail: Mail) -> str:
    found = re.search(r"/(?:wachtwoord-kiezen|uitnodiging)/(\S+)", mail.text or "")
    assert found is not None
    return found.group(1)


@pytest.mark.rule("S12")
def test_known_and_unknown_addresses_leave_the_same_trace(session: Session, noor: User) -> None:
    known, unknown = _asked(session), _asked(session, "niemand@demo.example")
    assert EMAIL not in known
    tasks.mail_reset(region="", sealed=unknown)
    assert _mails(session) == []
    tasks.mail_reset(region="", sealed=known)
    (mail,) = _mails(session)
    assert (mail.recipient, mail.subject) == (EMAIL, "Een nieuw wachtwoord kiezen")


def test_the_mailed_link_sets_the_password_and_only_the_newest_works(session: Session, noor: User) -> None:
    for _ in range(2):
        tasks.mail_reset(region="", sealed=_asked(session))
    first, second = _mails(session)
    with pytest.raises(LinkExpired):
        service.choose_password(session, ChoosePassword(_token(first), NEW, NEW), links.RESET)
    service.choose_password(session, ChoosePassword(_token(second), NEW, NEW), links.RESET)
    assert service.log_in(session, LogIn(EMAIL, NEW, "192.0.2.1"))


def test_a_job_that_runs_twice_mails_once(session: Session, noor: User) -> None:
    sealed = _asked(session)
    for _ in range(2):
        tasks.mail_reset(region="", sealed=sealed)
    assert len(_mails(session)) == 1
    assert service.choose_password(session, ChoosePassword(_token(_mails(session)[0]), NEW, NEW), links.RESET)


@pytest.mark.rule("O8")
def test_where_nobody_has_a_password_nobody_gets_a_link(session: Session, noor: User) -> None:
    tasks.mail_reset(region="", sealed=_asked(session, rules=LoginRules(local_accounts=False)))
    assert _mails(session) == []


@pytest.mark.rule("S11")
def test_nobody_is_flooded_with_mails(session: Session, noor: User) -> None:
    for _ in range(MAX_PER_ACCOUNT):
        _asked(session)
    with pytest.raises(TooManyAttempts):
        _asked(session)


def test_a_new_colleague_gets_an_invitation_instead_of_a_password(session: Session) -> None:
    admin = factories.actor(session, Role.ADMINISTRATOR)
    of = factories.organisation(session)
    added = service.add_user(session, AddUser("Noor Proef", EMAIL, of.id, (Role.JOB_COACH,)), actor=admin)
    assert (added.password, added.invited, added.user.password_hash) == (None, True, None)
    (mail,) = _mails(session)
    assert "Je kunt inloggen" in (mail.text or "")
    service.choose_password(session, ChoosePassword(_token(mail), NEW, NEW), links.INVITATION)
    db.enter_region(session, "AM01")
    assert service.log_in(session, LogIn(EMAIL, NEW, "192.0.2.1"))


def test_somebody_of_an_employer_is_addressed_as_such(session: Session) -> None:
    manager = factories.actor(session, Role.ACCOUNT_MANAGER)
    organisation = service.make_employer_organisation(session, "Bakkerij Proef", actor=manager)
    person = InvitePerson("Rik Proef", "rik@demo.example", Role.EMPLOYER_ADMIN)
    added = service.invite_person(session, person, organisation_id=organisation.id, actor=manager)
    assert added.invited
    (mail,) = _mails(session)
    assert "U kunt inloggen op het werkgeversportaal." in (mail.text or "")


def test_an_administrator_sends_it_again_within_the_own_region(session: Session, noor: User) -> None:
    admin = factories.actor(session, Role.ADMINISTRATOR)
    service.invite_again(session, noor.id, actor=admin)
    assert len(_mails(session)) == 1
    factories.member(session, who=noor, region="AM14")
    stranger = Actor(user_id=admin.user_id, region_id="AM14", organisation_id=None, roles=admin.roles)
    with pytest.raises(ManagedElsewhere):
        service.invite_again(session, noor.id, actor=stranger)
