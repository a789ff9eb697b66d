"""Driving licences in a text: categories and what people call them; code 95 is a paper (see `certificates`)."""

import re
from collections.abc import Iterator
from typing import Final

from matching.reading.modality import Claim, Strength, claim, strength
from matching.reading.sentences import SILENT, Clause, Passage, Said
from matching.reading.subjects import About

_NAMED: Final = (
    (re.compile(r"\bgroot rijbewijs|\bvrachtwagenrijbewijs|\bvrachtautorijbewijs"), "C"),
    (re.compile(r"\b(?:tractor|trekker)rijbewijs|rijbewijs (?:voor de )?(?:tractor|trekker)"), "T"),
    (re.compile(r"\b(?:brommer|bromfiets|scooter)(?:rijbewijs|certificaat)"), "AM"),
    (re.compile(r"\bmotor-?rijbewijs"), "A"),
    (re.compile(r"\bbusrijbewijs"), "D"),
    (re.compile(r"\bauto-?rijbewijs"), "B"),
)
_SUBJECT: Final = re.compile(
    r"^(?:en |ook )?(?:be|ce|c1?|d1?|b|t)\b(?= (?:is|mag|hoeft|graag|verplicht|moet|ook|pre|plus|vereist|heeft|"
    r"een (?:must|eis|pre|plus))\b)|"
    r"\w*rijbewij[sz]\w*|\brijdt geen auto\b"
)
_LICENCE: Final = re.compile(r"\w*rijbewij[sz]\w*|\brijdt geen auto\b")
_DRIVER: Final = re.compile(r"chauffeurs?\b")
_HEAVY: Final = re.compile(r"(?<![A-Za-z0-9])(C ?[+/]? ?E|C1|BE)(?![A-Za-z0-9])")
_CATEGORY: Final = re.compile(
    r"(?<![A-Za-z0-9'])(AM|A1|A2|A|B ?\+ ?E|B-E|BE|B|C1E|C1|C ?[+/] ?E|CE|C|D1E|D1|D ?[+/] ?E|D|"
    r"T)(?![A-Za-z0-9'])"
)
_LOW_CATEGORY: Final = re.compile(r"(?<!')\b(?:am|be|ce|c1e?|d1e?|[bcdt])\b")
_BEHIND: Final = re.compile(
    r"rijbewij[sz]\w*[ :(-]*(?:categorie |cat )?(am|a1|a2|a|b ?\+ ?e|b-e|be|b|c1e?|c ?[+/] ?e|ce|c|d1e?|"
    r"d|t)(?![a-z0-9'])"
)
_ANY: Final = "AM|A|BE|B|CE|C1|C|DE|D|T"
"""Categories as they are written; of two that begin alike the longer one stands first."""
_HOLDS: Final = re.compile(
    r"\b(?:bezit (?:zijn )?van|pasjes? (?:met|voor|van)|papieren (?:voor|van)|categorie(?:en)?|cat|"
    r"[Hh]eeft(?= \S+$| \S+ en \S+$))[ :]+"
    rf"((?:{_ANY})(?:(?:, | en | ?\+ ?| ?/ ?)(?:{_ANY}))*)(?![A-Za-z0-9'])"
)
_LIST: Final = re.compile(rf"(?<![A-Za-z0-9'])((?:{_ANY})(?:(?:, | en | ?\+ ?| ?/ ?| )(?:{_ANY}))+)(?![A-Za-z0-9'])")
_NO_LIST: Final = re.compile(
    r"\b(?:hal|groep|blok|afdeling|klasse|type|gebouw|locatie|vitamine|plan|team|ploeg|lijn)(?:en)? [A-D]\b"
)
_OPENS: Final = re.compile(
    r"(?:^|: )(BE|CE|C1|[BCDT]) (?:is )?(?:dus |ook |wel |echt |daarvoor )?(?:een )?(?:must|eis|vereist|verplicht|"
    r"noodzakelijk|"
    r"nodig)\b"
)
_LOOSE: Final = re.compile(
    r"\b(?:[Zz]onder|[Gg]een|[Dd]aarnaast|[Nn]aast|[Oo]ok|[Zz]ijn|[Hh]aar|[Mm]ijn|[Aa]lleen|[Ww]el|"
    r"[Hh]eeft|[Hh]eb je|[Ee]n|[Oo]f|[Vv]orig jaar|[Dd]it jaar) "
    r"(?:een |geldige? )?(AM|BE|B|CE|C1|C|D|DE|T)(?![A-Za-z0-9'+])"
)
"""One category without the word, in a text that speaks of driving or of what was lost: "zijn C is verlopen"."""
_SPEAKS_OF_IT: Final = re.compile(
    r"rijbewij|\bgezakt voor\b|\bverlopen\b|\b(?:be)?haalde\b|\bgeldig\b|\bverleng|\bgehaald\b|\brij(?:d|dt|"
    r"den)\b|chauffeur|trekker|"
    r"oplegger|vrachtwagen|"
    r"bakwagen|aanhang|\bcode ?95\b|\bpad\b|scooter|brommer|\bbestuurder\b"
)
_AT_HAND: Final = re.compile(
    r"(?<![A-Za-z0-9'])(AM|BE|B|CE|C1|C|DE|D|T) (?:op zak|aanwezig|in bezit|behaald|gehaald)\b|\bpasje \(?(AM|BE|"
    r"B|CE|C1|C|D|T)\b"
)
_SO: Final = re.compile(
    r"^(?:en )?dus (?:wel )?(?:een )?(?:rijbewijs )?(BE|CE|C1|[BCD])\b|\b(BE|CE|C1|B|C|D)(?: en (?:BE|CE))? dus\W*$"
)
"""What follows from driving: "je rijdt met ons busje, dus B"."""
_BRACKETED: Final = re.compile(r"\((AM|BE|B|CE|C1|C|D|T)\)")
"""Behind what somebody drives: "rijdt auto (B) en aanhanger (BE)"."""
_FIRST: Final = re.compile(
    r"^(?:(?:en|ook) )?(BE|CE|C1E|C1|DE|D1|[BCDT])\b(?= (?:is|mag|hoeft|graag|verplicht|moet|ook|pre|plus|"
    r"vereist|heeft|een (?:must|eis|pre|plus))\b|$)"
)
"""A category that opens a clause, once the text is about licences: "BE is een plus"."""
_TOWED: Final = re.compile(
    r"\b(?:nodig|verplicht|vereist|moet|gehaald|behaald|geldig|in bezit|op zak|hebt?|"
    r"heeft)\b"
)
_TWO: Final = re.compile(
    r"\b(?:[Hh]eeft|[Hh]eb|[Hh]aalde|[Bb]ehaalde|[Nn]aast) (?:je |zijn |haar |mijn |een |zowel )?"
    rf"((?:{_ANY})(?:(?:, | en | ook | als | ?\+ ?| ?/ ?)(?:ook )?(?:{_ANY})\b)+)"
)
"""Two categories or more behind each other are licences, even where the word is not there."""
_NO_LONGER: Final = re.compile(
    r"\bnooit (?:auto)?rijles(?:sen)? gehad\b|\bnooit (?:leren|gaan) rijden\b|\bautorijden durft\b[^,]*\bniet\b|"
    r"\b(?:niet (?:meer )?autorijden|autorijden mag (?:\w+ )?niet)\b|"
    r"\bmag (?:hij |ze |zij |ik )?(?:\w+ ){0,3}?(?:niet|geen) (?:\w+ ){0,2}?(?:meer )?(?:auto ?)?(?:rijden|"
    r"achter het stuur)\b"
)
"""Who may not drive has no use of a licence."""
_LESSONS: Final = re.compile(
    r"\b(?:auto)?rijles(?:sen)?\b|\blessen voor (?:de|zijn|haar) (?:auto|rijbewijs)\b|"
    r"\bpraktijkexamen\b|\btheorie gehaald\b.*\bpraktijk|\bafrijden\b|\bbezig met (?:rij)?lessen\b"
)
_TAKES_THEM: Final = re.compile(
    r"\b(?:bezig|druk|zit op|zit in|volgt|krijgt|begonnen|gestart|loopt|lopen|theorie gehaald|gepland|aangevraagd|"
    r"herkansing)\b"
)
_OTHER_VEHICLE: Final = re.compile(r"\b(?:motor\w*|vrachtw\w*|vrachta\w*|bus|trekker|tractor|c|ce|d|t)\b")
_OR: Final = re.compile(r"(?:^|[^A-Za-z])(?:of|dan wel)[^A-Za-z]")


