"""Many vacancies at once give what each alone gives, in their order, with one process or more."""

import pytest

from matching.batch import best_of_each
from matching.ranking import Ranker
from matching.store import CandidateStore
from matching.synthetic import DAY, Country


@pytest.mark.parametrize("processes", [1, 2])
def test_a_batch_answers_as_one_by_one(processes: int) -> None:
    country = Country(seed=4, places=40)
    store = CandidateStore.from_profiles(country.candidates(400), space=country.space(200))
    asked = list(country.vacancies(120, seed=2))
    ranker = Ranker()
    found = best_of_each(ranker, asked, store, on=DAY, top=5, processes=processes)
    assert found == [ranker.best_candidates(each, store, on=DAY, top=5) for each in asked]
    explained = ranker.candidates_for(asked[7], store, on=DAY, top=5).ranked
    assert found[7] == [(each.candidate_id, each.score) for each in explained]


def test_nothing_asked_nothing_found() -> None:
    assert best_of_each(Ranker(), [], CandidateStore.from_profiles([]), on=DAY) == []
