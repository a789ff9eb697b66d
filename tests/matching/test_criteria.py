"""The numbers of rank_file.md, one by one, at their borders."""

from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from matching.columns import condition_shares
from matching.criteria.diploma import same_diploma
from matching.criteria.rijbewijs import missing
from matching.ranking import Ranker
from matching.text import TextSpace
from matching.types import (
    Adaptable,
    CandidateProfile,
    CriterionResult,
    Experience,
    RankedCandidate,
    Reason,
    Settings,
    Task,
    VacancyQuery,
    Verdict,
    Weights,
    Wish,
)
from matching.validation import InvalidInputError

DAY = date(2027, 1, 11)
SPACE = TextSpace()
KM = 1 / 111.19492664455873  # degrees of latitude in one kilometre of the sphere of 6371 km


def pair(
    vacancy: dict[str, Any] | None = None, candidate: dict[str, Any] | None = None, **options: Any
) -> RankedCandidate:
    v = VacancyQuery(id="v", **(vacancy or {}))
    return Ranker(**options).pair(v, CandidateProfile(id="c", **(candidate or {})), on=DAY, space=SPACE)


def result(
    code: str, vacancy: dict[str, Any] | None = None, candidate: dict[str, Any] | None = None
) -> CriterionResult:
    return next(r for r in pair(vacancy, candidate).hard if r.criterion == code)


def travel(
    km: float,
    *,
    limit: float | None = 30,
    modes: tuple[str, ...] | None = ("fiets",),
    public_transport: bool | None = True,
) -> CriterionResult:
    return result(
        "reistijd",
        {"lat": 53.0, "lon": 6.5, "public_transport": public_transport},
        {"lat": 53.0 + km * KM, "lon": 6.5, "transport": modes, "max_travel_minutes": limit},
    )


@pytest.mark.parametrize(
    ("mode", "km", "minutes"),
    [("fiets", 4, 22), ("scooter", 4, 13), ("auto", 10, 19.2), ("ov", 5, 23), ("ov", 10, 34), ("ov", 30, 56)],
)
def test_minutes_per_means_of_transport(mode: str, km: float, minutes: float) -> None:
    found = travel(km, modes=(mode,), limit=90)
    assert found.value == pytest.approx(minutes)
    assert found.detail["km"] == pytest.approx(km)
    assert found.detail["mode"] == mode


@pytest.mark.parametrize(
    ("km", "verdict", "reason"),
    [
        (5.89, Verdict.MET, Reason.OK),  # 31.45 of 31.5 minutes
        (5.91, Verdict.UNKNOWN, Reason.BAND),
        (7.99, Verdict.UNKNOWN, Reason.BAND),  # 41.95 of 42 minutes
        (8.01, Verdict.NOT_MET, Reason.ABOVE),
    ],
)
def test_travel_within_the_own_maximum(km: float, verdict: Verdict, reason: Reason) -> None:
    found = travel(km)
    assert (found.verdict, found.reason, found.limit) == (verdict, reason, 30)


@pytest.mark.parametrize(("km", "verdict"), [(17.5, Verdict.UNKNOWN), (17.7, Verdict.NOT_MET)])
def test_travel_without_a_known_maximum(km: float, verdict: Verdict) -> None:
    assert travel(km, limit=None).verdict is verdict


def test_without_usable_means_nobody_can_come() -> None:
    assert travel(1, modes=()).reason is Reason.NO_MODE
    assert travel(1, modes=("ov",), public_transport=False).reason is Reason.NO_MODE
    assert travel(1, modes=("ov",), public_transport=None).reason is Reason.VACANCY_UNKNOWN
    assert travel(1, modes=None).reason is Reason.CANDIDATE_UNKNOWN


def test_the_best_means_counts() -> None:
    assert travel(12, modes=("fiets", "auto")).detail["mode"] == "auto"


@pytest.mark.parametrize(("late", "verdict"), [(42, Verdict.MET), (43, Verdict.NOT_MET)])
def test_available_at_most_42_days_after_the_start(late: int, verdict: Verdict) -> None:
    found = result("beschikbaarheid", {"start_date": DAY}, {"available_from": DAY + timedelta(days=late)})
    assert found.verdict is verdict


