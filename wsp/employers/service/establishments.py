"""Places where an employer works: add, edit, close."""

import uuid
from datetime import date
from typing import Any, Final

from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.employers import rules
from wsp.employers.commands import LABELS, AddEstablishment, EditEstablishment
from wsp.employers.models import Establishment
from wsp.employers.service.loading import SUBJECT, assign, check_version, establishment, locked
from wsp.foundation import clock
from wsp.foundation.actor import Actor

_FIELDS: Final = (
    "name", "place", "establishment_number", "street", "house_number", "postcode", "municipality_code",
    "public_transport",
)  # fmt: skip


def add_establishment(session: Session, command: AddEstablishment, *, actor: Actor) -> Establishment:
    """Add a place to an employer; EmployerNotFound when it is not in the region."""
    employer = locked(session, actor, command.employer_id)
    site = Establishment(region_id=actor.region_id, employer_id=employer.id, **_values(command))
    session.add(site)
    session.flush()
    audit.record(
        session,
        actor,
        "employer.establishment_added",
        subject=(SUBJECT, employer.id),
        after={"establishment_id": site.id, **_values(command)},
    )
    session.flush()
    return site


def edit_establishment(session: Session, command: EditEstablishment, *, actor: Actor) -> Establishment:
    """Change a place, or close it by a last day.

    Raises:
        PartNotFound: if the employer has no such establishment.
        StaleVersion: if somebody saved it since.
        BadField: if the last day lies before 2015 or more than a year ahead.

    """
    site = establishment(session, actor, command.employer_id, command.establishment_id)
    values = {**_values(command), "closed_on": command.closed_on}
    check_version(
        noun="vestiging",
        now=site.version,
        seen=command.version,
        labels=LABELS,
        mine=rules.shown(values, {}),
        theirs=rules.shown({name: getattr(site, name) for name in values}, {}),
    )
    rules.check_last_day("closed_on", command.closed_on, today=clock.today())
    _change(session, actor, site, values)
    return site


def close_establishment(
    session: Session, employer_id: uuid.UUID, establishment_id: uuid.UUID, *, last_day: date, actor: Actor
) -> Establishment:
    """Close a place after `last_day`; vacancies and placements keep pointing at it."""
    site = establishment(session, actor, employer_id, establishment_id)
    rules.check_last_day("closed_on", last_day, today=clock.today())
    _change(session, actor, site, {"closed_on": last_day})
    return site


def _change(session: Session, actor: Actor, site: Establishment, values: dict[str, Any]) -> None:
    before, after = assign(site, values)
    if not after:
        return
    session.flush()
    audit.record(
        session,
        actor,
        "employer.establishment_edited",
        subject=(SUBJECT, site.employer_id),
        before={"establishment_id": site.id, **before},
        after=after,
    )
    session.flush()


def _values(command: AddEstablishment) -> dict[str, Any]:
    return {name: getattr(command, name) for name in _FIELDS}
