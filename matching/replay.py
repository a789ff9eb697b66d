"""Play an old ranking again from the feature vectors that were kept with it, bit for bit.

Nothing is looked up: no person, no vacancy, no weights of today. The kept values of each row are added up with the kept
weights in the kept order, by the same arithmetic as `scoring.combine`, and the rows are put in order again. What comes
out must be exactly what was shown; where it is not, the row says so.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any, Final

import numpy as np

from matching.explanation import ADAPTATION, FALLEN_OUT
from matching.scoring import DECIMALS

RECIPE: Final = 1
"""How values become a score. Raised, and the old way kept in `_RECIPES`, when that arithmetic changes."""


class OtherRecipeError(ValueError):
    """The ranking was kept by a version whose arithmetic this one does not know."""

    def __init__(self, recipe: object) -> None:
        """Keep which one it was."""
        super().__init__(f"kept with recipe {recipe}; known are {', '.join(map(str, sorted(_RECIPES)))}")
        self.recipe = recipe


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRow:
    """One row of a ranking as it was kept: where it stood, with which score, and its features.

    ``features`` are the fields of `types.RankedCandidate` or `types.RankedVacancy` in plain values. ``gone`` are rows
    whose features were erased: they keep their place and score, and cannot be played again.
    """

    subject_id: str
    position: int
    score: float
    excluded: bool
    features: Mapping[str, Any]

    @property
    def gone(self) -> bool:
        """True when the features were erased."""
        return not self.features.get("contributions")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayedRow:
    """One row with the score and position that come out now; ``score`` is None for a row that was erased."""

    kept: KeptRow
    score: float | None
    position: int | None

    @property
    def same(self) -> bool:
        """True when not one bit differs."""
        return self.score == self.kept.score and self.position == self.kept.position


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """A ranking that was played again, in the order in which it was shown."""

    rows: tuple[ReplayedRow, ...]

    @property
    def same(self) -> bool:
        """True when every row that was not erased comes out as it was kept."""
        return all(row.same for row in self.rows if row.score is not None)

    @property
    def gone(self) -> int:
        """How many rows were erased."""
        return sum(row.score is None for row in self.rows)


def replay(rows: Sequence[KeptRow], *, recipe: object = RECIPE) -> Replayed:
    """Add up and order the kept rows again.

    Rows that were erased take no part in the order; they keep the position they had.

    Raises:
        OtherRecipeError: kept by a version that counted in a way this one does not know.

    """
    score_of = _RECIPES.get(recipe) if isinstance(recipe, int) else None
    if score_of is None:
        raise OtherRecipeError(recipe)
    scores = {row.subject_id: score_of(row) for row in rows if not row.gone}
    free = sorted(row.position for row in rows if not row.gone)
    order = sorted((row for row in rows if not row.gone), key=lambda row: _order(row, scores[row.subject_id]))
    at = {row.subject_id: position for row, position in zip(order, free, strict=True)}
    return Replayed(
        rows=tuple(
            ReplayedRow(
                kept=row,
                score=None if row.gone else _shown(row, scores[row.subject_id]),
                position=at.get(row.subject_id),
            )
            for row in sorted(rows, key=lambda row: row.position)
        )
    )


def _first_recipe(row: KeptRow) -> float:
    """Sum of weight x value in the order of the criteria, less the part that adaptations take off, rounded."""
    base, rates = 0.0, 0.0
    for each in row.features["contributions"]:
        code = each["criterion"]
        if code.startswith(ADAPTATION):
            rates = rates - each["weight"]
        elif code != FALLEN_OUT:
            base = base + each["weight"] * each["value"]
    return float(np.round(base * (1 - rates), DECIMALS))


_RECIPES: Final[Mapping[int, Callable[[KeptRow], float]]] = {1: _first_recipe}


def _shown(row: KeptRow, score: float) -> float:
    """What stands beside the row: nothing for who fell out; in a list of vacancies the mean of both sides."""
    if row.excluded:
        return 0.0
    other = row.features.get("vacancy_score")
    return score if other is None else sqrt(score * other)


def _order(row: KeptRow, score: float) -> tuple[bool, int, float, str]:
    """Who is ranked before who fell out; those by how much they miss; best first, equal ones by id.

    Of a vacancy that fell out only one side's score is kept, so among those that miss as much the place is believed.
    """
    if not row.excluded:
        return False, 0, -_shown(row, score), row.subject_id
    adaptable = {each["criterion"] for each in row.features["hard"] if each["adaptable"]}
    missed = len(set(row.features["violated"]) - adaptable)
    return True, missed, row.position if "vacancy_score" in row.features else -score, row.subject_id
