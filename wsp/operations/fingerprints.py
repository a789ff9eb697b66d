"""Count and hash of every table, whatever the order of its rows: two databases with equal ones hold the same rows."""

from dataclasses import dataclass
from typing import Final

from psycopg import Connection, sql

# How a value looks as text depends on these; a backup must hash alike on every server.
_LOOK: Final = (
    "SET LOCAL search_path = public",
    "SET LOCAL DateStyle = 'ISO, YMD'",
    "SET LOCAL TimeZone = 'UTC'",
    "SET LOCAL IntervalStyle = 'postgres'",
    "SET LOCAL extra_float_digits = 1",
    "SET LOCAL bytea_output = 'hex'",
    "SET LOCAL statement_timeout = 0",
)

_TABLES: Final = """
    SELECT c.relname, row_security_active(c.oid) FROM pg_class c
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY c.relname COLLATE "C"
"""


@dataclass(frozen=True)
class Fingerprint:
    """Number of rows, and 128 bits over all of them."""

    rows: int
    hash: str


def tables(connection: Connection) -> list[str]:
    """Every table of the program and of its queue."""
    found = connection.execute(_TABLES).fetchall()
    hidden = [name for name, walled in found if walled]
    if hidden:
        message = f"this role sees only a part of {hidden[0]}; use the owner"
        raise PermissionError(message)
    return [name for name, _ in found]


def fingerprints(connection: Connection) -> dict[str, Fingerprint]:
    """Table name -> fingerprint, within the caller's transaction; as owner, to whom no wall applies.

    A sum and not an exclusive or: of two equal rows both count. Two halves, so that a chance match is out of the
    question (2^-128), though not one that somebody makes on purpose: sha256 of the whole file guards against that.
    """
    for statement in _LOOK:
        connection.execute(statement)
    return {name: _of(connection, name) for name in tables(connection)}


def _of(connection: Connection, table: str) -> Fingerprint:
    half = "sum(('x' || substr(h, {}, 16))::bit(64)::bigint::numeric)"
    statement = sql.SQL(
        "SELECT count(*), coalesce(" + half.format(1) + ", 0), coalesce(" + half.format(17) + ", 0) "
        "FROM (SELECT md5(t::text) AS h FROM {} t) hashed"
    ).format(sql.Identifier(table))
    row = connection.execute(statement).fetchone()
    if row is None:
        message = "an aggregate gives one row"
        raise RuntimeError(message)
    count, first, second = row
    return Fingerprint(count, f"{int(first) % 2**64:016x}{int(second) % 2**64:016x}")
