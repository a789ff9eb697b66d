"""Everything that is known about one person, for an access request (AVG art. 15): all tables, all columns.

What to look in comes from the schema and the register, never from a list in this file. The record is for a machine
(JSON); `Section` holds the same for a page that a person reads.
"""

import base64
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.orm import Session

from wsp.accounts import queries as accounts
from wsp.audit import service as audit
from wsp.audit.enums import Purpose, purpose_label
from wsp.cohorts import queries as groups
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.clock import day_in_words
from wsp.lists import queries as own_lists
from wsp.privacy import register, subjects
from wsp.shortlists.enums import CRITERION_LABELS

_HIDDEN_FROM_PAPER: Final = frozenset({"techniek"})
_EMPTY: Final = "niet ingevuld"
_LONGEST_LIST: Final = 200
_LONGEST_TEXT: Final = 100_000


@dataclass(frozen=True)
class Fact:
    """One column of one row, in words."""

    label: str
    kind: str
    text: str


@dataclass(frozen=True)
class Section:
    """One table, as a person reads it."""

    name: str
    title: str
    activity: str
    rows: Sequence[Sequence[Fact]]


@dataclass(frozen=True)
class Package:
    """The answer to an access request."""

    candidate_id: uuid.UUID
    made_on: date
    record: dict[str, Any]
    """Table -> rows with every column, as JSON can hold them."""
    sections: Sequence[Section]
    people: Mapping[str, str]
    """Ids of colleagues -> names, for both forms."""


def package(session: Session, candidate_id: uuid.UUID, *, actor: Actor) -> Package:
    """Collect everything about a candidate; looking at it is itself in the read log, with its purpose."""
    found = subjects.find(session, candidate_id)
    audit.record_reads(session, actor, "candidate", [candidate_id], purpose=Purpose.ACCESS_REQUEST)
    rows = subjects.rows(session, found)
    people = {str(key): name for key, name in accounts.names(session, _staff_ids(rows)).items()}
    organisations = accounts.organisation_names(session, _ids(rows, "organisation_id"))
    lists = own_lists.list_names(session, _ids(rows, "list_id"))
    cohorts = groups.cohort_names(session, _ids(rows, "cohort_id"))
    called = (*organisations.items(), *lists.items(), *cohorts.items())
    names = people | {str(key): name for key, name in called}
    return Package(
        candidate_id=candidate_id,
        made_on=clock.today(),
        record={name: [_record(row) for row in found_rows] for name, found_rows in rows.items()},
        sections=[_section(name, found_rows, names) for name, found_rows in rows.items()],
        people=names,
    )


def as_record(made: Package) -> dict[str, Any]:
    """The whole answer for a machine, with the activities it belongs to and the names behind the ids."""
    tables = register.tables()
    return {
        "gemaakt_op": made.made_on.isoformat(),
        "verwerkingen": {
            each.code: {"naam": each.name, "doel": each.purpose, "grondslag": each.basis, "ontvangers": each.recipients}
            for each in register.activities()
        },
        "medewerkers_en_organisaties": dict(made.people),
        "gegevens": {
            name: {
                "titel": tables[name].title,
                "verwerking": _activity(name),
                "rijen": rows,
            }
            for name, rows in made.record.items()
        },
    }


def _activity(table: str) -> str:
    id_ = register.tables()[table].activity
    return register.activity(id_).code if id_ else ""


def _section(name: str, rows: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> Section:
    facts = register.tables()[name]
    labels = register.kind_labels()
    shown = [column for column, kind in facts.columns.items() if kind not in _HIDDEN_FROM_PAPER]
    return Section(
        name=name,
        title=facts.title or name,
        activity=register.activity(facts.activity).name if facts.activity else "",
        rows=[
            [
                Fact(register.label(column), labels[facts.columns[column]], _text(column, row[column], names))
                for column in shown
                if column in row
            ]
            for row in rows
        ],
    )


def _text(column: str, value: Any, names: Mapping[str, str]) -> str:  # noqa: PLR0911 (one answer per kind of value)
    match value:
        case None | "":
            return _EMPTY
        case bool():
            return "ja" if value else "nee"
        case datetime():
            local = clock.local(value)
            return f"{day_in_words(local.date())} {local:%H.%M} uur"
        case date():
            return day_in_words(value)
        case Range():
            begin = day_in_words(value.lower) if value.lower else "altijd"
            return f"{begin} tot {day_in_words(value.upper) if value.upper else 'nu'}"
        case bytes() | memoryview():
            return f"een bestand van {len(value)} tekens; het staat in het JSON-bestand"
        case uuid.UUID():
            return names.get(str(value), str(value))
        case dict() | list():
            return "; ".join(_lines(value, names))[:_LONGEST_TEXT] or _EMPTY
        case _:
            return purpose_label(value) if column == "purpose" and isinstance(value, str) else str(value)


def _lines(value: Any, names: Mapping[str, str], path: str = "") -> Iterable[str]:
    """Nested values as short phrases; a criterion of the match list by its Dutch name."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            label = CRITERION_LABELS.get(str(key), str(key))
            yield from _lines(item, names, f"{path} {label}".strip())
    elif isinstance(value, list):
        for item in value[:_LONGEST_LIST]:
            yield from _lines(item, names, path)
    else:
        said = CRITERION_LABELS.get(str(value), names.get(str(value), str(value)))
        yield f"{path}: {said}" if path else said


def _record(row: Mapping[str, Any]) -> dict[str, Any]:
    return {column: _plain(value) for column, value in row.items()}


def _plain(value: Any) -> Any:
    match value:
        case datetime() | date():
            return value.isoformat()
        case Range():
            return {"van": _plain(value.lower), "tot": _plain(value.upper)}
        case bytes() | memoryview():
            return {"base64": base64.b64encode(bytes(value)).decode("ascii")}
        case uuid.UUID() | Decimal():
            return str(value)
        case _:
            return value


def _staff_ids(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> set[uuid.UUID]:
    found: set[uuid.UUID] = set()
    for name, table_rows in rows.items():
        columns = [column for column, kind in register.tables()[name].columns.items() if kind == "medewerker"]
        for row in table_rows:
            found |= {row[column] for column in columns if isinstance(row.get(column), uuid.UUID)}
    return found


def _ids(rows: Mapping[str, Sequence[Mapping[str, Any]]], column: str) -> set[uuid.UUID]:
    return {row[column] for table_rows in rows.values() for row in table_rows if row.get(column) is not None}


def used_activities(made: Package) -> list[register.Activity]:
    """The activities under which something about this person stands."""
    used = {register.tables()[section.name].activity for section in made.sections}
    return [each for each in register.activities() if each.id in used]
