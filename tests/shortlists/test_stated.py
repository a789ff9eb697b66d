"""What the text of a vacancy states about its own fields."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.reading.certificates import NAMED
from wsp.reference import lists
from wsp.shortlists.stated import profile_facts, same_paper, vacancy_facts

TODAY = date(2026, 8, 3)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Het gaat om 24 tot 32 uur per week.", {"hours_min": Decimal(24), "hours_max": Decimal(32)}),
        ("Een baan van maximaal 20 uur.", {"hours_max": Decimal(20)}),
        ("Je werkt 's avonds en in het weekend.", {"shifts": ("avond", "weekend")}),
        ("Rijbewijs B is een must. Een BE is mooi meegenomen.", {"driving_licences": ("B",)}),
        ("VCA en een heftruckcertificaat zijn verplicht.", {"diplomas": ("VCA", "heftruckcertificaat")}),
        ("Minimaal mbo niveau 2.", {"education_min": 4}),
        ("Je tilt dozen van 20 kilo.", {"work_conditions": ("tillen_zwaar",)}),
        ("Alleen voor mensen uit het doelgroepregister.", {"garantiebaan": True}),
        ("Het werk begint op 1 februari 2027.", {"start_date": date(2027, 2, 1)}),
        ("De werktijden kunnen in overleg anders.", {"adaptable_times": True}),
        ("Gezellig team, goede koffie.", {}),
        ("", {}),
    ],
)
def test_a_text_gives_the_facts_that_it_decides(text: str, facts: dict[str, Any]) -> None:
    assert vacancy_facts(text, on=TODAY) == facts


@pytest.mark.parametrize(
    "text",
    [
        "Rijbewijs B is een pre.",
        "Je hoeft geen diploma te hebben.",
        "Het liefst iemand voor 32 uur.",
        "Er is geen avonddienst.",
        "We zijn gestart op 1 februari 2024.",
    ],
)
def test_a_wish_a_denial_or_the_past_is_not_a_fact(text: str) -> None:
    assert vacancy_facts(text, on=TODAY) == {}


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Kan 20 tot 24 uur werken, overdag.",
            {"hours_min": Decimal(20), "hours_max": Decimal(24), "shifts": ("dag",)},
        ),
        ("Heeft geen rijbewijs en geen diploma's.", {"driving_licences": (), "diplomas": ()}),
        ("Heeft rijbewijs B en VCA.", {"driving_licences": ("B",), "diplomas": ("VCA",)}),
        ("Komt met eigen auto, reist hoogstens 30 minuten.", {"transport": ("auto",), "max_travel_minutes": 30}),
        ("Zwaar tillen gaat niet.", {"cannot": ("tillen_zwaar",)}),
        ("Beschikbaar vanaf 1 september 2026.", {"available_from": date(2026, 9, 1)}),
        ("Wil graag rijbewijs B halen. Zijn broer heeft een heftruckcertificaat.", {}),
        ("Werkte vroeger 36 uur.", {}),
        ("Is netjes en op tijd.", {}),
        ("Kan zelfstandig werken.", {}),
    ],
)
def test_a_profile_gives_what_its_text_says_of_this_person_now(text: str, facts: dict[str, Any]) -> None:
    assert profile_facts(text, on=TODAY) == facts


def test_working_times_decide_on_the_shifts_where_the_description_does_not() -> None:
    assert vacancy_facts("Schappen vullen.", working_times="22.00 tot 6.00 uur", on=TODAY) == {"shifts": ("nacht",)}
    stated = vacancy_facts("Je werkt overdag.", working_times="22.00 tot 6.00 uur", on=TODAY)
    assert stated["shifts"] == ("dag",)


def test_every_paper_that_is_read_can_be_written_down_and_is_recognised_there() -> None:
    for name, _ in NAMED:
        written = {"taxi": "chauffeurskaart", "adr": "ADR-certificaat"}.get(name, f"certificaat {name}")
        sentence = f"Een {written} is verplicht."
        paper = vacancy_facts(sentence, on=TODAY).get("diplomas")
        assert paper, name
        assert same_paper(paper[0], sentence), name


def test_papers_are_compared_by_what_they_name() -> None:
    assert same_paper("VCA basisveiligheid", "vca")
    assert same_paper("Veilig werken langs de weg", "veilig werken langs de weg ")
    assert not same_paper("VCA VOL", "VCA")
    assert not same_paper("diploma koken", "diploma lassen")


@given(st.text(max_size=200))
def test_any_text_gives_only_values_of_the_lists(text: str) -> None:
    stated = vacancy_facts(text, working_times=text, on=TODAY)
    assert set(stated.get("shifts", ())) <= set(lists.labels("shifts"))
    assert set(stated.get("work_conditions", ())) <= set(lists.labels("work_conditions"))
    assert stated.get("start_date", date.max) > TODAY
    assert all(value not in (None, (), False) for value in stated.values())
