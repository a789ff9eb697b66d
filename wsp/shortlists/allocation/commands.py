"""What the verbs take."""

import uuid
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class RequestPlan:
    """Ask for a plan. Amounts in euros a year; a limit or floor that is not given does not hold."""

    benefit: Decimal
    """What somebody at work brings in a year, subsidy not yet taken off."""
    effort: Decimal
    """What one placement takes of time and guidance."""
    budget: Decimal | None = None
    subsidy_places: int | None = None
    coach_places: int | None = None
    per_employer: int | None = None
    per_manager: int | None = None
    register_least: int | None = None
    waiting_least: int | None = None


@dataclass(frozen=True)
class RefusePair:
    """Do not take a proposed pair, and why."""

    plan_id: uuid.UUID
    pair_id: uuid.UUID
    reason: str
    note: str | None = None
