"""Adding and editing an employer, its fixed contact person and its sector."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from wsp.accounts import queries as accounts
from wsp.audit import service as audit
from wsp.employers import rules
from wsp.employers.commands import LABELS, AddEmployer, ChangeOwner, EditEmployer, SetSector
from wsp.employers.enums import SIZE_LABELS, STATUS, EmployerStatus, SizeClass
from wsp.employers.errors import LooksLikeAnother
from wsp.employers.models import Business, Employer, EmployerSector, Establishment
from wsp.employers.service.loading import SUBJECT, assign, check_colleague, check_version, locked
from wsp.employers.service.opening import (
    SERIES,
    check_new,
    columns,
    likeness_of,
    sector_columns,
    site_columns,
    told,
)
from wsp.employers.twins import Likeness, find_twins
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.numbering import next_number
from wsp.foundation.sortkey import sort_key
from wsp.foundation.versions import period, record_version
from wsp.worklist import service as worklist
from wsp.worklist.enums import SubjectKind

_EDITABLE: Final = ("name", "status", "size_class", "website", "phone", "note")


def add_employer(session: Session, command: AddEmployer, *, actor: Actor) -> Employer:
    """Add an employer with its first establishment and its sector.

    Raises:
        LooksLikeAnother: with the twins. A shared KVK number always refuses; other likeness only until somebody
            looked (`command.another`).
        BadField: if the owner does not work in the region, or the sector's first day cannot be.

    """
    check_colleague(session, actor, command.owner_id)
    check_new(command)
    # The number first: its row makes a second person who adds wait, and then find this employer as a twin.
    number = next_number(session, actor.region_id, SERIES)
    likeness = likeness_of(command)
    rules.check_no_twin(find_twins(session, actor, likeness), another=command.another)
    with _one_per_business(session, actor, likeness):
        business_id = _business(session, command.kvk_number, command.name, command.rsin)
        employer = Employer(region_id=actor.region_id, **columns(command, number, business_id))
        session.add(employer)
        session.flush()
    session.add(Establishment(region_id=actor.region_id, employer_id=employer.id, **site_columns(command)))
    record_version(
        session,
        EmployerSector(region_id=actor.region_id, employer_id=employer.id, **sector_columns(command, actor)),
        subject="employer_id",
    )
    audit.record(
        session, actor, "employer.added", subject=(SUBJECT, employer.id), after={"number": number, **told(command)}
    )
    session.flush()
    return employer


def edit_employer(session: Session, command: EditEmployer, *, actor: Actor) -> Employer:
    """Change the facts of an employer.

    Raises:
        EmployerNotFound: if it is not in the region.
        StaleVersion: if somebody saved it since; both versions are in the error.
        Conflict: if the status may not follow the present one.
        LooksLikeAnother: if another employer has the new KVK number.

    """
    employer = locked(session, actor, command.employer_id)
    business = session.get(Business, employer.business_id) if employer.business_id else None
    values: dict[str, Any] = {name: getattr(command, name) for name in _EDITABLE}
    values["status"] = command.status.value
    values["size_class"] = command.size_class.value if command.size_class else None
    kvk_now = business.kvk_number if business else None
    names = {**{s.value: label for s, label in STATUS.labels.items()}, **_size_names()}
    check_version(
        noun="werkgever",
        now=employer.version,
        seen=command.version,
        labels=LABELS,
        mine=rules.shown({**values, "kvk_number": command.kvk_number}, names),
        theirs=rules.shown({**{n: getattr(employer, n) for n in _EDITABLE}, "kvk_number": kvk_now}, names),
    )
    if employer.status != command.status.value:
        STATUS.check(EmployerStatus(employer.status), command.status)
    likeness = Likeness(name=command.name, kvk_number=command.kvk_number, phone=command.phone)
    if command.kvk_number != kvk_now:
        certain = [twin for twin in find_twins(session, actor, likeness, other_than=employer.id) if twin.certain]
        rules.check_no_twin(certain, another=command.another)
        with _one_per_business(session, actor, likeness):
            employer.business_id = _business(session, command.kvk_number, command.name, None)
            session.flush()
    before, after = assign(
        employer,
        {**values, "sort_key": sort_key(command.name), "match_key": rules.match_key(command.name)},
    )
    if command.kvk_number != kvk_now:
        before, after = {**before, "kvk_number": kvk_now}, {**after, "kvk_number": command.kvk_number}
    if after:
        session.flush()
        audit.record(session, actor, "employer.edited", subject=(SUBJECT, employer.id), before=before, after=after)
        session.flush()
    return employer


def change_owner(session: Session, command: ChangeOwner, *, actor: Actor) -> Employer:
    """Give an employer another fixed contact person, with the open tasks of the old one when asked.

    Raises:
        EmployerNotFound, StaleVersion: as `edit_employer`.
        BadField: if the new owner does not work in the region.

    """
    employer = locked(session, actor, command.employer_id)
    check_colleague(session, actor, command.owner_id)
    old = employer.owner_id
    if employer.version != command.version:
        names = {str(key): name for key, name in accounts.names(session, [old, command.owner_id]).items()}
        check_version(
            noun="werkgever",
            now=employer.version,
            seen=command.version,
            labels=LABELS,
            mine=rules.shown({"owner_id": command.owner_id}, names),
            theirs=rules.shown({"owner_id": old}, names),
        )
    if old == command.owner_id:
        return employer
    employer.owner_id = command.owner_id
    audit.record(
        session,
        actor,
        "employer.owner_changed",
        subject=(SUBJECT, employer.id),
        before={"owner_id": old},
        after={"owner_id": command.owner_id},
    )
    session.flush()
    if command.hand_over and old is not None and command.owner_id is not None:
        worklist.hand_over(
            session, (SubjectKind.EMPLOYER, employer.id), from_id=old, to_id=command.owner_id, actor=actor
        )
    return employer


def set_sector(session: Session, command: SetSector, *, actor: Actor) -> EmployerSector:
    """From a day on the employer counts for another sector; what was known before stays readable.

    Raises:
        EmployerNotFound: if it is not in the region.
        BadField: if the day lies before 2015 or more than a year ahead.

    """
    employer = locked(session, actor, command.employer_id)
    rules.check_sector_from(command.valid_from, today=clock.today())
    version = record_version(
        session,
        EmployerSector(
            region_id=actor.region_id,
            employer_id=employer.id,
            sector=command.sector.value,
            sbi_code=command.sbi_code,
            valid=period(command.valid_from),
            recorded_by=actor.user_id,
        ),
        subject="employer_id",
    )
    audit.record(
        session,
        actor,
        "employer.sector_set",
        subject=(SUBJECT, employer.id),
        after={"sector": command.sector, "sbi_code": command.sbi_code, "valid_from": command.valid_from},
    )
    session.flush()
    return version


def _size_names() -> dict[str, str]:
    return {size.value: SIZE_LABELS[size] for size in SizeClass}


def _business(session: Session, kvk_number: str | None, name: str, rsin: str | None) -> uuid.UUID | None:
    """The national identity; whichever region comes first writes the row, all others find it."""
    if kvk_number is None:
        return None
    session.execute(
        insert(Business)
        .values(id=uuid.uuid4(), created_at=clock.now(), kvk_number=kvk_number, name=name, rsin=rsin)
        .on_conflict_do_nothing(index_elements=["kvk_number"])
    )
    return session.scalars(select(Business.id).where(Business.kvk_number == kvk_number)).one()


@contextmanager
def _one_per_business(session: Session, actor: Actor, likeness: Likeness) -> Iterator[None]:
    """Turn the database's refusal of a second relation with one business into the error that shows the twin.

    The checks before it see what is committed; only the unique key sees a save at the same moment.
    """
    try:
        with session.begin_nested():
            yield
    except IntegrityError as error:
        if "uq_employers_region_id_business_id" not in str(error.orig):
            raise
        twins = [twin for twin in find_twins(session, actor, likeness) if twin.certain]
        raise LooksLikeAnother(twins) from error
