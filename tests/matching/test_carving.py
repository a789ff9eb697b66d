"""Carving: no hour lost or doubled, nobody over the own hours or limits, no function too small, and as good as any."""

from collections import Counter
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from matching.carving import Carver, Carving, tasks_of
from matching.ranking import Ranker
from matching.regrouping import CarvingSettings, Regrouping, regroup
from matching.store import CandidateStore
from matching.text import TextSpace
from matching.types import CandidateProfile, Task, VacancyQuery
from matching.validation import InvalidInputError
from tests.examples import examples
from tests.matching.strategies import DAY, NOTES, TITLES, many_candidates, many_vacancies

SPACE = TextSpace(words=[*TITLES, *NOTES]).fit([*TITLES, *NOTES])
slow = examples(40, suppress_health_check=[HealthCheck.too_slow])
COARSE = CarvingSettings(step=6, least_part=6)
MECHANIC = VacancyQuery(
    id="monteur", title="Monteur", hours_min=32, hours_max=40, shifts=("dag",), start_date=DAY, lat=53.0, lon=6.5,
    public_transport=True, diplomas_required=("Monteur niveau 3",), driving_licences_required=("B",),
    work_conditions=("tillen_zwaar",), guidance_on_site="licht", garantiebaan=True,
    tasks=(
        Task(name="machines afstellen", hours_per_week=16), Task(name="werkplaats schoonmaken", hours_per_week=10),
        Task(name="kisten tillen", hours_per_week=6),
    ),
)  # fmt: skip
DRIVER = replace(
    MECHANIC, id="magazijn", title="Magazijnmedewerker", diplomas_required=(), work_conditions=(),
    tasks=(Task(name="inpakwerk", hours_per_week=12.0), Task(name="vrachtwagen rijden", hours_per_week=20)),
)  # fmt: skip
PERSON = CandidateProfile(
    id="c", hours_min=12, hours_max=24, shifts_ok=("dag",), cannot=("tillen_zwaar",), transport=("fiets",), lat=53.0,
    lon=6.5, max_travel_minutes=30, available_from=DAY, driving_licences=(), needs_guidance="licht",
    doelgroepregister=True,
)  # fmt: skip


def carve(vacancies: list[VacancyQuery], people: list[CandidateProfile], **options: Any) -> Carving:
    store = CandidateStore.from_profiles(people, space=SPACE)
    return Carver(Ranker(), settings=options.pop("settings", None)).carve(vacancies, store, on=DAY, **options)


