"""Contact persons of an employer: add, edit, left (vertrokken)."""

import uuid
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.audit.service import Happened
from wsp.employers import policy, rules
from wsp.employers.commands import LABELS, AddContact, EditContact
from wsp.employers.errors import EmployerNotFound
from wsp.employers.models import Contact, Employer
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
from wsp.foundation.db import insert_many
from wsp.foundation.errors import Conflict
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


def add_contacts(session: Session, commands: Sequence[AddContact], *, actor: Actor) -> list[uuid.UUID]:
    """As `add_contact` for many, in a few statements; returns their ids in the order of `commands`.

    For processes: nobody here takes the first place from somebody else, and nobody works at one establishment.

    Raises:
        EmployerNotFound: one of the employers is not in the region.
        Conflict: somebody has the first place already, or two of `commands` want it.

    """
    wanted = {command.employer_id for command in commands}
    # In one order, so that two processes never wait for each other.
    here = session.scalars(
        select(Employer.id)
        .where(policy.here(actor), Employer.id.in_(wanted))
        .order_by(Employer.id)
        .with_for_update(of=Employer)
    ).all()
    if len(here) < len(wanted):
        raise EmployerNotFound
    _check_first_places_free(session, actor, commands)
    rows = [
        {"id": uuid.uuid4(), "region_id": actor.region_id, "employer_id": command.employer_id,
         "sort_key": sort_key(command.name), **_values(command)}
        for command in commands
    ]  # fmt: skip
    insert_many(session, Contact, rows)
    audit.record_many(
        session,
        actor,
        [
            Happened(
                "employer.contact_added",
                (SUBJECT, command.employer_id),
                after={"contact_id": row["id"], **_values(command)},
            )
            for row, command in zip(rows, commands, strict=True)
        ],
    )
    return [row["id"] for row in rows]


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


def _check_first_places_free(session: Session, actor: Actor, commands: Sequence[AddContact]) -> None:
    first = [command.employer_id for command in commands if command.first_choice]
    taken = session.scalar(
        select(
            exists().where(Contact.region_id == actor.region_id, Contact.employer_id.in_(first), Contact.first_choice)
        )
    )
    if taken or len(set(first)) < len(first) or any(command.establishment_id for command in commands):
        message = "Voeg deze contactpersonen één voor één toe."
        raise Conflict(message, code="contacten-een-voor-een")


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
