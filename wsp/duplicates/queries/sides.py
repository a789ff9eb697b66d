"""Two records next to each other: what each says, what hangs on each, and what stands in the way of a merge."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from wsp.accounts import queries as accounts
from wsp.candidates import words
from wsp.candidates.enums import LOONWAARDE_LABELS
from wsp.duplicates import references, rules
from wsp.duplicates.enums import Kind
from wsp.duplicates.fields import Field
from wsp.duplicates.references import How, Reference
from wsp.employers.enums import SECTOR_LABELS
from wsp.foundation import clock
from wsp.foundation.db import Base

TABLES: Final = {Kind.EMPLOYER: "employers", Kind.CANDIDATE: "candidates"}
PREFIXES: Final = {Kind.EMPLOYER: "W", Kind.CANDIDATE: "K"}


@dataclass(frozen=True)
class Side:
    """One of the two records."""

    id: uuid.UUID
    number: str
    """W-12 or K-2041."""
    name: str
    version: int
    organisation_id: uuid.UUID | None
    merged_into_id: uuid.UUID | None
    row: Mapping[str, Any]
    """The columns of the record itself."""
    details: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    """Table -> its rows of this record, as JSON; only tables of which a merge chooses or narrows rows."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """Table -> how many rows would move."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Names of colleagues by id."""

    @property
    def label(self) -> str:
        """How the record is called: "Bakkerij Voorbeeld (W-12)"."""
        return f"{self.name} ({self.number})"

    @property
    def personal(self) -> Mapping[str, Any]:
        """Birth date, sex and the keyed hash of the BSN; empty when there is no such row."""
        return next(iter(self.details.get("candidate_personal", ())), {})

    def value(self, of: Field) -> Any:
        """What this record says about a field: a value, or the ids of its rows; None for nothing."""
        if of.rows:
            return tuple(row["id"] for row in self.details.get(of.rows, ())) or None
        if of.table:
            return self.personal.get(of.columns[0])
        found = [self.row[column] for column in of.columns]
        return found[0] if len(found) == 1 else tuple(found)

    def shown(self, of: Field) -> str | None:
        """The same as a person reads it; None for nothing."""
        if of.rows:
            return "; ".join(_row(of.rows, row) for row in _today(self.details.get(of.rows, ()))) or None
        if of.code == "name":
            return self.name
        value = self.value(of)
        if value is None:
            return None
        if of.columns[0].endswith("_id"):
            return self.names.get(str(value), "een collega die weg is")
        return of.show(date.fromisoformat(value) if of.code == "birth_date" else value)


def load(session: Session, kind: Kind, ids: Sequence[uuid.UUID], *, lock: bool = False) -> dict[uuid.UUID, Side]:
    """These records with what hangs on them; three statements, and one for names.

    With `lock` both rows are held until the transaction ends, always in the same order.
    """
    table = Base.metadata.tables[TABLES[kind]]
    statement = select(table).where(table.c.id.in_(list(ids))).order_by(table.c.id)
    rows = session.execute(statement.with_for_update() if lock else statement).mappings().all()
    details, counts = _details(session, kind, ids), _counts(session, kind, ids)
    people = [row[name] for row in rows for name in row if name in _PEOPLE]
    names = {str(key): name for key, name in accounts.names(session, people).items()}
    return {
        row["id"]: Side(
            id=row["id"],
            number=f"{PREFIXES[kind]}-{row['number']}",
            name=row["name"]
            if kind is Kind.EMPLOYER
            else words.full_name(row["first_name"], row["name_prefix"], row["last_name"]),
            version=row["version"],
            organisation_id=row.get("organisation_id"),
            merged_into_id=row["merged_into_id"],
            row=dict(row),
            details=details[row["id"]],
            counts=counts[row["id"]],
            names=names,
        )
        for row in rows
    }


_PEOPLE: Final = frozenset({"owner_id", "client_manager_id", "job_coach_id"})

_SHAPES: Final = {
    # Never the BSN itself: its keyed hash tells whether two are the same.
    "candidate_personal": (
        "jsonb_build_object('id', id, 'birth_date', birth_date, 'sex', sex, 'bsn_lookup', bsn_lookup)"
    ),
}
_VERSIONED: Final = frozenset(
    {"employer_sectors", "candidate_residences", "loonwaarde_indications", "register_checks", "sharing_agreements"}
)


