"""Who sees which employers: everybody in the region who may read employers at all sees all of them.

An employer has no controller of its own (design decision 7, inner wall): the municipalities of a region share them.
People of an employer see none of this: `own_ids` names the employers for which their organisation speaks, and every
room above filters what it shows them by it.
"""

import uuid

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, false, select, true

from wsp.accounts.permissions import Permission
from wsp.employers.models import Employer, EmployerMessage, PortalLink
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


def may_read_site(actor: Actor, employer_id: SQLColumnExpression[uuid.UUID]) -> ColumnElement[bool]:
    """As `may_read`, for establishments: an employer may choose from its own."""
    return true() if actor.may(Permission.EMPLOYER_READ) else employer_id.in_(own_ids(actor))


def own_ids(actor: Actor) -> Select[uuid.UUID]:
    """Ids of the employers for which the actor's organisation speaks in the portal; none for everybody else."""
    found = select(PortalLink.employer_id).where(
        PortalLink.region_id == actor.region_id,
        PortalLink.organisation_id == actor.organisation_id,
        PortalLink.ended_at.is_(None),
    )
    return found if actor.may(Permission.PORTAL_READ) and actor.organisation_id is not None else found.where(false())


def visible_messages(actor: Actor) -> ColumnElement[bool]:
    """Messages between an employer and the WSP that this actor may read: the own ones, or all of them for staff."""
    if actor.may(Permission.EMPLOYER_CONTACT):
        return EmployerMessage.region_id == actor.region_id
    return and_(EmployerMessage.region_id == actor.region_id, EmployerMessage.employer_id.in_(own_ids(actor)))
