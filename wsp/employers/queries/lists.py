"""The list of employers: filters, sorting, paging, counts."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, false, func, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from wsp.accounts.models import User
from wsp.employers import policy
from wsp.employers.enums import ContactKind, EmployerStatus, Sector
from wsp.employers.errors import EmployerNotFound
from wsp.employers.models import (
    Business,
    Contact,
    ContactMoment,
    Employer,
    EmployerSector,
    Establishment,
)
from wsp.employers.queries.parts import open_on_day
from wsp.foundation import answers, clock
from wsp.foundation.actor import Actor
from wsp.foundation.paging import SIZE, Page, window
from wsp.foundation.sortkey import sort_key
from wsp.foundation.versions import known


class Sort(StrEnum):
    """By what the list is sorted."""

    NAME = "naam"
    NUMBER = "nummer"
    PLACE = "plaats"
    STATUS = "status"
    OWNER = "vast-contact"
    LAST_CONTACT = "laatste-contact"


@dataclass(frozen=True, kw_only=True)
class EmployerFilter:
    """What the list shows; every field is one part of its address."""

    text: str | None = None
    municipality: str | None = None
    sector: Sector | None = None
    status: EmployerStatus | None = None
    owner_id: uuid.UUID | None = None
    without_owner: bool = False
    quiet_days: int | None = None
    """Only employers nobody spoke with for more than this number of days, or ever."""
    sort: Sort = Sort.NAME
    descending: bool = False


@dataclass(frozen=True)
class EmployerRow:
    """A line of the list."""

    id: uuid.UUID
    number: int
    name: str
    status: EmployerStatus
    kvk_number: str | None
    place: str | None
    municipality_code: str | None
    sector: Sector | None
    sbi_code: str | None
    owner_id: uuid.UUID | None
    owner: str | None
    phone: str | None
    last_contact_at: datetime | None


def list_employers(
    session: Session,
    actor: Actor,
    wanted: EmployerFilter,
    *,
    page: int = 1,
    size: int = SIZE,
    counts: Mapping[EmployerStatus, int] | None = None,
) -> Page[EmployerRow]:
    """Return one page of the employers that this actor may read; two statements whatever the size.

    First who stands on the page, then what the page shows of them: nothing is looked up for all the others.
    `counts` (`status_counts`) says how many there are in all when nothing but the status is asked.
    """
    ids, total, number = window(
        session,
        _sorted(select(Employer.id).where(*_conditions(actor, wanted)), wanted),
        page=page,
        size=size,
        total=_known(wanted, counts),
    )
    keys = [row[0] for row in ids]
    found = {row[0].id: _row(row) for row in session.execute(_rows([Employer.id.in_(keys)]))} if keys else {}
    return Page(rows=[found[key] for key in keys if key in found], total=total, number=number, size=size)


def _known(wanted: EmployerFilter, counts: Mapping[EmployerStatus, int] | None) -> int | None:
    plain = EmployerFilter(status=wanted.status, sort=wanted.sort, descending=wanted.descending)
    if counts is None or wanted != plain:
        return None
    return sum(counts.values()) if wanted.status is None else counts.get(wanted.status, 0)


def all_employers(session: Session, actor: Actor, wanted: EmployerFilter) -> Sequence[EmployerRow]:
    """Return every line that the list would show over all its pages, for the export."""
    return [_row(row) for row in session.execute(_sorted(_rows(_conditions(actor, wanted)), wanted)).all()]


def employer_row(session: Session, actor: Actor, employer_id: uuid.UUID) -> EmployerRow:
    """Return one line of the list.

    Raises:
        EmployerNotFound: there is none for this actor.

    """
    found = session.execute(_rows([policy.visible(actor), Employer.id == employer_id])).one_or_none()
    if found is None:
        raise EmployerNotFound
    return _row(found)


def status_counts(session: Session, actor: Actor) -> dict[EmployerStatus, int]:
    """Return how many employers the region has, by status."""
    counting = select(Employer.status, func.count()).where(policy.visible(actor)).group_by(Employer.status)
    found = {EmployerStatus(status): count for status, count in answers.rows(session, counting)}
    return {status: found.get(status, 0) for status in EmployerStatus}


def names(session: Session, actor: Actor, employer_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, str]:
    """Return the names of some employers, for lists that only hold their ids."""
    if not employer_ids:
        return {}
    rows = session.execute(
        select(Employer.id, Employer.name).where(policy.visible(actor), Employer.id.in_(employer_ids))
    ).all()
    return {row[0]: row[1] for row in rows}


def municipality_codes(session: Session, actor: Actor) -> Sequence[str]:
    """Return the codes of municipalities where an employer of the region has an establishment."""
    codes = (
        select(Establishment.municipality_code)
        .where(
            policy.may_read(actor),
            Establishment.region_id == actor.region_id,
            Establishment.municipality_code.is_not(None),
        )
        .distinct()
        .order_by(Establishment.municipality_code)
    )
    return [row[0] for row in answers.rows(session, codes)]


def _site(column: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    """A column of the employer's main establishment: the oldest one that is open."""
    return (
        select(column)
        .where(
            Establishment.region_id == Employer.region_id,
            Establishment.employer_id == Employer.id,
            open_on_day(clock.today()),
        )
        .order_by(Establishment.created_at, Establishment.id)
        .limit(1)
        .correlate(Employer)
        .scalar_subquery()
    )


