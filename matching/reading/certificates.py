"""Diplomas and certificates that employers ask by name, such as VCA or a forklift certificate."""

import re
from typing import Final

from matching.reading.sentences import SILENT, Claim, Said, Strength, claim, clauses, strength

_PAPER: Final = r"(?=.*(?:certificaa?t|diploma|bewijs|\bpas\b|gecertificeerd|gediplomeerd))"
NAMED: Final = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("vca vol", r"\bvca[- ]?vol\b"),
        ("vca", r"\bvca\b(?![- ]?vol)"),
        ("heftruck", rf"^{_PAPER}.*\b(?:vork)?heftruck"),
        ("reachtruck", rf"^{_PAPER}.*\breachtruck"),
        ("hoogwerker", rf"^{_PAPER}.*\bhoogwerker"),
        ("bhv", r"\bbhv\b|\bbhv'er|\bbedrijfshulpverlen"),
        ("ehbo", r"\behbo\b"),
        ("vog", r"\bvog\b|verklaring omtrent (?:het )?gedrag"),
        ("beveiliger 2", r"\bbeveiliger (?:niveau )?2\b"),
        ("haccp", r"\bhaccp\b"),
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
_ANY: Final = re.compile(r"\bdiploma'?s?\b|\bcertificat(?:en)?\b|\bcertificaten\b|\bpapieren\b")
_NO_PAPERS: Final = re.compile(r"\bgeen (?:diploma'?s?|certificaten|papieren)\b")


def asked(text: str) -> Said:
    """Certificates that an employer's text demands; code 95 goes with the driving licence."""
    demanded: list[str] = []
    wished: list[str] = []
    waived = False
    for clause in clauses(text):
        found = [(name, subject) for name, subject in NAMED if name != "code 95" and subject.search(clause.low)]
        for name, subject in found:
            how = strength(clause, subject)
            if how in {Strength.DEMANDED, Strength.WISHED}:
                (demanded if how is Strength.DEMANDED else wished).append(name)
        if not found and _ANY.search(clause.low) and strength(clause, _ANY) is Strength.WAIVED:
            waived = True
    more = tuple(name for name in dict.fromkeys(wished) if name not in demanded)
    return Said(tuple(dict.fromkeys(demanded)), more, none=waived and not demanded and not more)


def held(text: str) -> Said:
    """Certificates that a text about a person says there are."""
    have: list[str] = []
    none = False
    for clause in clauses(text):
        none |= _NO_PAPERS.search(clause.low) is not None
        if claim(clause) is Claim.HELD:
            have += [name for name, subject in NAMED if subject.search(clause.low)]
    if have:
        return Said(tuple(dict.fromkeys(have)))
    return Said(none=True) if none else SILENT
