"""One page of a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from wsp.foundation import answers

T = TypeVar("T")

SIZE: Final = 25
"""Rows on a page, unless a list says otherwise."""


@dataclass(frozen=True)
class Page(Generic[T]):
    """Rows of one page, counted from 1, and how many there are in all."""

    rows: Sequence[T]
    total: int
    number: int = 1
    size: int = SIZE

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        """Place of the first row of this page in the whole list, from 1; 0 when the list is empty."""
        return (self.number - 1) * self.size + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """Place of the last row of this page in the whole list."""
        return self.first + len(self.rows) - 1 if self.rows else 0


def clamp(number: int, total: int, size: int = SIZE) -> int:
    """Return the page that exists nearest to `number`: an old bookmark shows the last page instead of nothing."""
    return min(max(1, number), max(1, -(-total // size)))


def window(
    session: Session, statement: Select[Any], *, page: int, size: int = SIZE, total: int | None = None
) -> tuple[Sequence[tuple[Any, ...]], int, int]:
    """Read one page of an ordered statement: its rows, how many there are in all, and the number of the page.

    With a `total` that is known the database may stop after the page. Without one it must see every row once: it
    counts them in passing, as the last column of each row. The statement asks for plain columns, the key of what stands
    on the page: its answer is kept until something that it asks changes (`answers`).
    """
    if total is not None:
        number = clamp(page, total, size)
        return answers.rows(session, statement.limit(size).offset((number - 1) * size)), total, number
    counted = statement.add_columns(func.count().over())
    rows = answers.rows(session, counted.limit(size).offset((max(1, page) - 1) * size))
    if rows or page <= 1:
        return rows, rows[0][-1] if rows else 0, max(1, page)
    # Past the end: an old bookmark, or the list became shorter.
    counting = select(func.count()).select_from(statement.order_by(None).subquery())
    return window(session, statement, page=page, size=size, total=answers.rows(session, counting)[0][0])
