"""Somebody's name in the free text of other records: found before an erasure, decided one by one by the officer.

A row says where the name stands and what was decided, never the name. It hangs on the candidate and goes with the
candidate; what was decided is carried out in the transaction of the erasure, while the name is still known.
"""

import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Table, Text, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.candidates.models import Candidate
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.db import Base
from wsp.privacy import register, subjects
from wsp.privacy.commands import DecideMention
from wsp.privacy.enums import MentionDecision
from wsp.privacy.errors import InvalidDecision, MentionNotFound
from wsp.privacy.models import NameMention
from wsp.privacy.naming import Hit, Name, hits, may_name, without

FREE_TEXT: Final = frozenset({"tekst"})
"""Kinds of the register that somebody typed."""
ALSO: Final = frozenset({"candidates.profile_text", "candidates.development_wish", "employers.note"})
"""Columns of another kind in which people write sentences too."""
NOT_HERE: Final = frozenset({"audit_events", "kept_forms", "table_import_rows", "name_mentions", "mails"})
"""Tables that are left out: a log that is sealed and loses its contents by its own term, and rows that go in days."""
_BATCH: Final = 2_000
_AROUND: Final = 70
"""Characters on either side of a name on the page."""


@dataclass(frozen=True)
class Shown:
    """One place, as the officer judges it: the words around each name, with the name apart."""

    row: NameMention
    table: str
    column: str
    parts: Sequence[tuple[str, bool]]
    """Pieces of the text; True: may be the name."""


@cache
def places() -> tuple[tuple[str, str], ...]:
    """Tables and columns in which people write sentences."""
    found = []
    for table in Base.metadata.sorted_tables:
        facts = register.tables()[table.name]
        for column in table.c:
            free = facts.columns.get(column.name) in FREE_TEXT or f"{table.name}.{column.name}" in ALSO
            if free and isinstance(column.type, Text) and table.name not in NOT_HERE and "region_id" in table.c:
                found.append((table.name, column.name))
    return tuple(found)


def find_mentions(session: Session, candidate_id: uuid.UUID, *, actor: Actor) -> int:
    """Look for the person's name in the free text of all other records; returns how many places are new.

    Repeatable: what was found before stays, with what was decided about it.
    """
    names = _names(session, candidate_id)
    own = subjects.find(session, candidate_id)
    new = 0
    for table_name, column_name in places():
        table = Base.metadata.tables[table_name]
        values = [
            {
                "id": uuid.uuid4(),
                "created_at": clock.now(),
                "region_id": actor.region_id,
                "candidate_id": candidate_id,
                "table_name": table_name,
                "column_name": column_name,
                "row_id": row_id,
                "exact": any(hit.exact for hit in found),
            }
            for row_id, found in _naming(session, table, column_name, names, set(own.get(table_name, ())))
        ]
        if values:
            made = session.scalars(
                insert(NameMention).values(values).on_conflict_do_nothing().returning(NameMention.id)
            )
            new += len(made.all())
    audit.record(session, actor, "privacy.mentions_found", subject=("candidate", candidate_id), after={"nieuw": new})
    session.flush()
    return new


def decide(session: Session, candidate_id: uuid.UUID, command: DecideMention, *, actor: Actor) -> NameMention:
    """Keep or replace the name at one place; may be changed until the erasure.

    Raises:
        MentionNotFound: it is not about this person.
        InvalidDecision: it stays without a reason.

    """
    found = session.scalars(
        select(NameMention)
        .where(
            NameMention.region_id == actor.region_id,
            NameMention.candidate_id == candidate_id,
            NameMention.id == command.mention_id,
        )
        .with_for_update()
    ).one_or_none()
    if found is None:
        raise MentionNotFound
    reason = (command.reason or "").strip() or None
    if command.decision is MentionDecision.KEEP and reason is None:
        raise InvalidDecision
    found.decision, found.reason = command.decision.value, reason
    found.decided_by_id, found.decided_at = actor.user_id, clock.now()
    audit.record(
        session,
        actor,
        "privacy.mention_decided",
        subject=("candidate", candidate_id),
        after={"tabel": found.table_name, "kolom": found.column_name, "rij": found.row_id, "besluit": found.decision},
    )
    session.flush()
    return found


def undecided(session: Session, candidate_id: uuid.UUID) -> int:
    """How many places wait for a decision."""
    return (
        session.scalar(
            select(func.count())
            .select_from(NameMention)
            .where(NameMention.candidate_id == candidate_id, NameMention.decision.is_(None))
        )
        or 0
    )


