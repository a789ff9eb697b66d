"""What texts say about hard criteria: precision and recall on labelled texts, and what is done with the answers."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from matching.reading import filled_candidate, filled_vacancy, read_candidate, read_vacancy
from matching.types import CandidateProfile, VacancyQuery
from tests.matching import readings

FIRST = list(readings.lines("reading.txt"))
TUNED = [line for line in FIRST if not line.held_out]


def test_there_are_enough_labelled_texts_for_every_criterion() -> None:
    assert len(FIRST) >= 300
    assert {line.criterion for line in FIRST} == set(readings.FIELDS)
    assert {line.side for line in FIRST} == {"V", "C", "P"}


@pytest.mark.parametrize("criterion", sorted(readings.FIELDS))
def test_texts_that_were_tuned_on_are_read_as_labelled(criterion: str) -> None:
    fresh = [line for line in readings.lines("reading_fresh.txt") if line.criterion == criterion]
    score = readings.scores([line for line in TUNED if line.criterion == criterion] + fresh)[criterion]
    assert score.precision >= 0.97
    assert score.recall >= 0.97


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("reading_third.txt", 0.97),
        ("reading_fourth.txt", 0.94),
        ("reading_fifth.txt", 0.95),
        ("reading_sixth.txt", 0.97),
        ("reading_seventh.txt", 0.94),
        ("reading_eighth.txt", 0.88),
        ("reading_kinds.txt", 0.97),
        ("reading_ways.txt", 0.97),
    ],
)
def test_texts_of_others_and_more_of_their_kinds_are_read_as_labelled(name: str, least: float) -> None:
    """All were tuned on; the first six were written by people who had not seen the reading."""
    for criterion, score in readings.scores(list(readings.lines(name))).items():
        assert score.precision >= least, criterion
        assert score.recall >= least, criterion


@pytest.mark.parametrize(
    ("name", "precision", "recall"),
    [
        ("reading.txt", 0.95, 0.95),
        ("reading_second.txt", 0.95, 0.95),
        ("reading_ninth.txt", 0.97, 0.89),
        ("reading_tenth.txt", 0.96, 0.84),
    ],
)
def test_texts_that_were_not_or_hardly_tuned_on(name: str, precision: float, recall: float) -> None:
    """Floors under what was measured (docs/benchmarks.md), so that a later change cannot quietly read worse."""
    apart = [line for line in readings.lines(name) if line.held_out or name != "reading.txt"]
    score = readings.scores(apart)["alles"]
    assert score.precision >= precision
    assert score.recall >= recall


@pytest.mark.parametrize(
    ("name", "precision", "recall"),
    [
        ("reading_whole.txt", 0.97, 0.96),
        ("reading_whole_second.txt", 0.98, 0.97),
        ("reading_whole_third.txt", 0.96, 0.98),
        ("reading_ads.txt", 0.87, 0.82),
    ],
)
def test_whole_notes_and_advertisements_decide_what_they_say_and_nothing_else(
    name: str, precision: float, recall: float
) -> None:
    """Long advertisements by others are read worst; floors under what was measured (docs/benchmarks.md)."""
    score = readings.scores(list(readings.wholes(name)))["alles"]
    assert score.precision >= precision
    assert score.recall >= recall


def test_a_text_never_changes_what_was_entered() -> None:
    vacancy = VacancyQuery(
        id="v", description="Rijbewijs C is verplicht. 24 uur per week, in de nachtdienst.",
        driving_licences_required=(), hours_min=32, shifts=("dag",),
    )  # fmt: skip
    assert filled_vacancy(vacancy) == vacancy
    person = CandidateProfile(id="c", notes="Heeft rijbewijs B en spreekt goed Nederlands.", driving_licences=("AM",))
    assert filled_candidate(person).driving_licences == ("AM",)
    assert filled_candidate(person).language_nl == 3


def test_empty_fields_are_filled_and_silent_texts_leave_a_question() -> None:
    vacancy = filled_vacancy(
        VacancyQuery(
            id="v",
            description="Garantiebaan, 16-24 uur. Rijbewijs B is een must, VCA een pré. Goed bereikbaar met het ov.",
        )
    )
    assert (vacancy.garantiebaan, vacancy.hours_min, vacancy.hours_max) == (True, 16, 24)
    assert (vacancy.driving_licences_required, vacancy.diplomas_required) == (("B",), ())
    assert (vacancy.public_transport, vacancy.shifts, vacancy.work_conditions) == (True, None, None)
    person = filled_candidate(
        CandidateProfile(id="c", notes="Kan niet zwaar tillen. Geen nachtdiensten. Reist met de fiets, max 20 minuten.")
    )
    assert person.cannot == ("tillen_zwaar",)
    assert person.shifts_ok == ("dag", "avond", "weekend")
    assert (person.transport, person.max_travel_minutes, person.driving_licences) == (("fiets",), 20, None)


def test_an_entry_that_demands_nothing_is_left_out() -> None:
    vacancy = VacancyQuery(id="v", driving_licences_required=("n.v.t.",), diplomas_required=("VCA", "BHV is een pré"))
    assert filled_vacancy(vacancy).driving_licences_required == ()
    assert filled_vacancy(vacancy).diplomas_required == ("VCA",)


def test_at_once_is_the_day_that_counts_as_today() -> None:
    assert read_candidate("Per direct beschikbaar.", on=date(2027, 5, 1)).available == date(2027, 5, 1)
    assert read_vacancy("Start 31-02-2027.").start is None


@pytest.mark.parametrize("text", ["", "🙂" * 500, "rijbewijs " * 20_000, "geen, geen, geen? niet - niet; uur 99 uur"])
def test_any_text_is_read(text: str) -> None:
    assert read_vacancy(text).start is None
    assert read_candidate(text).available is None


LABELLED = [
    line for name in ("reading.txt", "reading_fresh.txt", "reading_third.txt", "reading_fourth.txt",
                 "reading_fifth.txt", "reading_sixth.txt", "reading_seventh.txt", "reading_kinds.txt",
                 "reading_ways.txt")
    for line in readings.lines(name) if line.side != "P" and not (name == "reading.txt" and line.held_out)
]  # fmt: skip
OF_OTHERS = {
    "V": (
        "Onze monteurs hebben rijbewijs C en VCA.",
        "Collega's draaien soms nachtdiensten.",
        "De leerlingen doen mbo 2 en spreken goed Duits.",
    ),
    "C": (
        "Zijn broer heeft rijbewijs C en een heftruckcertificaat.",
        "Haar partner werkt 36 uur in de nachtdienst.",
        "Zijn zus kan niet tillen en krijgt intensieve begeleiding.",
        "Haar dochter doet hbo en reist met de trein.",
        "De buurman staat in het doelgroepregister.",
    ),
}
"""Sentences about somebody else, which decide nothing about this demand or this person."""


def answers(side: str, text: str) -> object:
    """Everything that is read in a text."""
    on = date(2026, 11, 22)
    return read_vacancy(text, on=on) if side == "V" else read_candidate(text, on=on)


@given(st.sampled_from(LABELLED), st.data())
def test_a_sentence_about_somebody_else_changes_nothing(line: readings.Line, data: st.DataObject) -> None:
    other = data.draw(st.sampled_from(OF_OTHERS[line.side]))
    own = line.text.rstrip(" .!?") + ". "
    assert answers(line.side, f"{own}\n{other}") == answers(line.side, own)
    assert answers(line.side, f"{other}\n{own}") == answers(line.side, own)


@given(st.sampled_from(LABELLED))
def test_spaces_and_empty_lines_around_a_text_change_nothing(line: readings.Line) -> None:
    spaced = "\n\n  " + line.text.replace(" ", "  ") + " \n"
    assert answers(line.side, spaced) == answers(line.side, line.text)


@given(st.sampled_from([line for line in LABELLED if line.criterion != "rijbewijs"]))
def test_capitals_change_nothing(line: readings.Line) -> None:
    """Categories of licences are known by their capitals, so these are left out."""
    assert readings.read(line) == readings.read(replace(line, text=line.text[0].upper() + line.text[1:]))


@given(st.sampled_from(LABELLED), st.sampled_from(LABELLED))
def test_independent_sentences_may_stand_in_any_order(one: readings.Line, other: readings.Line) -> None:
    """Texts of which only one decides a criterion say the same whichever comes first."""
    assume(one.side == other.side and one.criterion != other.criterion)
    each = answers(one.side, one.text), answers(one.side, other.text)
    first, last = answers(one.side, f"{one.text}.\n{other.text}."), answers(one.side, f"{other.text}.\n{one.text}.")
    for name in (readings.FIELDS[line.criterion][one.side == "C"] for line in (one, other)):
        alone = [readings.written(getattr(said, name), one.on) for said in each]
        decided, turned = (readings.written(getattr(said, name), one.on) for said in (first, last))
        if "?" in alone:
            assert readings.same(decided, turned)
