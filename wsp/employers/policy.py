"""Who sees which employers: everybody in the region who may read employers at all sees all of them.

An employer has no controller of its own (design decision 7, inner wall): the municipalities of a region share them.
"""

from sqlalchemy import ColumnElement, and_, false, true

from wsp.accounts.permissions import Permission
from wsp.employers.models import Employer
from wsp.foundation.actor import Actor


def visible(actor: Actor) -> ColumnElement[bool]:
    """Employers that this actor may read."""
    if not actor.may(Permission.EMPLOYER_READ):
        return false()
    return here(actor)


def here(actor: Actor) -> ColumnElement[bool]:
    """Employers of the actor's region, without those that turned out to be another one (`duplicates`)."""
    return and_(Employer.region_id == actor.region_id, Employer.merged_into_id.is_(None))


def may_read(actor: Actor) -> ColumnElement[bool]:
    """As a condition on the parts of an employer (establishments, contact persons, contact moments)."""
    return true() if actor.may(Permission.EMPLOYER_READ) else false()
