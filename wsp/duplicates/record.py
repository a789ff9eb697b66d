"""The steps of a merge: done one after the other, written down, and undone from the last to the first.

A merge only updates: it points rows at the survivor and changes values of the two rows themselves. It adds and removes
nothing, so that undoing it gives back every row as it was. Only the counters of optimistic locking (`version`,
`updated_at`) go on: a form that was opened before must not win from one that was saved since.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar, Final

from sqlalchemy import Date, DateTime, Numeric, Table, Uuid, select, text, update
from sqlalchemy.orm import Session

from wsp.foundation.db import Base

COUNTERS: Final = frozenset({"version", "updated_at"})


class Drifted(Exception):
    """A step cannot be undone: a row is no longer as the step left it. `table` and `column` say where."""

    def __init__(self, table: str, column: str) -> None:
        super().__init__(f"{table}.{column}")
        self.table = table
        self.column = column


@dataclass(frozen=True)
class Step:
    """One step, as it stands in the record."""

    NAME: ClassVar[str]

    def stored(self) -> dict[str, Any]:
        """The step as JSON."""
        return {"do": self.NAME, **asdict(self)}


@dataclass(frozen=True)
class Move(Step):
    """Rows `ids` of `table` pointed at `from_id`; now they point at `to_id`."""

    NAME: ClassVar[str] = "move"
    table: str
    column: str
    ids: list[str]
    from_id: str
    to_id: str

    def do(self, session: Session) -> None:
        """Point the rows at the other record."""
        self._point(session, self.from_id, self.to_id)

    def undo(self, session: Session) -> None:
        """Point them back."""
        self._point(session, self.to_id, self.from_id)

    def _point(self, session: Session, here: str, there: str) -> None:
        statement = text(
            f"UPDATE {self.table} SET {self.column} = :there WHERE id = ANY(:ids) AND {self.column} = :here"
        )
        moved = session.execute(
            statement, {"there": uuid.UUID(there), "here": uuid.UUID(here), "ids": [uuid.UUID(key) for key in self.ids]}
        )
        if moved.rowcount != len(self.ids):  # type: ignore[attr-defined]  # an UPDATE has a row count
            raise Drifted(self.table, self.column)


@dataclass(frozen=True)
class Exchange(Step):
    """All rows of two records change places: `ones` went from `one_id` to `other_id`, `others` the other way.

    `current` are the versions among `ones` that hold; they step aside for a moment, since two records may not have
    versions that overlap, however short.
    """

    NAME: ClassVar[str] = "exchange"
    table: str
    column: str
    one_id: str
    other_id: str
    ones: list[str]
    others: list[str]
    current: list[str]

    def do(self, session: Session) -> None:
        """Change places."""
        self._park(session, parked=True)
        Move(self.table, self.column, self.ones, self.one_id, self.other_id).do(session)
        Move(self.table, self.column, self.others, self.other_id, self.one_id).do(session)
        self._park(session, parked=False)

    def undo(self, session: Session) -> None:
        """Change back."""
        self._park(session, parked=True)
        Move(self.table, self.column, self.others, self.one_id, self.other_id).do(session)
        Move(self.table, self.column, self.ones, self.other_id, self.one_id).do(session)
        self._park(session, parked=False)

    def _park(self, session: Session, *, parked: bool) -> None:
        if not self.current:
            return
        was, becomes = ("IS NULL", "recorded_at") if parked else ("IS NOT NULL", "NULL")
        done = session.execute(
            text(f"UPDATE {self.table} SET superseded_at = {becomes} WHERE id = ANY(:ids) AND superseded_at {was}"),
            {"ids": [uuid.UUID(key) for key in self.current]},
        )
        if done.rowcount != len(self.current):  # type: ignore[attr-defined]  # an UPDATE has a row count
            raise Drifted(self.table, self.column)


@dataclass(frozen=True)
class Change(Step):
    """Columns of one row got other values; values as JSON (`plain`)."""

    NAME: ClassVar[str] = "change"
    table: str
    id: str
    before: dict[str, Any]
    after: dict[str, Any]

    def do(self, session: Session) -> None:
        """Write the new values."""
        self._write(session, self.after)

    def undo(self, session: Session) -> None:
        """Write the old values, when the new ones still stand."""
        table = Base.metadata.tables[self.table]
        row = session.execute(
            select(*(table.c[name] for name in self.after)).where(table.c.id == uuid.UUID(self.id))
        ).one_or_none()
        if row is None:
            raise Drifted(self.table, "id")
        for name, left in self.after.items():
            if plain(getattr(row, name)) != left:
                raise Drifted(self.table, name)
        self._write(session, self.before)

    def _write(self, session: Session, values: Mapping[str, Any]) -> None:
        table = Base.metadata.tables[self.table]
        session.execute(
            update(table)
            .where(table.c.id == uuid.UUID(self.id))
            .values({name: typed(table, name, value) for name, value in values.items()})
        )


@dataclass(frozen=True)
class Hand(Step):
    """A secret went from one row to another that had none. The record does not hold it, so that keys can be renewed."""

    NAME: ClassVar[str] = "hand"
    table: str
    from_id: str
    to_id: str
    columns: list[str]

    def do(self, session: Session) -> None:
        """Hand it over."""
        self._hand(session, self.from_id, self.to_id)

    def undo(self, session: Session) -> None:
        """Hand it back."""
        self._hand(session, self.to_id, self.from_id)

    def _hand(self, session: Session, here: str, there: str) -> None:
        # As it is stored: the value is not opened on its way.
        names = ", ".join(self.columns)
        read_raw = text(f"SELECT {names} FROM {self.table} WHERE id = :id")
        giver = session.execute(read_raw, {"id": uuid.UUID(here)}).one_or_none()
        taker = session.execute(read_raw, {"id": uuid.UUID(there)}).one_or_none()
        if giver is None or taker is None or any(value is not None for value in taker):
            raise Drifted(self.table, self.columns[0])
        # A unique key allows the value in one row at a time.
        for row_id, values in (
            (here, dict.fromkeys(self.columns)),
            (there, dict(zip(self.columns, giver, strict=True))),
        ):
            given = ", ".join(f"{name} = :{name}" for name in values)
            session.execute(
                text(f"UPDATE {self.table} SET {given} WHERE id = :row_id"), {**values, "row_id": uuid.UUID(row_id)}
            )


AnyStep = Move | Exchange | Change | Hand
_KINDS: Final = {kind.NAME: kind for kind in (Move, Exchange, Change, Hand)}


def read(stored: Mapping[str, Any]) -> AnyStep:
    """The step that `Step.stored` wrote."""
    values = dict(stored)
    return _KINDS[values.pop("do")](**values)


def undo_all(session: Session, steps: Sequence[Mapping[str, Any]]) -> None:
    """Undo the steps of a record, last one first; Drifted when a row is no longer as a step left it."""
    for stored in reversed(steps):
        read(stored).undo(session)


def plain(value: Any) -> Any:
    """A value of a column as JSON holds it."""
    match value:
        case Decimal() | uuid.UUID():
            return str(value)
        case datetime() | date():
            return value.isoformat()
        case _:
            return value


def typed(table: Table, name: str, value: Any) -> Any:
    """The value that `plain` wrote, as the column takes it."""
    if value is None:
        return None
    match table.c[name].type:
        case Uuid():
            return uuid.UUID(value)
        case Numeric():
            return Decimal(value)
        case DateTime():
            return datetime.fromisoformat(value)
        case Date():
            return date.fromisoformat(value)
        case _:
            return value
