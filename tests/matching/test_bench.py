"""The measuring itself: it runs, and fails when two exact ways disagree. How long things take is no test."""

import json
from typing import Any

import pytest

from matching import bench, bench_pandas, bench_rivals
from matching.__main__ import main
from matching.store import CandidateStore
from matching.synthetic import Country
from matching.validation import InvalidInputError


@pytest.mark.slow
def test_a_bench_compares_the_ways_on_the_same_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "--candidates", "400", "--vacancies", "300", "--batch", "20x400", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["same_top_10"] is True
    assert (found["batch"]["vacancies"], found["batch"]["candidates"]) == (20, 400)
    assert set(found["not_measured"]) == {bench_rivals.POSTGRES}
    assert bench_pandas.PANDAS in {each["what"] for each in found["measured"]}
    assert {each["rows"] for each in found["measured"]} == {300, 400}
    assert set(found["open_ms"]) == set(found["memory_mb"]) == {"candidates", "vacancies"}


def test_a_data_frame_that_leaves_other_people_is_no_rival(monkeypatch: pytest.MonkeyPatch) -> None:
    country = Country(seed=3)
    store = CandidateStore.from_profiles(list(country.candidates(200)), space=country.space(200))
    asked = list(country.vacancies(3))
    assert not isinstance(bench_pandas.measured(store, asked), str)
    monkeypatch.setattr(bench_pandas, "_mask", lambda frame, _: frame["reach"] < -2 * bench_rivals.FAR)
    with pytest.raises(InvalidInputError, match="pandas leaves 0 people"):
        bench_pandas.measured(store, asked)


@pytest.mark.slow
def test_a_bench_in_which_two_ways_disagree_fails(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(*_: Any) -> list[str]:
        return []

    monkeypatch.setattr(bench, "_everybody", nobody)
    assert main(["bench", "--candidates", "100", "--vacancies", "10"]) == 2
    assert "gave different people" in capsys.readouterr().err
