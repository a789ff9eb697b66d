"""One row in every table, made from the schema alone, so that a new table is covered without a new test."""

import itertools
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    Numeric,
    Table,
    Text,
    Uuid,
    insert,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, DATERANGE, JSONB, TSVECTOR, Range
from sqlalchemy.types import TypeEngine

from wsp.foundation.crypto import EncryptedBytes, EncryptedText
from wsp.foundation.db import Base

_number = itertools.count(1)

_FIRST = date(2020, 1, 1)
_Made = dict[str, dict[str, Any]]


def fill(connection: Connection, region: str, filled: _Made | None = None) -> _Made:
    """Insert a row of `region` into every table; tables outside the wall that `filled` has already are reused.

    Check constraints of this throw-away database go first: they judge what a row means, which is not the question.
    """
    connection.execute(text(DROP_CHECKS))
    made = dict(filled or {})
    for table in Base.metadata.sorted_tables:
        if table.name in made and "region_id" not in table.c:
            continue
        made[table.name] = row(table, region, made)
        connection.execute(insert(table).values(made[table.name]))
    return made


DROP_CHECKS = """
    DO $$ DECLARE r record; BEGIN
    FOR r IN SELECT conrelid::regclass AS place, conname FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
             WHERE c.contype = 'c' AND c.connamespace = 'public'::regnamespace AND t.relname NOT LIKE 'procrastinate%'
    LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', r.place, r.conname); END LOOP; END $$
"""


def row(table: Table, region: str, made: _Made) -> dict[str, Any]:
    """Values for one row of `table` that refers to the rows in `made`."""
    values: dict[str, Any] = {}
    for column in table.columns:
        if column.computed is not None or column.identity is not None:
            continue
        if column.name == "region_id":
            values[column.name] = region
        elif column.foreign_keys and not column.nullable:
            target = next(key.column for key in sorted(column.foreign_keys, key=str) if key.column.name != "region_id")
            values[column.name] = made[target.table.name][target.name]
        elif not column.nullable and column.autoincrement is not True:
            values[column.name] = _value(column)
    return values


_VALUES: list[tuple[type[TypeEngine[Any]], Callable[[int], Any]]] = [
    # Ranges before their ends, specific before general.
    (Uuid, lambda _n: uuid.uuid4()),
    (Boolean, lambda _n: False),
    (DATERANGE, lambda n: Range(_FIRST + timedelta(n), _FIRST + timedelta(n + 1), bounds="[)")),
    (DateTime, lambda _n: datetime(2026, 1, 1, tzinfo=UTC)),
    (Date, lambda _n: date(2026, 1, 1)),
    (JSONB, lambda _n: {}),
    (ARRAY, lambda _n: []),
    (TSVECTOR, lambda _n: ""),
    (EncryptedBytes, lambda _n: b"x"),
    (EncryptedText, lambda _n: "proef"),
    (LargeBinary, lambda _n: b"x"),
    (Integer, lambda n: n),
    (Numeric, lambda _n: Decimal(10)),
    (Float, lambda _n: Decimal(10)),
    (Text, lambda n: f"proef-{n}"),
]


def _value(column: Column[Any]) -> Any:
    for kind, make in _VALUES:
        if isinstance(column.type, kind):
            return make(next(_number))
    message = f"no value for {column}: {column.type!r}"
    raise AssertionError(message)
