"""What a new employer is made of, and many of them in a handful of statements.

The same rules and the same rows as `add_employer` one by one; a test compares both ways, row for row.
"""

import uuid
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.audit.service import Happened
from wsp.employers import rules
from wsp.employers.commands import AddEmployer
from wsp.employers.enums import EmployerStatus
from wsp.employers.errors import BadField
from wsp.employers.models import Business, Employer, EmployerSector, Establishment
from wsp.employers.service.loading import SUBJECT, check_colleague
from wsp.employers.twins import Likeness
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.db import insert_many
from wsp.foundation.numbering import reserve
from wsp.foundation.sortkey import sort_key
from wsp.foundation.versions import period

SERIES: Final = "employers"
MAIN_SITE: Final = "Hoofdvestiging"


def add_employers(session: Session, commands: Sequence[AddEmployer], *, actor: Actor) -> list[uuid.UUID]:
    """Add all these employers; returns their ids in the order of `commands`. Twins are the caller's question.

    Raises:
        BadField: as `add_employer`.
        IntegrityError: one of the businesses is an employer of the region already, or stands twice in `commands`.

    """
    if not commands:
        return []
    for owner_id in {command.owner_id for command in commands}:
        check_colleague(session, actor, owner_id)
    for command in commands:
        check_new(command)
    businesses = _businesses(session, commands)
    numbers = reserve(session, actor.region_id, SERIES, len(commands))
    now = clock.now()
    ids = [uuid.uuid4() for _ in commands]
    own = {"region_id": actor.region_id}
    insert_many(
        session,
        Employer,
        [
            own | {"id": id_} | columns(command, number, businesses.get(command.kvk_number or ""))
            for id_, command, number in zip(ids, commands, numbers, strict=True)
        ],
    )
    version = {"recorded_at": now, "superseded_at": None}
    insert_many(
        session,
        Establishment,
        [own | {"employer_id": id_} | site_columns(command) for id_, command in zip(ids, commands, strict=True)],
    )
    insert_many(
        session,
        EmployerSector,
        [
            own | version | {"employer_id": id_} | sector_columns(command, actor)
            for id_, command in zip(ids, commands, strict=True)
        ],
    )
    audit.record_many(
        session,
        actor,
        [
            Happened("employer.added", (SUBJECT, id_), after={"number": number, **told(command)})
            for id_, command, number in zip(ids, commands, numbers, strict=True)
        ],
    )
    return ids


def check_new(command: AddEmployer) -> None:
    """Refuse facts that no new employer has.

    Raises:
        BadField: the sector's first day cannot be, or the employer would be stopped at once.

    """
    if command.sector_from is not None:
        rules.check_sector_from(command.sector_from, today=clock.today())
    if command.status is EmployerStatus.STOPPED:
        raise BadField("status", "Een nieuwe werkgever kan niet meteen gestopt zijn. Kies een andere status.")


def likeness_of(command: AddEmployer) -> Likeness:
    """By what this employer can be recognised."""
    return Likeness(
        name=command.name,
        kvk_number=command.kvk_number,
        phone=command.phone,
        place=command.place,
        postcode=command.postcode,
        house_number=command.house_number,
    )


def columns(command: AddEmployer, number: int, business_id: uuid.UUID | None) -> dict[str, Any]:
    """The employer's own row."""
    return {
        "number": number,
        "business_id": business_id,
        "name": command.name,
        "sort_key": sort_key(command.name),
        "match_key": rules.match_key(command.name),
        "status": command.status.value,
        "owner_id": command.owner_id,
        "size_class": command.size_class.value if command.size_class else None,
        "website": command.website,
        "phone": command.phone,
        "note": command.note,
        "source": command.source.value,
    }


def site_columns(command: AddEmployer) -> dict[str, Any]:
    """The row of its first establishment."""
    return {
        "name": MAIN_SITE,
        "street": command.street,
        "house_number": command.house_number,
        "postcode": command.postcode,
        "place": command.place,
        "municipality_code": command.municipality_code,
    }


def sector_columns(command: AddEmployer, actor: Actor) -> dict[str, Any]:
    """The row of its sector."""
    return {
        "sector": command.sector.value,
        "sbi_code": command.sbi_code,
        "valid": period(command.sector_from),
        "recorded_by": actor.user_id,
    }


def told(command: AddEmployer) -> dict[str, Any]:
    """What the log says of it: everything that was given."""
    return {name: value for name, value in asdict(command).items() if value not in (None, False)}


def _businesses(session: Session, commands: Sequence[AddEmployer]) -> dict[str, uuid.UUID]:
    """KVK number -> national identity; as for one, whichever region comes first writes the row."""
    named = {command.kvk_number: command for command in commands if command.kvk_number}
    if not named:
        return {}
    now = clock.now()
    session.execute(
        insert(Business)
        .values(
            [
                {"id": uuid.uuid4(), "created_at": now, "kvk_number": number, "name": given.name, "rsin": given.rsin}
                for number, given in sorted(named.items())
            ]
        )
        .on_conflict_do_nothing(index_elements=["kvk_number"])
    )
    rows = session.execute(select(Business.kvk_number, Business.id).where(Business.kvk_number.in_(named)))
    return {row.kvk_number: row.id for row in rows}
