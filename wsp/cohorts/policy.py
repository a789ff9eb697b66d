"""Who may use which group: everybody in the region who guides candidates reads them all, each with the own people.

Who is in a group is decided per candidate, by `candidates.policy.listed`.
"""

from sqlalchemy import ColumnElement, false

from wsp.accounts.permissions import Permission
from wsp.cohorts.errors import CohortNotYours
from wsp.cohorts.models import Cohort
from wsp.foundation.actor import Actor


def readable(actor: Actor) -> ColumnElement[bool]:
    """Filter: the groups of the region, for who may see candidates."""
    return Cohort.region_id == actor.region_id if actor.may(Permission.CANDIDATE_READ) else false()


def may_keep(actor: Actor, row: Cohort) -> bool:
    """Tell whether the actor may change the group itself."""
    return actor.user_id is not None and row.organisation_id == actor.organisation_id


def check_keeps(actor: Actor, row: Cohort) -> None:
    """Refuse who works for another organisation.

    Raises:
        CohortNotYours: says whom to ask.

    """
    if not may_keep(actor, row):
        raise CohortNotYours
