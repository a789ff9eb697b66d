"""A region's own look: one stylesheet and its class, served like every other static file."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.web.page import Page
from wsp.app import create_app
from wsp.settings import Settings, SettingsError, Theme, load_settings

SHEET = ".proefstad { --basis-color-default-bg-document: #fffefa; }\n"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "proefstad.css"
    path.write_text(SHEET, encoding="utf-8")
    return path


def _told(tmp_path: Path, **said: str) -> Settings:
    usual = {"WSP_MODE": "test", "DATABASE_URL": "postgresql://x/y", "WSP_DATA_DIR": str(tmp_path)}
    return load_settings(usual | said)


def test_pages_name_the_theme_and_browsers_keep_it(settings: Settings, sheet: Path) -> None:
    client = create_app(replace(settings, theme=Theme("proefstad", sheet))).test_client()
    page = Page(client.get("/toegankelijkheid").get_data(as_text=True), fragment=False)
    assert "proefstad" in (page.one("html").get("class") or "").split()
    address = next(href for link in page.all("link") if (href := link.get("href") or "").startswith("/thema/"))
    with client.get(address) as served:
        assert served.get_data(as_text=True) == SHEET
        assert served.mimetype == "text/css"
        assert served.cache_control.immutable
        assert served.cache_control.max_age == 31_536_000
    with client.get("/thema/0123456789abcdef") as old:
        assert old.get_data(as_text=True) == SHEET
        assert not old.cache_control.immutable
        assert not old.cache_control.max_age


def test_without_a_theme_there_is_the_neutral_one(settings: Settings) -> None:
    client = create_app(settings).test_client()
    assert client.get("/thema/0123456789abcdef").status_code == 404
    assert "voorbeeld-theme" in client.get("/toegankelijkheid").get_data(as_text=True)


def test_the_settings_take_both_or_neither(tmp_path: Path, sheet: Path) -> None:
    told = _told(tmp_path, WSP_THEME_FILE=str(sheet), WSP_THEME_CLASS="proefstad")
    assert told.theme == Theme("proefstad", sheet.resolve())
    assert _told(tmp_path).theme == Theme()


@pytest.mark.parametrize(
    ("said", "part"),
    [
        ({"WSP_THEME_CLASS": "proefstad"}, "belong together"),
        ({"WSP_THEME_FILE": "{sheet}"}, "belong together"),
        ({"WSP_THEME_FILE": "{sheet}", "WSP_THEME_CLASS": '"><script>'}, "belong together"),
        ({"WSP_THEME_FILE": "{sheet}", "WSP_THEME_CLASS": "proef"}, "no rule for the class 'proef'"),
        ({"WSP_THEME_FILE": "/is/er/niet.css", "WSP_THEME_CLASS": "proefstad"}, "cannot be read"),
    ],
)
def test_a_theme_that_would_leave_pages_without_colours_stops_the_start(
    tmp_path: Path, sheet: Path, said: dict[str, str], part: str
) -> None:
    with pytest.raises(SettingsError, match=part):
        _told(tmp_path, **{name: value.format(sheet=sheet) for name, value in said.items()})
