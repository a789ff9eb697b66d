"""Titles made dirty, to measure how well they are still recognised: slips of the pen, advertisements, other order.

Made by rule from clean titles with a seed, so that a measurement can be repeated.
"""

import random
import re
from collections.abc import Callable, Mapping
from typing import Final

from matching.text import CompoundSplitter, normalise

_NEIGHBOURS: Final = {
    "a": "qsz", "b": "vgn", "c": "xdv", "d": "sfe", "e": "wrd", "f": "dgr", "g": "fht", "h": "gjy", "i": "uok",
    "j": "hku", "k": "jli", "l": "ko", "m": "nj", "n": "bmh", "o": "ipl", "p": "ol", "q": "wa", "r": "etf",
    "s": "adw", "t": "ryg", "u": "yij", "v": "cbf", "w": "qes", "x": "zcs", "y": "tuh", "z": "xas",
}  # fmt: skip
_SHORTEST: Final = 4
_LETTERS_PER_SLIP: Final = 16
_PLACES: Final = (
    "Zwolle", "Assen", "Emmen", "Den Helder", "Roosendaal", "Tiel", "Oss", "Venlo", "Hoorn", "Bergen op Zoom",
)  # fmt: skip
_BEFORE: Final = (
    "", "", "", "Gezocht: ", "Vacature: ", "Wij zoeken een ", "Per direct: ", "SPOED! ", "Gevraagd: ", "Ervaren ",
    "Op zoek naar een ", "Gemotiveerde ",
)  # fmt: skip
_AFTER: Final = (
    " {place} e.o., {hours} uur (m/v)", " (m/v/x)", " in {place}", " - {place} - {hours} uur", " {hours} uur per week",
    " regio {place}", " (m/v) {place}", " fulltime", " voor {hours} u/w, {place} en omgeving", ", per direct",
    " | {place} | parttime", " m/v {hours}u",
)  # fmt: skip
_HOURS: Final = ("32-40", "24", "16 tot 24", "36", "20-32", "38")
_HEADS: Final = frozenset((
    "medewerker", "medewerkster", "chauffeur", "assistent", "hulp", "monteur", "verkoper", "operator", "begeleider",
    "leider", "manager", "adviseur", "beheerder", "technicus", "controleur", "specialist", "docent", "leraar",
    "inspecteur", "ontwerper", "ontwikkelaar", "coordinator", "consulent", "verpleegkundige", "bediener", "arts",
))  # fmt: skip


def typo(title: str, rng: random.Random, splitter: CompoundSplitter) -> str | None:
    """One or two slips of the pen inside longer words; the first letter stays."""
    del splitter
    letters = list(title)
    slips = 1 + (len(letters) > _LETTERS_PER_SLIP)
    for _ in range(slips):
        words = [m for m in re.finditer(r"[^\W\d_]+", "".join(letters)) if len(m.group()) >= _SHORTEST]
        if not words:
            return None
        word = rng.choice(words)
        at = rng.randrange(word.start() + 1, word.end() - 1)
        kind = rng.choice(("swap", "drop", "double", "neighbour"))
        if kind == "swap":
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
        elif kind == "drop":
            del letters[at]
        elif kind == "double":
            letters.insert(at, letters[at])
        else:
            letters[at] = rng.choice(_NEIGHBOURS.get(letters[at].lower(), letters[at]))
    return "".join(letters)


def dressed(title: str, rng: random.Random, splitter: CompoundSplitter) -> str | None:
    """The title inside an advertisement."""
    del splitter
    after = rng.choice(_AFTER).format(place=rng.choice(_PLACES), hours=rng.choice(_HOURS))
    return rng.choice(_BEFORE) + title + after


def swap(title: str, rng: random.Random, splitter: CompoundSplitter) -> str | None:
    """A compound as a phrase or a phrase as a compound; None when the title is neither."""
    del rng
    words = normalise(title).split()
    if len(words) == 1:
        parts = splitter.split(words[0])
        if len(parts) < 2 or parts[-1] not in splitter.words:  # noqa: PLR2004 - a compound has two parts
            return None
        return f"{parts[-1]} {words[0].removesuffix(parts[-1]).removesuffix('s')}"
    if len(words) == 2:  # noqa: PLR2004 - head and modifier
        first, second = words
        return second + first if first in _HEADS else f"{second} {first}"
    if len(words) == 3 and words[1] in ("in", "van", "voor"):  # noqa: PLR2004 - "hulp in keuken"
        return words[2] + words[0]
    return None


KINDS: Final[Mapping[str, Callable[[str, random.Random, CompoundSplitter], str | None]]] = {
    "typo": typo, "dressed": dressed, "swap": swap,
}  # fmt: skip


def dirty(title: str, kind: str, splitter: CompoundSplitter, *, seed: int = 0) -> str | None:
    """The title made dirty; the same on every run and whatever titles stand next to it.

    Args:
        title: as written.
        kind: one of `KINDS`.
        splitter: takes compounds apart.
        seed: another one gives another slip.

    Returns:
        The dirty title, or None when this title cannot be made dirty this way.
    """
    made = KINDS[kind](title, random.Random(f"{seed} {kind} {title}"), splitter)  # noqa: S311 - no secret is made
    return None if made is None or made == title else made
