"""Audit: exposure as counted by hand, small groups hidden, flips that count, and nothing about who somebody is."""

from dataclasses import replace
from math import log2

import numpy as np
import pytest

from matching.audit import (
    CARRIED_ALONG,
    NOT_ASKED,
    exposure,
    flip_carried_along,
    flip_criteria,
    forbidden_fields,
    read_fields,
    why_not,
)
from matching.ranking import Ranker
from matching.store import CandidateStore, VacancyStore
from matching.synthetic import DAY, Country
from matching.types import DEFAULT_WEIGHTS, HARD_CRITERIA
from matching.validation import InvalidInputError

COUNTRY = Country(seed=7, places=30)
PEOPLE = tuple(COUNTRY.candidates(300))
OFFERS = tuple(COUNTRY.vacancies(20))


def test_exposure_is_what_one_counts_by_hand() -> None:
    groups = ["a"] * 6 + ["b"] * 12
    # Person 0 first on two lists, person 6 second on one of them, person 7 third on the other.
    found = exposure(lists=[0, 0, 1, 1], people=[0, 6, 0, 7], positions=[1, 2, 1, 3], groups=groups)
    a, b = found
    seen = {"a": 2.0, "b": 1 / log2(3) + 1 / 2}
    assert (a.people, b.people) == (6, 12)
    assert a.share_people == pytest.approx(1 / 3)
    assert a.share_seen == pytest.approx(seen["a"] / sum(seen.values()))
    assert a.ratio == pytest.approx(3 * a.share_seen)  # type: ignore[operator]  # counted in the line above
    assert b.share_seen == pytest.approx(1 - a.share_seen)  # type: ignore[operator]  # idem
    assert a.low is not None
    assert a.high is not None
    assert a.low <= a.ratio <= a.high  # type: ignore[operator]  # idem
    # One and two people reached: too few to tell.
    assert (a.reached, b.reached) == (None, None)


def test_a_fair_lottery_is_near_one_and_a_favour_is_not() -> None:
    rng = np.random.default_rng(3)
    groups = ["links", "rechts"] * 200
    lists = np.repeat(np.arange(500), 10)
    fair = np.concatenate([rng.choice(400, 10, replace=False) for _ in range(500)])
    odds = np.where(np.arange(400) % 2, 2.0, 1.0) / 600
    favour = np.concatenate([rng.choice(400, 10, replace=False, p=odds) for _ in range(500)])
    places = np.tile(np.arange(1, 11), 500)
    for each in exposure(lists=lists, people=fair, positions=places, groups=groups):
        assert each.low < 1 < each.high  # type: ignore[operator]  # numbers, since no group is small
        assert each.reached is not None
    left, right = exposure(lists=lists, people=favour, positions=places, groups=groups)
    assert left.high < 0.8  # type: ignore[operator]  # idem
    assert right.low > 1.2  # type: ignore[operator]  # idem


def test_a_small_group_is_hidden_and_cannot_be_found_by_subtraction() -> None:
    groups = ["groot"] * 20 + ["middel"] * 8 + ["klein"] * 3
    found = {each.group: each for each in exposure(lists=[0], people=[29], positions=[1], groups=groups)}
    assert found["klein"].hidden
    assert found["middel"].hidden  # else 31 - 20 - 8 tells
    assert not found["groot"].hidden
    assert found["klein"].people is found["klein"].ratio is found["klein"].reached is None
    both = exposure(lists=[], people=[], positions=[], groups=[*groups, "mini"])
    assert [each.hidden for each in both] == [False, False, True, True]


def test_reached_is_hidden_when_it_tells_of_few_who_were_not() -> None:
    shown = list(range(18))
    (group,) = exposure(lists=[0] * 18, people=shown, positions=[*shown[1:], 18], groups=["a"] * 20)
    assert group.reached is None
    (group,) = exposure(lists=[0] * 15, people=shown[:15], positions=range(1, 16), groups=["a"] * 20)
    assert group.reached == 15


def test_without_lists_there_is_no_ratio() -> None:
    (group,) = exposure(lists=[], people=[], positions=[], groups=["a"] * 9)
    assert (group.people, group.reached, group.share_seen, group.ratio, group.low) == (9, 0, None, None, None)


def test_rows_that_do_not_belong_together_are_refused() -> None:
    with pytest.raises(InvalidInputError):
        exposure(lists=[0, 1], people=[0], positions=[1], groups=["a"])
    with pytest.raises(InvalidInputError):
        exposure(lists=[0], people=[0], positions=[0], groups=["a"])


def test_no_field_says_who_somebody_is() -> None:
    assert forbidden_fields() == []
    assert set(CARRIED_ALONG) <= set(read_fields()["CandidateProfile"])


def test_what_is_carried_along_changes_no_place() -> None:
    store = CandidateStore.from_profiles(PEOPLE)
    found = flip_carried_along(Ranker(), OFFERS, store, on=DAY)
    assert {each.code for each in found} == set(CARRIED_ALONG)
    assert [each.places_changed for each in found] == [0, 0, 0]
    assert all(each.places > 50 for each in found)


def test_leaving_out_a_criterion_is_counted() -> None:
    store = CandidateStore.from_profiles(PEOPLE)
    found = {each.code: each for each in flip_criteria(Ranker(), OFFERS, store, on=DAY)}
    assert set(found) == set(DEFAULT_WEIGHTS.shares()) | {f"eis:{code}" for code in NOT_ASKED}
    assert found["beroep"].places_changed > found["versheid"].places_changed
    assert found["eis:werkomstandigheden"].lists_changed > 0
    for each in found.values():
        assert each.lists == len(OFFERS)
        assert 0 <= each.places_changed <= each.places


def test_not_asking_a_criterion_means_that_it_stops_nobody() -> None:
    person = replace(
        PEOPLE[0], shifts_ok=(), cannot=("tillen_zwaar",), needs_guidance="intensief", driving_licences=(), diplomas=(),
        education_level=0, language_nl=0, doelgroepregister=False,
    )  # fmt: skip
    strict = replace(
        OFFERS[0], shifts=("nacht",), work_conditions=("tillen_zwaar",), guidance_on_site="geen", garantiebaan=True,
        driving_licences_required=("C",), diplomas_required=("VCA basis",), education_min=6, language_nl_min=4,
    )  # fmt: skip
    store = CandidateStore.from_profiles([person])
    space = store.space
    asked = Ranker().pair(strict, person, on=DAY, space=space).violated
    assert set(NOT_ASKED) <= set(asked)
    for code, change in NOT_ASKED.items():
        assert code in HARD_CRITERIA
        assert code not in Ranker().pair(replace(strict, **change), person, on=DAY, space=space).violated


def test_why_somebody_is_never_shown() -> None:
    store = VacancyStore.from_vacancies(OFFERS)
    nobody = replace(PEOPLE[0], hours_max=1.0, hours_min=1.0, cannot=("tillen_zwaar",))
    ranking = Ranker().vacancies_for(nobody, store, on=DAY, top=0, fallen_out=None)
    reasons = why_not(ranking)
    assert (
        sum("uren" in each.violated and "uren" not in each.adaptations for each in ranking.fallen_out)
        == (reasons["uren"])
    )
    assert set(reasons) <= set(HARD_CRITERIA)
