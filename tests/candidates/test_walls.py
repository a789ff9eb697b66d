"""The inner wall: two organisations in one region, every role, and what runs or was agreed."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.candidates import factories
from wsp.accounts.permissions import Role
from wsp.audit.models import ReadEvent
from wsp.candidates import policy, queries
from wsp.candidates.enums import SharingPurpose, Stage
from wsp.candidates.errors import CandidateNotFound, CandidateNotYours
from wsp.candidates.masking import Viewer
from wsp.candidates.models import Candidate
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.models import Base


def seen(session: Session, actor: Actor) -> set[uuid.UUID]:
    """Whom the actor sees: the same people whether one by one is asked, or a list of thousands."""
    found = set(session.scalars(select(Candidate.id).where(policy.visible(actor))))
    listed = policy.visible(actor, policy.looked_in(session, actor))
    assert set(session.scalars(select(Candidate.id).where(listed))) == found
    named = select(Candidate.id).where(Candidate.id.in_(found))
    by_list = named.where(policy.named(actor, policy.looked_in(session, actor)))
    assert set(session.scalars(by_list)) == set(session.scalars(named.where(policy.named(actor))))
    return found


@pytest.mark.rule("S6")
def test_a_client_manager_sees_the_own_organisation_only(session: Session) -> None:
    ours, theirs = accounts.organisation(session, "Gemeente Eerst"), accounts.organisation(session, "Gemeente Twee")
    mine = factories.candidate(session, of=ours)
    other = factories.matchable(session, of=theirs)
    actor = accounts.actor(session, Role.CLIENT_MANAGER, of=ours)
    assert seen(session, actor) == {mine.id}
    with pytest.raises(CandidateNotFound):
        policy.check_may_see(session, actor, other.id)
    with pytest.raises(CandidateNotFound):
        policy.check_may_edit(session, actor, other.id)


def test_an_account_manager_sees_who_agreed_and_is_matchable(session: Session) -> None:
    shared = factories.matchable(session)
    factories.candidate(session, full=True, stage=Stage.MATCHABLE)  # did not agree
    early = factories.candidate(session, full=True, stage=Stage.INTAKE)
    factories.agreement(session, early)
    stopped = factories.candidate(session, full=True, stage=Stage.MATCHABLE)
    factories.agreement(session, stopped, given=False)
    actor = accounts.actor(session, Role.ACCOUNT_MANAGER)
    assert seen(session, actor) == {shared.id}
    assert queries.viewers(session, actor, [shared.id, early.id]) == {
        shared.id: Viewer.ACCOUNT_MANAGER,
        early.id: Viewer.NOBODY,
    }
    with pytest.raises(CandidateNotYours):
        policy.check_may_edit(session, actor, shared.id)


def test_an_account_manager_learns_the_name_after_an_agreement(session: Session) -> None:
    named = factories.matchable(session)
    factories.agreement(session, named, SharingPurpose.NAMED)
    actor = accounts.actor(session, Role.ACCOUNT_MANAGER)
    assert queries.viewers(session, actor, [named.id]) == {named.id: Viewer.ACCOUNT_MANAGER_NAMED}


def test_a_job_coach_sees_own_people_only(session: Session) -> None:
    actor = accounts.actor(session, Role.JOB_COACH)
    mine = factories.candidate(session, job_coach_id=actor.user_id)
    factories.matchable(session)
    assert seen(session, actor) == {mine.id}
    assert queries.viewers(session, actor, [mine.id]) == {mine.id: Viewer.JOB_COACH}


@pytest.mark.parametrize("role", [Role.POLICY_OFFICER, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR])
def test_other_roles_see_nobody(session: Session, role: Role) -> None:
    factories.matchable(session)
    assert seen(session, accounts.actor(session, role)) == set()


def test_an_actor_of_another_region_sees_nobody_even_inside_this_one(session: Session) -> None:
    factories.matchable(session)
    assert seen(session, accounts.actor(session, Role.ACCOUNT_MANAGER, region="AM14")) == set()


def test_a_process_sees_its_region_and_a_user_without_roles_nothing(session: Session) -> None:
    made = factories.candidate(session)
    process = Actor(user_id=None, region_id="AM01", organisation_id=None, kind="import")
    nobody = Actor(user_id=None, region_id="AM01", organisation_id=None)
    assert seen(session, process) == {made.id}
    assert seen(session, nobody) == set()


def test_the_tables_of_the_room_above_have_the_columns_the_wall_needs() -> None:
    for named in (policy.INTRODUCTIONS, policy.PLACEMENTS):
        real = Base.metadata.tables[named.name]
        assert set(named.c.keys()) <= set(real.c.keys())


def test_agreement_about_one_employer_weighs_more_than_about_all(session: Session) -> None:
    made = factories.candidate(session)
    factories.agreement(session, made, SharingPurpose.ANONYMOUS)
    assert queries.agreement_holds(session, made.id, SharingPurpose.ANONYMOUS)
    assert not queries.agreement_holds(session, made.id, SharingPurpose.NAMED)
    before = clock.today() - timedelta(days=60)
    assert not queries.agreement_holds(session, made.id, SharingPurpose.ANONYMOUS, on=before)


@pytest.mark.rule("L2")
def test_everybody_shown_is_in_the_read_log(session: Session) -> None:
    actor = accounts.actor(session, Role.ACCOUNT_MANAGER)
    shown = [factories.matchable(session).id for _ in range(3)]
    hidden = factories.candidate(session)
    found = queries.masked_many(session, actor, [*shown, hidden.id], purpose="lijst")
    assert set(found) == set(shown)
    logged = session.execute(select(ReadEvent.subject_id, ReadEvent.purpose)).all()
    assert {row[0] for row in logged} == set(shown)
    assert {row[1] for row in logged} == {"lijst"}
