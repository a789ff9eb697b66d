"""Every request has a reference id: in its log lines, in the answer's header, and on the page when something failed."""

import re
import time
import uuid
from typing import Final

import structlog
from flask import Flask, Response, g, request

from wsp.foundation import metrics
from wsp.foundation.logging import get_logger
from wsp.settings import Settings

HEADER: Final = "X-Request-Id"
_ACCEPTED: Final = re.compile(r"[A-Za-z0-9-]{8,64}")


def init_app(app: Flask, settings: Settings) -> None:
    """Give every request an id; one that a trusted proxy gave is kept, so that its log can be tied to ours."""

    @app.before_request
    def begin() -> None:
        given = request.headers.get(HEADER, "") if settings.proxy_hops else ""
        g.request_id = given if _ACCEPTED.fullmatch(given) else uuid.uuid4().hex
        g.started = time.perf_counter()
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=g.request_id)

    @app.after_request
    def end(response: Response) -> Response:
        response.headers[HEADER] = request_id()
        seconds = time.perf_counter() - g.get("started", time.perf_counter())
        metrics.observe_request(request.endpoint, request.method, response.status_code, seconds)
        # The endpoint's name and not the path: a path may hold the id of a person.
        get_logger().info(
            "request",
            method=request.method,
            endpoint=request.endpoint or "none",
            status=response.status_code,
            duration_ms=round(seconds * 1000),
        )
        return response


def request_id() -> str:
    """The id of this request; made here when a request failed before it began."""
    if "request_id" not in g:
        g.request_id = uuid.uuid4().hex
    return str(g.request_id)
