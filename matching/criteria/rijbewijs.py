"""rijbewijs: the person holds every driving licence that the vacancy requires (never adaptable)."""

import re
from functools import lru_cache
from typing import Final

from matching.columns import CandidateColumns, Labels, VacancyColumns
from matching.criteria.hard import Bools, labelled, never
from matching.papers import all_of, any_of, demands
from matching.papers import held as is_held
from matching.text import normalise
from matching.types import CandidateProfile, Settings, VacancyQuery, Value

CODE: Final = "rijbewijs"
adaptable = never
reason = labelled

_INCLUDES: Final[dict[str, Labels]] = {
    "a1": ("am",), "a2": ("a1",), "a": ("a2",), "b": ("am",), "b+": ("b",), "be": ("b+",), "c1": ("b",),
    "c": ("c1",), "c1e": ("c1", "be"), "ce": ("c", "c1e"), "d1": ("b",), "d": ("d1",), "d1e": ("d1", "be"),
    "de": ("d", "d1e"),
}  # fmt: skip
"""What a category entitles to besides itself: a trailer or lorry licence is only given to who has the lower one
(Reglement rijbewijzen, arts. 15 and 17)."""


_SAID: Final = {
    "auto": "b", "personenauto": "b", "met aanhanger": "be", "aanhanger": "be", "vrachtwagen": "c", "groot": "c",
    "bus": "d", "bromfiets": "am", "brommer": "am", "scooter": "am", "snorfiets": "am", "motor": "a", "code 96": "b+",
    "trekker": "t", "tractor": "t", "landbouw": "t", "": "b",
}  # fmt: skip
"""What people call the categories."""
_CATEGORY: Final = re.compile(r"(?P<car>[bcd]1?)(?:\s*(?:\+|/|en|met)?\s*(?P<trailer>e))?|am|a[12]?|b\+|t")
_NOISE: Final = re.compile(
    r"\b(?:rijbewijs|rijbewijzen|categorie|cat|code(?! ?96)|heeft|geldige?|in bezit van|in het bezit van|een|vereist|"
    r"verplicht|nodig|noodzakelijk|must|is|eigen)\b|rijbewijs$"
)
_SLIPS: Final = re.compile(r"\br(?:ij|y|ei|i)?b[ei]?w(?:ij|y|ei)s\b")
_BEHIND: Final = re.compile(r"e (?:achter|bij) (?P<car>[bcd]1?)")


@lru_cache(maxsize=10_000)
def plain(licence: str) -> str:
    """Category in its bare form: "Rijbewijs B", "b (auto)" and "autorijbewijs" are one, "B+E" and "BE" too."""
    text = " ".join(
        _NOISE.sub(" ", _SLIPS.sub("rijbewijs", re.sub(r"(?<=code)(?=\d)", " ", normalise(licence)))).split()
    )
    if not text and not normalise(licence):
        return ""
    behind = _BEHIND.fullmatch(text)
    if behind:
        return behind["car"] + "e"
    found = _CATEGORY.fullmatch(text)
    if found and found["car"]:
        return found["car"] + (found["trailer"] or "")
    first, _, rest = text.partition(" ")
    if rest in _SAID and _CATEGORY.fullmatch(first):  # the category and what it is called
        return _SAID[rest] if _SAID[rest].startswith(first) else first
    return _SAID.get(text, text.replace(" ", ""))


def _known(category: str) -> bool:
    return category in _INCLUDES or category in {"am", "t", "95"}


@lru_cache(maxsize=10_000)
def required_of(label: str) -> tuple[frozenset[str], ...]:
    """Categories that an entry demands: all of the sets, of each set one; "B of BE" is one set of two."""
    if not demands(label):
        return ()
    if _known(plain(label)):
        return (frozenset((plain(label),)),)
    parts = [any_of(part) for part in all_of(label)]
    found = tuple(frozenset(map(plain, part)) for part in parts)
    if all(_known(category) for group in found for category in group):
        return found
    return (frozenset((plain(label),)),)


@lru_cache(maxsize=10_000)
def held_of(label: str) -> frozenset[str]:
    """Categories that an entry says are held."""
    if not is_held(label):
        return frozenset()
    if _known(plain(label)):
        return frozenset((plain(label),))
    parts = [plain(name) for part in all_of(label) for name in any_of(part)]
    return frozenset(parts) if all(map(_known, parts)) else frozenset((plain(label),))


@lru_cache(maxsize=10_000)
def missing(required: Labels, held: Labels) -> Labels:
    """Required licences that the held ones do not include."""
    have = {category for licence in held for category in held_of(licence)}
    todo = list(have)
    while todo:
        for included in _INCLUDES.get(todo.pop(), ()):
            if included not in have:
                have.add(included)
                todo.append(included)
    return tuple(licence for licence in required if not all(group & have for group in required_of(licence)))


def verdicts(v: VacancyColumns, c: CandidateColumns, *, forward: bool) -> Bools:
    """Whether anything that is required is missing, per distinct set of the many rows; last: not known."""
    return v.licences.compare_sets(c.licences, missing, forward=forward)


def measure(
    vacancy: VacancyQuery, candidate: CandidateProfile, settings: Settings
) -> tuple[Value, Value, dict[str, Value]]:
    """Licences that are missing, licences required, licences held."""
    del settings
    required, held = vacancy.driving_licences_required, candidate.driving_licences
    lacking = None if required is None or held is None else missing(required, held)
    return lacking, required, {"held": held}
