"""A leaver's caseload goes to a colleague in one act, as the preview said, and every record remembers who had it."""

import uuid

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.candidates import factories as candidates
from tests.conftest import REGION
from tests.lists import factories as lists
from tests.placements import world
from wsp.accounts.permissions import Role
from wsp.audit.models import AuditEvent
from wsp.candidates.models import Candidate
from wsp.employers.models import Employer
from wsp.foundation import clock
from wsp.foundation.errors import InvalidInput
from wsp.lists import queries as list_queries
from wsp.lists import service as list_service
from wsp.lists.commands import DescribeList
from wsp.lists.enums import Sharing
from wsp.lists.errors import ListNotYours
from wsp.lists.models import OwnList
from wsp.placements.models import Introduction, Placement
from wsp.privacy import service
from wsp.privacy.commands import HandOver
from wsp.privacy.errors import NothingToHandOver
from wsp.privacy.queries.caseload import Part, shares
from wsp.vacancies.models import Vacancy
from wsp.worklist.models import Task


def test_everything_of_an_account_manager_goes_and_the_history_says_so(session: Session) -> None:
    made = world.build(session)
    placement = made.place()
    other = made.person(name=("Proef", None, "Tweede"))
    introduction = made.introduce(other)
    leaver = made.account_manager
    taker = accounts.actor(session, Role.ACCOUNT_MANAGER, of=made.organisation)
    administrator = accounts.actor(session, Role.ADMINISTRATOR, of=made.organisation)
    assert leaver.user_id
    assert taker.user_id
    made.employer.owner_id = made.vacancy.owner_id = leaver.user_id
    session.flush()
    expected = {share.part: share.goes for share in shares(session, REGION, leaver.user_id, taker.user_id)}
    command = HandOver(from_id=leaver.user_id, to_id=taker.user_id)
    moved = service.hand_over(session, command, actor=administrator)
    assert dict(moved) == expected
    assert {Part.EMPLOYERS, Part.VACANCIES, Part.PLACEMENTS, Part.INTRODUCTIONS, Part.TASKS} <= set(moved)
    session.expire_all()
    assert session.get_one(Employer, made.employer.id).owner_id == taker.user_id
    assert session.get_one(Vacancy, made.vacancy.id).owner_id == taker.user_id
    assert session.get_one(Placement, placement.id).owner_id == taker.user_id
    assert session.get_one(Introduction, introduction.id).made_by_id == taker.user_id
    assert (
        session.scalars(select(Task.id).where(Task.assigned_to_id == leaver.user_id, Task.done_at.is_(None))).all()
        == []
    )
    event = session.scalars(select(AuditEvent).where(AuditEvent.action == "employer.owner_changed")).one()
    assert (event.before, event.after) == ({"owner_id": str(leaver.user_id)}, {"owner_id": str(taker.user_id)})
    assert event.user_id == administrator.user_id
    assert shares(session, REGION, leaver.user_id, taker.user_id) == []
    with pytest.raises(NothingToHandOver):
        service.hand_over(session, command, actor=administrator)


def test_a_dossier_stays_within_its_own_organisation(session: Session) -> None:
    home, elsewhere = accounts.organisation(session), accounts.organisation(session, "Gemeente Verderop")
    leaver = accounts.actor(session, Role.CLIENT_MANAGER, of=home)
    near = accounts.actor(session, Role.CLIENT_MANAGER, of=home)
    far = accounts.actor(session, Role.CLIENT_MANAGER, of=elsewhere)
    person = candidates.candidate(session, of=home, client_manager_id=leaver.user_id)
    assert leaver.user_id
    assert far.user_id
    assert near.user_id
    share = shares(session, REGION, leaver.user_id, far.user_id)[0]
    assert (share.part, share.total, share.goes) == (Part.CANDIDATES, 1, 0)
    assert share.why_not == "Deze collega is geen klantmanager van de organisatie van de kandidaat."
    with pytest.raises(NothingToHandOver):
        service.hand_over(session, HandOver(from_id=leaver.user_id, to_id=far.user_id), actor=near)
    service.hand_over(session, HandOver(from_id=leaver.user_id, to_id=near.user_id), actor=near)
    assert session.get_one(Candidate, person.id).client_manager_id == near.user_id


