"""Static files under a name that changes with their content, so that browsers may keep them for ever.

The hash covers all static files together: a stylesheet that refers to a font by a relative path then finds it under
the same hash.
"""

import hashlib
from functools import cache
from typing import Final

from flask import Blueprint, Flask, Response, request, send_from_directory, url_for

from wsp.web.access import public
from wsp.web.assets import STATIC

blueprint = Blueprint("statics", __name__)
_YEAR: Final = 31_536_000


@cache
def content_hash() -> str:
    """One hash over all static files, made once per process."""
    digest = hashlib.sha256()
    for path in sorted(each for each in STATIC.rglob("*") if each.is_file()):
        digest.update(str(path.relative_to(STATIC)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@blueprint.get("/static/<string:version>/<path:filename>")
@public
def file(version: str, filename: str) -> Response:
    """A static file; kept for ever when asked for by its present hash."""
    response = send_from_directory(STATIC, filename, max_age=_YEAR if version == content_hash() else 0)
    if version == content_hash():
        response.cache_control.immutable = True
        response.cache_control.public = True
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def asset(filename: str) -> str:
    """Address of a static file, for templates: `asset("wsp/base.css")`."""
    return _address(filename, request.script_root)


@cache
def _address(filename: str, _root: str) -> str:
    """Made once for every root under which the program is served; a page asks it for every icon in every row."""
    return url_for("statics.file", version=content_hash(), filename=filename)


def init_app(app: Flask) -> None:
    """Templates get `asset()`."""
    app.jinja_env.globals["asset"] = asset
