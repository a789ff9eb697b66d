"""Hours a week in a text, in all the ways they are written; hours of the clock are something else."""

import math
import re
from dataclasses import dataclass
from typing import Final

from matching.reading.sentences import plain

_SPELLED: Final = {
    "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9, "tien": 10, "twaalf": 12,
    "vijftien": 15, "zestien": 16, "achttien": 18, "twintig": 20, "vierentwintig": 24, "achtentwintig": 28,
    "dertig": 30, "tweeendertig": 32, "zesendertig": 36, "veertig": 40,
}  # fmt: skip
_SPELLED_WORD: Final = re.compile(r"\b(" + "|".join(sorted(_SPELLED, key=len, reverse=True)) + r")\b")
_N: Final = r"(\d{1,2}(?:[.,]\d)?)"
_HOUR: Final = r"(?:-? ?(?:uren|uurtjes|uur|urige|urig|hrs?|u))\b"
_TO: Final = r"\s*(?:-|/|t/m|tot en met|tot|a|of|en)\s*"
_FROM: Final = r"(?:minimaal|min|minstens|vanaf|ten minste|tenminste|niet minder dan|op zijn minst)"
_UPTO: Final = r"(?:maximaal|max|hooguit|hoogstens|niet meer dan|ten hoogste|tot)"
_CLOCKS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\bbinnen {_N}{_HOUR}",
        (
            rf"\b(?:om|na|voor|rond|vanaf) {_N}(?:[.:]\d\d)?{_HOUR}(?! per week| in de week)(?=[^.]*\b(?:'s|"
            rf"s|op|is|klaar|begin|dicht|open|avond)|$)"
        ),
        rf"\b{_N}[.:]\d\d ?(?:{_HOUR})?",
        rf"\b{_N}{_HOUR} (?:per (?:dag|nacht|etmaal)|slaap|'s|s avonds|s ochtends|s morgens|open|bereikbaar)",
        rf"\bvan {_N} tot {_N}{_HOUR}(?! per week| in de week)",
        r"\b\d+ (?:tot|-) \d+ jaar",
    )
)
_PRODUCT: Final = re.compile(
    rf"\b{_N} (?:dagen|dagdelen|ochtenden|middagen|avonden|keer) (?:per week )?van {_N}{_HOUR}"
)
_RANGE: Final = re.compile(rf"\b{_N}(?:{_HOUR})?{_TO}{_N}{_HOUR}")
_BOTH: Final = re.compile(rf"\b{_FROM} {_N}[^\d]{{1,20}}\b{_UPTO} {_N}\s*(?:{_HOUR}|per week)")
_LEAST: Final = re.compile(rf"\b{_FROM} {_N}{_HOUR}|\b{_N}(?: ?\+ ?{_HOUR}|{_HOUR} (?:of|en) meer)")
_MOST: Final = re.compile(rf"\b{_UPTO} {_N}{_HOUR}")
_EXACT: Final = re.compile(rf"\b{_N}{_HOUR}")
_FULL_TIME: Final = re.compile(r"\bfull ?-?time\b|\bvoltijds?\b")
_WEEK_OF: Final = (36.0, 40.0)
_MOST_HOURS: Final = 60


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours a week from and to; ``None`` where the text leaves that end open."""

    low: float | None = None
    high: float | None = None


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def hours(text: str) -> Hours:
    """Hours a week that a text names; both ends open when it names none."""
    low = _SPELLED_WORD.sub(lambda match: str(_SPELLED[match.group()]), plain(text).lower())
    for pattern in _CLOCKS:
        low = pattern.sub(" ", low)
    product = _PRODUCT.search(low)
    if product:
        total = _number(product[1]) * _number(product[2])
        return Hours(total, total)
    for pattern in (_BOTH, _RANGE):
        pair = pattern.search(low)
        if pair:
            first, last = _number(pair[1]), _number(pair[2])
            if first <= last <= _MOST_HOURS:
                return Hours(first, last)
    least, most = _LEAST.search(low), _MOST.search(low)
    if least or most:
        return Hours(
            _number(least[1] or least[2]) if least else None, _number(most[1]) if most else None
        )  # fmt: skip
    exact = _EXACT.search(low)
    if exact and 0 < _number(exact[1]) <= _MOST_HOURS and math.isfinite(_number(exact[1])):
        return Hours(_number(exact[1]), _number(exact[1]))
    return Hours(*_WEEK_OF) if _FULL_TIME.search(low) else Hours()