@pytest.mark.parametrize(
    ("offered", "able", "reason"),
    [
        ((24, 32), (32, 40), Reason.OK),
        ((24, 32), (33, 40), Reason.ABOVE),
        ((24, 32), (8, 23), Reason.BELOW),
        ((24, 32), (None, 23), Reason.BELOW),
        ((24, 32), (None, 28), Reason.OK),
        ((24, 32), (None, 36), Reason.CANDIDATE_UNKNOWN),
        ((24, None), (28, 36), Reason.VACANCY_UNKNOWN),
    ],
)
def test_hours_overlap(offered: Any, able: Any, reason: Reason) -> None:
    found = result(
        "uren",
        {"hours_min": offered[0], "hours_max": offered[1]},
        {"hours_min": able[0], "hours_max": able[1]},
    )
    assert found.reason is reason
    assert (found.value, found.limit) == (able, offered)


@pytest.mark.parametrize(
    ("required", "held", "lacking"),
    [
        (("B",), ("BE",), ()),
        (("B",), ("CE",), ()),
        (("C",), ("B",), ("C",)),
        (("B",), ("rijbewijs b",), ()),
        (("AM",), ("B",), ()),
        (("A",), ("B",), ("A",)),
    ],
)
def test_a_higher_licence_includes_the_lower(required: Any, held: Any, lacking: tuple[str, ...]) -> None:
    assert missing(required, held) == lacking


@pytest.mark.parametrize(
    ("required", "held", "same"),
    [
        ("VCA", "VCA basis", True),
        ("VCA vol", "VCA basis", False),
        ("heftruckcertificaat", "Heftruck certificaat", True),
        ("mbo 3 verzorgende", "MBO niveau 3 Verzorgende IG", True),
        ("mbo 3 verzorgende", "mbo 2 verzorgende", False),
        ("sociale hygiene", "Sociale Hygiëne", True),
        ("BHV", "EHBO", False),
    ],
)
def test_diplomas_in_everyday_spelling(required: Any, held: Any, *, same: bool) -> None:
    assert same_diploma(required, held) is same


def test_unknown_is_a_question_and_asked_and_none_is_an_answer() -> None:
    unknown = pair({"driving_licences_required": ("B",), "diplomas_required": ("VCA",), "garantiebaan": True}, {})
    assert {"rijbewijs", "diploma", "doelgroepregister"} <= set(unknown.unknown)
    assert not unknown.violated
    asked = pair(
        {"driving_licences_required": ("B",), "diplomas_required": ("VCA",), "garantiebaan": True},
        {"driving_licences": (), "diplomas": (), "doelgroepregister": False},
    )
    assert {"rijbewijs", "diploma", "doelgroepregister"} <= set(asked.violated)
    assert asked.excluded


def test_an_adaptable_violation_costs_score_and_two_cost_more() -> None:
    work = {
        "title": "Wasserij",
        "tasks": (Task(name="Was vouwen", hours_per_week=20),),
        "hours_min": 20,
        "hours_max": 24,
        "shifts": ("avond",),
        "adaptable": Adaptable(hours=True, times=True),
    }
    person = {"wishes": (Wish(title="Wasserij"),)}
    fine = pair(work, {**person, "hours_min": 20, "hours_max": 24, "shifts_ok": ("avond",)})
    one = pair(work, {**person, "hours_min": 20, "hours_max": 24, "shifts_ok": ("dag",)})
    both = pair(work, {**person, "hours_min": 12, "hours_max": 18, "shifts_ok": ("dag",)})
    assert fine.score > one.score > both.score > 0
    assert both.adaptations == ("uren", "diensttijden")
    assert not both.excluded
    assert {c.criterion for c in both.contributions if c.points < 0} == {"aanpassing:uren", "aanpassing:diensttijden"}
    strict = pair({**work, "adaptable": Adaptable()}, {**person, "shifts_ok": ("dag",)})
    assert strict.excluded
    assert strict.score == 0


