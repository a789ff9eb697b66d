"""One page of a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

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
