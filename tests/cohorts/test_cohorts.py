"""Groups: who is invited, who takes a place, and what came of it."""

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.candidates import factories as candidates
from tests.cohorts import factories
from tests.placements import world as worlds
from wsp.accounts.permissions import Role
from wsp.audit.models import AuditEvent, ReadEvent
from wsp.candidates.models import Candidate
from wsp.cohorts import queries, rules, service
from wsp.cohorts.commands import DescribeCohort, Invite, MoveMember
from wsp.cohorts.enums import CohortKind, MemberState, StopReason
from wsp.cohorts.errors import (
    CohortFull,
    CohortNotFound,
    CohortNotYours,
    CohortOver,
    InvitationAnswered,
    NobodyInvited,
    NotInCohort,
    UnusableCohort,
)
from wsp.cohorts.models import Cohort, CohortMember
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.errors import Conflict, StaleVersion
from wsp.privacy import access

S = MemberState


@pytest.fixture
def owner(session: Session) -> Actor:
    return accounts.actor(session)


@pytest.fixture
def person(session: Session) -> Candidate:
    return candidates.matchable(session)


def described(**given: object) -> DescribeCohort:
    today = clock.today()
    values: dict[str, object] = {
        "name": "VCA-cursus", "kind": CohortKind.TRAINING, "goal": None, "starts_on": today, "ends_on": today,
        "leader": None, "places": 2,
    }  # fmt: skip
    return DescribeCohort(**(values | given))  # type: ignore[arg-type]  # what a test gives


def invite(session: Session, actor: Actor, row: Cohort, *people: Candidate) -> service.Invited:
    command = Invite(candidate_ids=tuple(each.id for each in people), cohort_id=row.id)
    return service.invite(session, command, actor=actor)


def move(
    session: Session, actor: Actor, row: Cohort, person: Candidate, state: S, reason: StopReason | None = None
) -> CohortMember:
    member = queries.member(session, actor, row.id, person.id)
    command = MoveMember(state=state, reason=reason, version=member.version)
    return service.move_member(session, row.id, person.id, command, actor=actor)


def inside(session: Session, reader: Actor, row: Cohort) -> list[uuid.UUID]:
    return [each.candidate.shown.id for each in queries.people(session, reader, row).rows]


def test_from_an_invitation_to_the_end(session: Session, owner: Actor, person: Candidate) -> None:
    row = service.make_cohort(session, described(), actor=owner)
    assert (invite(session, owner, row, person).invited, invite(session, owner, row, person).already) == (1, 1)
    member = move(session, owner, row, person, S.JOINS)
    assert (member.joined_on, member.invited_on) == (clock.today(), clock.today())
    assert move(session, owner, row, person, S.DONE).state == "afgerond"
    (line,) = queries.people(session, owner, row).rows
    assert line.candidate.shown.id == person.id
    actions = select(AuditEvent.action).where(AuditEvent.subject_id == person.id).order_by(AuditEvent.created_at)
    assert session.scalars(actions).all() == ["cohorts.invite", "cohorts.move", "cohorts.move"]
    assert session.scalars(select(ReadEvent.purpose).where(ReadEvent.subject_id == person.id)).all() == ["lijst"]


def test_steps_that_are_not_open(session: Session, owner: Actor, person: Candidate) -> None:
    row = factories.cohort(session, owner, person)
    with pytest.raises(Conflict):
        move(session, owner, row, person, S.DONE)
    with pytest.raises(UnusableCohort):
        move(session, owner, row, person, S.STOPPED)
    with pytest.raises(UnusableCohort):
        move(session, owner, row, person, S.JOINS, StopReason.TRAVEL)
    assert move(session, owner, row, person, S.STOPPED, StopReason.TRAVEL).stop_reason == "reizen"
    assert move(session, owner, row, person, S.JOINS).stop_reason is None


def test_places_are_taken_by_who_takes_part(session: Session, owner: Actor, person: Candidate) -> None:
    other, third = candidates.matchable(session), candidates.matchable(session)
    row = factories.cohort(session, owner, person, other, third, places=1)
    move(session, owner, row, person, S.JOINS)
    with pytest.raises(CohortFull):
        move(session, owner, row, other, S.JOINS)
    move(session, owner, row, person, S.DONE)
    with pytest.raises(CohortFull):
        move(session, owner, row, third, S.JOINS)
    wider = described(places=2, version=row.version)
    service.describe_cohort(session, row.id, wider, actor=owner)
    move(session, owner, row, other, S.JOINS)
    with pytest.raises(UnusableCohort):
        service.describe_cohort(session, row.id, described(places=1, version=row.version), actor=owner)


def test_each_sees_and_invites_the_own_people(session: Session, owner: Actor, person: Candidate) -> None:
    manager = accounts.actor(session, Role.CLIENT_MANAGER, of=accounts.organisation(session, "Gemeente Ander"))
    theirs = candidates.candidate(session, of=accounts.organisation(session, "Gemeente Ander"))
    row = factories.cohort(session, owner, person)
    with pytest.raises(NobodyInvited):
        invite(session, owner, row, theirs)
    assert invite(session, manager, row, theirs).invited == 1
    assert inside(session, manager, row) == [theirs.id]
    assert inside(session, owner, row) == [person.id]
    assert queries.results(session, owner, [row.id])[row.id].states == {S.INVITED: 1}
    with pytest.raises(NotInCohort):
        move(session, owner, row, theirs, S.JOINS)
    with pytest.raises(CohortNotYours):
        service.describe_cohort(session, row.id, described(version=row.version), actor=manager)


