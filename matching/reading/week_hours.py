"""Hours a week that nobody counted: the days somebody works times the hours between two times.

"Maandag, woensdag en vrijdag van 9 tot 3" is eighteen. Only for short days: a longer one holds a break, and a span from
"tussen 9 en 17" is the room within which hours are agreed.
"""

import re
from typing import Final

_WEEK: Final = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_DAY: Final = r"(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|ma|di|wo|do|vr|za|zo)"
_SPAN: Final = re.compile(rf"\b({_DAY})(?:ochtend|middag|avond)? ?(?:t/m|tot en met|tot) ?({_DAY})\b")
_LIST: Final = re.compile(
    rf"\b{_DAY}(?:ochtend|middag|avond)?(?: ?(?:,|/|en) ?(?:en )?{_DAY}(?:ochtend|middag|avond)?)+\b"
)
_COUNTED: Final = re.compile(r"(?<!of )(?<!tot )(?<!a )\b([2-6]) (?:dagen|ochtenden|middagen|avonden|nachten)\b")
_TIMES: Final = re.compile(
    r"\b(?:van )?(\d{1,2})(?:[.:](\d\d))?(?: ?(?:uur|u))? ?(?:tot|-) ?(\d{1,2})(?:[.:](\d\d))?(?: ?(?:uur|u)\b)?"
)
_NEAR: Final = 60
"""Characters behind the days in which the times stand."""
_SHORT_DAY: Final = 6.5
_NOON: Final = 12


def _number(day: str) -> int:
    return next(number for number, name in enumerate(_WEEK) if name.startswith(day))


def _days(low: str) -> tuple[int, int] | None:
    """How many days are named, and where they end in the text."""
    span, listed, counted = _SPAN.search(low), _LIST.search(low), _COUNTED.search(low)
    if span:
        return (_number(span[2]) - _number(span[1])) % len(_WEEK) + 1, span.end()
    if listed:
        return len(set(re.findall(_DAY, listed.group()))), listed.end()
    return (int(counted[1]), counted.end()) if counted else None


def by_days(low: str) -> float | None:
    """Hours a week by days and times in a text in lower case and with numbers in digits; ``None`` when not said."""
    days = _days(low)
    times = _TIMES.search(low, days[1], days[1] + _NEAR) if days else None
    if days is None or times is None:
        return None
    begin, end = (int(times[at]) + int(times[at + 1] or 0) / 60 for at in (1, 3))
    if end < begin <= _NOON:
        end += _NOON
    lasts = end - begin
    return round(days[0] * lasts, 1) if 1 <= lasts <= _SHORT_DAY else None
