"""Counting what reaches the database: a page may not ask more when there is more to show (R14)."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from wsp.foundation.db import Database

_NO_PAGE = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT", "select current_setting")
"""What only a rolled-back test sends."""


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """The statements that are executed inside the block; savepoints and settings are no statements of a page."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "set_config" not in statement and not statement.startswith(_NO_PAGE):
            seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
