"""Whole rankings against the slow, obvious reference: the same ten people in the same order."""

from dataclasses import replace
from datetime import date

import pytest

from matching.ranking import Ranker
from matching.store import CandidateStore
from matching.synthetic import Country
from matching.types import DEFAULT_WEIGHTS, Adaptable
from tests.matching import reference

DAY = date(2027, 1, 11)


@pytest.mark.slow
def test_the_top_ten_is_that_of_the_reference() -> None:
    country = Country(seed=11, places=24)
    space = country.space(300)
    people = list(country.candidates(90))
    store = CandidateStore.from_profiles(people, space=space)
    for asked in country.vacancies(40, seed=2):
        vacancy = replace(asked, adaptable=Adaptable(), lat=people[0].lat, lon=people[0].lon)
        expected = []
        for person in people:
            if reference.NO not in reference.verdicts(vacancy, person).values():
                score = reference.base_score(vacancy, person, space, DAY, DEFAULT_WEIGHTS)
                expected.append((-round(score, 9), person.id))
        ranking = Ranker().candidates_for(vacancy, store, on=DAY, top=10)
        assert [each.candidate_id for each in ranking.ranked] == [found for _, found in sorted(expected)[:10]]
        assert ranking.ranked_count == len(expected)
