"""The card of an employer and its contact moments."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from wsp.accounts import queries as accounts
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


LATEST: Final = 21
"""Contact moments that come with the card: more than it shows at first."""


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
    """How many there are."""
    latest: Sequence[Moment]
    """The newest, `LATEST` at most."""
    recent: Sequence[Moment]
    """Those of them of the last seven days, whoever it was."""
    last: Moment | None


def card(session: Session, actor: Actor, employer_id: uuid.UUID) -> EmployerCard:
    """Return the employer with its parts; the number of statements does not depend on how much there is.

    Raises:
        EmployerNotFound: if there is none for this actor.

    """
    found = session.execute(
        select(Employer, EmployerSector)
        .outerjoin(
            EmployerSector,
            and_(
                EmployerSector.region_id == Employer.region_id,
                EmployerSector.employer_id == Employer.id,
                known(EmployerSector),
            ),
        )
        .where(policy.visible(actor), Employer.id == employer_id)
        .options(
            joinedload(Employer.business),
            selectinload(Employer.establishments),
            joinedload(Employer.contacts),
        )
        .execution_options(populate_existing=True)
        .order_by(func.lower(EmployerSector.valid).desc().nulls_last())
    )
    rows = found.unique().all()
    if not rows:
        raise EmployerNotFound
    employer = rows[0][0]
    sectors = [row[1] for row in rows if row[1] is not None]
    today, week_ago = clock.today(), clock.now() - RECENT
    counted = session.execute(
        _moments(_of_employer(actor, employer_id), policy.may_read(actor))
        .add_columns(func.count().over())
        .limit(LATEST)
    ).all()
    latest = [_moment(*row[:-1]) for row in counted]
    owner = accounts.names(session, [employer.owner_id]).get(employer.owner_id) if employer.owner_id else None
    return EmployerCard(
        employer=employer,
        owner=owner,
        sector=next((version for version in sectors if today in version.valid), None),
        sectors=sectors,
        moments=counted[0][-1] if counted else 0,
        latest=latest,
        recent=[moment for moment in latest if moment.occurred_at >= week_ago],
        last=latest[0] if latest else None,
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
    rows = session.execute(_moments(conditions, policy.may_read(actor)).limit(limit).offset(offset)).all()
    return [_moment(*row) for row in rows]


def _moments(conditions: Iterable[ColumnElement[bool]], *also: ColumnElement[bool]) -> Any:
    """Contact moments with the names in them, newest first."""
    statement = select(ContactMoment, User.name, Organisation.name, Contact.name)
    return (
        statement.outerjoin(User, User.id == ContactMoment.user_id)
        .outerjoin(Organisation, Organisation.id == ContactMoment.organisation_id)
        .outerjoin(
            Contact,
            and_(Contact.region_id == ContactMoment.region_id, Contact.id == ContactMoment.contact_id),
        )
        .where(*conditions, *also)
        .order_by(ContactMoment.occurred_at.desc(), ContactMoment.created_at.desc(), ContactMoment.id)
    )


def _moment(moment: ContactMoment, by: str | None, organisation: str | None, contact: str | None) -> Moment:
    return Moment(
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


def _of_employer(actor: Actor, employer_id: uuid.UUID) -> tuple[ColumnElement[bool], ...]:
    return (ContactMoment.region_id == actor.region_id, ContactMoment.employer_id == employer_id)
