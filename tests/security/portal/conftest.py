"""The marked world, and the web's clients."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from tests.security.portal.planting import Planted, plant
from tests.web.conftest import StrictClient


@pytest.fixture
def planted(session: Session, client_as: Callable[..., StrictClient]) -> Planted:
    """The marked world."""
    return plant(session, client_as)
