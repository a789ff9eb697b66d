"""The day from which work or a person is there: dates with and without a year, weekdays, "over twee weken"."""

import re
from datetime import date, timedelta
from typing import Final

from matching.reading.sentences import Clause, Passage
from matching.reading.subjects import About

_MONTHS: Final = ("jan", "feb", "maa", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_MONTH: Final = (
    r"(?P<month>januari|jan|februari|febr|feb|maart|mrt|april|apr|mei|juni|jun|juli|jul|augustus|aug|"
    r"september|sept|sep|oktober|okt|november|nov|december|dec)\b"
)
_YEAR: Final = r"(?P<year>20\d\d|'\d\d)\b"
_FROM: Final = (
    r"\b(?:per|vanaf|start(?:datum)?|aanvang|(?:met )?ingang(?:sdatum| van)?|op|begin|in|pas|kan|vroegst)[: ]+(?:pas )?"
)
_DAY: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?P<day>\d{{1,2}}) {_MONTH} {_YEAR}",
        r"\b(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.]'?(?P<year>(?:20)?\d\d)\b",
        rf"\b(?:(?P<half>half|midden|medio) )?{_MONTH} {_YEAR}",
        rf"\b(?P<day>\d{{1,2}}) {_MONTH}",
        (
            r"\b(?:per|vanaf|startdatum:?|ingangsdatum:?|aanvang:?) (?P<day>\d{1,2})[-/](?P<month>\d{1,2})(?![-/\d]|"
            r" ?u\b| ?uur\b)"
        ),
        rf"{_FROM}(?:(?P<half>half|midden|medio) |begin |de maand )?{_MONTH}",
    )
)
_START: Final = re.compile(
    r"\bvroegst\b|\bstart|\bbegin|\bbegonnen|\bper\b|\bingang|\baanvang|\bbeschikbaar|\bvanaf\b|\bpas\b|"
    r"\baan de slag\b|"
    r"\binzetbaar|"
    r"\bverschoven\b|\bopgeschoven\b|\buitgesteld\b|\bverplaatst\b|\bwordt\b|\bis het\b|\baan het werk\b|"
    r"\bwerkdag\b|\bgeworden\b|\bingaand\b|\bvrij\b|"
    r"\bverwacht(?:en)?\b(?=[^,]*\b(?:kan|kunnen|beschikbaar|start\w*)\b)|\bkan (?:al )?(?:op|in|per|over)\b|"
    r"\bgaa?t? in\b|\bindiensttreding|\bniet eerder dan\b"
)
_NO_START: Final = re.compile(
    r"^(?:maar |en )?uiterlijk\b|\bdaarna (?:meteen|direct|gelijk) (?!beschikbaar|inzetbaar|beginnen|starten)|"
    r"\bsollicit|\breage|"
    r"(?:cursus|\bles|opleiding|studie|school|mbo|hbo|vmbo|entree|examen|training)\b(?!.*\bbeschikbaar)|"
    r"\bgeregistreerd\b|\bopgenomen in\b|"
    r"\bgeboren\b|\bwerkte\b|\btot\b|\bt/m\b|\bgewerkt\b|\bbehaald\b|"
    r"\bgehaald\b|"
    r"\bgeldig\b|\bverlo\w+|"
    r"\bgesprek\b|\bkennismak|\bintake\b|\bvakantie\b|\bopgenomen\b|\bgeopereerd\b|\bsluit|"
    r"\bvoor (?=\d)(?!\d+ ?(?:uur|u)\b)"
)
_AT_ONCE: Final = re.compile(
    r"\bper direct\b|\bliever vandaag dan morgen\b|\bstart\w*\W+direct\b(?! na\b)|\bvanaf nu\b|"
    r"\bnu (?:al )?beschikbaar|"
    r"\bvandaag (?:nog|al)\b|\bmeteen\b(?=$|[^.]*\b(?:begin\w*|start\w*|aan de slag|aan het werk|aan|beschikbaar|"
    r"inzetbaar|terecht|werken)\b)|\b(?:direct|gelijk|onmiddellijk) (?:beschikbaar|inzetbaar|beginnen|"
    r"starten|aan)|"
    r"\bkan direct\b|\bwanneer (?:ze|je|jullie|u) (?:maar )?(?:wil|wilt|willen)\b|"
    r"\bkan zo (?:beginnen|starten|aan)\b|\b(?:liefst|bij wijze van spreken|desnoods) (?:vandaag|"
    r"morgen) (?:nog|al)\b|"
    r"\bbeschikbaar: (?:nu|(?:per )?direct|meteen)\b|\b(?:elk|ieder) moment (?:\w+ )?(?:beginnen|starten|"
    r"beschikbaar|aan)|\bmorgen (?:al|nog|"
    r"meteen)\b|\bdirect te beginnen\b|\bvandaag\b(?= (?:beginnen|starten|aan))|"
    r"\bzo (?:snel|spoedig) mogelijk\b|\bzsm\b|\bonmiddellijk\b|\bper om(?:me)?gaande\b|\bgelijk beginnen\b"
)
_IN_A_WHILE: Final = re.compile(
    r"\bover (?:precies |ongeveer |een |zo'n )?(?P<number>\d{1,2}|een|twee|drie|vier|vijf|zes|acht)? ?"
    r"(?P<unit>dag|week|weken|dagen|maand|maanden)\b"
)
_DAY_AFTER: Final = re.compile(
    r"\b(?:de dag erna|dag daarna|daarna|aansluitend|direct erna|vanaf dan|"
    r"(?<!er )dan(?! (?:ook|maken|neem|nodigen|horen|spreken|bel|ben|zoeken)\b))\b"
)
_LAST_DAY: Final = re.compile(rf"\b(?:tot en met|t/m|tot) (?:\w+ )?(?P<day>\d{{1,2}}) {_MONTH}(?: {_YEAR})?")
_WEEK: Final = re.compile(r"\bweek (?P<week>\d{1,2})(?:(?: van| in|,)? (?P<year>20\d\d))?\b")
_LAST_MONTH: Final = re.compile(
    rf"\b(?:vast|contract|verlof|traject|gedetacheerd)\b[^,]*\b(?:tot en met|t/m) (?:eind )?{_MONTH}(?: {_YEAR})?|"
    rf"\b(?:tot en met|t/m) (?:eind )?{_MONTH.replace('month', 'till')}(?: {_YEAR.replace('year', 'till_year')})?"
    r"[^,]*\b\w*(?:vast|contract|verlof|traject)\b"
)
"""Bound to something else through a month: "zit vast tot en met juli"."""
_NEW_YEAR: Final = re.compile(
    r"\b(?:tot|t/m|tot en met) (?:het )?einde? (?:van )?(?:het|dit) jaar\b[^.]*\b(?:vast|contract|traject|verlof)\b|"
    r"\b(?:vanaf|per) (?:het )?nieuwe jaar\b"
)
_TIED: Final = re.compile(rf"\bzit (?:\w+ )?tot (?P<day>\d{{1,2}}) {_MONTH}(?: {_YEAR})? (?:nog )?vast\b")
_ENDS: Final = re.compile(
    rf"\b(?:loopt af|eindigt|stopt|afloopt|verloopt|zit tot|vast tot|^dat loopt (?:nog |door )*tot|"
    rf"gebonden tot)\b[^,]*?\b(?P<day>\d{{1,2}}) {_MONTH}(?: {_YEAR})?"
)
_END_OF_MONTH: Final = re.compile(r"\btot (?:en met )?(?:het )?einde? (?:van )?(?:de|deze) maand\b")
_ON_THE_DAY: Final = re.compile(r"^(?:namelijk |dus )?op \d{1,2} ")
"""The day itself, behind a clause that speaks of beginning."""
_NOT_BEFORE: Final = re.compile(
    rf"\bvoor (?P<day>\d{{1,2}}) {_MONTH}(?: {_YEAR})?\b[^,]*\b(?:niet|geen|niemand|nergens|nooit)\b|"
    rf"\bniet (?:\w+ ){{0,3}}voor (?P<from_day>\d{{1,2}}) {_MONTH.replace('month', 'from_month')}"
    rf"(?: {_YEAR.replace('year', 'from_year')})?"
)
_NOT_BEFORE_MONTH: Final = re.compile(
    rf"\b(?:niet|niets|pas) (?:\w+ ){{0,3}}voor (?:(?P<half>half|midden|medio) |begin )?{_MONTH}(?: {_YEAR})?"
)
_APPLIES: Final = re.compile(r"\bsollicit|\breage")
_TILL_MONTH: Final = re.compile(rf"\btot (?:begin )?{_MONTH}(?: {_YEAR})?")
_ON_WEEKDAY: Final = re.compile(
    r"\bkan (?:\w+ )?(?:al )?(?:op |komende |aanstaande )?(?P<day>maandag|dinsdag|woensdag|donderdag|vrijdag) (?:al |"
    r"meteen )?(?:beginnen|starten|aan de slag|aan het werk|terecht)\b"
)
_WEEKDAYS: Final = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag")
_READY: Final = re.compile(rf"\bop (?P<day>\d{{1,2}}) {_MONTH}(?: {_YEAR})? klaar\b")
_ENDS_LATE: Final = re.compile(
    rf"\b(?:loopt af|eindigt|stopt|afloopt|verloopt|tot|duurt tot)\b[^,]*?\beinde? {_MONTH}(?: {_YEAR})?"
)
_WISHED: Final = re.compile(r"\b(?:liefst|bij voorkeur|streven|streefdatum|idealiter)\b")
_NEXT: Final = re.compile(
    r"\b(?:vanaf |per |begin )?(?:volgende|komende) (?P<unit>week|maand)\b|"
    r"\bkomende maandag\b"
)
_TOMORROW: Final = re.compile(r"\bmorgen (?:beginnen|starten|aan (?:de slag|het werk)|terecht|beschikbaar)\b")
_AFTER: Final = re.compile(rf"\b(?:pas |vanaf )?na (?:\d{{1,2}} {_MONTH.replace('?P<month>', '?:')})")
_BARE_DAY: Final = re.compile(
    r"\b(?:vanaf|per|pas) (?:de )?(?P<day>\d{1,2})(?= (?:beginnen|starten|beschikbaar|aan|weer|vrij|"
    r"inzetbaar)|$)"
)
"""A day of the month that was named just before: "vakantie t/m 13 december, vanaf de 14e"."""
_NUMBERS: Final = {"een": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "acht": 8}
_JUST_PAST: Final = timedelta(days=31)
"""A day without a year that is so long ago is that day and not one of next year."""
_HALFWAY: Final = 15
_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 9000
"""A today outside these years is a slip of the pen, and days counted from it may not exist."""
_LAST_OF_YEAR: Final = 12


