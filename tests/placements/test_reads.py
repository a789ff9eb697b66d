"""R14: lists and cards ask the database as often for one row as for many."""

import pytest

from tests.placements.world import World
from tests.statements import counted
from wsp.foundation.db import Database
from wsp.placements import queries
from wsp.placements.queries import IntroductionFilter, PlacementFilter


def _statements(world: World, database: Database) -> dict[str, int]:
    actor, session = world.account_manager, world.session
    found = {}
    for name, read in (
        ("voordrachten", lambda: queries.list_introductions(session, actor, IntroductionFilter(running=False))),
        ("plaatsingen", lambda: queries.list_placements(session, actor, PlacementFilter())),
        ("export", lambda: queries.all_placements(session, actor, PlacementFilter())),
    ):
        session.flush()
        session.expire_all()
        with counted(database) as seen:
            read()
        found[name] = len(seen)
    return found


@pytest.mark.rule("R14")
def test_lists_do_not_ask_more_when_there_is_more(world: World, database: Database) -> None:
    world.vacancy.places = 20
    world.place(world.named())
    few = _statements(world, database)

    for _ in range(6):
        world.place(world.named(world.person()))
    many = _statements(world, database)

    assert many == few
    assert max(many.values()) <= 12, many


@pytest.mark.rule("R14")
def test_a_card_asks_a_bounded_number_of_times(world: World, database: Database) -> None:
    introduction = world.named()
    placement = world.place(introduction)
    world.session.flush()
    world.session.expire_all()

    with counted(database) as seen:
        queries.placement_card(world.session, world.account_manager, placement.id)
    assert len(seen) <= 26, len(seen)
    with counted(database) as seen:
        queries.introduction_card(world.session, world.account_manager, introduction.id)
    assert len(seen) <= 14, len(seen)
