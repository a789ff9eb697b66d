"""What happens to a placement after it was made: other terms, a measurement, the calendar, the end."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from sqlalchemy import func, select

from tests.placements.world import World
from wsp.foundation import clock
from wsp.foundation.errors import Conflict
from wsp.foundation.versions import known
from wsp.placements import queries, service
from wsp.placements.commands import (
    ChangeTerms,
    EndPlacement,
    ExtendContract,
    MoveInstrument,
    RecordMeasuredLoonwaarde,
    SetInstrumentFacts,
)
from wsp.placements.enums import EndReason, InstrumentState, PlacementKind, PlacementState
from wsp.placements.errors import InvalidPlacement, PlacementNotFound, PlacementOver
from wsp.placements.models import InstrumentDecision, Placement
from wsp.placements.queries import PlacementFilter
from wsp.vacancies.enums import VacancyState
from wsp.worklist.models import Task

START = date(2026, 8, 3)
LKS, NO_RISK, JOBCOACHING = range(3)


@pytest.fixture
def placement(world: World) -> Placement:
    """Somebody starts on 3 August 2026 for a year, with a forfait."""
    return world.place(world.named(), starts_on=START, ends_on=date(2027, 8, 2))


def change(world: World, placement: Placement, **given: object) -> None:
    values: dict[str, object] = {
        "placement_id": placement.id,
        "valid_from": date(2026, 10, 1),
        "kind": PlacementKind.EMPLOYMENT,
        "hours_per_week": Decimal(32),
        "full_week_hours": Decimal(38),
        "wage_month": Decimal(2135),
    }
    service.change_terms(world.session, ChangeTerms(**(values | given)), actor=world.account_manager)  # type: ignore[arg-type]  # built from keyword arguments; the dataclass checks them


def lks(world: World, placement: Placement) -> list[tuple[date, date, Decimal | None]]:
    rows = queries.attached(world.session, placement.id)[LKS].decisions
    return [(row.valid_from, row.valid_until, row.amount_month) for row in rows]  # type: ignore[misc]  # a tuple of known length


def open_kinds(world: World, placement: Placement) -> set[str]:
    rows = world.session.scalars(select(Task.kind).where(Task.subject_id == placement.id, Task.done_at.is_(None)))
    return set(rows)


def test_more_hours_give_more_subsidy_from_that_day(world: World, placement: Placement) -> None:
    change(world, placement)

    parts = lks(world, placement)
    assert parts[0] == (START, date(2026, 9, 30), Decimal("1212.20"))
    assert parts[1][0] == date(2026, 10, 1)
    # 32 instead of 28 hours.
    assert parts[1][2] == Decimal("1385.37")
    history = queries.history(world.session, placement)
    assert [(version.start, version.hours) for version in history.terms] == [
        (START, Decimal(28)),
        (date(2026, 10, 1), Decimal(32)),
    ]


def test_what_was_known_before_a_correction_stays_readable(world: World, placement: Placement) -> None:
    before = clock.now()
    with clock.frozen(before + timedelta(days=30)):
        change(world, placement, valid_from=START, hours_per_week=Decimal(24))
        now = queries.terms_versions(world.session, [placement.id])[placement.id]
        then = queries.terms_versions(world.session, [placement.id], as_known_at=before)[placement.id]

    assert [version.hours for version in now] == [Decimal(24)]
    assert [version.hours for version in then] == [Decimal(28)]


def test_a_correction_leaves_later_changes_alone(world: World, placement: Placement) -> None:
    change(world, placement)
    change(world, placement, valid_from=START, hours_per_week=Decimal(20), wage_month=Decimal(1400))

    history = queries.history(world.session, placement)
    assert [(version.start, version.hours) for version in history.terms] == [
        (START, Decimal(20)),
        (date(2026, 10, 1), Decimal(32)),
    ]


def test_assessing_again_changes_nothing(world: World, placement: Placement) -> None:
    count = select(func.count()).select_from(InstrumentDecision)
    before = world.session.scalar(count)

    service.assess_instruments(world.session, placement.id, actor=world.account_manager)

    assert world.session.scalar(count) == before


def test_a_measurement_takes_the_place_of_the_forfait(world: World, placement: Placement) -> None:
    with clock.frozen(date(2026, 12, 1)):
        command = RecordMeasuredLoonwaarde(placement.id, 60, date(2026, 11, 16), "Proef Deskundige")
        service.record_measured_loonwaarde(world.session, command, actor=world.account_manager)
        parts = lks(world, placement)
        tasks = open_kinds(world, placement)

    assert parts[0] == (START, date(2026, 11, 15), Decimal("1212.20"))
    assert parts[1][0] == date(2026, 11, 16)
    # 40 % of 2.337,00 × 1,08 for 28 of 36 hours, with 23,5 %.
    assert parts[1][2] == Decimal("969.76")
    assert parts[-1][1] == date(2027, 8, 2), "no gap after the forfait any more"
    assert "meting-plannen" not in tasks


@pytest.mark.parametrize(
    ("percentage", "measured_on", "expert", "field"),
    [
        (101, date(2026, 8, 10), "Proef Deskundige", "percentage"),
        (60, date(2026, 8, 10), " ", "expert"),
        (60, date(2026, 7, 1), "Proef Deskundige", "measured_on"),
        (60, date(2027, 1, 1), "Proef Deskundige", "measured_on"),
    ],
)
def test_a_measurement_that_cannot_be(
    world: World, placement: Placement, percentage: int, measured_on: date, expert: str, field: str
) -> None:
    with clock.frozen(date(2026, 9, 1)), pytest.raises(InvalidPlacement) as refused:
        service.record_measured_loonwaarde(
            world.session,
            RecordMeasuredLoonwaarde(placement.id, percentage, measured_on, expert),
            actor=world.account_manager,
        )
    assert list(refused.value.fields) == [field]


def test_a_trial_becomes_an_employment_and_then_gets_its_subsidy(world: World) -> None:
    trial = world.place(kind=PlacementKind.TRIAL, wage_month=None, starts_on=date(2026, 8, 1), ends_on=None)
    assert PlacementState(trial.state) is PlacementState.TRIAL

    with clock.frozen(date(2026, 10, 1)):
        change(world, trial, hours_per_week=Decimal(28), wage_month=Decimal(1868))
        first = lks(world, trial)[0]

    assert PlacementState(trial.state) is PlacementState.RUNNING
    assert first[0] == date(2026, 10, 1)


def test_answers_to_open_questions_are_taken_up(world: World) -> None:
    placement = world.place(in_doelgroep_lks=None, forfaitair=None, starts_on=START)
    assert queries.attached(world.session, placement.id)[LKS].decisions[0].verdict == "unknown"

    command = SetInstrumentFacts(placement_id=placement.id, in_doelgroep_lks=True, forfaitair=True)
    service.set_instrument_facts(world.session, command, actor=world.account_manager)

    assert queries.attached(world.session, placement.id)[LKS].decisions[0].verdict == "eligible"


def test_an_applied_instrument_no_longer_asks_to_apply(world: World, placement: Placement) -> None:
    assert "aanvraag-doen" in open_kinds(world, placement)
    for state in (InstrumentState.APPLIED, InstrumentState.GRANTED, InstrumentState.RUNNING):
        command = MoveInstrument(placement.id, "loonkostensubsidie", state)
        service.move_instrument(world.session, command, actor=world.account_manager)

    assert "aanvraag-doen" not in open_kinds(world, placement)
    with pytest.raises(Conflict):
        service.move_instrument(
            world.session,
            MoveInstrument(placement.id, "loonkostensubsidie", InstrumentState.REFUSED),
            actor=world.account_manager,
        )


def test_a_longer_contract_moves_its_end_everywhere(world: World, placement: Placement) -> None:
    service.extend_contract(world.session, ExtendContract(placement.id, date(2028, 2, 2)), actor=world.account_manager)

    assert queries.history(world.session, placement).terms[-1].last == date(2028, 2, 2)
    due = world.session.scalars(
        select(Task.due_on).where(
            Task.subject_id == placement.id, Task.kind == "contract-loopt-af", Task.done_at.is_(None)
        )
    ).all()
    assert due == [date(2028, 2, 2)]


def test_a_contract_becomes_permanent_or_shorter(world: World, placement: Placement) -> None:
    service.extend_contract(world.session, ExtendContract(placement.id, None), actor=world.account_manager)
    assert queries.history(world.session, placement).terms[-1].last is None
    assert "contract-loopt-af" not in open_kinds(world, placement)

    service.extend_contract(
        world.session, ExtendContract(placement.id, date(2026, 12, 31)), actor=world.account_manager
    )
    assert queries.history(world.session, placement).terms[-1].last == date(2026, 12, 31)
    assert lks(world, placement)[-1][1] == date(2026, 12, 31)


def test_the_end_frees_the_place_and_closes_what_ran(world: World, placement: Placement) -> None:
    with clock.frozen(date(2026, 9, 15)):
        world.vacancy.closes_on = date(2026, 12, 1)
        command = EndPlacement(placement.id, date(2026, 9, 14), EndReason.EMPLOYEE_STOPS, "Belde zelf af.")
        service.end_placement(world.session, command, actor=world.account_manager)

    assert world.vacancy.state == VacancyState.OPEN
    assert queries.free_places(world.session, [world.vacancy.id])[world.vacancy.id] == 1
    assert open_kinds(world, placement) == set()
    assert lks(world, placement) == [(START, date(2026, 9, 14), Decimal("1212.20"))]
    states = {each.row.state for each in queries.attached(world.session, placement.id)}
    assert states == {InstrumentState.ENDED.value}
    follow_up = world.session.scalars(select(Task).where(Task.key == f"plaatsing:{placement.id}:uitval")).one()
    assert follow_up.assigned_to_id == world.candidate.client_manager_id


def test_a_vacancy_past_its_closing_day_waits_for_a_person(world: World, placement: Placement) -> None:
    with clock.frozen(date(2026, 12, 15)):
        command = EndPlacement(placement.id, date(2026, 12, 14), EndReason.EMPLOYER_STOPS)
        service.end_placement(world.session, command, actor=world.account_manager)

    assert world.vacancy.state == VacancyState.FILLED
    task = world.session.scalars(select(Task).where(Task.key == f"plaatsing:{placement.id}:heropenen")).one()
    assert (task.subject_kind, task.subject_id) == ("vacature", world.vacancy.id)


def test_who_never_started_worked_no_day(world: World, placement: Placement) -> None:
    command = EndPlacement(placement.id, START, EndReason.NEVER_STARTED)
    service.end_placement(world.session, command, actor=world.account_manager)

    assert queries.history(world.session, placement).terms == ()
    rows = world.session.scalars(select(InstrumentDecision).where(known(InstrumentDecision))).all()
    assert rows == []


def test_nothing_changes_after_the_end(world: World, placement: Placement) -> None:
    service.end_placement(
        world.session, EndPlacement(placement.id, START, EndReason.OTHER_WORK), actor=world.account_manager
    )

    with pytest.raises(PlacementOver):
        change(world, placement)
    with pytest.raises(PlacementOver):
        service.end_placement(
            world.session, EndPlacement(placement.id, START, EndReason.OTHER_WORK), actor=world.account_manager
        )


@pytest.mark.parametrize("day", [START - timedelta(days=1), date(2027, 8, 3)])
def test_the_last_day_lies_inside_the_contract(world: World, placement: Placement, day: date) -> None:
    with pytest.raises(InvalidPlacement):
        service.end_placement(
            world.session, EndPlacement(placement.id, day, EndReason.EMPLOYER_STOPS), actor=world.account_manager
        )


def test_the_calendar_starts_lasts_and_ends_a_placement(world: World, placement: Placement) -> None:
    seen = []
    for day in (START, date(2027, 7, 1), date(2027, 8, 2), date(2027, 8, 3)):
        with clock.frozen(day):
            service.advance_placements(world.session, actor=world.account_manager)
            seen.append(placement.state)
    assert seen == ["lopend", "lopend", "lopend", "beeindigd"]
    assert (placement.ended_on, placement.end_reason) == (date(2027, 8, 2), "contract-afgelopen")


def test_a_year_of_paid_work_is_durable(world: World) -> None:
    placement = world.place(starts_on=START, ends_on=None)

    with clock.frozen(date(2027, 8, 3)):
        assert service.advance_placements(world.session, actor=world.account_manager) == 1
        assert service.advance_placements(world.session, actor=world.account_manager) == 0

    assert PlacementState(placement.state) is PlacementState.DURABLE


def test_history_that_is_over_is_recorded_as_over(world: World) -> None:
    placement = world.place(starts_on=date(2025, 1, 6), ends_on=date(2025, 12, 31))

    assert PlacementState(placement.state) is PlacementState.ENDED
    assert open_kinds(world, placement) == set()
    found = lks(world, placement)
    assert found[0][0] == date(2025, 1, 6)
    assert all(left[1] < right[0] for left, right in pairwise(found))


def test_the_months_add_up_to_the_cent(world: World, placement: Placement) -> None:
    months = queries.attached(world.session, placement.id)[LKS].months(date(2026, 8, 1), 14)

    assert months[0].month == date(2026, 8, 1)
    # 29 of 31 days of August.
    assert months[0].amount == Decimal("1133.99")
    assert [row.amount for row in months[1:6]] == [Decimal("1212.20")] * 5
    assert months[6].amount is None, "from 3 February on nothing is known"
    assert months[-1].month == date(2027, 8, 1)


def test_the_list_finds_by_number_employer_and_instrument(world: World, placement: Placement) -> None:
    def total(**wanted: object) -> int:
        found = queries.list_placements(world.session, world.account_manager, PlacementFilter(**wanted))  # type: ignore[arg-type]  # built from keyword arguments; the dataclass checks them
        return found.total

    assert total(text=f"P-{placement.number}") == 1
    assert total(text=f"k-{world.candidate.number}") == 1
    assert total(text=world.employer.name) == 1
    assert total(text="plaatsing") == 0, "never by name"
    assert total(instrument="loonkostensubsidie") == 1
    assert total(kind=PlacementKind.TRIAL) == 0
    assert total(running=True) == 1
    assert total(ends_within_days=90) == 0
    assert total(ends_within_days=400) == 1


def test_the_card_holds_everything_and_others_see_nothing(world: World, placement: Placement) -> None:
    from tests.accounts import factories as accounts
    from wsp.accounts.permissions import Role

    card = queries.placement_card(world.session, world.account_manager, placement.id)
    assert card.person is not None
    assert card.person.name == "Proef Plaatsing"
    assert card.vacancy is world.vacancy
    assert len(card.instruments) == 3

    elsewhere = accounts.organisation(world.session, "Gemeente Elders")
    stranger = accounts.actor(world.session, Role.CLIENT_MANAGER, of=elsewhere)
    with pytest.raises(PlacementNotFound):
        queries.placement_card(world.session, stranger, placement.id)