def listed(session: Session, candidate_id: uuid.UUID, *, limit: int) -> Sequence[Shown]:
    """Places with their text as it is now, those without a decision first; what names nobody any more is left out."""
    names = _names(session, candidate_id)
    rows = session.scalars(
        select(NameMention)
        .where(NameMention.candidate_id == candidate_id)
        .order_by(NameMention.decided_at.is_not(None), NameMention.exact.desc(), NameMention.table_name, NameMention.id)
        .limit(limit)
    ).all()
    by_table: dict[str, list[NameMention]] = {}
    for row in rows:
        by_table.setdefault(row.table_name, []).append(row)
    texts: dict[tuple[str, uuid.UUID], Any] = {}
    for name, wanted in by_table.items():
        table = Base.metadata.tables[name]
        columns = [table.c[each] for each in sorted({row.column_name for row in wanted})]
        for found in session.execute(
            select(table.c.id, *columns).where(table.c.id.in_([row.row_id for row in wanted]))
        ):
            texts[name, found.id] = found
    shown = []
    for row in rows:
        now = texts.get((row.table_name, row.row_id))
        text = getattr(now, row.column_name) if now is not None else None
        places_in = [hit for name in names for hit in hits(text, name)] if text else []
        if text and places_in:
            facts = register.tables()[row.table_name]
            title, label = facts.title or row.table_name, register.label(row.column_name)
            shown.append(Shown(row, title, label, _around(text, places_in)))
    return shown


def replace_decided(session: Session, candidate_id: uuid.UUID, *, actor: Actor) -> Counter[str]:
    """Write "deze persoon" where that was decided; as the retention role, just before the person is erased."""
    names = _names(session, candidate_id)
    counts: Counter[str] = Counter()
    rows = session.scalars(
        select(NameMention).where(
            NameMention.candidate_id == candidate_id, NameMention.decision == MentionDecision.REPLACE.value
        )
    ).all()
    for row in rows:
        if (row.table_name, row.column_name) not in places():
            continue
        table = Base.metadata.tables[row.table_name]
        column = table.c[row.column_name]
        text = session.scalar(select(column).where(table.c.id == row.row_id).with_for_update())
        changed = text
        for name in names:
            changed = without(changed, name) if changed else changed
        if changed != text:
            session.execute(update(table).where(table.c.id == row.row_id).values({row.column_name: changed}))
            counts[row.table_name] += 1
    if counts:
        audit.record(
            session, actor, "privacy.mentions_replaced", subject=None, after={"rijen": dict(sorted(counts.items()))}
        )
    return counts


def _names(session: Session, candidate_id: uuid.UUID) -> list[Name]:
    """The name of the person, and of dossiers that were merged into this one: they may have another spelling."""
    rows = session.execute(
        select(Candidate.first_name, Candidate.name_prefix, Candidate.last_name).where(
            or_(Candidate.id == candidate_id, Candidate.merged_into_id == candidate_id)
        )
    )
    return list(dict.fromkeys(Name(first, prefix, last) for first, prefix, last in rows))


def _naming(
    session: Session, table: Table, column_name: str, names: Sequence[Name], own: set[uuid.UUID]
) -> Iterator[tuple[uuid.UUID, list[Hit]]]:
    column = table.c[column_name]
    here: list[ColumnElement[bool]] = [column.is_not(None), column != ""]
    rows = session.execute(select(table.c.id, column).where(*here).execution_options(yield_per=_BATCH))
    for row_id, text in rows:
        if row_id in own or not any(may_name(text, name) for name in names):
            continue
        found = [hit for name in names for hit in hits(text, name)]
        if found:
            yield row_id, found


def _around(text: str, found: Sequence[Hit]) -> list[tuple[str, bool]]:
    """The text around each name; what lies between two that are far apart is left out."""
    parts: list[tuple[str, bool]] = []
    at = 0
    for hit in sorted(found, key=lambda hit: hit.start):
        if hit.start < at:
            continue
        before = text[max(at, hit.start - _AROUND) : hit.start]
        parts += [("… " + before if hit.start - at > _AROUND else before, False), (text[hit.start : hit.end], True)]
        at = hit.end
    rest = text[at : at + _AROUND]
    parts.append((rest + " …" if len(text) > at + _AROUND else rest, False))
    return [part for part in parts if part[0]]
