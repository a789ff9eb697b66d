"""`wsp keys rotate`: every encrypted value under the newest key, while people go on working.

A value is replaced only when it still is what was read (compare and swap), so that what somebody saves meanwhile is
never overwritten. Values under the newest key are skipped: after an interruption the same command goes on.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import psycopg
from cryptography.fernet import Fernet, InvalidToken
from psycopg import sql
from psycopg.errors import DeadlockDetected, LockNotAvailable

from wsp.foundation.crypto import CannotDecrypt, EncryptedBytes, EncryptedText, Keyring
from wsp.foundation.logging import get_logger
from wsp.models import Base
from wsp.operations.clients import libpq
from wsp.operations.errors import RotationIncomplete

BATCH: Final = 200
"""Values per transaction: few enough that nobody waits for a locked row."""

_PASSES: Final = 5

Progress = Callable[[str, int], None]
"""Gets `table.column` and how many values were replaced so far."""


@dataclass(frozen=True)
class Column:
    """One encrypted column, and the key of its table."""

    table: str
    name: str
    key: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.table}.{self.name}"


@dataclass
class Counted:
    """Values of one column."""

    newest: int = 0
    older: int = 0
    unreadable: int = 0


def columns() -> list[Column]:
    """Every encrypted column, found in the mappings: a new one needs no line here."""
    return [
        Column(table.name, column.name, tuple(each.name for each in table.primary_key))
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, EncryptedText | EncryptedBytes)
    ]


def count(owner_url: str, keyring: Keyring, *, at_most: int | None = None) -> dict[Column, Counted]:
    """How many values are under which key; `at_most` values per column make a sample: ids are random."""
    with psycopg.connect(libpq(owner_url), connect_timeout=5) as connection:
        return {column: _count(connection, column, keyring, at_most) for column in columns()}


def rotate(owner_url: str, keyring: Keyring, *, batch: int = BATCH, progress: Progress | None = None) -> int:
    """Replace every value that is not under the newest key; returns how many were replaced.

    Raises:
        CannotDecrypt: a value opens with none of the keys; the others were done.
        RotationIncomplete: a process that does not know the newest key keeps writing.

    """
    done = 0
    with psycopg.connect(libpq(owner_url), connect_timeout=5) as connection:
        connection.execute("SET lock_timeout = '2s'")
        connection.commit()
        for _ in range(_PASSES):
            left = unreadable = 0
            for column in columns():
                counted = _pass(connection, column, keyring, batch, progress)
                done += counted.newest
                left += counted.older
                unreadable += counted.unreadable
            if not left:
                break
            time.sleep(0.2)
        counts = [_count(connection, column, keyring, None) for column in columns()]
    get_logger().info("keys.rotated", changed=done, refused=unreadable)
    if unreadable:
        message = f"{unreadable} values open with none of the configured keys"
        raise CannotDecrypt(message)
    if any(each.older for each in counts):
        raise RotationIncomplete(
            "Er komen nog oude waarden bij. Herstart webserver en worker met de nieuwe sleutel vooraan."
        )
    return done


def _pass(
    connection: psycopg.Connection, column: Column, keyring: Keyring, batch: int, progress: Progress | None
) -> Counted:
    """Once over the column: `newest` counts what was replaced, `older` what must be tried again."""
    newest = Fernet(keyring.encryption_keys[0])
    counted = Counted()
    swap = sql.SQL("UPDATE {} SET {} = %s WHERE {} AND {} = %s").format(
        sql.Identifier(column.table), sql.Identifier(column.name), _is_key(column), sql.Identifier(column.name)
    )
    for rows in _batches(connection, column, batch):
        work = []
        for *key, token in rows:
            if _opens(newest, token):
                continue
            try:
                work.append((keyring.rotate(_bytes(token)), *key, token))
            except InvalidToken:
                counted.unreadable += 1
        try:
            with connection.transaction():
                swapped = sum(connection.execute(swap, values).rowcount for values in work)
        except (LockNotAvailable, DeadlockDetected):
            swapped = 0
        counted.newest += swapped
        counted.older += len(work) - swapped
        if progress is not None and work:
            progress(str(column), counted.newest)
    return counted


def _batches(connection: psycopg.Connection, column: Column, size: int) -> Iterator[list[tuple[object, ...]]]:
    """All values in order of their key, a batch at a time."""
    key = sql.SQL(", ").join(sql.Identifier(name) for name in column.key)
    start = sql.SQL("SELECT {0}, {1} FROM {2} WHERE {1} IS NOT NULL").format(
        key, sql.Identifier(column.name), sql.Identifier(column.table)
    )
    after = sql.SQL(" AND ({}) > ({})").format(key, sql.SQL(", ").join([sql.Placeholder()] * len(column.key)))
    end = sql.SQL(" ORDER BY {} LIMIT {}").format(key, sql.Literal(size))
    last: tuple[object, ...] = ()
    while True:
        with connection.transaction():
            rows = connection.execute(start + (after if last else sql.SQL("")) + end, last).fetchall()
        if not rows:
            return
        yield rows
        last = rows[-1][:-1]


def _is_key(column: Column) -> sql.Composed:
    return sql.SQL(" AND ").join(sql.SQL("{} = %s").format(sql.Identifier(name)) for name in column.key)


def _count(connection: psycopg.Connection, column: Column, keyring: Keyring, at_most: int | None) -> Counted:
    newest = Fernet(keyring.encryption_keys[0])
    counted = Counted()
    for rows in _batches(connection, column, at_most or BATCH):
        for *_, token in rows:
            if _opens(newest, token):
                counted.newest += 1
            elif _readable(keyring, token):
                counted.older += 1
            else:
                counted.unreadable += 1
        if at_most is not None:
            break
    return counted


def _opens(newest: Fernet, token: object) -> bool:
    try:
        newest.decrypt(_bytes(token))
    except InvalidToken:
        return False
    return True


def _readable(keyring: Keyring, token: object) -> bool:
    try:
        keyring.decrypt(_bytes(token))
    except CannotDecrypt:
        return False
    return True


def _bytes(token: object) -> bytes:
    return bytes(token) if isinstance(token, bytes | bytearray | memoryview) else b""
