"""The look of a municipality: one stylesheet of NL Design System tokens, and the class under which it sets them.

Without a file of its own a region gets the neutral theme. Everything else that gives a page its colours reads the
tokens, so that one file changes all pages (docs/theme.md).
"""

import hashlib
from typing import Final

from flask import Blueprint, Flask, Response, abort, current_app, send_file, url_for

from wsp.settings import Theme
from wsp.web.access import public
from wsp.web.statics import asset

blueprint = Blueprint("theme", __name__)

_KEY: Final = "wsp.theme"
_NEUTRAL: Final = "vendor/voorbeeld/theme.css"
_YEAR: Final = 31_536_000


@blueprint.get("/thema/<string:version>")
@public
def stylesheet(version: str) -> Response:
    """The theme's stylesheet; kept for ever when asked for by its present hash."""
    theme, present = current_app.extensions[_KEY]
    if theme.file is None:
        abort(404)
    response = send_file(theme.file, mimetype="text/css", max_age=_YEAR if version == present else 0)
    if version == present:
        response.cache_control.immutable = True
        response.cache_control.public = True
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def theme_class() -> str:
    """Class of the root element, for templates."""
    theme: Theme = current_app.extensions[_KEY][0]
    return theme.css_class


def theme_address() -> str:
    """Address of the stylesheet with the tokens, for templates."""
    theme, present = current_app.extensions[_KEY]
    return asset(_NEUTRAL) if theme.file is None else url_for("theme.stylesheet", version=present)


def init_app(app: Flask, theme: Theme) -> None:
    """Templates get `theme_class()` and `theme_address()`; the file's hash is made once, at the start."""
    present = "" if theme.file is None else hashlib.sha256(theme.file.read_bytes()).hexdigest()[:16]
    app.extensions[_KEY] = (theme, present)
    app.jinja_env.globals.update(theme_class=theme_class, theme_address=theme_address)
