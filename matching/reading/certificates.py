"""Diplomas and certificates that employers ask by name, such as VCA or a forklift certificate."""

import re
from typing import Final

from matching.reading.licences import named
from matching.reading.modality import Claim, Strength, claim, strength
from matching.reading.sentences import SILENT, About, Passage, Said

_PAPER: Final = (
    r"(?=.*(?:certificaa?t|diploma|bewijs|pas\b|pasje|brevet|papier|gecertificeerd|gediplomeerd|"
    r"\bgeldig|\bverlopen\b|\bverlengd\b|\bgehaald\b|\bbehaald\b|\bop zak\b))"
)
_MUST: Final = r"\w*(?: is)?(?: een)? (?:verplicht|vereist|must|pre|plus|graag|noodzakelijk)\b"
NAMED: Final = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("vca vol", r"\bvca[- ]?vol\b"),
        ("vca", r"\bvca\b(?![- ]?vol)"),
        ("heftruck", rf"^{_PAPER}.*\b(?:vork)?heftruck|\bheftruck{_MUST}"),
        ("reachtruck", rf"^{_PAPER}.*\breachtruck|\breachtruck{_MUST}"),
        ("hoogwerker", rf"^{_PAPER}.*\bhoogwerker"),
        ("bhv", r"\bbhv\b|\bbhv'er|\bbedrijfshulpverlen"),
        ("ehbo", r"\behbo\b"),
        ("vog", r"\bvog\b|verklaring omtrent (?:het )?(?:goed )?gedrag"),
        ("beveiliger 2", r"\bbeveiliger (?:niveau )?2\b"),
        ("haccp", r"\bhaccp\b"),
        ("lasdiploma", r"\blas(?:sers?)?-?(?:diploma|certificaa?t|papier)"),
        ("verzorgende ig", r"\bverzorgende ig\b|\bvig\b"),
        ("helpende", rf"^{_PAPER}.*\bhelpende\b"),
        ("sociale hygiene", r"\bsociale hygiene\b"),
        ("motorkettingzaag", rf"^{_PAPER}.*\b(?:motor)?kettingzaag"),
        ("spuitlicentie", r"\bspuitlicentie\b"),
        ("taxi", r"\bchauffeurskaart\b|\btaxipas\b|\bchauffeurspas\b"),
        ("nen 3140", r"\bnen ?3140\b"),
        ("adr", r"\badr[- ](?:certificaat|diploma)"),
        ("code 95", r"\bcode ?95\b"),
    )
)
_ANY: Final = re.compile(r"\bdiploma'?s?\b|\bcertifica(?:at|ten)\b|\bpapieren\b")
_NO_PAPERS: Final = re.compile(
    r"\b(?:geen|zonder)(?: (?:enkele|andere|verdere|geldige))* (?:diploma'?s|certificaten|papieren)\b|"
    r"\b(?:geen|zonder) (?:enkel|ander|verder) (?:diploma|certificaat|papier)\b|\bgeen diploma\b|"
    r"\b(?:alle|al (?:zijn|haar)) (?:diploma'?s|certificaten|papieren)\b[^.]*\b(?:verlopen|kwijt)\b|"
    r"\bander(?:e)? (?:papier\w*|diploma'?s?|certifica\w+)\b[^.]*\b(?:niet|geen)\b|\bnergens een papier\w*|"
    r"\bnergens papieren\b|\bgeen enkel papier\w*|\bnooit een (?:diploma|certificaat)\b|"
    r"\b(?:diploma'?s|certificaten|papieren)\b[^:?]*[:?] ?(?:geen|nee)\b"
)


def asked(passage: Passage) -> Said:
    """Certificates that an employer's text demands; code 95 goes with a driving licence where one is named."""
    demanded: list[str] = []
    wished: list[str] = []
    waived = False
    with_licence = named(passage)
    for clause in passage.clauses:
        found = [
            (name, subject) for name, subject in NAMED
            if subject.search(clause.low) and not (name == "code 95" and with_licence)
        ]  # fmt: skip
        for name, subject in found:
            how = strength(clause, subject)
            if how in {Strength.DEMANDED, Strength.WISHED}:
                (demanded if how is Strength.DEMANDED else wished).append(name)
            waived |= how is Strength.WAIVED
        if not found and _ANY.search(clause.low) and strength(clause, _ANY) is Strength.WAIVED:
            waived = True
    more = tuple(name for name in dict.fromkeys(wished) if name not in demanded)
    return Said(tuple(dict.fromkeys(demanded)), more, none=waived and not demanded and not more)


def held(passage: Passage) -> Said:
    """Certificates that a text about a person says there are."""
    have: list[str] = []
    none = False
    for clause in passage.clauses:
        if clause.about is About.OTHERS:
            continue
        answered = f"{clause.low}? {clause.behind[0]}" if clause.asks and clause.behind else clause.low
        none |= _NO_PAPERS.search(answered) is not None
        have += [
            name for name, subject in NAMED
            if subject.search(clause.low) and claim(clause, subject) is Claim.HELD
        ]  # fmt: skip
    if have:
        return Said(tuple(dict.fromkeys(have)))
    return Said(none=True) if none else SILENT
