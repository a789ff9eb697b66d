"""Ranking: hard criteria first, soft ones only for who is left, best first, explained.

The order is exact and the same on every run: by score, then by id.
"""

from collections.abc import Callable, Sequence
from datetime import date
from math import sqrt
from typing import TypeVar

import numpy as np

from matching.columns import CandidateColumns, VacancyColumns
from matching.criteria.hard import Codes
from matching.explanation import explain_hard, explain_score, with_verdict
from matching.meeting import OneSide
from matching.phrases import Occupations, candidate_phrases, vacancy_phrases
from matching.run import Run, Scored, year_of
from matching.scoring import hard_outcome
from matching.screening import sides
from matching.store import CandidateStore, VacancyStore
from matching.tables import Ints
from matching.text import TextSpace
from matching.types import (
    CANDIDATE_WEIGHTS,
    DEFAULT_SETTINGS,
    DEFAULT_WEIGHTS,
    CandidateProfile,
    RankedCandidate,
    RankedVacancy,
    Ranking,
    Settings,
    VacancyQuery,
    Verdict,
    Weights,
)

T = TypeVar("T")


class Ranker:
    """Ranks candidates for a vacancy and vacancies for a candidate.

    Args:
        weights: weights of the soft criteria on the vacancy's side, set by the region.
        candidate_weights: weights on the candidate's side, used when vacancies are ranked.
        settings: numbers of the criteria.
        occupations: similarity of linked occupations; without it only the same occupation counts.
    """

    def __init__(
        self, *, weights: Weights = DEFAULT_WEIGHTS, candidate_weights: Weights = CANDIDATE_WEIGHTS,
        settings: Settings = DEFAULT_SETTINGS, occupations: Occupations | None = None,
    ) -> None:  # fmt: skip
        """Keep the settings."""
        self.weights = weights
        self.candidate_weights = candidate_weights
        self.settings = settings
        self.occupations = occupations

    def candidates_for(
        self, vacancy: VacancyQuery, store: CandidateStore, *, on: date, top: int | None = 10,
        fallen_out: int | None = 0,
    ) -> Ranking[RankedCandidate]:  # fmt: skip
        """Rank the candidates of a store for one vacancy.

        Args:
            vacancy: what is asked.
            store: who there is.
            on: the day that counts as today.
            top: how many to explain; ``None`` for all.
            fallen_out: how many of those that fell out to score and explain, fewest violations first and then by
                what their score would have been; ``None`` for all.

        Returns:
            The best candidates with their explanation, those that fell out, and the counts of both.
        """
        runs = self._forward(vacancy, store, on)

        def explained(run: Run, rows: Ints, *, excluded: bool) -> list[RankedCandidate]:
            return self._candidates(run, rows, vacancy, excluded=excluded)

        return _answer(runs, explained, vacancy.id, on=on, top=top, fallen_out=fallen_out, version=self.weights.version)

    def best_candidates(
        self, vacancy: VacancyQuery, store: CandidateStore, *, on: date, top: int | None = 10
    ) -> list[tuple[str, float]]:
        """Ids and scores of what `candidates_for` would rank, without explanations: for many vacancies at once."""
        runs = self._forward(vacancy, store, on)
        found = _best(runs, [run.left for run in runs], top)
        return [(runs[number].part.id_of(row), -minus) for minus, _, number, row in found]

    def vacancies_for(
        self, candidate: CandidateProfile, store: VacancyStore, *, on: date, top: int | None = 10,
        fallen_out: int | None = 0,
    ) -> Ranking[RankedVacancy]:  # fmt: skip
        """Rank the vacancies of a store for one candidate, by the geometric mean of both sides' scores.

        Arguments and answer as `candidates_for`.
        """
        texts = OneSide.of(candidate_phrases(candidate), store.space, on_year=year_of(on))
        one = CandidateColumns.of([candidate])
        weights = (self.candidate_weights, self.weights)
        runs = [
            Run(part, one, texts, on=on, weights=weights, settings=self.settings, occupations=self.occupations)
            for part in store.parts
        ]

        def explained(run: Run, rows: Ints, *, excluded: bool) -> list[RankedVacancy]:
            return self._vacancies(run, rows, candidate, excluded=excluded)

        version = f"{self.weights.version}+{self.candidate_weights.version}"
        return _answer(runs, explained, candidate.id, on=on, top=top, fallen_out=fallen_out, version=version)

    def pair(
        self, vacancy: VacancyQuery, candidate: CandidateProfile, *, on: date, space: TextSpace
    ) -> RankedCandidate:
        """Explain one pair, exactly as a ranking in which both take part would."""
        store = CandidateStore.from_profiles([candidate], space=space)
        ranking = self.candidates_for(vacancy, store, on=on, top=1, fallen_out=1)
        return (*ranking.ranked, *ranking.fallen_out)[0]

    def _forward(self, vacancy: VacancyQuery, store: CandidateStore, on: date) -> list[Run]:
        """The ranking of candidates over each part of the store."""
        texts = OneSide.of(vacancy_phrases(vacancy), store.space, on_year=year_of(on))
        one, weights = VacancyColumns.single(vacancy), (self.weights,)
        return [
            Run(part, one, texts, on=on, weights=weights, settings=self.settings, occupations=self.occupations)
            for part in store.parts
        ]

    def _candidates(
        self, run: Run, rows: Ints, vacancy: VacancyQuery, *, excluded: bool
    ) -> list[RankedCandidate]:  # fmt: skip
        """Explain chosen candidates for a vacancy."""
        outcome = hard_outcome(*sides(run.one, run.part.columns.take(rows)), self.settings)
        return [
            self._pair(vacancy, run.part.record(row), reasons, *run.scored[row], excluded=excluded)
            for row, reasons in zip(rows.tolist(), outcome.reasons.T, strict=True)
        ]

    def _vacancies(
        self, run: Run, rows: Ints, candidate: CandidateProfile, *, excluded: bool
    ) -> list[RankedVacancy]:  # fmt: skip
        """Explain chosen vacancies for a candidate."""
        outcome = hard_outcome(*sides(run.one, run.part.columns.take(rows)), self.settings)
        found = []
        for row, reasons in zip(rows.tolist(), outcome.reasons.T, strict=True):
            vacancy, (scored, at) = run.part.record(row), run.scored[row]
            seen = self._pair(vacancy, candidate, reasons, scored, at, excluded=excluded)
            other = 0.0 if excluded else float(scored.sides[1].score[at])
            found.append(
                RankedVacancy(
                    vacancy_id=vacancy.id, score=seen.score, vacancy_score=other, reciprocal=sqrt(seen.score * other),
                    excluded=excluded, hard=seen.hard, contributions=seen.contributions, violated=seen.violated,
                    unknown=seen.unknown, adaptations=seen.adaptations,
                )
            )  # fmt: skip
        return found

    def _pair(
        self, vacancy: VacancyQuery, candidate: CandidateProfile, reasons: Codes, scored: Scored, at: int, *,
        excluded: bool,
    ) -> RankedCandidate:  # fmt: skip
        """Explain one pair, from the side whose weights come first."""
        hard = explain_hard(reasons, vacancy, candidate, self.settings)
        violated = with_verdict(hard, Verdict.NOT_MET)
        side = scored.sides[0]
        return RankedCandidate(
            candidate_id=candidate.id,
            score=0.0 if excluded else float(side.score[at]),
            excluded=excluded,
            hard=hard,
            contributions=explain_score(scored.values, side, scored.match, scored.shares[0], at, excluded=excluded),
            violated=violated,
            unknown=with_verdict(hard, Verdict.UNKNOWN),
            adaptations=tuple(result.criterion for result in hard if result.adaptable and result.criterion in violated),
        )


