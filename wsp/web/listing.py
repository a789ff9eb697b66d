"""Addresses of lists: every filter, sort and page is a part of the query, so a list can be bookmarked and shared."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar
from urllib.parse import urlencode

from flask import request

from wsp.foundation.paging import Page

T = TypeVar("T")
PAGE: Final = "pagina"
SORT: Final = "sorteer"
DESCENDING: Final = "aflopend"
_LARGEST_PAGE: Final = 100_000


@dataclass(frozen=True)
class ListPage(Generic[T]):
    """One page of a list with the addresses of the others; what the macro `pager` wants."""

    rows: Sequence[T]
    total: int
    number: int
    pages: int
    size: int

    def url(self, number: int) -> str:
        """Return the address of another page of the same list."""
        return address(**{PAGE: str(number) if number > 1 else None})


@dataclass(frozen=True)
class Sorting:
    """By what a list is sorted, as the address says it."""

    by: str
    descending: bool

    def url(self, by: str) -> str:
        """Return the address that sorts by `by`; by what is sorted already, it turns the order."""
        turned = self.by == by and not self.descending
        return address(**{SORT: by, DESCENDING: "1" if turned else None, PAGE: None})

    def direction(self, by: str) -> str | None:
        """Return the value of `aria-sort` for the column `by`."""
        if self.by != by:
            return None
        return "descending" if self.descending else "ascending"


def listed(page: Page[T]) -> ListPage[T]:
    """Return `page` with the addresses of the list that is shown now."""
    return ListPage(rows=page.rows, total=page.total, number=page.number, pages=page.pages, size=page.size)


def page_number() -> int:
    """Return the page that the address asks for; 1 when it says nothing usable."""
    text = request.args.get(PAGE, "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(_LARGEST_PAGE)) else 1
    return min(max(number, 1), _LARGEST_PAGE)


def sorting(default: str, known: Sequence[str]) -> Sorting:
    """Return what the address asks the list to be sorted by; `default` when it names no known column."""
    by = request.args.get(SORT, "")
    return Sorting(by if by in known else default, descending=request.args.get(DESCENDING) == "1")


def address(**changes: str | None) -> str:
    """Return the address of the page shown now with some query fields changed; None takes a field away."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name not in changes and value.strip()]
    query = [*kept, *((name, value) for name, value in changes.items() if value)]
    return f"{request.path}?{urlencode(query)}" if query else request.path
