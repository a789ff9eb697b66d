"""How near occupations are, on a small list of our own and on the starter set."""

from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from matching.ranking import Ranker
from matching.similarity import AS_COSINE, ESSENTIAL, OPTIONAL, OccupationSimilarity
from matching.store import CandidateStore, space_for
from matching.titles import Label
from matching.types import CandidateProfile, VacancyQuery, Wish
from tests.matching.judged import ON
from tests.matching.test_titles import LABELS
from wsp.reference import starter

ISCO = {"urn:chauf": "8332", "urn:taxi": "8322", "urn:kok": "5120", "urn:mag": "4321"}


def test_the_same_is_one_and_what_is_not_known_resembles_only_itself() -> None:
    near = OccupationSimilarity(LABELS, isco=ISCO)
    assert near.similarities("urn:kok", ["urn:kok", "urn:nieuw"]).tolist() == [1, 0]
    assert near.similarities("urn:nieuw", ["urn:nieuw", "urn:kok"]).tolist() == [1, 0]
    assert near.similarities("urn:kok", []).tolist() == []
    assert OccupationSimilarity([]).similarities("urn:kok", ["urn:kok", "urn:mag"]).tolist() == [1, 0]


def test_groups_names_skills_and_tasks_each_make_nearer() -> None:
    names = [Label(uri=uri, text=text) for uri, text in (("a", "portier"), ("b", "kok"), ("c", "naaister"))]
    bare = OccupationSimilarity(names).similarities("a", ["b"])[0]
    assert bare < 0.05
    skills = {
        "a": {"s1": ESSENTIAL, "s2": ESSENTIAL},
        "b": {"s1": ESSENTIAL, "s2": ESSENTIAL, "s3": OPTIONAL},
        "c": {"s4": ESSENTIAL},
    }
    work = {"a": ["Bezoekers ontvangen"], "b": ["Bezoekers ontvangen"], "c": ["Ritsen inzetten"]}
    for evidence in (
        {"isco": {"a": "5413", "b": "5414", "c": "7533"}}, {"skills": skills}, {"work": work},
    ):  # fmt: skip
        near, far = OccupationSimilarity(names, **evidence).similarities("a", ["b", "c"])
        assert near > bare
        assert near > far
    every = OccupationSimilarity(names, isco={"a": "5413", "b": "5414"}, skills=skills, work=work)
    assert every.similarities("a", ["b"])[0] > near
    assert every.similarities("a", ["b"])[0] < AS_COSINE


def test_a_rare_skill_that_is_shared_says_more_and_an_optional_one_less() -> None:
    names = [
        Label(uri=uri, text=text) for uri, text in zip("abcdef", ("x1", "y2", "z3", "w4", "v5", "u6"), strict=True)
    ]
    common = {uri: {"samenwerken": ESSENTIAL} for uri in "abcdef"}
    common["a"] |= {"lassen": ESSENTIAL, "hijsen": OPTIONAL}
    common["b"] |= {"lassen": ESSENTIAL}
    common["c"] |= {"hijsen": ESSENTIAL}
    b, c, d = OccupationSimilarity(names, skills=common).similarities("a", ["b", "c", "d"])
    assert b > c > d


@cache
def starter_set() -> tuple[OccupationSimilarity, dict[str, str]]:
    items = starter.occupations()
    labels = [Label(uri=item.code, text=text) for item in items for text in (item.name, *item.synonyms)]
    near = OccupationSimilarity(
        labels, isco={item.code: item.isco for item in items},
        work={item.code: (*item.tasks, *item.skills) for item in items},
    )  # fmt: skip
    return near, {item.name: item.code for item in items}


@pytest.mark.parametrize(
    "order",
    [
        ["wasserijmedewerker", "medewerker linnenkamer", "medewerker naaiatelier", "vrachtwagenchauffeur"],
        ["afwasser", "keukenhulp", "kok", "lasser"],
        ["hovenier", "assistent-hovenier", "medewerker kwekerij", "kassamedewerker"],
        ["kassamedewerker", "winkelmedewerker", "verkoopmedewerker", "dakdekker"],
        ["receptionist", "telefonist", "administratief medewerker", "slager"],
        ["magazijnmedewerker", "orderpicker", "vakkenvuller", "kapper"],
    ],
)
def test_without_esco_the_starter_set_knows_who_is_near(order: list[str]) -> None:
    near, codes = starter_set()
    found = near.similarities(codes[order[0]], [codes[name] for name in order[1:]])
    assert all(nearer > farther for nearer, farther in pairwise(found)), found


def test_the_table_is_symmetric_small_and_the_same_in_any_order() -> None:
    near, codes = starter_set()
    table = near.near_
    assert (table != table.T).nnz == 0
    assert (table.diagonal() == 1).all()
    assert table.max() == 1
    assert table.min() >= 0
    items = starter.occupations()
    labels = [Label(uri=item.code, text=text) for item in items for text in (item.name, *item.synonyms)]
    again = OccupationSimilarity(
        reversed(labels), isco={item.code: item.isco for item in items},
        work={item.code: (*item.tasks, *item.skills) for item in items},
    )  # fmt: skip
    every = list(codes.values())
    assert all((again.similarities(one, every) == near.similarities(one, every)).all() for one in every[::40])
    few = OccupationSimilarity(labels, neighbours=3).near_
    assert np.diff(few.indptr).mean() <= 1 + 2 * 3


def test_a_near_occupation_counts_where_words_do_not_meet() -> None:
    near, codes = starter_set()
    vacancy = VacancyQuery(id="v", title="Functie 12", esco_uri=codes["keukenhulp"])
    people = [
        CandidateProfile(id=name, wishes=(Wish(title="zie gesprek", esco_uri=codes[name]),))
        for name in ("dakdekker", "afwasser", "keukenhulp")
    ]
    store = CandidateStore.from_profiles(people, space=space_for(people, [vacancy]))
    ranked = Ranker(occupations=near).candidates_for(vacancy, store, on=ON).ranked
    assert [found.candidate_id for found in ranked] == ["keukenhulp", "afwasser", "dakdekker"]
    beroep = [next(c.value for c in found.contributions if c.criterion == "beroep") for found in ranked]
    assert beroep[0] > beroep[1] > beroep[2] + 0.1
