"""The command line in its plain JSON form, with good and with bad files."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from matching.__main__ import main
from tests.matching import readings

ROOT = Path(__file__).parents[2]
WORK = {
    "id": 7, "title": "Medewerker wasserij", "description": "Was vouwen 🧺", "esco_uri": None,
    "tasks": [{"name": "Was vouwen", "hours_per_week": 20}], "hours_min": 16, "hours_max": 24, "shifts": ["dag"],
    "start_date": "2027-01-11", "lat": 53.09, "lon": 6.68, "public_transport": True, "driving_licences_required": [],
    "diplomas_required": [], "education_min": 0, "language_nl_min": 1, "skills_required": [], "skills_wished": [],
    "work_conditions": ["staan_lang"], "guidance_on_site": "licht", "adaptable": {"hours": True, "tasks": False},
    "garantiebaan": True, "iets_onbekends": {"x": [1]},
}  # fmt: skip
FIT = {
    "id": "a", "wishes": [{"title": "Wasserij", "esco_uri": None}], "experience": [], "skills": ["vouwen"],
    "education_level": 2, "language_nl": 3, "driving_licences": [], "transport": ["fiets"], "lat": 53.09, "lon": 6.69,
    "max_travel_minutes": 30, "hours_min": 16, "hours_max": 24, "shifts_ok": ["dag"], "available_from": "2026-12-01",
    "cannot": [], "needs_guidance": "licht", "doelgroepregister": True, "motivation": 4, "notes": "Vouwt netjes.",
}  # fmt: skip


def write(tmp_path: Path, vacancies: Any, candidates: Any, **more: Any) -> Path:
    path = tmp_path / "in.json"
    path.write_text(json.dumps({"vacancies": vacancies, "candidates": candidates, **more}), encoding="utf-8")
    return path


def run(capsys: pytest.CaptureFixture[str], path: Path) -> tuple[int, list[dict[str, Any]], str]:
    code = main(["rank-file", str(path), "--json"])
    out, err = capsys.readouterr()
    return code, [json.loads(line) for line in out.splitlines()], err


def test_all_candidates_best_first_and_those_that_fell_out_last(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = [
        {**FIT, "id": "out", "cannot": ["staan_lang"]},
        {"id": "empty"},
        {**FIT, "id": "hours", "hours_min": 8, "hours_max": 12},
        FIT,
    ]
    code, answers, _ = run(capsys, write(tmp_path, [WORK], people, extra=1))
    assert code == 0
    assert [answer["vacancy"] for answer in answers] == [7]
    rows = answers[0]["ranking"]
    assert [row["candidate"] for row in rows] == ["a", "hours", "empty", "out"]
    assert rows[0]["violated"] == rows[0]["unknown"] == []
    assert rows[1]["violated"] == ["uren"]
    assert rows[2]["unknown"] == ["uren", "diensttijden", "werkomstandigheden", "begeleiding", "taal",
                                  "doelgroepregister", "reistijd", "beschikbaarheid"]  # fmt: skip
    assert rows[3]["violated"] == ["werkomstandigheden"]
    assert [row["score"] for row in rows] == sorted((row["score"] for row in rows), reverse=True)
    assert all(set(row) == {"candidate", "score", "violated", "unknown"} for row in rows)


def test_empty_and_huge_texts_are_ranked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    huge = {**WORK, "id": "huge", "description": "Was vouwen en sorteren. " * 450_000}
    bare = {"id": "bare"}
    code, answers, _ = run(capsys, write(tmp_path, [huge, bare], [FIT, {"id": "b", "notes": "🙂" * 1000}]))
    assert code == 0
    assert [len(answer["ranking"]) for answer in answers] == [2, 2]


def test_no_candidates_or_no_vacancies(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, write(tmp_path, [WORK], []))[:2] == (0, [{"vacancy": 7, "ranking": []}])
    assert run(capsys, write(tmp_path, [], [FIT]))[:2] == (0, [])


def test_a_field_that_is_null_is_read_from_the_text_unless_only_fields_count(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drives = {**WORK, "description": "Rijbewijs B is verplicht.", "driving_licences_required": None}
    without = {**FIT, "notes": "Heeft geen rijbewijs.", "driving_licences": None}
    path = write(tmp_path, [drives], [without])
    _, (answer,), _ = run(capsys, path)
    assert answer["ranking"][0]["violated"] == ["rijbewijs"]
    assert main(["rank-file", str(path), "--json", "--fields-only"]) == 0
    (row,) = json.loads(capsys.readouterr().out)["ranking"]
    assert (row["violated"], row["unknown"]) == ([], ["rijbewijs"])


def test_words_outside_a_closed_list_are_reported_and_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, answers, err = run(capsys, write(tmp_path, [WORK], [{**FIT, "transport": ["Fiets", "step"]}]))
    assert code == 0
    assert "step" in err
    assert answers[0]["ranking"][0]["unknown"] == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"vacancies": [{"id": "v", "hours_min": NaN}], "candidates": []}', "NaN is not a number"),
        ('{"vacancies": [{"id": "v", "hours_min": 1e999}], "candidates": []}', "hours_min is not a number"),
        ('{"vacancies": [{"id": "v", "hours_min": "veel"}], "candidates": []}', "hours_min must be a number"),
        ('{"vacancies": [{"id": "v", "start_date": "morgen"}], "candidates": []}', "start_date must be a date"),
        (
            '{"vacancies": [{"id": "v", "education_min": 9}], "candidates": []}',
            "education_min must lie between 0 and 7",
        ),
        ('{"vacancies": [{"title": "x"}], "candidates": []}', "vacancies number 1: has no id"),
        ('{"vacancies": [], "candidates": [{"id": "a"}, {"id": "a"}]}', "candidates number 2: id a is there twice"),
        ('{"vacancies": [], "candidates": ["a", 3]}', "expected an object"),
        ('{"vacancies": 3}', "vacancies must be a list"),
        ("[]", "expected an object"),
        ("{", "not readable as JSON"),
        ("[" * 100_000, "not readable as JSON"),
        ("", "not readable as JSON"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, said: str
) -> None:
    path = tmp_path / "in.json"
    path.write_text(content, encoding="utf-8")
    code, answers, err = run(capsys, path)
    assert (code, answers) == (2, [])
    assert said in err
    assert err.count("\n") == 1


def test_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, _, err = run(capsys, tmp_path / "nergens.json")
    assert code == 2
    assert err.startswith("matching: nergens.json: ")


@pytest.mark.slow
def test_the_module_runs_as_a_program(tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S603 - our own interpreter on our own module
        [sys.executable, "-m", "matching", "rank-file", str(write(tmp_path, [WORK], [FIT])), "--json"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert json.loads(done.stdout)["ranking"][0]["candidate"] == "a"


def _levels_meet(asked: str, has: str) -> bool:
    return asked in {"-", "?"} or asked.startswith("~") or int(has) >= int(asked)


def _guidance_meets(offered: str, needed: str) -> bool:
    order = ("geen", "licht", "intensief")
    return order.index(offered) >= order.index(needed)


@pytest.mark.parametrize(
    ("criterion", "meets"),
    [
        ("opleiding", _levels_meet),
        ("taal", _levels_meet),
        ("begeleiding", _guidance_meets),
        ("doelgroepregister", lambda asked, has: asked != "ja" or has == "ja"),
    ],
)
def test_where_fields_are_null_the_texts_decide_who_falls_out(
    criterion: str, meets: Callable[[str, str], bool], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Texts of somebody else, labelled by that person: violated where the labels say so and only there."""
    texts = [line for line in readings.lines("reading_fifth.txt") if line.criterion == criterion and line.answer != "?"]
    asked, has = ([line for line in texts if line.side == side] for side in "VC")
    vacancies = [{"id": at, "title": "Medewerker", "description": line.text} for at, line in enumerate(asked)]
    people = [{"id": at, "notes": line.text} for at, line in enumerate(has)]
    code, answers, _ = run(capsys, write(tmp_path, vacancies, people))
    assert code == 0
    found = {
        (answer["vacancy"], row["candidate"], criterion in row["violated"], criterion in row["unknown"])
        for answer in answers
        for row in answer["ranking"]
    }
    expected = {
        (v, c, not meets(vacancy.answer, person.answer), False)
        for v, vacancy in enumerate(asked)
        for c, person in enumerate(has)
    }
    assert found == expected
