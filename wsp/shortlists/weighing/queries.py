"""Which weights a region ranks with, and the versions that there were."""

import uuid
from collections.abc import Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from matching.ranking import Ranker
from matching.types import DEFAULT_WEIGHTS, SOFT_CRITERIA, Weights
from wsp.foundation import editions
from wsp.foundation.actor import Actor
from wsp.foundation.editions import Kind
from wsp.shortlists.language import occupations
from wsp.shortlists.models import WeightVersion
from wsp.shortlists.weighing.enums import WeightState
from wsp.shortlists.weighing.errors import WeightsNotFound

SHOWN: Final = 30


def active(session: Session, region: str) -> Weights:
    """The weights that a region approved last; the product's own until it did. Kept in the process."""

    def load() -> Weights:
        row = session.scalars(
            select(WeightVersion).where(
                WeightVersion.region_id == region, WeightVersion.state == WeightState.ACTIVE.value
            )
        ).one_or_none()
        return DEFAULT_WEIGHTS if row is None else weights(row)

    return editions.kept(session, Kind.WEIGHTS, region, load)


def ranker(session: Session, region: str) -> Ranker:
    """The one way in which a region ranks: its own weights, and how near occupations are."""
    return Ranker(weights=active(session, region), occupations=occupations(session))


def weights(row: WeightVersion) -> Weights:
    """A version as the engine takes it, criteria always in the same order."""
    return Weights(
        version=name(row), values={code: float(row.values[code]) for code in SOFT_CRITERIA if code in row.values}
    )


def name(row: WeightVersion) -> str:
    """How a version is called on screens and with every ranking."""
    return f"regio-{row.number}"


def versions(session: Session, actor: Actor) -> Sequence[WeightVersion]:
    """The last versions, newest first."""
    return session.scalars(
        select(WeightVersion)
        .where(WeightVersion.region_id == actor.region_id)
        .order_by(WeightVersion.number.desc())
        .limit(SHOWN)
    ).all()


def version(session: Session, actor: Actor, version_id: uuid.UUID) -> WeightVersion:
    """One version.

    Raises:
        WeightsNotFound: there is none in the actor's region.

    """
    row = session.scalars(
        select(WeightVersion).where(WeightVersion.region_id == actor.region_id, WeightVersion.id == version_id)
    ).one_or_none()
    if row is None:
        raise WeightsNotFound
    return row
