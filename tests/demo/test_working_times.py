"""Working times in words say the same as the shifts of a vacancy; else the demo would ask about it on every card."""

from datetime import date

import pytest

from wsp.demo.plan import material
from wsp.shortlists.stated import vacancy_facts

TIMES = material("vacancies")["times"]


@pytest.mark.parametrize(("shifts", "text"), [(shifts, text) for shifts, texts in TIMES.items() for text in texts])
def test_words_and_shifts_agree(shifts: str, text: str) -> None:
    stated = vacancy_facts("", working_times=text, on=date(2026, 11, 23)).get("shifts", ())
    assert stated
    assert set(stated) <= set(shifts.split("+"))
