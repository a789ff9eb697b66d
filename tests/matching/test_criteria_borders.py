"""Borders and reasons of criteria that no other test would miss: each stands here because `tools.mutants` found it."""

import pytest

from matching.columns import CandidateColumns, VacancyColumns
from matching.criteria import beroep, ontwikkelwens, opleiding, taal, vaardigheden_taken
from matching.criteria.diploma import same_diploma
from matching.papers import demands, held
from matching.phrases import CandidatePhrase, VacancyPhrase
from matching.ranking import Ranker
from matching.store import CandidateStore, VacancyStore
from matching.types import Adaptable, CandidateProfile, Reason, VacancyQuery
from tests.matching.test_criteria import DAY, pair, result


@pytest.mark.parametrize(
    ("code", "vacancy", "candidate"),
    [
        ("diensttijden", {"shifts": ()}, {}),
        ("werkomstandigheden", {"work_conditions": ()}, {}),
        ("werkomstandigheden", {}, {"cannot": ()}),
        ("begeleiding", {}, {"needs_guidance": "geen"}),
        ("opleiding", {"education_min": 0}, {}),
        ("taal", {"language_nl_min": 0}, {}),
        ("doelgroepregister", {"garantiebaan": False}, {}),
        ("rijbewijs", {"driving_licences_required": ()}, {}),
        ("diploma", {"diplomas_required": ()}, {}),
    ],
)
def test_what_is_not_asked_is_said_to_be_not_asked(
    code: str, vacancy: dict[str, object], candidate: dict[str, object]
) -> None:
    assert result(code, vacancy, candidate).reason is Reason.NOT_ASKED


@pytest.mark.parametrize(
    ("code", "vacancy", "candidate"),
    [
        ("diensttijden", {}, {"shifts_ok": ("dag", "avond", "nacht", "weekend")}),
        ("begeleiding", {"guidance_on_site": "intensief"}, {}),
        ("opleiding", {}, {"education_level": 7}),
        ("taal", {}, {"language_nl": 4}),
        ("doelgroepregister", {}, {"doelgroepregister": True}),
        ("diensttijden", {"shifts": ("dag",)}, {"shifts_ok": ("dag", "avond")}),
        ("werkomstandigheden", {"work_conditions": ("stof",)}, {"cannot": ("hoogte",)}),
    ],
)
def test_what_is_enough_for_any_vacancy_or_person_is_enough(
    code: str, vacancy: dict[str, object], candidate: dict[str, object]
) -> None:
    assert result(code, vacancy, candidate).reason is Reason.OK


@pytest.mark.parametrize("shift", ["dag", "avond", "nacht", "weekend"])
def test_every_single_shift_that_is_missing_counts(shift: str) -> None:
    others = tuple(name for name in ("dag", "avond", "nacht", "weekend") if name != shift)
    assert result("diensttijden", {"shifts": (shift,)}, {"shifts_ok": others}).reason is Reason.MISSING


@pytest.mark.parametrize(("criterion", "highest"), [(taal, 4), (opleiding, 7)])
def test_the_bits_of_a_level_are_the_comparison_itself(criterion: object, highest: int) -> None:
    name = "language_nl" if criterion is taal else "education_level"
    asked = "language_nl_min" if criterion is taal else "education_min"
    for minimum in (None, *range(highest + 1)):
        one = VacancyColumns.single(VacancyQuery(id="v", **{asked: minimum}))  # type: ignore[arg-type]  # the name of a field is chosen above
        for level in (None, *range(highest + 1)):
            person = CandidateColumns.of([CandidateProfile(id="c", **{name: level})])  # type: ignore[arg-type]  # the name of a field is chosen above
            lacks = bool((criterion.lacks(person) & criterion.asks(one))[0])  # type: ignore[attr-defined]  # both modules have the function
            assert lacks == (None not in (minimum, level) and level < minimum)  # type: ignore[operator]  # None is ruled out before the comparison


@pytest.mark.parametrize(("needed", "taken_off"), [(1, 0.1), (2, 2 * 0.1 * 1.3)])
def test_one_adaptation_costs_ten_percent_and_two_more_than_double(needed: int, taken_off: float) -> None:
    vacancy = {
        "title": "Kok", "hours_min": 24, "hours_max": 32, "shifts": ("dag", "avond"),
        "adaptable": Adaptable(hours=True, times=True),
    }  # fmt: skip
    fits = {"hours_min": 24, "hours_max": 32, "shifts_ok": ("dag", "avond")}
    short = fits | {"shifts_ok": ("dag",)} | ({"hours_min": 16, "hours_max": 20} if needed == 2 else {})
    with_hours = fits | ({"hours_min": 16, "hours_max": 20} if needed == 2 else {})
    found = pair(vacancy, short)
    assert len(found.adaptations) == needed
    base = sum(each.points for each in found.contributions if each.points >= 0)
    assert found.score == pytest.approx(base * (1 - taken_off))
    assert pair(vacancy, with_hours).score > found.score


