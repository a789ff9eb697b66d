"""Amounts: exact inside, one rounding rule outside, Dutch on paper."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wsp.foundation import money

amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=6)


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [("1224.108288", "1224.11"), ("0.005", "0.01"), ("-0.005", "-0.01"), ("2.675", "2.68"), ("12", "12.00")],
)
def test_half_a_cent_goes_up(amount: str, rounded: str) -> None:
    assert money.cents(amount) == Decimal(rounded)
    assert money.cents(amount).as_tuple().exponent == -2


@pytest.mark.parametrize(("amount", "rounded"), [("1547.52", "1547.50"), ("267.825", "267.85"), ("0.02", "0.00")])
def test_five_cents_for_the_youth_minimum_wage(amount: str, rounded: str) -> None:
    assert money.round_to(amount, Decimal("0.05")) == Decimal(rounded)


@pytest.mark.parametrize("value", [0.1, True, None, "", "twaalf", "NaN", "Infinity", Decimal("sNaN"), [1]])
def test_what_is_not_exact_is_refused(value: Any) -> None:
    with pytest.raises(money.NotAnAmountError):
        money.cents(value)


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("1212.2", "€ 1.212,20"),
        ("0", "€ 0,00"),
        ("-0.001", "€ 0,00"),
        ("-12", "€ -12,00"),
        ("1234567.895", "€ 1.234.567,90"),
    ],
)
@pytest.mark.rule("B5")
def test_euro_on_paper(amount: str, text: str) -> None:
    assert money.euro(amount) == text


@pytest.mark.parametrize(
    ("amount", "text"), [("1249.50", "€ 1.250"), ("0.4", "€ 0"), ("-0.4", "€ 0"), ("16800", "€ 16.800")]
)
@pytest.mark.rule("B5")
def test_whole_euros_on_paper(amount: str, text: str) -> None:
    assert money.euro(amount, whole=True) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [("23.50", "23,5"), ("1212", "1.212"), ("0.0", "0"), ("-0", "0"), ("100", "100"), ("1E+2", "100")],
)
@pytest.mark.rule("B5")
def test_numbers_on_paper(value: str, text: str) -> None:
    assert money.number(value) == text


def test_percent_on_paper() -> None:
    assert money.percent(Decimal("23.5")) == "23,5 %"


@given(amounts)
def test_rounding_twice_changes_nothing_and_moves_less_than_a_cent(amount: Decimal) -> None:
    rounded = money.cents(amount)
    assert money.cents(rounded) == rounded
    assert abs(rounded - amount) <= Decimal("0.005")
    assert money.cents(-amount) == -rounded
