"""What a placement counts for: whatever is cut in two adds up, and a year is never worth more than its amount."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from wsp.foundation.workdays import add_months
from wsp.instruments.social_return_worth import Stretch

days = st.dates(date(2021, 7, 1), date(2040, 12, 31))
hours = st.decimals(min_value=1, max_value=60, places=1)
weeks = st.decimals(min_value=32, max_value=40, places=1)
worths = st.decimals(min_value=0, max_value=60000, places=2)
_ONE = timedelta(days=1)


def worth(first: date, last: date, week: Decimal, full: Decimal, amount: Decimal) -> Decimal:
    counted = Stretch(first, last, week, full).counted(amount)
    assert counted is not None
    return counted


@given(days, st.integers(1, 900), st.integers(1, 900), hours, weeks, worths)
def test_two_parts_are_worth_the_whole(
    first: date, here: int, more: int, week: Decimal, full: Decimal, amount: Decimal
) -> None:
    middle, last = first + timedelta(days=here), first + timedelta(days=here + more)
    parts = worth(first, middle - _ONE, week, full, amount) + worth(middle, last, week, full, amount)
    assert abs(parts - worth(first, last, week, full, amount)) < Decimal("1e-15") * (amount + 1)


@given(days, st.integers(0, 366), hours, weeks, worths)
def test_a_year_is_never_worth_more_than_its_amount(
    first: date, length: int, week: Decimal, full: Decimal, amount: Decimal
) -> None:
    last = min(first + timedelta(days=length), add_months(first, 12) - _ONE)
    assert 0 <= worth(first, last, week, full, amount) <= amount


@given(days, worths)
def test_twelve_months_of_full_weeks_are_the_amount(first: date, amount: Decimal) -> None:
    if (first.month, first.day) != (2, 29):
        assert worth(first, add_months(first, 12) - _ONE, Decimal(40), Decimal(36), amount) == amount


def test_a_leap_day_counts_for_nothing_and_its_neighbours_for_a_day() -> None:
    assert [
        Stretch(date(2028, 2, 28), date(2028, 3, 1), Decimal(36), Decimal(36)).days,
        Stretch(date(2028, 2, 29), date(2028, 2, 29), Decimal(36), Decimal(36)).days,
        Stretch(date(2027, 2, 28), date(2027, 3, 1), Decimal(36), Decimal(36)).days,
    ] == [2, 0, 2]


def test_what_was_not_begun_has_no_worth_yet() -> None:
    assert Stretch(None, None, Decimal(36), Decimal(36)).counted(Decimal(1000)) is None
    assert worth(date(2026, 5, 2), date(2026, 5, 1), Decimal(36), Decimal(36), Decimal(1000)) == 0
