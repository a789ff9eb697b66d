"""Ranking: hard criteria first, soft ones only for who is left, best first, explained.

The order is exact and the same on every run: by score, then by id.
"""

from collections.abc import Callable, Sequence
from datetime import date
from math import sqrt
from typing import TypeVar

import numpy as np

from matching.columns import CandidateColumns, VacancyColumns
from matching.explanation import explain_hard, explain_score, outcome
from matching.phrases import Occupations, candidate_phrases, compared_phrases
from matching.query_text import QueryText
from matching.screening import AnySegment, One
from matching.segment_ranking import Scored, SegmentRanking, year_of
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
        rankings = self._forward(vacancy, store, on)

        def explained(run: SegmentRanking, rows: Ints, *, excluded: bool) -> list[RankedCandidate]:
            return self._candidates(run, rows, vacancy, excluded=excluded)

        version = self.weights.version
        return _answer(rankings, explained, vacancy.id, on=on, top=top, fallen_out=fallen_out, version=version)

    def best_candidates(
        self, vacancy: VacancyQuery, store: CandidateStore, *, on: date, top: int | None = 10
    ) -> list[tuple[str, float]]:
        """Ids and scores of what `candidates_for` would rank, without explanations: for many vacancies at once."""
        rankings = self._forward(vacancy, store, on)
        found = _best(rankings, [run.left for run in rankings], top)
        return [(rankings[number].segment.id_of(row), -minus) for minus, _, number, row in found]

    def vacancies_for(
        self, candidate: CandidateProfile, store: VacancyStore, *, on: date, top: int | None = 10,
        fallen_out: int | None = 0,
    ) -> Ranking[RankedVacancy]:  # fmt: skip
        """Rank the vacancies of a store for one candidate, by the geometric mean of both sides' scores.

        Arguments and answer as `candidates_for`.
        """
        texts = QueryText.of(candidate_phrases(candidate), store.space, on_year=year_of(on))
        one = CandidateColumns.of([candidate])
        weights = (self.candidate_weights, self.weights)
        rankings = self._over(store.segments, one, texts, on, weights)

        def explained(run: SegmentRanking, rows: Ints, *, excluded: bool) -> list[RankedVacancy]:
            return self._vacancies(run, rows, candidate, excluded=excluded)

        version = f"{self.weights.version}+{self.candidate_weights.version}"
        return _answer(rankings, explained, candidate.id, on=on, top=top, fallen_out=fallen_out, version=version)

    def pair(
        self, vacancy: VacancyQuery, candidate: CandidateProfile, *, on: date, space: TextSpace
    ) -> RankedCandidate:
        """Explain one pair, exactly as a ranking in which both take part would."""
        store = CandidateStore.from_profiles([candidate], space=space)
        ranking = self.candidates_for(vacancy, store, on=on, top=1, fallen_out=1)
        return (*ranking.ranked, *ranking.fallen_out)[0]

    def _forward(self, vacancy: VacancyQuery, store: CandidateStore, on: date) -> list[SegmentRanking]:
        """The ranking of candidates over each segment of the store."""
        texts = QueryText.of(compared_phrases(vacancy), store.space, on_year=year_of(on))
        one, weights = VacancyColumns.single(vacancy), (self.weights,)
        return self._over(store.segments, one, texts, on, weights)

    def _over(
        self, segments: Sequence[AnySegment], one: One, texts: QueryText, on: date, weights: tuple[Weights, ...]
    ) -> list[SegmentRanking]:  # fmt: skip
        """The ranking over each of these segments."""
        return [
            SegmentRanking(
                segment, one, texts, on=on, weights=weights, settings=self.settings, occupations=self.occupations
            )
            for segment in segments
        ]  # fmt: skip

    def _candidates(
        self, run: SegmentRanking, rows: Ints, vacancy: VacancyQuery, *, excluded: bool
    ) -> list[RankedCandidate]:  # fmt: skip
        """Explain chosen candidates for a vacancy."""
        found = run.reasons(rows)
        return [
            self._pair(vacancy, run.segment.record(row), reasons, *scored, excluded=excluded)
            for row, reasons, scored in zip(rows.tolist(), found.T.tolist(), run.scored(rows), strict=True)
        ]

    def _vacancies(
        self, run: SegmentRanking, rows: Ints, candidate: CandidateProfile, *, excluded: bool
    ) -> list[RankedVacancy]:  # fmt: skip
        """Explain chosen vacancies for a candidate."""
        found = run.reasons(rows)
        answers = []
        for row, reasons, (scored, at) in zip(rows.tolist(), found.T.tolist(), run.scored(rows), strict=True):
            vacancy = run.segment.record(row)
            seen = self._pair(vacancy, candidate, reasons, scored, at, excluded=excluded)
            other = 0.0 if excluded else float(scored.sides[1].score[at])
            answers.append(
                RankedVacancy(
                    vacancy_id=vacancy.id, score=seen.score, vacancy_score=other, reciprocal=sqrt(seen.score * other),
                    excluded=excluded, hard=seen.hard, contributions=seen.contributions, violated=seen.violated,
                    unknown=seen.unknown, adaptations=seen.adaptations,
                )
            )  # fmt: skip
        return answers

    def _pair(
        self, vacancy: VacancyQuery, candidate: CandidateProfile, reasons: Sequence[int], scored: Scored, at: int, *,
        excluded: bool,
    ) -> RankedCandidate:  # fmt: skip
        """Explain one pair, from the side whose weights come first."""
        hard = explain_hard(reasons, vacancy, candidate, self.settings)
        violated, unknown, adapted = outcome(hard)
        side = scored.sides[0]
        return RankedCandidate(
            candidate_id=candidate.id,
            score=0.0 if excluded else float(side.score[at]),
            excluded=excluded,
            hard=hard,
            contributions=explain_score(scored.values, side, scored.match, scored.shares[0], at, excluded=excluded),
            violated=violated,
            unknown=unknown,
            adaptations=adapted,
        )


