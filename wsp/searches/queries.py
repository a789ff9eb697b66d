"""Reads of this room: only one's own searches, in the region and for the organisation of now."""

import uuid
from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, false, select
from sqlalchemy.orm import Session

from wsp.foundation.actor import Actor
from wsp.searches.enums import NEEDS, ListKind
from wsp.searches.errors import SearchNotFound
from wsp.searches.models import SavedSearch


def mine(session: Session, actor: Actor, kind: ListKind | None = None) -> Sequence[SavedSearch]:
    """Return the searches of this person by name, of one list or of all that may be read."""
    kinds = [each.value for each in ([kind] if kind else ListKind) if actor.may(NEEDS[each])]
    asked = select(SavedSearch).where(_own(actor), SavedSearch.kind.in_(kinds))
    return session.scalars(asked.order_by(SavedSearch.kind.desc(), SavedSearch.name, SavedSearch.id)).all()


def search(session: Session, actor: Actor, search_id: uuid.UUID, *, lock: bool = False) -> SavedSearch:
    """Return one of one's own searches; with `lock` nobody else changes it until this transaction ends.

    Raises:
        SearchNotFound: for anything else, so that nobody learns that it exists.

    """
    asked = select(SavedSearch).where(_own(actor), SavedSearch.id == search_id)
    found = session.scalar(asked.with_for_update() if lock else asked)
    if found is None or not actor.may(NEEDS[ListKind(found.kind)]):
        raise SearchNotFound
    return found


def _own(actor: Actor) -> ColumnElement[bool]:
    if actor.user_id is None or actor.organisation_id is None:
        return false()
    return and_(
        SavedSearch.region_id == actor.region_id,
        SavedSearch.user_id == actor.user_id,
        SavedSearch.organisation_id == actor.organisation_id,
    )
