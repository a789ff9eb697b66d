"""Numbers per region and kind: in order, without gaps, each given out once, also under competition."""

import threading

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from wsp.foundation import db
from wsp.foundation.numbering import next_number, reserve
from wsp.settings import Settings

REGION, OTHER = "AM01", "AM14"


def test_a_series_starts_at_one_and_counts_on(session: Session) -> None:
    assert [next_number(session, REGION, "proef") for _ in range(3)] == [1, 2, 3]
    assert next_number(session, REGION, "andere") == 1


def test_a_block_is_reserved_and_the_next_number_follows_it(session: Session) -> None:
    assert reserve(session, REGION, "proef", 50) == range(1, 51)
    assert next_number(session, REGION, "proef") == 51


def test_no_block_of_nothing(session: Session) -> None:
    with pytest.raises(ValueError, match="0 numbers"):
        reserve(session, REGION, "proef", 0)


def test_a_rollback_leaves_no_gap(committed: Settings) -> None:
    with db.unit_of_work(REGION) as session:
        assert next_number(session, REGION, "proef") == 1

    with db.unit_of_work(REGION) as session:
        assert next_number(session, REGION, "proef") == 2
        session.rollback()
    with db.unit_of_work(REGION) as session:
        assert next_number(session, REGION, "proef") == 2


def test_each_region_counts_for_itself(committed: Settings) -> None:
    for region in (REGION, OTHER):
        with db.unit_of_work(region) as session:
            assert next_number(session, region, "proef") == 1
            assert session.execute(text("select count(*) from number_series")).scalar() == 1


def test_two_at_once_never_get_the_same_number(committed: Settings) -> None:
    rounds, workers = 20, 4
    given: list[int] = []
    start = threading.Barrier(workers)

    def add() -> None:
        start.wait()
        for _ in range(rounds):
            with db.unit_of_work(REGION) as session:
                number = next_number(session, REGION, "proef")
            given.append(number)

    threads = [threading.Thread(target=add) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(given) == list(range(1, rounds * workers + 1))
