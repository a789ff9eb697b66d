"""How a name sounds, written down so that spellings of one name meet: Jansen and Janssen, Yusuf and Joesoef.

For finding who may be the same person, never for deciding it. Names from other scripts are written in Latin letters
first, in the way Dutch municipalities do that.
"""

import re
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import JaroWinkler

from wsp.foundation.sortkey import sort_key

# Cyrillic (Russian, Ukrainian, Bulgarian) and Greek, letter by letter; `sort_key` took the case and accents already.
_SCRIPTS: Final = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "je", "ж": "zj", "з": "z", "и": "i",
    "і": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "oe", "ф": "f", "х": "ch", "ц": "ts", "ч": "tsj", "ш": "sj", "щ": "sj", "ъ": "", "ы": "i", "ь": "", "э": "e",
    "ю": "joe", "я": "ja", "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "t", "ι": "i",
    "κ": "k", "λ": "l", "μ": "m", "ν": "n", "ξ": "ks", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t",
    "υ": "i", "φ": "f", "χ": "ch", "ψ": "ps", "ω": "o",
})  # fmt: skip

# In this order; each is a pair of spellings of one sound in Dutch, Turkish, Arabic or Polish names.
_SOUNDS: Final = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"[^\w]", ""),
        (r"tsj|tch|tsch|cz|ch(?=i|e)", "sj"),
        (r"sch|sh|sz|sj", "sj"),
        (r"dj|dz|dsj", "j"),
        (r"ph", "f"),
        (r"th|dt|tt", "t"),
        (r"gh|kh|ch|ck|cq|q|x(?!$)", "k"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"eij|aij|ie|ij|ei|ey|ay|ai|y(?![aeiou])", "i"),
        (r"oe|ou|uu|w(?=u)", "u"),
        (r"y", "j"),
        (r"v", "f"),
        (r"z", "s"),
        (r"w", "f"),
        (r"d$", "t"),
        (r"b$", "p"),
        (r"h", ""),
        (r"(\w)\1+", r"\1"),
    )
)
_VOWELS: Final = re.compile(r"[aeiou]")
_CLOSE: Final = 0.9
"""Jaro-Winkler, 0 to 1: above it two names that sound differently are taken for a slip of the pen."""
_SHORT: Final = 4
_REMEMBERED: Final = 8192
"""Names of which the sound is remembered: a search meets the same ones over and over."""


@lru_cache(_REMEMBERED)
def plain(name: str | None) -> str:
    """The name in Latin letters without case, accents and punctuation: `plain("O'Brien-Şen")` is "obriensen"."""
    latin = sort_key(name).translate(_SCRIPTS)
    return "".join(char for char in latin if char.isalnum())


@lru_cache(_REMEMBERED)
def sound(name: str | None) -> str:
    """The name as it sounds, vowels included."""
    heard = plain(name)
    for pattern, written in _SOUNDS:
        heard = pattern.sub(written, heard)
    return heard


@lru_cache(_REMEMBERED)
def sound_key(name: str | None) -> str:
    """A short key that spellings of one name share: the first sound and the consonants after it.

    What is all vowels keeps them. Empty only for a name without letters or digits.
    """
    heard = sound(name)
    rest = _VOWELS.sub("", heard[1:])
    first = "a" if heard[:1] and heard[0] in "aeiou" else heard[:1]
    return first + rest if rest or not heard else heard


def sounds_alike(one: str | None, other: str | None) -> bool:
    """Tell whether two names may be spellings of one name. An empty name is like nothing."""
    left, right = plain(one), plain(other)
    if not left or not right:
        return False
    if left == right or sound(left) == sound(right):
        return True
    if min(len(left), len(right)) < _SHORT:
        return False
    return sound_key(left) == sound_key(right) or JaroWinkler.similarity(left, right) >= _CLOSE
