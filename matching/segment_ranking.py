"""One ranking over one segment of a store: who is left, how high each may come, and exact scores for who may win."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

import numpy as np

from matching.best_rows import best_rows
from matching.columns import Floats as Numbers
from matching.columns import VacancyColumns
from matching.comparison import Comparison
from matching.criteria import SOFT_FROM_COLUMNS
from matching.criteria.hard import Codes
from matching.criteria.soft import Soft
from matching.deciding import adaptation_rates, columns_at_most, hard_reasons, soft_values
from matching.phrases import Occupations
from matching.query_text import QueryText
from matching.scoring import (
    Scores,
    asked,
    combine,
    text_values,
    total_rate,
    weighs,
)
from matching.screening import AnySegment, One, Screen, sides
from matching.tables import Ints, places
from matching.text_match import Depth, TextMatch
from matching.texts import Floats
from matching.types import Settings, Weights

_DAYS_IN_YEAR: Final = 365.25
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
        self._known: tuple[Ints, Numbers] | None = None
        self._wholes: tuple[Ints, Numbers] = (np.zeros(0, dtype=np.int64), np.zeros((0, 0)))
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
        bounds = (self._by_wholes, self._by_columns, self._by_words)
        return best_rows(rows, self.segment.columns.ids, top=top, bounds=bounds, exact=self._exact)

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

    def _exact(self, rows: Ints) -> Floats:
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

    def _by_wholes(self, rows: Ints) -> Floats:
        """Upper bound of the order: whole texts as good as their words allow, everything else full; ascending rows."""
        self._wholes = rows, TextMatch(self.comparison, rows, Depth.WHOLES).at_most(self.shares)
        full = [sum(shares.get(each.CODE, 0.0) for each in SOFT_FROM_COLUMNS) for shares in self.shares]
        return _mean([texts + columns for texts, columns in zip(self._wholes[1], full, strict=True)])

    def _by_columns(self, rows: Ints) -> Floats:
        """The same with what columns say at most, for some of those rows."""
        at = np.searchsorted(self._wholes[0], rows)
        return self._order(self._wholes[1].take(at, axis=1), rows)

    def _by_words(self, rows: Ints) -> Floats:
        """Upper bound of the order: all texts as good as their words allow; ascending rows."""
        return self._order(TextMatch(self.comparison, rows, Depth.WORDS).at_most(self.shares), rows)

    def _order(self, texts: Numbers, rows: Ints) -> Floats:
        """The order as texts that are worth so much, for each side, would make it at most."""
        *columns, left = self._columns_at_most(rows)
        return _mean([(each + more) * left for each, more in zip(texts, columns, strict=True)])

    def _columns_at_most(self, rows: Ints) -> Numbers:
        """What columns add at most for each side, and the part that adaptations leave; looked up when it is known."""
        at = None if self._known is None else places(self._known[0], rows)
        if self._known is not None and at is not None:
            return self._known[1].take(at, axis=1)
        sums = columns_at_most(
            *sides(self.one, self.segment.columns), rows, self.settings, self.day, self.shares,
            places=(self.segment.cells.points, self.screen.place), forward=self.forward,
        )  # fmt: skip
        found = np.concatenate([sums, 1 - total_rate(self._rates(rows))[None, :]])
        if self._known is None or len(self._known[0]) < len(rows):
            self._known = (rows, found)
        return found


def year_of(on: date) -> float:
    """A day as a year with its part, for how long ago experience ended."""
    return on.year + (on.timetuple().tm_yday - 1) / _DAYS_IN_YEAR


def _mean(sides: Sequence[Numbers]) -> Floats:
    """One side as it is; two sides by their geometric mean."""
    return np.asarray(sides[0] if len(sides) == 1 else np.sqrt(sides[0] * sides[1]), dtype=np.float64)
