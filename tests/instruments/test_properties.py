"""What must hold for every subsidy, whatever the facts."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wsp.foundation.money import cents
from wsp.instruments.assessment import Assessment, Status
from wsp.instruments.facts import PlacementFacts
from wsp.instruments.loonkostensubsidie import amounts_over_time, assess
from wsp.instruments.no_risk import benefit_per_day
from wsp.instruments.proration import months_in, parts_of_month, prorate
from wsp.law import LawBook
from wsp.law.values import LocalChoice

BOOK = LawBook.national()
days = st.dates(date(2021, 7, 1), date(2027, 12, 31))
hours = st.decimals(min_value=1, max_value=60, places=1)
full_weeks = st.decimals(min_value=32, max_value=48, places=1)
percentages = st.integers(min_value=0, max_value=100)
ages = st.integers(min_value=15, max_value=66)
amounts = st.decimals(min_value=0, max_value=3000, places=6)


def _subsidy(day: date, loonwaarde: int | None, week: Decimal, full: Decimal, age: int) -> Assessment:
    facts = PlacementFacts(
        in_doelgroep_lks=True,
        age=age,
        hours_per_week=week,
        full_week_hours=full,
        loonwaarde=loonwaarde,
        forfaitair=loonwaarde is None,
    )
    return assess(facts, BOOK, day)


def _exact(answer: Assessment) -> Decimal:
    assert answer.exact_per_month is not None
    return answer.exact_per_month


@given(days, percentages, hours, full_weeks, ages)
def test_never_negative_and_never_above_the_cap(
    day: date, loonwaarde: int, week: Decimal, full: Decimal, age: int
) -> None:
    answer = _subsidy(day, loonwaarde, week, full, age)
    assert _exact(answer) >= 0
    at_cap = _subsidy(day, 0, week, full, age)
    assert _exact(answer) <= _exact(at_cap)
    named = {amount.code: amount.value for amount in at_cap.amounts}
    factor = max(Decimal(1), full / 36)
    assert named["without_charges"] <= named["wage_base"] * Decimal("0.70") * factor + Decimal("1e-20")


@given(days, st.integers(min_value=0, max_value=99), hours, full_weeks, ages)
def test_a_higher_loonwaarde_never_gives_more(
    day: date, loonwaarde: int, week: Decimal, full: Decimal, age: int
) -> None:
    assert _exact(_subsidy(day, loonwaarde, week, full, age)) >= _exact(_subsidy(day, loonwaarde + 1, week, full, age))


@given(days, percentages, st.decimals(min_value=1, max_value=59, places=1), full_weeks, ages)
def test_more_hours_never_give_less(day: date, loonwaarde: int, week: Decimal, full: Decimal, age: int) -> None:
    assert _exact(_subsidy(day, loonwaarde, week, full, age)) <= _exact(_subsidy(day, loonwaarde, week + 1, full, age))


@given(days, hours, full_weeks, ages)
def test_a_forfait_equals_loonwaarde_fifty(day: date, week: Decimal, full: Decimal, age: int) -> None:
    assert _exact(_subsidy(day, None, week, full, age)) == _exact(_subsidy(day, 50, week, full, age))


@given(days, st.integers(min_value=0, max_value=99), hours, full_weeks, ages)
def test_the_parts_are_the_whole(day: date, loonwaarde: int, week: Decimal, full: Decimal, age: int) -> None:
    answer = _subsidy(day, loonwaarde, week, full, age)
    named = {amount.code: amount.value for amount in answer.amounts}
    assert abs(named["without_charges"] + named["charges"] - named["total"]) < Decimal("1e-20")
    assert answer.amount_per_month == cents(named["total"])


@given(
    st.dates(date(2021, 7, 1), date(2026, 1, 1)),
    st.integers(min_value=0, max_value=900),
    st.dates(date(1995, 1, 1), date(2006, 7, 1)),
    st.integers(min_value=0, max_value=99),
)
def test_rows_over_time_follow_each_other_and_agree_with_every_day(
    start: date, length: int, born_on: date, loonwaarde: int
) -> None:
    facts = PlacementFacts(
        in_doelgroep_lks=True,
        born_on=born_on,
        starts_on=start,
        hours_per_week=Decimal(32),
        full_week_hours=Decimal(36),
        loonwaarde=loonwaarde,
    )
    end = start + timedelta(days=length)
    rows = amounts_over_time(facts, BOOK, start, end)
    assert rows[0].start == start
    assert rows[-1].end == end
    for before, after in pairwise(rows):
        assert after.start == before.end + timedelta(days=1)
        birthday = (after.start.month, after.start.day) == (born_on.month, born_on.day)
        assert birthday or (after.start.month, after.start.day) == (1, 1), "July never changes an amount"
    for row in rows:
        for day in (row.start, row.start + (row.end - row.start) / 2, row.end):
            assert assess(facts, BOOK, day).exact_per_month == row.exact_per_month


@given(amounts, st.dates(date(2023, 1, 1), date(2025, 12, 31)), st.integers(0, 500), st.integers(1, 500))
def test_proration_is_additive_to_the_cent(amount: Decimal, start: date, first: int, second: int) -> None:
    middle = start + timedelta(days=first)
    end = middle + timedelta(days=second)
    parts = prorate(amount, start, middle) + prorate(amount, middle + timedelta(days=1), end)
    assert parts == prorate(amount, start, end)
    assert parts >= 0


@given(amounts, st.dates(date(2023, 1, 1), date(2025, 12, 31)), st.integers(0, 900))
def test_proration_per_month_is_the_whole(amount: Decimal, start: date, length: int) -> None:
    end = start + timedelta(days=length)
    months = months_in(start, end)
    assert months[0][0] == start
    assert months[-1][1] == end
    assert sum(prorate(amount, *month) for month in months) == prorate(amount, start, end)


@pytest.mark.parametrize(
    ("start", "end", "payable"),
    [
        (date(2026, 1, 1), date(2026, 1, 31), "1224.11"),
        (date(2024, 2, 29), date(2024, 2, 29), "42.21"),
        (date(2026, 2, 28), date(2026, 2, 28), "43.72"),
        (date(2026, 1, 16), date(2026, 2, 14), "1243.85"),
        (date(2026, 1, 1), date(2026, 12, 31), "14689.32"),
    ],
)
def test_proration_by_calendar_days(start: date, end: date, payable: str) -> None:
    assert prorate(Decimal("1224.108288"), start, end) == Decimal(payable)


@given(amounts, st.dates(date(2023, 1, 1), date(2025, 12, 31)), st.integers(0, 500), st.integers(1, 500))
def test_proration_in_thirtieths_is_additive_too(amount: Decimal, start: date, first: int, second: int) -> None:
    middle = start + timedelta(days=first)
    end = middle + timedelta(days=second)
    parts = [
        prorate(amount, start, middle, parts=30),
        prorate(amount, middle + timedelta(days=1), end, parts=30),
    ]
    assert sum(parts) == prorate(amount, start, end, parts=30)
    assert min(parts) >= 0
    first_of_month = start.replace(day=1)
    last = (first_of_month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    assert prorate(amount, first_of_month, last, parts=30) == prorate(amount, first_of_month, last) == cents(amount)


@pytest.mark.parametrize(
    ("start", "end", "payable"),
    [
        (date(2026, 1, 1), date(2026, 1, 15), "150.00"),
        (date(2026, 1, 31), date(2026, 1, 31), "0.00"),
        (date(2026, 2, 28), date(2026, 2, 28), "30.00"),
        (date(2024, 2, 29), date(2024, 2, 29), "20.00"),
        (date(2026, 1, 16), date(2026, 2, 15), "300.00"),
    ],
)
def test_proration_in_thirtieths(start: date, end: date, payable: str) -> None:
    """Three hundred a month is ten a day; February ends with what is left of thirty."""
    assert prorate(Decimal(300), start, end, parts=30) == Decimal(payable)


def test_a_municipality_chooses_thirtieths() -> None:
    code = "betaling.dertigsten"
    assert parts_of_month(BOOK, date(2026, 3, 1)) is None
    rows = (LocalChoice(code, date(2026, 1, 1), Decimal(1), "verordening"),)
    book = LawBook(BOOK.parameters, {code: rows})
    assert parts_of_month(book, date(2026, 3, 1)) == 30
    assert parts_of_month(book, date(2025, 12, 31)) is None


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="first day"):
        prorate(Decimal(1), date(2026, 1, 2), date(2026, 1, 1))


@given(days, percentages, st.integers(min_value=1, max_value=120), amounts)
def test_the_sickness_benefit_never_exceeds_the_daily_wage_and_never_rises(
    day: date, loonwaarde: int, week: int, daily_wage: Decimal
) -> None:
    facts = PlacementFacts(lks_runs=True, loonwaarde=loonwaarde)
    now = benefit_per_day(facts, BOOK, day, daily_wage=daily_wage, week=week)
    later = benefit_per_day(facts, BOOK, day, daily_wage=daily_wage, week=week + 1)
    assert now is not None
    assert later is not None
    assert 0 <= later <= now <= daily_wage


@pytest.mark.parametrize(("week", "benefit"), [(1, "40"), (52, "40"), (53, "28"), (104, "28"), (105, "0")])
def test_the_sickness_benefit_by_week(week: int, benefit: str) -> None:
    facts = PlacementFacts(lks_runs=True, loonwaarde=40)
    paid = benefit_per_day(facts, BOOK, date(2026, 1, 1), daily_wage=Decimal(100), week=week)
    assert paid == Decimal(benefit)


@given(
    st.builds(
        PlacementFacts,
        age=st.none() | ages,
        in_doelgroep_lks=st.none() | st.booleans(),
        beschut=st.none() | st.booleans(),
        wsw_employment=st.none() | st.booleans(),
        hours_per_week=st.none() | hours,
        full_week_hours=st.none() | full_weeks,
        loonwaarde=st.none() | percentages,
        forfaitair=st.none() | st.booleans(),
        starts_on=st.none() | days,
    ),
    days,
)
def test_an_amount_exactly_when_it_is_clear(facts: PlacementFacts, day: date) -> None:
    answer = assess(facts, BOOK, day)
    assert bool(answer.missing) == (answer.status is Status.UNKNOWN)
    assert (answer.amount_per_month is not None and answer.amount_per_month > 0) == (answer.status is Status.ELIGIBLE)
