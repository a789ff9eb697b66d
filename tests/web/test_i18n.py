"""One formatter for what people read (B5)."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from wsp.foundation import clock
from wsp.web import i18n

pytestmark = pytest.mark.rule("B5")


def test_days_and_moments_are_written_the_dutch_way() -> None:
    on = date(2026, 11, 4)
    assert i18n.day(on) == "4 november 2026"
    assert i18n.day(on, short=True) == "4\u00a0nov\u00a02026"
    assert i18n.day(on, weekday=True) == "woensdag 4 november 2026"
    assert i18n.day(None) == "–"


def test_a_moment_is_read_on_the_dutch_clock() -> None:
    before_midnight = datetime(2026, 7, 1, 22, 5, tzinfo=UTC)
    assert i18n.moment(before_midnight) == "2 juli 2026 om\N{NO-BREAK SPACE}0.05\N{NO-BREAK SPACE}uur"
    assert i18n.day(before_midnight, short=True) == "2\u00a0jul\u00a02026"


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (1250, None, "1.250"),
        (Decimal("1250.50"), None, "1.250,5"),
        (Decimal("1E+3"), None, "1.000"),
        (-37.5, 1, "−37,5"),
        (Decimal("2.345"), 2, "2,35"),
        (Decimal("-0.4"), 0, "0"),
        (None, None, "–"),
    ],
)
def test_numbers(value: Decimal | float | None, decimals: int | None, shown: str) -> None:
    assert i18n.number(value, decimals) == shown


@pytest.mark.parametrize(
    ("value", "whole", "shown"),
    [
        (Decimal("1212.20"), False, "€ 1.212,20"),
        (Decimal("-441.6"), False, "− € 441,60"),
        (Decimal("-441.6"), True, "− € 442"),
        (0, False, "€ 0,00"),
        (Decimal("-0.001"), False, "€ 0,00"),
        (None, False, "–"),
    ],
)
def test_money_has_its_sign_in_front_and_never_breaks(value: Decimal | int | None, whole: bool, shown: str) -> None:  # noqa: FBT001 (a table)
    assert i18n.money(value, whole=whole).replace("\u00a0", " ") == shown
    assert " " not in i18n.money(value, whole=whole)


def test_percentages_keep_number_and_sign_together() -> None:
    assert i18n.percent(Decimal("52.4")) == "52\u00a0%"
    assert i18n.percent(23.5, 1) == "23,5\u00a0%"


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2026, 11, 24), "vandaag"),
        (date(2026, 11, 23), "gisteren"),
        (date(2026, 11, 18), "6 dagen geleden"),
        (date(2026, 7, 20), "4 maanden geleden"),
        (date(2023, 1, 1), "3 jaar geleden"),
        (date(2026, 11, 25), "over 1 dag"),
        (None, "onbekend"),
    ],
)
def test_how_long_ago(on: date | None, words: str) -> None:
    with clock.frozen(date(2026, 11, 24)):
        assert i18n.ago(on) == words


@pytest.mark.parametrize(("name", "mark"), [("Bert van den Jonker", "BJ"), ("Şükrü", "Ş"), ("(onbekend)", "")])
def test_initials(name: str, mark: str) -> None:
    assert i18n.initials(name) == mark
