"""A verdeelplan: asked for, made by a job, and taken or left pair by pair."""

import uuid
from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.accounts import factories as accounts
from tests.candidates import factories as candidates
from tests.employers import factories as employers
from tests.vacancies import factories as vacancies
from wsp.accounts.permissions import GRANTS, Role
from wsp.audit.models import AuditEvent
from wsp.candidates.models import RegisterCheck
from wsp.foundation import clock, db
from wsp.foundation.actor import Actor
from wsp.foundation.errors import InvalidInput
from wsp.foundation.versions import period
from wsp.jobs.tasks import make_plan
from wsp.placements.models import Introduction
from wsp.settings import Settings
from wsp.shortlists import service as decisions
from wsp.shortlists.allocation import building, queries, service
from wsp.shortlists.allocation.commands import RefusePair, RequestPlan
from wsp.shortlists.allocation.enums import PairDecision, PlanState
from wsp.shortlists.allocation.errors import PairDecided, PlanNotFound, PlanRunning
from wsp.shortlists.models import AllocationPair, AllocationPlan

REGION = "AM01"
CHOICES = RequestPlan(benefit=Decimal(20_000), effort=Decimal(500))


@pytest.fixture
def actor(committed: Settings) -> Actor:
    """An account manager of a region with three vacancies and three people."""
    del committed
    with db.unit_of_work(REGION) as session:
        user = accounts.member(session, Role.ACCOUNT_MANAGER)
        made = Actor(
            user_id=user.id, region_id=REGION, organisation_id=accounts.organisation(session).id,
            roles=frozenset({Role.ACCOUNT_MANAGER}), permissions=frozenset(GRANTS[Role.ACCOUNT_MANAGER]),
        )  # fmt: skip
        for _ in range(3):
            vacancies.vacancy(session, made)
            candidates.matchable(session)
    return made


def asked(actor: Actor, choices: RequestPlan = CHOICES) -> uuid.UUID:
    with db.unit_of_work(REGION) as session:
        return service.request_plan(session, choices, actor=actor).id


def planned(actor: Actor, choices: RequestPlan = CHOICES) -> AllocationPlan:
    plan_id = asked(actor, choices)
    make_plan(region=REGION, plan_id=str(plan_id))
    with db.unit_of_work(REGION) as session:
        return queries.plan(session, actor, plan_id)


def pairs_of(plan_id: uuid.UUID) -> list[AllocationPair]:
    with db.unit_of_work(REGION) as session:
        statement = select(AllocationPair).where(AllocationPair.plan_id == plan_id).order_by(AllocationPair.position)
        return list(session.scalars(statement))


def test_everybody_gets_one_place_and_no_place_two_people(actor: Actor) -> None:
    plan = planned(actor)
    rows = pairs_of(plan.id)
    assert plan.state == PlanState.READY
    assert plan.done == plan.total == 100
    assert len({row.candidate_id for row in rows}) == len({row.vacancy_id for row in rows}) == len(rows) == 3
    assert plan.outcome is not None
    assert plan.outcome["value"] == pytest.approx(sum(row.value for row in rows), abs=3)
    assert plan.outcome["value"] <= plan.outcome["bound"]
    for row in rows:
        assert row.value == round(building.chance(row.score) * (20_000 - row.subsidy) - 500)
        assert row.decision == PairDecision.OPEN


def test_a_second_run_of_the_job_changes_nothing(actor: Actor) -> None:
    plan = planned(actor)
    make_plan(region=REGION, plan_id=str(plan.id))
    assert len(pairs_of(plan.id)) == 3


def test_one_plan_at_a_time(actor: Actor) -> None:
    asked(actor)
    with pytest.raises(PlanRunning):
        asked(actor)


def test_limits_hold_and_are_told_with_their_price(actor: Actor) -> None:
    with db.unit_of_work(REGION) as session:
        employer = employers.employer(session, actor)
        vacancies.vacancy(session, actor, employer=employer)
        for _ in range(2):
            vacancies.vacancy(session, actor, employer=employer)
        for _ in range(3):
            candidates.matchable(session)
    plan = planned(actor, RequestPlan(benefit=Decimal(20_000), effort=Decimal(500), per_employer=1, register_least=2))
    rows = pairs_of(plan.id)
    with db.unit_of_work(REGION) as session:
        limits, floors = queries.bounds(session, plan)
    assert len(rows) == 4
    assert [each.label for each in limits if each.price > 0] == [f"Kandidaten bij {employer.name}"]
    (floor,) = floors  # nobody is known to be in the register
    assert (floor.edge, floor.used, floor.reachable) == (2, 0, 0)


