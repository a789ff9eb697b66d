"""Which rows of which tables are about one person: found from the schema itself, so that no table can be forgotten.

A row belongs to a candidate when it refers to the candidate, or to a row that does: by a foreign key, or by a column
of which the register says that it `refers`. Two statements, whatever the number of tables.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sqlalchemy import CTE, ForeignKeyConstraint, Select, Table, Text, cast, literal, or_, select, union_all
from sqlalchemy.orm import Session

from wsp.foundation.db import Base
from wsp.privacy import register

ROOT: Final = "candidates"
Ids = dict[str, list[uuid.UUID]]
"""Table -> the ids of its rows."""


@dataclass(frozen=True)
class Link:
    """`column` of a table holds the id of a row of `parent`."""

    column: str
    parent: str


@cache
def links() -> Mapping[str, tuple[Link, ...]]:
    """Tables that hang on the candidate by foreign keys, parents first, with what they hang on."""
    found: dict[str, tuple[Link, ...]] = {ROOT: ()}
    for table in _sorted():
        own = tuple(link for link in _foreign(table) if link.parent in found and link.parent != table.name)
        if own and table.name != ROOT:
            found[table.name] = own
    return found


@cache
def referring() -> Mapping[str, tuple[str, ...]]:
    """Tables that name a record of any table by its id only, and the columns that do."""
    return {name: facts.refers for name, facts in register.tables().items() if facts.refers}


@cache
def hanging() -> Mapping[str, tuple[Link, ...]]:
    """Tables that hang by foreign keys on a referring table, such as the lines of a task."""
    found: dict[str, tuple[Link, ...]] = {}
    for table in _sorted():
        if table.name in links() or table.name in referring():
            continue
        own = tuple(link for link in _foreign(table) if link.parent in referring() or link.parent in found)
        if own:
            found[table.name] = own
    return found


@cache
def covered() -> frozenset[str]:
    """Every table in which something about a candidate can stand."""
    return frozenset({*links(), *referring(), *hanging()})


def deletion_order() -> list[str]:
    """Covered tables, children first."""
    return [table.name for table in reversed(_sorted()) if table.name in covered()]


def find(session: Session, candidate_id: uuid.UUID) -> Ids:
    """The rows about one candidate, by table; empty when there is no such candidate in the session's region."""
    ctes: dict[str, CTE] = {}
    for name, own in links().items():
        table = Base.metadata.tables[name]
        if name == ROOT:
            # A dossier that was merged into this one is about the same person.
            here = or_(table.c.id == candidate_id, table.c.merged_into_id == candidate_id)
        else:
            here = or_(*(_in(table, link, ctes) for link in own))
        ctes[name] = select(table.c.id).where(here).cte(f"about_{name}")
    found = _ids(session, ctes)
    known = [each for ids in found.values() for each in ids]
    if not known:
        return {}
    loose: dict[str, CTE] = {}
    for name, columns in referring().items():
        table = Base.metadata.tables[name]
        more = [_in(table, link, ctes) for link in links().get(name, ())]
        loose[name] = (select(table.c.id).where(or_(*(table.c[column].in_(known) for column in columns), *more))).cte(
            f"loose_{name}"
        )
    for name, own in hanging().items():
        table = Base.metadata.tables[name]
        loose[name] = select(table.c.id).where(or_(*(_in(table, link, loose) for link in own))).cte(f"loose_{name}")
    for name, ids in _ids(session, loose).items():
        found[name] = sorted({*found.get(name, []), *ids})
    return found


def rows(session: Session, found: Ids) -> dict[str, Sequence[Mapping[str, Any]]]:
    """All columns of these rows, by table; one statement per table that has any."""
    result: dict[str, Sequence[Mapping[str, Any]]] = {}
    for name, ids in found.items():
        table = Base.metadata.tables[name]
        order = table.c.get("created_at", table.c.id)
        found_rows = session.execute(select(table).where(table.c.id.in_(ids)).order_by(order)).mappings()
        result[name] = [dict(row) for row in found_rows]
    return result


def _ids(session: Session, ctes: Mapping[str, CTE]) -> Ids:
    parts: list[Select[Any]] = [select(cast(literal(name), Text).label("name"), cte.c.id) for name, cte in ctes.items()]
    found: Ids = {}
    for name, row_id in session.execute(union_all(*parts)):
        found.setdefault(name, []).append(row_id)
    return found


def _in(table: Table, link: Link, ctes: Mapping[str, CTE]) -> Any:
    return table.c[link.column].in_(select(ctes[link.parent].c.id))


def _foreign(table: Table) -> list[Link]:
    """References to rows by their id; only tables whose own rows have an id can be found again."""
    if "id" not in table.c:
        return []
    found = []
    for constraint in table.constraints:
        if isinstance(constraint, ForeignKeyConstraint):
            found += [
                Link(element.parent.name, element.column.table.name)
                for element in constraint.elements
                if element.column.name == "id"
            ]
    return sorted(found, key=lambda link: link.column)


def _sorted() -> list[Table]:
    tables = Base.metadata.sorted_tables
    if unknown := {table.name for table in tables} ^ set(register.tables()):
        message = f"schema and register differ in {', '.join(sorted(unknown))}: load wsp.models, or mend the register"
        raise RuntimeError(message)
    return tables
