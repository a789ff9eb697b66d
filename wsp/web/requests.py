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
TRACE: Final = "traceparent"
_ACCEPTED: Final = re.compile(r"[A-Za-z0-9-]{8,64}")
_TRACEPARENT: Final = re.compile(r"00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}")


def init_app(app: Flask, settings: Settings) -> None:
    """Give every request an id; one that a trusted proxy gave is kept, so that its log can be tied to ours.

    A W3C `traceparent` of such a proxy is kept as "trace-span": the processing log then names the same trace (L3).
    """

    @app.before_request
    def begin() -> None:
        given = request.headers.get(HEADER, "") if settings.proxy_hops else ""
        trace = _TRACEPARENT.fullmatch(request.headers.get(TRACE, "")) if settings.proxy_hops else None
        if trace is not None:
            given = f"{trace[1]}-{trace[2]}"
        g.request_id = given if _ACCEPTED.fullmatch(given) else uuid.uuid4().hex
        g.span_id = uuid.uuid4().hex[:16]
        g.started = time.perf_counter()
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=g.request_id)

    @app.after_request
    def end(response: Response) -> Response:
        response.headers[HEADER] = request_id()
        if (passed := traceparent()) is not None:
            response.headers[TRACE] = passed
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


def traceparent() -> str | None:
    """What this request tells the next application: the trace it belongs to, and its own span (L3)."""
    trace = request_id().partition("-")[0]
    if len(trace) != 32 or not all(char in "0123456789abcdef" for char in trace):  # noqa: PLR2004 (16 bytes in hex)
        return None
    return f"00-{trace}-{g.get('span_id') or uuid.uuid4().hex[:16]}-01"
