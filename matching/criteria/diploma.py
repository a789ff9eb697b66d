"""diploma: the person holds every diploma or certificate that the vacancy requires (never adaptable)."""

import re
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from matching.columns import CandidateColumns, Labels, VacancyColumns
from matching.criteria.hard import Bools, Codes, first_of, never
from matching.text import normalise
from matching.types import CandidateProfile, Reason, Settings, VacancyQuery, Value

CODE: Final = "diploma"
adaptable = never

SAME_SPELLING: Final = 88.0
"""rapidfuzz ratio (0..100) from which two names of a diploma are the same name with a slip of the pen."""
_SHORTEST_FOR_SPELLING: Final = 6
_FILLER: Final = frozenset(
    ("diploma", "certificaat", "getuigschrift", "bewijs", "pas", "niveau", "en", "of", "een", "in", "de", "het", "met")
)
_TAIL: Final = re.compile(r"(diploma|certificaat|getuigschrift|bewijs|pas)$")


@lru_cache(maxsize=50_000)
def _words(label: str) -> frozenset[str]:
    words = (_TAIL.sub("", word) for word in re.sub(r"(?<=[a-z])(?=\d)", " ", normalise(label)).split())
    return frozenset(word for word in words if word and word not in _FILLER) or frozenset({normalise(label)})


@lru_cache(maxsize=100_000)
def same_diploma(required: str, held: str) -> bool:
    """Whether a held diploma is the required one: all its words, in any spelling, or nearly the same name.

    "VCA" is covered by "VCA basis"; "heftruckcertificaat" by "heftruck certificaat". A number (a level) must agree.
    """
    need, have = _words(required), _words(held)
    if need <= have or "".join(sorted(need)) == "".join(sorted(have)):
        return True
    first, second = " ".join(sorted(need)), " ".join(sorted(have))
    if first.replace(" ", "") == second.replace(" ", ""):
        return True
    same_numbers = {w for w in need if w.isdigit()} == {w for w in have if w.isdigit()}
    long_enough = min(len(first), len(second)) >= _SHORTEST_FOR_SPELLING
    return same_numbers and long_enough and fuzz.ratio(first, second) >= SAME_SPELLING


def missing(required: Labels, held: Labels) -> Labels:
    """Required diplomas that none of the held ones covers."""
    return tuple(label for label in required if not any(same_diploma(label, other) for other in held))


def violated(v: VacancyColumns, c: CandidateColumns, settings: Settings) -> Bools:
    """Something that is required is known to be missing."""
    del settings
    return v.diplomas.compare(c.diplomas, missing)


def reasons(v: VacancyColumns, c: CandidateColumns, settings: Settings) -> Codes:
    """Every required diploma is held."""
    del settings
    return first_of(
        (v.diplomas.empty(), Reason.NOT_ASKED),
        (v.diplomas.ids < 0, Reason.VACANCY_UNKNOWN),
        (c.diplomas.ids < 0, Reason.CANDIDATE_UNKNOWN),
        (v.diplomas.compare(c.diplomas, missing), Reason.MISSING),
        otherwise=Reason.OK,
    )


def measure(
    vacancy: VacancyQuery, candidate: CandidateProfile, settings: Settings
) -> tuple[Value, Value, dict[str, Value]]:
    """Diplomas that are missing, diplomas required, diplomas held."""
    del settings
    required, held = vacancy.diplomas_required, candidate.diplomas
    lacking = None if required is None or held is None else missing(required, held)
    return lacking, required, {"held": held}