def test_hours_that_touch_overlap_and_an_open_end_asks() -> None:
    assert result("uren", {"hours_min": 24, "hours_max": 32}, {"hours_min": 16, "hours_max": 24}).reason is Reason.OK
    assert result("uren", {"hours_min": 24, "hours_max": 32}, {"hours_min": 32, "hours_max": 40}).reason is Reason.OK
    assert result("uren", {"hours_min": 24, "hours_max": 32}, {"hours_max": 24}).reason is Reason.OK
    assert result("uren", {"hours_min": 24, "hours_max": 32}, {"hours_min": 32}).reason is Reason.OK
    assert result("uren", {"hours_min": 24}, {"hours_min": 16, "hours_max": 30}).reason is Reason.OK
    assert result("uren", {"hours_min": 24}, {"hours_min": 28, "hours_max": 30}).reason is Reason.VACANCY_UNKNOWN
    assert result("uren", {"hours_max": 32}, {"hours_min": 16, "hours_max": 36}).reason is Reason.OK
    assert result("uren", {"hours_max": 32}, {"hours_min": 16, "hours_max": 28}).reason is Reason.VACANCY_UNKNOWN
    assert result("uren", {"hours_min": 24, "hours_max": 32}, {"hours_max": 40}).reason is Reason.CANDIDATE_UNKNOWN


def test_a_short_name_is_never_a_slip_of_the_pen_of_another() -> None:
    assert same_diploma("lasser", "lasserr")
    assert not same_diploma("lasse", "lasser")


def test_what_each_kind_of_text_counts_for_is_as_decided() -> None:
    assert beroep.TARGET == {VacancyPhrase.TITLE: 1.0, VacancyPhrase.TASK: 0.85, VacancyPhrase.WHOLE: 1.3}
    assert beroep.OFFERED == {CandidatePhrase.WISH: 1.0, CandidatePhrase.EXPERIENCE: 0.8}
    assert vaardigheden_taken.ASKED == {
        VacancyPhrase.TASK: 1.0, VacancyPhrase.REQUIRED: 0.5, VacancyPhrase.WISHED: 0.25, VacancyPhrase.TITLE: 0.3,
    }  # fmt: skip
    assert vaardigheden_taken.OFFERED == {
        CandidatePhrase.SKILL: 1.0, CandidatePhrase.EXPERIENCE: 1.0, CandidatePhrase.NOTE: 0.9,
        CandidatePhrase.DIPLOMA: 0.8, CandidatePhrase.WISH: 0.8,
    }  # fmt: skip
    assert max(ontwikkelwens._TARGET.values()) == 1.0
    assert ontwikkelwens._TARGET[VacancyPhrase.WISHED] == 0.8


@pytest.mark.parametrize(
    ("asked", "wanted", "value"),
    [
        ((24, 32), (16, 24), 1.0),
        ((24, 32), (8, 18), 0.5),  # six hours short of 24, and half of 24 is too far
        ((24, 32), (8, 12), 0.0),
        ((16, 20), (25, 32), 0.5),  # five hours more than 20
        ((16, 20), (36, 40), 0.0),
    ],
)
def test_hours_fit_less_with_the_gap(asked: tuple[int, int], wanted: tuple[int, int], value: float) -> None:
    vacancy = {"hours_min": asked[0], "hours_max": asked[1], "adaptable": Adaptable(hours=True)}
    found = pair(vacancy, {"hours_min": wanted[0], "hours_max": wanted[1]})
    assert next(each.value for each in found.contributions if each.criterion == "urenfit") == pytest.approx(value)


def test_the_best_are_ten_unless_somebody_asks_for_another_number() -> None:
    people = [CandidateProfile(id=f"c{number}") for number in range(12)]
    store = CandidateStore.from_profiles(people)
    assert len(Ranker().best_candidates(VacancyQuery(id="v"), store, on=DAY)) == 10
    found = Ranker().candidates_for(VacancyQuery(id="v"), store, on=DAY)
    assert (len(found.ranked), found.fallen_out) == (10, ())
    offers = VacancyStore.from_vacancies([VacancyQuery(id=f"v{number}") for number in range(12)])
    back = Ranker().vacancies_for(CandidateProfile(id="c"), offers, on=DAY)
    assert (len(back.ranked), back.fallen_out) == (10, ())


@pytest.mark.parametrize(("one", "other"), [("Lassen niveau 1 en 2", "Lassen niveau 2"), ("Lassen 2", "Lassen 1 en 2")])
def test_the_highest_level_that_is_named_counts(one: str, other: str) -> None:
    assert same_diploma(one, other)


@pytest.mark.parametrize("label", ["geen", "n.v.t.", "VCA niet nodig", "VCA (pre)", ""])
def test_what_says_that_nothing_is_asked_demands_nothing(label: str) -> None:
    assert not demands(label)


@pytest.mark.parametrize(
    "label", ["geen", "n.v.t.", "VCA verlopen", "heftruck (nog niet gehaald)", "bezig met VCA", ""]
)
def test_what_is_lapsed_or_still_to_come_is_not_held(label: str) -> None:
    assert not held(label)
    assert held("VCA")


def test_a_bus_that_is_not_there_is_not_how_somebody_comes() -> None:
    work = {"lat": 53.0, "lon": 6.5, "public_transport": False}
    person = {"lat": 53.05, "lon": 6.5, "transport": ("fiets", "ov"), "max_travel_minutes": 45.0}
    assert result("reistijd", work, person).detail["mode"] == "fiets"
    assert result("reistijd", work, person | {"transport": ("ov",)}).detail["mode"] is None


def test_who_fell_out_is_shown_only_when_asked() -> None:
    people = [CandidateProfile(id=f"c{number}", shifts_ok=("nacht",)) for number in range(3)]
    work = VacancyQuery(id="v", shifts=("dag",))
    store = CandidateStore.from_profiles(people)
    for wanted, shown in ((0, 0), (1, 1), (2, 2), (None, 3)):
        assert len(Ranker().candidates_for(work, store, on=DAY, fallen_out=wanted).fallen_out) == shown
