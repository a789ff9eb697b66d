"""Who sees and changes which vacancies: everybody in the region who may, sees all of them.

A vacancy belongs to an employer, and the municipalities of a region share those (employers.policy). A draft belongs
to who types it. Somebody of an employer sees that employer's own vacancies, through the portal only.
"""

from sqlalchemy import ColumnElement, and_, false

from wsp.accounts.permissions import Permission
from wsp.employers import policy as employers
from wsp.foundation.actor import Actor
from wsp.foundation.errors import NotAllowed
from wsp.vacancies.models import Vacancy, VacancyDraft


def visible(actor: Actor) -> ColumnElement[bool]:
    """Vacancies that this actor may read."""
    if not actor.may(Permission.VACANCY_READ):
        return false()
    return Vacancy.region_id == actor.region_id


def own_draft(actor: Actor) -> ColumnElement[bool]:
    """The draft that this actor is typing."""
    if actor.user_id is None:
        return false()
    return and_(VacancyDraft.region_id == actor.region_id, VacancyDraft.user_id == actor.user_id)


def check_may_edit(actor: Actor) -> None:
    """Refuse who may only read.

    Raises:
        NotAllowed: says whom to ask.

    """
    if not actor.may(Permission.VACANCY_EDIT):
        raise NotAllowed("Alleen een accountmanager kan een vacature wijzigen. Vraag het aan de accountmanager.")


def own(actor: Actor) -> ColumnElement[bool]:
    """Vacancies of the employers for which this actor's organisation speaks in the portal."""
    if not actor.may(Permission.PORTAL_VACANCY):
        return false()
    return and_(Vacancy.region_id == actor.region_id, Vacancy.employer_id.in_(employers.own_ids(actor)))


def check_may_draft(actor: Actor) -> None:
    """Refuse who may neither record a vacancy nor post one.

    Raises:
        NotAllowed: says whom to ask.

    """
    if not actor.may(Permission.PORTAL_VACANCY):
        check_may_edit(actor)
