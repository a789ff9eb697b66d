"""The engine against the slow reference, and what must hold for every ranking."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from matching.columns import CandidateColumns, VacancyColumns
from matching.ranking import Ranker
from matching.scoring import hard_outcome
from matching.store import CandidateStore, VacancyStore
from matching.text import TextSpace
from matching.types import (
    DEFAULT_SETTINGS,
    DEFAULT_WEIGHTS,
    HARD_CRITERIA,
    CandidateProfile,
    RankedCandidate,
    Ranking,
    VacancyQuery,
    Weights,
)
from tests.examples import examples
from tests.matching import reference
from tests.matching.strategies import DAY, NOTES, TITLES, candidates, many_candidates, many_vacancies, vacancies

SPACE = TextSpace(words=[*TITLES, *NOTES]).fit([*TITLES, *NOTES])
slow = examples(80, suppress_health_check=[HealthCheck.too_slow])


def everybody(ranking: Any) -> list[Any]:
    return [*ranking.ranked, *ranking.fallen_out]


def rank(vacancy: VacancyQuery, people: list[CandidateProfile], **options: Any) -> Ranking[RankedCandidate]:
    store = CandidateStore.from_profiles(people, space=SPACE)
    return Ranker(**options).candidates_for(vacancy, store, on=DAY, top=None, fallen_out=None)


@slow
@given(vacancies(), many_candidates())
def test_hard_criteria_agree_with_the_reference(vacancy: VacancyQuery, people: list[CandidateProfile]) -> None:
    by_id = {person.id: person for person in people}
    found = everybody(rank(vacancy, people))
    assert {row.candidate_id for row in found} == set(by_id)
    for row in found:
        expected = reference.verdicts(vacancy, by_id[row.candidate_id])
        assert {result.criterion: result.verdict.value for result in row.hard} == expected


@slow
@given(vacancies(), many_candidates())
def test_scores_agree_with_the_reference(vacancy: VacancyQuery, people: list[CandidateProfile]) -> None:
    by_id = {person.id: person for person in people}
    for row in everybody(rank(vacancy, people)):
        soft = reference.soft(vacancy, by_id[row.candidate_id], SPACE, DAY)
        mine = {c.criterion: c.value for c in row.contributions if c.criterion in soft}
        assert mine == pytest.approx(soft, abs=1e-9)
        base = reference.base_score(vacancy, by_id[row.candidate_id], SPACE, DAY, DEFAULT_WEIGHTS)
        if not row.violated:
            assert row.score == pytest.approx(base, abs=1e-6)
        else:
            assert row.score < base or base == 0


@slow
@given(vacancies(), many_candidates(), st.integers(1, 4))
def test_every_ranking_holds_together(vacancy: VacancyQuery, people: list[CandidateProfile], top: int) -> None:
    ranking = rank(vacancy, people)
    keys = [(-row.score, row.candidate_id) for row in ranking.ranked]
    assert keys == sorted(keys)
    never = set(HARD_CRITERIA) - {"uren", "diensttijden", "werkomstandigheden", "begeleiding"}
    for row in everybody(ranking):
        assert 0 <= row.score <= 1
        assert sum(c.points for c in row.contributions) == pytest.approx(row.score, abs=1e-6)
        assert all(c.points == pytest.approx(c.weight * c.value, abs=1e-12) for c in row.contributions)
        assert set(row.adaptations) <= set(row.violated)
        assert not set(row.violated) & set(row.unknown)
    for row in ranking.ranked:
        assert set(row.violated) == set(row.adaptations)
        assert not set(row.violated) & never
    for row in ranking.fallen_out:
        assert row.score == 0
        assert set(row.violated) - set(row.adaptations)
    assert (ranking.ranked_count, ranking.fallen_out_count) == (len(ranking.ranked), len(ranking.fallen_out))
    store = CandidateStore.from_profiles(people, space=SPACE)
    short = Ranker().candidates_for(vacancy, store, on=DAY, top=top, fallen_out=top)
    assert short.ranked == ranking.ranked[:top]
    assert short.fallen_out == ranking.fallen_out[:top]


@pytest.mark.rule("I7")
@slow
@given(vacancies(), many_candidates())
def test_a_pair_alone_gets_the_same_answer_as_in_a_crowd(vacancy: VacancyQuery, people: list[CandidateProfile]) -> None:
    by_id = {person.id: person for person in people}
    for row in everybody(rank(vacancy, people)):
        assert Ranker().pair(vacancy, by_id[row.candidate_id], on=DAY, space=SPACE) == row


@slow
@given(many_vacancies(), many_candidates())
def test_both_directions_decide_the_same(offers: list[VacancyQuery], people: list[CandidateProfile]) -> None:
    v, c = VacancyColumns.of(offers), CandidateColumns.of(people)
    forward = [hard_outcome(VacancyColumns.of([offer]), c, DEFAULT_SETTINGS).reasons for offer in offers]
    backward = [hard_outcome(v, CandidateColumns.of([person]), DEFAULT_SETTINGS).reasons for person in people]
    for row in range(len(offers)):
        for column in range(len(people)):
            assert (forward[row][:, column] == backward[column][:, row]).all()


@slow
@given(many_vacancies(), candidates())
def test_vacancies_for_a_candidate(offers: list[VacancyQuery], person: CandidateProfile) -> None:
    ranker = Ranker()
    store = VacancyStore.from_vacancies(offers, space=SPACE)
    ranking = ranker.vacancies_for(person, store, on=DAY, top=None, fallen_out=None)
    assert {row.vacancy_id for row in everybody(ranking)} == {offer.id for offer in offers}
    keys = [(-round(row.reciprocal, 9), row.vacancy_id) for row in ranking.ranked]
    assert keys == sorted(keys)
    for row in everybody(ranking):
        seen = ranker.pair(store[row.vacancy_id], person, on=DAY, space=SPACE)
        assert row.vacancy_score == pytest.approx(seen.score, abs=1e-9)
        assert (row.hard, row.violated, row.excluded) == (seen.hard, seen.violated, seen.excluded)
        assert row.reciprocal == pytest.approx((row.score * row.vacancy_score) ** 0.5)
        assert sum(c.points for c in row.contributions) == pytest.approx(row.score, abs=1e-6)


@slow
@given(vacancies(), many_candidates(), many_candidates(), st.sets(st.sampled_from([f"c{n}" for n in range(6)])))
def test_a_changed_store_answers_as_a_new_one(
    vacancy: VacancyQuery, people: list[CandidateProfile], changed: Any, removed: set[str]
) -> None:
    removed -= {person.id for person in changed}
    store = CandidateStore.from_profiles(people, space=SPACE).with_changes(changed, removed)
    now = {person.id: person for person in (*people, *changed) if person.id not in removed}
    fresh = CandidateStore.from_profiles(now.values(), space=SPACE)
    assert len(store) == len(fresh)
    for weights in (DEFAULT_WEIGHTS, Weights(version="x", values={"ontwikkelwens": 1, "motivatie": 1})):
        one, other = (
            Ranker(weights=weights).candidates_for(vacancy, s, on=DAY, top=None, fallen_out=None)
            for s in (store, fresh)
        )
        assert one == other


@slow
@given(many_vacancies(), many_vacancies(), candidates())
def test_a_changed_vacancy_store_answers_as_a_new_one(
    offers: list[VacancyQuery], changed: Any, person: CandidateProfile
) -> None:
    store = VacancyStore.from_vacancies(offers, space=SPACE).with_changes(changed, ["v0"] if not changed else [])
    now = {offer.id: offer for offer in (*offers, *changed) if changed or offer.id != "v0"}
    fresh = VacancyStore.from_vacancies(now.values(), space=SPACE)
    one, other = (Ranker().vacancies_for(person, s, on=DAY, top=None, fallen_out=None) for s in (store, fresh))
    assert one == other
