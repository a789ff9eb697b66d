"""diploma: the person holds every diploma or certificate that the vacancy requires (never adaptable)."""

import re
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from matching.columns import CandidateColumns, Labels, VacancyColumns
from matching.criteria.hard import Bools, labelled, never
from matching.papers import all_of, any_of, demands
from matching.papers import held as is_held
from matching.reading.certificates import NAMED
from matching.reading.levels import education_of
from matching.text import normalise
from matching.types import CandidateProfile, Settings, VacancyQuery, Value

CODE: Final = "diploma"
adaptable = never
reason = labelled

SAME_SPELLING: Final = 88.0
"""rapidfuzz ratio (0..100) from which two names of a diploma are the same name with a slip of the pen."""
_SHORTEST_FOR_SPELLING: Final = 6
_FILLER: Final = frozenset((
    "diploma", "certificaat", "getuigschrift", "bewijs", "pas", "niveau", "en", "of", "een", "in", "de", "het", "met",
    "rijbewijs", "chauffeur", "mbo",
))  # fmt: skip
_TAIL: Final = re.compile(r"(?<=\w{3})(diploma|certificaat|getuigschrift|bewijs|pas|rijbewijs|chauffeur)$")
_WRITTEN_OUT: Final = tuple(
    (re.compile(pattern), short)
    for pattern, short in (
        (r"\bv c a\b|\b(?:b|basis(?:veiligheid)?) vca\b|\bvca (?:b|basis(?:veiligheid)?)\b", "vca"),
        (r"\bbedrijfshulpverlen(?:ing|er)\b", "bhv"),
        (r"\beerste hulp(?: bij ongelukken)?\b", "ehbo"),
        (r"\bverklaring omtrent (?:het )?gedrag\b", "vog"),
        (r"\bvig\b", "verzorgende ig"),
        (r"\bhelpende zorg en welzijn\b", "helpende"),
        (r"\b(?:chauffeurs(?:pas|kaart) taxi|taxipas|taxichauffeurs(?:pas|kaart))\b", "taxi"),
    )
)
"""Names of the same paper; VCA without more is VCA basis, which who has VCA VOL has too."""
_LEVELS: Final = frozenset("1234")


@lru_cache(maxsize=50_000)
def _words(label: str) -> frozenset[str]:
    text = re.sub(r"(?<=[a-z])(?=\d)", " ", normalise(label))
    for pattern, short in _WRITTEN_OUT:
        text = pattern.sub(short, text)
    words = frozenset(word for word in (_TAIL.sub("", word) for word in text.split()) if word)
    telling = words - _FILLER
    return telling if telling - _LEVELS else words


@lru_cache(maxsize=100_000)
def same_diploma(required: str, held: str) -> bool:
    """Whether a held diploma is the required one: all its words, in any spelling, or nearly the same name.

    "VCA" is covered by "VCA basis"; "heftruckcertificaat" by "heftruck certificaat". A number must agree, but a
    higher level (1 to 4) of the same diploma will do.
    """
    need, have = _words(required), _words(held)
    if need <= have or "".join(sorted(need)) == "".join(sorted(have)):
        return True
    if need - _LEVELS <= have and need & _LEVELS and have & _LEVELS:
        return max(need & _LEVELS) <= max(have & _LEVELS)
    first, second = " ".join(sorted(need)), " ".join(sorted(have))
    if first.replace(" ", "") == second.replace(" ", ""):
        return True
    same_numbers = {w for w in need if w.isdigit()} == {w for w in have if w.isdigit()}
    long_enough = min(len(first), len(second)) >= _SHORTEST_FOR_SPELLING
    return same_numbers and long_enough and fuzz.ratio(first, second) >= SAME_SPELLING


def _is_named(text: str) -> bool:
    return any(pattern.search(f"{text.lower()} diploma") for _, pattern in NAMED)


@lru_cache(maxsize=20_000)
def required_of(label: str) -> tuple[tuple[str, ...], ...]:
    """Names that an entry demands: all of the groups, of each group one; "VCA of BHV" is one group of two.

    Only names that are known by themselves are taken apart: "zorg en welzijn" is one diploma.
    """
    if not demands(label):
        return ()
    parts = [any_of(part) for part in all_of(label)]
    if sum(map(len, parts)) > 1 and all(_is_named(name) for part in parts for name in part):
        return tuple(map(tuple, parts))
    return ((label,),)


_ONLY_LEVEL: Final = re.compile(
    r"(?:(?:een|minimaal|minstens|mbo|hbo|wo|vmbo|mavo|havo|vwo|niveau|diploma|startkwalificatie|werk|en|denkniveau|of|hoger|"
    r"afgerond|opleiding|[1-4])(?:\s+|$))+"
)


@lru_cache(maxsize=100_000)
def covers(required: str, other: str) -> bool:
    """Whether a held entry covers a required name: the same diploma, or any of the level when only a level is asked."""
    if not is_held(other):
        return False
    text = re.sub(r"(?<=[a-z])(?=\d)", " ", normalise(required))
    if _ONLY_LEVEL.fullmatch(text):
        least, reached = education_of(text), education_of(re.sub(r"(?<=[a-z])(?=\d)", " ", normalise(other)))
        if least and reached:
            return max(reached) >= min(least)
    return same_diploma(required, other)


@lru_cache(maxsize=20_000)
def missing(required: Labels, held: Labels) -> Labels:
    """Required diplomas that none of the held ones covers."""
    return tuple(
        label for label in required
        if not all(any(covers(name, other) for name in group for other in held) for group in required_of(label))
    )  # fmt: skip


def verdicts(v: VacancyColumns, c: CandidateColumns, *, forward: bool) -> Bools:
    """Whether anything that is required is missing, per distinct set of the many rows; last: not known."""
    return v.diplomas.compare_sets(c.diplomas, missing, forward=forward)


def measure(
    vacancy: VacancyQuery, candidate: CandidateProfile, settings: Settings
) -> tuple[Value, Value, dict[str, Value]]:
    """Diplomas that are missing, diplomas required, diplomas held."""
    del settings
    required, held = vacancy.diplomas_required, candidate.diplomas
    lacking = None if required is None or held is None else missing(required, held)
    return lacking, required, {"held": held}
