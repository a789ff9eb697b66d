"""Some numbers at once give what one number at a time would."""

from typing import Any

import numpy as np
import pytest

from matching import lanes
from matching.compiled import NARROW, WIDE, compiled, types

_OUT = [types.Array(kind, 1, "C") for kind in (types.float32, types.float64)]


def _made(monkeypatch: pytest.MonkeyPatch, number: int, of: Any) -> Any:
    monkeypatch.setattr("matching.compiled._PLACES", "numba.core.caching.IPythonCacheLocator")
    add_lanes, raise_lanes, squash_lanes, clear_lanes = (
        lanes.add_lanes, lanes.raise_lanes, lanes.squash_lanes, lanes.clear_lanes
    )  # fmt: skip

    @compiled(_OUT[number], of, types.int64, types.float64)
    def run(target: Any, source: Any, begin: int, times: float) -> None:
        add_lanes(target, 0, source, begin, times)
        raise_lanes(target, 8, source, begin, times)
        squash_lanes(target, 16, source, begin, times)
        clear_lanes(target, 24)

    return run


@pytest.mark.parametrize(("number", "of"), [(0, NARROW), (1, WIDE)])
def test_lanes_are_what_single_numbers_would_be(monkeypatch: pytest.MonkeyPatch, number: int, of: Any) -> None:
    kind = np.float32 if number == 0 else np.float64
    random = np.random.default_rng(3)
    source, before = random.random(40).astype(kind), random.random(40).astype(kind)
    times = kind(1.7)
    some = source[5:13] * times
    after = before.copy()
    _made(monkeypatch, number, of)(after, source, 5, float(times))
    assert after[:8].tolist() == (before[:8] + some).tolist()
    assert after[8:16].tolist() == np.maximum(before[8:16], some).tolist()
    assert after[16:24].tolist() == np.sqrt(np.minimum(some, 1)).tolist()
    assert after[24:32].tolist() == [0] * 8
    assert after[32:].tolist() == before[32:].tolist()


def test_lanes_in_plain_python_do_the_same() -> None:
    table, source = np.arange(32.0).reshape(2, 16), np.full(16, 0.5)
    lanes._plain(np.add)(table, 16, source, 8, 2)
    lanes._plain(np.fmax)(table, 24, source, 0, 60)
    lanes._plainly_cleared(table, 0)
    assert table[0].tolist() == [0.0] * 8 + list(range(8, 16))
    assert table[1].tolist() == [*range(17, 25), *[30.0] * 7, 31.0]