_DRIVES_NOT: Final = re.compile(
    r"\brijden (?:doet|kan) (?:hij|ze|zij) niet\b|\b(?:twee|drie|\d) ?(?:keer|"
    r"maal) gezakt\b"
)


def _categories(clause: Clause, *, known: bool, spoken: bool) -> tuple[str, ...]:
    """Categories of a clause; a bare "rijbewijs" is one for a car.

    ``known``: the text named one already; ``spoken``: it is about driving.
    """
    written, low = clause.written, clause.low
    if not _LICENCE.search(low):
        owned = _HOLDS.search(written) or _TWO.search(written)
        listed = None if _NO_LIST.search(written) else _LIST.search(written)
        found = _CATEGORY.findall(owned[1]) if owned else []
        found += _CATEGORY.findall(listed[1]) if listed else []
        found += [one or other for one, other in _AT_HAND.findall(written)]
        found += [one or other for one, other in _SO.findall(written)] if spoken else []
        found += _BRACKETED.findall(written) if spoken else []
        found += _LOOSE.findall(written) if spoken and not _NO_LIST.search(written) else []
        found += _FIRST.findall(written) if known else _OPENS.findall(written)
        found += _HEAVY.findall(written) if _DRIVER.search(low) or _TOWED.search(low) else []
        return tuple(dict.fromkeys(_bare(match) for match in found))
    found = [_bare(match) for match in _CATEGORY.findall(written)]
    found += [_bare(match) for match in _BEHIND.findall(low)]
    found += [category for pattern, category in _NAMED if pattern.search(low)]
    found = list(dict.fromkeys(found)) or ["B"]
    if len(found) > 1 and _OR.search(low):
        found = [min(found, key=lambda category: (len(category), category))]  # the lightest will do
    return tuple(found)


