"""Numbers about the running program, for Prometheus. No personal data: names from the code, never a path or an id.

Under gunicorn every worker is a process of its own. `wsp serve` names a folder in PROMETHEUS_MULTIPROC_DIR before this
module is first imported; the workers then share their numbers through files there, and any of them can answer for all.
Import this module from the web only: whatever the command line imports comes before that folder is known.
"""

import os
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from sqlalchemy import Engine, event

MULTIPROCESS: Final = "PROMETHEUS_MULTIPROC_DIR"

_registry: Final = CollectorRegistry()
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

_requests: Final = Counter("wsp_requests", "Answered requests.", ["endpoint", "method", "status"], registry=_registry)
_seconds: Final = Histogram(
    "wsp_request_seconds",
    "How long a request took.",
    ["endpoint"],
    buckets=(0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.5, 5.0, 10.0),
    registry=_registry,
)
_connections: Final = Gauge(
    "wsp_database_connections_in_use",
    "Connections that requests hold at this moment.",
    multiprocess_mode="livesum",
    registry=_registry,
)
_connections_open: Final = Gauge(
    "wsp_database_connections_open",
    "Connections to the database that are open, in use or waiting.",
    multiprocess_mode="livesum",
    registry=_registry,
)


def observe_request(endpoint: str | None, method: str, status: int, seconds: float) -> None:
    """Count one request. The method is folded to a known one: a stranger may send any word there."""
    name = endpoint or "none"
    _requests.labels(name, method if method in _METHODS else "other", f"{status // 100}xx").inc()
    _seconds.labels(name).observe(seconds)


def watch_pool(engine: Engine) -> None:
    """Count the connections of this process's pool; harmless when it is watched already."""
    for name, act in _POOL_EVENTS.items():
        if not event.contains(engine, name, act):
            event.listen(engine, name, act)


def _opened(*_: object) -> None:
    _connections_open.inc()


def _closed(*_: object) -> None:
    _connections_open.dec()


def _taken(*_: object) -> None:
    _connections.inc()


def _given_back(*_: object) -> None:
    _connections.dec()


_POOL_EVENTS: Final = {"connect": _opened, "close": _closed, "checkout": _taken, "checkin": _given_back}


class _Asked(Collector):
    """Numbers that were looked up for this answer."""

    def __init__(self, values: dict[str, tuple[str, float]]) -> None:
        self._values = values

    def collect(self) -> list[Metric]:
        return [
            GaugeMetricFamily(name, description, value=value) for name, (description, value) in self._values.items()
        ]


def exposition(asked: dict[str, tuple[str, float]]) -> bytes:
    """Everything in Prometheus' text format: this program's own numbers, and `asked` (name -> description, value)."""
    answer = CollectorRegistry()
    if os.environ.get(MULTIPROCESS):
        MultiProcessCollector(answer)  # type: ignore[no-untyped-call]  # the library leaves it untyped
        answer.register(_Asked(asked))
        return generate_latest(answer)
    answer.register(_Asked(asked))
    return generate_latest(_registry) + generate_latest(answer)
