"""The loonwaarde of a placement: counted from main tasks or taken from a report, corrected, of this job only."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from tests.placements.world import World
from wsp.foundation import clock
from wsp.foundation.versions import known
from wsp.instruments.loonwaarde import LoonwaardeKind, MainTask
from wsp.placements import queries, service
from wsp.placements.commands import RecordMeasuredLoonwaarde
from wsp.placements.errors import InvalidPlacement
from wsp.placements.models import LoonwaardeTask, Placement, PlacementLoonwaarde
from wsp.placements.queries.placements import placement_card

START = date(2026, 8, 3)
TODAY = date(2026, 12, 1)
LKS = "loonkostensubsidie"


@pytest.fixture
def placement(world: World) -> Placement:
    """Somebody starts on 3 August 2026 for a year, with a forfait."""
    return world.place(world.named(), starts_on=START, ends_on=date(2027, 8, 2))


def task(share: str, tempo: str = "60", *, minutes: str | None = None, name: str = "Inpakken") -> MainTask:
    return MainTask(
        name=name,
        share=Decimal(share),
        tempo=Decimal(tempo),
        quality=Decimal(100),
        net_time=Decimal(100),
        minutes_per_day=None if minutes is None else Decimal(minutes),
    )


def record(
    world: World, placement: Placement, percentage: int | None, day: date, **given: object
) -> PlacementLoonwaarde:
    command = RecordMeasuredLoonwaarde(placement.id, percentage, day, "Proef Deskundige", **given)  # type: ignore[arg-type]  # built from keyword arguments; the dataclass checks them
    with clock.frozen(TODAY):
        return service.record_measured_loonwaarde(world.session, command, actor=world.account_manager)


def amounts(world: World, placement: Placement) -> list[tuple[date | None, Decimal | None]]:
    rows = next(each for each in queries.attached(world.session, placement.id) if each.row.code == LKS).decisions
    return [(row.valid_from, row.amount_month) for row in rows]


def measured(world: World, placement: Placement) -> list[tuple[date | None, date | None, int]]:
    rows = reversed(queries.measurements(world.session, placement.id))
    return [(row.valid_from, row.valid_until, row.percentage) for row in rows]


def test_the_percentage_is_counted_from_the_tasks_and_they_stay(world: World, placement: Placement) -> None:
    # 60 % × 0,6 + 40 % × 0,455 = 36 + 18,2 = 54,2: in whole percent 54.
    made = record(world, placement, None, date(2026, 11, 2), tasks=(task("60"), task("40", "45.5", name="Vouwen")))

    assert (made.percentage, made.exact, made.basis) == (54, Decimal("54.2000"), "hoofdtaken")
    [shown] = queries.loonwaardes(world.session, placement.id)
    assert [(each.name, each.share, each.tempo) for each in shown.tasks] == [
        ("Inpakken", Decimal("60.00"), Decimal("60.00")),
        ("Vouwen", Decimal("40.00"), Decimal("45.50")),
    ]


@pytest.mark.parametrize(
    ("tasks", "said"),
    [
        ((task("93.76"), task("6.24")), "kleiner dan"),
        ((task("60", minutes="29.5"), task("40", minutes="60")), "korter dan 30 minuten"),
        (tuple(task(share) for share in ("20", "20", "20", "20", "10", "10")), "1 tot en met 5"),
        ((task("60"), task("30")), "samen 90"),
    ],
)
def test_tasks_that_are_no_main_tasks(
    world: World, placement: Placement, tasks: tuple[MainTask, ...], said: str
) -> None:
    with pytest.raises(InvalidPlacement, match=said):
        record(world, placement, None, date(2026, 11, 2), tasks=tasks)


@pytest.mark.parametrize(
    "tasks",
    [
        (task("93.75", minutes="450"), task("6.25", minutes="30")),
        tuple(task(share) for share in ("20", "20", "20", "20", "20")),
    ],
    ids=["the smallest", "the most"],
)
def test_the_borders_of_main_tasks(world: World, placement: Placement, tasks: tuple[MainTask, ...]) -> None:
    assert record(world, placement, None, date(2026, 11, 2), tasks=tasks).percentage == 60


def test_a_report_with_only_a_percentage_says_so(world: World, placement: Placement) -> None:
    made = record(world, placement, 60, date(2026, 11, 2))
    assert (made.basis, made.exact) == ("rapport", None)
    assert world.session.scalar(select(func.count()).select_from(LoonwaardeTask)) == 0


@pytest.mark.parametrize(
    ("percentage", "tasks", "field"), [(None, (), "percentage"), (61, (task("100"),), "percentage")]
)
def test_a_percentage_is_needed_and_agrees_with_the_tasks(
    world: World, placement: Placement, percentage: int | None, tasks: tuple[MainTask, ...], field: str
) -> None:
    with pytest.raises(InvalidPlacement) as refused:
        record(world, placement, percentage, date(2026, 11, 2), tasks=tasks)
    assert list(refused.value.fields) == [field]


@pytest.mark.parametrize("kind", [LoonwaardeKind.INDICATION, LoonwaardeKind.PRAKTIJKROUTE])
def test_only_what_is_established_leads_to_an_amount(world: World, placement: Placement, kind: LoonwaardeKind) -> None:
    before = amounts(world, placement)
    record(world, placement, 40, date(2026, 9, 1), kind=kind)
    assert amounts(world, placement) == before
    assert measured(world, placement) == []
    [shown] = queries.loonwaardes(world.session, placement.id)
    assert (shown.kind, shown.row.remeasure_by) == (kind, None)


def test_an_indication_takes_no_measurement_away(world: World, placement: Placement) -> None:
    record(world, placement, 60, date(2026, 10, 1))
    record(world, placement, 45, date(2026, 11, 1), kind=LoonwaardeKind.INDICATION)
    assert measured(world, placement) == [(date(2026, 10, 1), None, 60)]


def test_a_measurement_may_count_from_before_its_report(world: World, placement: Placement) -> None:
    record(world, placement, 60, date(2026, 9, 21), valid_from=START)
    # 40 % of 2.337,00 × 1,08 for 28 of 36 hours, with 23,5 %: from the first day, and no forfait.
    assert amounts(world, placement)[0] == (START, Decimal("969.76"))


def test_each_measurement_counts_until_the_next(world: World, placement: Placement) -> None:
    record(world, placement, 70, date(2026, 11, 2))
    # Recorded later, measured earlier: it ends where the other begins.
    record(world, placement, 60, date(2026, 9, 1))
    assert measured(world, placement) == [
        (date(2026, 9, 1), date(2026, 11, 1), 60),
        (date(2026, 11, 2), None, 70),
    ]


def test_a_correction_takes_the_place_and_both_stay_readable(world: World, placement: Placement) -> None:
    first = record(world, placement, 50, date(2026, 9, 1))
    wrong = record(world, placement, 70, date(2026, 10, 5), tasks=(task("100", "70"),))
    right = record(world, placement, 65, date(2026, 10, 12), corrects=wrong.measurement_id)

    assert measured(world, placement) == [
        (date(2026, 9, 1), date(2026, 10, 11), 50),
        (date(2026, 10, 12), None, 65),
    ]
    shown = [
        (each.row.percentage, each.holds, len(each.tasks)) for each in queries.loonwaardes(world.session, placement.id)
    ]
    assert shown == [(65, True, 0), (50, True, 0), (70, False, 1)]
    assert {first.measurement_id, right.measurement_id} == {
        row.measurement_id
        for row in world.session.scalars(select(PlacementLoonwaarde).where(known(PlacementLoonwaarde)))
    }


def test_a_correction_is_counted_out_before_it_is_saved(world: World, placement: Placement) -> None:
    wrong = record(world, placement, 70, date(2026, 9, 7))
    command = RecordMeasuredLoonwaarde(
        placement.id, 65, date(2026, 10, 12), "Proef Deskundige", corrects=wrong.measurement_id
    )
    with clock.frozen(TODAY):
        seen = service.preview_change(world.session, command, actor=world.account_manager)
        service.record_measured_loonwaarde(world.session, command, actor=world.account_manager)
    # The forfait holds again until the corrected day.
    assert [(part.start, part.assessment.amount_per_month) for part in seen.parts] == amounts(world, placement)
    assert seen.history.measured_on(date(2026, 10, 11)) is None


def test_what_was_corrected_is_not_corrected_again(world: World, placement: Placement) -> None:
    wrong = record(world, placement, 70, date(2026, 10, 5))
    record(world, placement, 65, date(2026, 10, 5), corrects=wrong.measurement_id)
    with pytest.raises(InvalidPlacement, match="al verbeterd"):
        record(world, placement, 66, date(2026, 10, 5), corrects=wrong.measurement_id)


def test_measuring_again_is_planned_by_the_rule_of_the_municipality_or_as_agreed(
    world: World, placement: Placement
) -> None:
    assert record(world, placement, 60, date(2026, 9, 1)).remeasure_by is None, "the law has no fixed interval"
    agreed = record(world, placement, 62, date(2026, 10, 1), remeasure_by=date(2027, 4, 1))
    assert agreed.remeasure_by == date(2027, 4, 1)
    assert queries.history(world.session, placement).measured[-1].remeasure_by == date(2027, 4, 1)
    with pytest.raises(InvalidPlacement, match="na deze meting"):
        record(world, placement, 62, date(2026, 10, 1), remeasure_by=date(2026, 10, 1))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"visited_on": date(2026, 11, 3)}, "visited_on"),
        ({"visited_on": date(2026, 8, 2)}, "visited_on"),
        ({"valid_from": date(2026, 8, 2)}, "valid_from"),
        ({"valid_from": date(2027, 8, 3)}, "valid_from"),
    ],
)
def test_days_that_cannot_be(world: World, placement: Placement, given: dict[str, date], field: str) -> None:
    with pytest.raises(InvalidPlacement) as refused:
        record(world, placement, 60, date(2026, 11, 2), **given)
    assert list(refused.value.fields) == [field]


def test_a_loonwaarde_of_another_job_is_no_loonwaarde_here(world: World, placement: Placement) -> None:
    record(world, placement, 60, date(2026, 9, 1))
    other = world.place(
        candidate_id=world.candidate.id, function_title="Magazijnhulp", hours_per_week=Decimal(8), starts_on=START
    )
    assert queries.measurements(world.session, other.id) == []
    assert queries.history(world.session, other).measured == ()
    assert placement_card(world.session, world.account_manager, other.id).measurements == []
