"""Hours of the clock in a text, and the shifts they fall in."""

import re
from typing import Final

from matching.reading.numerals import ONE_TO_TWELVE

HOUR: Final = r"(\d{1,2})(?:[.:](\d\d))?(?: ?(?:uur|u)\b)?"
_RANGE: Final = re.compile(rf"(\b(?:van|tussen|om) )?\b{HOUR} ?(?:-|tot|t/m|en) ?{HOUR}")
_AN_END: Final = (
    r"[\d.:]*(?: ?uur| ?u)?[^,.]{0,24}\b(?:klaar|dicht|terug|naar huis|sluit\w*|weg|uit|vrij|neer|geopend|open|erop)\b"
)
"""What makes "om vier uur" the end of a day."""
_FROM: Final = re.compile(rf"\b(?:na|vanaf|(?:om|begint om)(?! \d{_AN_END})) {HOUR}")
_TILL_LATE: Final = re.compile(r"\bwerkt? (?:je|jij|u|hij|ze|zij) tot (?:19|2[0-3])\b")
_BEGINS: Final = re.compile(r"\b(?:begin\w*|start\w*|stap\w* (?:je )?in|van start|aan de slag|sta je)\b")
"""Signs that an hour of the clock is the first of the day's work."""
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
_LATE_FROM, _FIRST_HOUR = 13, 6
_LONGEST: Final = 13
_NOON, _HOURS = 12, 24
_WORDS: Final = rf"(?:{'|'.join(ONE_TO_TWELVE)})"
_AT: Final = re.compile(
    rf"\b(?P<near>om|tot|na|voor|vanaf|rond|tegen|en) (?P<part>half |kwart over |kwart voor )?"
    rf"(?P<hour>{_WORDS}|\d{{1,2}})\b(?! (?:dagen|weken|keer|maanden|jaar|mensen|collega))"
    r"(?P<unit> uur(?! (?:per|in de) week))?(?P<day> 's (?:middags|avonds|ochtends|morgens|nachts))?"
)
"""An hour in words: "om half acht", "tot tien uur 's avonds"."""
_SPAN: Final = re.compile(
    rf"\b(?P<near>van|tussen|werktijd(?:en)?) (?P<part>half |kwart over |kwart voor )?"
    rf"(?P<hour>{_WORDS}|\d{{1,2}})(?: uur)?"
    rf"(?P<day> 's (?:middags|avonds|ochtends|morgens|nachts))? (?:tot|en) (?:een uur of )?"
    rf"(?P<last_part>half |kwart over |kwart voor )?(?P<last>{_WORDS}|\d{{1,2}})\b(?![.:]\d)"
    r"(?! (?:dagen|weken|keer|maanden|jaar|mensen|collega|uur (?:per|in de) week))(?: uur)?"
    r"(?P<last_day> 's (?:middags|avonds|ochtends|morgens|nachts))?"
)
"""Hours of which at least one is in words: "van kwart over acht tot vier", "van 5 tot 9 's avonds"."""
_ONLY_EVENING: Final = re.compile(
    r"^(?!.*(?:ochtend|overdag|middag|nacht)).*\bavond(?:en)?\b.*\b(?:van|"
    r"tussen) \d{1,2}\.\d\d tot "
)
_EARLY: Final = re.compile(r"\b([5-9]|10|11)\.(?=\d\d\b)")
"""Hours that an evening turns into those after noon: "elke avond van zes tot negen"."""
_POINTS: Final = {"om", "tot", "na", "voor", "vanaf", "rond", "tegen"}
"""Words before an hour that is a point in time; "van vier uur" is how long."""
_HALF: Final = re.compile(r"\bhalf (1?\d)\b(?! (?:uur )?(?:open|per))")
"""Half an hour before a number: "half 10"."""


def _hour(word: str) -> int:
    return int(word) if word.isdigit() else ONE_TO_TWELVE.index(word) + 1


def _minutes(part: str | None, word: str, day: str | None) -> int:
    """Minutes after midnight of an hour in words."""
    hour = _hour(word)
    late = day in {" 's middags", " 's avonds"}
    afternoon = day is None and word in ONE_TO_TWELVE and hour < MORNING_FROM
    hour += _NOON if hour < _NOON and (late or afternoon) else 0
    return 60 * hour + {"half ": -30, "kwart over ": 15, "kwart voor ": -15}.get(part or "", 0)


def _written(minutes: int) -> str:
    return f"{minutes // 60 % _HOURS}.{minutes % 60:02d}"


def _span(match: re.Match[str]) -> str:
    """A span of which an hour is in words, as digits; any other as it stood."""
    words = {match["hour"], match["last"]} & set(ONE_TO_TWELVE)
    if not (words or match["part"] or match["last_part"] or match["day"] or match["last_day"]):
        return match.group()
    begin = _minutes(match["part"], match["hour"], match["day"] or match["last_day"])
    end = _minutes(match["last_part"], match["last"], match["last_day"])
    if match["day"] is None and begin > end and match["last_day"]:  # "van negen tot drie uur 's middags"
        begin = _minutes(match["part"], match["hour"], " 's ochtends")
    if end <= begin < _EVENING_FROM * 60 and end < _NOON * 60:  # "van twee tot tien", "van negen tot vijf"
        end += _NOON * 60
    return f"{match['near']} {_written(begin)} tot {_written(end)} uur"


def _point(match: re.Match[str]) -> str:
    """An hour in words as digits; without a sign that it is one, as it stood."""
    told = (
        match["part"] or match["day"] or (match["near"] in _POINTS and match["unit"] and match["hour"] in ONE_TO_TWELVE)
    )
    if not told or not 0 < _hour(match["hour"]) <= _HOURS:
        return match.group()
    kept = match["day"] if match["day"] in {" 's ochtends", " 's morgens", " 's nachts"} else ""
    return f"{match['near']} {_written(_minutes(match['part'], match['hour'], match['day']))} uur{kept}"


def on_the_clock(low: str) -> str:
    """The text with hours in digits: "om half acht" as "om 7.30 uur", "tot tien uur 's avonds" as "tot 22.00 uur"."""
    low = _HALF.sub(lambda match: f"{int(match[1]) - 1}.30", low)
    low = _AT.sub(_point, _SPAN.sub(_span, low))
    return _EARLY.sub(lambda match: f"{int(match[1]) + _NOON}.", low) if _ONLY_EVENING.search(low) else low


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
    if _TILL_LATE.search(low):
        found.add("avond")
    for first, _ in _FROM.findall(_RANGE.sub(" ", low)):
        if int(first) <= _HOURS:
            found |= _part_of_day(int(first), None)
            if _FIRST_HOUR <= int(first) < _NOON and _BEGINS.search(low):
                found.add("dag")
    return found
