"""Obligations of social return for tests, and amounts that a municipality settled."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from tests.placements.world import World
from wsp.placements.social_return import service
from wsp.placements.social_return.commands import AddObligation
from wsp.placements.social_return.models import SocialReturnObligation

TODAY = date(2026, 7, 1)


def command(world: World, **given: Any) -> AddObligation:
    """Five percent of 200.000 in 2026 and 2027."""
    values: dict[str, Any] = {
        "employer_id": world.employer.id,
        "organisation_id": world.organisation.id,
        "contract": "Groen in de wijken",
        "reference": "2026-14",
        "contract_sum": Decimal(200000),
        "percentage": Decimal(5),
        "amount": None,
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2027, 12, 31),
    }
    return AddObligation(**(values | given))


def obligation(session: Session, world: World, **given: Any) -> SocialReturnObligation:
    """One through the verb."""
    return service.add_obligation(session, command(world, **given), actor=world.account_manager)
