"""What helps: every promise is kept by the ranking itself, nobody's own limits move, and the cheapest comes first."""

from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given

from matching.changes import LEARNED, ChangeKind, ChangeSettings, Cost, changed_candidate, changed_vacancy, proposals
from matching.ranking import Ranker
from matching.store import CandidateStore
from matching.text import TextSpace
from matching.types import CandidateProfile, Task, VacancyQuery
from matching.whatif import SMALLEST_GAIN, PairOutcome, WhatIf
from tests.examples import examples
from tests.matching import reference
from tests.matching.strategies import DAY, NOTES, TITLES, candidates, many_candidates, vacancies

SPACE = TextSpace(words=[*TITLES, *NOTES]).fit([*TITLES, *NOTES])
slow = examples(40, suppress_health_check=[HealthCheck.too_slow])
CLEANER = VacancyQuery(
    id="v", title="Schoonmaker", hours_min=24, hours_max=32, shifts=("dag", "nacht"), start_date=DAY,
    tasks=(Task(name="schoonmaken", hours_per_week=20), Task(name="kisten tillen", hours_per_week=4)),
    work_conditions=("tillen_zwaar",), public_transport=False, lat=53.0, lon=6.5, driving_licences_required=(),
    diplomas_required=(), education_min=0, language_nl_min=2, guidance_on_site="geen", garantiebaan=False,
)  # fmt: skip
PERSON = CandidateProfile(
    id="c", hours_min=16, hours_max=32, shifts_ok=("dag", "nacht"), cannot=(), transport=("fiets",), lat=53.0, lon=6.5,
    max_travel_minutes=30, available_from=DAY, driving_licences=(), diplomas=(), education_level=2, language_nl=3,
    needs_guidance="geen", doelgroepregister=True,
)  # fmt: skip


def helps(vacancy: VacancyQuery, person: CandidateProfile, **settings: Any) -> list[PairOutcome]:
    what_if = WhatIf(Ranker(), settings=ChangeSettings(**settings))
    return what_if.for_pair(vacancy, person, on=DAY, space=SPACE, most=99)


@slow
@given(vacancies(), candidates())
def test_every_outcome_is_what_the_ranking_says_after_the_change(
    vacancy: VacancyQuery, person: CandidateProfile
) -> None:
    for outcome in helps(vacancy, person):
        after = (changed_vacancy(vacancy, outcome.change), changed_candidate(person, outcome.change))
        assert outcome.after == Ranker().pair(*after, on=DAY, space=SPACE)
        assert {each.criterion: each.verdict for each in outcome.after.hard} == reference.verdicts(*after)
        assert not outcome.after.excluded
        assert outcome.gain >= SMALLEST_GAIN or outcome.makes_match
        for row in (outcome.before, outcome.after):
            assert sum(each.points for each in row.contributions) == pytest.approx(row.score, abs=1e-6)
        assert sum(outcome.differences.values()) == pytest.approx(outcome.gain, abs=1e-6)


@slow
@given(vacancies(), candidates())
def test_nobodys_own_limits_move(vacancy: VacancyQuery, person: CandidateProfile) -> None:
    for change in proposals(vacancy, person, ChangeSettings()):
        after = changed_candidate(person, change)
        moved = {item.name for item in fields(person) if getattr(person, item.name) != getattr(after, item.name)}
        assert moved <= {"driving_licences", "diplomas", "language_nl"}
        assert bool(moved) == (change.kind in LEARNED)
        assert (changed_vacancy(vacancy, change) == vacancy) == (change.kind in LEARNED)
        assert change.cost > 0


@slow
@given(vacancies(), candidates())
def test_matches_come_before_improvements_and_the_cheapest_first(
    vacancy: VacancyQuery, person: CandidateProfile
) -> None:
    keys = [(not each.makes_match, each.change.cost, -each.gain) for each in helps(vacancy, person)]
    assert keys == sorted(keys)


