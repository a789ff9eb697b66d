"""Some numbers at once give what one number at a time would."""

from typing import Any

import numpy as np
import pytest

from matching import lane_loops, lanes
from matching.compiled import NARROW, NUMBERS, PLACES, WIDE, compiled, types

_OUT = [types.Array(kind, 1, "C") for kind in (types.float32, types.float64)]


def _made(monkeypatch: pytest.MonkeyPatch, number: int, of: Any) -> Any:
    monkeypatch.setattr("matching.compiled._PLACES", "numba.core.caching.IPythonCacheLocator")
    add_lanes, raise_lanes, squash_lanes, clear_lanes = (
        lanes.add_lanes, lanes.raise_lanes, lanes.squash_lanes, lanes.clear_lanes
    )  # fmt: skip

    many = lanes.LANES

    @compiled(_OUT[number], of, types.int64, types.float64)
    def run(target: Any, source: Any, begin: int, times: float) -> None:
        add_lanes(target, 0, source, begin, times)
        raise_lanes(target, many, source, begin, times)
        squash_lanes(target, 2 * many, source, begin, times)
        clear_lanes(target, 3 * many)

    return run


@pytest.mark.parametrize(("number", "of"), [(0, NARROW), (1, WIDE)])
def test_lanes_are_what_single_numbers_would_be(monkeypatch: pytest.MonkeyPatch, number: int, of: Any) -> None:
    kind = np.float32 if number == 0 else np.float64
    random = np.random.default_rng(3)
    source, before = random.random(40).astype(kind), random.random(40).astype(kind)
    times, n = kind(1.7), lanes.LANES
    some = source[5 : 5 + n] * times
    after = before.copy()
    _made(monkeypatch, number, of)(after, source, 5, float(times))
    assert after[:n].tolist() == (before[:n] + some).tolist()
    assert after[n : 2 * n].tolist() == np.maximum(before[n : 2 * n], some).tolist()
    assert after[2 * n : 3 * n].tolist() == np.sqrt(np.minimum(some, 1)).tolist()
    assert after[3 * n : 4 * n].tolist() == [0] * n
    assert after[4 * n :].tolist() == before[4 * n :].tolist()


def test_lanes_in_plain_python_do_the_same() -> None:
    n = lanes.LANES
    table, source = np.arange(4.0 * n).reshape(2, 2 * n), np.full(2 * n, 0.5)
    lanes._plain(np.add)(table, 2 * n, source, n, 2)
    lanes._plain(np.fmax)(table, 3 * n, source, 0, 8 * n - 4)
    lanes._plainly_cleared(table, 0)
    assert table[0].tolist() == [0.0] * n + list(range(n, 2 * n))
    assert table[1].tolist() == [*range(2 * n + 1, 3 * n + 1), *[4.0 * n - 2] * (n - 1), 4.0 * n - 1]


_TABLE = types.Array(types.float32, 2, "C")


@compiled(_TABLE, _TABLE, NUMBERS, PLACES)
def _one_record(best: Any, sums: Any, numbers: Any, worth: Any) -> None:
    """A text of four words, of which two are a phrase, for the second block of questions."""
    lane_loops.running_lanes(sums, numbers, 1, 4, worth, lanes.LANES)
    lane_loops.met_lanes(
        best, sums, (np.int64(2), np.int64(4)), (np.float32(0.25), np.float32(0.5)), worth, 1, (worth, worth),
        (np.int64(2), np.int64(3)), lanes.LANES,
    )  # fmt: skip


@pytest.mark.parametrize("plain", [False, True], ids=["compiled", "plain"])
def test_a_loop_over_words_adds_in_their_order(monkeypatch: pytest.MonkeyPatch, *, plain: bool) -> None:
    if plain:
        monkeypatch.setattr(lane_loops, "running_lanes", lane_loops._plainly_running)
        monkeypatch.setattr(lane_loops, "met_lanes", lane_loops._plainly_met)
    n = lanes.LANES
    worth = np.random.default_rng(5).random((6, 2 * n)).astype(np.float32)
    sums, best = np.zeros((5, n), dtype=np.float32), np.zeros((1, 2 * n), dtype=np.float32)
    words = np.array([9, 5, 0, 4, 2], dtype=np.int32)
    (_one_record.py_func if plain else _one_record)(best, sums, words, worth)
    mine, text = worth[:, n:], np.zeros(n, dtype=np.float32)
    running = [text := text + mine[word] for word in words[1:]]
    assert sums.tolist() == np.array([np.zeros(n), *running], dtype=np.float32).tolist()
    said = np.maximum((running[3] - running[1] + np.float32(0.25)) * np.float32(0.5), mine[1]) * mine[2] * mine[3]
    assert best.tolist() == [[0.0] * n + said.tolist()]
