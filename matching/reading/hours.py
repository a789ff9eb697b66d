"""Hours a week in a text, in all the ways they are written; hours of the clock are something else."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from matching.reading.clock import on_the_clock
from matching.reading.numerals import in_figures
from matching.reading.sentences import Clause, Passage
from matching.reading.week_hours import by_days

_N: Final = r"(\d{1,2}(?:[.,]\d)?)"
_HOUR: Final = r"(?:-? ?(?:uren|uurtjes|uur|urige|urig|hrs?|u))\b"
_TO: Final = r"\s*(?:-|/|t/m|tot en met|tot|a|of|en)\s*"
_FROM: Final = r"(?:minimaal|min|minstens|vanaf|ten minste|tenminste|niet minder dan|op zijn minst)"
_UPTO: Final = r"(?:maximaal|max|hooguit|hoogstens|niet meer dan|niet boven de|ten hoogste|tot)"
_NO_DATE: Final = r"(?! ?(?:jan|feb|maa|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec))"
_DAYS: Final = r"(?:dagen|dagdelen|ochtenden|middagen|avonden|nachten|diensten|keer|x)"
_CLOCKS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:binnen|tegen) {_N}{_HOUR}|\btot {_N}{_HOUR} dus\b",
        rf"(?<!onder )(?<!onder de )\b{_N}{_HOUR} (?:begin\w*|start\w*|opstaan)\b",
        rf"\bdag(?:en)? \({_N}{_HOUR}\)",
        rf"\b{_N}-?urige (?:werk)?dag(?:en)?\b",
        rf"\b(?:werk)?tijden:? {_N}(?:[.:]\d\d)?\s*(?:-|tot|en)\s*{_N}(?:[.:]\d\d)?{_HOUR}",
        rf"\btot 23(?:[.:]\d\d)?{_HOUR}(?! per week| in de week)",
        rf"\bniet (?:na|voor) {_N}{_HOUR}|\bvoor {_N}{_HOUR} (?:moet|kan|is|komt|lukt|heeft)\b",
        rf"\b(?:avond|ochtend|middag)(?:s|en)?\b(?: \w+){{0,2}} tot {_N}{_HOUR}(?! per week| in de week)",
        rf"\b(?:om|rond) {_N}{_HOUR}(?! per week| in de week| te)",
        (
            rf"\b(?:om|na|(?<!contract )(?<!belastbaar )(?<!baan )(?<!is )(?<!goed )(?<!functie )voor|rond|"
            rf"vanaf) (?:1?\d|"
            rf"2[0-3])(?:[.:]\d\d)?{_HOUR}"
            rf"(?! per week| in de week)(?=[^.]*\b(?:'s|"
            rf"s|op|is|klaar|begin|dicht|open|avond)|$)"
        ),
        rf"\b{_N}[.:]\d\d ?(?:{_HOUR})?",
        (
            rf"\b{_N}{_HOUR} (?:per (?:dag|nacht|etmaal|avond|ochtend|"
            rf"middag)|slaap|'s|s avonds|s ochtends|s morgens|open|"
            rf"bereikbaar|"
            rf"reizen|reistijd)"
        ),
        (
            rf"\b(?:vroeg|laat|ochtends|morgens|avonds|begint?(?! met\b)(?: \w+){{0,3}})(?:\s*,)? "
            rf"{_N}{_HOUR}(?! per week| in de week| werk)"
        ),
        rf"\b(?:een|anderhalf|half|{_N}){_HOUR} (?:reizen|onderweg|reistijd|pauze)",
        (
            rf"(?<!contract )(?<!dienstverband )(?<!baan )(?<!functie )\bvan {_N} tot (?:1?\d|"
            rf"2[0-4])(?:[.:]\d\d)?{_HOUR}(?! per week| in de week)"
        ),
        rf"\b{_N}{_HOUR} per (?:klant|adres|huis|keer|gesprek|bezoek|les|rit)",
        r"\b\d+ (?:tot|-) \d+ jaar",
    )
)
_ABOUT: Final = re.compile(r"\b(\d{1,2}) uur (tot|a) (\d{1,2})(?= (?:in de|per) week\b)")
"""A guess, whose unit was put behind its first number: "een uur of 28 tot 32 in de week"."""
_OTHER_HOURS: Final = re.compile(
    r"\btot sluit\w*|\btussen de middag\b|\b(?:geopend|bereikbaar|openingstijden|pauze|reist|reizen|onderweg|slaapt)\b|"
    r"\bper week (?:\w+ )?open\b|"
    r"\b(?:werkt|zit) (?:nu|momenteel|op dit moment|al)\b|\bhuidige?\b|\bwerkzaam als\b|\bmomenteel\b|"
    r"\bscholing\b|\bvakantie\w*|\btraining\b|\bcursus\b|\bper jaar\b|\bper maand\b|\bachter elkaar\b|"
    r"\baaneen\b|"
    r"\bbestond\b|\bgewerkt\b|\bheeft nu\b|(?<!naast )(?<!naast de )(?<!naast zijn )(?<!naast haar )\bmantelzorg|"
    r"\bvrijwillig\w*|\b(?:teveel|te veel|"
    r"te zwaar)\b"
)
"""Hours of a shop, of travelling, or of the work that somebody does now: not what is offered or wanted."""
_IS_BORDER: Final = re.compile(
    r"\bdat is (?:ook |echt |wel |voorlopig )*(?:de|zijn|haar|het) (?:grens|maximum|"
    r"plafond)\b"
)
"""What somebody works now, and no more than that: "zit nu op 20 en dat is de grens"."""
_PRODUCTS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_N} ?{_DAYS},? ?(?:werken,? )?(?:per week,? )?(?:(?:van|a|x|keer) )?(?:elk |ieder )?{_N}{_HOUR}",
        (
            rf"\b(?P<second>\d{{1,2}}(?:[.,]\d)?){_HOUR} per (?:dag|keer|"
            rf"dienst),? (?:gedurende )?(?P<first>\d) ?{_DAYS}"
        ),
    )
)
_UP_TO: Final = re.compile(rf"\b{_UPTO} $")
_RANGES: Final = re.compile(
    rf"\b(\d)(?: ?(?:{_DAYS},? )?(?:tot|a|of|-|en {_UPTO}|"
    rf"tot {_UPTO}) ?(\d))? ?{_DAYS},? ?(?:per week,? )?(?:van|a|x|keer) (\d{{1,2}})(?: ?(?:tot|a|of|"
    rf"-) ?(\d{{1,2}}))?{_HOUR}"
)
"""Days times hours of which one is a range: "3 tot 5 ochtenden van 4 uur"."""
_A_DAY_EACH: Final = re.compile(
    rf"\b(\d)(?: ?(?:tot|a|of|-) ?(\d))? ?dagen\b[^\d.]{{0,14}}(\d)(?: ?(?:tot|a|of|-) ?(\d))?{_HOUR} per dag\b"
)
"""The same with the hours of a day behind: "3 of 4 dagen, 7 uur per dag"."""
_BARE_MOST: Final = re.compile(
    r"\b(?:max|maximaal|hooguit|hoogstens) (\d{1,2})"
    r"(?! ?(?:kg|kilo|min|km|keer|dagen|%|kwartier|graden|jaar|euro))\b"
)
_OF_A_WEEK: Final = re.compile(r"\bweek\b|\btotaal\b|\bgemiddeld\b|\bcontract|\bfunctie\b|\bbaan\b")
_PART_OF_DAY: Final = re.compile(
    r"\b(?:vroege?|late?|dag|avond|nacht|ochtend|middag)?dienst(?:en)?\b|\b(?:ochtend|middag|avond)s?\b|"
    r"\bmaandag\b|\bma(?= t/m|-)|\bploeg\w*|\b(?:ontbijt|lunch|diner)\b|"
    r"\bwerkdagen\b|\bdoordeweeks\b|\bweekend\b|\bschool\b|\bs (?:avonds|nachts|morgens|ochtends)\b"
)
_HALF_PAST: Final = re.compile(r"\b(?:half|kwart (?:over|voor)) \w+ tot\b")
_TILL: Final = re.compile(rf"\btot (?:1[2-9]|2[0-3]){_HOUR}")
_SPAN: Final = re.compile(rf"\b(\d{{1,2}})(?:[.:]\d\d)?(?:{_HOUR})?\s*(?:-|t/m|tot|en)\s*{_N}{_HOUR}")
_SHORT, _SHORTEST, _MIDNIGHT = 2, 4, 24
_EVERY_PART: Final = re.compile(r"\b(?:elke|iedere) (?:\w+)?(?:ochtend|middag|avond)\b")
"""Of a part of every day few hours are the clock too: "elke middag tussen 15 en 18 uur"."""
_PERHAPS_LONGER: Final = 3
"""By so many hours days may differ; from one number to a later one is the clock."""
_A_DAY: Final = 12
_SUM_AND_MORE: Final = re.compile(
    rf"\b(\d) ?(?:x|keer|dagen van) {_N}{_HOUR}[^\d.]{{0,12}}\b(?:opbouw\w*|uitbreid\w*|"
    rf"doorgroei\w*)[^\d.]{{0,12}}{_N}\b"
)
"""Days times hours to begin with, and what it may grow to."""
_EACH: Final = re.compile(rf"\b(?:ieder|elk|allebei|per persoon) {_N}{_HOUR}")
_SHARE: Final = re.compile(r"\b([01][.,]\d{1,2}) ?fte\b")
_SHARES: Final = re.compile(r"\b([01][.,]\d{1,2}) ?(?:fte )?(?:tot|-|a|/|en) ?([01][.,]\d{1,2}) ?fte\b")
_CLOCKED: Final = re.compile(
    r"(?<!of )(?<!tot )(?<!a )\b(\d) (?:dagen|ochtenden|middagen|avonden|nachten)(?: per week)?:?"
    r"(?:\s*(?:ma|di|wo|do|vr|za|zo|en|,))*\s+(?:van|tussen) (\d{1,2})(?:[.:](\d\d))?(?: ?(?:uur|u))? "
    r"(?:tot|en) (\d{1,2})(?:[.:](\d\d))?\b"
)
"""Days times the hours between two times: "5 avonden per week van 17.30 tot 20.00"."""
_WHOLE_WEEK: Final = re.compile(rf"\b(3[468]|40)(?:{_HOUR})?")
_LABELLED: Final = re.compile(
    rf"\b(?:\w*uren\w*|arbeidsduur|omvang|dienstverband)(?: per week)?[:=] ?(?:tussen )?(?:de |ca |"
    rf"circa )?{_N}"
    rf"(?:\s*(?:-|/|tot|a|en)\s*{_N})?(?=\s*(?:[,.] |$|per week|p/w|in overleg|te verdelen))"
)
"""A form that was filled in: "uren per week: 36"."""
_BARE_LABEL: Final = re.compile(r"(?:^|[,.] )uren (\d{1,2})(?= [,.]|$)")
"""The same without a colon: "uren 32, overdag"."""
_WISHED: Final = re.compile(
    r"\b(?:liefst|bij voorkeur|(?:wij|we) denken aan|denken (?:wij|we) aan|in gedachten|ons idee|"
    r"valt over te praten|richtlijn|ideaal|"
    r"streven)\b"
)
_SPREAD: Final = re.compile(r"\bdenken (?:wij |we )?aan (?:\w+ )?\d+ ?(?:tot|-|a) ?\d+")
"""A range that is thought of is wide enough to hold to: "we denken aan 24 tot 30 uur"."""
_GROWTH: Final = re.compile(
    rf"\b(?:start\w*|begin\w*|instap\w*|eerst|opbouw\w*|"
    rf"doorgroei\w*) [^\d.]{{0,15}}{_N}{_NO_DATE}(?:{_HOUR})?(?:[^\d.]|(?<= )\.(?= )){{0,60}}"
    rf"\b(?:tot|naar|daarna|later|uiteindelijk|op termijn|als het (?:goed|lekker) (?:gaat|loopt|bevalt)|streven|"
    rf"streefdoel|doel|uitbreid\w*|"
    rf"uitbouw\w*)\b[^\d.]{{0,12}}{_N}\b"
)
_UNIT: Final = re.compile(rf"\d{_HOUR}|\buren\b|\bper week\b")
_NEAR: Final = 16
"""Characters around two numbers in which hours are named, when it is about hours."""
_LIST: Final = re.compile(rf"\b{_N}\s*,\s*(?:\d{{1,2}}\s*,\s*)?\d{{1,2}} of {_N}{_HOUR}")
"""Numbers of which one may be chosen: "16, 20 of 24 uur"."""
_RANGE: Final = re.compile(rf"\b{_N}(?:{_HOUR})?{_TO}{_N}{_HOUR}")
_BOTH: Final = re.compile(rf"\b{_FROM} {_N}{_NO_DATE}[^\d.]{{1,20}}\b{_UPTO} {_N}\s*(?:{_HOUR}|per week)")
_UNITLESS: Final = re.compile(rf"\buren [^\d.]{{0,20}}(?:{_FROM} {_N}[^\d]{{1,20}}\b{_UPTO}|tussen {_N} en) {_N}\b")
"""The same with the unit in front: "uren in overleg, vanaf 8 tot maximaal 20"."""
_DOWN_TO: Final = re.compile(rf"\bondergrens van {_N}\b")
"""How much less will do, behind the hours: "36 uur; minder kan, tot een ondergrens van 28"."""
_MORE_TOO: Final = re.compile(rf"\b{_N}{_HOUR}[^\d.]{{0,12}}\b{_N}(?:{_HOUR})? (?:mag|kan|is) (?:ook|prima|goed)\b")
"""A second number that will do as well: "24 uur, 32 mag ook"."""
_PERHAPS_MORE: Final = re.compile(
    rf"\b{_N}{_HOUR}(?: per week)?(?: \(\d ?(?:dgn|dagen|diensten)\))?\s*,?\s*(?:evt|"
    rf"eventueel) {_N}\b(?! ?(?:dag|dgn|kg|km))|"
    rf"\b{_N}{_HOUR}[^\d.]{{0,20}}\b(?:uitbreid\w*|opbouw\w*|doorgroei\w*) (?:tot|naar) {_N}\b"
)
"""A second number that may be: "24 uur per week, evt. 32"."""
_LESS_TOO: Final = re.compile(
    rf"\b{_N}{_HOUR}\s*,?\s*(?:[a-z]+,? ){{0,2}}?\(?{_N}(?:{_HOUR})?\)? (?:is |mag |kan )?(?:ook |bespreekbaar|"
    rf"eventueel|kan\b|mag\b)|"
    rf"\b{_N}(?:{_HOUR})? (?:per week|in de week)[^\d.]{{0,25}}\bmet {_N}(?:{_HOUR})?[^\d.]{{0,20}}\b(?:geholpen|"
    rf"blij)\b|\b{_N}{_HOUR}[^\d.]{{0,25}}\bmet {_N}(?:{_HOUR})?[^\d.]{{0,20}}\b(?:genoegen|tevreden|geholpen)\b"
)
"""A second number, lower, that will do as well: "40 uur, parttime (32) bespreekbaar"."""
_BORDER: Final = r"(?:max|maximum|maximaal|grens|bovengrens|limiet|top|plafond|uiterste|het meeste)"
_AT_MOST: Final = re.compile(
    rf"\b{_N}(?! ?(?:min|km|kg|kilo|minuten)\b)(?:{_HOUR})?(?: per week)?,? (?:is|was|blijft|wordt|als|"
    rf"=)? ?(?:\w+ ){{0,5}}?(?:het|de|"
    rf"mijn|zijn|haar|hun)? ?(?:absolute )?{_BORDER}\b(?! dat\b)|"
    rf"\b{_BORDER}(?: \w+){{0,3}}? (?:is|ligt op|van|blijft|ligt bij|op)? ?(?:ongeveer )?{_N}{_HOUR}|"
    rf"\b{_N}{_HOUR}\W{{1,3}}meer (?:is|gaat|lukt|zit|kan|wordt)\b[^\d.]{{0,20}}\b(?:niet|terugval|te veel|teveel)\b|"
    rf"\bmeer dan {_N}{_HOUR}[^\d.]{{0,40}}\b(?:niet|geen|te veel|teveel|onmogelijk|lastig|onverstandig)\b|"
    rf"\b(?:niet|nooit|geen) (?:\w+ ){{0,3}}meer dan {_N}{_HOUR}|"
    rf"\bkan (?:\w+ )?{_N}{_HOUR} (?:per week )?aan\b(?![^.]*\bniet minder\b)"
)
_AT_LEAST: Final = re.compile(
    rf"\b{_N}(?:{_HOUR})? is (?:de |haar |zijn |het )?(?:ondergrens|minimum)\b|"
    rf"\b{_N}{_HOUR}(?: per week)? (?:is|als) (?:het|ons|de|mijn|zijn|haar) (?:\w+ )?(?:minimum|"
    rf"ondergrens)\b|"
    rf"\bminder dan {_N}{_HOUR}[^\d.]{{0,40}}\b(?:niet|geen|te weinig|onmogelijk|lastig)\b|"
    rf"\bniet minder dan {_N}{_HOUR}|\bonder (?:de )?{_N}{_HOUR}[^\d.]{{0,40}}\b(?:niet|geen)\b"
)
_CHANGED: Final = re.compile(
    rf"\b(?:bijgesteld|aangepast|gewijzigd|verlaagd|verhoogd|veranderd|teruggebracht|uitgebreid|"
    rf"opgehoogd|verlaging|gegaan) (?:is )?naar {_N}{_HOUR}"
)
_LEAST: Final = re.compile(
    rf"\b{_FROM} {_N}{_HOUR}|\buren[:=( ,]+{_FROM} {_N}\b|\b{_N}(?: ?\+ ?{_HOUR}|{_HOUR} (?:of|en) meer)|"
    rf"\b{_N}{_HOUR}[^\d.]{{0,25}}(?<!minder of )\b(?:meer (?:mag|kan|is (?:ook )?(?:goed|prima|welkom))|"
    rf"mag (?:ook )?meer)\b(?! niet)"
)
_MOST: Final = re.compile(rf"\b{_UPTO} {_N}{_HOUR}")
_EXACT: Final = re.compile(rf"\b{_N}{_HOUR}")
_FULL_TIME: Final = re.compile(r"\bfull ?-?time\b|\bvoltijds?\b")
_PART_TIME: Final = re.compile(r"\bpart ?-?time\b|\bdeeltijd\b")
_WEEK_OF: Final = (36.0, 40.0)
_MOST_HOURS: Final = 60


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours a week from and to; ``None`` where the text leaves that end open. ``wished``: others will do too."""

    low: float | None = None
    high: float | None = None
    wished: bool = False


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _first(match: re.Match[str] | None) -> float | None:
    """The number that one of several ways of saying it caught."""
    return next((_number(found) for found in match.groups() if found), None) if match else None


