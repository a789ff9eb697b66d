"""Decisions as the engine learns from them, learned weights as a suggestion, and replay after everything changed."""

import uuid
from datetime import timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matching.learning import Outcome
from matching.types import DEFAULT_WEIGHTS, SOFT_CRITERIA, Weights
from tests.accounts import factories as accounts
from tests.candidates import factories as candidates
from tests.vacancies import factories as vacancies
from wsp.accounts.permissions import GRANTS, Role
from wsp.candidates.models import Candidate
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.errors import NotAllowed
from wsp.placements.models import Introduction, Placement
from wsp.shortlists import queries as shortlists
from wsp.shortlists import service as acts
from wsp.shortlists.enums import AsideReason, DecisionKind
from wsp.shortlists.models import ShortlistDecision, ShortlistRow, ShortlistRun, WeightVersion
from wsp.shortlists.oversight import replaying
from wsp.shortlists.weighing import decisions, queries, service
from wsp.shortlists.weighing.commands import ProposeWeights
from wsp.shortlists.weighing.enums import Origin, WeightState
from wsp.shortlists.weighing.errors import NothingBetter, OtherPersonNeeded, SameWeights, TooLittleDecided


def somebody(session: Session, role: Role) -> Actor:
    return Actor(
        user_id=accounts.member(session, role).id,
        region_id="AM01",
        organisation_id=accounts.organisation(session).id,
        roles=frozenset({role}),
        permissions=frozenset(GRANTS[role]),
    )


@pytest.fixture
def officer(session: Session) -> Actor:
    return somebody(session, Role.POLICY_OFFICER)


@pytest.fixture
def manager(session: Session) -> Actor:
    return somebody(session, Role.ACCOUNT_MANAGER)


def command(**weights: Any) -> ProposeWeights:
    values = {code: Decimal(str(weights.get(code, 0))) for code in SOFT_CRITERIA}
    return ProposeWeights(values=values, reason="Omdat het moet.")


class Lists:
    """Lists in the database with made-up features, and what people did with them."""

    def __init__(self, session: Session, manager: Actor) -> None:
        self.session = session
        self.vacancy = vacancies.vacancy(session, manager)
        self.people = [candidates.candidate(session) for _ in range(10)]
        self.manager = manager

    def shown(self, values: Any, *, scope: str = "geheel") -> uuid.UUID:
        """One list with these values per row; returns its id."""
        run = ShortlistRun(
            id=uuid.uuid4(), region_id="AM01", vacancy_id=self.vacancy.id, candidate_id=None, scope=scope,
            ranked_on=clock.today(), user_id=self.manager.user_id, fingerprint=uuid.uuid4().hex, engine_version="2.0",
            weights_version="standaard-1", settings={}, query={}, ranked_count=len(values), fallen_out_count=0,
        )  # fmt: skip
        self.session.add(run)
        self.session.flush()
        codes = list(DEFAULT_WEIGHTS.shares())
        for at, row in enumerate(values, start=1):
            parts = [
                {"criterion": code, "weight": 0.1, "value": float(value), "points": 0.1, "known": True}
                for code, value in zip(codes, row, strict=True)
            ]
            self.session.add(
                ShortlistRow(
                    region_id="AM01", run_id=run.id, subject_id=self.people[at - 1].id, position=at, score=0.5,
                    excluded=False, features={"contributions": parts, "hard": [], "violated": []},
                )
            )  # fmt: skip
        return run.id

    def introduced(self, run_id: uuid.UUID, position: int, state: str = "afgewezen", reason: str | None = None) -> None:
        self.session.add(
            Introduction(
                region_id="AM01", vacancy_id=self.vacancy.id, candidate_id=self.people[position - 1].id, state=state,
                state_since=clock.now(), made_by_id=self.manager.user_id, shortlist_run_id=run_id, closed_reason=reason,
                closed_shared=False,
            )
        )  # fmt: skip
        self.session.flush()

    def aside(self, run_id: uuid.UUID, position: int, reason: AsideReason, *, withdrawn: bool = False) -> None:
        self.session.add(
            ShortlistDecision(
                region_id="AM01", vacancy_id=self.vacancy.id, candidate_id=self.people[position - 1].id, run_id=run_id,
                kind=DecisionKind.SET_ASIDE.value, reason=reason.value, user_id=self.manager.user_id,
                withdrawn_at=clock.now() if withdrawn else None,
            )
        )  # fmt: skip
        self.session.flush()


@pytest.fixture
def lists(session: Session, manager: Actor) -> Lists:
    return Lists(session, manager)


def outcomes(session: Session) -> dict[int, Outcome]:
    return {each.position: each.outcome for each in decisions.shown(session, "AM01", now=clock.now())}


HALF = [[0.5] * 8] * 6


