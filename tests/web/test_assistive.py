"""What a screen reader and a keyboard meet on every page, since all pages are made of the same parts."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from tests.web.conftest import StrictClient
from wsp.settings import PROJECT_ROOT

TEMPLATES = sorted((PROJECT_ROOT / "templates").rglob("*.html"))
STYLES = PROJECT_ROOT / "wsp" / "web" / "static" / "wsp"
SCRIPTS = sorted((PROJECT_ROOT / "wsp" / "web" / "static" / "wsp").rglob("*.js"))


@pytest.mark.rule("A8")
def test_nothing_asks_to_be_dragged() -> None:
    """Every step is a button or a form; whoever adds dragging adds the way without it, and a test of that."""
    assert SCRIPTS
    for path in (*TEMPLATES, *SCRIPTS):
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"draggable|dragstart|pointermove|touchmove|Sortable", source), path


@pytest.mark.rule("A9")
def test_hidden_words_in_a_wide_table_do_not_widen_the_page() -> None:
    """They are placed apart: unless the box that scrolls holds them, a telephone scrolls the whole page sideways."""
    styles = "".join(path.read_text(encoding="utf-8") for path in STYLES.glob("*.css"))
    assert re.search(r"\.wsp-hidden \{[^}]*position: absolute", styles)
    assert re.search(r"\.wsp-scroll \{[^}]*position: relative", styles)


def test_a_title_with_a_record_number_keeps_its_spaces() -> None:
    """A flexible box makes a part of its own of the number, so "profiel van K-60 na" would read "vanK-60na"."""
    styles = (STYLES / "components.css").read_text(encoding="utf-8")
    displays = re.findall(r"\.wsp-rows__main > a \{[^}]*display: ([a-z-]+)", styles)
    assert displays == ["inline-block"]


@pytest.mark.rule("A16")
def test_every_table_has_a_caption_and_every_header_its_scope() -> None:
    tables = 0
    for path in TEMPLATES:
        if path.parent.name == "letters" or path.name == "document.html":
            continue  # on paper: the tags of letters and of the planner's PDF are looked at where they are made
        source = path.read_text(encoding="utf-8")
        for table in re.findall(r"<table\b.*?(?:</table>|{%-? ?endmacro)", source, re.DOTALL):
            tables += 1
            assert "<caption" in table, path
        for header in re.findall(r"<th\b[^>]*>", source):
            assert 'scope="' in header, f"{path}: {header}"
    assert tables >= 5


@pytest.mark.rule("A16")
def test_a_sorted_column_says_in_which_direction(app: Flask) -> None:
    macro = app.jinja_env.get_template("macros/base.html").module.sort_header  # type: ignore[attr-defined]  # a macro
    assert 'aria-sort="ascending"' in macro("Naam", "/x", "ascending")
    assert "aria-sort" not in macro("Naam", "/x")


@pytest.mark.rule("A18")
def test_what_happened_and_what_is_wrong_are_said_aloud(client_as: Callable[..., StrictClient]) -> None:
    client = client_as("beheerder")
    law = {"code": "participatiewet.loonkostensubsidie.cap", "value": "71", "valid_from": "2027-01-01", "source": "x"}
    refused = client.post("/beleid/wet/nieuw", data=law | {"value": "veel"}).page
    assert [element.get("role") for element in refused.all("div", class_="wsp-errors")] == ["alert"]
    assert client.post("/beleid/wet/nieuw", data=law).status_code == 303
    page = client.get("/beleid").page
    place = page.one("div", id="meldingen")
    assert place.get("role") == "status"
    assert "Je voorstel staat klaar." in "".join(place.itertext())
