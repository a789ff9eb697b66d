"""The data dictionary: every table and column with type, key and meaning, read from the source itself.

The meaning is the docstring under the column in the mapping, so it cannot drift from the code.
"""

import ast
import inspect
import textwrap
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Mapper

from wsp.exchange.region.layout import FILES, Part
from wsp.foundation.db import Base

HEADS: Final = ("table", "column", "type", "required", "key", "refers_to", "meaning")
_DIALECT: Final = postgresql.dialect()  # type: ignore[no-untyped-call]  # the dialect's factory has no types
_COMMON: Final = {
    "id": "Public id (uuid4).",
    "region_id": "AM code of the region.",
    "created_at": "When the row was recorded (UTC).",
    "version": "Counter of optimistic locking.",
    "updated_at": "When the row was last changed (UTC).",
    "valid": "Period in which the fact holds: [first day, day after the last).",
    "recorded_at": "When the program began to believe this (UTC).",
    "superseded_at": "When a correction replaced this version (UTC); empty while it holds.",
    "recorded_by": "User who recorded it.",
}


def rows(parts: list[Part]) -> Iterator[tuple[str, ...]]:
    """One row per table (with an empty column name) and one per column."""
    for part in parts:
        mapper = _mappers().get(part.name)
        meanings = _meanings(mapper.class_) if mapper else {}
        about = inspect.getdoc(mapper.class_) if mapper else None
        yield part.name, "", "", "", ", ".join(part.key), "", " ".join((about or "").split())
        for column in part.columns:
            refers = sorted(f"{key.column.table.name}.{key.column.name}" for key in column.foreign_keys)
            encrypted = column.name == part.encrypted()
            yield (
                part.name,
                column.name,
                "text (encrypted, see README)" if encrypted else column.type.compile(_DIALECT).lower(),
                "no" if column.nullable else "yes",
                "primary" if column.primary_key else "",
                ", ".join(refers),
                meanings.get(column.name) or _COMMON.get(column.name, ""),
            )
        if part.name in FILES:
            content, named = FILES[part.name]
            where = f"files/{part.name}/<id>; the original name is in {named}"
            yield part.name, content, "file", "yes", "", "", where


@cache
def _mappers() -> Mapping[str, Mapper[Base]]:
    return {str(mapper.local_table): mapper for mapper in Base.registry.mappers}


def _meanings(model: type) -> dict[str, str]:
    """Column name -> the string that stands under its mapping, also in the classes it comes from."""
    found: dict[str, str] = {}
    for owner in reversed(model.__mro__):
        if not owner.__module__.startswith("wsp."):
            continue
        body = ast.parse(textwrap.dedent(inspect.getsource(owner))).body[0]
        if not isinstance(body, ast.ClassDef):
            continue
        for item, after in zip(body.body, body.body[1:], strict=False):
            if (
                isinstance(item, ast.AnnAssign)
                and isinstance(item.target, ast.Name)
                and isinstance(after, ast.Expr)
                and isinstance(after.value, ast.Constant)
                and isinstance(after.value.value, str)
            ):
                found[item.target.id] = " ".join(after.value.value.split())
    return found
