"""What notes say cannot be done, who is open to anything, and what is no refusal."""

from datetime import date

import pytest

from matching.barriers import impossible_work, is_open
from matching.ranking import Ranker
from matching.store import CandidateStore, space_for
from matching.text import clauses
from matching.types import CandidateProfile, Experience, Task, VacancyQuery, Wish

DAY = date(2027, 1, 11)


@pytest.mark.parametrize(
    ("notes", "work"),
    [
        ("Contactallergie voor water en zeep.", "afwassen"),
        ("Schoonmaakmiddelen verdraagt haar huid niet.", "schoonmaken"),
        ("Van pollen krijgt hij het benauwd.", "gras maaien"),
        ("Kan niet meer bukken of knielen", "schoffelen en onkruid wieden"),
        ("Geen gevoel meer in de vingers na een ongeval.", "solderen"),
        ("Stilzitten lukt hem niet", "receptie"),
        ("Na een half uur computer heeft ze migraine.", "data invoeren"),
    ],
)
def test_what_somebody_does_not_bear_names_the_work(notes: str, work: str) -> None:
    assert work in impossible_work(notes)


@pytest.mark.parametrize(
    "notes",
    [
        "Houdt van water en van schoonmaken.",
        "Heeft artrose.",  # a diagnosis alone
        "Geen last van zijn handen meer.",
        "Is niet vies van natte handen.",
        "Werkt graag met zijn handen, niet met computers.",
        "Poetsen ziet hij absoluut niet zitten.",
        "Wil iemand kunnen bellen als het niet loopt.",
    ],
)
def test_what_only_sounds_so_does_not(notes: str) -> None:
    assert "afwassen" not in impossible_work(notes)
    assert not {"receptie", "solderen", "telefonist"} & set(impossible_work(notes))


def test_a_trade_that_the_body_no_longer_does_is_over() -> None:
    assert impossible_work("Het lijf kan het niet meer.", ["stratenmaker"]) == ("stratenmaker",)
    assert impossible_work("Het gaat goed met hem.", ["stratenmaker"]) == ()


@pytest.mark.parametrize("wish", ["maakt niet uit", "alles is goed", "iets simpels", "bijbaan", "weet het nog niet"])
def test_open_to_anything(wish: str) -> None:
    assert is_open([wish], "")


@pytest.mark.parametrize("wish", ["werken in de natuur", "werk aan de telefoon", "iets creatiefs", "keuken"])
def test_a_wish_for_something_is_not_open(wish: str) -> None:
    assert not is_open([wish], "Regen of zon, het maakt hem niet uit.")


@pytest.mark.parametrize(
    "clause",
    ["Contract werd niet verlengd", "Weekend kan hij niet", "Niet meer dan 16 uur", "Nooit in een keuken gestaan"],
)
def test_what_is_about_hours_contracts_or_what_is_new_refuses_no_work(clause: str) -> None:
    assert clauses(clause) == ((), ())


@pytest.mark.parametrize("clause", ["Wil nooit meer de keuken in", "geen schoonmaak", "wil hij niet meer"])
def test_a_refusal_stays_one(clause: str) -> None:
    assert clauses(clause) == ((), (clause,))


def test_the_right_title_without_being_able_to_do_the_work_comes_last() -> None:
    vacancy = VacancyQuery(id="v", title="Keukenhulp", tasks=(Task(name="afwassen"), Task(name="groente snijden")))
    job = (Experience(title="keukenhulp"),)
    able = CandidateProfile(id="able", experience=job, notes="Zoekt werk dichtbij.")
    unable = CandidateProfile(
        id="unable", experience=job, wishes=(Wish(title="keukenhulp"),), notes="Allergisch voor zeep en water."
    )
    anything = CandidateProfile(id="open", wishes=(Wish(title="maakt niet uit"),))
    other = CandidateProfile(id="other", wishes=(Wish(title="lasser"),))
    people = [unable, anything, other, able]
    store = CandidateStore.from_profiles(people, space=space_for(people, [vacancy]))
    found = Ranker().candidates_for(vacancy, store, on=DAY, top=None).ranked
    assert [each.candidate_id for each in found] == ["able", "open", "other", "unable"]
