"""One employer, its establishments and its contact persons."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, joinedload

from wsp.employers import policy
from wsp.employers.errors import EmployerNotFound, PartNotFound
from wsp.employers.models import Contact, Employer, Establishment
from wsp.foundation.actor import Actor


def employer(session: Session, actor: Actor, employer_id: uuid.UUID) -> Employer:
    """Return one employer with its business; EmployerNotFound when there is none for this actor."""
    found = session.scalars(
        select(Employer).where(policy.visible(actor), Employer.id == employer_id).options(joinedload(Employer.business))
    ).one_or_none()
    if found is None:
        raise EmployerNotFound
    return found


def establishments(
    session: Session, actor: Actor, employer_id: uuid.UUID, *, open_on: date | None = None
) -> Sequence[Establishment]:
    """Return the establishments of an employer by name; with `open_on` only those open on that day."""
    statement = (
        select(Establishment)
        .where(
            policy.may_read_site(actor, Establishment.employer_id),
            Establishment.region_id == actor.region_id,
            Establishment.employer_id == employer_id,
        )
        .order_by(Establishment.name, Establishment.id)
    )
    if open_on is not None:
        statement = statement.where(open_on_day(open_on))
    return session.scalars(statement).all()


def establishment(session: Session, actor: Actor, employer_id: uuid.UUID, establishment_id: uuid.UUID) -> Establishment:
    """Return one establishment of an employer; PartNotFound when it has no such one."""
    sites = establishments(session, actor, employer_id)
    found = next((site for site in sites if site.id == establishment_id), None)
    if found is None:
        raise PartNotFound("vestiging")
    return found


@dataclass(frozen=True)
class Parts:
    """Ids of what belongs to one employer."""

    establishments: frozenset[uuid.UUID] = frozenset()
    contacts: frozenset[uuid.UUID] = frozenset()


def parts_of(session: Session, actor: Actor, employer_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Parts]:
    """The establishments and contact persons of these employers, by employer; three statements.

    An employer that is not there for this actor is left out.
    """
    wanted = set(employer_ids)
    here = session.scalars(select(Employer.id).where(policy.visible(actor), Employer.id.in_(wanted))).all()
    found: dict[uuid.UUID, list[set[uuid.UUID]]] = {employer_id: [set(), set()] for employer_id in here}
    sites = select(Establishment.employer_id, Establishment.id).where(
        Establishment.region_id == actor.region_id, Establishment.employer_id.in_(here)
    )
    people = select(Contact.employer_id, Contact.id).where(
        Contact.region_id == actor.region_id, Contact.employer_id.in_(here)
    )
    for place, statement in enumerate((sites, people)):
        for employer_id, part_id in session.execute(statement):
            found[employer_id][place].add(part_id)
    return {employer_id: Parts(frozenset(sites), frozenset(people)) for employer_id, (sites, people) in found.items()}


def owners(session: Session, actor: Actor, employer_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID | None]:
    """Employer -> its fixed contact person, for those that this actor may see."""
    rows = session.execute(
        select(Employer.id, Employer.owner_id).where(policy.visible(actor), Employer.id.in_(set(employer_ids)))
    )
    return {row.id: row.owner_id for row in rows}


def contacts(
    session: Session, actor: Actor, employer_id: uuid.UUID, *, present_on: date | None = None
) -> Sequence[Contact]:
    """Return the contact persons of an employer, first choice first; with `present_on` not those who had left."""
    statement = (
        select(Contact)
        .where(
            policy.may_read(actor),
            Contact.region_id == actor.region_id,
            Contact.employer_id == employer_id,
        )
        .order_by(Contact.first_choice.desc(), Contact.sort_key, Contact.id)
    )
    if present_on is not None:
        statement = statement.where(or_(Contact.left_on.is_(None), Contact.left_on >= present_on))
    return session.scalars(statement).all()


def contacts_of(session: Session, actor: Actor, employer_ids: Iterable[uuid.UUID]) -> Sequence[Contact]:
    """The contact persons of all these employers."""
    return session.scalars(
        select(Contact).where(
            policy.may_read(actor),
            Contact.region_id == actor.region_id,
            Contact.employer_id.in_(set(employer_ids)),
        )
    ).all()


def contact(session: Session, actor: Actor, employer_id: uuid.UUID, contact_id: uuid.UUID) -> Contact:
    """Return one contact person of an employer; PartNotFound when it has no such one."""
    found = next((p for p in contacts(session, actor, employer_id) if p.id == contact_id), None)
    if found is None:
        raise PartNotFound("contactpersoon")
    return found


def open_on_day(on: date) -> ColumnElement[bool]:
    """As a condition: establishments that were not closed before `on`."""
    return or_(Establishment.closed_on.is_(None), Establishment.closed_on >= on)
