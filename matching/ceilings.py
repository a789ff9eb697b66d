"""How high rows may come at most, cheaply, as far as their columns go.

No rule is written here: those of `matching.criteria` get the best that numbers allow. Everything that is read of a row
lies next to each other (`matching.laid_out`, `matching.heads`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from matching import heads
from matching.cells import BORDER_KM
from matching.columns import CandidateColumns, Floats, VacancyColumns
from matching.compiled import NARROW, NUMBERS, ROWS, TABLE, compiled, inlined, types
from matching.criteria import ADAPTABLE, SOFT_FROM_COLUMNS
from matching.deciding import DAYS, Shares, costs_of, modes_of, numbers_of, pair_value, person_value, taken_off
from matching.laid_out import LaidOut
from matching.tables import Ints
from matching.text_loops import LAID, fetch_ahead
from matching.types import Settings

Array = npt.NDArray[Any]
_SOFT: Final = len(SOFT_FROM_COLUMNS)
_ADAPTABLE: Final = len(ADAPTABLE)
_ONE: Final = types.Tuple((NUMBERS, NARROW, TABLE))
_TERMS: Final = types.Tuple((TABLE, DAYS, types.UniTuple(types.float64, 4), types.float64))


@dataclass(frozen=True, eq=False)
class Ceilings:
    """Upper bounds of the scores of one record with those of a segment.

    Distances are straight lines and a hair less: much quicker than the way over the globe, and a shorter way is never
    worth less. Numbers were cut to 32 bits, which is made good.
    """

    laid: LaidOut
    forward: bool
    one: tuple[npt.NDArray[np.int32], npt.NDArray[np.float32], Floats]
    terms: tuple[Any, ...]
    sides: Sequence[Shares]

    @classmethod
    def of(
        cls, one: VacancyColumns | CandidateColumns, many: VacancyColumns | CandidateColumns, laid: LaidOut,
        settings: Settings, on: float, sides: Sequence[Shares], *, place: npt.NDArray[np.float32],
    ) -> "Ceilings":  # fmt: skip
        """Bounds for the single row ``one``.

        Args:
            one: the single record.
            many: those of the segment.
            laid: what is read of those.
            settings: numbers of the criteria.
            on: number of the day that counts as today.
            sides: weights of each side.
            place: where the one is, as `matching.cells.points`.
        """
        if isinstance(one, VacancyColumns):
            words, shares = heads.of_vacancies(one, place[None])[0], one.condition_share
        else:
            words = heads.of_candidates(one, place[None], np.zeros(1, dtype=np.int16))[0]
            shares = many.condition_share  # type: ignore[union-attr]  # the others are vacancies
        terms = modes_of(settings), numbers_of(settings, on), costs_of(settings), settings.neutral
        return cls(laid, isinstance(one, VacancyColumns), (words, words.view(np.float32), shares), terms, sides)

    def columns(self, rows: Ints) -> tuple[Floats, Floats]:
        """Sum of weight x value over `SOFT_FROM_COLUMNS` per side and row, and what adaptations leave per row."""
        found: tuple[Floats, Floats] = _columns(
            rows, self.forward, self.laid.plain, self.one, self.terms, self._weights
        )
        return found

    @property
    def _weights(self) -> Floats:
        return np.array([[shares.get(each.CODE, 0.0) for each in SOFT_FROM_COLUMNS] for shares in self.sides])


@inlined
def _look(
    v: int, asked: Array, asked_numbers: Array, a: int, offered: Array, offered_numbers: Array, o: int, shares: Array,
    modes: Array, numbers: tuple[float, ...], costs: tuple[float, ...], value: Array, needed: Array, off: Array,
) -> float:  # fmt: skip
    """Put down the values of one pair from both heads; the part of the score that adaptations leave."""
    x, y = (
        offered_numbers[o + heads.X] - asked_numbers[a + heads.X],
        offered_numbers[o + heads.Y] - asked_numbers[a + heads.Y],
    )
    z = offered_numbers[o + heads.Z] - asked_numbers[a + heads.Z]
    away = np.sqrt(x * x + y * y + z * z) - BORDER_KM
    km = 0.0 if away < 0 else float(away)  # NaN when not known
    of_work, of_person = asked[a + heads.LEVELS], offered[o + heads.LEVELS]
    hours = float(asked_numbers[a + heads.HOURS_FROM]), float(asked_numbers[a + heads.HOURS_TO])
    free = float(offered_numbers[o + heads.HOURS_FROM]), float(offered_numbers[o + heads.HOURS_TO])
    on_site, guidance = (
        heads.part(of_work, heads.GUIDANCE, heads.TRAVEL), heads.part(of_person, heads.GUIDANCE, heads.TRAVEL)
    )  # fmt: skip
    pair_value(
        0, km, hours, free, heads.part(of_work, heads.EDUCATION, heads.GUIDANCE),
        heads.part(of_person, heads.EDUCATION, heads.GUIDANCE), on_site, guidance,
        heads.part(of_work, heads.TRAVEL, heads.SHIFTS), heads.part(of_person, heads.TRAVEL, heads.SHIFTS),
        float(offered_numbers[o + heads.LONGEST]), modes, numbers[0], value,
    )  # fmt: skip
    person_value(
        0, offered_numbers[o + heads.MOTIVATION], offered_numbers[o + heads.SINCE],
        offered_numbers[o + heads.CHECKED], numbers, value,
    )  # fmt: skip
    willing = of_work >> heads.WILLING
    if willing == 0:
        return 1.0
    return 1 - taken_off(
        0, (willing & 1 != 0, willing & 2 != 0, willing & 4 != 0, willing & 8 != 0), hours, free,
        heads.part(of_work, heads.SHIFTS, heads.WILLING), heads.part(of_person, heads.SHIFTS, heads.WILLING),
        on_site, guidance, heads.part(asked[a + heads.CONDITIONS], 0, heads.SAID),
        heads.part(offered[o + heads.CONDITIONS], 0, heads.SAID), shares, v, costs, needed, off,
    )  # fmt: skip


@inlined
def _sum(weights: Array, side: int, value: Array, neutral: float) -> float:
    """Weight x value of one side, with the neutral value for what is not known."""
    total = 0.0
    for number in range(_SOFT):
        known = neutral if np.isnan(value[number, 0]) else value[number, 0]
        total += weights[side, number] * (known + heads.CUT)
    return total


@compiled(ROWS, types.bool_, LAID, _ONE, _TERMS, TABLE)
def _columns(
    rows: Array, forward: bool, laid: tuple[Array, ...], one: tuple[Array, ...], terms: tuple[Any, ...], weights: Array,  # noqa: FBT001 (a loop takes arguments by position)
) -> tuple[Array, Array]:  # fmt: skip
    """Sums per side and row, and what is left after adaptations per row."""
    starts, words, lengths = laid
    mine, mine_numbers, shares = one
    modes, numbers, costs, neutral = terms
    value, needed, off = np.empty((_SOFT, 1)), np.zeros(_ADAPTABLE, dtype=np.bool_), np.zeros((_ADAPTABLE, 1))
    asked, asked_numbers = (mine, mine_numbers) if forward else (words, lengths)
    offered, offered_numbers = (words, lengths) if forward else (mine, mine_numbers)
    total, left = np.empty((len(weights), len(rows))), np.empty(len(rows))
    for n in range(len(rows)):
        fetch_ahead(n, rows, starts, words)
        first = starts[rows[n]]
        v, a, o = (0, 0, first) if forward else (rows[n], first, 0)
        left[n] = _look(
            v, asked, asked_numbers, a, offered, offered_numbers, o, shares, modes, numbers, costs, value, needed, off
        )  # fmt: skip
        for side in range(len(weights)):
            total[side, n] = _sum(weights, side, value, neutral)
    return total, left
