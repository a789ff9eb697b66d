"""Hours of the clock in a text, and the shifts they fall in."""

import re
from typing import Final

HOUR: Final = r"(\d{1,2})(?:[.:](\d\d))?(?: ?(?:uur|u)\b)?"
_RANGE: Final = re.compile(rf"(\b(?:van|tussen|om) )?\b{HOUR} ?(?:-|tot|t/m|en) ?{HOUR}")
_FROM: Final = re.compile(rf"\b(?:na|vanaf|om|begint om) {HOUR}")
_ROSTER: Final = re.compile(r"\brooster|\bwissel|\bdiensten\b|\bgewerkt\b")
"""Hours between which shifts lie: together longer than anybody works in a day."""
_ENDS_AT: Final = re.compile(
    r"\ben (?:je )?(?:bent|ben|is|zijn) (?:je )?om (?=\d{1,2}(?:[.:]\d\d)?(?: ?uur| ?u)? klaar)|"
    r"\ben (?:eindig\w*|stop\w*|zijn klaar|is klaar|klaar|duren|duurt) (?:om|rond|tot) "
)
_DAY_OF_YEAR: Final = re.compile(
    r"\b(?:per|vanaf|op) \d{1,2}[-/]\d{1,2}\b(?! ?u)|"
    r"\b(?:per|vanaf|op|na|om) \d{1,2} (?:jan|feb|maart|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec)"
)
_WEEK_HOURS: Final = re.compile(r"(?<!dagen )\bper week|\bin de week|\bcontract|\buren\b")
_EVENING_FROM, _NIGHT_FROM, MORNING_FROM, _LATE_UNTIL, DAY_UNTIL = 16, 21, 5, 20, 19
_LATE_FROM: Final = 13
_LONGEST: Final = 13
_NOON, _HOURS = 12, 24
_SPOKEN: Final = (
    "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf",
)  # fmt: skip
_SPOKEN_RANGE: Final = re.compile(
    rf"\b(van|tussen) (?P<early>half )?(?P<from>{'|'.join(_SPOKEN)}) (?:uur )?(?:en|"
    rf"tot) (?:een uur of )?(?P<late>half )?"
    rf"(?P<to>{'|'.join(_SPOKEN)})\b(?! (?:dagen|weken|keer|maanden|jaar|mensen|collega))"
)
"""Hours of the clock in words: "tussen half negen en drie"."""
_HALF: Final = re.compile(r"\bhalf (1?\d)\b(?! (?:uur )?(?:open|per))")
"""Half an hour before a number: "half 10"."""


def in_digits(low: str) -> str:
    """The text with hours of the clock in digits."""

    def digits(match: re.Match[str]) -> str:
        ends = [
            f"{_SPOKEN.index(match[word]) + (0 if match[half] else 1)}{'.30' if match[half] else '.00'}"
            for half, word in (("early", "from"), ("late", "to"))
        ]
        return f"{match[1]} {ends[0]} tot {ends[1]} uur"

    low = _HALF.sub(lambda match: f"{int(match[1]) - 1}.30", low)
    return _SPOKEN_RANGE.sub(digits, low)


def _part_of_day(begin: int, end: int | None) -> set[str]:
    """Shifts that hours of the clock fall in; a beginning alone only tells late from night."""
    if begin >= _NIGHT_FROM or begin < MORNING_FROM:
        return {"nacht"}
    if begin >= _EVENING_FROM or (end is not None and begin >= _LATE_FROM and end > _LATE_UNTIL):
        return {"avond"}
    if end is None or end == begin:
        return set()
    if end < begin <= _NOON:  # "van 8 tot 5"
        end += _NOON
    return {"dag"} if end <= DAY_UNTIL else {"dag", "avond"}


def by_clock(low: str, *, near: str = "") -> set[str]:
    """Shifts by the clock: "7-15 / 15-23", "van 8.30 tot 17 uur", "vanaf 18 uur"; `near` stands before it."""
    found: set[str] = set()
    low = _ENDS_AT.sub("tot ", _DAY_OF_YEAR.sub(" ", low))
    whole = _WEEK_HOURS.search(low)
    for named, first, minutes, last, to_minutes in _RANGE.findall(low):
        begin, end = int(first), int(last)
        lasts = (end - begin) % (_NOON if named and end < begin <= _NOON else _HOURS)
        if max(begin, end) <= _HOURS and 1 < lasts <= _LONGEST and (minutes or to_minutes or not whole):
            found |= _part_of_day(begin, end)
        elif named and lasts > _LONGEST and _ROSTER.search(f"{near} {low}"):
            found |= {"dag", "avond"}
    for first, _ in _FROM.findall(_RANGE.sub(" ", low)):
        if int(first) <= _HOURS:
            found |= _part_of_day(int(first), None)
    return found