def test_what_people_did_becomes_an_outcome(session: Session, lists: Lists) -> None:
    run = lists.shown(HALF)
    lists.introduced(run, 1, reason="andere-kandidaat")
    lists.introduced(run, 2, reason="reisafstand")
    lists.introduced(run, 3, "aangenomen")
    lists.aside(run, 4, AsideReason.TOO_FAR)
    lists.aside(run, 5, AsideReason.OTHER_PLAN)
    assert outcomes(session) == {
        1: Outcome.INTRODUCED,
        2: Outcome.DECLINED,
        3: Outcome.INTRODUCED,  # hired, but nobody started
        4: Outcome.ASIDE,
        6: Outcome.PASSED,
    }


def test_opened_and_passed_over_is_told_apart_and_written_once(session: Session, lists: Lists) -> None:
    run = lists.shown(HALF)
    lists.introduced(run, 1)
    first = clock.now()
    for at in (1, 2):
        acts.opened(session, run, lists.people[at - 1].id, actor=lists.manager)
    moment = select(ShortlistRow.opened_at).where(ShortlistRow.run_id == run, ShortlistRow.position == 2)
    assert session.scalar(moment) >= first
    with clock.frozen(first + timedelta(days=1)):
        acts.opened(session, run, lists.people[1].id, actor=lists.manager)
        assert session.scalar(moment) < clock.now() - timedelta(hours=23)
    found = outcomes(session)
    assert (found[1], found[2], found[3]) == (Outcome.INTRODUCED, Outcome.OPENED, Outcome.PASSED)


@pytest.mark.parametrize(
    ("started", "ended", "outcome"),
    [
        (89, None, Outcome.INTRODUCED), (93, None, Outcome.PLACED), (400, 330, Outcome.INTRODUCED),
        (190, None, Outcome.STAYED), (400, 200, Outcome.STAYED), (400, None, Outcome.SETTLED),
        (80, -20, Outcome.INTRODUCED),
    ],
)  # fmt: skip
def test_a_placement_weighs_more_the_longer_it_holds(
    session: Session, lists: Lists, started: int, ended: int | None, outcome: Outcome
) -> None:
    run = lists.shown(HALF)
    lists.introduced(run, 1, "aangenomen")
    today = clock.today()
    left = None if ended is None else today - timedelta(days=ended)
    introduction = session.scalars(select(Introduction)).one()
    session.add(
        Placement(
            region_id="AM01", number=1, candidate_id=introduction.candidate_id, employer_id=lists.vacancy.employer_id,
            introduction_id=introduction.id, function_title="Orderpicker", state="lopend",
            starts_on=today - timedelta(days=started), ended_on=left,
        )
    )  # fmt: skip
    session.flush()
    assert outcomes(session)[1] is outcome


def test_what_tells_nothing_is_left_out(session: Session, lists: Lists) -> None:
    lists.shown(HALF)  # nobody did anything
    compared = lists.shown(HALF, scope="gekozen")
    lists.introduced(compared, 1)
    taken_back = lists.shown(HALF)
    lists.aside(taken_back, 2, AsideReason.TOO_FAR, withdrawn=True)
    assert outcomes(session) == {}


def test_features_are_criteria_and_nothing_else(session: Session, lists: Lists) -> None:
    lists.introduced(lists.shown(HALF), 1)
    for each in decisions.shown(session, "AM01", now=clock.now()):
        assert set(each.values) == set(DEFAULT_WEIGHTS.shares())
    assert decisions.shown(session, "AM01", now=clock.now() + decisions.PERIOD + timedelta(days=1)) == []


def decide(lists: Lists, count: int, heavy: int) -> None:
    """Advisers who go by one criterion only, and choose the two best."""
    rng = np.random.default_rng(5)
    for _ in range(count):
        values = rng.random((10, 8))
        run = lists.shown(values)
        for row in np.argsort(-values[:, heavy])[:1]:
            lists.introduced(run, int(row) + 1)


@pytest.mark.rule("I6", "I9")
def test_learned_weights_are_a_suggestion_until_two_people_agree(
    session: Session, officer: Actor, lists: Lists
) -> None:
    heavy = list(DEFAULT_WEIGHTS.shares()).index("reistijd")
    decide(lists, 60, heavy)
    learned = service.learn(session, actor=officer)
    assert learned.state == WeightState.LEARNED
    assert learned.evidence is not None
    assert learned.evidence["lists"] == 60
    assert learned.evidence["low"] > 0
    assert learned.values["reistijd"] > 2 * DEFAULT_WEIGHTS.share("reistijd")
    assert min(learned.values.values()) >= 0
    assert queries.active(session, "AM01") == DEFAULT_WEIGHTS
    taken = service.propose(
        session,
        ProposeWeights(values=command(**learned.values).values, reason="Neem over.", based_on=learned.id),
        actor=officer,
    )
    assert (taken.origin, taken.evidence) == (Origin.LEARNED, learned.evidence)
    with pytest.raises(OtherPersonNeeded):
        service.approve(session, taken.id, actor=officer)
    service.approve(session, taken.id, actor=somebody(session, Role.ADMINISTRATOR))
    assert queries.active(session, "AM01").version == f"regio-{taken.number}"


