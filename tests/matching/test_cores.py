"""Rows shared out over cores: everything once and in order, whatever the number of cores."""

import os
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.cores import Cores, over_rows, parted, shared
from tests.examples import examples


@pytest.fixture(params=[1, 2, 3], autouse=True)
def cores(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    count: int = request.param
    monkeypatch.setattr(Cores, "count", count)
    return count


def runs_of(lengths: list[tuple[int, int]]) -> Any:
    found, at = [], 0
    for gap, length in lengths:
        found.append((at + gap, at + gap + length))
        at += gap + length
    return np.array(found, dtype=np.int64).reshape(-1, 2)


@pytest.mark.parametrize("lengths", [[], [(0, 1)], [(3, 1), (2, 9)], [(1, 50), (1, 1), (1, 1)], [(0, 1), (5, 40)]])
def test_parts_of_runs_hold_every_row_once_in_order(lengths: list[tuple[int, int]], cores: int) -> None:
    runs = runs_of(lengths)
    parts = parted(runs, least=5)
    rows = [row for part in parts for first, end in part.tolist() for row in range(first, end)]
    assert rows == [row for first, end in runs.tolist() for row in range(first, end)]
    sizes = [int((part[:, 1] - part[:, 0]).sum()) for part in parts]
    assert len(parts) <= cores
    assert len(parts) == 1 or (min(sizes) >= 4 and max(sizes) - min(sizes) <= 1)
    assert all(first < end for part in parts for first, end in part.tolist())


@examples(60)
@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 30)), max_size=8))
def test_runs_of_any_length_are_parted_whole(lengths: list[tuple[int, int]]) -> None:
    runs = runs_of(lengths)
    parts = parted(runs, least=3)
    whole = np.concatenate(parts)
    joined = [tuple(run) for run in runs.tolist()]
    seen: list[tuple[int, int]] = []
    for first, end in whole.tolist():
        if seen and seen[-1][1] == first:
            seen[-1] = (seen[-1][0], end)
        else:
            seen.append((first, end))
    assert seen == joined
    assert all(one[1] <= two[0] for one, two in pairwise(whole.tolist()))


def test_answers_come_in_the_order_of_the_rows() -> None:
    rows = np.arange(1_000)
    assert over_rows(lambda some: some * 2.0, rows, least=10).tolist() == (rows * 2.0).tolist()
    assert shared(lambda part: part + 1, [1, 2, 3, 4, 5]) == [2, 3, 4, 5, 6]


def test_an_error_in_a_part_is_an_error_of_the_whole() -> None:
    def refuse(some: Any) -> Any:
        raise ArithmeticError(str(len(some)))

    with pytest.raises(ArithmeticError):
        over_rows(refuse, np.arange(100), least=10)


def test_a_process_that_was_split_off_has_threads_of_its_own() -> None:
    assert shared(lambda part: part, [1, 2]) == [1, 2]  # threads are there
    child = os.fork()
    if child == 0:
        os._exit(0 if shared(lambda part: part, [3, 4]) == [3, 4] else 1)
    assert os.waitpid(child, 0)[1] == 0
