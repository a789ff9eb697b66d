"""Odd files: they are ranked, or refused with a sentence; never a crash."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from matching.__main__ import main
from matching.reading import read_candidate
from matching.reading.sentences import heard

VACANCY: dict[str, Any] = {"id": "v", "title": "Inpakker"}
CANDIDATE: dict[str, Any] = {"id": "c", "wishes": [{"title": "Inpakker"}], "notes": "Kan per 1 januari beginnen."}


def ranked(folder: Path, text: str, *options: str) -> int:
    path = folder / "file.json"
    path.write_text(text, encoding="utf-8")
    return main(["rank-file", str(path), "--json", *options])


@pytest.mark.parametrize("start", ["0001-01-01", "0001-04-30", "9999-12-31"])
def test_a_start_at_the_border_of_the_calendar_is_ranked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], start: str
) -> None:
    content = {"vacancies": [VACANCY | {"start_date": start}], "candidates": [CANDIDATE]}
    assert ranked(tmp_path, json.dumps(content)) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [each["candidate"] for each in answer["ranking"]] == ["c"]


@pytest.mark.parametrize("today", ["0001-01-01", "9999-12-31"])
def test_a_today_at_the_border_of_the_calendar_leaves_the_day_open(today: str) -> None:
    for text in (
        CANDIDATE["notes"],
        "Beschikbaar over 6 weken.",
        "Volgende maand beschikbaar.",
        "Per direct beschikbaar.",
    ):
        assert read_candidate(text, on=date.fromisoformat(today)).available is None


def test_a_number_of_thousands_of_digits_is_refused_with_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = '{"vacancies": [], "candidates": [{"id": "c", "loonwaarde": ' + "1" * 5_000 + "}]}"
    assert ranked(tmp_path, text) != 0
    assert "file.json" in capsys.readouterr().err


def test_half_a_character_is_read_in_a_text_and_refused_in_an_id(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    half = {"notes": "Kan \ud800 op maandag.", "wishes": [{"title": "Inpak\udc00ker"}]}
    assert ranked(tmp_path, json.dumps({"vacancies": [VACANCY], "candidates": [CANDIDATE | half]})) == 0
    assert [each["candidate"] for each in json.loads(capsys.readouterr().out)["ranking"]] == ["c"]
    assert ranked(tmp_path, json.dumps({"vacancies": [VACANCY], "candidates": [CANDIDATE | {"id": "c\ud800"}]})) != 0
    assert "candidates number 1: id 'c\\ud800' holds half a character" in capsys.readouterr().err


def test_a_sentence_that_never_ends_is_heard_in_pieces() -> None:
    text = "niet " * 4_000
    clauses = [clause.low for clause in heard(text).clauses]
    assert max(map(len, clauses)) <= 1_000
    assert " ".join(clauses).split() == text.split()
