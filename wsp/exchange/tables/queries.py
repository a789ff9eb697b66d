"""Reads about imports of tables."""

import uuid
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, undefer

from wsp.exchange.errors import ImportNotFound
from wsp.exchange.models import ImportChunk, ImportRow, TableImport
from wsp.exchange.tables import policy
from wsp.exchange.tables.enums import RowOutcome
from wsp.exchange.tables.packing import unpack
from wsp.exchange.tables.reading import Row
from wsp.foundation.actor import Actor
from wsp.foundation.paging import SIZE, Page, clamp


def imports(session: Session, actor: Actor, *, page: int = 1) -> Page[TableImport]:
    """Imports of the region that the actor may know of, newest first; no rows."""
    total = session.scalar(select(func.count(TableImport.id)).where(policy.listed(actor))) or 0
    number = clamp(page, total)
    rows = session.scalars(
        select(TableImport)
        .where(policy.listed(actor))
        .order_by(TableImport.created_at.desc(), TableImport.id)
        .offset((number - 1) * SIZE)
        .limit(SIZE)
    ).all()
    return Page(rows, total, number)


def one(session: Session, actor: Actor, import_id: uuid.UUID) -> TableImport:
    """One import whose rows the actor may see; ImportNotFound for every other one."""
    found = session.scalars(select(TableImport).where(TableImport.id == import_id, policy.own(actor))).one_or_none()
    if found is None:
        raise ImportNotFound
    return found


def first_rows(session: Session, actor: Actor, import_id: uuid.UUID, count: int) -> list[Row]:
    """The first rows of the file; none once they are read in."""
    one(session, actor, import_id)
    chunk = session.scalars(
        select(ImportChunk)
        .where(ImportChunk.region_id == actor.region_id, ImportChunk.import_id == import_id)
        .order_by(ImportChunk.position)
        .options(undefer(ImportChunk.content))
        .limit(1)
    ).one_or_none()
    return unpack(chunk.content)[:count] if chunk is not None and chunk.position == 0 else []


def all_rows(session: Session, actor: Actor, import_id: uuid.UUID) -> Sequence[ImportRow]:
    """All rows worth telling, in the order of the file."""
    one(session, actor, import_id)
    return session.scalars(
        select(ImportRow)
        .where(ImportRow.region_id == actor.region_id, ImportRow.import_id == import_id)
        .order_by(ImportRow.number)
    ).all()


def some_rows(session: Session, actor: Actor, import_id: uuid.UUID, count: int) -> Sequence[ImportRow]:
    """The first rows that were refused or have a question, to be shown beside the result."""
    return session.scalars(
        select(ImportRow)
        .where(
            ImportRow.region_id == actor.region_id,
            ImportRow.import_id == import_id,
            ImportRow.outcome != RowOutcome.TWIN.value,
            ImportRow.outcome != RowOutcome.NO_AGREEMENT.value,
        )
        .order_by(ImportRow.outcome != RowOutcome.REFUSED.value, ImportRow.number)
        .limit(count)
    ).all()


def twins(session: Session, actor: Actor, import_id: uuid.UUID, *, page: int = 1) -> Page[ImportRow]:
    """Rows that may be duplicates, a page of them."""
    one(session, actor, import_id)
    where = (
        ImportRow.region_id == actor.region_id,
        ImportRow.import_id == import_id,
        ImportRow.outcome == RowOutcome.TWIN.value,
    )
    total = session.scalar(select(func.count(ImportRow.id)).where(*where)) or 0
    number = clamp(page, total)
    rows = session.scalars(
        select(ImportRow).where(*where).order_by(ImportRow.number).offset((number - 1) * SIZE).limit(SIZE)
    ).all()
    return Page(rows, total, number)
