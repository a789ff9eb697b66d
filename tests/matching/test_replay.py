"""Replay: every bit of an old ranking comes back from what was kept with it, and a change does not pass unseen."""

import json
from dataclasses import replace
from typing import Any

import pytest

from matching.ranking import Ranker
from matching.replay import KeptRow, OtherRecipeError, replay
from matching.store import CandidateStore, VacancyStore
from matching.synthetic import DAY, Country
from matching.types import Adaptable, RankedCandidate, RankedVacancy, Ranking
from wsp.shortlists.runs import plain

COUNTRY = Country(seed=11, places=40)
PEOPLE = tuple(COUNTRY.candidates(400))
OFFERS = tuple(COUNTRY.vacancies(60))


def kept(ranking: Ranking[RankedCandidate] | Ranking[RankedVacancy]) -> list[KeptRow]:
    """The rows as they come back from a database: through JSON."""
    rows = []
    for at, each in enumerate((*ranking.ranked, *ranking.fallen_out), start=1):
        vacancy = isinstance(each, RankedVacancy)
        features: dict[str, Any] = json.loads(json.dumps(plain(each)))
        rows.append(
            KeptRow(
                subject_id=features["vacancy_id" if vacancy else "candidate_id"],
                position=at,
                score=features["reciprocal" if vacancy else "score"],
                excluded=each.excluded,
                features=features,
            )
        )
    return rows


def test_every_ranking_of_candidates_comes_back_bit_for_bit() -> None:
    store = CandidateStore.from_profiles(PEOPLE)
    adaptable = Adaptable(hours=True, times=True, tasks=True, guidance=True)
    shown = 0
    for offer in (*OFFERS, *(replace(each, adaptable=adaptable) for each in OFFERS)):
        rows = kept(Ranker().candidates_for(offer, store, on=DAY, top=25, fallen_out=25))
        again = replay(rows)
        assert again.same, offer.id
        assert [row.score for row in again.rows] == [row.score for row in rows]
        shown += len(rows)
    assert shown > 2000


def test_every_ranking_of_vacancies_comes_back_bit_for_bit() -> None:
    store = VacancyStore.from_vacancies(OFFERS)
    for person in PEOPLE[:60]:
        assert replay(kept(Ranker().vacancies_for(person, store, on=DAY, top=25, fallen_out=25))).same


@pytest.fixture
def rows() -> list[KeptRow]:
    store = CandidateStore.from_profiles(PEOPLE)
    found = (kept(Ranker().candidates_for(offer, store, on=DAY, top=10)) for offer in OFFERS)
    return next(each for each in found if len(each) == 10)


def test_order_in_the_database_is_no_matter(rows: list[KeptRow]) -> None:
    assert replay(rows[::-1]) == replay(rows)


@pytest.mark.parametrize("part", ["weight", "value"])
def test_one_changed_bit_is_seen(rows: list[KeptRow], part: str) -> None:
    features: dict[str, Any] = json.loads(json.dumps(rows[3].features))
    features["contributions"][0][part] *= 0.999
    changed = replay([*rows[:3], replace(rows[3], features=features), *rows[4:]])
    assert not changed.same
    assert not changed.rows[3].same


def test_two_rows_that_changed_places_are_seen(rows: list[KeptRow]) -> None:
    first, second = replace(rows[0], position=2), replace(rows[1], position=1)
    again = replay([first, second, *rows[2:]])
    assert not again.same
    assert [row.same for row in again.rows[2:]] == [True] * 8


def test_an_erased_row_keeps_its_place_and_the_others_come_back(rows: list[KeptRow]) -> None:
    again = replay([*rows[:4], replace(rows[4], features={}), *rows[5:]])
    assert again.gone == 1
    assert again.same
    assert again.rows[4].score is None
    assert [row.position for row in again.rows] == [1, 2, 3, 4, None, 6, 7, 8, 9, 10]


@pytest.mark.parametrize("recipe", [0, 2, "1", None])
def test_another_way_of_counting_is_refused_and_not_guessed(rows: list[KeptRow], recipe: object) -> None:
    with pytest.raises(OtherRecipeError) as caught:
        replay(rows, recipe=recipe)
    assert "known are 1" in str(caught.value)
