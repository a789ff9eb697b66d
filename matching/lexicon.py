"""Built-in knowledge of everyday words: kinds of work, words that reveal a work condition, words that say nothing.

The tables lie in ``matching/data``; they were written for the work that employer services mediate. A stem of
seven letters or more counts anywhere inside a word, one of five or six at its beginning ("voeren" is not in
"invoeren"), a shorter one, and one with a dot behind it, only as the whole word or part of a compound ("kas" is not in
"kassa"). A participle counts as what is left of it too: "opgevouwen" as "vouwen".
"""

import hashlib
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Final

GENERIC_HEADS: Final = (
    "medewerker",
    "medewerkster",
    "medewerkers",
    "hulp",
    "assistent",
    "assistente",
    "werker",
    "werk",
    "werkzaamheden",
)
_AT_BEGINNING: Final = 5
_ANYWHERE: Final = 7
_LONGEST: Final = 16
_WHOLE: Final = "."
_PREFIX: Final = re.compile(r"(?:aan|af|bij|door|in|klaar|om|op|schoon|terug|uit|weg)?ge(?=[a-z]{5})")


def _lines(name: str) -> list[str]:
    text = resources.files("matching").joinpath("data", name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def table(name: str) -> list[list[str]]:
    """Rows of a table of words in ``matching/data``: cells between tabs, lines that begin with # left out."""
    return [line.split("\t") for line in _lines(name)]


STOP_WORDS: Final = frozenset(word for line in _lines("stop_words.txt") for word in line.split())


@cache
def edition() -> str:
    """Fingerprint of the built-in words: weights of words that were learned with others do not fit these."""
    tables = ("barriers.tsv", "condition_words.tsv", "stop_words.txt", "work_fields.tsv")
    return hashlib.sha256("\0".join("\n".join(_lines(name)) for name in tables).encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class WorkFields:
    """Kinds of work (activities first, then sectors) and the word stems that belong to each."""

    activities: tuple[str, ...]
    names: tuple[str, ...]
    stems: dict[str, tuple[str, ...]]


@cache
def work_fields() -> WorkFields:
    """The table of kinds of work; sectors are named ``sector:<name>``."""
    activities: list[str] = []
    sectors: list[str] = []
    stems: dict[str, tuple[str, ...]] = {}
    for activity, among, words in table("work_fields.tsv"):
        activities.append(activity)
        names = [f"sector:{sector}" for sector in among.split(",")]
        sectors.extend(name for name in names if name not in sectors)
        for stem in words.split():
            stems[stem] = (*stems.get(stem, ()), activity, *names)
    return WorkFields(activities=tuple(activities), names=(*activities, *sectors), stems=stems)


@cache
def condition_stems() -> dict[str, frozenset[str]]:
    """Per work condition the stems of words for work that cannot be done without it."""
    return {condition: frozenset(words.split()) for condition, words in table("condition_words.tsv")}


def stems_in(word: str) -> set[str]:
    """Every piece of a word that may be looked up as a stem."""
    pieces = _pieces(word)
    prefix = _PREFIX.match(word)
    return pieces | _pieces(word[prefix.end() :]) if prefix else pieces


def _pieces(word: str) -> set[str]:
    size = len(word)
    begins = {word[:end] for end in range(_AT_BEGINNING, min(size, _LONGEST) + 1)}
    inside = {word[at:end] for at in range(1, size) for end in range(at + _ANYWHERE, min(size, at + _LONGEST) + 1)}
    return {word, word + _WHOLE} | begins | inside


@lru_cache(maxsize=100_000)
def work_fields_of(word: str) -> frozenset[str]:
    """Kinds of work and sectors that a (part of a) word points to."""
    stems = work_fields().stems
    return frozenset(name for piece in stems_in(word) for name in stems.get(piece, ()))


def needs_condition(condition: str, words: tuple[str, ...]) -> bool:
    """Whether any of the words names work that cannot be done without the work condition."""
    return any(condition in conditions_of(word) for word in words)


@lru_cache(maxsize=100_000)
def conditions_of(word: str) -> frozenset[str]:
    """Work conditions without which the work that a word names cannot be done."""
    pieces = stems_in(word)
    return frozenset(condition for condition, stems in condition_stems().items() if not stems.isdisjoint(pieces))
