"""The forfait: six months of the employment and no day more, and never twice for the same job."""

from datetime import date
from decimal import Decimal

import pytest

from tests.placements.world import World
from wsp.foundation import clock
from wsp.placements import queries, service
from wsp.placements.commands import EndPlacement, MoveInstrument, RecordMeasuredLoonwaarde
from wsp.placements.enums import EndReason, InstrumentState
from wsp.placements.models import InstrumentDecision, Placement

START = date(2026, 8, 3)
LAST = date(2026, 8, 31)
LKS = "loonkostensubsidie"


def decisions(world: World, placement: Placement) -> tuple[InstrumentDecision, ...]:
    return next(each for each in queries.attached(world.session, placement.id) if each.row.code == LKS).decisions


def move(world: World, placement: Placement, *states: InstrumentState) -> None:
    for state in states:
        service.move_instrument(world.session, MoveInstrument(placement.id, LKS, state), actor=world.account_manager)


def first_job(world: World, *states: InstrumentState, **given: object) -> Placement:
    """A job with a forfait that stopped on 31 August."""
    placement = world.place(starts_on=START, ends_on=None, **given)
    move(world, placement, *states)
    with clock.frozen(date(2026, 9, 1)):
        service.end_placement(
            world.session, EndPlacement(placement.id, LAST, EndReason.EMPLOYER_STOPS), actor=world.account_manager
        )
    return placement


def again(world: World, **given: object) -> Placement:
    with clock.frozen(date(2026, 9, 20)):
        return world.place(**{"starts_on": date(2026, 10, 1), "ends_on": None, **given})  # type: ignore[arg-type]  # built from keyword arguments


@pytest.mark.parametrize(
    ("start", "last"),
    [
        (date(2026, 8, 3), date(2027, 2, 2)),
        # Six months from the last day of August end with February.
        (date(2026, 8, 31), date(2027, 2, 27)),
        (date(2026, 9, 1), date(2027, 2, 28)),
    ],
)
def test_six_months_and_no_day_more(world: World, start: date, last: date) -> None:
    found = decisions(world, world.place(starts_on=start, ends_on=None))
    paid = [row for row in found if row.verdict == "eligible"]
    assert (paid[0].valid_from, paid[-1].valid_until) == (start, last)
    assert found[-1].verdict == "unknown", "then a measurement is needed"


GRANTED = (InstrumentState.APPLIED, InstrumentState.GRANTED)


@pytest.mark.parametrize("title", ["Orderpicker", " orderpicker ", "ORDERPICKER"])
def test_never_twice_for_the_same_job(world: World, title: str) -> None:
    first_job(world, *GRANTED)
    placement = again(world, function_title=title)
    assert queries.history(world.session, placement).forfait_before
    assert [row.verdict for row in decisions(world, placement)] == ["unknown"]
    steps = [step["sentence"] for step in decisions(world, placement)[0].assessment["steps"]]
    assert "Forfaitaire subsidie kan één keer voor dezelfde baan." in steps


def test_asked_for_is_not_given(world: World) -> None:
    first_job(world, InstrumentState.APPLIED)
    assert not queries.history(world.session, again(world)).forfait_before


def test_another_job_has_a_forfait_of_its_own(world: World) -> None:
    first_job(world, *GRANTED)
    placement = again(world, function_title="Magazijnhulp")
    assert decisions(world, placement)[0].verdict == "eligible"


def test_somebody_else_in_the_job_has_a_forfait_too(world: World) -> None:
    first_job(world, *GRANTED)
    placement = again(world, candidate_id=world.person().id)
    assert decisions(world, placement)[0].verdict == "eligible"


def test_measured_from_the_first_day_was_no_forfait(world: World) -> None:
    placement = world.place(starts_on=date(2026, 7, 1), ends_on=None)
    command = RecordMeasuredLoonwaarde(
        placement.id, 60, date(2026, 7, 20), "Proef Deskundige", valid_from=date(2026, 7, 1)
    )
    service.record_measured_loonwaarde(world.session, command, actor=world.account_manager)
    move(world, placement, InstrumentState.GRANTED)
    with clock.frozen(date(2026, 9, 1)):
        service.end_placement(
            world.session, EndPlacement(placement.id, LAST, EndReason.EMPLOYER_STOPS), actor=world.account_manager
        )
    assert not queries.history(world.session, again(world)).forfait_before


def test_a_later_job_hears_that_the_forfait_was_given_before(world: World) -> None:
    first = world.place(starts_on=START, ends_on=LAST)
    second = world.place(starts_on=date(2026, 9, 1), ends_on=None, hours_per_week=Decimal(12))
    assert decisions(world, second)[0].verdict == "eligible"
    move(world, first, *GRANTED)
    assert decisions(world, second)[0].verdict == "unknown"
    assert not queries.history(world.session, first).forfait_before, "the first keeps its own"


def test_the_page_before_placing_knows_it_too(world: World) -> None:
    first_job(world, *GRANTED)
    with clock.frozen(date(2026, 9, 20)):
        seen = service.preview(
            world.session, world.command(starts_on=date(2026, 10, 1), ends_on=None), actor=world.account_manager
        )
    assert seen.history.forfait_before
    assert next(part for part in seen.parts if part.code == LKS).assessment.amount_per_month is None
