"""The look can be replaced by one file: every page takes all its colours from it (ui.md 1.4)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.e2e import made_up_theme
from tests.e2e.serving import application, serving
from tests.e2e.watching import PHONE, WIDE, Watched
from wsp.foundation import db
from wsp.foundation.db import Database
from wsp.settings import Settings, Theme

Visit = Callable[..., Watched]


@pytest.fixture(scope="module")
def site(demo_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo region in another look."""
    file = tmp_path_factory.mktemp("thema") / "thema.css"
    file.write_text(made_up_theme.stylesheet(), encoding="utf-8")
    own = Database(demo_settings.database_url)
    db.configure(own)
    with serving(application(replace(demo_settings, theme=Theme(made_up_theme.CSS_CLASS, Path(file))))) as address:
        yield address
    db.configure(None)
    own.dispose()


_PAINTED = """() => {
  const found = new Set();
  for (const element of document.querySelectorAll("body, body *")) {
    const style = getComputedStyle(element);
    for (const name of ["color", "backgroundColor", "borderTopColor", "borderBottomColor", "outlineColor", "fill"])
      found.add(style[name]);
  }
  return [...found];
}"""


def test_a_pair_of_colours_keeps_its_contrast() -> None:
    pairs = [(one, other) for one in made_up_theme.neutral_colours() for other in made_up_theme.neutral_colours()]
    assert len(pairs) > 1000
    for one, other in pairs:
        before, after = _contrast(one, other), _contrast(made_up_theme.turned(one), made_up_theme.turned(other))
        assert after == pytest.approx(before, rel=0.04), (one, other)


@pytest.mark.rule("A1")
@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("", "/bouwstenen"),
        ("", "/bouwstenen?fout"),
        ("", "/inloggen"),
        ("accountmanager", "/mijn-dag"),
        ("accountmanager", "/werkgevers"),
        ("beleidsmedewerker", "/banenafspraak"),
        ("werkgever", "/portaal"),
    ],
)
def test_a_page_takes_every_colour_from_the_theme(visit: Visit, who: str, path: str) -> None:
    screen = visit(width=PHONE if path == "/portaal" else WIDE)
    if who:
        screen.sign_in(f"{who}@demo.example")
    assert screen.open(path) == 200
    assert screen.page.evaluate("document.documentElement.classList[0]") == made_up_theme.CSS_CLASS
    found = screen.axe()
    assert not found.violations, "\n".join(map(str, found.violations))
    seen: list[str] = screen.page.evaluate(_PAINTED)
    painted = {tuple(map(int, each[4:-1].split(", "))) for each in seen if each.startswith("rgb(")}
    own = made_up_theme.neutral_colours() - made_up_theme.colours(made_up_theme.stylesheet())
    assert len(painted) > 5
    assert painted & own == set(), "painted in a colour of the neutral theme"


def _contrast(one: made_up_theme.Colour, other: made_up_theme.Colour) -> float:
    dark, light = sorted((made_up_theme.luminance(one), made_up_theme.luminance(other)))
    return (light + 0.05) / (dark + 0.05)
