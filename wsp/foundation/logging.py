"""Structured logs: one JSON line per event, with the request id and without personal data.

Only listed keys get through: a new key must be added here, where a reviewer sees it. A log line holds ids and codes,
never names, addresses, free text or anything typed by a user (G13, N4).
"""

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog

ALLOWED_KEYS = frozenset(
    {
        "event", "level", "timestamp", "request_id", "method", "endpoint", "status", "duration_ms", "queries", "code",
        "user_id", "organisation_id", "region_id", "subject", "subject_id", "task", "job_id", "rows", "added",
        "changed", "refused", "seconds", "error", "where", "revision", "pid", "port", "path", "mode",
    }
)  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def keep_allowed(_logger: object, _name: str, entry: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """Drop keys that are not listed, and control characters (log injection, S16)."""
    kept: dict[str, Any] = {}
    for key, value in entry.items():
        if key in ALLOWED_KEYS:
            kept[key] = _CONTROL.sub(" ", value)[:500] if isinstance(value, str) else value
    dropped = sorted(set(entry) - ALLOWED_KEYS - {"exc_info"})
    if dropped:
        kept["where"] = "dropped keys: " + ", ".join(dropped)
    return kept


def describe_exception(_logger: object, _name: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Type and code place of an exception, never its message: messages of database errors quote row values."""
    raised = entry.pop("exc_info", None)
    error = sys.exc_info()[1] if raised is True else raised
    if isinstance(error, BaseException):
        trace = error.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        entry["error"] = f"{type(error).__module__}.{type(error).__qualname__}"
        if trace is not None:
            entry["where"] = f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}"
    return entry


class _Library(logging.Handler):
    """What libraries log (the queue, the web server), without their words: those quote arguments and rows."""

    def emit(self, record: logging.LogRecord) -> None:
        """Tell who complained, how badly, and which exception it was."""
        error = record.exc_info[1] if record.exc_info else None
        log = get_logger().error if record.levelno >= logging.ERROR else get_logger().warning
        log("library", subject=record.name, code=record.levelname, exc_info=error)


def configure(level: str = "INFO") -> None:
    """Set up structlog for this process; output goes to standard error."""
    # Also what a library says through the standard module becomes a line of ours, from warnings on.
    root = logging.getLogger()
    if not any(isinstance(handler, _Library) for handler in root.handlers):
        handler = _Library(logging.WARNING)
        root.addHandler(handler)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            describe_exception,
            keep_allowed,
            structlog.processors.JSONRenderer(sort_keys=True),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        # A line and its end in one write: a library that writes to the same stream could come in between.
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


def request_id() -> str | None:
    """The id of the request or job whose work this is; None outside both."""
    found: str | None = structlog.contextvars.get_contextvars().get("request_id")
    return found


def get_logger() -> structlog.typing.FilteringBoundLogger:
    """The logger of every room: `get_logger().info("placement.made", subject_id=...)`."""
    logger: structlog.typing.FilteringBoundLogger = structlog.get_logger()
    return logger
