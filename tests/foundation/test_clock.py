"""The clock: Dutch days, UTC moments, and one that stands still."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest

from wsp.foundation import clock


def test_the_dutch_day_starts_before_the_utc_day() -> None:
    with clock.frozen(datetime(2026, 6, 30, 22, 30, tzinfo=UTC)):
        assert clock.today() == date(2026, 7, 1)
        assert clock.now().date() == date(2026, 6, 30)


def test_a_date_freezes_on_that_day_in_both_calendars() -> None:
    with clock.frozen(date(2026, 1, 1)):
        assert clock.today() == date(2026, 1, 1)
        assert clock.now().date() == date(2026, 1, 1)


def test_now_is_aware_and_runs() -> None:
    first = clock.now()
    assert first.tzinfo is UTC
    assert clock.now() >= first


def _fail_in_2027() -> None:
    with clock.frozen(date(2027, 1, 1)):
        assert clock.today() == date(2027, 1, 1)
        raise RuntimeError


def test_nested_blocks_give_the_outer_clock_back_even_after_an_error() -> None:
    with clock.frozen(date(2026, 1, 1)):
        with pytest.raises(RuntimeError):
            _fail_in_2027()
        assert clock.today() == date(2026, 1, 1)
    machine = datetime.now(UTC)  # noqa: TID251 - what the clock is compared with
    assert abs(clock.now() - machine) < timedelta(minutes=1)


def test_other_threads_see_the_frozen_clock() -> None:
    with clock.frozen(date(2024, 2, 29)), ThreadPoolExecutor(1) as pool:
        assert pool.submit(clock.today).result() == date(2024, 2, 29)


def test_a_frozen_clock_can_be_moved() -> None:
    with clock.frozen(date(2026, 12, 31)) as held:
        held.tick(timedelta(days=1))
        assert clock.today() == date(2027, 1, 1)
        held.move_to(date(2026, 3, 29))
        assert clock.local(clock.now()).utcoffset() == timedelta(hours=2)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        clock.FrozenClock(datetime(2026, 1, 1, 12, 0))  # noqa: DTZ001 - the mistake under test


@pytest.mark.rule("B5")
def test_a_day_in_words() -> None:
    assert clock.day_in_words(date(2026, 7, 1)) == "1 juli 2026"


def test_a_moved_clock_goes_on_and_is_given_back() -> None:
    with clock.moved(date(2026, 3, 1)) as moved:
        first = clock.now()
        assert clock.today() == date(2026, 3, 1)
        assert clock.now() > first
        with clock.frozen(date(2027, 1, 1)):
            assert clock.today() == date(2027, 1, 1)
        assert moved.now() >= first
    assert abs(clock.now() - clock.SystemClock().now()) < timedelta(seconds=5)
