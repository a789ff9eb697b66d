"""One placement from its first day to its last, every amount against a calculation by hand.

The wages per month: 2.245,80 from 1 July 2025, 2.294,40 from 1 January 2026, 2.337,00 from 1 July 2026; holiday pay
8 %, charges 23,5 %, a week of 36 hours (shared facts of law, sections 1 and 3). Somebody of 35 works 28 hours.
"""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from sqlalchemy.orm import Session

from tests.placements import world as worlds
from tests.placements.world import World
from wsp.foundation import clock
from wsp.instruments.loonwaarde import MainTask
from wsp.placements import queries, service
from wsp.placements.commands import BeginEmployment, EndPlacement, MoveInstrument, RecordMeasuredLoonwaarde
from wsp.placements.enums import EndReason, InstrumentState, PlacementKind, PlacementState
from wsp.placements.models import InstrumentStep, Placement

LKS = "loonkostensubsidie"
TRIAL = date(2025, 7, 1)
PAID = date(2025, 9, 1)
MEASURED = date(2025, 11, 10)
HIGHER = date(2026, 9, 1)
LAST = date(2026, 10, 31)
FORFAIT = Decimal("1164.90")
"""2.245,80 × 1,08 = 2.425,464; half of it 1.212,732; × 28/36 = 943,236; × 1,235 = 1.164,896."""
FORFAIT_IN_2026 = Decimal("1190.11")
"""Half of 2.477,952 = 1.238,976; × 28/36 = 963,648; × 1,235 = 1.190,1053."""
AT_55 = Decimal("1048.41")
"""45 % of 2.425,464 = 1.091,4588; × 28/36 = 848,9124; × 1,235 = 1.048,4068."""
AT_55_IN_2026 = Decimal("1071.09")
"""2.294,40 × 1,08 = 2.477,952; 45 % = 1.115,0784; × 28/36 = 867,2832; × 1,235 = 1.071,0948."""
AT_70 = Decimal("714.06")
"""30 % of 2.477,952 = 743,3856; × 28/36 = 578,1888; × 1,235 = 714,0632: the rise of 1 July 2026 does not count."""


def lks(world: World, placement: Placement) -> list[tuple[date | None, date | None, Decimal | None]]:
    found = next(each for each in queries.attached(world.session, placement.id) if each.row.code == LKS)
    return [(row.valid_from, row.valid_until, row.amount_month) for row in found.decisions]


def task(name: str, share: int, tempo: int, quality: int, net_time: int) -> MainTask:
    given = (Decimal(each) for each in (share, tempo, quality, net_time))
    share_, tempo_, quality_, net_time_ = given
    return MainTask(name=name, share=share_, tempo=tempo_, quality=quality_, net_time=net_time_)


@pytest.fixture
def world(session: Session) -> World:
    """Everybody agreed on the first day of the trial."""
    with clock.frozen(TRIAL):
        return worlds.build(session)


@pytest.fixture
def placement(world: World) -> Placement:
    """A trial of two months."""
    with clock.frozen(TRIAL):
        return world.place(
            starts_on=TRIAL, ends_on=date(2025, 8, 31), kind=PlacementKind.TRIAL, wage_month=None, forfaitair=None
        )


def move(world: World, placement: Placement, state: InstrumentState, note: str | None = None) -> None:
    service.move_instrument(world.session, MoveInstrument(placement.id, LKS, state, note), actor=world.account_manager)


