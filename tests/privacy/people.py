"""A candidate about whom something stands in every table, made from the schema, with a marker in every text."""

import itertools
import uuid
from typing import Any

from sqlalchemy import Column, Connection, LargeBinary, Table, Text, insert, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.schema import ForeignKeyConstraint

from tests.security import rows
from wsp.foundation.crypto import EncryptedText
from wsp.foundation.db import Base
from wsp.privacy import register, subjects

_number = itertools.count(1)


def plant(connection: Connection, region: str) -> tuple[uuid.UUID, dict[str, dict[str, str]]]:
    """Fill every table of `region`, then mark all that hangs on the candidate.

    Returns the candidate, and per table and column the marker that stands there: in every text, JSON and file.
    """
    made = rows.fill(connection, region)
    candidate_id: uuid.UUID = made["candidates"]["id"]
    placement_id = made["placements"]["id"]
    markers: dict[str, dict[str, str]] = {}
    for table in Base.metadata.sorted_tables:
        if table.name not in subjects.covered():
            continue
        values: dict[str, Any] = {}
        for column in table.c:
            if (value := _marked(table, column)) is not None:
                markers.setdefault(table.name, {})[column.name] = value[0]
                values[column.name] = value[1]
        for column_name in register.tables()[table.name].refers:
            values[column_name] = placement_id if table.name == "documents" else candidate_id
        values |= _references(table, made)
        if values:
            connection.execute(table.update().where(table.c.id == made[table.name]["id"]).values(values))
    return candidate_id, markers


def _marked(table: Table, column: Column[Any]) -> tuple[str, Any] | None:
    """A marker and the value that carries it; None where no text can stand."""
    if column.name in {"region_id", "digest"} or column.foreign_keys or column.primary_key:
        return None
    if table.name == "candidates" and column.name in {"stage", "erased_month"}:
        return None
    marker = f"Merk{next(_number):04d}x"
    match column.type:
        case LargeBinary():
            return marker, marker.encode()
        case JSONB():
            return marker, {"vrij": [marker]}
        case EncryptedText() | Text():
            return marker, marker
        case _:
            return None


def _references(table: Table, made: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Also the references that may be empty: to rows about the candidate."""
    found: dict[str, Any] = {}
    for constraint in table.constraints:
        if not isinstance(constraint, ForeignKeyConstraint):
            continue
        target = constraint.referred_table
        if target.name in subjects.links() and target.name != table.name:
            for element in constraint.elements:
                if element.column.name == "id":
                    found[element.parent.name] = made[target.name]["id"]
    return found


def everything(connection: Connection) -> dict[str, str]:
    """All rows of every table of the schema as text: what a look for markers goes through."""
    found = {}
    for table in Base.metadata.sorted_tables:
        found[table.name] = "\n".join(
            repr([bytes(value) if isinstance(value, memoryview) else value for value in row])
            for row in connection.execute(select(table))
        )
    return found


def another(connection: Connection, table: str, **values: Any) -> None:
    """One more row of a table."""
    connection.execute(insert(Base.metadata.tables[table]).values(values))
