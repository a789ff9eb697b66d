"""Names of licences and diplomas in a list, as people fill lists in: "B of BE", "n.v.t.", "VCA (pre)", "VCA verlopen".

A list is meant to hold names only, but forms get more than they ask for. What is only a wish, or says that nothing is
asked, demands nothing; what has run out or is still to come is not held.
"""

import re
from functools import lru_cache
from typing import Final

from matching.text import normalise

_NOTHING: Final = re.compile(r"^(?:nee|geen\b.*|n ?v ?t|nvt|niet\b.*|nihil|onbekend|geen)$")
_NOT_DEMANDED: Final = re.compile(
    r"\b(?:pre|plus|pluspunt|liefst|voorkeur|wens|gewenst|wenselijk|optioneel|meegenomen|handig)\b|"
    r"\b(?:niet|geen) (?:nodig|vereist|verplicht|noodzakelijk|eis|vereiste|must)\b"
)
_NOT_HELD: Final = re.compile(
    r"\b(?:verlopen|ingenomen|ongeldig|kwijt|bezig|interesse|mee bezig|in opleiding|niet (?:gehaald|"
    r"behaald|afgerond|af)|"
    r"nog niet|wil|gaat|zonder diploma)\b"
)
_AND: Final = re.compile(r"\s*(?:[,;&]|\ben\b|\bmet\b|\bplus\b|\+(?!\s*[eE]\b))\s*", re.IGNORECASE)
_OR: Final = re.compile(r"\s+(?:of|dan wel)\s+|\s*/\s*", re.IGNORECASE)


@lru_cache(maxsize=20_000)
def demands(label: str) -> bool:
    """Whether a name in a list of what is required really demands something."""
    text = normalise(label)
    return bool(text) and not (_NOTHING.search(text) or _NOT_DEMANDED.search(text))


@lru_cache(maxsize=20_000)
def held(label: str) -> bool:
    """Whether a name in a list of what somebody has is really held."""
    text = normalise(label)
    return bool(text) and not (_NOTHING.search(text) or _NOT_HELD.search(text))


def all_of(label: str) -> list[str]:
    """Names that stand in one entry and are all meant: "B en BE", "C + code 95"."""
    return [part for part in _AND.split(label) if part.strip()]


def any_of(label: str) -> list[str]:
    """Names of which one is enough: "B of BE"."""
    return [part for part in _OR.split(label) if part.strip()]