def _bare(category: str) -> str:
    return re.sub(r"[ +/-]", "", category).upper()


def _mentions(passage: Passage) -> Iterator[tuple[Clause, re.Pattern[str], tuple[str, ...]]]:
    """Clauses with the categories that they name."""
    known = False
    spoken = any(_SPEAKS_OF_IT.search(clause.low) for clause in passage.clauses)
    for clause in passage.clauses:
        found = _categories(clause, known=known, spoken=spoken)
        known |= bool(found)
        if found:
            yield clause, _SUBJECT if _LICENCE.search(clause.low) else _LOW_CATEGORY, found


def asked(passage: Passage) -> Said:
    """Licences that an employer's text demands."""
    demanded: list[str] = []
    wished: list[str] = []
    waived = False
    for clause, subject, found in _mentions(passage):
        how = strength(clause, subject)
        waived |= how is Strength.WAIVED
        if how in {Strength.DEMANDED, Strength.WISHED}:
            (demanded if how is Strength.DEMANDED else wished).extend(found)
    more = tuple(category for category in dict.fromkeys(wished) if category not in demanded)
    return Said(tuple(dict.fromkeys(demanded)), more, none=waived and not demanded and not more)


def held(passage: Passage) -> Said:
    """Licences that a text about a person says there are."""
    have: list[str] = []
    if any(_NO_LONGER.search(clause.low) for clause in passage.now()):
        return Said(none=True)
    denied = any(_takes_lessons(clause) for clause in passage.now()) or any(
        _DRIVES_NOT.search(clause.low) for clause in passage.clauses if clause.about is not About.OTHERS
    )
    for clause, subject, found in _mentions(passage):
        how = claim(clause, subject)
        if how is Claim.HELD:
            have.extend(found)
        elif how is Claim.DENIED:
            denied = True
    return Said(tuple(dict.fromkeys(have)), none=denied and not have) if have or denied else SILENT


def _takes_lessons(clause: Clause) -> bool:
    """Who is learning to drive a car has no licence for one yet."""
    near = f"{clause.low} , {' , '.join(clause.behind[:1])}"
    return bool(_LESSONS.search(near) and _TAKES_THEM.search(clause.low) and not _OTHER_VEHICLE.search(clause.low))
