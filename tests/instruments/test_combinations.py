"""What excludes what: both are named, and only when they run on the same days."""

from datetime import date
from itertools import combinations as pairs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wsp.instruments import catalogue, codes
from wsp.instruments.combinations import Attachment, combined_with, excluded_by, exclusion, overlaps

days = st.none() | st.dates(date(2025, 1, 1), date(2027, 12, 31))


def _attached(code: str, start: date | None, end: date | None) -> Attachment:
    if start is not None and end is not None and end < start:
        start, end = end, start
    return Attachment(code, start, end)


attachments = st.lists(st.builds(_attached, st.sampled_from(codes.ALL), days, days), max_size=6)


@pytest.mark.parametrize(
    ("first", "second", "certainty"),
    [
        ("loonkostensubsidie", "begeleid-werken", "V"),
        ("loonkostensubsidie", "uitstroombaan", "V"),
        ("loonkostensubsidie", "loondispensatie", "M"),
        ("loonkostenvoordeel", "beschut-werk", "V"),
        ("loonkostensubsidie", "proefplaatsing", "D"),
        ("proefplaatsing", "participatieplaats", "D"),
    ],
)
def test_excluding_pairs_have_a_reason_and_an_article(first: str, second: str, certainty: str) -> None:
    found = exclusion(first, second)
    assert found is not None
    assert found == exclusion(second, first)
    assert found.reason.endswith(".")
    assert found.article
    assert found.certainty == certainty


def test_loonkostenvoordeel_goes_with_loonkostensubsidie() -> None:
    assert exclusion("loonkostenvoordeel", "loonkostensubsidie") is None
    assert "loonkostenvoordeel" in combined_with("loonkostensubsidie")


@pytest.mark.parametrize("code", codes.ALL)
def test_an_instrument_excludes_or_combines_with_every_other(code: str) -> None:
    assert sorted([code, *excluded_by(code), *combined_with(code)]) == sorted(codes.ALL)
    for other in excluded_by(code):
        assert code in excluded_by(other)


def test_the_days_after_each_other_do_not_overlap() -> None:
    trial = Attachment(codes.PROEFPLAATSING, date(2026, 1, 1), date(2026, 2, 28))
    after = Attachment(codes.LKS, date(2026, 3, 1), None)
    assert overlaps([trial, after]) == ()
    (found,) = overlaps([trial, Attachment(codes.LKS, date(2026, 2, 28), None)])
    assert {found.first.code, found.second.code} == {codes.PROEFPLAATSING, codes.LKS}
    assert found.days == " vanaf 28 februari 2026"


@given(attachments)
def test_overlaps_are_those_of_every_pair_and_symmetric(found: list[Attachment]) -> None:
    for one, other in pairs(found, 2):
        assert one.overlaps(other) == other.overlaps(one)
        assert len(overlaps([one, other])) == len(overlaps([other, one]))
    assert len(overlaps(found)) == sum(len(overlaps(pair)) for pair in pairs(found, 2))


def test_every_title_reads_as_a_name() -> None:
    titles = [each.title for each in catalogue.all()]
    assert len(set(titles)) == len(titles) == len(codes.ALL)
