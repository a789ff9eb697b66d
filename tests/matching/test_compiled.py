"""Loops are compiled once, kept where that is possible, and work where it is not."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from matching import compiled
from matching.compiled import fetch as compiled_fetch


def test_a_loop_works_where_nothing_can_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    # Of all places only the one of notebooks: this is none, so numba finds no place at all.
    monkeypatch.setattr(compiled, "_PLACES", "numba.core.caching.IPythonCacheLocator")

    @compiled.compiled(compiled.types.int64)
    def twice(number: int) -> int:
        return 2 * number

    assert twice(21) == 42


def test_fetching_ahead_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "_PLACES", "numba.core.caching.IPythonCacheLocator")

    @compiled.compiled(compiled.NUMBERS)
    def total(numbers: Any) -> int:
        found = 0
        for at in range(len(numbers)):
            if at + 4 < len(numbers):
                compiled_fetch(numbers, at + 4)
            found += numbers[at]
        return found

    assert total(np.arange(100, dtype=np.int32)) == 4_950


def test_loops_that_hold_rules_are_made_anew_when_a_rule_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = ("compiled.py", "heads.py", "laid_out.py", "lanes.py", "lane_loops.py", "types.py", "criteria/uren.py")
    for name in (*parts, "deciding.py", "text_values.py", "text_loops.py", "ceilings.py", "gist.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    monkeypatch.setattr(compiled, "_HERE", tmp_path)
    names = ("deciding.py", "text_values.py", "ceilings.py", "gist.py", "text_loops.py")
    loops = [str(tmp_path / name) for name in names]
    before = [compiled._edition.__wrapped__(file) for file in loops]
    (tmp_path / "criteria/uren.py").write_text("another rule", encoding="utf-8")
    after = [compiled._edition.__wrapped__(file) for file in loops]
    assert [old == new for old, new in zip(before, after, strict=True)] == [False, False, False, False, True]
