"""Contact persons of an employer: add, edit, left (vertrokken)."""

from typing import Any, Final

from sqlalchemy import update
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.employers import rules
from wsp.employers.commands import LABELS, AddContact, EditContact
from wsp.employers.models import Contact
from wsp.employers.service.loading import (
    SUBJECT,
    assign,
    check_version,
    contact,
    locked,
    open_establishment,
)
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.sortkey import sort_key

_FIELDS: Final = ("name", "role", "email", "phone", "establishment_id", "first_choice")


def add_contact(session: Session, command: AddContact, *, actor: Actor) -> Contact:
    """Add a contact person.

    Raises:
        EmployerNotFound: if the employer is not in the region.
        PartNotFound, EstablishmentClosed: if the establishment is not the employer's, or closed.

    """
    employer = locked(session, actor, command.employer_id)
    if command.establishment_id is not None:
        open_establishment(session, actor, employer.id, command.establishment_id, on=clock.today())
    if command.first_choice:
        _take_first_place(session, actor, command)
    person = Contact(
        region_id=actor.region_id,
        employer_id=employer.id,
        sort_key=sort_key(command.name),
        **_values(command),
    )
    session.add(person)
    session.flush()
    audit.record(
        session,
        actor,
        "employer.contact_added",
        subject=(SUBJECT, employer.id),
        after={"contact_id": person.id, **_values(command)},
    )
    session.flush()
    return person


def edit_contact(session: Session, command: EditContact, *, actor: Actor) -> Contact:
    """Change a contact person; with `left_on` the person left and is no longer offered in forms.

    Raises:
        PartNotFound: if the employer has no such person or establishment.
        StaleVersion: if somebody saved it since.
        BadField: if the last day lies before 2015 or more than a year ahead.

    """
    locked(session, actor, command.employer_id)
    person = contact(session, actor, command.employer_id, command.contact_id)
    values = {**_values(command), "left_on": command.left_on}
    if command.left_on is not None:
        values["first_choice"] = False
    check_version(
        noun="contactpersoon",
        now=person.version,
        seen=command.version,
        labels=LABELS,
        mine=rules.shown(values, {}),
        theirs=rules.shown({name: getattr(person, name) for name in values}, {}),
    )
    rules.check_last_day("left_on", command.left_on, today=clock.today())
    if command.establishment_id is not None and command.establishment_id != person.establishment_id:
        open_establishment(session, actor, command.employer_id, command.establishment_id, on=clock.today())
    if values["first_choice"] and not person.first_choice:
        _take_first_place(session, actor, command)
    before, after = assign(person, {**values, "sort_key": sort_key(command.name)})
    if after:
        session.flush()
        audit.record(
            session,
            actor,
            "employer.contact_edited",
            subject=(SUBJECT, command.employer_id),
            before={"contact_id": person.id, **before},
            after=after,
        )
        session.flush()
    return person


def _take_first_place(session: Session, actor: Actor, command: AddContact) -> None:
    """One first choice per employer; the employer's row is locked, so two people cannot both become it."""
    session.execute(
        update(Contact)
        .where(
            Contact.region_id == actor.region_id,
            Contact.employer_id == command.employer_id,
            Contact.first_choice,
        )
        .values(first_choice=False, version=Contact.version + 1, updated_at=clock.now())
        .execution_options(synchronize_session="fetch")
    )


def _values(command: AddContact) -> dict[str, Any]:
    return {name: getattr(command, name) for name in _FIELDS}
