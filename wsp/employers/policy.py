"""Who sees which employers: everybody in the region who may read employers at all sees all of them.

An employer has no controller of its own (design decision 7, inner wall): the municipalities of a region share them.
"""

from sqlalchemy import ColumnElement, and_, false

from wsp.accounts.permissions import Permission
from wsp.employers.models import Employer
from wsp.foundation.actor import Actor


def visible(actor: Actor) -> ColumnElement[bool]:
    """Employers that this actor may read."""
    if not actor.may(Permission.EMPLOYER_READ):
        return false()
    return and_(Employer.region_id == actor.region_id)