@pytest.mark.rule("G6")
def test_who_comes_out_of_reach_is_gone_from_the_group(session: Session, owner: Actor, person: Candidate) -> None:
    row = factories.cohort(session, owner, person, state=S.JOINS)
    person.restricted_since = clock.today()
    session.flush()
    assert inside(session, owner, row) == []
    assert queries.results(session, owner, [row.id]) == {}
    with pytest.raises(NobodyInvited):
        invite(session, owner, row, person)


def test_nobody_without_candidates_and_nobody_of_another_region_reads_a_group(session: Session, owner: Actor) -> None:
    row = factories.cohort(session, owner)
    for stranger in (accounts.actor(session, Role.POLICY_OFFICER), replace(owner, region_id="AM14")):
        with pytest.raises(CohortNotFound):
            queries.cohort(session, stranger, row.id)
        assert queries.page_of_cohorts(session, stranger, over=False).rows == []


def test_a_group_that_is_over_invites_nobody(session: Session, owner: Actor, person: Candidate) -> None:
    ended = clock.today() - timedelta(days=1)
    row = factories.cohort(session, owner, ends_on=ended)
    with pytest.raises(CohortOver):
        invite(session, owner, row, person)
    assert list(queries.open_cohorts(session, owner, most=9)) == []
    assert [each.row.id for each in queries.page_of_cohorts(session, owner, over=True).rows] == [row.id]
    assert queries.page_of_cohorts(session, owner, over=False).rows == []


def test_an_invitation_is_taken_back_but_not_who_took_part(session: Session, owner: Actor, person: Candidate) -> None:
    other = candidates.matchable(session)
    row = factories.cohort(session, owner, person, other)
    service.take_back(session, row.id, person.id, actor=owner)
    assert inside(session, owner, row) == [other.id]
    move(session, owner, row, other, S.JOINS)
    move(session, owner, row, other, S.STOPPED, StopReason.NO_FIT)
    move(session, owner, row, other, S.INVITED)
    with pytest.raises(InvitationAnswered):
        service.take_back(session, row.id, other.id, actor=owner)


@pytest.mark.parametrize(("days", "counts"), [(-1, False), (0, True), (10, True), (80, True), (214, False)], ids=str)
def test_work_within_six_months_counts_as_a_result(session: Session, days: int, counts: bool) -> None:  # noqa: FBT001 (a row of the table)
    made = worlds.build(session)
    first = clock.today() - timedelta(days=230)
    row = factories.cohort(
        session, made.account_manager, made.candidate, state=S.DONE, starts_on=first,
        ends_on=first + timedelta(days=20),
    )  # fmt: skip
    placement = made.place(candidate_id=made.candidate.id)
    placement.starts_on = first + timedelta(days=days)
    session.flush()
    result = queries.results(session, made.account_manager, [row.id])[row.id]
    assert (result.joined, result.placed) == (1, int(counts))


def test_work_of_who_only_was_invited_is_no_result(session: Session) -> None:
    made = worlds.build(session)
    row = factories.cohort(session, made.account_manager, made.candidate, starts_on=date(2020, 1, 1))
    made.place(candidate_id=made.candidate.id)
    result = queries.results(session, made.account_manager, [row.id])[row.id]
    assert (result.joined, result.placed, result.states) == (0, 0, {S.INVITED: 1})


def test_the_last_day_of_a_result() -> None:
    assert rules.result_until(date(2026, 8, 31)) == date(2027, 2, 28)


def test_two_who_write_at_once_see_both_versions(session: Session, owner: Actor, person: Candidate) -> None:
    row = factories.cohort(session, owner, person)
    seen = row.version
    service.describe_cohort(session, row.id, described(version=seen), actor=owner)
    with pytest.raises(StaleVersion):
        service.describe_cohort(session, row.id, described(name="Anders", version=seen), actor=owner)
    move(session, owner, row, person, S.JOINS)
    late = MoveMember(state=S.STOPPED, reason=StopReason.OTHER, version=1)
    with pytest.raises(StaleVersion):
        service.move_member(session, row.id, person.id, late, actor=owner)


def test_what_cannot_be_said_of_a_group(session: Session, owner: Actor) -> None:
    today = clock.today()
    for given in (
        {"ends_on": today - timedelta(days=1)},
        {"name": "Groep met rugklachten"},
        {"goal": "Voor mensen uit de Wajong"},
    ):
        with pytest.raises(UnusableCohort):
            service.make_cohort(session, described(**given), actor=owner)


@pytest.mark.rule("G3")
def test_an_access_request_names_the_groups(session: Session, owner: Actor, person: Candidate) -> None:
    factories.cohort(session, owner, person, name="VCA-cursus", state=S.STOPPED)
    made = access.package(session, person.id, actor=owner)
    (section,) = [each for each in made.sections if each.name == "cohort_members"]
    told = {fact.label: fact.text for fact in section.rows[0]}
    assert told["Groep"] == "VCA-cursus"
    assert told["Reden om te stoppen"] == "anders"