def starts(passage: Passage, on: date | None) -> date | None:
    """The day from which the work or the person is there; "per direct" is the day that counts as today.

    A date without a year is the next such day, or one that has just passed.
    The last day that a text names wins: "eerst 1 mei, nu 1 juni".
    """
    found: date | None = None
    ended: date | None = None
    on = on if on is not None and _FIRST_YEAR <= on.year <= _LAST_YEAR else None
    for clause in passage.clauses:
        if clause.about is About.OTHERS or clause.once or clause.past:
            continue
        low = clause.low
        ended = (None if _APPLIES.search(low) else _ended(low, on)) or ended
        bound = _bound_until(low, on) or _not_before(low, on)
        if bound:
            found = bound
            continue
        goes_on = _ON_THE_DAY.match(low) and _START.search(clause.before)
        if not (goes_on or _START.search(low) or _AT_ONCE.search(low) or _DAY_AFTER.search(low)) or _NO_START.search(
            low
        ):
            continue
        day = _named(low, on)
        if day and day.day > 1 and _AFTER.search(low):
            day += timedelta(days=1)
        if day is None and ended:
            day = _behind(clause, ended, on)
        if day is None and on is not None:
            day = _of_week(low, on)
        if day is None and on is not None and _START.search(low):
            day = _later(low, on)
        found = day or found
        if found is None and _AT_ONCE.search(low):
            found = on
    return found


