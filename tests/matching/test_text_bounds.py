"""The short cuts of comparing texts: a bound is never too low, whatever stands next to it, and cells hold everybody."""

import itertools
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.cells import Cells, candidate_keys, points
from matching.columns import CandidateColumns
from matching.comparison import Comparison
from matching.criteria import SOFT_FROM_TEXT
from matching.phrases import candidate_phrases, compared_phrases
from matching.query_text import QueryText
from matching.scoring import weighted
from matching.segment_ranking import year_of
from matching.segments import CandidateSegment, VacancySegment
from matching.synthetic import Country
from matching.text import TextSpace
from matching.text_match import Depth, TextMatch
from matching.types import DEFAULT_SETTINGS, CandidateProfile, VacancyQuery
from tests.examples import examples
from tests.matching.strategies import NOTES, TITLES, candidates, many_candidates, many_vacancies, vacancies

DAY = date(2027, 1, 11)
YEAR = year_of(DAY)
SPACE = TextSpace(words=[*TITLES, *NOTES]).fit([*TITLES, *NOTES])


class Occupations:
    """Everything linked resembles everything else by a half."""

    def similarities(self, first: str, others: Any) -> Any:
        return np.array([1.0 if first == other else 0.5 for other in others])


def compared(
    one: VacancyQuery | CandidateProfile, many: CandidateSegment | VacancySegment, space: TextSpace
) -> Comparison:  # fmt: skip
    forward = isinstance(one, VacancyQuery)
    phrases = compared_phrases(one) if isinstance(one, VacancyQuery) else candidate_phrases(one)
    text = QueryText.of(phrases, space, on_year=YEAR)
    asked = [criterion.ASKS for criterion in SOFT_FROM_TEXT]
    return Comparison(
        text, many.texts, many.laid, asked, forward=forward, on_year=YEAR, occupations=Occupations()
    )  # fmt: skip


def holds(comparison: Comparison, rows: Any) -> None:
    exact = TextMatch(comparison, rows)
    bound = TextMatch(comparison, rows, Depth.WORDS)
    for most, value in zip(bound.softs().values(), exact.softs().values(), strict=True):
        assert (most.value >= value.value - 1e-9).all()
        assert (most.known == value.known).all()
    sides = [{code: 0.1 + number for number, code in enumerate(exact.softs())}, {"beroep": 1.0}]
    for most, shares in zip(comparison.heights(rows, sides), sides, strict=True):
        assert (most >= weighted(exact.softs(), shares, len(rows)) - 1e-6).all()


@examples(80)
@given(vacancies(), many_candidates(8))
def test_a_bound_for_candidates_is_never_too_low(vacancy: VacancyQuery, people: list[CandidateProfile]) -> None:
    holds(compared(vacancy, CandidateSegment.of(people, SPACE), SPACE), np.arange(len(people)))


@examples(80)
@given(candidates(), many_vacancies(8))
def test_a_bound_for_vacancies_is_never_too_low(person: CandidateProfile, offers: list[VacancyQuery]) -> None:
    holds(compared(person, VacancySegment.of(offers, SPACE), SPACE), np.arange(len(offers)))


def test_bounds_hold_in_a_crowd_and_for_words_that_are_repeated() -> None:
    country = Country(seed=6, places=24)
    space = country.space(200)
    people = [
        *country.candidates(600),
        CandidateProfile(id="p1", notes="schoonmaak " * 400, skills=("schoonmaken schoonmaker schoonmaak",)),
        CandidateProfile(id="p2", skills=("schoonmaak schoonmaak schoonmaak", "kas kassa kassamedewerker kassawerk")),
        CandidateProfile(id="p3", skills=("schoonmaken",), notes=" ".join(f"kassa{number}" for number in range(1_200))),
    ]
    offers = [*country.vacancies(30, seed=2), VacancyQuery(id="v", title="schoonmaak", description="schoonmaak " * 90)]
    crowd, work = CandidateSegment.of(people, space), VacancySegment.of(offers, space)
    for offer in offers:
        holds(compared(offer, crowd, space), np.arange(len(people)))
    for person in people[-40:]:
        holds(compared(person, work, space), np.arange(len(offers)))


@examples(40)
@given(vacancies(), many_candidates(10), st.data())
def test_a_value_does_not_depend_on_who_is_asked_about_too(
    vacancy: VacancyQuery, people: list[CandidateProfile], data: st.DataObject
) -> None:
    comparison = compared(vacancy, CandidateSegment.of(people, SPACE), SPACE)
    some = np.array(sorted(data.draw(st.sets(st.integers(0, max(len(people) - 1, 0))))) if people else [], dtype=int)
    every, few = (TextMatch(comparison, rows) for rows in (np.arange(len(people)), some))
    for mine, theirs in zip(few.softs().values(), every.softs().values(), strict=True):
        assert mine.value.tolist() == theirs.value[some].tolist()


@pytest.mark.parametrize("count", [0, 1, 700])
def test_cells_hold_everybody_once_and_a_look_around_misses_nobody(count: int) -> None:
    people = sorted(Country(seed=8, places=60).candidates(count), key=lambda each: each.id)
    columns = CandidateColumns.of([*people, *(CandidateProfile(id=f"n{n}") for n in range(count // 100))])
    keys = candidate_keys(columns, DEFAULT_SETTINGS)
    order = np.argsort(keys, kind="stable")
    columns, cells = columns.take(order), Cells.of(columns.take(order), keys[order])
    assert (cells.starts[0], cells.starts[-1]) == (0, len(columns))
    assert (np.diff(cells.starts) > 0).all()
    for lat, lon, reach in ((52.1, 5.1, 5.0), (52.1, 5.1, 40.0), (53.0, 6.5, 900.0), (np.nan, np.nan, 1.0)):
        here = points(np.array([lat]), np.array([lon]))[0]
        runs = cells.within(here, reach).tolist()
        assert all(first < end for first, end in runs)
        assert all(end < first for (_, end), (first, _) in itertools.pairwise(runs))
        seen = np.concatenate([np.zeros(0, dtype=int), *(np.arange(first, end) for first, end in runs)])
        away = np.sqrt(((points(columns.lat, columns.lon) - here) ** 2).sum(axis=1))
        assert set(np.flatnonzero(~(away > reach))) <= set(seen.tolist())
