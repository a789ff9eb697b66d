"""What the organisation says about the algorithm."""

from dataclasses import asdict
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.shortlists.models import AlgorithmDescription
from wsp.shortlists.oversight.commands import DescribeAlgorithm

SUBJECT: Final = "algorithm_description"


def describe(session: Session, command: DescribeAlgorithm, *, actor: Actor) -> AlgorithmDescription:
    """Keep the answers; the log holds what stood there before."""
    row = description(session, actor.region_id, lock=True)
    if row is None:
        row = AlgorithmDescription(region_id=actor.region_id, **asdict(DescribeAlgorithm()))
        session.add(row)
    told = asdict(command)
    before = {name: getattr(row, name) for name in told}
    changed = {name for name, value in told.items() if before[name] != value}
    for name in changed:
        setattr(row, name, told[name])
    row.edited_by_id, row.edited_at = actor.user_id, clock.now()
    session.flush()
    audit.record(
        session, actor, "algorithm.described", subject=(SUBJECT, row.id),
        before={name: before[name] for name in sorted(changed)}, after={name: told[name] for name in sorted(changed)},
    )  # fmt: skip
    return row


def description(session: Session, region: str, *, lock: bool = False) -> AlgorithmDescription | None:
    """What the organisation said; None until it said anything."""
    statement = select(AlgorithmDescription).where(AlgorithmDescription.region_id == region)
    return session.scalars(statement.with_for_update() if lock else statement).one_or_none()
