"""What an employer's text says can be changed, where the file leaves it open."""

import json
from pathlib import Path

import pytest

from matching.rank_file import filled, read
from matching.reading import read_vacancy

WILLING = """
hours | 24 tot 32 uur. Over het aantal uren valt te praten.
hours | We zoeken iemand voor 16 tot 20 uur. Minder mag ook, daar valt met mij over te praten.
hours | Normaal is het 32 tot 40 uur. Als iemand minder aankan dan praten we daarover.
hours | 32 tot 38 uur, over minder kun je met ons praten.
hours | Minder uren is bespreekbaar.
hours | Het zijn 12 tot 20 uur en met een paar uur minder kunnen wij ook leven.
times | Op donderdag ook een avond. Lukt die avond niet, dan kunnen we in het team ruilen.
times | Is de avond een probleem, bel me, met de tijden kunnen we schuiven.
times | Zaterdag hoort erbij, maar kan het bij iemand echt niet dan valt er over de dagen te praten.
times | Wie later wil beginnen mag dat zeggen, over de tijden willen we wel nadenken.
tasks | Is tillen lastig voor je, geef het aan: we kunnen de taken onderling anders verdelen.
tasks | Soms tillen we tegels. Kan iemand dat niet, dan lossen we dat in de ploeg op.
tasks | Redt iemand dat niet dan passen we de taken wat aan, geen punt.
tasks | Het zware sjouwen kan eventueel naar een collega.
tasks | Wie niet kan tillen laat dat door een collega doen.
guidance | Heb je meer begeleiding nodig, dan huren we daar een jobcoach voor in.
guidance | Is er meer nodig, dan bespreken we een jobcoach erbij.
guidance | We staan ervoor open om dat met een jobcoach te regelen.
"""
FIXED = """
hours | Aan het aantal uren kunnen we niks veranderen.
times | Over de uren valt te praten, over de tijden niet.
times | Aan de begintijd kan ik niets veranderen.
tasks | Over de uren valt te praten, over de tijden en het werk zelf niet.
tasks | Aan dat werk zelf kunnen we niets veranderen.
tasks | Aan de inhoud van het werk kunnen we weinig schuiven.
"""
SILENT = """
hours | Je werkt 24 uur en praat graag met klanten.
times | Je werkt overdag, de avonden doen de scholieren.
tasks | Je taken: vegen, dweilen en de was.
guidance | Een vaste collega begeleidt je.
"""


def _cases(text: str) -> list[tuple[str, str]]:
    return [tuple(line.split(" | ", 1)) for line in text.strip().splitlines()]  # type: ignore[misc]  # two parts each


@pytest.mark.parametrize(("name", "text"), _cases(WILLING))
def test_what_can_be_talked_about_can_be_changed(name: str, text: str) -> None:
    assert read_vacancy(text).adaptable.get(name) is True


@pytest.mark.parametrize(("name", "text"), _cases(FIXED))
def test_what_cannot_be_talked_about_is_fixed(name: str, text: str) -> None:
    assert read_vacancy(text).adaptable.get(name) is False


@pytest.mark.parametrize(("name", "text"), _cases(SILENT))
def test_what_nobody_speaks_of_stays_open(name: str, text: str) -> None:
    assert name not in read_vacancy(text).adaptable


def test_what_the_file_says_of_changes_wins_over_the_text(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    text = "Over de uren en de tijden valt te praten."
    vacancies = [
        {"id": "open", "description": text},
        {"id": "half", "description": text, "adaptable": {"hours": False, "times": None}},
    ]
    path.write_text(json.dumps({"vacancies": vacancies, "candidates": []}), encoding="utf-8")
    open_, half = filled(read(path, warn=lambda _: None)).vacancies
    assert (open_.adaptable.hours, open_.adaptable.times, open_.adaptable.tasks) == (True, True, False)
    assert (half.adaptable.hours, half.adaptable.times) == (False, True)
