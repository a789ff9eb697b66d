"""Ranking: hard criteria first, soft ones only for who is left, best first, explained.

The order is exact and the same on every run: by score, then by id.
"""

from datetime import date
from math import sqrt
from typing import Final

import numpy as np

from matching.columns import CandidateColumns, Floats, Ints, Strings, VacancyColumns
from matching.criteria.soft import Soft
from matching.explanation import explain_hard, explain_score, with_verdict
from matching.phrases import Occupations, Phrases, TextMatch, candidate_phrases, vacancy_phrases
from matching.scoring import HardOutcome, Scores, adaptation_rates, combine, hard_outcome, soft_values
from matching.store import CandidateStore, VacancyStore
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

_DAYS_IN_YEAR: Final = 365.25


class _Scored:
    """Scores of the chosen rows of one ranking, with all that is needed to explain them."""

    def __init__(
        self, ranker: "Ranker", v: VacancyColumns, c: CandidateColumns, *, match: TextMatch, outcome: HardOutcome,
        rows: Ints, on: date, weights: Weights,
    ) -> None:  # fmt: skip
        part = HardOutcome(
            outcome.reasons[:, rows], outcome.violated[rows], outcome.unknown[rows],
            outcome.adaptable[rows],
        )  # fmt: skip
        self.match, self.weights, self.rows = match, weights, rows
        self.values: dict[str, Soft] = soft_values(
            v, c, match, weights=weights, settings=ranker.settings, on=float(on.toordinal())
        )
        self.scores: Scores = combine(self.values, adaptation_rates(part, v, c, ranker.settings), weights)


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
        v = VacancyColumns.single(vacancy)
        outcome = hard_outcome(v, store.columns, self.settings)
        phrases = Phrases.of([vacancy_phrases(vacancy)], store.space)

        def scored(rows: Ints) -> _Scored:
            match = self._match(phrases, store.phrases, on, rows)
            return _Scored(
                self, v, store.columns.take(rows), match=match, outcome=outcome, rows=rows, on=on, weights=self.weights
            )

        survivors, dropped = np.flatnonzero(outcome.blocking == 0), np.flatnonzero(outcome.blocking != 0)
        good = scored(survivors)
        ranked = [
            self._candidate(vacancy, store.records[survivors[at]], outcome, good, at)
            for at in best_first(good.scores.score, store.columns.ids[survivors], top)
        ]
        out: list[RankedCandidate] = []
        if fallen_out != 0 and len(dropped):
            bad = scored(dropped)
            misses = np.bitwise_count(outcome.blocking[dropped]).astype(np.float64)
            order = best_first(bad.scores.score - 2 * misses, store.columns.ids[dropped], fallen_out)
            out = [self._candidate(vacancy, store.records[dropped[at]], outcome, bad, at) for at in order]
        return Ranking(
            query_id=vacancy.id, on=on, weights_version=self.weights.version, ranked=tuple(ranked),
            fallen_out=tuple(out), ranked_count=len(survivors), fallen_out_count=len(dropped),
        )  # fmt: skip

    def vacancies_for(
        self, candidate: CandidateProfile, store: VacancyStore, *, on: date, top: int | None = 10,
        fallen_out: int | None = 0,
    ) -> Ranking[RankedVacancy]:  # fmt: skip
        """Rank the vacancies of a store for one candidate, by the geometric mean of both sides' scores.

        Arguments and answer as `candidates_for`.
        """
        c = CandidateColumns.of([candidate])
        outcome = hard_outcome(store.columns, c, self.settings)
        phrases = Phrases.of([candidate_phrases(candidate)], store.space)

        def scored(rows: Ints) -> tuple[_Scored, _Scored, Floats]:
            match = self._match(store.phrases, phrases, on, rows)
            v = store.columns.take(rows)
            sides = [
                _Scored(self, v, c, match=match, outcome=outcome, rows=rows, on=on, weights=weights)
                for weights in (self.candidate_weights, self.weights)
            ]
            return sides[0], sides[1], np.sqrt(sides[0].scores.score * sides[1].scores.score)

        survivors, dropped = np.flatnonzero(outcome.blocking == 0), np.flatnonzero(outcome.blocking != 0)
        mine, theirs, both = scored(survivors)
        ranked = [
            self._vacancy(store.records[survivors[at]], candidate, outcome, mine=mine, theirs=theirs, at=at)
            for at in best_first(both, store.columns.ids[survivors], top)
        ]
        out: list[RankedVacancy] = []
        if fallen_out != 0 and len(dropped):
            mine, theirs, both = scored(dropped)
            misses = np.bitwise_count(outcome.blocking[dropped]).astype(np.float64)
            order = best_first(both - 2 * misses, store.columns.ids[dropped], fallen_out)
            out = [
                self._vacancy(store.records[dropped[at]], candidate, outcome, mine=mine, theirs=theirs, at=at)
                for at in order
            ]
        return Ranking(
            query_id=candidate.id, on=on, weights_version=f"{self.weights.version}+{self.candidate_weights.version}",
            ranked=tuple(ranked), fallen_out=tuple(out), ranked_count=len(survivors), fallen_out_count=len(dropped),
        )  # fmt: skip

    def pair(
        self, vacancy: VacancyQuery, candidate: CandidateProfile, *, on: date, space: TextSpace
    ) -> RankedCandidate:
        """Explain one pair, exactly as a ranking in which both take part would."""
        store = CandidateStore.from_profiles([candidate], space=space)
        ranking = self.candidates_for(vacancy, store, on=on, top=1, fallen_out=1)
        return (*ranking.ranked, *ranking.fallen_out)[0]

    def _match(self, vacancies: Phrases, candidates: Phrases, on: date, rows: Ints) -> TextMatch:
        year = on.year + (on.timetuple().tm_yday - 1) / _DAYS_IN_YEAR
        return TextMatch(vacancies, candidates, on_year=year, rows=rows, occupations=self.occupations)

    def _candidate(
        self, vacancy: VacancyQuery, candidate: CandidateProfile, outcome: HardOutcome, scored: _Scored, at: int
    ) -> RankedCandidate:
        row = scored.rows[at]
        hard = explain_hard(outcome.reasons[:, row], vacancy, candidate, self.settings)
        excluded = bool(outcome.blocking[row])
        violated = with_verdict(hard, Verdict.NOT_MET)
        return RankedCandidate(
            candidate_id=candidate.id,
            score=0.0 if excluded else float(scored.scores.score[at]),
            excluded=excluded,
            hard=hard,
            contributions=explain_score(
                scored.values, scored.scores, scored.match, scored.weights, at, excluded=excluded
            ),
            violated=violated,
            unknown=with_verdict(hard, Verdict.UNKNOWN),
            adaptations=tuple(result.criterion for result in hard if result.adaptable and result.criterion in violated),
        )

    def _vacancy(
        self, vacancy: VacancyQuery, candidate: CandidateProfile, outcome: HardOutcome, *, mine: _Scored,
        theirs: _Scored, at: int,
    ) -> RankedVacancy:  # fmt: skip
        seen = self._candidate(vacancy, candidate, outcome, mine, at)
        other = 0.0 if seen.excluded else float(theirs.scores.score[at])
        return RankedVacancy(
            vacancy_id=vacancy.id, score=seen.score, vacancy_score=other, reciprocal=sqrt(seen.score * other),
            excluded=seen.excluded, hard=seen.hard, contributions=seen.contributions, violated=seen.violated,
            unknown=seen.unknown, adaptations=seen.adaptations,
        )  # fmt: skip


def best_first(scores: Floats, ids: Strings, top: int | None) -> Ints:
    """Positions of the best scores, best first, equal ones by id; exact also at the border of the top."""
    rows: Ints = np.arange(len(scores), dtype=np.int64)
    if top is not None and top < len(scores):
        if top <= 0:
            return rows[:0]
        border = np.partition(scores, len(scores) - top)[len(scores) - top]
        rows = np.flatnonzero(scores >= border)
    order = np.lexsort((ids[rows], -scores[rows]))
    return rows[order][:top]