def test_a_floor_that_can_be_reached_is(actor: Actor) -> None:
    with db.unit_of_work(REGION) as session:
        person = candidates.matchable(session, hours_min=Decimal(28), hours_max=Decimal(28), transport=["fiets"])
        session.add(
            RegisterCheck(
                region_id=REGION,
                candidate_id=person.id,
                in_register=True,
                checked_on=clock.today(),
                valid=period(clock.today()),
            )
        )
    plan = planned(actor, RequestPlan(benefit=Decimal(20_000), effort=Decimal(500), register_least=1))
    assert person.id in {row.candidate_id for row in pairs_of(plan.id)}


def test_a_budget_of_nothing_leaves_only_pairs_without_subsidy(actor: Actor) -> None:
    plan = planned(actor, RequestPlan(benefit=Decimal(20_000), effort=Decimal(0), budget=Decimal(0)))
    assert sum(row.subsidy for row in pairs_of(plan.id)) == 0


def test_taking_a_pair_makes_an_introduction_and_leaving_one_keeps_the_reason(actor: Actor) -> None:
    plan = planned(actor)
    first, second, _ = pairs_of(plan.id)
    with db.unit_of_work(REGION) as session:
        service.introduce_pair(session, plan.id, first.id, actor=actor)
        command = RefusePair(plan.id, second.id, "ander plan loopt")
        service.refuse_pair(session, command, actor=actor)
    with db.unit_of_work(REGION) as session:
        made = session.scalars(select(Introduction)).one()
        assert (made.vacancy_id, made.candidate_id) == (first.vacancy_id, first.candidate_id)
        assert queries.decisions(session, actor, plan.id) == {"voorstel": 1, "voorgedragen": 1, "niet gekozen": 1}
        kept = session.get_one(AllocationPair, second.id)
        assert (kept.reason, kept.decided_by_id) == ("ander plan loopt", actor.user_id)
        told = session.scalars(select(AuditEvent.action).where(AuditEvent.action.startswith("allocation"))).all()
        assert sorted(told) == ["allocation.decided", "allocation.decided", "allocation.requested"]
        with pytest.raises(PairDecided):
            service.introduce_pair(session, plan.id, first.id, actor=actor)
        with pytest.raises(PairDecided):
            service.refuse_pair(session, command, actor=actor)


@pytest.mark.parametrize(("reason", "field"), [("", "reason"), ("anders", "note")])
def test_leaving_a_pair_needs_a_reason(actor: Actor, reason: str, field: str) -> None:
    plan = planned(actor)
    pair = pairs_of(plan.id)[0]
    with db.unit_of_work(REGION) as session, pytest.raises(InvalidInput) as caught:
        service.refuse_pair(session, RefusePair(plan.id, pair.id, reason), actor=actor)
    assert field in caught.value.fields


def test_who_runs_or_was_set_aside_for_a_vacancy_is_not_proposed_there(actor: Actor) -> None:
    first = planned(actor)
    taken, aside, _ = pairs_of(first.id)
    with db.unit_of_work(REGION) as session:
        service.introduce_pair(session, first.id, taken.id, actor=actor)
        command = decisions.SetAside(aside.vacancy_id, aside.candidate_id, "te ver reizen")
        decisions.set_aside(session, command, actor=actor)
    proposed = {(row.vacancy_id, row.candidate_id) for row in pairs_of(planned(actor).id)}
    assert not proposed & {(row.vacancy_id, row.candidate_id) for row in (taken, aside)}


def test_a_pair_belongs_to_its_plan(actor: Actor) -> None:
    plan = planned(actor)
    pair = pairs_of(plan.id)[0]
    with db.unit_of_work(REGION) as session, pytest.raises(PlanNotFound):
        service.introduce_pair(session, uuid.uuid4(), pair.id, actor=actor)


def test_a_region_with_nobody_gets_an_empty_plan(committed: Settings) -> None:
    del committed
    with db.unit_of_work(REGION) as session:
        user = accounts.member(session, Role.ACCOUNT_MANAGER)
        actor = Actor(user_id=user.id, region_id=REGION, organisation_id=None)
    plan = planned(actor, RequestPlan(benefit=Decimal(1), effort=Decimal(1), waiting_least=2))
    assert plan.state == PlanState.READY
    assert pairs_of(plan.id) == []
    assert plan.outcome is not None
    assert plan.outcome["floors"][0]["reachable"] == 0
