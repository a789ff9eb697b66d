"""How large the body of a request may be: small, except where a view says that it takes a file.

@blueprint.post("/...")
@requires(Permission.DOCUMENT_UPLOAD)
@takes_file()
def add() -> Response: ...
"""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from flask import Flask, current_app, request

from wsp.foundation.files.settings import MEGABYTE
from wsp.settings import Settings

View = TypeVar("View", bound=Callable[..., Any])

_MARK: Final = "wsp_largest_file"
_AROUND: Final = MEGABYTE
"""Bytes for the other fields of the form and the borders between them."""
_READ_AWAY: Final = 400 * MEGABYTE
_PIECE: Final = 1 << 16


def takes_file(largest: int | None = None) -> Callable[[View], View]:
    """Let a view take a file of `largest` bytes; without it, what the settings allow. Put it under the permission."""

    def mark(view: View) -> View:
        setattr(view, _MARK, largest or 0)
        return view

    return mark


def init_app(app: Flask, settings: Settings) -> None:
    """Set the limit before anything reads the body; register this before the check of the form's token."""

    @app.before_request
    def limit() -> None:
        view = current_app.view_functions.get(request.endpoint or "")
        largest = getattr(view, _MARK, None)
        if largest is not None:
            request.max_content_length = (largest or settings.files.largest) + _AROUND

    @app.teardown_request
    def close(_error: BaseException | None) -> None:
        # Also when the request was refused before its view: large files lie in temporary ones until they are closed.
        request.close()


def read_away() -> None:
    """Take the rest of a body that is too large off the line and drop it.

    A browser that is still sending does not read our answer: it would show a broken connection instead of the page.
    """
    stream = request.environ.get("wsgi.input")
    rest = min(request.content_length or 0, _READ_AWAY)
    while stream is not None and rest > 0:
        piece = stream.read(min(_PIECE, rest))
        if not piece:
            return
        rest -= len(piece)
