"""Who may use which list. Who stands on it is decided per candidate, by `candidates.policy.listed`."""

from sqlalchemy import ColumnElement, and_, false, or_

from wsp.accounts.permissions import Permission
from wsp.foundation.actor import Actor
from wsp.lists.enums import Sharing
from wsp.lists.errors import ListNotYours
from wsp.lists.models import OwnList


def own(actor: Actor) -> ColumnElement[bool]:
    """Filter: the lists of this person, for the organisation of now."""
    if actor.user_id is None or actor.organisation_id is None or not actor.may(Permission.CANDIDATE_READ):
        return false()
    return and_(
        OwnList.region_id == actor.region_id,
        OwnList.user_id == actor.user_id,
        OwnList.organisation_id == actor.organisation_id,
    )


def readable(actor: Actor) -> ColumnElement[bool]:
    """Filter: the own lists, and those that colleagues of the region share and use."""
    if actor.user_id is None or actor.organisation_id is None or not actor.may(Permission.CANDIDATE_READ):
        return false()
    shared = and_(
        OwnList.region_id == actor.region_id,
        OwnList.sharing != Sharing.NOBODY.value,
        OwnList.archived_at.is_(None),
    )
    return or_(own(actor), shared)


def keepable(actor: Actor) -> ColumnElement[bool]:
    """Filter, as `may_keep`: the lists on which the actor may put people."""
    together = OwnList.sharing == Sharing.TOGETHER.value
    return and_(readable(actor), OwnList.archived_at.is_(None), or_(own(actor), together))


def owns(actor: Actor, row: OwnList) -> bool:
    """Tell whether this is the actor's own list."""
    return (row.user_id, row.organisation_id) == (actor.user_id, actor.organisation_id)


def may_keep(actor: Actor, row: OwnList) -> bool:
    """Tell whether the actor may put people on this list and take them off."""
    return row.archived_at is None and (owns(actor, row) or row.sharing == Sharing.TOGETHER.value)


def check_owns(actor: Actor, row: OwnList) -> None:
    """Refuse a colleague with whom the list is shared.

    Raises:
        ListNotYours: only the owner may do this.

    """
    if not owns(actor, row):
        raise ListNotYours