def _without_clock(low: str) -> str:
    """A clause without the hours of the clock between which somebody works: "vroege dienst 6-14 uur"."""
    if _OF_A_WEEK.search(low):
        return low
    if _HALF_PAST.search(low):
        low = on_the_clock(low)
    if _PART_OF_DAY.search(low):
        low = _TILL.sub(" ", low)
    elif not re.search(rf"\btussen {_N}", low):
        return low
    least = _SHORT if _EVERY_PART.search(low) else _SHORTEST
    return _SPAN.sub(lambda match: " " if _is_of_a_day(match, least) else match.group(), low)


def _is_of_a_day(match: re.Match[str], least: int) -> bool:
    return least <= _number(match[2]) - _number(match[1]) <= _A_DAY and _number(match[2]) <= _MIDNIGHT


def _counts(clause: Clause) -> bool:
    return not _OTHER_HOURS.search(clause.low) or _IS_BORDER.search(clause.low) is not None


def hours(passage: Passage) -> Hours:
    """Hours a week that a text names; both ends open when it names none."""
    said = [clause for clause in passage.now() if _counts(clause)]
    low = in_figures(_in_sentences((_without_clock(clause.low), clause.behind) for clause in said))
    low = _ABOUT.sub(r"\1 \2 \3 uur", low)
    found = _counted(low.replace(" , ", ", "))
    if found:
        return found
    bare = _BARE_LABEL.search(low)
    if bare and _number(bare[1]) <= _MOST_HOURS:
        return Hours(_number(bare[1]), _number(bare[1]))
    labelled = _LABELLED.search(low)
    if labelled and _number(labelled[1]) <= _MOST_HOURS:
        return Hours(_number(labelled[1]), _number(labelled[2] or labelled[1]))
    low = _unclocked(low)
    found = _named(low)
    bare = (
        _BARE_MOST.search(low)
        if found == Hours() and any(" uur" in each.low or "uren" in each.low for each in passage.clauses)
        else None
    )
    if bare or found != Hours():
        return Hours(None, _number(bare[1])) if bare else found
    told = in_figures(on_the_clock(_in_sentences((clause.low, clause.behind) for clause in said)))
    total = next((each for each in map(by_days, told.split(" . ")) if each is not None), None)
    return Hours(total, total)


