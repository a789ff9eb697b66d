"""The minimum wage against the published tables."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wsp.law import LawBook
from wsp.law.errors import NotSupportedError
from wsp.law.minimum_wage import age_on, birthday_in, daily, hourly, monthly, weekly
from wsp.law.steps import Working

BOOK = LawBook.national()

# law.md 1.3: published hourly tables for 21+, 20, 19, 18, 17, 16, 15 and bbl 20, 19, 18.
HOURLY = {
    date(2024, 1, 1): "13.27 10.62 7.96 6.64 5.24 4.58 3.98 8.16 6.97 6.04",
    date(2024, 7, 1): "13.68 10.94 8.21 6.84 5.40 4.72 4.10 8.41 7.18 6.22",
    date(2025, 1, 1): "14.06 11.25 8.44 7.03 5.55 4.85 4.22 8.65 7.38 6.40",
    date(2025, 7, 1): "14.40 11.52 8.64 7.20 5.69 4.97 4.32 8.86 7.56 6.55",
    date(2026, 1, 1): "14.71 11.77 8.83 7.36 5.81 5.07 4.41 9.05 7.72 6.69",
    date(2026, 7, 1): "14.99 11.99 8.99 7.50 5.92 5.17 4.50 9.22 7.87 6.82",
}
COLUMNS = [(age, False) for age in range(21, 14, -1)] + [(20, True), (19, True), (18, True)]


@pytest.mark.parametrize(
    ("day", "age", "bbl", "amount"),
    [
        (day, age, bbl, amount)
        for day, row in HOURLY.items()
        for (age, bbl), amount in zip(COLUMNS, row.split(), strict=True)
    ],
)
def test_published_hourly_tables(day: date, age: int, *, bbl: bool, amount: str) -> None:
    assert hourly(Working(BOOK, day), age, bbl=bbl) == Decimal(amount)


@pytest.mark.parametrize(
    ("age", "month", "week", "day"),
    [(21, "1934.40", "446.40", "89.28"), (20, "1547.50", "357.10", "71.42"), (19, "1160.65", "267.85", "53.57")],
)
def test_month_week_and_day_of_january_2023(age: int, month: str, week: str, day: str) -> None:
    working = Working(BOOK, date(2023, 1, 1))
    assert monthly(working, age) == Decimal(month)
    assert weekly(working, age) == Decimal(week)
    assert daily(working, age) == Decimal(day)


@pytest.mark.parametrize(
    ("day", "age", "amount"),
    [
        (date(2017, 6, 30), 22, "1318.85"),
        (date(2017, 7, 1), 22, "1565.40"),
        (date(2019, 6, 30), 21, "1373.45"),
        (date(2019, 7, 1), 21, "1635.60"),
        (date(2026, 7, 1), 20, "1869.60"),
    ],
)
def test_the_adult_age_came_down(day: date, age: int, amount: str) -> None:
    assert monthly(Working(BOOK, day), age) == Decimal(amount)


def test_the_month_that_other_acts_count_with_is_not_156_hours() -> None:
    working = Working(BOOK, date(2026, 1, 1))
    assert monthly(working, 30) == Decimal("2294.40") != 156 * hourly(working, 30)


def test_the_rounding_of_a_youth_month_since_2024_is_provisional() -> None:
    working = Working(BOOK, date(2026, 7, 1))
    monthly(working, 18)
    assert any("afronding" in reason for reason in working.reasons)


def test_the_steps_name_amount_date_and_article() -> None:
    working = Working(BOOK, date(2026, 7, 1))
    hourly(working, 18)
    assert [step.sentence for step in working.steps] == [
        "Het minimumloon op 1 juli 2026 is € 14,99 per uur.",
        "Voor 18 jaar geldt 50 %: € 7,50.",
    ]
    assert all(step.article for step in working.steps)


def test_below_fifteen_there_is_no_minimum_wage() -> None:
    with pytest.raises(NotSupportedError, match="Onder 15 jaar"):
        monthly(Working(BOOK, date(2026, 1, 1)), 14)


def test_a_week_amount_ended_with_2023() -> None:
    with pytest.raises(NotSupportedError, match="Niet ondersteund"):
        weekly(Working(BOOK, date(2024, 1, 1)), 30)
    with pytest.raises(NotSupportedError, match="Niet ondersteund"):
        daily(Working(BOOK, date(2024, 1, 1)), 18)


@pytest.mark.parametrize(
    ("born_on", "day", "age"),
    [
        (date(2005, 5, 10), date(2026, 5, 9), 20),
        (date(2005, 5, 10), date(2026, 5, 10), 21),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
        (date(2005, 12, 31), date(2026, 1, 1), 20),
    ],
)
def test_age_steps_on_the_birthday(born_on: date, day: date, age: int) -> None:
    assert age_on(born_on, day) == age


@given(
    st.dates(date(1960, 1, 1), date(2010, 12, 31)),
    st.integers(min_value=2015, max_value=2040),
)
def test_one_year_older_on_the_birthday_and_not_a_day_sooner(born_on: date, year: int) -> None:
    birthday = birthday_in(born_on, year)
    assert age_on(born_on, birthday) == age_on(born_on, birthday - timedelta(days=1)) + 1


@given(st.dates(date(2015, 1, 1), date(2026, 12, 31)), st.integers(min_value=15, max_value=70))
def test_the_minimum_wage_never_falls_with_age(day: date, age: int) -> None:
    assert monthly(Working(BOOK, day), age) <= monthly(Working(BOOK, day), age + 1)
