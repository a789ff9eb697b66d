"""Six hard criteria in one 64-bit word: what a person lacks against what a vacancy demands and does not adapt."""

from typing import Final

import numpy as np

from matching.columns import CandidateColumns, VacancyColumns
from matching.criteria import BIT_TESTS
from matching.criteria.hard import Words, never

_FIRST: Final = tuple(sum(test.WIDTH for test in BIT_TESTS[:number]) for number in range(len(BIT_TESTS)))
_PARTS: Final = tuple(
    np.uint64(((1 << test.WIDTH) - 1) << first) for test, first in zip(BIT_TESTS, _FIRST, strict=True)
)


def lacks(c: CandidateColumns) -> Words:
    """What each person lacks."""
    words = np.zeros(len(c), dtype=np.uint64)
    for test, first in zip(BIT_TESTS, _FIRST, strict=True):
        words |= test.lacks(c) << np.uint64(first)
    return words


def demands(v: VacancyColumns) -> Words:
    """What each vacancy demands and will not adapt, in the bits of `lacks`."""
    words = np.zeros(len(v), dtype=np.uint64)
    for test, first in zip(BIT_TESTS, _FIRST, strict=True):
        asked = test.asks(v) if test.adaptable is never else np.where(test.adaptable(v), np.uint64(0), test.asks(v))
        words |= asked << np.uint64(first)
    return words
