"""Erases one person: every row goes, what reports count with stays without the person (AVG art. 17, art. 5 lid 1 e).

Runs as the retention role, in one transaction per person. Twice is once: the second time nobody is found.
"""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, delete, insert, update
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.candidates import tombstones
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.db import Base
from wsp.privacy import subjects
from wsp.privacy.anonymous import LEFT, Left, first_of_month, remainder
from wsp.privacy.subjects import ROOT

Rows = Mapping[str, Sequence[Mapping[str, Any]]]

NOBODY: Final = uuid.UUID(int=0)
"""Stands in the log where a person was named who is erased."""
_GONE: Final = "Gewist."
CLEARED: Final[Mapping[str, Mapping[str, Any]]] = {
    "audit_events": {"subject_id": NOBODY, "before": None, "after": None, "reason": None, "erased": True},
    "read_events": {"subject_id": NOBODY, "erased": True},
    "data_requests": {"subject_id": None, "asked": None, "answer": None},
}
"""Rows that stay as proof of what was done, without the person: columns that lose what they held."""


def erase_person(session: Session, candidate_id: uuid.UUID, *, actor: Actor, reason: str) -> Counter[str]:
    """Erase a candidate of the session's region; returns how many rows of each table changed or went.

    `reason` is said in the log: the end of the term, or a request. The caller made sure that nothing stands in the
    way (`queries.obstacles`).
    """
    found = subjects.find(session, candidate_id)
    counts: Counter[str] = Counter()
    if not found:
        return counts
    rows = subjects.rows(session, {name: ids for name, ids in found.items() if name in _READ})
    left = Left(month=first_of_month(clock.today()))
    _bury(session, rows, left)
    for row in rows[ROOT]:
        # One person is one count: a merged dossier leaves nothing of its own.
        left.ids[row["id"]] = left.ids.setdefault(candidate_id, uuid.uuid4())
    rows = {**rows, ROOT: [row for row in rows[ROOT] if row["id"] == candidate_id]}
    for name in LEFT:
        remainders = [kept for row in rows.get(name, ()) if (kept := remainder(name, row, left)) is not None]
        if remainders:
            session.execute(insert(Base.metadata.tables[name]), remainders)
    for name, ids in found.items():
        counts[name] += len(ids)
    for name, values in CLEARED.items():
        _clear(session, name, found.get(name), values)
    requests = Base.metadata.tables["data_requests"]
    _clear(
        session, "data_requests", found.get("data_requests"), {"extension_reason": _GONE},
        requests.c.extension_reason.is_not(None),
    )  # fmt: skip
    for name in subjects.deletion_order():
        if name not in CLEARED and name in found:
            doomed = Base.metadata.tables[name]
            session.execute(delete(doomed).where(doomed.c.id.in_(found[name])))
    audit.record(
        session,
        actor,
        "privacy.erased",
        subject=None,
        after={"rijen": dict(sorted(counts.items()))},
        reason=reason,
    )
    session.flush()
    return counts


_READ: Final = frozenset({*LEFT, "candidate_personal", "external_ids"})


def _clear(
    session: Session,
    name: str,
    ids: Sequence[uuid.UUID] | None,
    values: Mapping[str, Any],
    *also: ColumnElement[bool],
) -> None:
    if ids:
        table = Base.metadata.tables[name]
        session.execute(update(table).where(table.c.id.in_(ids), *also).values(values))


def _bury(session: Session, rows: Rows, left: Left) -> None:
    """Leave the marks by which an old file of this person is recognised."""
    region = rows[ROOT][0]["region_id"]
    external = [(row["system"], row["external_id"]) for row in rows.get("external_ids", ())]
    postcodes = [row["postcode"] for row in rows.get("candidate_residences", ()) if row["superseded_at"] is None]
    personal = rows.get("candidate_personal", ()) or [{}]
    marks: list[tombstones.Mark] = []
    # A dossier that was merged may have had another spelling of the name: an old file may hold either.
    for name in dict.fromkeys(row["sort_key"] for row in rows[ROOT]):
        for row in personal:
            marks += tombstones.marks(
                name=name, birth_date=row.get("birth_date"), bsn_lookup=row.get("bsn_lookup"), external=external
            )
        for postcode in postcodes:
            marks += tombstones.marks(name=name, postcode=postcode)
    values = [
        {
            "id": uuid.uuid4(),
            "created_at": clock.now().replace(day=1, hour=0, minute=0, second=0, microsecond=0),
            "region_id": region,
            "kind": trait.value,
            "hash": hash_,
            "erased_month": left.month,
        }
        for trait, hash_ in dict.fromkeys(marks)
    ]
    if values:
        stone = Base.metadata.tables["erasure_tombstones"]
        session.execute(postgresql.insert(stone).on_conflict_do_nothing(), values)
