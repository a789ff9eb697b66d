"""Holds: a dossier that stays past its term, with a reason and a last day."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.privacy import rules
from wsp.privacy.commands import PlaceHold
from wsp.privacy.errors import HoldNotFound
from wsp.privacy.models import RetentionHold


def place_hold(session: Session, command: PlaceHold, *, actor: Actor) -> RetentionHold:
    """Keep a dossier past its term; nothing of it is erased until the last day of the hold.

    Raises:
        InvalidInput: a last day that is past, or too far away to be looked at again.

    """
    today = clock.today()
    rules.check_hold(command.until, on=today)
    row = RetentionHold(
        region_id=actor.region_id,
        candidate_id=command.candidate_id,
        reason=command.reason,
        since=today,
        until=command.until,
        placed_by_id=actor.user_id,
    )
    session.add(row)
    session.flush()
    audit.record(
        session, actor, "privacy.hold", subject=("candidate", command.candidate_id), after={"tot": command.until}
    )
    return row


def end_hold(session: Session, hold_id: uuid.UUID, *, actor: Actor) -> RetentionHold:
    """Take a hold away before its time.

    Raises:
        HoldNotFound: there is none, or it ended.

    """
    row = session.scalars(
        select(RetentionHold)
        .where(
            RetentionHold.region_id == actor.region_id,
            RetentionHold.id == hold_id,
            RetentionHold.ended_on.is_(None),
        )
        .with_for_update()
    ).one_or_none()
    if row is None:
        raise HoldNotFound
    row.ended_on = clock.today()
    audit.record(session, actor, "privacy.hold_ended", subject=("candidate", row.candidate_id))
    session.flush()
    return row
