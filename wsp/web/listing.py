"""What every list page shares: its state stands in the address, so that it can be bookmarked and pages keep filters."""

from typing import Final, Generic, TypeVar

from flask import request, url_for

from wsp.foundation.paging import Page

T = TypeVar("T")

PAGE: Final = "pagina"
"""Name of the page number in an address."""


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


def address(**changes: str | None) -> str:
    """This page's address with other filters; None takes one away. Everything else in the address stays."""
    arguments: dict[str, object] = {name: request.args.getlist(name) for name in request.args}
    arguments.update(changes)
    return url_for(str(request.endpoint), **(request.view_args or {}), **arguments)  # type: ignore[arg-type]


def page_number() -> int:
    """The page that the address asks for; nonsense is the first."""
    asked = request.args.get(PAGE, "1")
    return int(asked) if asked.isdecimal() and len(asked) < 7 else 1  # noqa: PLR2004 (a million pages)
