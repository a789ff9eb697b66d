"""The card of an employer and its contact moments."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from wsp.accounts.models import Organisation, User
from wsp.employers import policy
from wsp.employers.enums import ContactKind
from wsp.employers.errors import EmployerNotFound
from wsp.employers.models import Contact, ContactMoment, Employer, EmployerSector
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.paging import SIZE
from wsp.foundation.versions import known

RECENT: Final = timedelta(days=7)
"""How long ago a contact still answers "wie belde deze week?"."""


@dataclass(frozen=True)
class Moment:
    """A contact moment with the names of who spoke with whom."""

    id: uuid.UUID
    occurred_at: datetime
    kind: ContactKind
    subject: str
    report: str
    carving_possible: bool
    next_action: str | None
    next_action_on: date | None
    by: str | None
    organisation_id: uuid.UUID | None
    organisation: str | None
    contact: str | None


@dataclass(frozen=True)
class EmployerCard:
    """An employer with everything its own room knows."""

    employer: Employer
    owner: str | None
    sector: EmployerSector | None
    """What holds today; None when only another period is known."""
    sectors: Sequence[EmployerSector]
    moments: int
    recent: Sequence[Moment]
    """Of the last seven days, whoever it was; newest first."""
    last: Moment | None


def card(session: Session, actor: Actor, employer_id: uuid.UUID) -> EmployerCard:
    """Return the employer with its parts; the number of statements does not depend on how much there is.

    Raises:
        EmployerNotFound: if there is none for this actor.

    """
    employer = session.scalars(
        select(Employer)
        .where(policy.visible(actor), Employer.id == employer_id)
        .options(
            joinedload(Employer.business),
            selectinload(Employer.establishments),
            selectinload(Employer.contacts),
        )
        .execution_options(populate_existing=True)
    ).one_or_none()
    if employer is None:
        raise EmployerNotFound
    sectors = session.scalars(
        select(EmployerSector)
        .where(
            EmployerSector.region_id == actor.region_id,
            EmployerSector.employer_id == employer_id,
            known(EmployerSector),
        )
        .order_by(func.lower(EmployerSector.valid).desc().nulls_last())
    ).all()
    today = clock.today()
    count = session.scalar(select(func.count()).select_from(ContactMoment).where(*_of_employer(actor, employer_id)))
    recent = moments(session, actor, employer_id, since=clock.now() - RECENT, limit=20)
    last = recent[0] if recent else next(iter(moments(session, actor, employer_id, limit=1)), None)
    owner = session.scalar(select(User.name).where(User.id == employer.owner_id)) if employer.owner_id else None
    return EmployerCard(
        employer=employer,
        owner=owner,
        sector=next((version for version in sectors if today in version.valid), None),
        sectors=sectors,
        moments=count or 0,
        recent=recent,
        last=last,
    )


def moments(
    session: Session,
    actor: Actor,
    employer_id: uuid.UUID,
    *,
    kinds: Sequence[ContactKind] = (),
    of_partners: bool = False,
    since: datetime | None = None,
    limit: int = SIZE,
    offset: int = 0,
) -> Sequence[Moment]:
    """Return contact moments, newest first. `of_partners`: only those of other organisations than the actor's."""
    conditions = list(_of_employer(actor, employer_id))
    if kinds:
        conditions.append(ContactMoment.kind.in_([kind.value for kind in kinds]))
    if of_partners:
        conditions.append(ContactMoment.organisation_id != actor.organisation_id)
    if since is not None:
        conditions.append(ContactMoment.occurred_at >= since)
    rows = session.execute(
        select(ContactMoment, User.name, Organisation.name, Contact.name)
        .outerjoin(User, User.id == ContactMoment.user_id)
        .outerjoin(Organisation, Organisation.id == ContactMoment.organisation_id)
        .outerjoin(
            Contact,
            and_(Contact.region_id == ContactMoment.region_id, Contact.id == ContactMoment.contact_id),
        )
        .where(policy.may_read(actor), *conditions)
        .order_by(ContactMoment.occurred_at.desc(), ContactMoment.created_at.desc(), ContactMoment.id)
        .limit(limit)
        .offset(offset)
    ).all()
    return [
        Moment(
            id=moment.id,
            occurred_at=moment.occurred_at,
            kind=ContactKind(moment.kind),
            subject=moment.subject,
            report=moment.report,
            carving_possible=moment.carving_possible,
            next_action=moment.next_action,
            next_action_on=moment.next_action_on,
            by=by,
            organisation_id=moment.organisation_id,
            organisation=organisation,
            contact=contact,
        )
        for moment, by, organisation, contact in rows
    ]


def _of_employer(actor: Actor, employer_id: uuid.UUID) -> tuple[ColumnElement[bool], ...]:
    return (ContactMoment.region_id == actor.region_id, ContactMoment.employer_id == employer_id)
