"""Reads about the portal: for which employers an organisation speaks, and which organisation an employer has."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.employers import policy
from wsp.employers.errors import EmployerNotFound
from wsp.employers.models import Employer, EmployerMessage, PortalLink
from wsp.foundation.actor import Actor


def employers_of(session: Session, organisation_id: uuid.UUID) -> Sequence[Employer]:
    """The employers for which this organisation speaks in the session's region, by name."""
    return session.scalars(
        select(Employer)
        .join(PortalLink, PortalLink.employer_id == Employer.id)
        .where(PortalLink.organisation_id == organisation_id, PortalLink.ended_at.is_(None))
        .order_by(Employer.sort_key, Employer.id)
    ).all()


def own_employers(session: Session, actor: Actor) -> Sequence[Employer]:
    """The employers for which the acting person's organisation speaks, by name; none for staff."""
    return session.scalars(
        select(Employer)
        .where(Employer.region_id == actor.region_id, Employer.id.in_(policy.own_ids(actor)))
        .order_by(Employer.sort_key, Employer.id)
    ).all()


def own_employer(session: Session, actor: Actor, employer_id: uuid.UUID) -> Employer:
    """One of the actor's own employers; EmployerNotFound for every other one, existing or not."""
    found = session.scalars(
        select(Employer).where(
            Employer.region_id == actor.region_id, Employer.id == employer_id, Employer.id.in_(policy.own_ids(actor))
        )
    ).one_or_none()
    if found is None:
        raise EmployerNotFound
    return found


def organisation_of(session: Session, actor: Actor, employer_id: uuid.UUID) -> uuid.UUID | None:
    """The organisation that speaks for an employer of this region; None while it is not in the portal."""
    return session.scalars(
        select(PortalLink.organisation_id).where(
            PortalLink.region_id == actor.region_id,
            PortalLink.employer_id == employer_id,
            PortalLink.ended_at.is_(None),
        )
    ).one_or_none()


def messages(
    session: Session,
    actor: Actor,
    *,
    employer_id: uuid.UUID | None = None,
    subject_ids: Sequence[uuid.UUID] | None = None,
    open_only: bool = False,
    limit: int = 50,
) -> Sequence[EmployerMessage]:
    """Messages that this actor may read, newest first; of one employer, or about some records."""
    statement = select(EmployerMessage).where(policy.visible_messages(actor))
    if employer_id is not None:
        statement = statement.where(EmployerMessage.employer_id == employer_id)
    if subject_ids is not None:
        statement = statement.where(EmployerMessage.subject_id.in_(list(subject_ids)))
    if open_only:
        statement = statement.where(EmployerMessage.from_employer.is_(True), EmployerMessage.answered_at.is_(None))
    return session.scalars(statement.order_by(EmployerMessage.created_at.desc(), EmployerMessage.id).limit(limit)).all()
