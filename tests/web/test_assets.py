"""What comes from others: pinned, licensed, unchanged, and never fetched from another host by a page."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from flask import Flask

from tests.web.conftest import StrictClient
from wsp.settings import PROJECT_ROOT
from wsp.web import assets
from wsp.web.statics import content_hash

ALLOWED = {"EUPL-1.2", "MIT", "0BSD", "BSD-2-Clause", "BSD-3-Clause", "OFL-1.1"}
OURS = sorted(
    path
    for folder in (PROJECT_ROOT / "templates", assets.STATIC / "wsp")
    for path in folder.rglob("*")
    if path.suffix in {".html", ".css", ".js", ".svg"}
)


@pytest.fixture(scope="module")
def manifest() -> list[dict[str, str]]:
    assets.install()
    files: list[dict[str, str]] = json.loads(assets.MANIFEST.read_text(encoding="utf-8"))["files"]
    return files


def lock() -> dict[str, dict[str, object]]:
    text = (PROJECT_ROOT / "package-lock.json").read_text(encoding="utf-8")
    packages: dict[str, dict[str, object]] = json.loads(text)["packages"]
    return packages


def test_every_copied_file_is_unchanged_and_of_the_locked_version(manifest: list[dict[str, str]]) -> None:
    assert {file["package"] for file in manifest} == set(assets.FILES)
    for file in manifest:
        content = (assets.VENDOR / file["path"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == file["sha256"], file["path"]
        assert file["version"] == lock()[f"node_modules/{file['package']}"]["version"]


def test_every_licence_may_come_in(manifest: list[dict[str, str]]) -> None:
    served = {file["package"]: file["licence"] for file in manifest if file["package"] != "axe-core"}
    assert set(served.values()) <= ALLOWED
    # axe is only run by tests, never sent along with a page of the program.
    assert not [path for path in OURS if "axe" in path.read_text(encoding="utf-8")]


def test_no_design_tokens_that_belong_to_somebody() -> None:
    tokens = [name for name in lock() if "tokens" in name]
    assert tokens == ["node_modules/@nl-design-system-unstable/voorbeeld-design-tokens"]


def test_the_lock_pins_exactly_and_names_no_address() -> None:
    assert "http" not in (PROJECT_ROOT / "package-lock.json").read_text(encoding="utf-8")
    wanted = json.loads((PROJECT_ROOT / "package.json").read_text(encoding="utf-8"))
    versions = [*wanted["dependencies"].values(), *wanted["devDependencies"].values()]
    assert [version for version in versions if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []
    assert not [name for name, about in lock().items() if name and not about.get("integrity")]


def test_a_second_installation_has_nothing_to_do(manifest: list[dict[str, str]]) -> None:
    assert manifest
    assert assets.install() is False


@pytest.mark.rule("S1")
@pytest.mark.parametrize("path", OURS, ids=lambda path: str(path.relative_to(PROJECT_ROOT)))
def test_our_files_name_no_other_host_and_hold_nothing_inline(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    assert not re.findall(r"(?:href|src|action|url\(|import)[=\s(\"']*(?:https?:)?//[^\s\"')]+", text)
    if path.suffix == ".html":
        assert not re.findall(r"<[a-z][^>]*\s(?:style|on[a-z]+)=", text)
        assert not re.findall(r"<style|<script(?![^>]*\ssrc=)", text)


def test_the_stylesheets_of_others_fetch_nothing(manifest: list[dict[str, str]]) -> None:
    for path in [assets.VENDOR / file["path"] for file in manifest if file["path"].endswith(".css")]:
        sheet = path.read_text(encoding="utf-8")
        assert "@import" not in sheet
        assert not [found for found in re.findall(r"url\(\s*['\"]?([^'\")]+)", sheet) if not found.startswith("data:")]


def test_a_static_file_is_kept_for_ever_under_its_hash_only(app: Flask, visitor: StrictClient) -> None:
    with app.test_request_context():
        address = app.jinja_env.globals["asset"]("wsp/base.css")  # type: ignore[operator]  # a Jinja global is untyped
    assert content_hash() in address
    with visitor.get(address) as kept:
        assert kept.status_code == 200
        assert "immutable" in kept.headers["Cache-Control"]
        assert "max-age=31536000" in kept.headers["Cache-Control"]
    with visitor.get("/static/0000000000000000/wsp/base.css") as old:
        assert old.status_code == 200
        assert "immutable" not in old.headers["Cache-Control"]


def test_the_page_loads_theme_then_components_then_ours(visitor: StrictClient) -> None:
    page = visitor.get("/inloggen").page  # type: ignore[attr-defined]  # put there by the library or the strict client
    sheets = [link.get("href") for link in page.all("link", rel="stylesheet")]
    order = [
        next(index for index, sheet in enumerate(sheets) if part in sheet)
        for part in ("theme.css", "utrecht/index.css", "noto-sans", "wsp/tokens.css", "wsp/components.css")
    ]
    assert order == sorted(order)


@pytest.mark.parametrize("path", ["../settings.py", "..%2fsettings.py", "wsp/../../assets.py"])
def test_no_file_outside_the_folder_is_served(visitor: StrictClient, path: str) -> None:
    assert visitor.get(f"/static/{content_hash()}/{path}").status_code == 404
