"""Form fields: what people type becomes what a verb takes, or a Dutch sentence that says what to do."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError

from wsp.foundation import fields
from wsp.foundation.fields import CommandSchema


@dataclass(frozen=True)
class Command:
    name: str
    hours: Decimal | None
    months: int | None
    start: date | None
    licences: tuple[str, ...]
    registered: bool | None
    agreed: bool
    skills: tuple[str, ...] | None
    at: datetime | None


class Schema(CommandSchema[Command]):
    command = Command

    name = fields.Text(label="Naam", required=True, max_length=20)
    hours = fields.Decimal(label="Uren", minimum=0, maximum=60, places=1)
    months = fields.Integer(label="Maanden", minimum=1)
    start = fields.Date(label="Start")
    licences = fields.Choices(label="Rijbewijs", options={"B": "Auto", "AM": "Brommer"})
    registered = fields.YesNo(label="Register")
    agreed = fields.Yes(label="Akkoord")
    skills = fields.Lines(label="Vaardigheden", max_items=3)
    at = fields.Moment(label="Afspraak")


def load(**given: Any) -> Command:
    loaded: Command = Schema().load({"name": "Test", **given})  # type: ignore[assignment]  # marshmallow types load as Any
    return loaded


def errors(**given: Any) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        Schema().load({"name": "Test", **given})
    return caught.value.normalized_messages()  # type: ignore[return-value]  # the test knows the shape


def test_characters_that_cannot_be_kept_are_left_out() -> None:
    loaded = load(name="Te\x07s\ud800t \U0001f642", skills=["rij\x00den", "til\udffflen"])
    assert (loaded.name, loaded.skills) == ("Test \U0001f642", ("rijden", "tillen"))


def test_what_was_left_out_is_not_known() -> None:
    assert load() == Command("Test", None, None, None, (), None, False, None, None)


@pytest.mark.parametrize(
    ("typed", "value"),
    [("32", "32"), ("32,5", "32.5"), ("32.5", "32.5"), (" 0 ", "0"), (Decimal("24.0"), "24.0")],
)
def test_a_decimal_is_read_as_the_dutch_write_it(typed: Any, value: str) -> None:
    assert load(hours=typed).hours == Decimal(value)


@pytest.mark.parametrize("typed", ["NaN", "Infinity", "1e3x", "drie", "--1", "32,55"])
def test_what_is_no_number_is_refused_with_a_sentence(typed: str) -> None:
    (sentence,) = errors(hours=typed)["hours"]
    assert sentence.startswith("Vul bij 'Uren'")


def test_a_number_outside_its_range_says_the_range_and_what_was_typed() -> None:
    assert errors(hours="80")["hours"] == ["Vul bij 'Uren' een getal van 0 tot en met 60 in. Er staat nu 80."]
    assert errors(months="0")["months"] == ["Vul bij 'Maanden' een getal van 1 of hoger in. Er staat nu 0."]
    assert errors(months="12,5")["months"] == ["Vul bij 'Maanden' een heel getal in. Er staat nu 12,5."]


@pytest.mark.parametrize("typed", ["2026-11-24", "24-11-2026", "24/11/2026", "24.11.2026"])
def test_a_date_is_read_as_browsers_and_people_write_it(typed: str) -> None:
    assert load(start=typed).start == date(2026, 11, 24)


@pytest.mark.parametrize("typed", ["31-02-2026", "morgen", "24-11-26", "0001-01-01", "9999-01-01"])
def test_an_impossible_date_is_refused(typed: str) -> None:
    assert "Vul bij 'Start' een datum in" in errors(start=typed)["start"][0]


def test_a_moment_is_on_the_dutch_clock() -> None:
    assert load(at="2026-07-01T09:00").at == datetime(2026, 7, 1, 7, 0, tzinfo=UTC)


def test_unknown_fields_are_refused() -> None:
    assert errors(role="beheerder") == {"role": ["Dit veld hoort niet bij dit formulier."]}


def test_none_ticked_is_asked_and_none_and_what_is_not_on_the_list_is_refused() -> None:
    assert load(licences=["B", "B", ""]).licences == ("B",)
    assert load(licences=[]).licences == ()
    assert errors(licences=["CE"])["licences"] == ["Kies bij 'Rijbewijs' iets uit de lijst."]


def test_yes_no_and_not_known_are_three_answers() -> None:
    assert [load(registered=each).registered for each in ("ja", "nee", None)] == [True, False, None]


def test_lines_are_trimmed_unique_and_bounded() -> None:
    assert load(skills=" vouwen \n\nvouwen\r\nsorteren").skills == ("vouwen", "sorteren")
    assert load(skills="  \n ").skills is None
    assert errors(skills="a\nb\nc\nd")["skills"] == ["Vul bij 'Vaardigheden' hoogstens 3 regels in."]


@given(st.text(max_size=40))
def test_any_text_is_taken_clean_or_refused_with_a_sentence(typed: str) -> None:
    try:
        name = load(name=typed).name
    except ValidationError as error:
        refused = error.normalized_messages()
        assert refused["name"]
    else:
        assert name == name.strip()
        assert 0 < len(name) <= 20
        assert not set(name) & set(map(chr, range(32)))


@given(st.decimals(min_value=0, max_value=60, places=1))
def test_a_decimal_shown_in_dutch_reads_back_the_same(value: Decimal) -> None:
    assert load(hours=str(value).replace(".", ",")).hours == value
