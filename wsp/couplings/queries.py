"""Reads of this room."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.accounts.permissions import Permission
from wsp.couplings.errors import CouplingNotFound
from wsp.couplings.models import Coupling
from wsp.foundation.actor import Actor


def couplings(session: Session, actor: Actor) -> Sequence[Coupling]:
    """The couplings of the region, those that work first, then by name; nothing for who does not manage them."""
    if not actor.may(Permission.COUPLING_MANAGE):
        return []
    return session.scalars(
        select(Coupling)
        .where(Coupling.region_id == actor.region_id)
        .order_by(Coupling.withdrawn_at.is_not(None), Coupling.ends_on.desc(), Coupling.name, Coupling.id)
    ).all()


def coupling(session: Session, actor: Actor, coupling_id: uuid.UUID, *, lock: bool = False) -> Coupling:
    """One coupling; `lock` holds it until the transaction ends.

    Raises:
        CouplingNotFound: there is none for this actor.

    """
    asked = select(Coupling).where(Coupling.region_id == actor.region_id, Coupling.id == coupling_id)
    found = session.scalars(asked.with_for_update() if lock else asked).one_or_none()
    if found is None or not actor.may(Permission.COUPLING_MANAGE):
        raise CouplingNotFound
    return found
