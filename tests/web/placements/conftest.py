"""A whole world and the people in it, logged in."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Final

import pytest
from sqlalchemy.orm import Session

from tests.placements import world as worlds
from tests.placements.world import World
from tests.web.conftest import StrictClient
from wsp.accounts.permissions import Role
from wsp.foundation import clock

TODAY: Final = date(2026, 8, 1)


@pytest.fixture
def world(session: Session) -> Iterator[World]:
    """A vacancy with one place, and a candidate who agreed to everything; on a day whose law is known."""
    with clock.frozen(TODAY):
        yield worlds.build(session)


@pytest.fixture
def client(world: World, client_as: Callable[..., StrictClient]) -> StrictClient:
    """An account manager of the same organisation."""
    return client_as(Role.ACCOUNT_MANAGER, organisation=world.organisation)


@pytest.fixture
def as_role(world: World, client_as: Callable[..., StrictClient]) -> Callable[[Role], StrictClient]:
    """Somebody of the same organisation with this role."""
    return lambda role, **given: client_as(role, organisation=given.pop("organisation", world.organisation), **given)


@pytest.fixture
def typed() -> Callable[..., dict[str, Any]]:
    """What somebody types for a placement of 28 hours with a forfait."""

    def data(**other: str) -> dict[str, Any]:
        return {
            "function_title": "Orderpicker",
            "kind": "dienstverband",
            "starts_on": "2026-08-10",
            "ends_on": "2027-08-09",
            "hours_per_week": "28",
            "full_week_hours": "38",
            "wage_month": "1.868,00",
            "in_doelgroep_lks": "ja",
            "forfaitair": "ja",
            "supported_or_school": "",
            "needs_guidance": "ja",
        } | other

    return data
