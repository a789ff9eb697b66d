"""A store on disk: opened it answers as before; a crash, another version or damage is never half a store."""

import json
import multiprocessing
import os
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from matching import saving
from matching.ranking import Ranker
from matching.saving import UnusableStoreError, open_candidates, open_vacancies, save
from matching.store import CandidateStore, VacancyStore
from matching.synthetic import Country
from matching.tables import spans

DAY = date(2027, 1, 11)
MADE = Country(seed=2, places=24)


@pytest.fixture(scope="module")
def stores() -> tuple[CandidateStore, VacancyStore]:
    space = MADE.space(200)
    return (
        CandidateStore.from_profiles(MADE.candidates(300), space=space),
        VacancyStore.from_vacancies(MADE.vacancies(200), space=space),
    )


def test_an_opened_store_answers_as_the_one_that_was_saved(
    stores: tuple[CandidateStore, VacancyStore], tmp_path: Path
) -> None:
    people, offers = stores
    save(people, tmp_path / "people")
    save(offers, tmp_path / "offers")
    again, work = open_candidates(tmp_path / "people", verify=True), open_vacancies(tmp_path / "offers", verify=True)
    assert len(again) == 300
    assert isinstance(again.segments[0].columns.lat.base, np.memmap)  # mapped, not read
    for vacancy in MADE.vacancies(5, seed=3):
        expected = Ranker().candidates_for(vacancy, people, on=DAY, fallen_out=5)
        assert Ranker().candidates_for(vacancy, again, on=DAY, fallen_out=5) == expected
    for person in MADE.candidates(5, seed=3):
        assert Ranker().vacancies_for(person, work, on=DAY) == Ranker().vacancies_for(person, offers, on=DAY)
    assert again[next(iter(again.ids))] in people.records


def test_a_changed_store_is_saved_whole_and_an_opened_one_can_change(
    stores: tuple[CandidateStore, VacancyStore], tmp_path: Path
) -> None:
    people, _ = stores
    gone, *_ = people.ids
    (extra,) = MADE.candidates(1, seed=9)
    save(people.with_changes([extra], [gone]), tmp_path)
    opened = open_candidates(tmp_path)
    assert opened.ids == (people.ids - {gone}) | {extra.id}
    assert opened.with_changes([], [extra.id]).ids == opened.ids - {extra.id}


def test_empty_stores_are_saved_too(tmp_path: Path) -> None:
    save(CandidateStore.from_profiles([]), tmp_path)
    assert len(open_candidates(tmp_path)) == 0


@pytest.mark.parametrize("after", [0, 3, 20])
def test_a_crash_while_saving_leaves_the_old_store(
    stores: tuple[CandidateStore, VacancyStore], tmp_path: Path, after: int
) -> None:
    people, _ = stores
    few = people.only(list(people.ids)[:50])
    save(few, tmp_path)
    context = multiprocessing.get_context("fork")
    crashed = context.Process(target=_save_and_die, args=(people, tmp_path, after))
    crashed.start()
    crashed.join(60)
    assert crashed.exitcode == 9
    assert open_candidates(tmp_path, verify=True).ids == few.ids
    save(people, tmp_path)
    assert open_candidates(tmp_path).ids == people.ids
    assert len([each for each in tmp_path.iterdir() if each.is_dir()]) == 1  # what the crash left is gone


def _save_and_die(store: CandidateStore, folder: Path, after: int) -> None:
    """Save in a process that ends, without any clearing up, when so many files are written."""
    written, real = [0], os.fsync

    def fsync(number: Any) -> None:
        real(number)
        written[0] += 1
        if written[0] > after:
            os._exit(9)

    saving.os.fsync = fsync  # type: ignore[attr-defined]  # the process that this changes ends here
    save(store, folder)


def test_another_format_is_refused_and_says_what_to_do(
    stores: tuple[CandidateStore, VacancyStore], tmp_path: Path
) -> None:
    save(stores[0], tmp_path)
    manifest = next(tmp_path.glob("*/manifest.json"))
    content = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps({**content, "format": 99}), encoding="utf-8")
    with pytest.raises(UnusableStoreError, match="has format 99 and this program reads 7: build the store again"):
        open_candidates(tmp_path)


def test_a_store_made_with_other_tables_of_words_is_refused(
    stores: tuple[CandidateStore, VacancyStore], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(stores[0], tmp_path)
    monkeypatch.setattr(saving, "edition", lambda: "other")
    with pytest.raises(UnusableStoreError, match="other tables of words: build the store again"):
        open_candidates(tmp_path)


def test_what_is_no_store_or_damaged_is_refused(stores: tuple[CandidateStore, VacancyStore], tmp_path: Path) -> None:
    with pytest.raises(UnusableStoreError, match="holds no complete store"):
        open_candidates(tmp_path)
    save(stores[0], tmp_path)
    with pytest.raises(UnusableStoreError, match="holds no vacancies"):
        open_vacancies(tmp_path)
    largest = max(tmp_path.glob("*/*.npy"), key=lambda file: file.stat().st_size)
    content = largest.read_bytes()
    largest.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    open_candidates(tmp_path)  # the size is right; only reading everything shows it
    with pytest.raises(UnusableStoreError, match="is damaged"):
        open_candidates(tmp_path, verify=True)
    largest.write_bytes(content[:-9])
    with pytest.raises(UnusableStoreError, match="is damaged"):
        open_candidates(tmp_path)
    next(tmp_path.glob("*/manifest.json")).write_text("{", encoding="utf-8")
    with pytest.raises(UnusableStoreError, match="is damaged"):
        open_candidates(tmp_path)


def test_the_last_number_of_a_narrow_type_is_a_row_like_any_other() -> None:
    offsets = np.arange(0, 130, dtype=np.int64)
    at, begins = spans(offsets, np.array([126, 127], dtype=np.int8))
    assert at.tolist() == [126, 127]
    assert begins.tolist() == [0, 1, 2]


def test_records_are_read_from_their_file_also_when_a_new_store_took_its_place(
    stores: tuple[CandidateStore, VacancyStore], tmp_path: Path
) -> None:
    people, _ = stores
    save(people, tmp_path)
    opened = open_candidates(tmp_path)
    kept = opened.segments[0].records
    assert not isinstance(kept.data, np.ndarray)  # a map would bring the neighbours of each record into memory
    assert len(kept.data) == len(np.asarray(kept.data))
    save(people.with_changes(removed_ids=[people.records[0].id]), tmp_path)
    assert opened.records == people.records
