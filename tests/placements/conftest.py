"""The world of a placement, on the rolled-back database, on a day whose law is known."""

from collections.abc import Iterator
from datetime import date
from typing import Final

import pytest
from sqlalchemy.orm import Session

from tests.placements import world as worlds
from tests.placements.world import World
from wsp.foundation import clock

TODAY: Final = date(2026, 8, 1)


@pytest.fixture
def world(session: Session) -> Iterator[World]:
    """A vacancy with one place, and a candidate who agreed to everything; the clock stands still."""
    with clock.frozen(TODAY):
        yield worlds.build(session)