def _behind(clause: Clause, ended: date, on: date | None) -> date | None:
    """The day that a clause means which only says that it comes after another: "daarna", "vanaf de 14e"."""
    low = clause.low
    if low.startswith("dan ") and clause.before and _ended(clause.before, on) is None:
        return None  # what follows from a condition: "mocht je VCA hebben, dan is dat mooi"
    bare = _BARE_DAY.search(low)
    if bare and int(bare["day"]) >= ended.day:
        return _in_month(ended, int(bare["day"]))
    return ended if _DAY_AFTER.search(low) else None


def _day_behind(match: re.Match[str], on: date | None) -> date | None:
    """The first day after something ends; "tot 1 mei" leaves the first itself free."""
    day = _date(match.groupdict(), on)
    is_first = (
        day is not None and day.day == 1 and match.group().startswith("tot ") and "tot en met" not in match.group()
    )
    return day + timedelta(days=0 if is_first else 1) if day else None


def _ended(low: str, on: date | None) -> date | None:
    """The first day after something else ends."""
    if on is not None and _END_OF_MONTH.search(low):
        return _moved(on, 1).replace(day=1)
    ready = _READY.search(low)
    if ready:
        return _date(ready.groupdict(), on)
    last = _LAST_DAY.search(low) or _ENDS.search(low)
    late = None if last else _ENDS_LATE.search(low)
    first = _date({**late.groupdict(), "day": None}, on) if late else None
    if first:
        return _moved(first, 1)
    till = None if last else _TILL_MONTH.search(low)
    if till:
        return _date({**till.groupdict(), "day": None}, on)
    return _day_behind(last, on) if last else None