def _last_contact() -> ColumnElement[Any]:
    return (
        select(func.max(ContactMoment.occurred_at))
        .where(
            ContactMoment.region_id == Employer.region_id,
            ContactMoment.employer_id == Employer.id,
            # A note is written down, not said: it does not make an employer heard.
            ContactMoment.kind != ContactKind.NOTE.value,
        )
        .correlate(Employer)
        .scalar_subquery()
    )


def _sector_today() -> ColumnElement[bool]:
    return and_(
        EmployerSector.region_id == Employer.region_id,
        EmployerSector.employer_id == Employer.id,
        known(EmployerSector, on=clock.today()),
    )


def _by(statement: Select[Any], sort: Sort) -> tuple[Select[Any], SQLColumnExpression[Any]]:
    """The statement with what it is sorted by: joined for all employers at once, not looked up for each."""
    match sort:
        case Sort.PLACE:
            # As `_site`: the oldest that is open.
            sites = (
                select(Establishment.employer_id, func.lower(Establishment.place).label("place"))
                .where(open_on_day(clock.today()))
                .ext(distinct_on(Establishment.employer_id))
                .order_by(Establishment.employer_id, Establishment.created_at, Establishment.id)
                .subquery()
            )
            return statement.outerjoin(sites, sites.c.employer_id == Employer.id), sites.c.place
        case Sort.OWNER:
            owner = aliased(User)
            return statement.outerjoin(owner, owner.id == Employer.owner_id), owner.sort_key
        case Sort.LAST_CONTACT:
            heard = (
                select(ContactMoment.employer_id, func.max(ContactMoment.occurred_at).label("last"))
                .where(ContactMoment.kind != ContactKind.NOTE.value)
                .group_by(ContactMoment.employer_id)
                .subquery()
            )
            return statement.outerjoin(heard, heard.c.employer_id == Employer.id), heard.c.last
    columns = {Sort.NAME: Employer.sort_key, Sort.NUMBER: Employer.number, Sort.STATUS: Employer.status}
    return statement, columns[sort]


def _sorted(statement: Select[Any], wanted: EmployerFilter) -> Select[Any]:
    statement, by = _by(statement, wanted.sort)
    # What is not known comes last, whichever way the list is turned; except that "never spoken" is longest ago.
    never_first = wanted.sort is Sort.LAST_CONTACT and not wanted.descending
    ordered = by.desc() if wanted.descending else by.asc()
    return statement.order_by(
        ordered.nulls_first() if never_first else ordered.nulls_last(), Employer.sort_key, Employer.id
    )


