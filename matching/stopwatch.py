"""Milliseconds of one way to answer a question, for `matching.bench`."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

T = TypeVar("T")

_WARM: Final = 5


@dataclass(frozen=True, kw_only=True)
class Measured:
    """Milliseconds of one way to answer one question, and how often it was asked.

    ``cpu_ms`` is the median of the process's own time: on a machine that others use too it says more than the clock.
    """

    what: str
    rows: int
    median_ms: float
    quickest_ms: float
    p95_ms: float
    cpu_ms: float
    asked: int
    note: str = ""


def timed(
    what: str, rows: int, queries: Sequence[T], act: Callable[[T], object], *, warm: int = _WARM, note: str = ""
) -> Measured:
    """Median, quickest and 95th percentile over the queries, after some to warm up."""
    times, busy = [], []
    for number, query in enumerate(queries):
        began, worked = time.perf_counter(), time.process_time()
        act(query)
        if number >= warm:
            busy.append((time.process_time() - worked) * 1000)
            times.append((time.perf_counter() - began) * 1000)
    times.sort()
    return Measured(
        what=what, rows=rows, median_ms=round(statistics.median(times), 3), quickest_ms=round(times[0], 3),
        p95_ms=round(times[max(0, -(-len(times) * 95 // 100) - 1)], 3), cpu_ms=round(statistics.median(busy), 3),
        asked=len(times), note=note,
    )  # fmt: skip