def brute(hours: Any, fit: Any, least: Any, most: Any, person: Any, settings: CarvingSettings) -> float:
    """Every division of whole steps."""
    tasks, columns = fit.shape
    best = 0.0
    choices = [range(int(hours[t] // settings.step) + 1) if not np.isnan(fit[t, c]) else range(1)
               for t in range(tasks) for c in range(columns)]  # fmt: skip
    for steps in product(*choices):
        given_hours = np.array(steps).reshape(tasks, columns) * settings.step
        if (given_hours.sum(axis=1) > hours).any():
            continue
        total = given_hours.sum(axis=0)
        used = total > 0
        if ((total < least) & used).any() or (total > most).any():
            continue
        if max(Counter(person[used]).values(), default=0) > 1:
            continue
        value = float(np.nansum(fit * given_hours)) + settings.function_bonus * used.sum()
        best = max(best, value - settings.part_penalty * (given_hours > 0).sum())
    return best


problems = st.tuples(st.integers(1, 3), st.integers(1, 2)).flatmap(
    lambda shape: st.fixed_dictionaries({
        "hours": st.lists(st.sampled_from([3.0, 6.0, 12.0, 19.0, 24.0]), min_size=shape[0], max_size=shape[0]),
        "fit": st.lists(st.sampled_from([float("nan"), 0.0, 0.2, 0.5, 0.9]),
                        min_size=shape[0] * shape[1], max_size=shape[0] * shape[1]),
        "least": st.lists(st.sampled_from([12.0, 18.0]), min_size=shape[1], max_size=shape[1]),
        "most": st.lists(st.sampled_from([6.0, 12.0, 20.0, 24.0]), min_size=shape[1], max_size=shape[1]),
        "person": st.lists(st.sampled_from([0, 1]), min_size=shape[1], max_size=shape[1]),
    })
)  # fmt: skip


def solved(problem: dict[str, Any], settings: CarvingSettings) -> tuple[Regrouping, tuple[Any, ...]]:
    hours, least, most = (np.array(problem[name]) for name in ("hours", "least", "most"))
    fit, person = np.array(problem["fit"]).reshape(len(hours), len(least)), np.array(problem["person"])
    found = regroup(hours, fit, least=least, most=most, person=person, settings=settings)
    return found, (hours, fit, least, most, person)


@examples(60, suppress_health_check=[HealthCheck.too_slow])
@given(problems)
def test_regrouping_is_as_good_as_trying_everything(problem: dict[str, Any]) -> None:
    found, data = solved(problem, COARSE)
    assert found.value == pytest.approx(brute(*data, COARSE), abs=1e-6)
    assert found.value <= found.bound + 1e-6


@slow
@given(problems, st.sampled_from([0.5, 1.0, 4.0]))
def test_a_division_keeps_every_rule(problem: dict[str, Any], step: float) -> None:
    settings = CarvingSettings(step=step)
    found, (hours, fit, least, most, person) = solved(problem, settings)
    total = found.given.sum(axis=0)
    used = total > 0
    assert (found.given >= 0).all()
    assert (found.given.sum(axis=1) <= hours).all()
    assert (found.given[np.isnan(fit)] == 0).all()
    assert (total[used] >= least[used]).all()
    assert (total <= most).all()
    assert max(Counter(person[used]).values(), default=0) <= 1
    assert (found.given / step == np.round(found.given / step)).all()
    small = np.minimum(settings.least_part, np.floor(hours / step) * step)[:, None]
    assert (found.given[found.given > 0] >= np.broadcast_to(small, fit.shape)[found.given > 0]).all()


def test_a_search_that_is_cut_off_says_how_far_it_may_be_from_the_best() -> None:
    fit = np.random.default_rng(1).random((12, 6))
    hours, limits = np.full(12, 7.0), {"least": np.full(6, 12.0), "most": np.full(6, 20.0), "person": np.arange(6)}
    full = regroup(hours, fit, settings=CarvingSettings(), **limits)
    short = regroup(hours, fit, settings=CarvingSettings(nodes=0), **limits)
    assert short.value <= full.value + 1e-6 <= short.bound + 1e-5


@slow
@given(many_vacancies(3), many_candidates(4))
def test_carving_keeps_every_rule(vacancies: list[VacancyQuery], people: list[CandidateProfile]) -> None:
    proposal = carve(vacancies, people)
    tasks = {task.id: task for task in tasks_of(vacancies)}
    by_id = {person.id: person for person in people}
    spent = Counter[str]()
    for function in proposal.functions:
        person = by_id[function.candidate_id]
        assert not function.ranked.excluded
        assert function.hours >= 12
        assert person.hours_max is None or function.hours <= person.hours_max
        assert person.hours_min is None or function.hours >= person.hours_min
        assert not set(person.cannot or ()) & set(function.vacancy.work_conditions or ())
        assert len({(v.lat, v.lon) for v in vacancies if v.id in {p.task.vacancy_id for p in function.parts}}) == 1
        for part in function.parts:
            spent[part.task.id] += part.hours
    assert len({function.candidate_id for function in proposal.functions}) == len(proposal.functions)
    for part in proposal.rest:
        spent[part.task.id] += part.hours
    assert spent == pytest.approx({key: task.hours for key, task in tasks.items()})
    assert 0 <= proposal.quality <= 1


def test_simple_work_of_two_jobs_becomes_one_function_and_the_craft_stays() -> None:
    proposal = carve([MECHANIC, DRIVER], [PERSON], stay=["monteur:1"])
    (function,) = proposal.functions
    assert {part.task.name: part.hours for part in function.parts} == {"inpakwerk": 12, "werkplaats schoonmaken": 10}
    assert function.vacancy.diplomas_required == ()
    assert function.vacancy.driving_licences_required == ()
    assert {part.task.name: part.hours for part in proposal.rest} == {
        "machines afstellen": 16, "kisten tillen": 6, "vrachtwagen rijden": 20,
    }  # fmt: skip
    assert proposal.quality == pytest.approx(1)


def test_driving_keeps_its_licence() -> None:
    able = replace(PERSON, driving_licences=("B",), cannot=(), hours_max=32)
    (function,) = carve([replace(DRIVER, work_conditions=("autorijden",))], [able]).functions
    assert function.vacancy.driving_licences_required == ("B",)
    assert carve([replace(DRIVER, tasks=DRIVER.tasks[1:])], [PERSON]).functions == ()  # type: ignore[index]  # has tasks


def test_what_is_too_little_for_a_function_stays() -> None:
    little = replace(DRIVER, tasks=(Task(name="inpakwerk", hours_per_week=11.5), Task(name="iets")))
    proposal = carve([little], [replace(PERSON, hours_min=None)])
    assert proposal.functions == ()
    assert [part.hours for part in proposal.rest] == [11.5]


def test_work_at_two_places_is_never_one_function() -> None:
    one = replace(DRIVER, tasks=(Task(name="inpakwerk", hours_per_week=8),))
    other = replace(one, id="elders", lat=53.05)
    assert carve([one, other], [PERSON]).functions == ()
    assert len(carve([one, replace(other, lat=53.0)], [PERSON]).functions) == 1


def test_a_condition_that_no_task_names_belongs_to_the_place() -> None:
    alone = replace(MECHANIC, work_conditions=("tillen_zwaar", "alleen_werken"))
    place = ("alleen_werken",)
    assert [task.conditions for task in tasks_of([alone])] == [place, place, ("tillen_zwaar", *place)]


def test_nothing_to_carve_and_the_same_vacancy_twice() -> None:
    assert carve([VacancyQuery(id="leeg")], [PERSON]) == Carving(functions=(), rest=(), quality=1.0)
    assert carve([], []).rest == ()
    assert len(carve([DRIVER], []).rest) == 2
    with pytest.raises(InvalidInputError):
        carve([DRIVER, DRIVER], [PERSON])
