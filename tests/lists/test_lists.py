"""Own lists: who keeps them, who reads them, and who stands on them for whose eyes."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.candidates import factories as candidates
from tests.lists import factories
from wsp.accounts.permissions import Role
from wsp.audit.models import AuditEvent, ReadEvent
from wsp.candidates.models import Candidate
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.errors import StaleVersion
from wsp.lists import queries, rules, service
from wsp.lists.commands import DescribeList, PutOnList, WriteNote
from wsp.lists.enums import Sharing
from wsp.lists.errors import (
    ListArchived,
    ListFull,
    ListNotYours,
    NamesSomebody,
    NameTaken,
    NobodyChosen,
    NoListChosen,
    NotOnList,
    OwnListNotFound,
    TellsOfHealth,
    TooManyLists,
)
from wsp.lists.models import ListMember, OwnList
from wsp.privacy import access


@pytest.fixture
def owner(session: Session) -> Actor:
    return accounts.actor(session)


@pytest.fixture
def person(session: Session) -> Candidate:
    return candidates.matchable(session)


def put(session: Session, owner: Actor, *people: Candidate, **fields: object) -> service.Put:
    ids = tuple(each.id for each in people)
    command = PutOnList(candidate_ids=ids, **({"list_id": None} | fields))  # type: ignore[arg-type]  # what a test gives
    return service.put_on_list(session, command, actor=owner)


def on(session: Session, reader: Actor, row: OwnList) -> list[uuid.UUID]:
    page = queries.people(session, reader, row, sort="sinds", descending=True)
    assert page.total == len(page.rows)
    return [each.candidate.shown.id for each in page.rows]


def test_people_are_put_on_a_new_list_once(session: Session, owner: Actor, person: Candidate) -> None:
    other = candidates.matchable(session)
    first = put(session, owner, person, name="Logistiek voorjaar", note="Belt het liefst na vier uur.")
    assert (first.added, first.already, first.row.sharing) == (1, 0, Sharing.NOBODY.value)
    second = put(session, owner, person, other, list_id=first.row.id)
    assert (second.added, second.already) == (1, 1)
    assert set(on(session, owner, first.row)) == {person.id, other.id}
    (line,) = [
        each
        for each in queries.people(session, owner, first.row, sort="sinds", descending=True).rows
        if each.candidate.shown.id == person.id
    ]
    assert line.note == "Belt het liefst na vier uur."
    logged = session.scalars(select(AuditEvent.subject_id).where(AuditEvent.action == "lists.put")).all()
    assert sorted(logged) == sorted([person.id, other.id])


def test_who_is_shown_on_a_list_stands_in_the_read_log(session: Session, owner: Actor, person: Candidate) -> None:
    row = factories.own_list(session, owner, person)
    assert on(session, owner, row) == [person.id]
    read = session.scalars(select(ReadEvent).where(ReadEvent.subject_id == person.id)).one()
    assert (read.user_id, read.purpose) == (owner.user_id, "lijst")


@pytest.mark.rule("G6")
def test_who_comes_out_of_reach_is_gone_from_the_list(session: Session, owner: Actor, person: Candidate) -> None:
    row = factories.own_list(session, owner, person, sharing=Sharing.READ)
    person.restricted_since = clock.today()
    session.flush()
    assert on(session, owner, row) == []
    assert queries.page_of_lists(session, owner, archived=False).rows[0].people == 0
    assert queries.list_with_ids(session, owner, row.id)[1] == []
    with pytest.raises(NotOnList):
        service.take_off_list(session, row.id, person.id, actor=owner)
    with pytest.raises(NobodyChosen):
        put(session, owner, person, list_id=row.id)


def test_a_colleague_sees_only_whom_that_colleague_may_see(session: Session, owner: Actor) -> None:
    manager = accounts.actor(session, Role.CLIENT_MANAGER)
    kept = candidates.candidate(session, of=accounts.organisation_for(session, Role.CLIENT_MANAGER))
    theirs = candidates.matchable(session, of=accounts.organisation(session, "Gemeente Ander"))
    row = factories.own_list(session, manager, kept, theirs, sharing=Sharing.READ)
    assert on(session, manager, row) == [kept.id]
    assert on(session, owner, row) == [theirs.id]
    assert [each.people for each in queries.page_of_lists(session, owner, archived=False).rows] == [1]


def test_sharing_decides_what_colleagues_may_do(session: Session, owner: Actor, person: Candidate) -> None:
    colleague, more = accounts.actor(session), candidates.matchable(session)
    row = factories.own_list(session, owner, person)
    for stranger in (colleague, replace(owner, organisation_id=uuid.uuid4())):
        assert queries.page_of_lists(session, stranger, archived=False).rows == []
        with pytest.raises(OwnListNotFound):
            put(session, stranger, more, list_id=row.id)
    row.sharing = Sharing.READ.value
    session.flush()
    assert on(session, colleague, row) == [person.id]
    for verb in (
        lambda: put(session, colleague, more, list_id=row.id),
        lambda: service.take_off_list(session, row.id, person.id, actor=colleague),
        lambda: service.write_note(session, row.id, person.id, WriteNote(note="x", version=1), actor=colleague),
        lambda: service.archive_list(session, row.id, actor=colleague),
    ):
        with pytest.raises(ListNotYours):
            verb()
    row.sharing = Sharing.TOGETHER.value
    session.flush()
    assert [each.id for each in queries.kept_lists(session, colleague, most=9)] == [row.id]
    put(session, colleague, more, list_id=row.id)
    service.take_off_list(session, row.id, person.id, actor=colleague)
    assert on(session, owner, row) == [more.id]
    renamed = DescribeList(name="Van ons", sharing=Sharing.NOBODY, version=row.version)
    with pytest.raises(ListNotYours):
        service.describe_list(session, row.id, renamed, actor=colleague)


def test_a_role_that_sees_no_candidates_has_no_lists(session: Session, owner: Actor) -> None:
    factories.own_list(session, owner, sharing=Sharing.TOGETHER)
    officer = accounts.actor(session, Role.POLICY_OFFICER)
    assert queries.page_of_lists(session, officer, archived=False).rows == []


def test_an_archived_list_rests_until_its_owner_brings_it_back(
    session: Session, owner: Actor, person: Candidate
) -> None:
    row = factories.own_list(session, owner, person, name="Voorjaar", sharing=Sharing.TOGETHER)
    service.archive_list(session, row.id, actor=owner)
    with pytest.raises(OwnListNotFound):
        queries.own_list(session, accounts.actor(session), row.id)
    with pytest.raises(ListArchived):
        service.take_off_list(session, row.id, person.id, actor=owner)
    assert queries.page_of_lists(session, owner, archived=False).rows == []
    assert [each.row.id for each in queries.page_of_lists(session, owner, archived=True).rows] == [row.id]
    newer = factories.own_list(session, owner, name="voorjaar")
    with pytest.raises(NameTaken):
        service.bring_back(session, row.id, actor=owner)
    newer.name = "Najaar"
    session.flush()
    service.bring_back(session, row.id, actor=owner)
    assert on(session, owner, row) == [person.id]


def test_two_who_write_at_once_see_both_versions(session: Session, owner: Actor, person: Candidate) -> None:
    row = factories.own_list(session, owner, person, name="Voorjaar", sharing=Sharing.TOGETHER)
    seen = row.version
    service.describe_list(
        session, row.id, DescribeList(name="Zomer", sharing=Sharing.TOGETHER, version=seen), actor=owner
    )
    late = DescribeList(name="Herfst", sharing=Sharing.NOBODY, version=seen)
    with pytest.raises(StaleVersion) as refused:
        service.describe_list(session, row.id, late, actor=owner)
    assert refused.value.mine == {"Lijst": "Herfst (alleen ik)"}
    assert refused.value.theirs == {"Lijst": "Zomer (samen bijhouden)"}
    service.write_note(session, row.id, person.id, WriteNote(note="Bellen", version=1), actor=accounts.actor(session))
    with pytest.raises(StaleVersion):
        service.write_note(session, row.id, person.id, WriteNote(note="Mailen", version=1), actor=owner)
    # Somebody who was put on the list in the meantime does not make the name of the list stale.
    now = row.version
    put(session, owner, candidates.matchable(session), list_id=row.id)
    session.refresh(row)
    assert row.version == now


def test_a_list_tells_nothing_of_health_and_no_name(session: Session, owner: Actor) -> None:
    manager = accounts.actor(session, Role.CLIENT_MANAGER)
    of = accounts.organisation_for(session, Role.CLIENT_MANAGER)
    person = candidates.candidate(session, of=of, name=("Sanne", "de", "Bakker"))
    row = factories.own_list(session, manager, person)
    for note in ("Heeft rugklachten", "Komt uit de Wajong"):
        with pytest.raises(TellsOfHealth):
            service.write_note(session, row.id, person.id, WriteNote(note=note, version=1), actor=manager)
    with pytest.raises(TellsOfHealth):
        service.make_list(session, DescribeList(name="Rugklachten", sharing=Sharing.READ), actor=manager)
    with pytest.raises(NamesSomebody):
        put(session, manager, person, name="Bellen", note="Sanne eerst bellen")
    service.write_note(session, row.id, person.id, WriteNote(note="Wil bakker worden", version=1), actor=manager)
    # Who does not know the name learns nothing from what is refused.
    candidates.agreement(session, person)
    person.stage = "matchbaar"
    session.flush()
    assert put(session, owner, person, name="Bellen", note="Sanne eerst bellen").added == 1


def test_limits(session: Session, owner: Actor, person: Candidate, monkeypatch: pytest.MonkeyPatch) -> None:
    row = factories.own_list(session, owner, person, name="Voorjaar")
    with pytest.raises(NameTaken):
        put(session, owner, person, name="VOORJAAR")
    for fields in ({}, {"list_id": row.id, "name": "Zomer"}):
        with pytest.raises(NoListChosen):
            put(session, owner, person, **fields)
    monkeypatch.setattr(rules, "MOST_PEOPLE", 1)
    assert put(session, owner, person, list_id=row.id).already == 1
    with pytest.raises(ListFull):
        put(session, owner, candidates.matchable(session), list_id=row.id)
    monkeypatch.setattr(rules, "MOST_LISTS", 1)
    with pytest.raises(TooManyLists):
        put(session, owner, person, name="Zomer")


def test_a_job_coach_lists_the_people_of_the_job_coach(session: Session, owner: Actor, person: Candidate) -> None:
    coach = accounts.actor(session, Role.JOB_COACH)
    mine = candidates.candidate(session, job_coach_id=coach.user_id)
    row = put(session, coach, mine, person, name="Langsgaan").row
    assert on(session, coach, row) == [mine.id]
    assert on(session, coach, row) != [person.id]
    assert session.scalars(select(ListMember.candidate_id).where(ListMember.list_id == row.id)).all() == [mine.id]


def test_the_name_does_not_order_a_list_for_who_may_not_know_it(session: Session, owner: Actor) -> None:
    last = candidates.matchable(session, name=("Anna", None, "Zwart"))
    first = candidates.matchable(session, name=("Bram", None, "Aap"))
    row = factories.own_list(session, owner, last, first)
    page = queries.people(session, owner, row, sort="naam", descending=False)
    assert [each.candidate.shown.id for each in page.rows] == [last.id, first.id]


@pytest.mark.rule("G3")
def test_an_access_request_names_the_lists(session: Session, owner: Actor, person: Candidate) -> None:
    factories.own_list(session, owner, person, name="Logistiek voorjaar", note="Na vier uur bellen.")
    made = access.package(session, person.id, actor=owner)
    (section,) = [each for each in made.sections if each.name == "own_list_members"]
    told = {fact.label: fact.text for fact in section.rows[0]}
    assert told["Eigen lijst"] == "Logistiek voorjaar"
    assert told["Notitie"] == "Na vier uur bellen."


def test_a_list_is_kept_as_long_as_it_is_used(session: Session, owner: Actor, person: Candidate) -> None:
    row = factories.own_list(session, owner, updated_at=clock.now() - timedelta(days=800))
    put(session, owner, person, list_id=row.id)
    session.refresh(row)
    assert clock.now() - row.updated_at < timedelta(minutes=5)