@slow
@given(vacancies(), candidates())
def test_no_cheaper_hours_shifts_or_guidance_would_do(vacancy: VacancyQuery, person: CandidateProfile) -> None:
    """All hours, all sets of shifts, all levels: whatever makes a match was found, as cheap or cheaper."""
    settings = ChangeSettings(least_hours=0)
    found = [each.change.cost for each in helps(vacancy, person, least_hours=0) if each.makes_match]
    before = Ranker().pair(vacancy, person, on=DAY, space=SPACE)
    if not before.excluded:
        return
    tried: list[tuple[VacancyQuery, Cost, float]] = []
    for hours in range(41):
        if vacancy.hours_min is not None and hours < vacancy.hours_min:
            fewer = settings.costs[ChangeKind.HOURS_FEWER]
            tried.append((replace(vacancy, hours_min=float(hours)), fewer, vacancy.hours_min - hours))
        if vacancy.hours_max is not None and hours > vacancy.hours_max:
            more = settings.costs[ChangeKind.HOURS_MORE]
            tried.append((replace(vacancy, hours_max=float(hours)), more, hours - vacancy.hours_max))
    shifts = vacancy.shifts or ()
    subsets = [tuple(s for n, s in enumerate(shifts) if bits >> n & 1) for bits in range(1, 2 ** len(shifts) - 1)]
    tried += [
        (replace(vacancy, shifts=kept), settings.costs[ChangeKind.SHIFTS], len(shifts) - len(kept)) for kept in subsets
    ]
    if vacancy.guidance_on_site is not None:
        now = reference.GUIDANCE.index(vacancy.guidance_on_site)
        tried += [
            (replace(vacancy, guidance_on_site=level), settings.costs[ChangeKind.GUIDANCE], number - now)
            for number, level in enumerate(reference.GUIDANCE) if number > now
        ]  # fmt: skip
    for changed, cost, amount in tried:
        if not Ranker().pair(changed, person, on=DAY, space=SPACE).excluded:
            assert found
            assert min(found) <= cost.fixed + cost.each * amount + 1e-9


@slow
@given(vacancies(), many_candidates(most=8))
def test_a_whole_vacancy_counts_exactly_who_comes_in_addition(
    vacancy: VacancyQuery, people: list[CandidateProfile]
) -> None:
    store = CandidateStore.from_profiles(people, space=SPACE)
    outlook = WhatIf(Ranker()).for_vacancy(vacancy, store, on=DAY, most=99)
    now = {row.candidate_id for row in Ranker().candidates_for(vacancy, store, on=DAY, top=None).ranked}
    assert outlook.ranked_count == len(now)
    for outcome in outlook.outcomes:
        gained = {row.candidate_id for row in outcome.gained}
        everybody = [changed_candidate(each, outcome.change) if each.id in gained else each for each in people]
        changed = CandidateStore.from_profiles(everybody, space=SPACE)
        then = Ranker().candidates_for(changed_vacancy(vacancy, outcome.change), changed, on=DAY, top=None).ranked
        came = {row.candidate_id for row in then} - now
        assert gained == came
        assert outcome.more == len(then) - len(now)
        assert outcome.more > 0


