"""The API as an application of its own beside the pages: no cookies, no sessions, its own errors (design, layers)."""

import re
import time
import uuid
from typing import Any, Final

import structlog
from flask import Flask, Response, g, request

from wsp.api import gate, problems, v1
from wsp.api.operations import OPERATIONS, VERSION
from wsp.foundation import metrics
from wsp.foundation.logging import get_logger
from wsp.settings import Settings

__all__ = ["create_api", "mounted"]

ROOT: Final = "/api"
_LARGEST_BODY: Final = 256 * 1024
_YEAR: Final = 31_536_000
_TRACEPARENT: Final = re.compile(r"00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}")
_HEADERS: Final = {
    "API-Version": VERSION,
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def create_api(settings: Settings) -> Flask:
    """The application with every operation of `OPERATIONS`."""
    assert v1  # noqa: S101 (importing it registered the operations)
    app = Flask("wsp.api", static_folder=None, template_folder=None)
    app.config.update(TRUSTED_HOSTS=list(settings.hosts), MAX_CONTENT_LENGTH=_LARGEST_BODY, WSP=settings)
    app.url_map.strict_slashes = True
    # An address with two slashes is another address, and no redirect leads a token anywhere.
    app.url_map.merge_slashes = False
    problems.init_app(app)
    for each in OPERATIONS:
        app.add_url_rule(each.rule, each.id, gate.entrance(each), methods=[each.method])

    @app.before_request
    def begin() -> None:
        # The trace of who calls is kept, so that both logs name it (L3).
        trace = _TRACEPARENT.fullmatch(request.headers.get("traceparent", ""))
        g.request_id = f"{trace[1]}-{trace[2]}" if trace else uuid.uuid4().hex
        g.started = time.perf_counter()
        g.operation = request.endpoint or "onbekend"
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=g.request_id)

    @app.after_request
    def end(response: Response) -> Response:
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if settings.https:
            response.headers.setdefault("Strict-Transport-Security", f"max-age={_YEAR}; includeSubDomains")
        response.headers["X-Request-Id"] = g.request_id
        seconds = time.perf_counter() - g.started
        metrics.observe_request(f"api.{g.operation}", request.method, response.status_code, seconds)
        get_logger().info(
            "request",
            method=request.method,
            endpoint=f"api.{g.operation}",
            status=response.status_code,
            duration_ms=round(seconds * 1000),
        )
        return response

    return app


def mounted(pages: Any, settings: Settings) -> Any:
    """The WSGI application that gives addresses under /api to the API and all others to `pages`."""
    api = create_api(settings)

    def choose(environ: dict[str, Any], start: Any) -> Any:
        path = environ.get("PATH_INFO", "")
        if path == ROOT or path.startswith(f"{ROOT}/"):
            return api.wsgi_app(environ, start)
        return pages(environ, start)

    return choose