def test_from_trial_to_the_last_day(world: World, placement: Placement) -> None:
    session, actor = world.session, world.account_manager
    assert PlacementState(placement.state) is PlacementState.TRIAL

    with clock.frozen(date(2025, 8, 20)):
        command = BeginEmployment(
            placement_id=placement.id, starts_on=PAID, ends_on=None, kind=PlacementKind.EMPLOYMENT,
            hours_per_week=Decimal(28), full_week_hours=Decimal(38), wage_hour=Decimal("14.60"), forfaitair=True,
        )  # fmt: skip
        service.begin_employment(session, command, actor=actor)
        move(world, placement, InstrumentState.APPLIED)
        row = queries.attached(session, placement.id)[0].row
        # Five weeks after the choice to skip the measurement.
        assert (row.asked_on, row.decide_by) == (date(2025, 8, 20), date(2025, 9, 24))
    assert lks(world, placement) == [
        (PAID, date(2025, 12, 31), FORFAIT),
        (date(2026, 1, 1), date(2026, 2, 28), FORFAIT_IN_2026),
        (date(2026, 3, 1), None, None),
    ], "six months, no day more"

    with clock.frozen(PAID):
        service.advance_placements(session, actor=actor)
        assert PlacementState(placement.state) is PlacementState.RUNNING
        move(world, placement, InstrumentState.GRANTED)
        move(world, placement, InstrumentState.RUNNING)

    with clock.frozen(date(2025, 11, 20)):
        # 60 % × 0,7 × 0,9 × 1 = 37,8; 40 % × 0,5 × 1 × 0,86 = 17,2: together 55 %.
        tasks = (task("Orders verzamelen", 60, 70, 90, 100), task("Inpakken", 40, 50, 100, 86))
        measured = RecordMeasuredLoonwaarde(placement.id, None, MEASURED, "Proef Deskundige", tasks=tasks)
        seen = service.preview_change(session, measured, actor=actor)
        assert seen.counted is not None
        assert seen.counted.percentage == 55
        # Nine days of November: 9/30 of 1.164,8965 = 349,47; the rest of 1.048,41 after 9/30 of it (314,52): 733,89.
        [november] = seen.change.settled
        assert (november.before, november.after) == (FORFAIT, Decimal("1083.36"))
        assert seen.change.total == Decimal("-81.54")
        made = service.record_measured_loonwaarde(session, measured, actor=actor)
        assert (made.percentage, made.exact, made.basis) == (55, Decimal("55.0000"), "hoofdtaken")
    assert lks(world, placement) == [
        (PAID, date(2025, 11, 9), FORFAIT),
        (MEASURED, date(2025, 12, 31), AT_55),
        (date(2026, 1, 1), None, AT_55_IN_2026),
    ]

    with clock.frozen(date(2026, 9, 4)):
        higher = RecordMeasuredLoonwaarde(placement.id, 70, HIGHER, "Proef Deskundige", visited_on=HIGHER)
        service.record_measured_loonwaarde(session, higher, actor=actor)
        service.advance_placements(session, actor=actor)
        assert PlacementState(placement.state) is PlacementState.DURABLE
    with clock.frozen(date(2026, 10, 20)):
        service.end_placement(
            session, EndPlacement(placement.id, LAST, EndReason.OTHER_WORK, reopen_vacancy=False), actor=actor
        )
    assert lks(world, placement) == [
        (PAID, date(2025, 11, 9), FORFAIT),
        (MEASURED, date(2025, 12, 31), AT_55),
        (date(2026, 1, 1), date(2026, 8, 31), AT_55_IN_2026),
        (HIGHER, LAST, AT_70),
    ]
    months = queries.attached(session, placement.id)[0].months(PAID, 14)
    assert [each.amount for each in months] == [
        *[FORFAIT] * 2, Decimal("1083.36"), AT_55, *[AT_55_IN_2026] * 8, *[AT_70] * 2
    ]  # fmt: skip

    lived = [(each.what, each.to_state, each.happened_on) for each in queries.steps(session, placement.id)]
    assert lived == [
        ("plaatsing", "proefplaatsing", TRIAL),
        (LKS, "aangevraagd", date(2025, 8, 20)),
        ("plaatsing", "lopend", PAID),
        (LKS, "toegekend", PAID),
        (LKS, "lopend", PAID),
        ("plaatsing", "duurzaam", HIGHER),
        ("plaatsing", "beeindigd", LAST),
        ("jobcoaching", "beeindigd", LAST),
        (LKS, "beeindigd", LAST),
        ("no-risk", "beeindigd", LAST),
    ]


def test_steps_recorded_at_one_moment_keep_their_turn(world: World) -> None:
    with clock.frozen(TRIAL):
        placement = world.place(starts_on=PAID, forfaitair=True)
    path = [InstrumentState.TO_ASSESS, InstrumentState.APPLIED, InstrumentState.GRANTED, InstrumentState.RUNNING]
    row = next(each.row for each in queries.attached(world.session, placement.id) if each.row.code == LKS)
    with clock.frozen(PAID):
        for before, after in reversed(list(pairwise(path))):
            world.session.add(
                InstrumentStep(
                    region_id=row.region_id, placement_instrument_id=row.id, happened_on=PAID,
                    from_state=before.value, to_state=after.value,
                )
            )  # fmt: skip
            world.session.flush()
    lived = [each.to_state for each in queries.steps(world.session, placement.id) if each.what == LKS]
    assert lived == [state.value for state in path[1:]]
