"""One ranking over one segment of a store: who is left, how high each may come, and exact scores for who may win."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

import numpy as np

from matching.best_rows import best_rows
from matching.ceilings import Ceilings
from matching.columns import Floats as Numbers
from matching.columns import VacancyColumns
from matching.comparison import Comparison
from matching.cores import over_rows
from matching.criteria import SOFT_FROM_COLUMNS
from matching.criteria.hard import Codes
from matching.criteria.soft import Soft
from matching.deciding import adaptation_rates, hard_reasons, soft_values
from matching.phrases import Occupations
from matching.query_text import QueryText
from matching.scoring import (
    Scores,
    asked,
    combine,
    text_values,
    weighs,
)
from matching.screening import AnySegment, One, Screen, sides
from matching.tables import Ints
from matching.text_match import Depth, TextMatch
from matching.texts import Floats
from matching.types import Settings, Weights

_DAYS_IN_YEAR: Final = 365.25
_PART: Final = 2_000
_SOME: Final = 1_500
"""Of fewer rows each, sharing between cores costs more than it saves: when they are bounded loosely, and closely."""
_KEPT: Final = 4_096
"""Rows of which the scores are kept for the explanation; of a million equal people that would be too much."""


@dataclass(frozen=True, slots=True, eq=False)
class FromColumns:
    """What columns alone say about some rows, exactly: values of criteria and what each adaptation takes off."""

    values: dict[str, Soft]
    rates: Numbers


class Scored:
    """Exact scores of the chosen rows, for each side's weights, with all that is needed to explain them."""

    def __init__(self, ranking: "SegmentRanking", rows: Ints) -> None:
        """Score the rows."""
        found = ranking.from_columns(rows)
        self.shares = ranking.shares
        self.match = TextMatch(ranking.comparison, rows)
        self.values = text_values(self.match, ranking.shares) | found.values
        self.sides: list[Scores] = [combine(self.values, found.rates, shares) for shares in ranking.shares]

    @property
    def order(self) -> Floats:
        """What decides the order: the score, or the geometric mean of both sides' scores."""
        return _mean([side.score for side in self.sides])


class SegmentRanking:
    """One ranking over one segment of a store."""

    def __init__(
        self, segment: AnySegment, one: One, texts: QueryText, *, on: date, weights: Sequence[Weights],
        settings: Settings, occupations: Occupations | None,
    ) -> None:  # fmt: skip
        """Prepare; nothing is looked at before it is asked for."""
        self.segment, self.one, self.settings = segment, one, settings
        self.forward = isinstance(one, VacancyColumns)
        self.shares = [each.shares() for each in weights]
        self.day = float(on.toordinal())
        self.screen = Screen(segment, one, settings)
        self._scored: dict[int, tuple[Scored, int]] = {}
        self._texts, self._year, self._occupations = texts, year_of(on), occupations

    @cached_property
    def left(self) -> Ints:
        """Rows that meet every hard criterion, or may, or could after an adaptation."""
        return self.screen.left()

    @cached_property
    def dropped(self) -> Ints:
        """Rows that fell out."""
        here = np.zeros(len(self.segment.columns), dtype=bool)
        here[self.segment.all_rows()] = True
        here[self.left] = False
        return np.flatnonzero(here)

    @cached_property
    def comparison(self) -> Comparison:
        """The texts of the one side against the distinct phrases of the segment."""
        return Comparison(
            self._texts, self.segment.texts, self.segment.laid, asked(self.shares), forward=self.forward,
            on_year=self._year, occupations=self._occupations,
        )  # fmt: skip

    def best(self, rows: Ints, top: int | None) -> tuple[Ints, Floats]:
        """The best of these rows, which come in ascending order."""
        bounds = (self.loosely, self.nearer, self.closely)
        return best_rows(rows, self.segment.columns.ids, top=top, bounds=bounds, exact=self.exact)

    def reasons(self, rows: Ints) -> Codes:
        """Why each hard criterion came out as it did, per row."""
        return hard_reasons(*sides(self.one, self.segment.columns), rows, self.settings, forward=self.forward)

    def from_columns(self, rows: Ints) -> FromColumns:
        """What columns alone say about these rows."""
        everybody = sides(self.one, self.segment.columns)
        values = soft_values(*everybody, rows, self.settings, self.day, forward=self.forward)
        return FromColumns(
            {code: soft for code, soft in values.items() if weighs(code, self.shares)}, self._rates(rows)
        )  # fmt: skip

    def _rates(self, rows: Ints) -> Numbers:
        everybody = sides(self.one, self.segment.columns)
        return adaptation_rates(*everybody, rows, self.settings, forward=self.forward)

    @property
    def _most(self) -> Floats:
        """The most that columns add to each side's score."""
        return np.array([[sum(shares.get(each.CODE, 0.0) for each in SOFT_FROM_COLUMNS)] for shares in self.shares])

    def exact(self, rows: Ints) -> Floats:
        """The order itself; what was found out is kept for the explanation."""
        scored = Scored(self, rows)
        if len(self._scored) < _KEPT:
            self._scored.update((row, (scored, at)) for at, row in enumerate(rows.tolist()))
        return scored.order

    def scored(self, rows: Ints) -> list[tuple[Scored, int]]:
        """The exact scores of each of these rows, and where among them the row stands."""
        unknown = [row for row in rows.tolist() if row not in self._scored]
        if unknown:
            found = Scored(self, np.array(unknown, dtype=np.int64))
            self._scored.update((row, (found, at)) for at, row in enumerate(unknown))
        return [self._scored[row] for row in rows.tolist()]

    @cached_property
    def _ceilings(self) -> Ceilings:
        """Bounds from columns."""
        return Ceilings.of(
            self.one, self.segment.columns, self.segment.laid, self.settings, self.day, self.shares,
            place=self.screen.place,
        )  # fmt: skip

    def loosely(self, rows: Ints) -> Floats:
        """Upper bound of the order: the gist of texts, and everything else as good as it can be; ascending rows."""
        found: Floats = over_rows(lambda some: _mean(self._gist(some) + self._most), rows, least=_PART)
        return found

    def nearer(self, rows: Ints) -> Floats:
        """Upper bound of the order: the gist of texts, and columns; ascending rows."""
        return self._with_columns(rows, self._gist(rows))

    def closely(self, rows: Ints) -> Floats:
        """Upper bound of the order: all texts as good as their words allow, and columns; ascending rows."""
        found: Floats = over_rows(self._texts_and_columns, rows, least=_SOME)
        return found

    def _gist(self, rows: Ints) -> Floats:
        return self.comparison.heights(rows, self.shares)

    def _texts_and_columns(self, rows: Ints) -> Floats:
        return self._with_columns(rows, TextMatch(self.comparison, rows, Depth.WORDS).at_most(self.shares))

    def _with_columns(self, rows: Ints, texts: Floats) -> Floats:
        columns, left = self._ceilings.columns(rows)
        return _mean((texts + columns) * left)


def year_of(on: date) -> float:
    """A day as a year with its part, for how long ago experience ended."""
    return on.year + (on.timetuple().tm_yday - 1) / _DAYS_IN_YEAR


def _mean(sides: Sequence[Numbers] | Numbers) -> Floats:
    """One side as it is; two sides by their geometric mean."""
    return np.asarray(sides[0] if len(sides) == 1 else np.sqrt(sides[0] * sides[1]), dtype=np.float64)