def _answer(
    runs: Sequence[Run], explained: Callable[..., list[T]], query_id: str, *, on: date, top: int | None,
    fallen_out: int | None, version: str,
) -> Ranking[T]:  # fmt: skip
    """The best of all parts together, and the best of those that fell out: fewest violations first."""
    ranked = _explained(runs, _best(runs, [run.left for run in runs], top), explained, excluded=False)
    out: list[T] = []
    if fallen_out != 0:
        misses = [run.screen.misses(run.dropped) for run in runs]
        for level in np.unique(np.concatenate(misses)).tolist():
            chosen = [run.dropped[missed == level] for run, missed in zip(runs, misses, strict=True)]
            wanted = None if fallen_out is None else fallen_out - len(out)
            if wanted is not None and wanted <= 0:
                break
            out += _explained(runs, _best(runs, chosen, wanted), explained, excluded=True)
    left = sum(len(run.left) for run in runs)
    return Ranking(
        query_id=query_id, on=on, weights_version=version, ranked=tuple(ranked), fallen_out=tuple(out),
        ranked_count=left, fallen_out_count=sum(len(run.part) for run in runs) - left,
    )  # fmt: skip


Found = tuple[float, bytes, int, int]
"""Minus the score, the id, the number of the part and the row: sorted, this is the order of a ranking."""


def _best(runs: Sequence[Run], rows: Sequence[Ints], top: int | None) -> list[Found]:
    """The best rows of all parts, best first and equal ones by id."""
    found: list[Found] = []
    for number, (run, some) in enumerate(zip(runs, rows, strict=True)):
        best, scores = run.best(some, top)
        ids = run.part.columns.ids[best].tolist()
        found += [
            (-score, key, number, row) for score, key, row in zip(scores.tolist(), ids, best.tolist(), strict=True)
        ]
    return sorted(found)[:top]


def _explained(
    runs: Sequence[Run], found: Sequence[Found], explained: Callable[..., list[T]], *, excluded: bool
) -> list[T]:
    """The explanation of each, in the same order."""
    answers: dict[tuple[int, int], T] = {}
    for number, run in enumerate(runs):
        mine = np.array([row for _, _, of, row in found if of == number], dtype=np.int64)
        if len(mine):
            for row, answer in zip(mine.tolist(), explained(run, mine, excluded=excluded), strict=True):
                answers[number, row] = answer
    return [answers[number, row] for _, _, number, row in found]
