"""The funnel of a region: how far introductions came, and within how many days half of them did."""

from datetime import date, datetime, timedelta
from statistics import median

from tests.accounts import factories as accounts
from tests.placements.world import World
from wsp.accounts.permissions import Role
from wsp.foundation import clock
from wsp.placements import queries
from wsp.placements.enums import IntroductionState
from wsp.placements.models import Introduction, IntroductionStep

S = IntroductionState
SINCE, UNTIL = date(2026, 1, 1), date(2026, 12, 31)
MADE = datetime(2026, 3, 2, 9, tzinfo=clock.AMSTERDAM)


def _introduction(world: World, *steps: tuple[int, IntroductionState], made: datetime = MADE) -> None:
    """An introduction with each step so many days after it was made."""
    row = Introduction(
        region_id=world.account_manager.region_id,
        vacancy_id=world.vacancy.id,
        candidate_id=world.person().id,
        state=steps[-1][1].value,
        state_since=made,
    )
    world.session.add(row)
    world.session.flush()
    world.session.add_all(
        IntroductionStep(
            region_id=row.region_id,
            introduction_id=row.id,
            to_state=state.value,
            created_at=made + timedelta(days=days),
        )
        for days, state in steps
    )
    world.session.flush()


def test_each_stage_counts_who_came_that_far_and_how_fast_half_did(world: World) -> None:
    _introduction(world, (0, S.CLIENT_MANAGER_ASKED), (4, S.WITHDRAWN))
    _introduction(world, (0, S.CLIENT_MANAGER_ASKED), (2, S.ANONYMOUS), (9, S.REJECTED))
    _introduction(world, (0, S.CLIENT_MANAGER_ASKED), (4, S.ANONYMOUS), (6, S.INTEREST), (30, S.EXPIRED))
    # By telephone everything went at once: who is hired passed the stages that were skipped.
    _introduction(world, (0, S.LONGLIST), (10, S.HIRED))
    found = {
        line.label: line for line in queries.funnel(world.session, world.account_manager, since=SINCE, until=UNTIL)
    }
    counts = [4, 3, 2, 1, 1, 1]
    assert [line.count for line in found.values()] == counts
    assert [line.share for line in found.values()] == [25 * count for count in counts]
    assert found["Aangeboden aan de werkgever"].days == median([2, 4, 10])
    assert found["Werkgever heeft belangstelling"].days == median([6, 10])
    assert found["Aangenomen"].days == 10


def test_only_introductions_of_the_period_and_the_region_count(world: World) -> None:
    first, last = datetime(2026, 1, 1, tzinfo=clock.AMSTERDAM), datetime(2026, 12, 31, 23, 59, tzinfo=clock.AMSTERDAM)
    for made in (first, last, first - timedelta(seconds=1), last + timedelta(minutes=1)):
        _introduction(world, (0, S.LONGLIST), made=made)
    found = queries.funnel(world.session, world.account_manager, since=SINCE, until=UNTIL)
    assert found[0].count == 2
    assert (found[-1].count, found[-1].days) == (0, None)
    elsewhere = accounts.actor(world.session, Role.POLICY_OFFICER, region="AM14")
    nothing = queries.funnel(world.session, elsewhere, since=SINCE, until=UNTIL)
    assert [(line.count, line.share) for line in nothing] == [(0, 0.0)] * len(queries.STAGES)
