"""From a trial to an employment without typing twice, a job that goes on after its end, and a wage per hour."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.placements.world import World
from wsp.foundation import clock
from wsp.placements import queries, rules, service
from wsp.placements.commands import (
    BeginEmployment,
    ChangeTerms,
    EndPlacement,
    ExtendContract,
    MoveInstrument,
    ResumePlacement,
)
from wsp.placements.enums import EndReason, InstrumentState, PlacementKind, PlacementState
from wsp.placements.errors import InvalidPlacement, NothingToResume, NoTrial, PlaceTaken, TooManyHours
from wsp.placements.models import Placement
from wsp.vacancies.enums import VacancyState

LKS = "loonkostensubsidie"
TRIAL_ENDS = date(2026, 9, 30)


@pytest.fixture
def trial(world: World) -> Placement:
    """Two months on trial from 1 August 2026."""
    return world.place(
        kind=PlacementKind.TRIAL, wage_month=None, starts_on=date(2026, 8, 1), ends_on=TRIAL_ENDS, forfaitair=None
    )


def employ(world: World, placement: Placement, **given: object) -> Placement:
    values: dict[str, object] = {
        "placement_id": placement.id,
        "starts_on": date(2026, 10, 1),
        "ends_on": date(2027, 9, 30),
        "kind": PlacementKind.EMPLOYMENT,
        "hours_per_week": Decimal(28),
        "full_week_hours": Decimal(38),
        "wage_month": Decimal(1868),
        "forfaitair": True,
    }
    return service.begin_employment(world.session, BeginEmployment(**(values | given)), actor=world.account_manager)  # type: ignore[arg-type]  # built from keyword arguments; the dataclass checks them


def lks(world: World, placement: Placement) -> list[tuple[date | None, date | None, Decimal | None]]:
    rows = next(each for each in queries.attached(world.session, placement.id) if each.row.code == LKS).decisions
    return [(row.valid_from, row.valid_until, row.amount_month) for row in rows]


def test_terms_last_day_and_answers_in_one_step(world: World, trial: Placement) -> None:
    employ(world, trial)
    history = queries.history(world.session, trial)
    assert [(each.start, each.last, each.kind, each.wage) for each in history.terms] == [
        (date(2026, 8, 1), TRIAL_ENDS, PlacementKind.TRIAL, None),
        (date(2026, 10, 1), date(2027, 9, 30), PlacementKind.EMPLOYMENT, Decimal(1868)),
    ]
    assert (trial.ends_on, trial.forfaitair, trial.state) == (date(2027, 9, 30), True, "proefplaatsing")
    # 2.337,00 × 1,08 × 50 % × 28/36 × 1,235; for six months, since the wage of 2027 is not known yet.
    assert lks(world, trial)[0] == (date(2026, 10, 1), date(2027, 3, 31), Decimal("1212.20"))


def test_an_earlier_start_shortens_the_trial(world: World, trial: Placement) -> None:
    employ(world, trial, starts_on=date(2026, 9, 1))
    assert queries.history(world.session, trial).terms[0].last == date(2026, 8, 31)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"starts_on": date(2026, 10, 2)}, "starts_on"),
        ({"starts_on": date(2026, 8, 1)}, "starts_on"),
        ({"ends_on": date(2026, 9, 30)}, "ends_on"),
        ({"wage_month": None}, "wage_month"),
        ({"wage_month": Decimal(1868), "wage_hour": Decimal(15)}, "wage_hour"),
        ({"kind": PlacementKind.WITH_BENEFIT, "wage_month": None}, "kind"),
    ],
)
def test_an_employment_that_cannot_follow(world: World, trial: Placement, given: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidPlacement) as refused:
        employ(world, trial, **given)
    assert list(refused.value.fields) == [field]


def test_there_must_be_a_trial(world: World) -> None:
    with pytest.raises(NoTrial):
        employ(world, world.place(starts_on=date(2026, 8, 3)))


def test_a_wage_per_hour_gives_the_wage_per_month(world: World, trial: Placement) -> None:
    employ(world, trial, wage_month=None, wage_hour=Decimal("14.99"))
    terms = queries.history(world.session, trial).terms[-1]
    # 14,99 × 28 × 52 / 12 = 1.818,7866…
    assert (terms.wage_hour, terms.wage) == (Decimal("14.99"), Decimal("1818.79"))


def test_a_change_back_in_time_says_what_is_to_be_settled(world: World) -> None:
    placement = world.place(starts_on=date(2026, 8, 3), ends_on=date(2027, 8, 2))
    command = ChangeTerms(
        placement_id=placement.id, valid_from=date(2026, 9, 1), kind=PlacementKind.EMPLOYMENT,
        hours_per_week=Decimal(32), full_week_hours=Decimal(38), wage_month=Decimal(2135),
    )  # fmt: skip
    with clock.frozen(date(2026, 11, 10)):
        seen = service.preview_change(world.session, command, actor=world.account_manager)
        before = lks(world, placement)
        assert [(each.month.month, each.difference) for each in seen.change.settled] == [
            # 1.385,37 instead of 1.212,20.
            (9, Decimal("173.17")), (10, Decimal("173.17")), (11, Decimal("173.17")),
        ]  # fmt: skip
        assert seen.change.total == Decimal("519.51")
        assert seen.change.ahead is not None
        assert seen.change.ahead.month == date(2026, 12, 1)
        assert lks(world, placement) == before, "nothing was written"
        service.change_terms(world.session, command, actor=world.account_manager)
    assert [(part.start, part.last, part.assessment.amount_per_month) for part in seen.parts] == lks(world, placement)


def test_a_shorter_contract_costs_the_months_after_it(world: World) -> None:
    placement = world.place(starts_on=date(2026, 8, 3), ends_on=None)
    with clock.frozen(date(2026, 9, 10)):
        seen = service.preview_change(
            world.session, ExtendContract(placement.id, date(2026, 9, 30)), actor=world.account_manager
        )
    assert seen.change.settled == ()
    assert seen.change.ahead is not None
    assert (seen.change.ahead.month, seen.change.ahead.after) == (date(2026, 10, 1), Decimal(0))


def ended(world: World, *, from_vacancy: bool = False) -> Placement:
    """Somebody whose contract stopped on 31 October, with a subsidy that ran."""
    introduction = world.named() if from_vacancy else None
    placement = world.place(introduction, starts_on=date(2026, 8, 3), ends_on=date(2026, 10, 31))
    for state in (InstrumentState.APPLIED, InstrumentState.GRANTED, InstrumentState.RUNNING):
        service.move_instrument(world.session, MoveInstrument(placement.id, LKS, state), actor=world.account_manager)
    with clock.frozen(date(2026, 11, 1)):
        service.advance_placements(world.session, actor=world.account_manager)
    assert placement.state == PlacementState.ENDED.value
    return placement


def resume(world: World, placement: Placement, on: date, **given: object) -> Placement:
    command = ResumePlacement(placement_id=placement.id, resumes_on=on, reason="Toch verlengd.", **given)  # type: ignore[arg-type]  # built from keyword arguments; the dataclass checks them
    with clock.frozen(date(2026, 11, 20)):
        return service.resume_placement(world.session, command, actor=world.account_manager)


def state_of(world: World, placement: Placement) -> str:
    return next(each.row.state for each in queries.attached(world.session, placement.id) if each.row.code == LKS)


def test_a_job_that_goes_on_the_next_day_keeps_its_subsidy(world: World) -> None:
    placement = ended(world)
    resume(world, placement, date(2026, 11, 1), ends_on=date(2027, 4, 30))
    assert (placement.state, placement.ended_on, placement.end_reason) == ("lopend", None, None)
    assert state_of(world, placement) == "lopend"
    # The forfait goes on to the end of its six months, as if nothing had happened.
    assert [row[:2] for row in lks(world, placement)][-1] == (date(2027, 2, 3), date(2027, 4, 30))
    lived = [(each.what, each.from_state, each.to_state) for each in queries.steps(world.session, placement.id)]
    assert ("plaatsing", "beeindigd", "lopend") in lived
    assert (LKS, "beeindigd", "lopend") in lived


def test_after_a_gap_it_is_asked_for_again_and_has_no_second_forfait(world: World) -> None:
    placement = ended(world)
    resume(world, placement, date(2026, 11, 16))
    assert state_of(world, placement) == "te-beoordelen"
    assert lks(world, placement) == [
        (date(2026, 8, 3), date(2026, 10, 31), Decimal("1212.20")),
        (date(2026, 11, 16), None, None),
    ]
    facts = rules.facts_on(queries.history(world.session, placement), date(2026, 12, 1))
    assert (facts.starts_on, facts.forfait_before) == (date(2026, 11, 16), True)


def test_the_place_in_the_vacancy_is_taken_again(world: World) -> None:
    world.vacancy.closes_on = date(2027, 1, 1)
    placement = ended(world, from_vacancy=True)
    resume(world, placement, date(2026, 11, 1))
    assert world.vacancy.state == VacancyState.FILLED


def test_a_place_that_was_given_away_is_not_taken_back(world: World) -> None:
    placement = world.place(world.named(), starts_on=date(2026, 8, 3), ends_on=None)
    with clock.frozen(date(2026, 8, 20)):
        world.vacancy.closes_on = date(2027, 1, 1)
        service.end_placement(
            world.session, EndPlacement(placement.id, date(2026, 8, 19), EndReason.EMPLOYEE_STOPS),
            actor=world.account_manager,
        )  # fmt: skip
        world.place(world.named(world.person()), starts_on=date(2026, 9, 1))
    with pytest.raises(PlaceTaken):
        resume(world, placement, date(2026, 11, 20))


@pytest.mark.parametrize("day", [date(2026, 10, 31), date(2029, 1, 1)])
def test_a_day_on_which_it_cannot_go_on(world: World, day: date) -> None:
    with pytest.raises(InvalidPlacement) as refused:
        resume(world, ended(world), day)
    assert list(refused.value.fields) == ["resumes_on"]


def test_what_never_ended_or_never_started_does_not_go_on(world: World) -> None:
    running = world.place(starts_on=date(2026, 8, 3))
    with pytest.raises(NothingToResume):
        resume(world, running, date(2026, 11, 1))
    service.end_placement(
        world.session, EndPlacement(running.id, date(2026, 8, 3), EndReason.NEVER_STARTED), actor=world.account_manager
    )
    with pytest.raises(NothingToResume):
        resume(world, running, date(2026, 11, 1))


def test_hours_over_all_jobs_are_counted_again(world: World) -> None:
    placement = ended(world)
    with clock.frozen(date(2026, 11, 5)):
        world.place(hours_per_week=Decimal(20), starts_on=date(2026, 11, 9), function_title="Gastheer")
    with pytest.raises(TooManyHours):
        resume(world, placement, date(2026, 11, 16))
    assert resume(world, placement, date(2026, 11, 16), hours_reason="Tijdelijk.").hours_reason == "Tijdelijk."


def test_an_employer_may_bring_somebody(world: World) -> None:
    assert world.place(found_by_employer=True, starts_on=date(2026, 8, 3)).found_by_employer
    other = world.person()
    with pytest.raises(InvalidPlacement) as refused:
        world.place(world.named(other), found_by_employer=True)
    assert list(refused.value.fields) == ["found_by_employer"]


def test_states_have_the_day_on_which_they_were_reached(world: World) -> None:
    placement = world.place(starts_on=date(2026, 8, 3), ends_on=None)
    with clock.frozen(date(2027, 8, 20)):
        service.advance_placements(world.session, actor=world.account_manager)
    lived = [(each.to_state, each.happened_on, each.by is None) for each in queries.steps(world.session, placement.id)]
    assert lived == [
        ("gepland", date(2026, 8, 1), False),
        ("lopend", date(2026, 8, 3), False),
        ("duurzaam", date(2026, 8, 3) + timedelta(days=365), False),
    ]
