"""The world of payments, on the rolled-back database, in the middle of a subsidy."""

from collections.abc import Iterator
from datetime import date
from typing import Final

import pytest
from sqlalchemy.orm import Session

from tests.payments import world as worlds
from tests.payments.world import Paying
from wsp.foundation import clock

TODAY: Final = date(2026, 8, 3)


@pytest.fixture
def paying(session: Session) -> Iterator[Paying]:
    """A placement of some months ago; the clock stands still."""
    with clock.frozen(TODAY):
        yield worlds.build(session)
