"""Two people let the same placement count for two contracts at the same moment. On committed rows."""

import threading
import uuid
from datetime import date

import pytest
from sqlalchemy import func, select

from tests.placements import world as worlds
from tests.placements.social_return import factories
from wsp.foundation import db
from wsp.foundation.actor import Actor
from wsp.instruments.enums import SocialReturnGroup
from wsp.placements.enums import PlacementKind
from wsp.placements.social_return import service
from wsp.placements.social_return.commands import BookPlacement
from wsp.placements.social_return.errors import CountedAlready
from wsp.placements.social_return.models import SocialReturnPlacement
from wsp.settings import Settings

TRIES = 10
REGION = "AM01"


@pytest.fixture
def made(committed: Settings) -> tuple[Actor, uuid.UUID, tuple[uuid.UUID, uuid.UUID]]:
    """Who books, a placement, and two contracts of its employer."""
    del committed
    with db.unit_of_work(REGION) as session:
        world = worlds.build(session)
        placed = world.place(kind=PlacementKind.TRIAL, wage_month=None, starts_on=date(2026, 1, 5), ends_on=None)
        two = (factories.obligation(session, world).id, factories.obligation(session, world, contract="Tweede").id)
        return world.account_manager, placed.id, two


def test_one_of_two_is_refused(made: tuple[Actor, uuid.UUID, tuple[uuid.UUID, uuid.UUID]]) -> None:
    actor, placement_id, both = made
    for _ in range(TRIES):
        outcomes: list[str] = []
        gate = threading.Barrier(len(both))

        def run(obligation_id: uuid.UUID, gate: threading.Barrier = gate, outcomes: list[str] = outcomes) -> None:
            command = BookPlacement(placement_id=placement_id, target_group=SocialReturnGroup.OTHER)
            gate.wait()
            try:
                with db.unit_of_work(REGION) as session:
                    service.book_placement(session, obligation_id, command, actor=actor)
                outcomes.append("geboekt")
            except CountedAlready as refused:
                outcomes.append(refused.code)

        threads = [threading.Thread(target=run, args=(each,)) for each in both]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=30)
        assert sorted(outcomes) == ["geboekt", "social-return-telt-al"]
        with db.unit_of_work(REGION) as session:
            counts = SocialReturnPlacement.withdrawn_at.is_(None)
            line = session.scalars(select(SocialReturnPlacement).where(counts)).one()
            service.withdraw(session, line.obligation_id, line.id, actor=actor)
    with db.unit_of_work(REGION) as session:
        assert session.scalar(select(func.count()).select_from(SocialReturnPlacement)) == TRIES
