"""One page of a list, with links to the pages beside it."""

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlencode

from wsp.api.operations import Call, Json, Reply
from wsp.foundation.paging import Page

R = TypeVar("R")


def page_of(call: Call, page: Page[R], line: Callable[[R], Json], *, people: bool = False) -> Reply:
    """The answer for a page; past the end it is empty, so that who reads page after page comes to an end."""
    asked = call.query["pagina"]
    rows = [line(row) for row in page.rows] if page.number == asked else []
    body = {"items": rows, "pagina": asked, "aantal": page.size, "totaal": page.total}
    links = []
    for name, number in (("prev", asked - 1), ("next", asked + 1)):
        if 1 <= number <= page.pages:
            values = {key: _text(value) for key, value in call.query.items() if value is not None}
            links.append(f'<?{urlencode(values | {"pagina": number})}>; rel="{name}"')
    return Reply(body, headers={"Link": ", ".join(links)} if links else {}, people=len(rows) if people else 0)


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