def _in_sentences(said: Iterable[tuple[str, tuple[str, ...]]]) -> str:
    """Clauses, each with what is behind it: a full stop follows the last of a sentence, so that no sum crosses it."""
    return "".join(f"{low}{' , ' if behind else ' . '}" for low, behind in said).removesuffix(" . ")


def _unclocked(low: str) -> str:
    """Text without whatever is said of the clock."""
    for pattern in _CLOCKS:
        low = pattern.sub(" ", low)
    return low


def _is_about_hours(low: str, pair: re.Match[str]) -> bool:
    """Whether hours are named in or near two numbers: "eerst met twee collega's, daarna twee etages" has none."""
    before = low[max(pair.start() - _NEAR, 0) : pair.start()]
    return "uren" in before or _UNIT.search(low, pair.start(), pair.end() + _NEAR) is not None


def _named(low: str) -> Hours:
    """Hours in text without the clock: changed to, from and to, at least, at most, exactly."""
    changed = _CHANGED.search(low)
    if changed:
        return Hours(_number(changed[1]), _number(changed[1]))
    for pattern in (_GROWTH, _BOTH, _UNITLESS, _LIST, _RANGE, _MORE_TOO, _PERHAPS_MORE):
        pair = pattern.search(low)
        if pair and (pattern is not _GROWTH or _is_about_hours(low, pair)):
            first, last = (_number(each) for each in pair.groups() if each)
            if first <= last <= _MOST_HOURS:
                return Hours(first, last)
    less = _LESS_TOO.search(low)
    if less:
        most, least = (_number(each) for each in less.groups() if each)
        if least < most <= _MOST_HOURS:
            return Hours(least, most)
    upper = _first(_AT_MOST.search(low))
    lower = _first(_AT_LEAST.search(low))
    if upper is None and lower is None:
        upper, lower = _first(_MOST.search(low)), _first(_LEAST.search(low))
        upper = None if upper is not None and upper < _SHORTEST else upper  # "tot drie uur" is the clock
    if upper is not None or lower is not None:
        return Hours(lower, upper)
    return _exactly(low)