def test_candidates_may_go_to_several_colleagues_by_municipality(session: Session) -> None:
    home = accounts.organisation(session)
    leaver = accounts.actor(session, Role.CLIENT_MANAGER, of=home)
    taker = accounts.actor(session, Role.CLIENT_MANAGER, of=home)
    assen = candidates.candidate(session, of=home, client_manager_id=leaver.user_id, municipality="GM0106")
    groningen = candidates.candidate(session, of=home, client_manager_id=leaver.user_id, municipality="GM0014")
    assert leaver.user_id
    assert taker.user_id
    command = HandOver(from_id=leaver.user_id, to_id=taker.user_id, municipality_code="GM0106")
    assert service.hand_over(session, command, actor=taker)[Part.CANDIDATES] == 1
    assert session.get_one(Candidate, assen.id).client_manager_id == taker.user_id
    assert session.get_one(Candidate, groningen.id).client_manager_id == leaver.user_id


@pytest.mark.parametrize("same", [True, False])
def test_it_goes_to_somebody_else_who_works_here(session: Session, *, same: bool) -> None:
    leaver = accounts.actor(session, Role.CLIENT_MANAGER)
    assert leaver.user_id
    to = leaver.user_id if same else uuid.uuid4()
    with pytest.raises(InvalidInput) as refused:
        service.hand_over(session, HandOver(from_id=leaver.user_id, to_id=to), actor=leaver)
    assert "to_id" in refused.value.fields


def test_own_lists_go_along_and_keep_who_stands_on_them(session: Session) -> None:
    home = accounts.organisation(session)
    leaver = accounts.actor(session, Role.CLIENT_MANAGER, of=home)
    taker = accounts.actor(session, Role.CLIENT_MANAGER, of=home)
    administrator = accounts.actor(session, Role.ADMINISTRATOR, of=home)
    person = candidates.candidate(session, of=home)
    hidden = lists.own_list(session, leaver, person, name="Logistiek")
    together = lists.own_list(session, leaver, name="Groen", sharing=Sharing.TOGETHER)
    done = lists.own_list(session, leaver, name="Vorig jaar", archived_at=clock.now())
    lists.own_list(session, taker, name="logistiek")
    lists.own_list(session, taker, name="Logistiek (2)", archived_at=clock.now())
    assert leaver.user_id
    assert taker.user_id
    seen = {each.part: (each.total, each.goes) for each in shares(session, REGION, leaver.user_id, taker.user_id)}
    assert seen == {Part.LISTS: (2, 2)}
    moved = service.hand_over(session, HandOver(from_id=leaver.user_id, to_id=taker.user_id), actor=administrator)
    assert dict(moved) == {Part.LISTS: 2}
    session.expire_all()
    assert {(row.name, row.sharing) for row in list_queries.mine(session, taker)} == {
        ("logistiek", Sharing.NOBODY), ("Logistiek (2)", Sharing.NOBODY), ("Groen", Sharing.TOGETHER)
    }  # fmt: skip
    assert list_queries.list_with_ids(session, taker, hidden.id)[1] == [person.id]
    assert session.get_one(OwnList, done.id).user_id == leaver.user_id
    renamed = DescribeList(name="Magazijn", sharing=Sharing.NOBODY, version=session.get_one(OwnList, hidden.id).version)
    assert list_service.describe_list(session, hidden.id, renamed, actor=taker).name == "Magazijn"
    with pytest.raises(ListNotYours):
        list_service.archive_list(session, together.id, actor=leaver)
    event = session.scalars(
        select(AuditEvent).where(AuditEvent.action == "lists.handed_over", AuditEvent.subject_id == hidden.id)
    ).one()
    assert (event.before, event.after) == ({"user_id": str(leaver.user_id)}, {"user_id": str(taker.user_id)})


def test_a_list_stays_when_the_other_sees_no_candidates_for_its_organisation(session: Session) -> None:
    home, elsewhere = accounts.organisation(session), accounts.organisation(session, "Gemeente Verderop")
    leaver = accounts.actor(session, Role.CLIENT_MANAGER, of=home)
    far = accounts.actor(session, Role.CLIENT_MANAGER, of=elsewhere)
    kept = lists.own_list(session, leaver)
    assert leaver.user_id
    assert far.user_id
    (share,) = shares(session, REGION, leaver.user_id, far.user_id)
    assert (share.part, share.goes) == (Part.LISTS, 0)
    assert share.why_not == "Deze collega ziet geen kandidaten voor de organisatie van de lijst."
    with pytest.raises(NothingToHandOver):
        service.hand_over(session, HandOver(from_id=leaver.user_id, to_id=far.user_id), actor=leaver)
    assert session.get_one(OwnList, kept.id).user_id == leaver.user_id