def _details(
    session: Session, kind: Kind, ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, dict[str, list[Mapping[str, Any]]]]:
    """Rows of all tables that a merge looks into, in one statement."""
    wanted = [reference for how in (How.CHOSEN, How.NARROWED, How.PERSONAL) for reference in references.of(kind, how)]
    parts = [
        f"SELECT '{each.table}' AS source, {each.column} AS owner, created_at, "
        f"{_SHAPES.get(each.table, 'to_jsonb(t)')} AS row FROM {each.table} t WHERE {each.column} = ANY(:ids)"
        for each in wanted
    ]
    found: dict[uuid.UUID, dict[str, list[Mapping[str, Any]]]] = {key: defaultdict(list) for key in ids}
    statement = " UNION ALL ".join(parts) + " ORDER BY source, created_at"
    for source, owner, _, row in session.execute(text(statement), {"ids": list(ids)}):
        found[owner][source].append(row)
    return found


def _counts(session: Session, kind: Kind, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, dict[str, int]]:
    moving = references.of(kind, How.MOVES)
    parts = [
        f"SELECT '{each.table}' AS source, {each.column} AS owner, count(*) AS amount FROM {each.table} "
        f"WHERE {each.column} = ANY(:ids){_of_subject(each)} GROUP BY {each.column}"
        for each in moving
    ]
    found: dict[uuid.UUID, dict[str, int]] = {key: {} for key in ids}
    for source, owner, amount in session.execute(text(" UNION ALL ".join(parts)), {"ids": list(ids)}):
        found[owner][source] = amount
    return found


def _of_subject(reference: Reference) -> str:
    return f" AND {reference.subject[0]} = '{reference.subject[1]}'" if reference.subject else ""


def agreements(side: Side, kind: Kind) -> list[rules.Agreement]:
    """The agreements of this record that are believed now, as `rules.narrow` takes them.

    Of a candidate they are about employers; of an employer they are about candidates.
    """
    about = "employer_id" if kind is Kind.CANDIDATE else "candidate_id"
    return [
        rules.Agreement(
            id=uuid.UUID(row["id"]),
            purpose=row["purpose"],
            about=uuid.UUID(row[about]) if row[about] else None,
            given=row["given"],
            start=_ends(row["valid"])[0],
            end=_ends(row["valid"])[1],
        )
        for row in side.details.get("sharing_agreements", ())
        if row["superseded_at"] is None
    ]


def current_ids(side: Side, table: str) -> list[str]:
    """Rows of a dated table that are believed now; empty for a table without versions."""
    if table not in _VERSIONED:
        return []
    return [row["id"] for row in side.details.get(table, ()) if row["superseded_at"] is None]


def _today(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Of dated rows those that hold today, of others all."""
    today = clock.today()
    return [row for row in rows if "valid" not in row or (row["superseded_at"] is None and _holds(row["valid"], today))]


def _holds(valid: str, on: date) -> bool:
    start, end = _ends(valid)
    return (start is None or start <= on) and (end is None or on < end)


def _ends(valid: str) -> tuple[date | None, date | None]:
    """The two ends of a range as PostgreSQL writes it: "[2026-01-01,)"."""
    start, end = (part.strip('"[]() ') for part in valid.split(","))
    return date.fromisoformat(start) if start else None, date.fromisoformat(end) if end else None


def _row(table: str, row: Mapping[str, Any]) -> str:
    match table:
        case "employer_sectors":
            sector = next((label for code, label in SECTOR_LABELS.items() if code == row["sector"]), row["sector"])
            return f"{sector}, SBI {row['sbi_code']}" if row["sbi_code"] else sector
        case "candidate_residences":
            return " ".join(part for part in (row["postcode"], row["place"] or row["municipality_code"]) if part)
        case "loonwaarde_indications":
            label = next((text_ for code, text_ in LOONWAARDE_LABELS.items() if code == row["kind"]), row["kind"])
            return f"{row['percentage']} procent ({label.lower()})"
        case "register_checks":
            asked = words.day(date.fromisoformat(row["checked_on"]))
            return f"{'ja' if row['in_register'] else 'nee'}, gevraagd op {asked}"
        case _:
            return str(row["title"])
