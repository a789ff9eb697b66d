"""Whatever comes in, a ranking comes out or a clear refusal."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from matching.ranking import Ranker
from matching.segments import CandidateSegment
from matching.store import CandidateStore, VacancyStore
from matching.tables import ByteTable
from matching.text import TextSpace
from matching.types import CandidateProfile, Task, VacancyQuery, Weights, Wish
from matching.validation import InvalidInputError

DAY = date(2027, 1, 11)
SPACE = TextSpace()
SAME = CandidateProfile(
    id="x", wishes=(Wish(title="Inpakker"),), skills=("inpakken",), transport=("fiets",), lat=53.0, lon=6.5,
    max_travel_minutes=30, hours_min=16, hours_max=24, shifts_ok=("dag",), cannot=(), needs_guidance="licht",
)  # fmt: skip
WORK = VacancyQuery(id="v", title="Inpakmedewerker", tasks=(Task(name="Inpakken"),), lat=53.0, lon=6.51)


def alike(number: int) -> CandidateProfile:
    fields = {name: getattr(SAME, name) for name in SAME.__slots__}
    return CandidateProfile(**{**fields, "id": f"c{number:06}"})


def test_many_identical_people_come_in_the_order_of_their_ids() -> None:
    store = CandidateStore.from_profiles((alike(number) for number in range(20_000)), space=SPACE)
    ranking = Ranker().candidates_for(WORK, store, on=DAY, top=10, fallen_out=3)
    assert [each.candidate_id for each in ranking.ranked] == [f"c{number:06}" for number in range(10)]
    assert (ranking.ranked_count, ranking.fallen_out_count) == (20_000, 0)


@pytest.mark.rule("I7")
def test_empty_profiles_and_empty_vacancies_are_ranked() -> None:
    store = CandidateStore.from_profiles([CandidateProfile(id=f"c{n}") for n in range(60)], space=SPACE)
    ranking = Ranker().candidates_for(VacancyQuery(id="v"), store, on=DAY, top=3)
    assert [each.candidate_id for each in ranking.ranked] == ["c0", "c1", "c10"]
    assert not ranking.ranked[0].violated
    work = VacancyStore.from_vacancies([VacancyQuery(id=f"v{n}") for n in range(60)], space=SPACE)
    assert Ranker().vacancies_for(CandidateProfile(id="c"), work, on=DAY).ranked_count == 60


def test_nobody_and_nothing() -> None:
    none = CandidateStore.from_profiles([])
    ranking = Ranker().candidates_for(WORK, none, on=DAY, fallen_out=None)
    assert (ranking.ranked, ranking.fallen_out, ranking.ranked_count) == ((), (), 0)
    assert none.with_changes([SAME]).ids == {"x"}
    assert none.with_changes([], ["nobody"]).merged().ids == set()


@pytest.mark.parametrize("text", ["🙂" * 3_000, "Inpakken. " * 1_000_000, "\ud83d half", "a" * 10_000_000, "\x00", " "])
def test_odd_and_enormous_texts(text: str) -> None:
    offers = [VacancyQuery(id="w", title=text[:500], description=text), WORK]
    people = [CandidateProfile(id="p", notes=text, wishes=(Wish(title=text[:500]),)), SAME]
    store = CandidateStore.from_profiles(people, space=SPACE)
    for offer in offers:
        assert Ranker().candidates_for(offer, store, on=DAY).ranked_count == 2
    assert store["p"] == people[0]
    work = VacancyStore.from_vacancies(offers, space=SPACE)
    assert Ranker().vacancies_for(people[0], work, on=DAY).ranked_count == 2


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -1.0])
def test_numbers_that_are_none_are_refused(value: float) -> None:
    with pytest.raises(InvalidInputError):
        CandidateProfile(id="c", hours_min=value)
    with pytest.raises(InvalidInputError):
        VacancyQuery(id="v", tasks=(Task(name="x", hours_per_week=value),))


def test_weights_of_zero_are_refused_and_a_weight_of_zero_is_not_shown() -> None:
    with pytest.raises(InvalidInputError):
        Weights(version="nul", values={"beroep": 0.0, "reistijd": 0.0})
    only = Weights(version="reis", values={"beroep": 0.0, "reistijd": 2.0})
    store = CandidateStore.from_profiles([alike(number) for number in range(200)], space=SPACE)
    ranking = Ranker(weights=only).candidates_for(WORK, store, on=DAY)
    assert {each.criterion for each in ranking.ranked[0].contributions} == {"reistijd"}


def test_an_id_that_is_there_twice_is_refused_also_in_a_change() -> None:
    with pytest.raises(InvalidInputError, match="x is there twice"):
        CandidateStore.from_profiles([SAME, SAME], space=SPACE)
    store = CandidateStore.from_profiles([SAME], space=SPACE)
    with pytest.raises(InvalidInputError, match="y is there twice"):
        store.with_changes([CandidateProfile(id="y"), CandidateProfile(id="y")])


def test_ids_in_any_script_sort_as_text_does() -> None:
    ids = ["é", "z", "Z", "10", "9", "🙂", "a" * 300]
    store = CandidateStore.from_profiles([CandidateProfile(id=each) for each in ids], space=SPACE)
    ranking = Ranker().candidates_for(VacancyQuery(id="v"), store, on=DAY)
    assert [each.candidate_id for each in ranking.ranked] == sorted(ids)
    assert all(store[each].id == each for each in ids)
    with pytest.raises(KeyError):
        store["nobody"]


@pytest.mark.slow
def test_a_million_identical_people_come_in_the_order_of_their_ids() -> None:
    few = CandidateSegment.of([alike(number) for number in range(1_000)], SPACE)
    rows = np.tile(np.arange(1_000), 1_000)
    ids = np.char.add(b"c", np.char.zfill(np.arange(1_000_000).astype("S7"), 7))
    none = ByteTable(np.zeros(0, dtype=np.uint8), np.zeros(len(rows) + 1, dtype=np.int64))  # nobody is shown
    columns = replace(few.columns.take(rows), ids=np.random.default_rng(1).permutation(ids))
    store = CandidateStore([CandidateSegment.sorted(columns, few.texts.take(rows), none)], SPACE)
    found = Ranker().best_candidates(WORK, store, on=DAY, top=10)
    assert [each for each, _ in found] == [f"c{number:07}" for number in range(10)]
    assert len({score for _, score in found}) == 1
