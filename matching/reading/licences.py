"""Driving licences in a text: categories, what people call them, and code 95."""

import re
from typing import Final

from matching.reading.sentences import SILENT, Claim, Said, Strength, claim, clauses, strength

_NAMED: Final = (
    (re.compile(r"\bgroot rijbewijs|\bvrachtwagenrijbewijs|\bvrachtautorijbewijs"), "C"),
    (re.compile(r"\b(?:tractor|trekker)rijbewijs|rijbewijs (?:voor de )?(?:tractor|trekker)"), "T"),
    (re.compile(r"\b(?:brommer|bromfiets|scooter)(?:rijbewijs|certificaat)"), "AM"),
    (re.compile(r"\bmotorrijbewijs"), "A"),
    (re.compile(r"\bbusrijbewijs"), "D"),
    (re.compile(r"\bauto-?rijbewijs"), "B"),
)
_SUBJECT: Final = re.compile(r"\w*rijbewij[sz]\w*|\brijdt geen auto\b|\bcode ?95\b")
_LICENCE: Final = re.compile(r"\w*rijbewij[sz]\w*|\brijdt geen auto\b")
_DRIVER: Final = re.compile(r"\bchauffeurs?\b")
_HEAVY: Final = re.compile(r"(?<![A-Za-z0-9])(C ?[+/]? ?E|C1|BE)(?![A-Za-z0-9])")
_CODE: Final = re.compile(r"\bcode ?95\b")
_CATEGORY: Final = re.compile(
    r"(?<![A-Za-z0-9'])(AM|A1|A2|A|B ?\+ ?E|B-E|BE|B|C1E|C1|C ?[+/] ?E|CE|C|D1E|D1|D ?[+/] ?E|D|"
    r"T)(?![A-Za-z0-9'])"
)
_BEHIND: Final = re.compile(
    r"rijbewij[sz]\w*[ :(-]*(?:categorie |cat )?(am|a1|a2|a|b ?\+ ?e|b-e|be|b|c1e?|c ?[+/] ?e|ce|c|d1e?|"
    r"d|t)(?![a-z0-9'])"
)
_OR: Final = re.compile(r"(?:^|[^A-Za-z])(?:of|dan wel)[^A-Za-z]")


def _categories(written: str, low: str) -> tuple[str, ...]:
    """Categories of a clause; a bare "rijbewijs" is one for a car."""
    if not _LICENCE.search(low):
        return tuple(_bare(match) for match in _HEAVY.findall(written)) if _DRIVER.search(low) else ()
    found = [_bare(match) for match in _CATEGORY.findall(written)]
    found += [_bare(match) for match in _BEHIND.findall(low)]
    found += [category for pattern, category in _NAMED if pattern.search(low)]
    found = list(dict.fromkeys(found)) or ["B"]
    if len(found) > 1 and _OR.search(low):
        found = [min(found, key=lambda category: (len(category), category))]  # the lightest will do
    return tuple(found)


def _bare(category: str) -> str:
    return re.sub(r"[ +/-]", "", category).upper()


def asked(text: str) -> Said:
    """Licences that an employer's text demands."""
    demanded: list[str] = []
    wished: list[str] = []
    waived = False
    for clause in clauses(text):
        for subject, found in (
            (_SUBJECT, _categories(clause.written, clause.low)),
            (_CODE, ("code 95",) if _CODE.search(clause.low) else ()),
        ):
            if not found:
                continue
            how = strength(clause, subject)
            waived |= how is Strength.WAIVED
            if how in {Strength.DEMANDED, Strength.WISHED}:
                (demanded if how is Strength.DEMANDED else wished).extend(found)
    more = tuple(category for category in dict.fromkeys(wished) if category not in demanded)
    return Said(tuple(dict.fromkeys(demanded)), more, none=waived and not demanded and not more)


def held(text: str) -> Said:
    """Licences that a text about a person says there are."""
    have: list[str] = []
    denied = False
    for clause in clauses(text):
        found = _categories(clause.written, clause.low)
        code = ("code 95",) if _CODE.search(clause.low) else ()
        how = claim(clause)
        if how is Claim.HELD or not (found or code):
            have.extend((*found, *code))
        elif how is Claim.DENIED and found:
            denied = True
    return Said(tuple(dict.fromkeys(have)), none=denied and not have) if have or denied else SILENT
