"""Spellings of one name meet; different names do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wsp.foundation.phonetic import plain, sound_key, sounds_alike

SPELLINGS = [
    ("Jansen", "Janssen"), ("Jansen", "JANSEN"), ("Meijer", "Meyer"), ("Meijer", "Meier"), ("Dijkstra", "Dykstra"),
    ("Smit", "Smid"), ("Visser", "Fisser"), ("Yusuf", "Joesoef"), ("Yusuf", "Youssef"), ("Mohammed", "Muhammad"),
    ("Şükrü", "Sukru"), ("Kowalski", "Kovalski"), ("Олена", "Olena"), ("Αννα", "Anna"), ("van den Berg", "Vandenberg"),
    ("El Amrani", "Elamrani"), ("D'Hondt", "Dhondt"), ("Łukasz", "Lukasz"),
]  # fmt: skip

OTHERS = [
    ("Jan", "Jaap"), ("Anna", "Fatima"), ("de Vries", "de Boer"), ("Bakker", "Visser"), ("Ali", "Eli"), ("Kees", "Kim"),
    ("", ""), ("-", "-"), ("Jan", ""),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SPELLINGS)
def test_spellings_of_one_name_are_alike(one: str, other: str) -> None:
    assert sounds_alike(one, other)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_other_names_are_not(one: str, other: str) -> None:
    assert not sounds_alike(one, other)


@given(st.text(max_size=30), st.text(max_size=30))
def test_it_does_not_matter_who_is_asked_first(one: str, other: str) -> None:
    assert sounds_alike(one, other) == sounds_alike(other, one)


@given(st.text(max_size=30))
def test_a_name_is_like_itself_and_has_a_key_whenever_something_of_it_is_left(name: str) -> None:
    left = plain(name) != ""
    assert sounds_alike(name, name) == left
    assert sound_key(name) == sound_key(name.upper().lower()) or plain(name) != plain(name.upper().lower())


@given(st.sampled_from(SPELLINGS))
def test_case_and_a_tussenvoegsel_written_apart_change_no_key(pair: tuple[str, str]) -> None:
    assert sound_key(pair[0].upper()) == sound_key(pair[0])
