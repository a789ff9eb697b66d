"""Who falls out without a reason asked for, and the best rows without comparing everybody, against doing it all."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.best_rows import MARGIN, best_rows
from matching.ceilings import Ceilings
from matching.columns import CandidateColumns, VacancyColumns
from matching.criteria import SOFT_FROM_COLUMNS
from matching.deciding import adaptation_rates, soft_values
from matching.phrases import candidate_phrases, compared_phrases
from matching.query_text import QueryText
from matching.ranking import Ranker
from matching.scoring import hard_outcome, total_rate, weighted
from matching.screening import Screen
from matching.segment_ranking import SegmentRanking, year_of
from matching.segments import CandidateSegment, VacancySegment
from matching.store import CandidateStore, VacancyStore
from matching.synthetic import Country, candidate_id
from matching.text import TextSpace
from matching.types import (
    CANDIDATE_WEIGHTS,
    DEFAULT_SETTINGS,
    DEFAULT_WEIGHTS,
    CandidateProfile,
    Settings,
    Travel,
    VacancyQuery,
    Weights,
)
from matching.validation import InvalidInputError
from tests.examples import examples
from tests.matching.strategies import candidates, many_candidates, many_vacancies, vacancies

SPACE = TextSpace()
DAY = date(2027, 1, 11)
WALK = Settings(
    travel={
        **DEFAULT_SETTINGS.travel,
        "ov": Travel(fixed=0, near=0, far=3, bend=4),
        "auto": Travel(fixed=9, near=0, far=0),
    },
    travel_violated=1.0, travel_default_max=20, available_grace_days=0,
)  # fmt: skip


def decided(outcome: Any) -> tuple[list[int], list[int]]:
    """Rows that are left, and the number of violations of each row that falls out."""
    left = np.flatnonzero(outcome.blocking == 0)
    return left.tolist(), np.bitwise_count(outcome.blocking)[outcome.blocking != 0].tolist()


@examples(150)
@given(vacancies(), many_candidates(12), st.sampled_from([DEFAULT_SETTINGS, WALK]))
def test_the_screen_drops_whom_the_reasons_drop(
    vacancy: VacancyQuery, people: list[CandidateProfile], settings: Settings
) -> None:
    part = CandidateSegment.of(people, SPACE)
    one = VacancyColumns.single(vacancy)
    left, misses = decided(hard_outcome(one, part.columns, settings))
    screen = Screen(part, one, settings)
    assert screen.left().tolist() == left
    dropped = np.setdiff1d(np.arange(len(people)), left)
    assert screen.misses(dropped).tolist() == misses


@examples(150)
@given(many_vacancies(12), candidates(), st.sampled_from([DEFAULT_SETTINGS, WALK]))
def test_the_screen_drops_the_vacancies_that_the_reasons_drop(
    offers: list[VacancyQuery], person: CandidateProfile, settings: Settings
) -> None:
    part = VacancySegment.of(offers, SPACE)
    one = CandidateColumns.of([person])
    left, misses = decided(hard_outcome(part.columns, one, settings))
    screen = Screen(part, one, settings)
    assert screen.left().tolist() == left
    assert screen.misses(np.setdiff1d(np.arange(len(offers)), left)).tolist() == misses


def never_too_low(v: Any, c: Any, one: Any, segment: Any, settings: Settings) -> None:
    forward = isinstance(one, VacancyColumns)
    rows, day = np.arange(len(segment.columns)), float(DAY.toordinal())
    sides = [{each.CODE: 0.1 + number for number, each in enumerate(SOFT_FROM_COLUMNS)}, {"reistijd": 1.0}]
    exact = soft_values(v, c, rows, settings, day, forward=forward)
    place = Screen(segment, one, settings).place
    bound, left = Ceilings.of(one, segment.columns, segment.laid, settings, day, sides, place=place).columns(rows)
    assert (left >= 1 - total_rate(adaptation_rates(v, c, rows, settings, forward=forward)) - 1e-9).all()
    for shares, most in zip(sides, bound, strict=True):
        least = weighted(exact, shares, len(rows))
        assert (most >= least - 1e-9).all()
        assert (most <= least + 0.3).all()  # and not much too high: some metres nearer, for who walks a minute


@examples(100)
@given(vacancies(), many_candidates(8), st.sampled_from([DEFAULT_SETTINGS, WALK]))
def test_what_columns_say_about_people_at_most_is_never_too_low(
    vacancy: VacancyQuery, people: list[CandidateProfile], settings: Settings
) -> None:
    segment, one = CandidateSegment.of(people, SPACE), VacancyColumns.single(vacancy)
    never_too_low(one, segment.columns, one, segment, settings)


@examples(100)
@given(candidates(), many_vacancies(8), st.sampled_from([DEFAULT_SETTINGS, WALK]))
def test_what_columns_say_about_vacancies_at_most_is_never_too_low(
    person: CandidateProfile, offers: list[VacancyQuery], settings: Settings
) -> None:
    segment, one = VacancySegment.of(offers, SPACE), CandidateColumns.of([person])
    never_too_low(segment.columns, one, one, segment, settings)


def holds(run: SegmentRanking) -> None:
    rows = np.arange(len(run.segment.columns))
    exact = run.exact(rows)
    for bound in (run.loosely, run.nearer, run.closely):
        assert (bound(rows) >= exact - MARGIN).all()


def over(segment: Any, one: Any, phrases: Any, weights: Sequence[Weights]) -> SegmentRanking:
    texts = QueryText.of(phrases, SPACE, on_year=year_of(DAY))
    return SegmentRanking(
        segment, one, texts, on=DAY, weights=weights, settings=DEFAULT_SETTINGS, occupations=None
    )  # fmt: skip


@examples(80)
@given(vacancies(), many_candidates(8))
def test_no_candidate_scores_above_a_bound(vacancy: VacancyQuery, people: list[CandidateProfile]) -> None:
    segment, one = CandidateSegment.of(people, SPACE), VacancyColumns.single(vacancy)
    holds(over(segment, one, compared_phrases(vacancy), (DEFAULT_WEIGHTS,)))


@examples(80)
@given(candidates(), many_vacancies(8))
def test_no_vacancy_scores_above_a_bound(person: CandidateProfile, offers: list[VacancyQuery]) -> None:
    segment, one = VacancySegment.of(offers, SPACE), CandidateColumns.of([person])
    holds(over(segment, one, candidate_phrases(person), (CANDIDATE_WEIGHTS, DEFAULT_WEIGHTS)))


@examples(60)
@given(
    st.lists(st.integers(0, 9), min_size=1, max_size=400)
    | st.lists(st.integers(0, 40), min_size=4_001, max_size=4_200),
    st.integers(1, 12),
    st.randoms(use_true_random=False),
)
def test_the_best_rows_are_found_without_looking_at_all(scores: list[int], top: int, random: Any) -> None:
    exact = np.array(scores, dtype=np.float64)
    loose = exact + np.array([random.random() * 5 for _ in scores])
    ids = np.array([f"{random.random():.9f} {row:04}" for row in range(len(scores))], dtype=np.bytes_)
    rows, found = best_rows(
        np.arange(len(scores)), ids, top=top,
        bounds=(
            lambda some: loose[some] + 1,
            lambda some: loose[some],
            lambda some: (loose[some] + exact[some]) / 2,
            lambda some: loose[some] * 0.1 + exact[some] * 0.9,
        ),
        exact=lambda some: exact[some],
    )  # fmt: skip
    expected = sorted(range(len(scores)), key=lambda row: (-scores[row], ids[row]))[:top]
    assert rows.tolist() == expected
    assert found.tolist() == [scores[row] for row in expected]


@pytest.fixture(scope="module")
def country() -> tuple[Country, CandidateStore, VacancyStore]:
    made = Country(seed=5, places=60)
    people, offers = list(made.candidates(3_000)), list(made.vacancies(1_500))
    space = made.space()
    return made, CandidateStore.from_profiles(people, space=space), VacancyStore.from_vacancies(offers, space=space)


WEIGHTS = [
    Ranker(),
    Ranker(weights=Weights(version="reis", values={"reistijd": 1})),
    Ranker(weights=Weights(version="wens", values={"ontwikkelwens": 2, "motivatie": 1, "vaardigheden_taken": 1})),
]


@pytest.mark.parametrize("ranker", WEIGHTS)
def test_a_short_list_is_the_beginning_of_the_whole_list(
    country: tuple[Country, CandidateStore, VacancyStore], ranker: Ranker
) -> None:
    made, people, offers = country
    for vacancy in made.vacancies(12, seed=8):
        whole = ranker.candidates_for(vacancy, people, on=DAY, top=None, fallen_out=400)
        short = ranker.candidates_for(vacancy, people, on=DAY, top=10, fallen_out=25)
        assert short.ranked == whole.ranked[:10]
        assert short.fallen_out == whole.fallen_out[:25]
        assert short.ranked_count == len(whole.ranked)
    for person in made.candidates(12, seed=8):
        every = ranker.vacancies_for(person, offers, on=DAY, top=None)
        best = ranker.vacancies_for(person, offers, on=DAY, top=10, fallen_out=5)
        assert best.ranked == every.ranked[:10]
        assert best.ranked_count == len(every.ranked)


def test_changes_in_a_crowd_answer_as_a_new_store(country: tuple[Country, CandidateStore, VacancyStore]) -> None:
    made, people, _ = country
    changed = [replace(each, id=candidate_id(number)) for number, each in enumerate(made.candidates(40, seed=3))]
    store = people.with_changes(changed, [candidate_id(number) for number in range(100, 130)])
    again = store.with_changes([replace(changed[0], notes="Kan heel goed vouwen.")], [candidate_id(7)])
    assert len(store) == 2_970
    now = {each: again[each] for each in again.ids}
    fresh = CandidateStore.from_profiles(now.values(), space=people.space)
    for vacancy in made.vacancies(8, seed=9):
        expected = Ranker().candidates_for(vacancy, fresh, on=DAY, fallen_out=10)
        assert Ranker().candidates_for(vacancy, again, on=DAY, fallen_out=10) == expected
        assert Ranker().candidates_for(vacancy, again.merged(), on=DAY, fallen_out=10) == expected
    assert again.merged().changed_share == 0 < again.changed_share < 0.05


def test_only_some_take_part_and_get_the_same_scores(country: tuple[Country, CandidateStore, VacancyStore]) -> None:
    made, people, _ = country
    (vacancy,) = made.vacancies(1, seed=4)
    everybody = Ranker().candidates_for(vacancy, people, on=DAY, top=None)
    some = [each.candidate_id for each in everybody.ranked[::3]]
    fewer = Ranker().candidates_for(vacancy, people.only([*some, "nobody", "x" * 99]), on=DAY, top=None)
    assert fewer.ranked == everybody.ranked[::3]
    assert fewer.fallen_out_count == 0


def test_travel_that_gets_shorter_over_a_longer_distance_is_refused() -> None:
    with pytest.raises(InvalidInputError):
        Travel(fixed=2, near=-1, far=1)
