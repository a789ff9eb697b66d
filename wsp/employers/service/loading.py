"""Loading rows to change: inside the actor's region, locked, and in the version that the person saw."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.accounts.models import Membership
from wsp.accounts.permissions import STAFF_ROLES
from wsp.employers import policy, rules
from wsp.employers.errors import BadField, EmployerNotFound, EstablishmentClosed, PartNotFound
from wsp.employers.models import Contact, Employer, Establishment
from wsp.foundation.actor import Actor
from wsp.foundation.errors import StaleVersion

SUBJECT = "employer"
"""Kind of subject in the audit log; parts of an employer are logged under the employer."""


def locked(session: Session, actor: Actor, employer_id: uuid.UUID) -> Employer:
    """Return the employer, locked until the end of the transaction.

    Raises:
        EmployerNotFound: if it is not in the actor's region.

    """
    found = session.scalars(
        select(Employer)
        .where(policy.here(actor), Employer.id == employer_id)
        .with_for_update()
        # The row may be in the session already, from before somebody else's commit.
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise EmployerNotFound
    return found


def establishment(session: Session, actor: Actor, employer_id: uuid.UUID, establishment_id: uuid.UUID) -> Establishment:
    """Return an establishment of this employer, locked; PartNotFound when it has no such one."""
    found = session.scalars(
        select(Establishment)
        .where(
            Establishment.region_id == actor.region_id,
            Establishment.employer_id == employer_id,
            Establishment.id == establishment_id,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise PartNotFound("vestiging")
    return found


def open_establishment(
    session: Session, actor: Actor, employer_id: uuid.UUID, establishment_id: uuid.UUID, *, on: date
) -> Establishment:
    """As `establishment`; EstablishmentClosed when its last day lies before `on`."""
    found = establishment(session, actor, employer_id, establishment_id)
    if found.closed_on is not None and found.closed_on < on:
        raise EstablishmentClosed(found.closed_on)
    return found


def contact(session: Session, actor: Actor, employer_id: uuid.UUID, contact_id: uuid.UUID) -> Contact:
    """Return a contact person of this employer, locked; PartNotFound when it has no such one."""
    found = session.scalars(
        select(Contact)
        .where(
            Contact.region_id == actor.region_id,
            Contact.employer_id == employer_id,
            Contact.id == contact_id,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise PartNotFound("contactpersoon")
    return found


def check_colleague(session: Session, actor: Actor, user_id: uuid.UUID | None) -> None:
    """Refuse an owner who does not work in this region (BadField at `owner_id`)."""
    if user_id is None:
        return
    works_here = session.scalars(
        select(Membership.id)
        .where(
            Membership.user_id == user_id,
            Membership.region_id == actor.region_id,
            Membership.ended_at.is_(None),
            Membership.role.in_(sorted(STAFF_ROLES)),
        )
        .limit(1)
    ).one_or_none()
    if works_here is None:
        raise BadField("owner_id", "Deze collega werkt niet in deze regio. Kies iemand uit de lijst.")


def check_version(
    *,
    noun: str,
    now: int,
    seen: int,
    labels: Mapping[str, str],
    mine: Mapping[str, str],
    theirs: Mapping[str, str],
) -> None:
    """Refuse a save of an old version, with what differs.

    Raises:
        StaleVersion: `mine` and `theirs` by label; `version` is the one to save over after a look.

    """
    if now == seen:
        return
    typed, stored = rules.differences(labels, mine, theirs)
    raise StaleVersion(
        f"Iemand anders wijzigde deze {noun} terwijl jij bezig was. Bekijk beide versies en kies.",
        mine=typed,
        theirs=stored,
        version=now,
    )


def assign(row: Any, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Set `values` on a row and return what changed: before and after, for the audit log."""
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    before = {name: getattr(row, name) for name in changed}
    for name, value in changed.items():
        setattr(row, name, value)
    return before, changed