def test_losing_the_core_of_the_work_costs_nearly_everything() -> None:
    work = {
        "title": "Pakketbezorger",
        "tasks": (Task(name="Rijden met de bus", hours_per_week=18), Task(name="Administratie", hours_per_week=2)),
        "work_conditions": ("autorijden", "beeldschermwerk"),
        "adaptable": Adaptable(tasks=True),
    }
    person = {"wishes": (Wish(title="Pakketbezorger"),), "experience": (Experience(title="Pakketbezorger", years=9),)}
    side, core = (pair(work, {**person, "cannot": (c,)}) for c in ("beeldschermwerk", "autorijden"))
    assert side.score > 3 * core.score
    share = {r.criterion: r for r in core.hard}["werkomstandigheden"].detail["share_of_work"]
    assert share == pytest.approx(0.9)


def test_shares_of_the_work_follow_hours_and_title() -> None:
    tasks = (Task(name="Kassa draaien", hours_per_week=5), Task(name="Schappen vullen", hours_per_week=15))
    vacancy = VacancyQuery(id="v", title="Supermarkt", tasks=tasks, work_conditions=("klantcontact", "stof"))
    shares = condition_shares(vacancy)
    assert [round(share, 2) for share in shares if share] == [0.25, 0.35]


def test_a_wish_counts_more_than_old_experience() -> None:
    work = {"title": "Tuinman", "tasks": (Task(name="Tuinen onderhouden"),)}
    wish = pair(work, {"wishes": (Wish(title="Tuinman"),), "experience": (Experience(title="Kassa", years=5),)})
    old = pair(
        work, {"wishes": (Wish(title="Kassa"),), "experience": (Experience(title="Tuinman", years=5, ended_year=2005),)}
    )
    assert wish.score > old.score


def test_what_somebody_does_not_want_lowers_the_score() -> None:
    work = {"title": "Schoonmaker", "tasks": (Task(name="Kantoren schoonmaken"),)}
    jobs = (Experience(title="Schoonmaker", years=4, ended_year=2026),)
    willing, unwilling = (pair(work, {"experience": jobs, "notes": n}) for n in ("", "Wil geen schoonmaakwerk meer."))
    assert willing.score > unwilling.score


def test_motivation_weighs_nothing_until_the_weights_say_so() -> None:
    low, high = (pair({}, {"motivation": level}) for level in (1, 5))
    assert low.score == high.score
    assert "motivatie" not in {c.criterion for c in high.contributions}
    weights = Weights(version="besluit", values={"motivatie": 1.0, "reistijd": 1.0})
    low, high = (pair({}, {"motivation": level}, weights=weights) for level in (1, 5))
    assert high.score - low.score == pytest.approx(0.5)


def test_settings_move_the_borders() -> None:
    late = {"available_from": DAY + timedelta(days=43)}
    assert pair({"start_date": DAY}, late).excluded
    assert not pair({"start_date": DAY}, late, settings=Settings(available_grace_days=60)).excluded


@pytest.mark.parametrize(
    "wrong",
    [
        {"hours_min": float("nan")},
        {"hours_max": float("inf")},
        {"education_level": 8},
        {"lat": 91.0},
        {"transport": ("raket",)},
        {"max_travel_minutes": -1},
        {"needs_guidance": "veel"},
    ],
)
def test_impossible_values_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidInputError, match="candidate c"):
        CandidateProfile(id="c", **wrong)


@pytest.mark.parametrize("values", [{"leeftijd": 1.0}, {"beroep": -1.0}, {"beroep": 0.0}, {}, {"beroep": float("nan")}])
def test_impossible_weights_are_refused(values: dict[str, float]) -> None:
    with pytest.raises(InvalidInputError):
        Weights(version="x", values=values)


def test_nothing_about_who_somebody_is_goes_in_and_a_postcode_is_not_read() -> None:
    names = {item.name for item in (*fields(CandidateProfile), *fields(VacancyQuery))}
    assert not names & {"name", "bsn", "sex", "gender", "birth_date", "age", "nationality", "origin", "address"}
    sources = Path(__file__).parents[2].joinpath("matching").rglob("*.py")
    readers = {path.name for path in sources if ".pc4" in path.read_text(encoding="utf-8")}
    assert readers == {"audit.py"}, "the flip test changes it to prove that nothing changes"
