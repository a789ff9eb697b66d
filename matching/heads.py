"""What bounds read of a row's columns, as 32-bit words that stand before its texts in `matching.laid_out`.

Columns lie far apart; a crowd waits for each of them. Here they are once more, next to each other: eleven words for a
person, of which a vacancy uses the first seven. Numbers are cut to 32 bits (`CUT` says what that can change), levels
and sets of bits share a word, one higher than they are so that what is not known is 0.
"""

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from matching.columns import CandidateColumns, VacancyColumns
from matching.compiled import inlined

Heads = npt.NDArray[np.int32]
"""A row per record."""
Array = npt.NDArray[Any]

WIDTH: Final = 11
CUT: Final = 5e-5
"""More than any value can change when hours and minutes are cut to 32 bits."""

HOURS_FROM, HOURS_TO, X, Y, Z, LEVELS, CONDITIONS, LONGEST, MOTIVATION, SINCE, CHECKED = range(WIDTH)
"""Where each stands; ``CONDITIONS`` of a person also has the kinds of phrases that there are, above `SAID`."""
EDUCATION, GUIDANCE, TRAVEL, SHIFTS, WILLING = 0, 4, 8, 13, 18
"""First bit in ``LEVELS``; ``TRAVEL`` is the means of a person, or whether a bus goes there."""
SAID: Final = 17


def of_candidates(c: CandidateColumns, points: npt.NDArray[np.float32], said: npt.NDArray[np.int16]) -> Heads:
    """The words of people; ``said`` has a bit per kind of phrase that each holds."""
    words = _shared(c.hours_min, c.hours_max, points)
    words[:, LEVELS] = _levels(c.education, c.guidance, c.transport, c.shifts)
    words[:, CONDITIONS] = (c.cannot.astype(np.int64) + 1) | (said.astype(np.int64) << SAID)
    for place, column in (
        (LONGEST, c.max_travel), (MOTIVATION, c.motivation), (SINCE, c.waiting_since), (CHECKED, c.updated_on)
    ):  # fmt: skip
        words.view(np.float32)[:, place] = column
    return words


def of_vacancies(v: VacancyColumns, points: npt.NDArray[np.float32]) -> Heads:
    """The words of vacancies."""
    words = _shared(v.hours_min, v.hours_max, points)
    willing = (v.adapt_hours, v.adapt_times, v.adapt_tasks, v.adapt_guidance)
    words[:, LEVELS] = _levels(v.education, v.guidance, v.public_transport, v.shifts)
    for number, each in enumerate(willing):
        words[:, LEVELS] |= (each == 1).astype(np.int32) << (WILLING + number)
    words[:, CONDITIONS] = v.conditions.astype(np.int64) + 1
    return words


def _shared(hours_from: Array, hours_to: Array, points: npt.NDArray[np.float32]) -> Heads:
    words = np.zeros((len(points), WIDTH), dtype=np.int32)
    numbers = words.view(np.float32)
    numbers[:, HOURS_FROM], numbers[:, HOURS_TO], numbers[:, X : Z + 1] = hours_from, hours_to, points
    return words


def _levels(education: Array, guidance: Array, travel: Array, shifts: Array) -> npt.NDArray[np.int32]:
    words = np.zeros(len(education), dtype=np.int32)
    for column, first in ((education, EDUCATION), (guidance, GUIDANCE), (travel, TRAVEL), (shifts, SHIFTS)):
        words += (column.astype(np.int32) + 1) << first
    return words


@inlined
def part(word: int, first: int, end: int) -> int:
    """The level or the bits that stand from one bit to another; -1 when not known."""
    return ((word >> first) & ((1 << (end - first)) - 1)) - 1
