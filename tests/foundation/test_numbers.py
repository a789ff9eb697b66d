"""Dutch numbers: what is accepted, how it is stored, what is refused and why."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wsp.foundation import numbers


@pytest.mark.parametrize("text", ["999990019", "9999 90 019", "9999.90.019", " 999990019 "])
def test_a_bsn_is_stored_as_nine_digits(text: str) -> None:
    assert numbers.bsn(text) == "999990019"


def test_the_dropped_zero_of_a_bsn_comes_back() -> None:
    assert numbers.bsn("10000008") == "010000008"


@given(st.integers(min_value=0, max_value=999_999))
def test_sample_numbers_are_valid_and_in_the_test_series(sequence: int) -> None:
    sample = numbers.sample_bsn(sequence)
    assert numbers.bsn(sample) == sample
    assert numbers.is_test_bsn(sample)


def test_sample_numbers_differ() -> None:
    assert len({numbers.sample_bsn(n) for n in range(2000)}) == 2000


@pytest.mark.parametrize("sequence", [-1, 1_000_000])
def test_the_test_series_ends(sequence: int) -> None:
    with pytest.raises(ValueError, match="test series"):
        numbers.sample_bsn(sequence)


def test_another_series_is_no_test_number() -> None:
    assert not numbers.is_test_bsn("111222333")


@given(st.from_regex(r"\A9[0-9]{8}\Z"), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(sample: str, place: int, shift: int) -> None:
    """RSIN and BSN share the elfproef; python-stdnum and ours must agree, and one slip never passes."""
    valid = _accepts(numbers.rsin, sample)
    assert valid == _accepts(numbers.bsn, sample)
    slipped = sample[:place] + str((int(sample[place]) + shift) % 10) + sample[place + 1 :]
    assert not (valid and _accepts(numbers.rsin, slipped))


def _accepts(check: Callable[[str], str], text: str) -> bool:
    try:
        check(text)
    except numbers.NumberError:
        return False
    return True


@pytest.mark.parametrize(
    ("check", "text", "code"),
    [
        (numbers.bsn, "99999001a", "bsn.format"),
        (numbers.bsn, "", "bsn.format"),
        (numbers.bsn, "9999900", "bsn.length"),
        (numbers.bsn, "9999900190", "bsn.length"),
        (numbers.bsn, "999990018", "bsn.checksum"),
        (numbers.bsn, "000000000", "bsn.checksum"),
        (numbers.bsn, "٩٩٩٩٩٠٠١٩", "bsn.format"),
        (numbers.rsin, "12345678", "rsin.length"),
        (numbers.rsin, "123456789", "rsin.checksum"),
        (numbers.rsin, "000000000", "rsin.checksum"),
        (numbers.kvk, "1234567", "kvk.length"),
        (numbers.kvk, "00000000", "kvk.format"),
        (numbers.kvk, "NL123456", "kvk.format"),
        (numbers.establishment, "12345678", "establishment.length"),
        (numbers.postcode, "0401 AB", "postcode.format"),
        (numbers.postcode, "9401 A", "postcode.format"),
        (numbers.postcode, "9401 SS", "postcode.letters"),
        (numbers.pc4, "940", "postcode.format"),
        (numbers.telephone, "059212345", "telephone.format"),
        (numbers.telephone, "05921234567", "telephone.format"),
        (numbers.telephone, "+3159212345", "telephone.format"),
        (numbers.telephone, "bel mij", "telephone.format"),
        (numbers.telephone, "", "telephone.format"),
    ],
)
def test_wrong_numbers_say_what_to_do_and_never_repeat_themselves(
    check: Callable[[str], str], text: str, code: str
) -> None:
    with pytest.raises(numbers.NumberError) as failure:
        check(text)
    assert failure.value.code == code
    assert failure.value.message.endswith(".")
    assert not text or text not in str(failure.value)


def test_trade_register_numbers() -> None:
    assert numbers.kvk("1234 5678") == "12345678"
    assert numbers.establishment("0000 1234 5678") == "000012345678"


@pytest.mark.parametrize("text", ["9401AB", "9401 ab", "9401-AB", " 9401  AB"])
def test_postcodes(text: str) -> None:
    assert numbers.postcode(text) == "9401 AB"
    assert numbers.pc4(text) == "9401"


def test_four_digits_are_enough_for_an_area() -> None:
    assert numbers.pc4("9401") == "9401"


@pytest.mark.parametrize(
    ("text", "stored", "shown"),
    [
        ("0592-123456", "+31592123456", "0592 12 34 56"),
        ("(0592) 12 34 56", "+31592123456", "0592 12 34 56"),
        ("050 123 45 67", "+31501234567", "050 123 45 67"),
        ("06 12345678", "+31612345678", "06 12 34 56 78"),
        ("+31 (0)6 12345678", "+31612345678", "06 12 34 56 78"),
        ("0031 592 123456", "+31592123456", "0592 12 34 56"),
        ("+310592123456", "+31592123456", "0592 12 34 56"),
        ("088/1234567", "+31881234567", "088 123 45 67"),
        ("+49 211 2345678", "+492112345678", "+492112345678"),
        ("0800 1234", "08001234", "0800 1234"),
        ("14 0592", "140592", "14 0592"),
    ],
)
def test_telephone_numbers(text: str, stored: str, shown: str) -> None:
    assert numbers.telephone(text) == stored
    assert numbers.telephone(stored) == stored
    assert numbers.format_telephone(stored) == shown
