"""Pure rules: names in every script, sections, moments and days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wsp.employers import rules
from wsp.employers.errors import BadField, LooksLikeAnother, Twin

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TODAY = NOW.date()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Veldkamp Logistiek B.V.", "VELDKAMP LOGISTIEK"),
        ("Bakkerij 't Hoekje", "Bakkerij ’t Hoekje vof"),
        ("Café Ørsted", "cafe orsted"),
        ("Stichting De Brug", "De Brug"),
        ("A.B.C. Bouw", "ABC Bouw B.V."),
        ("Şükrü & Zn.", "sukru zn"),
        ("شركة النور", "شركة  النور"),
        ("株式会社ひかり", "株式会社ひかり"),
        ("ООО Ромашка", "ооо ромашка"),
        ("Ἀθῆναι", "Αθηναι"),
        ("ﬁrma Test", "Firma test"),
    ],
)
def test_two_spellings_of_one_name(one: str, other: str) -> None:
    assert rules.same_name(rules.match_key(one), rules.match_key(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("شركة النور", "شركة القمر"),
        ("株式会社ひかり", "株式会社のぞみ"),
        ("Ромашка", "Берёзка"),
        ("!!!", "???"),
        ("Stichting", "Vereniging"),
        ("De Brug", "De Brug Zorg"),
        ("Garage 1", "Garage 2"),
    ],
)
def test_two_names(one: str, other: str) -> None:
    assert not rules.same_name(rules.match_key(one), rules.match_key(other))


@given(st.text(max_size=60))
def test_a_key_has_no_key_of_its_own(name: str) -> None:
    key = rules.match_key(name)
    assert rules.match_key(key) == key
    assert rules.same_name(key, key) == bool(key)


@given(st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1, max_size=30))
def test_letters_of_no_script_are_lost_altogether(name: str) -> None:
    assert rules.match_key(name)


def test_nearly_the_same_name() -> None:
    assert rules.similar_name("veldkamp logistiek", "veldkamp logistics")
    assert not rules.similar_name("veldkamp logistiek", "bakkerij harms")
    assert not rules.similar_name("", "")


@pytest.mark.parametrize(
    ("code", "letter"),
    [("01", "A"), ("5210", "H"), ("84", "O"), ("99000", "U"), ("04", None), ("5", None), ("521000", None),
     (None, None), ("٥٢", None)],
)  # fmt: skip
def test_the_section_of_an_sbi_code(code: str | None, letter: str | None) -> None:
    assert rules.section(code) == letter


def _twin(*, certain: bool) -> Twin:
    return Twin(
        id=None,
        number=1,
        name="x",
        place=None,
        kvk_number=None,
        reasons=("dezelfde naam",),
        certain=certain,  # type: ignore[arg-type]  # built from keyword arguments; the dataclass checks them
    )


def test_a_likeness_refuses_until_somebody_looked() -> None:
    with pytest.raises(LooksLikeAnother) as refused:
        rules.check_no_twin([_twin(certain=False)], another=False)
    assert not refused.value.certain
    rules.check_no_twin([_twin(certain=False)], another=True)
    rules.check_no_twin([], another=False)


def test_the_same_kvk_number_refuses_always() -> None:
    with pytest.raises(LooksLikeAnother) as refused:
        rules.check_no_twin([_twin(certain=False), _twin(certain=True)], another=True)
    assert refused.value.certain
    assert len(refused.value.twins) == 1
    assert "kvk_number" in refused.value.fields


@pytest.mark.parametrize("at", [NOW + timedelta(minutes=11), NOW - timedelta(days=365 * 2 + 5)])
def test_a_moment_that_cannot_be(at: datetime) -> None:
    with pytest.raises(BadField) as refused:
        rules.check_moment(at, now=NOW)
    assert list(refused.value.fields) == ["occurred_at"]


def test_a_moment_may_be_now_or_last_year() -> None:
    rules.check_moment(NOW + timedelta(minutes=5), now=NOW)
    rules.check_moment(NOW - timedelta(days=365), now=NOW)


@pytest.mark.parametrize(
    ("action", "on", "field"),
    [
        ("Bellen", None, "next_action_on"),
        (None, TODAY, "next_action"),
        ("", TODAY, "next_action"),
        ("Bellen", TODAY - timedelta(days=1), "next_action_on"),
        ("Bellen", TODAY + timedelta(days=365 * 2 + 5), "next_action_on"),
    ],
)
def test_a_next_action_that_cannot_be(action: str | None, on: date | None, field: str) -> None:
    with pytest.raises(BadField) as refused:
        rules.check_next_action(action, on, today=TODAY)
    assert list(refused.value.fields) == [field]


def test_a_next_action_is_not_needed() -> None:
    rules.check_next_action(None, None, today=TODAY)
    rules.check_next_action("Bellen", TODAY, today=TODAY)


@pytest.mark.parametrize("day", [date(2014, 12, 31), TODAY + timedelta(days=366)])
def test_a_sector_starts_in_a_possible_year(day: date) -> None:
    with pytest.raises(BadField):
        rules.check_sector_from(day, today=TODAY)
    with pytest.raises(BadField):
        rules.check_last_day("closed_on", day, today=TODAY)
    rules.check_sector_from(date(2015, 1, 1), today=TODAY)
    rules.check_last_day("closed_on", None, today=TODAY)


def test_only_what_differs_is_laid_side_by_side() -> None:
    labels = {"name": "Naam", "note": "Notitie", "phone": "Telefoon"}
    mine = rules.shown({"name": "A", "note": None, "phone": "1"}, {})
    theirs = rules.shown({"name": "B", "note": "", "phone": "1"}, {})
    assert rules.differences(labels, mine, theirs) == ({"Naam": "A"}, {"Naam": "B"})
