"""R13: whatever people do in whatever order, placements stay true; checked against a plain model in Python."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import ClassVar

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.candidates import factories as candidates
from tests.placements import world as worlds
from tests.placements.conftest import TODAY
from wsp.banenafspraak import queries as banenafspraak
from wsp.candidates.enums import SharingPurpose
from wsp.foundation import clock
from wsp.foundation.errors import DomainError
from wsp.foundation.versions import known
from wsp.placements import queries, service
from wsp.placements.commands import ChangeTerms, EndPlacement, MoveIntroduction
from wsp.placements.enums import (
    CLOSED,
    NAMED_STATES,
    PATH,
    TAKES_PLACE,
    ClosingReason,
    EndReason,
    IntroductionState,
    PlacementKind,
    PlacementState,
)
from wsp.placements.models import Introduction, Placement, PlacementTerms
from wsp.placements.rules import FULL_WEEK
from wsp.vacancies.enums import VacancyState

PEOPLE = 3
PLACES = 2
HOURS = st.sampled_from([Decimal(12), Decimal(20), Decimal("25.5"), Decimal(38)])
WHO = st.integers(0, PEOPLE - 1)


class LifeCycle(RuleBasedStateMachine):
    """Three people, one vacancy with two places, one employer in the market."""

    session: Session
    seen: ClassVar[set[str]] = set()
    """In which ways somebody was placed, over all runs: the machine must get that far."""

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = self.session.begin_nested()
        self.world = worlds.build(self.session, places=PLACES)
        self.people = [self.world.person(agreed=False) for _ in range(PEOPLE)]
        for person in self.people:
            candidates.agreement(self.session, person, SharingPurpose.ANONYMOUS)
        # The model: what should be true, in plain Python.
        self.agreed: set[int] = set()
        self.hours: dict[int, dict[int, Decimal]] = {who: {} for who in range(PEOPLE)}
        self.placed_with_agreement = True

    def teardown(self) -> None:
        try:
            self.the_quota_is_the_sum_of_its_parts()
        finally:
            self.savepoint.rollback()

    @rule(who=WHO)
    def agree_to_the_name(self, who: int) -> None:
        if who not in self.agreed:
            candidates.agreement(
                self.session, self.people[who], SharingPurpose.NAMED, employer_id=self.world.employer.id
            )
            self.agreed.add(who)

    @rule(who=WHO)
    def introduce(self, who: int) -> None:
        with self._attempt():
            self.world.introduce(self.people[who])

    @rule(who=WHO)
    def client_manager_agrees(self, who: int) -> None:
        for introduction in self._introductions(who):
            with self._attempt():
                self.world.agree(introduction)

    @rule(who=WHO, state=st.sampled_from(IntroductionState))
    def move(self, who: int, state: IntroductionState) -> None:
        for introduction in self._introductions(who):
            command = MoveIntroduction(
                introduction.id,
                state,
                reason=ClosingReason.HOURS,
                appointment_at=clock.now() + timedelta(days=1),
            )
            with self._attempt():
                service.move_introduction(self.session, command, actor=self.world.account_manager)

    @rule(who=WHO, steps=st.integers(4, len(PATH)), asked=st.booleans())
    def go_on(self, who: int, steps: int, *, asked: bool) -> None:
        if asked:
            self.agree_to_the_name(who)
        self.introduce(who)
        self.client_manager_agrees(who)
        for introduction in self._introductions(who):
            for before, after in list(pairwise(PATH[:-1]))[:steps]:
                if introduction.state == before:
                    with self._attempt():
                        self.world.move(introduction, after, appointment_at=clock.now() + timedelta(days=1))

    @rule(who=WHO, hours=HOURS, from_introduction=st.booleans())
    def place(self, who: int, hours: Decimal, *, from_introduction: bool) -> None:
        running = [each for each in self._introductions(who) if each.state not in CLOSED]
        introduction = running[0] if running and from_introduction else None
        with self._attempt():
            made = self.world.place(
                introduction,
                candidate_id=self.people[who].id,
                vacancy_id=self.world.vacancy.id,
                hours_per_week=hours,
                starts_on=TODAY,
                ends_on=None,
            )
            self.placed_with_agreement &= who in self.agreed
            self.hours[who][made.number] = hours
            type(self).seen.add("voordracht" if introduction else "los")

    @precondition(lambda self: any(self.hours.values()))
    @rule(who=WHO, hours=HOURS)
    def change_hours(self, who: int, hours: Decimal) -> None:
        for placement in self._running(who):
            command = ChangeTerms(
                placement_id=placement.id,
                valid_from=TODAY,
                kind=PlacementKind.EMPLOYMENT,
                hours_per_week=hours,
                full_week_hours=Decimal(38),
                wage_month=Decimal(1900),
            )
            with self._attempt():
                service.change_terms(self.session, command, actor=self.world.account_manager)
                self.hours[who][placement.number] = hours

    @precondition(lambda self: any(self.hours.values()))
    @rule(who=WHO, reason=st.sampled_from([EndReason.NEVER_STARTED, EndReason.EMPLOYEE_STOPS]), reopen=st.booleans())
    def end(self, who: int, reason: EndReason, *, reopen: bool) -> None:
        for placement in self._running(who):
            command = EndPlacement(placement.id, TODAY, reason, reopen_vacancy=reopen)
            service.end_placement(self.session, command, actor=self.world.account_manager)
            if reason is EndReason.NEVER_STARTED:
                del self.hours[who][placement.number]

    @invariant()
    def nobody_is_placed_without_agreement(self) -> None:
        assert self.placed_with_agreement

    @invariant()
    def places_are_never_given_twice(self) -> None:
        taken = self.session.scalar(
            select(func.count()).where(
                Placement.vacancy_id == self.world.vacancy.id, Placement.state.in_(sorted(TAKES_PLACE))
            )
        )
        assert taken is not None
        assert taken <= PLACES
        assert queries.free_places(self.session, [self.world.vacancy.id])[self.world.vacancy.id] == PLACES - taken
        if taken == PLACES:
            assert self.world.vacancy.state == VacancyState.FILLED

    @invariant()
    def nobody_works_more_than_a_full_week_without_a_reason(self) -> None:
        for who in range(PEOPLE):
            running = {placement.number for placement in self._running(who)}
            assert sum(hours for number, hours in self.hours[who].items() if number in running) <= FULL_WEEK

    @invariant()
    def a_placement_stands_on_an_introduction_that_got_there(self) -> None:
        rows = self.session.execute(
            select(Introduction.state, Introduction.agreed_at).where(
                Introduction.id.in_(select(Placement.introduction_id).where(Placement.introduction_id.is_not(None)))
            )
        )
        assert all(state == IntroductionState.HIRED and agreed is not None for state, agreed in rows)
        shown = self.session.scalars(
            select(Introduction.agreed_at).where(Introduction.state.in_(sorted(NAMED_STATES)))
        ).all()
        assert all(agreed is not None for agreed in shown)

    @invariant()
    def terms_say_what_the_model_says(self) -> None:
        total = self.session.scalar(
            select(func.coalesce(func.sum(PlacementTerms.hours_per_week), 0)).where(known(PlacementTerms, on=TODAY))
        )
        assert total == sum(sum(hours.values()) for hours in self.hours.values())

    def the_quota_is_the_sum_of_its_parts(self) -> None:
        counted = banenafspraak.report(self.session, "AM01", on=TODAY)
        parts = [line for line in counted.sectors if line.sector is not None]
        whole = next(line for line in counted.sectors if line.sector is None)
        assert whole.contract_hours == sum(line.contract_hours for line in parts)
        assert whole.contract_hours == sum(sum(hours.values()) for hours in self.hours.values())
        assert whole.jobs == sum(line.jobs for line in parts)
        assert whole.persons == sum(1 for hours in self.hours.values() if hours)

    @contextmanager
    def _attempt(self) -> Iterator[None]:
        """What is refused is undone, as a request does."""
        with suppress(DomainError), self.session.begin_nested():
            yield

    def _introductions(self, who: int) -> list[Introduction]:
        return list(
            self.session.scalars(
                select(Introduction)
                .where(Introduction.candidate_id == self.people[who].id)
                .order_by(Introduction.created_at.desc(), Introduction.id)
            )
        )

    def _running(self, who: int) -> list[Placement]:
        return list(
            self.session.scalars(
                select(Placement)
                .where(Placement.candidate_id == self.people[who].id, Placement.state != PlacementState.ENDED.value)
                .order_by(Placement.number)
            )
        )


@pytest.fixture
def still() -> Iterator[date]:
    """The clock stands still."""
    with clock.frozen(TODAY):
        yield TODAY


@pytest.mark.rule("R13")
def test_placements_stay_true_whatever_people_do(session: Session, still: date) -> None:
    LifeCycle.session = session

    run_state_machine_as_test(
        LifeCycle,
        settings=settings(
            max_examples=25,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert LifeCycle.seen == {"voordracht", "los"}
