"""How the program speaks: short sentences in which somebody does something (B1, B4)."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import mean
from typing import Final

import pytest

from wsp.settings import PROJECT_ROOT

LONGEST: Final = 20
"""Words of a sentence."""
MEAN: Final = 12
"""Words of a sentence in one place, where there are more than `FEW` of them."""
FEW: Final = 4
PASSIVE_SHARE: Final = 0.10
ENGLISH: Final = ("wsp/exchange/region/guide.py", "wsp/settings.py", "wsp/operations/", "wsp/demo/data/")
"""Read by engineers."""

_INLINE: Final = "a|abbr|b|code|em|mark|small|span|strong"
_WORD: Final = re.compile(r"[\w’'-]+")
_PARTICIPLE: Final = r"(?:\w{0,6}ge\w+|(?:be|her|ont|ver)\w+)(?:d|t|en)\b"
_PASSIVE: Final = re.compile(
    rf"\b(?:word|wordt|worden|werd|werden)\b(?:\W+\w+){{0,8}}?\W+{_PARTICIPLE}|\b{_PARTICIPLE}\W+(?:wordt|worden)\b",
    re.IGNORECASE,
)


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text; what ends without a full stop is a label, and counts elsewhere."""
    for each in re.split(r"(?<=[.!?])\s+", re.sub(r"\s+", " ", text).strip()):
        if each[-1:] in {".", "!", "?"} and " " in each:
            yield each


def in_template(source: str) -> Iterator[str]:
    """What a reader sees of a template, a value as one word; and the texts that it hands to macros."""
    for text in re.findall(r'"([^"<>{}]+ [^"<>{}]+[.?!])"', source):
        yield from sentences(text)
    seen = re.sub(r"\{#.*?#\}|<(script|style)\b.*?</\1>", "", source, flags=re.DOTALL)
    seen = re.sub(r"\{\{.*?\}\}", " waarde ", seen, flags=re.DOTALL)
    seen = re.sub(rf"</?(?:{_INLINE})\b[^>]*>", " ", seen)
    for block in re.split(r"\{%.*?%\}|<[^>]*>", seen, flags=re.DOTALL):
        yield from sentences(block)


def in_module(source: str) -> Iterator[str]:
    """The sentences among the texts of a module that are no docstrings, a value as one word."""
    nodes = list(ast.walk(ast.parse(source)))
    inside = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    said = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else "waarde" for part in node.values]
            yield from sentences("".join(map(str, parts)))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and not {id(node)} & (inside | said):
            yield from sentences(node.value)


@cache
def _all() -> tuple[tuple[str, str], ...]:
    found = []
    for path in sorted((PROJECT_ROOT / "templates").rglob("*.html")):
        found += [(_name(path), each) for each in in_template(path.read_text(encoding="utf-8"))]
    for path in sorted((PROJECT_ROOT / "wsp").rglob("*.py")):
        if not _name(path).startswith(ENGLISH):
            found += [(_name(path), each) for each in in_module(path.read_text(encoding="utf-8"))]
    return tuple(found)


def _name(path: Path) -> str:
    return path.relative_to(PROJECT_ROOT).as_posix()


@pytest.mark.rule("B1")
def test_sentences_are_short() -> None:
    lengths = {(where, each): len(_WORD.findall(each)) for where, each in _all()}
    assert len(lengths) > 2500
    assert {key: count for key, count in lengths.items() if count > LONGEST} == {}
    per_place: dict[str, list[int]] = {}
    for (where, _), count in lengths.items():
        per_place.setdefault(where, []).append(count)
    assert {where: counts for where, counts in per_place.items() if len(counts) > FEW and mean(counts) > MEAN} == {}


@pytest.mark.rule("B4")
def test_somebody_does_something_in_nearly_every_sentence() -> None:
    passive = [each for _, each in _all() if _PASSIVE.search(each)]
    assert len(passive) > 5, "the pattern finds them"
    assert len(passive) / len(_all()) <= PASSIVE_SHARE


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("De brief wordt gemaakt.", True),
        ("Zonder 'ja' wordt de rij niet ingelezen.", True),
        ("Dit kan niet worden bewaard.", True),
        ("Wij maken de brief.", False),
        ("Het is gelukt.", False),
        ("Dit wordt te veel.", False),
    ],
)
def test_a_passive_sentence_is_known(sentence: str, *, found: bool) -> None:
    assert bool(_PASSIVE.search(sentence)) is found


def test_a_value_counts_as_a_word_and_code_does_not() -> None:
    source = "<p>Er zijn {{ n }} <b>nieuwe</b> banen.</p>{% if x %}<p>Kijk hier.</p>{% endif %}"
    source += "{{ f('a b.', \"Bel nu eens.\") }}"
    assert sorted(in_template(source)) == ["Bel nu eens.", "Er zijn waarde nieuwe banen.", "Kijk hier."]
    assert list(in_module('"""Doc is no text."""\nx = f"Bel {naam} nu."\ny = "los woord"\n')) == ["Bel waarde nu."]