def _bound_until(low: str, on: date | None) -> date | None:
    """The first day after somebody is bound to something else, till a day or through a month."""
    tied = _TIED.search(low)
    if tied:
        return _day_behind(tied, on)
    if on and _NEW_YEAR.search(low):
        return date(on.year + 1, 1, 1)
    bound = _LAST_MONTH.search(low)
    if bound is None:
        return None
    month, year = bound["month"] or bound["till"], bound["year"] or bound["till_year"]
    first = _date({"month": month, "year": year, "day": None}, on)
    return _moved(first, 1) if first else None


def _not_before(low: str, on: date | None) -> date | None:
    """The day before which somebody cannot begin."""
    match = _NOT_BEFORE.search(low)
    if match is None:
        month = _NOT_BEFORE_MONTH.search(low)
        return _date({**month.groupdict(), "day": None}, on) if month else None
    parts = ("day", "month", "year")
    return _date({part: match[part] or match[f"from_{part}"] for part in parts}, on)


def _in_month(of: date, day: int) -> date | None:
    try:
        return of.replace(day=day)
    except ValueError:
        return None


def is_wished(passage: Passage) -> bool:
    """Whether the day is only preferred."""
    if any(_AT_ONCE.search(clause.low) and not _WISHED.search(clause.low) for clause in passage.now()):
        return False
    return any(_START.search(clause.low) and _WISHED.search(clause.low) for clause in passage.now())


def _of_week(low: str, on: date) -> date | None:
    """The Monday of a numbered week; without a year the next such week."""
    match = _WEEK.search(low)
    if not match:
        return None
    try:
        day = date.fromisocalendar(int(match["year"] or on.isocalendar().year), int(match["week"]), 1)
        is_over = match["year"] is None and day < on
        return date.fromisocalendar(on.isocalendar().year + 1, int(match["week"]), 1) if is_over else day
    except ValueError:
        return None


def _named(low: str, on: date | None) -> date | None:
    for pattern in _DAY:
        match = pattern.search(low)
        if match:
            return _date(match.groupdict(), on)
    return None


def _later(low: str, on: date) -> date | None:
    """A day counted from today."""
    match = _IN_A_WHILE.search(low)
    if match:
        number = match["number"] or "een"
        count = int(number) if number.isdigit() else _NUMBERS[number]
        if match["unit"].startswith("maand"):
            return _moved(on, count)
        return on + timedelta(days=count * (1 if match["unit"].startswith("dag") else 7))
    weekday = _ON_WEEKDAY.search(low)
    if _TOMORROW.search(low) or weekday:
        ahead = (_WEEKDAYS.index(weekday["day"]) - on.weekday() - 1) % 7 if weekday else 0
        return on + timedelta(days=ahead + 1)
    match = _NEXT.search(low)
    if match and match["unit"] == "maand":
        return _moved(on, 1).replace(day=1)
    return on + timedelta(days=7 - on.weekday()) if match else None


def _moved(on: date, months: int) -> date:
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    following = date(year + month // 11, (month + 1) % _LAST_OF_YEAR + 1, 1)
    return first.replace(day=min(on.day, (following - timedelta(days=1)).day))


def _date(found: dict[str, str | None], on: date | None) -> date | None:
    month = found["month"] or ""
    number = int(month) if month.isdigit() else 1 + (
        2 if month == "mrt" else next(at for at, name in enumerate(_MONTHS) if month.startswith(name))
    )  # fmt: skip
    day = int(found.get("day") or (_HALFWAY if found.get("half") else 1))
    year = found.get("year")
    try:
        if year:
            return date(int(year[-2:]) + 2000, number, day)
        if on is None:
            return None
        this_year = date(on.year, number, day)
        return this_year if this_year >= on - _JUST_PAST else date(on.year + 1, number, day)
    except ValueError:
        return None