@pytest.mark.parametrize(
    ("vacancy", "person", "kind", "after"),
    [
        ({}, {"hours_max": 20}, ChangeKind.HOURS_FEWER, (20, 32)),
        ({}, {"hours_min": 36, "hours_max": 40}, ChangeKind.HOURS_MORE, (24, 36)),
        ({}, {"shifts_ok": ("dag",)}, ChangeKind.SHIFTS, ("dag",)),
        ({"shifts": ("nacht",)}, {"shifts_ok": ("avond",)}, ChangeKind.SHIFTS, ("avond",)),
        ({}, {"available_from": DAY + timedelta(days=60)}, ChangeKind.START, DAY + timedelta(days=60)),
        ({}, {"cannot": ("tillen_zwaar",)}, ChangeKind.TASKS, ("tillen_zwaar",)),
        ({}, {"needs_guidance": "licht"}, ChangeKind.GUIDANCE, "licht"),
        ({}, {"transport": ("ov",)}, ChangeKind.PUBLIC_TRANSPORT, True),
        ({}, {"language_nl": 1}, ChangeKind.LANGUAGE_ASKED, 1),
        ({}, {"language_nl": 1}, ChangeKind.LANGUAGE, 2),
        ({"education_min": 3}, {}, ChangeKind.EDUCATION_ASKED, 2),
        ({"driving_licences_required": ("B",)}, {}, ChangeKind.LICENCE, ("B",)),
        ({"diplomas_required": ("VCA",)}, {}, ChangeKind.COURSE, ("VCA",)),
    ],
)
def test_each_kind_of_change_makes_its_match(
    vacancy: dict[str, Any], person: dict[str, Any], kind: ChangeKind, after: Any
) -> None:
    found = helps(replace(CLEANER, **vacancy), replace(PERSON, **person))
    (outcome,) = [each for each in found if each.change.kind is kind]
    assert outcome.makes_match
    assert outcome.change.after == after


def test_taking_out_work_names_the_tasks_that_go_and_never_the_core() -> None:
    unable = replace(PERSON, cannot=("tillen_zwaar",))
    (outcome,) = helps(CLEANER, unable)
    assert outcome.change.tasks == ("kisten tillen",)
    assert outcome.change.amount == pytest.approx(4 / 24, abs=1e-6)
    assert changed_vacancy(CLEANER, outcome.change).tasks == (Task(name="schoonmaken", hours_per_week=20),)
    mostly = (Task(name="schoonmaken", hours_per_week=4), Task(name="kisten tillen", hours_per_week=20))
    assert helps(replace(CLEANER, tasks=mostly), unable) == []


@pytest.mark.parametrize(
    ("vacancy", "person"),
    [
        ({"diplomas_required": ("Verpleegkundige niveau 4",)}, {}),  # years of school
        ({"driving_licences_required": ("CE",)}, {}),  # not listed
        ({"garantiebaan": True}, {"doelgroepregister": False}),  # nobody's to change
        ({"lat": 53.4}, {}),  # the person's own limit stands
        ({}, {"available_from": DAY + timedelta(days=300)}),
        ({"language_nl_min": 4}, {"language_nl": 1}),
        ({"public_transport": None}, {"transport": ()}),
        ({}, {"hours_max": 20, "cannot": ("tillen_zwaar",)}),  # needs two
    ],
)
def test_some_misses_have_no_single_change(vacancy: dict[str, Any], person: dict[str, Any]) -> None:
    assert helps(replace(CLEANER, **vacancy), replace(PERSON, **person)) == []


def test_an_adaptation_that_is_made_gives_its_points_back() -> None:
    willing = replace(CLEANER, adaptable=replace(CLEANER.adaptable, hours=True))
    (outcome,) = helps(willing, replace(PERSON, hours_max=20))
    assert not outcome.makes_match
    assert outcome.differences["aanpassing:uren"] > 0
    assert outcome.after.score > outcome.before.score


def test_three_people_more_when_the_bus_is_there_at_the_hours() -> None:
    people = [replace(PERSON, id=f"c{n}", transport=("ov",)) for n in range(3)] + [replace(PERSON, id="fits")]
    store = CandidateStore.from_profiles(people, space=SPACE)
    outlook = WhatIf(Ranker()).for_vacancy(CLEANER, store, on=DAY)
    (outcome,) = outlook.outcomes
    assert (outlook.ranked_count, outlook.fallen_out_count) == (1, 3)
    assert (outcome.change.kind, outcome.more) == (ChangeKind.PUBLIC_TRANSPORT, 3)


def test_an_empty_vacancy_and_an_empty_store() -> None:
    assert helps(VacancyQuery(id="v"), CandidateProfile(id="c")) == []
    nobody = CandidateStore.from_profiles([], space=SPACE)
    assert WhatIf(Ranker()).for_vacancy(CLEANER, nobody, on=date(2027, 1, 1)).outcomes == ()
