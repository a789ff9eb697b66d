"""What each soft criterion says of one pair, in numbers worked out by hand: borders, between them, and not known."""

from dataclasses import replace
from math import isnan, nan

import numpy as np
import pytest

from matching.columns import CandidateColumns, VacancyColumns
from matching.criteria import (
    ADAPTABLE,
    begeleidingsfit,
    diensttijden,
    motivatie,
    opleidingsfit,
    urenfit,
    versheid,
    wachttijd,
)
from matching.deciding import adaptation_rates
from matching.types import DEFAULT_SETTINGS, Adaptable, CandidateProfile, Reason, VacancyQuery
from tests.matching.test_criteria import result

SHIFTS = ("dag", "avond", "nacht", "weekend")


@pytest.mark.parametrize(
    ("on_site", "needed", "value"),
    [(0, 0, 1.0), (1, 0, 1.0), (2, 2, 1.0), (1, 2, 0.4), (0, 1, 0.4), (0, 2, 0.0)],
)
def test_guidance_is_enough_one_short_or_two_short(on_site: int, needed: int, value: float) -> None:
    assert begeleidingsfit.value(on_site, needed) == value


@pytest.mark.parametrize(
    ("asked", "reached", "value"),
    [
        (0, 0, 1.0),
        (0, 1, 1.0),
        (2, 2, 1.0),
        (2, 3, 1.0),
        (2, 4, 0.85),
        (2, 5, 0.7),
        (1, 7, 0.4),
        (3, 2, 0.0),
        (1, 0, 0),
    ],
)
def test_education_far_above_the_work_fits_less_and_below_it_not(asked: int, reached: int, value: float) -> None:
    assert opleidingsfit.value(asked, reached) == pytest.approx(value)


@pytest.mark.parametrize(
    ("asked", "offered", "value"),
    [
        ((24, 32), (16, 24), 1.0),
        ((24, 32), (16, 20), 1 - 4 / 12),  # four short of 24: half of that is twelve
        ((24, 32), (36, 40), 1 - 4 / 16),  # four over 32: half of that is sixteen
        ((24, 32), (8, 12), 0.0),
        ((24, 32), (4, 8), 0.0),
        ((0, 0), (1, 8), 0.0),  # work of no hours at all counts as one
    ],
)
def test_hours_fit_less_with_the_gap(asked: tuple[float, float], offered: tuple[float, float], value: float) -> None:
    assert urenfit.value(*asked, *offered) == pytest.approx(value)


@pytest.mark.parametrize(("recorded", "value"), [(1, 0.0), (2, 0.25), (4, 0.75), (5, 1.0)])
def test_motivation_runs_from_one_to_five(recorded: float, value: float) -> None:
    assert motivatie.value(recorded) == value


@pytest.mark.parametrize(("age", "value"), [(0, 1.0), (90, 1.0), (145, 0.8), (255, 0.4), (365, 0.0), (500, 0.0)])
def test_a_profile_is_fresh_for_a_while_and_then_less_every_day(age: float, value: float) -> None:
    assert versheid.value(20_000.0, 20_000.0 - age, 90.0, 365.0) == pytest.approx(value)


@pytest.mark.parametrize(("days", "value"), [(-3, 0.0), (0, 0.0), (73, 0.1), (365, 0.5), (730, 1.0), (2_000, 1.0)])
def test_waiting_counts_up_to_a_ceiling(days: float, value: float) -> None:
    assert wachttijd.value(20_000.0, 20_000.0 - days, 730.0) == pytest.approx(value)


def test_what_one_side_does_not_say_is_not_known() -> None:
    unknown = [
        begeleidingsfit.value(-1, 0), begeleidingsfit.value(0, -1),
        opleidingsfit.value(-1, 3), opleidingsfit.value(3, -1),
        urenfit.value(nan, 32, 16, 24), urenfit.value(24, nan, 16, 24),
        urenfit.value(24, 32, nan, 24), urenfit.value(24, 32, 16, nan),
        motivatie.value(nan), versheid.value(20_000.0, nan, 90, 365), wachttijd.value(20_000.0, nan, 730),
    ]  # fmt: skip
    assert all(isnan(value) for value in unknown)


@pytest.mark.parametrize(
    ("conditions", "cannot"),
    [
        (("tillen_zwaar", "temperatuur_koud"), None),
        (None, ("tillen_zwaar", "temperatuur_koud")),
        ((), ("temperatuur_koud",)),
        (("temperatuur_koud",), ()),
    ],
)
def test_nothing_of_the_work_is_lost_to_what_nobody_said(
    conditions: tuple[str, ...] | None, cannot: tuple[str, ...] | None
) -> None:
    willing = Adaptable(tasks=True)
    work = VacancyColumns.single(VacancyQuery(id="v", work_conditions=conditions, adaptable=willing))
    person = CandidateColumns.of([CandidateProfile(id="c", cannot=cannot)])
    rates = adaptation_rates(work, person, np.array([0]), DEFAULT_SETTINGS, forward=True)
    assert rates.tolist() == [[0.0]] * len(ADAPTABLE)


@pytest.mark.parametrize("known", [None, (), ("dag",), ("avond", "nacht"), SHIFTS])
@pytest.mark.parametrize("needed", [None, (), ("dag",), ("nacht", "weekend"), SHIFTS])
def test_the_bits_of_shifts_are_the_comparison_itself(
    needed: tuple[str, ...] | None, known: tuple[str, ...] | None
) -> None:
    work = VacancyColumns.single(VacancyQuery(id="v", shifts=needed))
    person = CandidateColumns.of([CandidateProfile(id="c", shifts_ok=known)])
    lacks = bool((diensttijden.lacks(person) & diensttijden.asks(work))[0])
    assert lacks == (needed is not None and known is not None and not set(needed) <= set(known))


def test_only_the_shifts_that_are_missing_are_told() -> None:
    found = result("diensttijden", {"shifts": ("dag", "avond", "nacht")}, {"shifts_ok": ("dag", "weekend")})
    assert found.reason is Reason.MISSING
    assert found.value == ("avond", "nacht")


def test_one_adaptation_two_and_the_core_of_the_work_take_off_what_the_settings_say() -> None:
    willing = Adaptable(hours=True, tasks=True)
    offers = [
        VacancyQuery(id="v0", hours_min=32, hours_max=40, adaptable=willing),
        VacancyQuery(id="v1", hours_min=32, hours_max=40, work_conditions=("hoogte",), adaptable=willing),
        VacancyQuery(id="v2", title="Glazenwasser op hoogte", work_conditions=("hoogte",), adaptable=willing),
        VacancyQuery(id="v3", hours_min=32, hours_max=40, work_conditions=("hoogte",)),
    ]
    person = CandidateColumns.of([CandidateProfile(id="c", hours_min=8, hours_max=16, cannot=("hoogte",))])
    work, rows = VacancyColumns.of(offers), np.arange(len(offers))
    hours, times, tasks, guidance = adaptation_rates(work, person, rows, DEFAULT_SETTINGS, forward=False)
    assert hours.tolist() == [0.1, 0.1 * 1.3, 0.0, 0.0]
    assert tasks.tolist() == [0.0, 0.1 * 1.3, 0.85, 0.0]
    assert not times.any()
    assert not guidance.any()
    dear = replace(DEFAULT_SETTINGS, adaptation_cost=0.8)
    shared = adaptation_rates(work, person, rows, dear, forward=False)
    assert shared[:, 1].sum() == pytest.approx(1.0)  # two dear ones take everything, and not more