def _rows(conditions: Sequence[ColumnElement[bool]]) -> Select[Any]:
    statement: Select[Any] = (
        select(
            Employer,
            Business.kvk_number,
            _site(Establishment.place).label("place"),
            _site(Establishment.municipality_code).label("municipality_code"),
            EmployerSector.sector,
            EmployerSector.sbi_code,
            User.name.label("owner"),
            _last_contact().label("last_contact_at"),
        )
        .outerjoin(Business, Business.id == Employer.business_id)
        .outerjoin(EmployerSector, _sector_today())
        .outerjoin(User, User.id == Employer.owner_id)
        .where(*conditions)
    )
    return statement


def _row(row: Any) -> EmployerRow:
    found: Employer = row[0]
    return EmployerRow(
        id=found.id,
        number=found.number,
        name=found.name,
        status=EmployerStatus(found.status),
        kvk_number=row.kvk_number,
        place=row.place,
        municipality_code=row.municipality_code,
        sector=Sector(row.sector) if row.sector else None,
        sbi_code=row.sbi_code,
        owner_id=found.owner_id,
        owner=row.owner,
        phone=found.phone,
        last_contact_at=row.last_contact_at,
    )


def _conditions(actor: Actor, wanted: EmployerFilter) -> list[ColumnElement[bool]]:
    conditions = [policy.visible(actor)]
    if wanted.text:
        conditions.append(_matches(wanted.text))
    if wanted.municipality:
        conditions.append(
            _has(Establishment, Establishment.municipality_code == wanted.municipality, open_on_day(clock.today()))
        )
    if wanted.sector is not None:
        conditions.append(
            select(EmployerSector.id)
            .where(_sector_today(), EmployerSector.sector == wanted.sector.value)
            .correlate(Employer)
            .exists()
        )
    if wanted.status is not None:
        conditions.append(Employer.status == wanted.status.value)
    if wanted.without_owner:
        conditions.append(Employer.owner_id.is_(None))
    elif wanted.owner_id is not None:
        conditions.append(Employer.owner_id == wanted.owner_id)
    if wanted.quiet_days is not None:
        limit = clock.day_began(clock.today() - timedelta(days=wanted.quiet_days))
        spoken = (ContactMoment.kind != ContactKind.NOTE.value, ContactMoment.occurred_at >= limit)
        conditions.append(~_has(ContactMoment, *spoken))
    return conditions


def _has(model: Any, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return (
        select(model.id)
        .where(model.region_id == Employer.region_id, model.employer_id == Employer.id, *conditions)
        .correlate(Employer)
        .exists()
    )


def _matches(text: str) -> ColumnElement[bool]:
    """A number (W-12, 12, KVK; also of one merged into it), or a part of the name, a place or a contact's name."""
    folded = sort_key(text)
    if not folded:
        return false()
    found: list[ColumnElement[bool]] = [
        Employer.sort_key.contains(folded, autoescape=True),
        _has(Establishment, func.lower(Establishment.place).contains(folded, autoescape=True)),
        _has(Contact, Contact.sort_key.contains(folded, autoescape=True)),
    ]
    digits = folded.removeprefix("w-").replace(" ", "")
    if digits.isascii() and digits.isdigit():
        found.append(
            select(Business.id)
            .where(Business.id == Employer.business_id, Business.kvk_number.startswith(digits))
            .correlate(Employer)
            .exists()
        )
        if len(digits) <= len(str(2**31)) - 1:
            merged = aliased(Employer)
            went = select(merged.merged_into_id).where(
                merged.region_id == Employer.region_id, merged.number == int(digits)
            )
            found += [Employer.number == int(digits), Employer.id.in_(went.correlate(Employer))]
    return or_(*found)