def _answer(
    rankings: Sequence[SegmentRanking], explained: Callable[..., list[T]], query_id: str, *, on: date, top: int | None,
    fallen_out: int | None, version: str,
) -> Ranking[T]:  # fmt: skip
    """The best of all segments together, and the best of those that fell out: fewest violations first."""
    ranked = _explained(rankings, _best(rankings, [run.left for run in rankings], top), explained, excluded=False)
    out: list[T] = []
    if fallen_out != 0:
        misses = [run.screen.misses(run.dropped) for run in rankings]
        for level in np.flatnonzero(np.bincount(np.concatenate(misses))).tolist():
            chosen = [run.dropped[missed == level] for run, missed in zip(rankings, misses, strict=True)]
            wanted = None if fallen_out is None else fallen_out - len(out)
            if wanted is not None and wanted <= 0:
                break
            out += _explained(rankings, _best(rankings, chosen, wanted), explained, excluded=True)
    left = sum(len(run.left) for run in rankings)
    return Ranking(
        query_id=query_id, on=on, weights_version=version, ranked=tuple(ranked), fallen_out=tuple(out),
        ranked_count=left, fallen_out_count=sum(len(run.segment) for run in rankings) - left,
    )  # fmt: skip


Found = tuple[float, bytes, int, int]
"""Minus the score, the id, the number of the segment and the row: sorted, this is the order of a ranking."""


def _best(rankings: Sequence[SegmentRanking], rows: Sequence[Ints], top: int | None) -> list[Found]:
    """The best rows of all segments, best first and equal ones by id."""
    found: list[Found] = []
    for number, (run, some) in enumerate(zip(rankings, rows, strict=True)):
        best, scores = run.best(some, top)
        ids = run.segment.columns.ids[best].tolist()
        found += [
            (-score, key, number, row) for score, key, row in zip(scores.tolist(), ids, best.tolist(), strict=True)
        ]
    return sorted(found)[:top]


def _explained(
    rankings: Sequence[SegmentRanking], found: Sequence[Found], explained: Callable[..., list[T]], *, excluded: bool
) -> list[T]:
    """The explanation of each, in the same order."""
    answers: dict[tuple[int, int], T] = {}
    for number, run in enumerate(rankings):
        mine = np.array([row for _, _, of, row in found if of == number], dtype=np.int64)
        if len(mine):
            for row, answer in zip(mine.tolist(), explained(run, mine, excluded=excluded), strict=True):
                answers[number, row] = answer
    return [answers[number, row] for _, _, number, row in found]
