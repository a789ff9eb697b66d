"""For which obligations a placement counts, for its own page: one column of the statement that reads the placement."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ScalarSelect, func, select

from wsp.accounts.permissions import Permission
from wsp.foundation.actor import Actor
from wsp.placements.models import Placement
from wsp.placements.social_return.models import SocialReturnObligation, SocialReturnPlacement


@dataclass(frozen=True)
class CountsFor:
    """An obligation for which days of a placement count; neither group nor amount is in it."""

    obligation_id: uuid.UUID
    contract: str


def counted_for() -> ScalarSelect[Any]:
    """As a column beside `Placement`: id and contract of each obligation, in order of the first day that counts."""
    return (
        select(
            func.jsonb_agg(
                func.jsonb_build_array(SocialReturnObligation.id, SocialReturnObligation.contract)
            ).aggregate_order_by(SocialReturnPlacement.starts_on, SocialReturnPlacement.id)
        )
        .select_from(SocialReturnPlacement)
        .join(
            SocialReturnObligation,
            (SocialReturnObligation.region_id == SocialReturnPlacement.region_id)
            & (SocialReturnObligation.id == SocialReturnPlacement.obligation_id),
        )
        .where(
            SocialReturnPlacement.region_id == Placement.region_id,
            SocialReturnPlacement.placement_id == Placement.id,
            SocialReturnPlacement.withdrawn_at.is_(None),
        )
        .correlate(Placement)
        .scalar_subquery()
    )


def read(actor: Actor, found: Sequence[Sequence[str]] | None) -> tuple[CountsFor, ...]:
    """What that column holds, each obligation once; nothing for who may not open an obligation."""
    if not found or not actor.may(Permission.PLACEMENT_EDIT):
        return ()
    return tuple(CountsFor(uuid.UUID(key), contract) for key, contract in dict.fromkeys(map(tuple, found)))
