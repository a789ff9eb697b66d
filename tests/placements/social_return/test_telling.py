"""The statement in the portal: what staff meant to show, to the own employer and to nobody else."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.employers import factories as employers
from tests.placements.social_return import factories
from tests.placements.world import World
from wsp.accounts.models import Organisation
from wsp.accounts.permissions import Role
from wsp.audit.models import AuditEvent
from wsp.documents.errors import DocumentNotFound
from wsp.documents.models import Document
from wsp.employers import service as employer_service
from wsp.employers.models import Employer
from wsp.foundation.actor import Actor
from wsp.placements.social_return import statement, telling
from wsp.placements.social_return.commands import WriteStatement
from wsp.placements.social_return.errors import NewerStatement, NothingToTell, SocialReturnNotFound
from wsp.placements.social_return.models import SocialReturnObligation

pytestmark = pytest.mark.usefixtures("on_a_day", "bbl_settled")


@pytest.fixture
def owed(session: Session, world: World) -> SocialReturnObligation:
    return factories.obligation(session, world)


def portal_of(session: Session, world: World, employer: Employer, role: Role = Role.EMPLOYER_ADMIN) -> Actor:
    """Somebody of an employer, in the portal."""
    link = employer_service.open_portal(session, employer, actor=world.account_manager)
    return accounts.actor(session, role, of=session.get_one(Organisation, link.organisation_id))


def write(session: Session, world: World, row: SocialReturnObligation, reason: str | None = None) -> Document:
    return statement.write(session, row.id, WriteStatement(reason=reason), actor=world.account_manager)


def test_nothing_is_shown_before_somebody_says_so(session: Session, world: World, owed: SocialReturnObligation) -> None:
    theirs = portal_of(session, world, world.employer)
    letter = write(session, world, owed)
    assert list(telling.told(session, theirs)) == []
    with pytest.raises(DocumentNotFound):
        telling.own_statement(session, theirs, letter.id)


@pytest.mark.parametrize("role", [Role.EMPLOYER_ADMIN, Role.EMPLOYER_STAFF])
def test_the_employer_reads_the_version_that_was_meant(
    session: Session, world: World, owed: SocialReturnObligation, role: Role
) -> None:
    theirs = portal_of(session, world, world.employer, role)
    first = write(session, world, owed)
    telling.tell(session, owed.id, edition=first.edition, actor=world.account_manager)
    (shown,) = telling.told(session, theirs)
    assert (shown.contract, shown.reference, shown.document_id) == (owed.contract, owed.reference, first.id)
    assert telling.own_statement(session, theirs, first.id).content.startswith(b"%PDF")
    second = write(session, world, owed, "Een plaatsing kwam erbij.")
    assert [each.document_id for each in telling.told(session, theirs)] == [first.id]
    with pytest.raises(DocumentNotFound):
        telling.own_statement(session, theirs, second.id)
    telling.tell(session, owed.id, edition=second.edition, actor=world.account_manager)
    assert [each.document_id for each in telling.told(session, theirs)] == [second.id]
    with pytest.raises(DocumentNotFound):
        telling.own_statement(session, theirs, first.id)


def test_taken_back_is_gone_and_the_log_says_who_did_what(
    session: Session, world: World, owed: SocialReturnObligation
) -> None:
    theirs = portal_of(session, world, world.employer)
    letter = write(session, world, owed)
    telling.tell(session, owed.id, edition=letter.edition, actor=world.account_manager)
    telling.tell(session, owed.id, edition=letter.edition, actor=world.account_manager)
    telling.take_back(session, owed.id, actor=world.account_manager)
    assert list(telling.told(session, theirs)) == []
    events = session.scalars(select(AuditEvent).where(AuditEvent.action == "social_return.told")).all()
    found = [(event.before, event.after) for event in events]
    assert len(found) == 2, "telling the same twice changes nothing"
    assert ({"versie": None}, {"versie": 1}) in found
    assert ({"versie": 1}, {"versie": None}) in found
    assert {event.user_id for event in events} == {world.account_manager.user_id}


def test_another_employer_and_staff_read_nothing_here(
    session: Session, world: World, owed: SocialReturnObligation
) -> None:
    other = portal_of(session, world, employers.employer(session, world.account_manager, "Proefbedrijf Noord"))
    letter = write(session, world, owed)
    telling.tell(session, owed.id, edition=letter.edition, actor=world.account_manager)
    for reader in (other, world.account_manager):
        assert list(telling.told(session, reader)) == []
        with pytest.raises(DocumentNotFound):
            telling.own_statement(session, reader, letter.id)


def test_only_what_was_read_can_be_shown(session: Session, world: World, owed: SocialReturnObligation) -> None:
    with pytest.raises(NothingToTell):
        telling.tell(session, owed.id, edition=1, actor=world.account_manager)
    write(session, world, owed)
    write(session, world, owed, "Een plaatsing kwam erbij.")
    with pytest.raises(NewerStatement):
        telling.tell(session, owed.id, edition=1, actor=world.account_manager)
    assert owed.told_edition is None


def test_the_employer_decides_nothing_here(session: Session, world: World, owed: SocialReturnObligation) -> None:
    theirs = portal_of(session, world, world.employer)
    write(session, world, owed)
    with pytest.raises(SocialReturnNotFound):
        telling.tell(session, owed.id, edition=1, actor=theirs)
    with pytest.raises(SocialReturnNotFound):
        telling.take_back(session, owed.id, actor=theirs)
