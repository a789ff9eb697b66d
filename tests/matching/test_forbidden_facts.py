"""What must never weigh (I17): there is no field for it, and a postcode counts as a place on the map only."""

from dataclasses import fields, replace
from datetime import date

import pytest

from matching.ranking import Ranker
from matching.store import CandidateStore
from matching.text import TextSpace
from matching.types import CandidateProfile, Task, VacancyQuery, Wish

FORBIDDEN = {
    "name", "first_name", "last_name", "bsn", "age", "birth", "birth_date", "born", "sex", "gender", "origin",
    "nationality", "country", "religion", "language_home", "address", "street", "place", "municipality", "photo",
    "health", "diagnosis", "benefit", "family", "children",
}  # fmt: skip
PERSON = CandidateProfile(
    id="x", wishes=(Wish(title="Inpakker"),), skills=("inpakken",), transport=("fiets",), pc4="9401", lat=53.0,
    lon=6.5, max_travel_minutes=30, hours_min=16, hours_max=24, shifts_ok=("dag",), cannot=(), needs_guidance="licht",
)  # fmt: skip
WORK = VacancyQuery(
    id="v", title="Inpakmedewerker", tasks=(Task(name="Inpakken"),), lat=53.0, lon=6.51, hours_max=24, shifts=("dag",)
)


@pytest.mark.rule("I17")
@pytest.mark.parametrize("kind", [CandidateProfile, VacancyQuery])
def test_there_is_no_field_for_it(kind: type) -> None:
    assert {each.name for each in fields(kind)} & FORBIDDEN == set()


@pytest.mark.rule("I17")
@pytest.mark.parametrize("pc4", ["1104", "3512", None])
def test_a_postcode_is_a_place_and_nothing_else(pc4: str | None) -> None:
    space = TextSpace()

    def answer(person: CandidateProfile) -> object:
        store = CandidateStore.from_profiles([person], space=space)
        found = Ranker().candidates_for(WORK, store, on=date(2027, 1, 11))
        assert found.ranked_count == 1
        return found.ranked[0]

    assert answer(replace(PERSON, pc4=pc4)) == answer(PERSON)
