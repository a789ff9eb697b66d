"""The form renderer: what is typed becomes a command, or comes back as it was with what to do."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from tests.web.conftest import StrictClient
from tests.web.page import Page, text_of
from wsp.foundation import fields
from wsp.foundation.errors import Conflict, InvalidInput
from wsp.foundation.fields import CommandSchema
from wsp.web.forms import Form


@dataclass(frozen=True)
class Command:
    name: str
    hours: Decimal | None
    start: date | None
    days: tuple[str, ...]
    agreed: bool


class Schema(CommandSchema[Command]):
    command = Command

    name = fields.Text(label="Naam", required=True, max_length=20, hint="Voor- en achternaam.")
    hours = fields.Decimal(label="Uren", minimum=1, maximum=40, group="Werk")
    start = fields.Date(label="Start", group="Werk")
    days = fields.Choices(label="Dagen", options={"ma": "maandag", "di": "dinsdag"})
    agreed = fields.Yes(label="Akkoord")


def typed(*pairs: tuple[str, str], **single: str) -> "Form[Command]":
    return Form(Schema, typed=MultiDict([*pairs, *single.items()]))


def test_what_was_typed_becomes_the_command() -> None:
    form = typed(("days", "ma"), ("days", "di"), name=" Jan ", hours="24,5", start="4-1-2027", agreed="on")
    assert form.valid()
    assert form.command == Command("Jan", Decimal("24.5"), date(2027, 1, 4), ("ma", "di"), True)


def test_blanks_and_absent_boxes_are_nothing() -> None:
    form = typed(name="Jan", hours=" ", start="")
    assert form.valid()
    assert form.command == Command("Jan", None, None, (), False)


def test_carried_names_are_no_fields_and_the_version_is_read() -> None:
    form = typed(name="Jan", csrf_token="x", versie="7", doe="bewaar")
    assert form.valid()
    assert form.version == 7


@pytest.mark.parametrize("version", ["", "zeven", "-1", "9" * 40])
def test_a_version_that_is_no_number_is_no_version(version: str) -> None:
    assert typed(name="Jan", versie=version).version is None


@pytest.mark.rule("S8")
def test_a_field_that_does_not_belong_here_is_refused() -> None:
    form = typed(name="Jan", region_id="AM14")
    assert not form.valid()
    assert form.summary() == [("Dit veld hoort niet bij dit formulier.", None)]


@pytest.mark.rule("A10")
def test_mistakes_stand_at_their_field_and_on_top_in_the_order_of_the_form() -> None:
    form = typed(("days", "zo"), name="", hours="52", start="31-02-2027")
    assert not form.valid()
    assert [id_ for _text, id_ in form.summary()] == ["veld-name", "veld-hours", "veld-start", "veld-days"]
    assert form["hours"].errors == ("Vul bij 'Uren' een getal van 1 tot en met 40 in. Er staat nu 52.",)
    assert form["hours"].value == "52"
    assert form["name"].described_by == "veld-name-hulp veld-name-fout"
    with pytest.raises(RuntimeError):
        _ = form.command


def test_a_typed_date_that_is_none_stays_as_text() -> None:
    assert typed(start="31-02-2027")["start"].input_type == "text"
    assert typed(start="2027-02-03")["start"].input_type == "date"
    assert typed()["start"].input_type == "date"


def test_a_refusal_by_a_verb_stands_at_the_field_it_names_or_on_top() -> None:
    form = typed(name="Jan")
    assert form.valid()
    form.refuse(InvalidInput("Deze naam is al gebruikt.", fields={"name": ["Kies een andere naam."]}))
    assert form.summary() == [("Kies een andere naam.", "veld-name")]
    form.refuse(Conflict("Iemand anders was eerder."))
    assert form.summary()[0] == ("Iemand anders was eerder.", None)
    assert form.refused


def test_stored_values_are_shown_in_dutch_form() -> None:
    form: Form[Command] = Form(
        Schema, values=Command("Jan", Decimal("24.50"), date(2027, 1, 4), ("di",), True), version=3
    )
    assert form["hours"].value == "24,50"
    assert form["start"].value == "2027-01-04"
    assert form["days"].values == ("di",)
    assert form["agreed"].value == "on"
    assert form.version == 3
    again = typed(*((f.name, value) for f in form for value in f.values))
    assert again.valid()
    assert again.command == Command("Jan", Decimal("24.5"), date(2027, 1, 4), ("di",), True)


def test_groups_keep_the_order_of_the_schema() -> None:
    groups = [(group.name, [field.name for field in group.fields]) for group in typed().groups()]
    assert groups == [(None, ["name"]), ("Werk", ["hours", "start"]), (None, ["days", "agreed"])]


@given(st.dictionaries(st.sampled_from(["name", "hours", "start", "days", "agreed"]), st.text(max_size=80)))
def test_anything_typed_gives_a_command_or_sentences(given_text: dict[str, str]) -> None:
    form = typed(**given_text)
    if form.valid():
        assert isinstance(form.command, Command)
    else:
        assert form.summary()
        assert all(text.endswith((".", "…")) for text, _ in form.summary())
    for name, text in given_text.items():
        assert form[name].values == (text,)


NASTY = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "=1+1", "{{ 7*7 }}", "O'Neil & Zn"]


def sample_form(page: Page) -> Element:
    return next(each for each in page.all("form") if each.get("class") == "wsp-form")


@pytest.mark.rule("A10", "S10")
@pytest.mark.parametrize("text", NASTY)
def test_markup_and_formulas_come_back_as_they_were_typed(visitor: StrictClient, text: str) -> None:
    names = ("name", "hours", "wage", "start", "occupation", "must", "learn", "email")
    visitor.get("/bouwstenen")
    with visitor.session_transaction() as cookie:
        token = cookie["csrf_token"]
    response = visitor.post("/bouwstenen", data={"csrf_token": token} | dict.fromkeys(names, text), csrf=False)
    assert response.status_code == 400
    page: Any = response.page  # type: ignore[attr-defined]  # put there by the library or the strict client
    form = sample_form(page)
    back = page.fields(form)
    assert {name: back[name] for name in names} == dict.fromkeys(names, text)
    assert page.title.startswith("Fout: ")


def test_a_field_tells_how_it_is_filled_in(visitor: StrictClient) -> None:
    page: Any = visitor.get("/bouwstenen").page  # type: ignore[attr-defined]  # put there by the library or the strict client
    hours = page.one("input", id="veld-hours")
    assert (hours.get("type"), hours.get("inputmode"), hours.get("value")) == ("text", "decimal", "16,5")
    mail = page.one("input", id="veld-email")
    assert (mail.get("type"), mail.get("autocomplete")) == ("email", "email")
    assert page.one("input", id="veld-start").get("type") == "date"
    assert [box.get("value") for box in page.all("input", name="days") if box.get("checked") is not None] == [
        "ma",
        "di",
        "do",
    ]
    legends = [text_of(legend) for legend in page.all("legend")]
    assert "Op welke dagen?" in legends


def test_without_a_mistake_the_answer_is_a_new_page(visitor: StrictClient) -> None:
    page: Any = visitor.get("/bouwstenen").page  # type: ignore[attr-defined]  # put there by the library or the strict client
    form = sample_form(page)
    answer = visitor.post("/bouwstenen", data=page.fields(form), csrf=False)
    assert answer.status_code == 303
    assert "Het formulier klopt." in visitor.get("/bouwstenen").page.text  # type: ignore[attr-defined]  # put there by the library or the strict client
