"""Nothing in the repository or the demo is a burgerservicenummer that somebody may have (G15)."""

import re
import subprocess
from pathlib import Path
from typing import Final

import pytest

from wsp.foundation import numbers
from wsp.foundation.numbers import TEST_BSN_START, NumberError, sample_bsn
from wsp.settings import PROJECT_ROOT

_NINE_DIGITS: Final = re.compile(r"(?<![\d.,+\w-])(\d{9})(?![\d\w-]|[.,]\d)")
_TEXTS: Final = frozenset(
    {".py", ".md", ".yaml", ".yml", ".toml", ".json", ".html", ".txt", ".csv", ".css", ".js", ".sh", ".cfg", ".mako"}
)
_LOCKS: Final = frozenset({"package-lock.json", "requirements.lock"})


PUBLISHED: Final = {
    "tests/foundation/test_numbers.py: 111222333": "the example that explanations of the elfproef print",
    "tests/foundation/test_numbers.py: 010000008": "a made-up series that shows the leading zero",
}
"""Examples that are printed everywhere, and why they are needed."""


def candidates(text: str) -> set[str]:
    """Numbers of nine digits that would pass as a BSN and lie outside the range that nobody gets."""
    found = set()
    for number in _NINE_DIGITS.findall(text):
        try:
            numbers.bsn(number)
        except NumberError:
            continue
        if not number.startswith(TEST_BSN_START):
            found.add(number)
    return found


def files() -> list[Path]:
    """Every text file that belongs to the project."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],  # noqa: S607 (found on the path, as everywhere)
        cwd=PROJECT_ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    paths = [PROJECT_ROOT / name for name in listed]
    own = Path(__file__).name
    return [path for path in paths if path.suffix in _TEXTS and path.name not in {*_LOCKS, own} and path.is_file()]


def test_the_samples_lie_in_one_range_that_is_never_given_out() -> None:
    for number in (1, 77, 140_123, 359_999):
        assert sample_bsn(number).startswith(TEST_BSN_START)
        assert numbers.bsn(sample_bsn(number)) == sample_bsn(number)
    assert candidates(f"BSN {sample_bsn(5)}") == set()
    shaped = next(f"10000{tail:04d}" for tail in range(10_000) if candidates(f"10000{tail:04d}"))
    assert candidates(f"BSN {shaped}.") == {shaped}


@pytest.mark.rule("G15")
def test_no_file_of_the_project_holds_a_number_that_could_be_somebody() -> None:
    found = {
        f"{path.relative_to(PROJECT_ROOT)}: {number}"
        for path in files()
        for number in candidates(path.read_text(encoding="utf-8", errors="replace"))
    }
    assert found - set(PUBLISHED) == set()
    assert set(PUBLISHED) <= found, "an exception that is not needed any more"
