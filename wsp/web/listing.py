"""Addresses of lists: every filter, sort and page is a part of the query, so a list can be bookmarked and shared."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar
from urllib.parse import urlencode

from flask import request

from wsp.foundation.paging import Page

T = TypeVar("T")

PAGE: Final = "pagina"
"""Name of the page number in an address."""
SORT: Final = "sorteer"
DESCENDING: Final = "aflopend"
_LONGEST_SEARCH: Final = 100
_NOT_TYPED: Final = re.compile(r"[\x00-\x1f\x7f]")


class ListPage(Generic[T]):
    """A page of rows that knows the addresses around it; what the macro `pager` takes."""

    def __init__(self, page: Page[T]) -> None:
        self.rows = page.rows
        self.number = page.number
        self.pages = page.pages
        self.total = page.total
        self.size = page.size

    def url(self, number: int) -> str:
        """The same list, another page."""
        return address(**{PAGE: None if number == 1 else str(number)})


@dataclass(frozen=True)
class Sorting:
    """By what a list is sorted, as the address says it; what the macro `sort_header` wants to know."""

    by: str
    descending: bool

    def url(self, by: str) -> str:
        """The address that sorts by `by`; by what is sorted already, it turns the order."""
        turned = self.by == by and not self.descending
        return address(**{SORT: by, DESCENDING: "1" if turned else None, PAGE: None})

    def direction(self, by: str) -> str | None:
        """The value of `aria-sort` for the column `by`."""
        if self.by != by:
            return None
        return "descending" if self.descending else "ascending"


def sorting(default: str, known: Sequence[str]) -> Sorting:
    """What the address asks the list to be sorted by; `default` when it names no known column."""
    by = request.args.get(SORT, "")
    return Sorting(by if by in known else default, descending=request.args.get(DESCENDING) == "1")


def address(**changes: str | None) -> str:
    """This page's address with other filters; None takes one away. Everything else in the address stays.

    Put together by hand: `url_for` reads names such as `_scheme` as its own, and these come from outside.
    """
    kept = [(name, value) for name, value in request.args.items(multi=True) if name not in changes and value.strip()]
    query = [*kept, *((name, value) for name, value in changes.items() if value)]
    return f"{request.path}?{urlencode(query)}" if query else request.path


def page_number() -> int:
    """The page that the address asks for; nonsense is the first."""
    asked = request.args.get(PAGE, "1")
    return int(asked) if asked.isdecimal() and len(asked) < 7 else 1  # noqa: PLR2004 (a million pages)


def searched(name: str = "q") -> str:
    """The text that the address searches for, without what nobody types."""
    return _NOT_TYPED.sub(" ", request.args.get(name, "")).strip()[:_LONGEST_SEARCH]
