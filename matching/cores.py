"""A compiled loop over many rows on all cores: a part of the rows each, and the answers below each other.

Compiled loops let other threads go on (`matching.compiled`), so threads will do: nothing is copied, and what comes out
is what one core would give. A process that was split off (a web worker, a batch) gets threads of its own.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any, Final, TypeVar

import numpy as np
import numpy.typing as npt

P = TypeVar("P")
T = TypeVar("T")

_MOST: Final = 4
"""More than so many parts gain little: they wait for the same memory."""


class Cores:
    """How many cores a loop may use; a batch that has a process on each says one."""

    count = min(len(os.sched_getaffinity(0)), _MOST)


@cache
def _helpers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max(Cores.count - 1, 1), thread_name_prefix="matching")


os.register_at_fork(after_in_child=_helpers.cache_clear)


def shared(work: Callable[[P], T], parts: Sequence[P]) -> list[T]:
    """The answer about each part, in their order; this thread takes the last."""
    others = [_helpers().submit(work, part) for part in parts[:-1]]
    mine = work(parts[-1])
    return [*(each.result() for each in others), mine]


def parted(runs: npt.NDArray[np.int64], *, least: int) -> list[npt.NDArray[np.int64]]:
    """Runs of rows (first, end) in parts of as many rows, one per core when each gets so many at least."""
    ends = np.cumsum(runs[:, 1] - runs[:, 0])
    parts = min(Cores.count, int(ends[-1]) // least) if len(ends) else 0
    if parts < 2:  # noqa: PLR2004 (one part is no sharing)
        return [runs]
    found, rest = [], runs
    for number in range(1, parts):
        border = int(ends[-1]) * number // parts
        at = int(np.searchsorted(ends, border))  # the run that is cut
        row = int(runs[at, 1]) - (int(ends[at]) - border)
        here = rest[:, 0] < row
        found.append(np.stack([rest[here, 0], np.minimum(rest[here, 1], row)], axis=1))
        rest = rest[rest[:, 1] > row]
        rest = np.stack([np.maximum(rest[:, 0], row), rest[:, 1]], axis=1)
    return [*found, rest]


def over_rows(work: Callable[[npt.NDArray[Any]], npt.NDArray[Any]], rows: npt.NDArray[Any], *, least: int) -> Any:
    """What ``work`` says about these rows, per row; on more cores when each gets so many rows at least."""
    parts = min(Cores.count, len(rows) // least)
    if parts < 2:  # noqa: PLR2004 (one part is no sharing)
        return work(rows)
    return np.concatenate(shared(work, np.array_split(rows, parts)))