def test_choices_without_a_pattern_give_no_suggestion(session: Session, officer: Actor, lists: Lists) -> None:
    rng = np.random.default_rng(8)
    for _ in range(60):
        lists.introduced(lists.shown(rng.random((10, 8))), int(rng.integers(1, 11)))
    with pytest.raises(NothingBetter):
        service.learn(session, actor=officer)
    assert session.scalars(select(WeightVersion)).all() == []


def test_too_little_is_refused(session: Session, officer: Actor, lists: Lists) -> None:
    decide(lists, 10, 2)
    with pytest.raises(TooLittleDecided) as caught:
        service.learn(session, actor=officer)
    assert "Er zijn 10 lijsten en 10 voordrachten" in caught.value.message


def test_the_database_refuses_one_person_alone(session: Session, officer: Actor) -> None:
    made = service.propose(session, command(beroep=1), actor=officer)
    alone = {"state": WeightState.ACTIVE.value, "decided_by_id": officer.user_id}
    with pytest.raises(IntegrityError, match="second_person"), session.begin_nested():
        session.execute(update(WeightVersion).where(WeightVersion.id == made.id).values(alone))


def test_one_version_is_in_use(session: Session, officer: Actor) -> None:
    other = somebody(session, Role.ADMINISTRATOR)
    for weights in ({"beroep": 1}, {"reistijd": 1}):
        service.approve(session, service.propose(session, command(**weights), actor=officer).id, actor=other)
    states = session.scalars(select(WeightVersion.state).order_by(WeightVersion.number)).all()
    assert states == [WeightState.REPLACED, WeightState.ACTIVE]
    with pytest.raises(SameWeights):
        service.propose(session, command(reistijd=50), actor=officer)
    with pytest.raises(NotAllowed):
        service.propose(session, command(beroep=1), actor=Actor(user_id=None, region_id="AM01", organisation_id=None))


def test_the_order_of_criteria_is_the_engines_own(session: Session, officer: Actor) -> None:
    made = service.propose(session, command(wachttijd=1, beroep=2, reistijd=3), actor=officer)
    service.approve(session, made.id, actor=somebody(session, Role.ADMINISTRATOR))
    session.expire_all()
    assert list(queries.active(session, "AM01").values) == list(SOFT_CRITERIA)
    assert isinstance(queries.active(session, "AM01"), Weights)


@pytest.mark.rule("I4", "I7")
def test_a_replay_equals_the_original_after_weights_and_people_changed(
    session: Session, officer: Actor, manager: Actor
) -> None:
    people = [candidates.matchable(session, hours_max=26 + n, motivation=None) for n in range(8)]
    vacancy = vacancies.vacancy(session, manager, adaptable_hours=True)
    found = shortlists.rank_for_vacancy(session, manager, vacancy.id)
    shown = [(row.candidate_id, row.score) for row in found.ranking.ranked]
    made = service.propose(session, command(reistijd=9, versheid=1), actor=officer)
    service.approve(session, made.id, actor=somebody(session, Role.ADMINISTRATOR))
    for person in session.scalars(select(Candidate).where(Candidate.id.in_([each.id for each in people]))):
        person.hours_max, person.hours_min, person.language_nl, person.waiting_since = 40, 4, 0, None
    vacancy.title, vacancy.hours_max = "Heel ander werk", 40
    session.flush()
    old = replaying.old_list(session, manager, found.run_id)
    assert old.same is True
    ranked = [line for line in old.lines if not line.excluded]
    assert [(str(line.candidate_id), line.points) for line in ranked] == [(key, 100 * score) for key, score in shown]
    assert all(line.same for line in old.lines)
    assert any("Nu gelden de gewichten regio-1" in text for text in old.differences)
    now = shortlists.rank_for_vacancy(session, manager, vacancy.id)
    assert now.run_id != found.run_id
    assert now.ranking.weights_version == "regio-1"


def test_what_is_kept_tells_nothing_of_a_person_beyond_the_row(session: Session, manager: Actor) -> None:
    person = candidates.matchable(session, profile_text="Kan goed met geheimschrift overweg")
    vacancy = vacancies.vacancy(session, manager, description="Bel mevrouw Geheimstra")
    for_vacancy = shortlists.rank_for_vacancy(session, manager, vacancy.id)
    for_person = shortlists.rank_for_candidate(session, manager, person.id)
    kept = session.scalars(select(ShortlistRun).where(ShortlistRun.id.in_([for_vacancy.run_id, for_person.run_id])))
    for run in kept:
        assert "eheim" not in str(run.query)
        assert not {"lat", "lon", "pc4", "notes"} & set(run.query) or run.vacancy_id
        assert set(run.settings["held"]) == {"law", "policy", "reference"}