def _exactly(low: str) -> Hours:
    """Hours that a text names without a range; full time where it says no more."""
    exact, least = _EXACT.search(low), _DOWN_TO.search(low)
    if exact is None or not 0 < _number(exact[1]) <= _MOST_HOURS:
        return Hours(*_WEEK_OF) if _FULL_TIME.search(low) and not _PART_TIME.search(low) else Hours()
    high = _number(exact[1])
    return Hours(min(_number(least[1]), high) if least else high, high)


def asked(passage: Passage) -> Hours:
    """Hours a week that an employer's text names, and whether it only prefers them."""
    found = hours(passage)
    wished = any(
        _WISHED.search(clause.low) and re.search(r"\d", clause.low) and not _SPREAD.search(clause.low)
        for clause in passage.now()
        if _counts(clause)
    )
    return replace(found, wished=wished and (found.low is not None or found.high is not None))


def _counted(low: str) -> Hours | None:
    """Hours that follow from a sum: days times hours, a share of a whole week, what each of two people works."""
    ranges = _RANGES.search(low) or _A_DAY_EACH.search(low)
    if ranges and (ranges[2] or ranges[4]):
        fewest, most, short, long = (int(each) for each in ranges.groups(ranges[1])[:2] + ranges.groups(ranges[3])[2:])
        if 0 <= long - short <= _PERHAPS_LONGER:  # "van 9 tot 16 uur" and "van 23 tot 7 uur" are the clock
            return Hours(min(fewest, most) * short, max(fewest, most) * long)
    grows = _SUM_AND_MORE.search(low)
    if grows:
        return Hours(_number(grows[1]) * _number(grows[2]), _number(grows[3]))
    for pattern in _PRODUCTS:
        product = pattern.search(low)
        if product:
            named = product.groupdict()
            days, a_day = (named["first"], named["second"]) if named else (product[1], product[2])
            total = _number(days) * _number(a_day)
            if _number(a_day) <= _A_DAY and total <= _MOST_HOURS:  # "max 12 uur (3x4 uur)" is at most
                at_most = _first(_MOST.search(low)) == total or _UP_TO.search(low[: product.start()])
                return Hours(None if at_most else total, total)
    each = _EACH.search(low)
    if each:
        return Hours(_number(each[1]), _number(each[1]))
    return _by_the_clock(low) or _part_of_a_week(low)


def _by_the_clock(low: str) -> Hours | None:
    """Days times the hours between two times."""
    clocked = _CLOCKED.search(low)
    if not clocked:
        return None
    minutes = (int(clocked[4]) - int(clocked[2])) * 60 + int(clocked[5] or 0) - int(clocked[3] or 0)
    total = int(clocked[1]) * (minutes % (24 * 60)) / 60
    return Hours(total, total)


def _part_of_a_week(low: str) -> Hours | None:
    """Hours that a share of a whole week is."""
    shares = _SHARES.search(low)
    if shares:
        least, most = (round(_number(share) * end, 1) for share, end in zip(shares.groups(), _WEEK_OF, strict=True))
        return Hours(least, most)
    share = _SHARE.search(low)
    if share:
        week = _WHOLE_WEEK.search(low)
        if week and _number(share[1]) < 1:
            total = round(_number(share[1]) * _number(week[1]), 1)
            return Hours(total, total)
        if not _EXACT.search(_unclocked(low)):
            low_end, high_end = (round(_number(share[1]) * end, 1) for end in _WEEK_OF)
            return Hours(low_end, high_end)
    return None
