"""Amounts in euro: exact while calculating, rounded once when payable.

The law gives no rounding rule for a subsidy (Participatiewet art. 10d), so there is one here: keep every
step exact and round half up to the cent at the amount that is paid.
"""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Final

CENT: Final = Decimal("0.01")
_DUTCH: Final = str.maketrans(",.", ".,")


class NotAnAmountError(ValueError):
    """The value cannot be an exact amount: a float, an empty text, NaN or infinity."""


def exact(value: Decimal | int | str) -> Decimal:
    """Return `value` as an exact Decimal.

    Accepts a Decimal, an int or a text with a decimal point ("2294.40"). Refuses a float, since 0.1 + 0.2
    is not 0.3 there, and a bool, which Python takes for a number.

    Raises:
        NotAnAmountError: if it is not one of these, or not finite.

    """
    if type(value) is Decimal and value.is_finite():
        return value
    if isinstance(value, bool) or not isinstance(value, Decimal | int | str):
        message = f"an amount is a Decimal, an int or a text, not {type(value).__name__}"
        raise NotAnAmountError(message)
    try:
        amount = Decimal(value)
    except InvalidOperation:
        message = f"not a number: {value!r}"
        raise NotAnAmountError(message) from None
    if not amount.is_finite():
        message = f"not a finite number: {value!r}"
        raise NotAnAmountError(message)
    return amount


def cents(amount: Decimal | int | str) -> Decimal:
    """Round half up to whole cents: the one rounding rule, used once, at the payable amount."""
    return exact(amount).quantize(CENT, rounding=ROUND_HALF_UP)


def round_to(amount: Decimal | int | str, step: Decimal) -> Decimal:
    """Round half up to a multiple of `step` (0.05 for the youth minimum wage, 0.01 for a cent)."""
    steps = (exact(amount) / exact(step)).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return steps * step


def euro(amount: Decimal | int | str, *, whole: bool = False) -> str:
    """Write an amount the Dutch way, rounded to cents: "€ 1.212,20", "€ -12,00".

    With `whole` rounded to euros, for budgets and totals of a year: "€ 1.250".
    """
    rounded = round_to(amount, Decimal(1)) if whole else cents(amount)
    return f"€ {_dutch(f'{rounded + 0:,f}')}"


def number(value: Decimal | int | str) -> str:
    """Write a number the Dutch way without needless zeros: 23.50 is "23,5", 1212 is "1.212"."""
    text = f"{exact(value):,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return _dutch("0" if text == "-0" else text)


def percent(value: Decimal | int | str) -> str:
    """Write a percentage the Dutch way: 23.5 is "23,5 %"."""
    return f"{number(value)} %"


def _dutch(text: str) -> str:
    return text.translate(_DUTCH)
