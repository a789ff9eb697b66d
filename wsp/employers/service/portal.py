"""Let an employer into the portal, and out again: a decision of staff."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.accounts import service as accounts
from wsp.accounts.commands import InvitePerson, SetPersonRole
from wsp.accounts.models import User
from wsp.accounts.permissions import Permission
from wsp.accounts.service.users import AddedUser
from wsp.audit import service as audit
from wsp.employers.commands import InviteContact
from wsp.employers.errors import NotInPortal
from wsp.employers.models import Business, Employer, PortalLink
from wsp.employers.service.loading import SUBJECT, locked
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.errors import NotAllowed


def invite_contact(session: Session, command: InviteContact, *, actor: Actor) -> AddedUser:
    """Invite somebody of an employer; the first one also lets the employer into the portal.

    Raises:
        NotAllowed: the actor does not invite employers.
        EmployerNotFound: the employer is not in the region.
        InvalidInput: see `accounts.service.invite_person`.

    """
    _check_may_invite(actor)
    employer = locked(session, actor, command.employer_id)
    link = _link(session, employer) or open_portal(session, employer, actor=actor)
    person = InvitePerson(command.name, command.email, command.role, command.phone)
    return accounts.invite_person(session, person, organisation_id=link.organisation_id, actor=actor)


def open_portal(
    session: Session, employer: Employer, *, actor: Actor, organisation_id: uuid.UUID | None = None
) -> PortalLink:
    """Give an employer its organisation: the one it had before, or a new one.

    `organisation_id` is one that speaks for another employer of the same group.
    """
    _check_may_invite(actor)
    organisation_id = organisation_id or _former(session, employer)
    if organisation_id is None:
        made = accounts.make_employer_organisation(
            session, employer.name, kvk_number=_kvk(session, employer), actor=actor
        )
        organisation_id = made.id
    link = PortalLink(
        region_id=actor.region_id,
        employer_id=employer.id,
        organisation_id=organisation_id,
        made_by_id=actor.user_id,
    )
    session.add(link)
    session.flush()
    audit.record(
        session,
        actor,
        "employer.portal_opened",
        subject=(SUBJECT, employer.id),
        after={"organisation": organisation_id},
    )
    return link


def set_contact_role(session: Session, employer_id: uuid.UUID, command: SetPersonRole, *, actor: Actor) -> User:
    """Change or end the access of one person of an employer.

    Raises:
        NotAllowed, EmployerNotFound: as `invite_contact`.
        NotInPortal: the employer has no organisation in the portal.
        NotFound: nobody of this employer.

    """
    _check_may_invite(actor)
    link = _running_link(session, locked(session, actor, employer_id))
    return accounts.set_person_role(session, command, organisation_id=link.organisation_id, actor=actor)


def close_portal(session: Session, employer_id: uuid.UUID, *, actor: Actor) -> None:
    """End the access to an employer's records; people whose organisation speaks for nobody else are logged out.

    Raises:
        NotAllowed, EmployerNotFound: as `invite_contact`.
        NotInPortal: the employer has no organisation in the portal.

    """
    _check_may_invite(actor)
    employer = locked(session, actor, employer_id)
    link = _running_link(session, employer)
    link.ended_at = clock.now()
    session.flush()
    others = session.scalars(
        select(PortalLink.id)
        .where(
            PortalLink.region_id == actor.region_id,
            PortalLink.organisation_id == link.organisation_id,
            PortalLink.ended_at.is_(None),
        )
        .limit(1)
    ).one_or_none()
    people = 0 if others else accounts.end_access(session, link.organisation_id, actor=actor)
    audit.record(session, actor, "employer.portal_closed", subject=(SUBJECT, employer.id), after={"people": people})
    session.flush()


def _check_may_invite(actor: Actor) -> None:
    if not actor.may(Permission.EMPLOYER_INVITE):
        raise NotAllowed("Alleen een accountmanager geeft een werkgever toegang. Vraag het aan de accountmanager.")


def _kvk(session: Session, employer: Employer) -> str | None:
    return session.scalar(select(Business.kvk_number).where(Business.id == employer.business_id))


def _link(session: Session, employer: Employer) -> PortalLink | None:
    return session.scalars(
        select(PortalLink).where(
            PortalLink.region_id == employer.region_id,
            PortalLink.employer_id == employer.id,
            PortalLink.ended_at.is_(None),
        )
    ).one_or_none()


def _former(session: Session, employer: Employer) -> uuid.UUID | None:
    return session.scalars(
        select(PortalLink.organisation_id)
        .where(PortalLink.region_id == employer.region_id, PortalLink.employer_id == employer.id)
        .order_by(PortalLink.created_at.desc(), PortalLink.id)
        .limit(1)
    ).one_or_none()


def _running_link(session: Session, employer: Employer) -> PortalLink:
    found = _link(session, employer)
    if found is None:
        raise NotInPortal
    return found
