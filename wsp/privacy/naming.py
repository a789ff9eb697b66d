"""Where somebody's name stands in a text: written out, with initials, the last name alone, or misspelt. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from wsp.foundation.sortkey import sort_key

INSTEAD: Final = "deze persoon"
_WORD: Final = re.compile(r"[^\W\d_]+")
_ALIKE: Final = 86
"""Above this (0-100) two spellings may be one name: a letter too many, two letters swapped."""
_LONG_ENOUGH: Final = 5
"""A shorter name is like too many words to be looked for in other spellings."""
_FIRST: Final = 3
"""A first name shorter than this is a word of every day."""


@dataclass(frozen=True)
class Name:
    """Whom to look for."""

    first: str
    prefix: str | None
    last: str


@dataclass(frozen=True)
class Hit:
    """One place in a text; `exact` False: it only looks like the name, or is the first name alone."""

    start: int
    end: int
    exact: bool


@dataclass(frozen=True)
class _Pattern:
    words: tuple[str, ...]
    exact: bool
    fuzzy: bool
    capital: bool = False


def hits(text: str, name: Name) -> list[Hit]:
    """Every place where `text` may name this person, from left to right, none over another."""
    words = [(found.start(), found.end(), sort_key(found[0])) for found in _WORD.finditer(text)]
    found: list[Hit] = []
    patterns = _patterns(name)
    # First what is written exactly so, whichever way; then other spellings of what is left; last the first name alone.
    turns = [(each, False) for each in patterns if each.exact]
    turns += [(each, True) for each in patterns if each.fuzzy]
    turns += [(each, False) for each in patterns if not each.exact]
    for pattern, spelt in turns:
        for hit in _of(pattern, text, words, spelt=spelt):
            if all(hit.end <= other.start or hit.start >= other.end for other in found):
                found.append(hit)
    return sorted(found, key=lambda hit: hit.start)


def without(text: str, name: Name) -> str:
    """The text with every such place replaced."""
    for hit in reversed(hits(text, name)):
        text = text[: hit.start] + INSTEAD + text[hit.end :]
    return text


def may_name(text: str, name: Name) -> bool:
    """Tell quickly that a text cannot name this person; True says nothing yet."""
    folded = sort_key(text)
    last, first = sort_key(name.last), sort_key(name.first)
    if (first and len(first) >= _FIRST and first in folded) or last in folded:
        return True
    return len(last) >= _LONG_ENOUGH and fuzz.partial_ratio(last, folded, score_cutoff=_ALIKE - 10) > 0


def _patterns(name: Name) -> list[_Pattern]:
    """What to look for, the longest first: what stands inside a longer place is part of that one."""
    first, prefix, last = (_split(part) for part in (name.first, name.prefix or "", name.last))
    found = [
        _Pattern((*first, *prefix, *last), exact=True, fuzzy=True),
        _Pattern((*first, *last), exact=True, fuzzy=True),
        _Pattern((*(word[:1] for word in first), *prefix, *last), exact=True, fuzzy=False),
        _Pattern((*(word[:1] for word in first), *last), exact=True, fuzzy=False),
        _Pattern((*prefix, *last), exact=True, fuzzy=len("".join(last)) >= _LONG_ENOUGH),
        _Pattern(last, exact=True, fuzzy=len("".join(last)) >= _LONG_ENOUGH),
    ]
    if len("".join(first)) >= _FIRST:
        found.append(_Pattern(first, exact=False, fuzzy=False, capital=True))
    return [pattern for pattern in dict.fromkeys(found) if pattern.words]


def _split(text: str) -> tuple[str, ...]:
    return tuple(sort_key(found[0]) for found in _WORD.finditer(text))


def _of(pattern: _Pattern, text: str, words: Sequence[tuple[int, int, str]], *, spelt: bool) -> Iterator[Hit]:
    """Where the pattern stands; with `spelt` where something stands that is spelt nearly so, with a capital."""
    count, whole = len(pattern.words), " ".join(pattern.words)
    for place in range(len(words) - count + 1):
        window = words[place : place + count]
        start, end = window[0][0], window[-1][1]
        written = tuple(word for _, _, word in window)
        capital = not text[start].islower()
        if spelt:
            if capital and written != pattern.words and fuzz.ratio(" ".join(written), whole) >= _ALIKE:
                yield Hit(start, end, exact=False)
        elif written == pattern.words and (capital or not pattern.capital):
            yield Hit(start, end, pattern.exact)
