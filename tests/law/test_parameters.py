"""The stored law: every value has a source, holds on its dates, and says when it cannot be trusted."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from wsp.law import LawBook, Parameters
from wsp.law.errors import NotSupportedError, NoValueError, ParameterFileError, UnknownParameterError
from wsp.law.loader import load_folder
from wsp.law.steps import Working
from wsp.law.values import ApprovedValue, Cadence, Certainty, LocalChoice

LAW = Parameters.load()
CHARGES = "participatiewet.loonkostensubsidie.employer_charges"


def test_every_value_has_a_source_and_a_day_of_checking() -> None:
    rows = [(code, row) for code in LAW.codes for row in LAW.parameter(code).values]
    assert len(rows) > 200
    assert [code for code, row in rows if not row.sources or not row.last_checked] == []


def test_unknown_is_never_a_number_in_use() -> None:
    for code in LAW.codes:
        for row in LAW.parameter(code).values:
            assert row.usable == (row.certainty is not Certainty.UNKNOWN)


@pytest.mark.parametrize("code", ["wml.month", "wml.referentiemaandloon"])
def test_monthly_amounts_are_multiples_of_sixty_cents(code: str) -> None:
    """A cheap check on typing errors that law.md 1.1 gives."""
    amounts = [row.value for row in LAW.parameter(code).values if row.value is not None]
    assert amounts
    assert [amount for amount in amounts if amount % Decimal("0.60")] == []


def test_week_and_day_follow_from_the_month() -> None:
    for month in LAW.parameter("wml.month").values:
        assert month.value is not None
        week = LAW.on("wml.week", month.valid_from).value
        day = LAW.on("wml.day", month.valid_from).value
        assert abs(month.value * 12 / 52 - week) <= Decimal("0.03")
        assert day == week / 5


@pytest.mark.parametrize(
    ("code", "day", "value", "valid_from"),
    [
        ("wml.month", date(2015, 1, 1), "1501.80", date(2015, 1, 1)),
        ("wml.month", date(2023, 6, 30), "1934.40", date(2023, 1, 1)),
        ("wml.month", date(2023, 7, 1), "1995.00", date(2023, 7, 1)),
        ("wml.referentiemaandloon", date(2024, 2, 29), "2069.40", date(2024, 1, 1)),
        ("wml.hour", date(2026, 6, 30), "14.71", date(2026, 1, 1)),
        ("wml.hour", date(2026, 7, 1), "14.99", date(2026, 7, 1)),
        ("wml.adult_age", date(2017, 6, 30), "23", date(2015, 1, 1)),
        ("wml.adult_age", date(2019, 7, 1), "21", date(2019, 7, 1)),
        ("wml.youth_percentage.20", date(2018, 1, 1), "70", date(2017, 7, 1)),
        (CHARGES, date(2017, 12, 31), "23", date(2015, 1, 1)),
        (CHARGES, date(2021, 7, 1), "23.5", date(2021, 7, 1)),
        ("wfsv.banenafspraak.hours_per_job", date(2026, 11, 22), "25.5", date(2013, 1, 1)),
        ("wfsv.banenafspraak.target.total", date(2023, 12, 31), "105000", date(2023, 1, 1)),
        ("wfsv.banenafspraak.published.total", date(2023, 9, 30), "84471", date(2023, 9, 30)),
        ("wfsv.banenafspraak.published.zero_measurement", date(2026, 1, 1), "75179", date(2012, 12, 31)),
    ],
)
def test_look_up_by_date(code: str, day: date, value: str, valid_from: date) -> None:
    answer = LAW.on(code, day)
    assert (answer.value, answer.valid_from) == (Decimal(value), valid_from)


def test_market_and_government_targets_add_up() -> None:
    for row in LAW.parameter("wfsv.banenafspraak.target.total").values:
        parts = [LAW.on(f"wfsv.banenafspraak.target.{part}", row.valid_from) for part in ("market", "government")]
        assert sum(part.value for part in parts) == row.value


def test_within_its_period_a_value_is_not_provisional() -> None:
    assert not LAW.on("wml.hour", date(2026, 12, 31)).provisional


def test_past_its_period_the_last_value_is_provisional_and_says_why() -> None:
    answer = LAW.on("wml.hour", date(2027, 1, 1))
    assert answer.value == Decimal("14.99")
    assert answer.provisional
    assert "31 december 2026" in answer.reason


@pytest.mark.parametrize(
    ("start", "last_good"),
    [
        (date(2030, 1, 1), date(2030, 6, 30)),
        (date(2030, 6, 30), date(2030, 6, 30)),
        (date(2030, 7, 1), date(2030, 12, 31)),
        (date(2030, 12, 31), date(2030, 12, 31)),
    ],
)
def test_a_half_year_ends_in_june_or_december(start: date, last_good: date) -> None:
    law = LAW.with_overlay([ApprovedValue("wml.hour", start, Decimal(17), "Staatscourant", last_checked=start)])
    assert not law.on("wml.hour", last_good).provisional
    assert law.on("wml.hour", last_good + timedelta(days=1)).provisional


def test_a_value_that_was_only_ever_announced_is_not_supported() -> None:
    known = LAW.parameter("wml.youth_percentage.18")
    announced = replace(known, values=tuple(row for row in known.values if row.announced))
    with pytest.raises(NotSupportedError):
        Parameters([announced]).on(known.code, date(2027, 1, 1))


def test_a_value_without_a_source_is_provisional() -> None:
    assert not LAW.on(CHARGES, date(2023, 12, 31)).provisional
    answer = LAW.on(CHARGES, date(2026, 1, 1))
    assert (answer.value, answer.certainty) == (Decimal("23.5"), Certainty.TO_CHECK)
    assert answer.provisional
    assert "niet in een bron gezien" in answer.reason


def test_an_announced_value_waits_for_an_administrator() -> None:
    code, day = "wml.youth_percentage.18", date(2027, 1, 1)
    before = LAW.on(code, day)
    assert before.value == 50
    assert before.provisional
    assert "aangekondigd" in before.reason
    assert code in {parameter.code for parameter, _ in LAW.announced(day)}
    confirmed = ApprovedValue(code, day, Decimal("62.5"), "Staatsblad", last_checked=date(2026, 12, 1))
    after = LAW.with_overlay([confirmed]).on(code, day)
    assert (after.value, after.provisional) == (Decimal("62.5"), False)
    assert LAW.on(code, day) == before, "an overlay leaves the law below it alone"


def test_an_approved_value_stands_between_the_rows() -> None:
    row = ApprovedValue(CHARGES, date(2026, 4, 1), Decimal(24), "Staatscourant", last_checked=date(2026, 3, 1))
    law = LAW.with_overlay([row])
    assert law.on(CHARGES, date(2026, 3, 31)).value == Decimal("23.5")
    assert law.on(CHARGES, date(2026, 4, 1)).value == 24
    assert law.on(CHARGES, date(2026, 4, 1)).sources == ("Staatscourant",)


def test_no_value_names_who_must_enter_it() -> None:
    with pytest.raises(NoValueError, match="functioneel beheerder"):
        LAW.on("uwv.jobcoaching.intern_amount.intensief", date(2026, 1, 1))


@pytest.mark.parametrize(
    ("code", "day", "reason"),
    [
        ("wml.month", date(2014, 12, 31), "1 januari 2015"),
        ("wml.month", date(2024, 1, 1), "referentiemaandloon"),
        ("wml.hour", date(2023, 12, 31), "sinds 1 januari 2024"),
        ("participatiewet.loonwaarde.uniform_method", date(2021, 6, 30), "vanaf 1 juli 2021"),
    ],
)
def test_outside_its_time_a_value_is_not_supported_with_the_reason(code: str, day: date, reason: str) -> None:
    with pytest.raises(NotSupportedError, match="Niet ondersteund") as failure:
        LAW.on(code, day)
    assert reason in failure.value.message
    assert not LAW.holds(code, day)


def test_an_unknown_code_is_a_slip_in_the_program() -> None:
    with pytest.raises(UnknownParameterError):
        LAW.on("wml.maand", date(2026, 1, 1))
    with pytest.raises(UnknownParameterError):
        LAW.with_overlay([ApprovedValue("wml.maand", date(2026, 1, 1), Decimal(1), "x", last_checked=date(2026, 1, 1))])


def test_a_measurement_never_grows_stale() -> None:
    parameter = LAW.parameter("wfsv.banenafspraak.published.zero_measurement")
    assert parameter.cadence is Cadence.MEASUREMENT
    assert not LAW.on(parameter.code, date(2026, 1, 1)).provisional


def test_local_choices_hold_within_their_dates() -> None:
    code = "jobcoaching.months"
    first = LocalChoice(code, date(2024, 1, 1), Decimal(12), "Verordening 2024", date(2025, 12, 31))
    book = LawBook(LAW, {code: (first, LocalChoice(code, date(2026, 7, 1), Decimal(24), "Verordening 2026"))})
    assert book.choice(code, date(2023, 12, 31)) is None
    assert book.choice(code, date(2025, 12, 31)) == first
    assert book.choice(code, date(2026, 1, 1)) is None
    later = book.choice(code, date(2030, 1, 1))
    assert later is not None
    assert later.value == 24


def test_what_was_used_is_remembered_once_with_its_version() -> None:
    working = Working(LawBook.national(), date(2026, 1, 1))
    assert working.take(CHARGES) == working.take(CHARGES) == Decimal("23.5")
    working.take("wml.hour", date(2026, 7, 1))
    records = [source.as_record() for source in working.sources]
    assert [(record["code"], record["valid_from"]) for record in records] == [
        (CHARGES, "2026-01-01"),
        ("wml.hour", "2026-07-01"),
    ]
    assert working.reasons == (LAW.on(CHARGES, date(2026, 1, 1)).reason,)


_FILE = """title: "een waarde"
article: "art. 1"
unit: percent
cadence: year
before: "Voor die tijd niets."
values:
  - valid_from: 2020-01-01
    value: 1.10
    certainty: V
    sources: [bron]
    last_checked: 2026-01-01
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("unit: percent", "unit: furlong"),
        ("cadence: year", "cadence: soms"),
        ("    sources: [bron]\n", ""),
        ("value: 1.10", "value: -1"),
        ("value: 1.10", "value: veel"),
        ("value: 1.10", "value: unknown"),
        ("certainty: V", "certainty: zeker"),
        ("title:", "titel:"),
        ("before:", "until: 2021-01-01\nbefore:"),
        ("values:", 'key: "{} jaar"\nextra: 1\nvalues:'),
    ],
)
def test_a_file_that_breaks_the_schema_is_refused(tmp_path: Path, old: str, new: str) -> None:
    assert old in _FILE
    (tmp_path / "waarde.yaml").write_text(_FILE.replace(old, new), encoding="utf-8")
    with pytest.raises(ParameterFileError, match="waarde"):
        load_folder(tmp_path)


def test_rows_out_of_order_are_refused(tmp_path: Path) -> None:
    again = _FILE[_FILE.index("  - valid_from") :]
    (tmp_path / "waarde.yaml").write_text(_FILE + again, encoding="utf-8")
    with pytest.raises(ParameterFileError, match="order of date"):
        load_folder(tmp_path)


def test_numbers_are_read_exactly(tmp_path: Path) -> None:
    folder = tmp_path / "wet"
    folder.mkdir()
    (folder / "waarde.yaml").write_text(_FILE, encoding="utf-8")
    (parameter,) = load_folder(tmp_path)
    assert parameter.code == "wet.waarde"
    assert str(parameter.values[0].value) == "1.10"
