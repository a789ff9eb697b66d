"""The nightly search: finds, remembers decisions, closes what was corrected, and never crosses a wall."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.candidates import factories as candidates
from tests.duplicates import world
from tests.employers import factories as employers
from tests.statements import counted
from wsp.accounts.permissions import Role
from wsp.audit.models import ReadEvent
from wsp.candidates.models import CandidatePersonal
from wsp.duplicates import queries, service
from wsp.duplicates.commands import PointOut
from wsp.duplicates.enums import Kind, PairState
from wsp.duplicates.errors import BadPair, PairDecided
from wsp.duplicates.models import DuplicatePair
from wsp.duplicates.queries import PairFilter
from wsp.foundation import db
from wsp.foundation.actor import Actor
from wsp.foundation.db import Database
from wsp.foundation.errors import NotAllowed
from wsp.jobs.tasks import find_duplicates
from wsp.settings import Settings

NIGHT = Actor(user_id=None, region_id="AM01", organisation_id=None, kind="taak")


@pytest.fixture
def account_manager(session: Session) -> Actor:
    return accounts.actor(session, Role.ACCOUNT_MANAGER)


def states(session: Session) -> list[str]:
    session.expire_all()
    return list(session.scalars(select(DuplicatePair.state).order_by(DuplicatePair.kind, DuplicatePair.state)))


def test_the_search_fills_the_list_once(session: Session, account_manager: Actor) -> None:
    world.candidate_pair(session)
    employers.employer(session, account_manager, "Bakkerij Proefkorst B.V.")
    employers.employer(session, account_manager, "Bakkerij Proefkorst")
    employers.employer(session, account_manager, "Slagerij Anders")
    found = service.find_pairs(session, actor=NIGHT)
    assert {kind: (each.pairs, each.added) for kind, each in found.items()} == {
        Kind.EMPLOYER: (1, 1), Kind.CANDIDATE: (1, 1),
    }  # fmt: skip
    again = service.find_pairs(session, actor=NIGHT)
    assert {kind: (each.pairs, each.added, each.gone) for kind, each in again.items()} == {
        Kind.EMPLOYER: (1, 0, 0), Kind.CANDIDATE: (1, 0, 0),
    }  # fmt: skip
    assert states(session) == [PairState.OPEN, PairState.OPEN]


def test_a_decision_is_remembered(session: Session) -> None:
    world.candidate_pair(session)
    service.find_pairs(session, actor=NIGHT)
    manager = world.manager(session)
    pair_id = session.scalars(select(DuplicatePair.id)).one()
    service.keep_apart(session, pair_id, actor=manager, note="Vader en dochter")
    service.find_pairs(session, actor=NIGHT)
    assert states(session) == [PairState.DIFFERENT]
    assert queries.open_count(session, manager) == 0
    with pytest.raises(PairDecided):
        service.keep_apart(session, pair_id, actor=manager)
    service.look_again(session, pair_id, actor=manager)
    assert queries.open_count(session, manager) == 1
    with pytest.raises(PairDecided):
        service.look_again(session, pair_id, actor=manager)


def test_a_pair_that_was_corrected_leaves_the_list_and_comes_back(session: Session) -> None:
    _, other = world.candidate_pair(session)
    service.find_pairs(session, actor=NIGHT)
    row = session.scalars(select(CandidatePersonal).where(CandidatePersonal.candidate_id == other.id)).one()
    row.birth_date, right = date(1961, 1, 1), row.birth_date
    session.flush()
    assert service.find_pairs(session, actor=NIGHT)[Kind.CANDIDATE].gone == 1
    assert states(session) == [PairState.GONE]
    row = session.scalars(select(CandidatePersonal).where(CandidatePersonal.candidate_id == other.id)).one()
    row.birth_date = right
    session.flush()
    service.find_pairs(session, actor=NIGHT)
    assert states(session) == [PairState.OPEN]


def test_who_was_merged_is_not_found_again(session: Session) -> None:
    one, _ = world.candidate_pair(session)
    service.find_pairs(session, actor=NIGHT)
    pair = session.scalars(select(DuplicatePair)).one()
    service.merge_pair(session, world.merge_of(session, pair, one), actor=world.manager(session))
    assert service.find_pairs(session, actor=NIGHT)[Kind.CANDIDATE].compared == 0
    assert states(session) == [PairState.MERGED]


@pytest.mark.rule("S6")
def test_dossiers_of_two_organisations_make_no_pair(session: Session) -> None:
    for name in ("Gemeente Eerst", "Gemeente Tweede"):
        made = candidates.candidate(session, of=accounts.organisation(session, name), name=("Sanne", None, "Proef"))
        world.personal(session, made, born=date(1990, 3, 14))
    assert service.find_pairs(session, actor=NIGHT)[Kind.CANDIDATE].compared == 0
    assert states(session) == []


def test_somebody_points_out_two_that_no_rule_found(session: Session, account_manager: Actor) -> None:
    one = employers.employer(session, account_manager, "Proefketen Noord")
    other = employers.employer(session, account_manager, "Slagerij Anders")
    pair = service.point_out(session, PointOut(Kind.EMPLOYER, one.number, other.number), actor=account_manager)
    same = service.point_out(session, PointOut(Kind.EMPLOYER, other.number, one.number), actor=account_manager)
    assert pair.id == same.id
    service.find_pairs(session, actor=NIGHT)
    assert states(session) == [PairState.OPEN]
    service.keep_apart(session, pair.id, actor=account_manager)
    service.point_out(session, PointOut(Kind.EMPLOYER, one.number, other.number), actor=account_manager)
    assert states(session) == [PairState.OPEN]


def test_a_number_that_is_not_there_or_not_yours_cannot_be_pointed_at(session: Session, account_manager: Actor) -> None:
    one, other = world.candidate_pair(session)
    with pytest.raises(BadPair) as refused:
        service.point_out(session, PointOut(Kind.EMPLOYER, 1, 2), actor=account_manager)
    assert "one" in refused.value.fields
    with pytest.raises(BadPair):
        service.point_out(session, PointOut(Kind.CANDIDATE, one.number, one.number), actor=world.manager(session))
    with pytest.raises(NotAllowed):
        service.point_out(session, PointOut(Kind.CANDIDATE, one.number, other.number), actor=account_manager)
    stranger = world.manager(session, accounts.organisation(session, "Gemeente Ginder"))
    with pytest.raises(BadPair):
        service.point_out(session, PointOut(Kind.CANDIDATE, one.number, other.number), actor=stranger)


@pytest.mark.rule("L2")
def test_the_list_names_people_in_few_statements_and_logs_it(session: Session, database: Database) -> None:
    for number in range(4):
        candidates.candidate(
            session, of=accounts.organisation(session, "Gemeente Proef"), name=("Sanne", None, "Proef"),
            phone=f"+3160000001{number // 2}",
        )  # fmt: skip
    service.find_pairs(session, actor=NIGHT)
    manager = world.manager(session)
    with counted(database) as statements:
        page = queries.list_pairs(session, manager, PairFilter())
    assert page.total == 6  # they also share a postcode
    assert len(statements) == 4
    assert session.query(ReadEvent).filter_by(user_id=manager.user_id, purpose="lijst").count() == 4
    assert queries.list_pairs(session, manager, PairFilter(text="bram")).total == 0
    assert queries.list_pairs(session, manager, PairFilter(text="proef")).total == 6
    assert queries.list_pairs(session, manager, PairFilter(kind=Kind.EMPLOYER)).total == 0
    assert queries.list_pairs(session, manager, PairFilter(certain=True)).total == 2


@pytest.mark.rule("S6")
def test_the_job_stays_inside_its_region(committed: Settings) -> None:
    del committed
    for region in ("AM01", "AM14"):
        with db.unit_of_work(region) as session:
            actor = accounts.actor(session, Role.ACCOUNT_MANAGER, region=region)
            employers.employer(session, actor, "Bakkerij Proefkorst")
    find_duplicates(region="AM01")
    find_duplicates(region="AM14")
    with db.unit_of_work("AM01") as session:
        assert session.scalars(select(DuplicatePair)).all() == []
        employers.employer(session, accounts.actor(session, Role.ACCOUNT_MANAGER), "Bakkerij Proefkorst BV")
    find_duplicates(region="AM01")
    find_duplicates(region="AM01")
    with db.unit_of_work("AM01") as session:
        assert len(session.scalars(select(DuplicatePair)).all()) == 1
    with db.unit_of_work("AM14") as session:
        assert session.scalars(select(DuplicatePair)).all() == []
