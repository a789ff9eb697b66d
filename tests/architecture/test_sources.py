"""Rules about the source itself that no linter knows."""

import ast
import importlib
import pkgutil
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from flask import Flask
from jinja2 import StrictUndefined, nodes

import wsp
from wsp.foundation.errors import DomainError, StaleVersion
from wsp.settings import PROJECT_ROOT

LIMIT: Final = 400
DRAWERS: Final = {"utils", "helpers", "misc", "common", "util", "tools_"}

FORMAL: Final = {
    "aangaande", "alvorens", "behoudens", "bewerkstelligen", "conform", "derhalve", "desgewenst", "dient te",
    "dienaangaande", "doch", "geschieden", "heden", "hieromtrent", "indien", "inzake", "jegens", "middels",
    "mits", "nimmer", "omtrent", "onverwijld", "teneinde", "tevens", "thans", "ten behoeve van", "voornoemd",
    "wederom", "zulks", "met betrekking tot", "op grond van",
}  # fmt: skip
"""Words that a reader at B1 should not need (B2)."""

EMPTY_BUTTONS: Final = {"ok", "verzenden", "klik hier", "submit", "verstuur"}


def _tracked(*suffixes: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607 (git is how the project is had)
        cwd=PROJECT_ROOT, check=True, capture_output=True, text=True,
    ).stdout.splitlines()  # fmt: skip
    paths = [PROJECT_ROOT / name for name in listed]
    return [path for path in paths if path.suffix in suffixes and path.is_file()]


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    """Of the program and of its tests."""
    files = _tracked(".py", ".html", ".css")
    lines = {str(path.relative_to(PROJECT_ROOT)): len(path.read_text("utf-8").splitlines()) for path in files}
    assert {name: count for name, count in lines.items() if count > LIMIT and "/vendor/" not in name} == {}


def test_nothing_is_put_in_a_drawer_without_a_name() -> None:
    assert [path for path in _tracked(".py") if path.stem in DRAWERS] == []


def _templates() -> list[Path]:
    return _tracked(".html")


@pytest.mark.parametrize("template", _templates(), ids=lambda path: str(path.relative_to(PROJECT_ROOT)))
def test_every_template_parses_and_uses_what_it_imports(application: Flask, template: Path) -> None:
    environment = application.jinja_env
    assert environment.undefined is StrictUndefined
    source = template.read_text(encoding="utf-8")
    tree = environment.parse(source)
    environment.get_template(str(template.relative_to(PROJECT_ROOT / "templates")))
    imported = {
        name if isinstance(name, str) else name[1] for node in tree.find_all(nodes.FromImport) for name in node.names
    }
    used = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "load"}
    assert imported - used == set()


@pytest.mark.rule("S1")
@pytest.mark.parametrize("template", _templates(), ids=lambda path: str(path.relative_to(PROJECT_ROOT)))
def test_no_template_has_inline_style_script_or_another_host(template: Path) -> None:
    source = template.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\ssrc=)", source)
    assert not re.search(r"(?:src|href|action)=\"https?://", source)
    assert "|safe" not in source.replace(" ", ""), "escape everything; mark trusted markup in Python with a reason"


def _dutch_texts(path: Path) -> Iterator[str]:
    """Sentences for people: strings with a capital, a space and a full stop or question mark; text of templates."""
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        yield re.sub(r"\{[{%#].*?[}%#]\}|<[^>]+>", " ", source, flags=re.DOTALL)
        return
    nodes = list(ast.walk(ast.parse(source)))
    documents = {ast.get_docstring(node, clean=False) for node in nodes if isinstance(node, _DOCUMENTED)}
    for node in nodes:
        text = node.value if isinstance(node, ast.Constant) else None
        if isinstance(text, str) and text not in documents and re.search(r"[A-Z].* .*[.?]", text):
            yield text


_DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


@pytest.mark.rule("B2")
def test_texts_use_no_formal_words() -> None:
    found = {
        (str(path.relative_to(PROJECT_ROOT)), word)
        for path in [*_templates(), *(path for path in _tracked(".py") if path.is_relative_to(PROJECT_ROOT / "wsp"))]
        for text in _dutch_texts(path)
        for word in FORMAL
        if re.search(rf"\b{word}\b", text.lower())
    }
    assert found == set()


@pytest.mark.rule("B1")
def test_buttons_say_what_they_do() -> None:
    for path in _templates():
        for label in re.findall(r"<button[^>]*>([^<{]*)<", path.read_text(encoding="utf-8")):
            assert label.strip().lower() not in EMPTY_BUTTONS, path


def _error_types() -> list[type[DomainError]]:
    for module in pkgutil.walk_packages(wsp.__path__, "wsp."):
        if module.name.endswith((".errors", ".forms", ".csrf")):
            importlib.import_module(module.name)
    found: list[type[DomainError]] = []
    waiting = [DomainError]
    while waiting:
        kind = waiting.pop()
        found.append(kind)
        waiting.extend(kind.__subclasses__())
    return found


def test_every_domain_error_has_a_code_of_its_own_and_a_status_of_a_refusal() -> None:
    seen: dict[str, type[DomainError]] = {}
    for kind in _error_types():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", kind.code), kind
        assert 400 <= kind.status < 600, kind
        if "code" in kind.__dict__:
            assert kind.code not in seen, f"{kind} and {seen.get(kind.code)}"
            seen[kind.code] = kind


def _raised_messages() -> list[tuple[str, str]]:
    """Every literal sentence with which the program refuses something."""
    plain = (DomainError.__init__, StaleVersion.__init__)
    # An error with an `__init__` of its own says its sentence there, in a call of `super().__init__`.
    names = {kind.__name__ for kind in _error_types() if kind.__init__ in plain} | {"__init__"}
    found = []
    for path in _tracked(".py"):
        if not path.is_relative_to(PROJECT_ROOT / "wsp"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _called(node) in names and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found.append((f"{path.relative_to(PROJECT_ROOT)}:{node.lineno}", first.value))
    return found


def _called(node: ast.Call) -> str:
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


@pytest.mark.rule("B1")
def test_every_refusal_is_a_short_dutch_sentence() -> None:
    messages = _raised_messages()
    assert len(messages) > 20
    for place, text in messages:
        if place.startswith(("wsp/law/", "wsp/foundation/", "wsp/instruments/command_line")):
            continue
        for sentence in re.split(r"(?<=[.?!]) ", text):
            assert len(sentence.split()) <= 20, f"{place}: {sentence}"
        assert text[0].isupper(), f"{place}: {text}"
        assert text[-1] in ".?!", f"{place}: {text}"
        assert not re.search(r"\b(the|is not|cannot|must|invalid)\b", text), f"{place}: {text}"


def test_no_view_hands_over_a_name_that_the_layout_sets() -> None:
    """The layout would win, and nobody would be told: a form once led to the name of its room."""
    layout = (PROJECT_ROOT / "templates" / "layout" / "base.html").read_text(encoding="utf-8")
    # Whose session it is, is the same wherever it is asked.
    names = set(re.findall(r"^{% set (\w+)", layout, re.MULTILINE)) - {"login"}
    assert len(names) >= 2
    handed = set()
    for path in sorted((PROJECT_ROOT / "wsp" / "web").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "render_template":
                handed |= {(path.name, each.arg) for each in node.keywords if each.arg in names}
    assert handed == set()
