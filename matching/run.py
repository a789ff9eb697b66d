"""One ranking over one part of a store: who is left, how high each may come, and exact scores for who may win."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Final

import numpy as np

from matching.best_rows import best_rows
from matching.bounds import TextBound
from matching.columns import Floats as Numbers
from matching.criteria import SOFT_FROM_COLUMNS
from matching.meeting import Comparison, OneSide, TextMatch
from matching.parts import CandidatePart
from matching.phrases import Occupations
from matching.scoring import Scores, adaptation_rates, column_values, combine, text_values, total_rate, weighted
from matching.screening import AnyPart, One, Screen, sides
from matching.tables import Ints
from matching.texts import Floats
from matching.types import Settings, Weights

_DAYS_IN_YEAR: Final = 365.25


class Scored:
    """Exact scores of the chosen rows, for each side's weights, with all that is needed to explain them."""

    def __init__(self, run: "Run", rows: Ints) -> None:
        """Score the rows."""
        v, c = sides(run.one, run.part.columns.take(rows))
        self.shares = run.shares
        self.match = TextMatch(run.comparison, rows)
        self.values = text_values(self.match, run.shares) | column_values(v, c, run.shares, run.settings, run.day)
        rates = adaptation_rates(v, c, run.settings)
        self.sides: list[Scores] = [combine(self.values, rates, shares) for shares in run.shares]

    @property
    def order(self) -> Floats:
        """What decides the order: the score, or the geometric mean of both sides' scores."""
        return _mean([side.score for side in self.sides])


class Run:
    """One ranking over one part of a store."""

    def __init__(
        self, part: AnyPart, one: One, texts: OneSide, *, on: date, weights: Sequence[Weights], settings: Settings,
        occupations: Occupations | None,
    ) -> None:  # fmt: skip
        """Prepare; nothing is looked at before it is asked for."""
        self.part, self.one, self.settings = part, one, settings
        self.shares = [each.shares() for each in weights]
        self.day = float(on.toordinal())
        self.screen = Screen(part, one, settings)
        self.scored: dict[int, tuple[Scored, int]] = {}
        self._texts, self._year, self._occupations = texts, year_of(on), occupations

    @cached_property
    def left(self) -> Ints:
        """Rows that meet every hard criterion, or may, or could after an adaptation."""
        return self.screen.left()

    @cached_property
    def dropped(self) -> Ints:
        """Rows that fell out."""
        here = np.zeros(len(self.part.columns), dtype=bool)
        here[self.part.all_rows()] = True
        here[self.left] = False
        return np.flatnonzero(here)

    @cached_property
    def comparison(self) -> Comparison:
        """The texts of the one side against the distinct phrases of the part."""
        forward = isinstance(self.part, CandidatePart)
        return Comparison(
            self._texts, self.part.texts, forward=forward, on_year=self._year, occupations=self._occupations
        )  # fmt: skip

    def best(self, rows: Ints, top: int | None) -> tuple[Ints, Floats]:
        """The best of these rows."""
        return best_rows(
            rows, self.part.columns.ids, top=top, bound=self._bound, tighter=self._tighter, exact=self._exact
        )  # fmt: skip

    def _exact(self, rows: Ints) -> Floats:
        """The order itself; what was found out is kept for the explanation."""
        scored = Scored(self, rows)
        self.scored.update((row, (scored, at)) for at, row in enumerate(rows.tolist()))
        return scored.order

    def _bound(self, rows: Ints) -> Floats:
        """Upper bound of the order: text as good as it may be, everything else full."""
        texts = text_values(TextBound(self.comparison, rows), self.shares)
        self._text_bounds = [weighted(texts, shares, len(rows)) for shares in self.shares]
        self._bounded = rows
        return _mean([
            bound + sum(shares.get(each.CODE, 0.0) for each in SOFT_FROM_COLUMNS)
            for bound, shares in zip(self._text_bounds, self.shares, strict=True)
        ])  # fmt: skip

    def _tighter(self, rows: Ints) -> Floats:
        """Upper bound of the order: text as good as it may be, everything else exact."""
        v, c = sides(self.one, self.part.columns.take(rows))
        values = column_values(v, c, self.shares, self.settings, self.day)
        left = 1 - total_rate(adaptation_rates(v, c, self.settings))
        at = np.searchsorted(self._bounded, rows)
        return _mean([
            (bound[at] + weighted(values, shares, len(rows))) * left
            for bound, shares in zip(self._text_bounds, self.shares, strict=True)
        ])  # fmt: skip


def year_of(on: date) -> float:
    """A day as a year with its part, for how long ago experience ended."""
    return on.year + (on.timetuple().tm_yday - 1) / _DAYS_IN_YEAR


def _mean(sides: Sequence[Numbers]) -> Floats:
    """One side as it is; two sides by their geometric mean."""
    return np.asarray(sides[0] if len(sides) == 1 else np.sqrt(sides[0] * sides[1]), dtype=np.float64)
