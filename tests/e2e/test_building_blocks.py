"""The page with every macro: axe, width, focus, size of what can be pressed, and the form without JavaScript."""

from collections.abc import Callable, Iterator

import pytest

from tests.e2e.serving import application, serving
from tests.e2e.watching import PHONE, WIDE, Watched
from wsp.foundation import db
from wsp.foundation.db import Database
from wsp.settings import Settings

Visit = Callable[..., Watched]
PATH = "/bouwstenen"


@pytest.fixture(scope="module")
def site(settings: Settings, worker_database: Database) -> Iterator[str]:
    """One server for all tests here: the page asks nothing of the database."""
    db.configure(worker_database)
    with serving(application(settings)) as address:
        yield address
    db.configure(None)


@pytest.mark.rule("A1", "A9", "S1")
@pytest.mark.parametrize("path", [PATH, f"{PATH}?fout"])
@pytest.mark.parametrize("width", [WIDE, PHONE, 320])
def test_axe_finds_nothing_and_nothing_sticks_out(visit: Visit, width: int, path: str) -> None:
    screen = visit(width=width)
    assert screen.open(path) == 200
    found = screen.axe()
    assert not found.violations, "\n".join(map(str, found.violations))
    assert found.passes > 30
    assert screen.sticks_out() == []


@pytest.mark.rule("A4")
def test_the_skip_link_comes_first_and_leads_to_the_content(visit: Visit) -> None:
    screen = visit()
    screen.open(PATH)
    screen.page.keyboard.press("Tab")
    assert screen.page.evaluate("document.activeElement.textContent") == "Naar de inhoud"
    screen.page.keyboard.press("Enter")
    assert screen.page.evaluate("document.activeElement.id") == "inhoud"


_RING = """() => {
  const style = getComputedStyle(document.activeElement);
  return [document.activeElement.outerHTML.slice(0, 80), style.outlineStyle, parseFloat(style.outlineWidth)];
}"""


@pytest.mark.rule("A6")
def test_focus_is_seen_on_every_stop(visit: Visit) -> None:
    screen = visit()
    screen.open(PATH)
    faint = []
    for _ in range(150):
        screen.page.keyboard.press("Tab")
        if screen.page.evaluate("document.activeElement === document.body"):
            break
        where, style, width = screen.page.evaluate(_RING)
        if style != "solid" or width < 2:
            faint.append(where)
    assert not faint


_SMALL = """() => [...document.querySelectorAll('a, button, input:not([type=hidden]), select, textarea, summary')]
  .filter((each) => each.checkVisibility() && !each.closest('.wsp-hidden') && !each.closest('.utrecht-skip-link'))
  .map((each) => {
    const target = each.closest('label') || each;
    const box = target.getBoundingClientRect();
    const after = getComputedStyle(each, '::after');
    const grown = after.content !== 'none' && after.position === 'absolute' ? parseFloat(after.height) : 0;
    return [each.outerHTML.slice(0, 80), box.width, Math.max(box.height, grown)];
  })
  .filter(([, width, height]) => width > 1 && (width < 24 || height < 23.9))"""


@pytest.mark.rule("A7")
@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_everything_that_can_be_pressed_is_large_enough(visit: Visit, width: int) -> None:
    screen = visit(width=width)
    screen.open(PATH)
    assert screen.page.evaluate(_SMALL) == []


@pytest.mark.rule("A10")
def test_a_refused_form_says_what_is_wrong_keeps_what_was_typed_and_takes_focus_there(visit: Visit) -> None:
    screen = visit()
    screen.open(PATH)
    screen.page.fill("#veld-hours", "52")
    screen.page.fill("#veld-must", "<script>alert(1)</script>")
    with screen.next_page():
        screen.page.click("text=Naar stap 3")
    assert screen.page.title().startswith("Fout: ")
    assert screen.page.evaluate("document.activeElement.className") == "wsp-errors"
    assert screen.page.input_value("#veld-hours") == "52"
    assert screen.page.input_value("#veld-must") == "<script>alert(1)</script>"
    assert screen.page.get_attribute("#veld-hours", "aria-invalid") == "true"
    screen.page.click(".wsp-errors a >> nth=0")
    assert screen.page.evaluate("document.activeElement.id") == "veld-hours"
    assert not screen.axe().violations


def test_the_form_works_without_javascript(visit: Visit) -> None:
    screen = visit(javascript=False)
    screen.open(PATH)
    screen.page.click("text=Naar stap 3")
    assert screen.page.inner_text("#meldingen").startswith("Het formulier klopt.")


def test_escape_closes_an_open_menu_and_the_page_prints(visit: Visit) -> None:
    screen = visit(forced_colors="active")
    screen.open(PATH)
    assert not screen.axe().violations
    assert screen.page.pdf()[:4] == b"%PDF"


def test_suggestions_can_be_chosen_with_the_keyboard_and_typed_text_stays(visit: Visit) -> None:
    screen = visit()
    screen.open(PATH)
    field = screen.page.locator("#veld-occupation.autocomplete__input")
    field.press_sequentially("mede")
    screen.page.wait_for_selector(".autocomplete__option >> nth=1")
    assert not screen.axe().violations
    assert screen.page.locator(".autocomplete__option").all_inner_texts() == ["Magazijnmedewerker", "Medewerker groen"]
    field.press("ArrowDown")
    screen.page.keyboard.press("ArrowDown")
    screen.page.keyboard.press("Enter")
    assert field.input_value() == "Medewerker groen"
    field.fill("Iets eigens")
    screen.page.keyboard.press("Tab")
    assert field.input_value() == "Iets eigens"


# The text of a figure against what is drawn behind it: the last filled shape before it that covers its middle, else
# the panel. Patterns count as the paper that is laid over them.
_FAINT = """() => {
  const channel = (part) => { const c = part / 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
  const light = (color) => {
    const [r, g, b] = color.match(/[\\d.]+/g).map(Number);
    return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  };
  const ratio = (one, other) => {
    const [a, b] = [light(one), light(other)].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  };
  const faint = [];
  for (const text of document.querySelectorAll('.wsp-chart text')) {
    if (!text.checkVisibility()) continue;
    const box = text.getBoundingClientRect();
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    let behind = getComputedStyle(text.closest('.wsp-panel')).backgroundColor;
    for (const shape of text.closest('svg').querySelectorAll('rect, path')) {
      if (shape.closest('defs') || !(shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING)) continue;
      const area = shape.getBoundingClientRect();
      const fill = getComputedStyle(shape).fill;
      const covers = area.left <= x && x <= area.right && area.top <= y && y <= area.bottom;
      if (covers && fill.startsWith('rgb')) behind = fill;
    }
    const found = ratio(getComputedStyle(text).fill, behind);
    if (found < 4.5) faint.push([text.textContent, getComputedStyle(text).fill, behind, found]);
  }
  return [document.querySelectorAll('.wsp-chart text').length, faint];
}"""


@pytest.mark.rule("A2")
@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_texts_in_figures_stand_out_from_what_is_behind_them(visit: Visit, width: int) -> None:
    screen = visit(width=width)
    screen.open(PATH)
    looked_at, faint = screen.page.evaluate(_FAINT)
    assert looked_at > 50
    assert faint == []
