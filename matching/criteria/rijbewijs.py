"""rijbewijs: the person holds every driving licence that the vacancy requires (never adaptable)."""

import re
from functools import lru_cache
from typing import Final

from matching.columns import CandidateColumns, Labels, VacancyColumns
from matching.criteria.hard import Bools, Codes, first_of, never
from matching.text import normalise
from matching.types import CandidateProfile, Reason, Settings, VacancyQuery, Value

CODE: Final = "rijbewijs"
adaptable = never

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
}  # fmt: skip
"""What people call the categories."""
_CATEGORY: Final = re.compile(r"(?P<car>[bcd]1?)(?:\s*(?:\+|/|en|met)?\s*(?P<trailer>e))?|am|a[12]?|b\+|t")
_NOISE: Final = re.compile(r"\b(?:rijbewijs|rijbewijzen|categorie|cat|code(?! 96))\b|rijbewijs$")
_BEHIND: Final = re.compile(r"e (?:achter|bij) (?P<car>[bcd]1?)")


@lru_cache(maxsize=10_000)
def plain(licence: str) -> str:
    """Category in its bare form: "Rijbewijs B", "b (auto)" and "autorijbewijs" are one, "B+E" and "BE" too."""
    text = " ".join(_NOISE.sub(" ", normalise(licence)).split())
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


def missing(required: Labels, held: Labels) -> Labels:
    """Required licences that the held ones do not include."""
    have = {plain(licence) for licence in held}
    todo = list(have)
    while todo:
        for included in _INCLUDES.get(todo.pop(), ()):
            if included not in have:
                have.add(included)
                todo.append(included)
    return tuple(licence for licence in required if plain(licence) not in have)


def violated(v: VacancyColumns, c: CandidateColumns, settings: Settings) -> Bools:
    """Something that is required is known to be missing."""
    del settings
    return v.licences.compare(c.licences, missing)


def reasons(v: VacancyColumns, c: CandidateColumns, settings: Settings) -> Codes:
    """Every required licence is held."""
    del settings
    return first_of(
        (v.licences.empty(), Reason.NOT_ASKED),
        (v.licences.ids < 0, Reason.VACANCY_UNKNOWN),
        (c.licences.ids < 0, Reason.CANDIDATE_UNKNOWN),
        (v.licences.compare(c.licences, missing), Reason.MISSING),
        otherwise=Reason.OK,
    )


def measure(
    vacancy: VacancyQuery, candidate: CandidateProfile, settings: Settings
) -> tuple[Value, Value, dict[str, Value]]:
    """Licences that are missing, licences required, licences held."""
    del settings
    required, held = vacancy.driving_licences_required, candidate.driving_licences
    lacking = None if required is None or held is None else missing(required, held)
    return lacking, required, {"held": held}
