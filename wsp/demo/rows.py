"""Rows on their way to the database: collected per table, written in one go with the columns' own defaults."""

from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from wsp.foundation.db import Base

_BATCH = 2000


class Rows:
    """Collects rows of one region; tables are written in the order in which they were first named."""

    def __init__(self, region: str) -> None:
        self.region = region
        self._tables: dict[type[Base], list[dict[str, Any]]] = {}

    def order(self, *models: type[Base]) -> None:
        """Say in which order tables must be written, because of their references."""
        for model in models:
            self._tables.setdefault(model, [])

    def add(self, model: type[Base], **values: Any) -> dict[str, Any]:
        """Collect a row inside the region wall; returns it, so that later parts may still complete it."""
        row = {"region_id": self.region, **values}
        self._tables.setdefault(model, []).append(row)
        return row

    def add_shared(self, model: type[Base], **values: Any) -> dict[str, Any]:
        """Collect a row of a table that stands outside the region wall."""
        self._tables.setdefault(model, []).append(values)
        return values

    def of(self, model: type[Base]) -> list[dict[str, Any]]:
        """The rows of a table that wait."""
        return self._tables.get(model, [])

    def write(self, session: Session) -> int:
        """Insert everything that waits; returns how many rows."""
        written = 0
        for model, rows in self._tables.items():
            for start in range(0, len(rows), _BATCH):
                # Without it every mix of empty and filled columns becomes a statement of its own.
                session.execute(insert(model), rows[start : start + _BATCH], execution_options={"render_nulls": True})
            written += len(rows)
        self._tables = {model: [] for model in self._tables}
        return written
