"""Working days and terms, on the days that people get wrong."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wsp.foundation import workdays

days = st.dates(min_value=date(2014, 1, 1), max_value=date(2040, 12, 31))


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 4, 3), True),  # Goede Vrijdag: offices are open
        (date(2026, 4, 6), False),  # tweede paasdag
        (date(2026, 4, 27), False),  # Koningsdag
        (date(2025, 4, 26), False),  # Koningsdag a day early, since the 27th was a Sunday
        (date(2026, 5, 5), True),  # Bevrijdingsdag, not a lustrum
        (date(2025, 5, 5), False),  # Bevrijdingsdag, lustrum
        (date(2026, 5, 14), False),  # Hemelvaartsdag
        (date(2026, 5, 15), True),
        (date(2026, 12, 26), False),
        (date(2026, 11, 21), False),  # Saturday
        (date(2024, 2, 29), True),
    ],
)
def test_working_days(day: date, *, working: bool) -> None:
    assert workdays.is_working_day(day) is working


def test_holidays_carry_their_dutch_name() -> None:
    assert workdays.public_holidays(2026)[date(2026, 1, 1)] == "Nieuwjaarsdag"


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 12, 24), 1, date(2026, 12, 28)),  # both Christmas days and a Sunday lie between
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
        (date(2026, 4, 2), 2, date(2026, 4, 7)),
        (date(2026, 11, 22), 5, date(2026, 11, 27)),
        (date(2026, 11, 22), 0, date(2026, 11, 22)),
        (date(2027, 1, 4), -1, date(2026, 12, 31)),
    ],
)
def test_adding_working_days(start: date, count: int, end: date) -> None:
    assert workdays.add_working_days(start, count) == end


@given(days, st.integers(min_value=1, max_value=60))
def test_counting_undoes_adding(start: date, count: int) -> None:
    end = workdays.add_working_days(start, count)
    assert workdays.is_working_day(end)
    assert workdays.working_days_between(start, end) == count
    assert workdays.working_days_between(end, start) == -count
    assert workdays.subtract_working_days(start, count) == workdays.add_working_days(start, -count) < start


@pytest.mark.parametrize(
    ("last_day", "moved"),
    [
        (date(2026, 4, 3), date(2026, 4, 7)),  # Goede Vrijdag counts here, then Easter
        (date(2026, 5, 5), date(2026, 5, 6)),  # every fifth of May counts here
        (date(2026, 12, 25), date(2026, 12, 28)),
        (date(2026, 11, 21), date(2026, 11, 23)),
        (date(2026, 11, 23), date(2026, 11, 23)),
    ],
)
def test_a_term_of_law_ends_on_an_open_day(last_day: date, moved: date) -> None:
    assert workdays.end_of_term(last_day) == moved


def test_a_day_named_by_the_government_also_moves_a_term() -> None:
    friday_after_ascension = date(2026, 5, 15)
    assert workdays.end_of_term(friday_after_ascension) == friday_after_ascension
    assert workdays.end_of_term(friday_after_ascension, {friday_after_ascension}) == date(2026, 5, 18)


@pytest.mark.parametrize(
    ("day", "months", "result"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_adding_months(day: date, months: int, result: date) -> None:
    assert workdays.add_months(day, months) == result


@given(days)
def test_the_months_of_a_year_add_up(day: date) -> None:
    total = sum(workdays.days_in_month(day.year, month) for month in range(1, 13))
    assert timedelta(days=total) == date(day.year + 1, 1, 1) - date(day.year, 1, 1)
