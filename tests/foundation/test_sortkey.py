"""Sort keys: what a Dutch reader looks under, in every script, and the same when made twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wsp.foundation.sortkey import sort_key


@pytest.mark.parametrize(
    ("parts", "key"),
    [
        (("Vries", "de", "Şükrü"), "vries de sukru"),
        (("Łukasz", None, ""), "lukasz"),
        (("Œuvre",), "oeuvre"),
        (("Ǿrsted",), "orsted"),
        (("İstanbul", "ıslak"), "istanbul islak"),
        (("STRAẞE",), "strasse"),
        (("  Van   der  Ærø ",), "van der aero"),
        (("النور",), "النور"),
        (("ひかり",), "ひかり"),
        ((None,), ""),
    ],
)
def test_names_are_folded_as_a_reader_expects(parts: tuple[str | None, ...], key: str) -> None:
    assert sort_key(*parts) == key


@given(st.text(max_size=40))
def test_a_key_is_its_own_key(text: str) -> None:
    assert sort_key(sort_key(text)) == sort_key(text)
