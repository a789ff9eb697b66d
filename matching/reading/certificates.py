"""Diplomas and certificates that employers ask by name, such as VCA or a forklift certificate."""

import re
from dataclasses import replace
from typing import Final

from matching.reading.modality import Claim, Strength, claim, strength
from matching.reading.sentences import SILENT, Passage, Said, plain
from matching.reading.subjects import About

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
        ("heftruck", rf"^{_PAPER}.*\b(?:(?:vork)?heftruck|hef\b)|\bheftruck{_MUST}"),
        ("reachtruck", rf"^{_PAPER}.*\b(?:reachtruck|reach\b)|\breachtruck{_MUST}"),
        ("hoogwerker", rf"^{_PAPER}.*\bhoogwerker"),
        ("bhv", r"\bbhv\b|\bbedrijfshulpverlen"),
        ("ehbo", r"\behbo\b"),
        ("beveiligingspas", r"\bbeveiligings?pas\b|\bbeveiligerspas\b"),
        ("bosmaaier", rf"^{_PAPER}.*\bbosmaai"),
        ("vog", r"\bvog\b|verklaring omtrent (?:het )?(?:goed )?gedrag"),
        ("beveiliger 2", r"\bbeveiliger (?:niveau )?2\b"),
        ("haccp", r"\bhaccp\b"),
        ("lasdiploma", r"\blas(?:sers?)?-?(?:diploma|certificaa?t|papier)"),
        ("verzorgende ig", r"\bverzorgende ig\b|\bvig\b"),
        ("helpende", rf"^{_PAPER}.*\bhelpende\b"),
        ("sociale hygiene", r"\bsociale hygiene\b"),
        ("motorkettingzaag", rf"^{_PAPER}.*\b(?:motor)?kettingzaag"),
        ("spuitlicentie", r"\bspuitlicentie\b"),
        ("taxi", r"\bchauffeurskaart\b|\btaxi-?(?:pas|diploma|kaart|certificaat)\b|\bchauffeurspas\b"),
        ("nen 3140", r"\bnen ?3140\b"),
        ("adr", r"\badr[- ](?:certificaat|diploma)"),
        ("code 95", r"\bcode ?95\b"),
    )
)
_HINTS: Final = re.compile(
    r"vca|\bhef|beveiligings?pas|bosmaai|\breach|reachtruck|hoogwerk|bhv|bedrijfshulp|ehbo|vog\b|omtrent|beveiliger|"
    r"haccp|\blas|"
    r"verzorgende|\bvig\b|helpende|"
    r"hygiene|kettingzaag|spuitlic|taxi|chauffeurs(?:kaart|pas)|\bnen|\badr\b|\bcode"
)
"""Without one of these a clause names no paper: most clauses are passed over at once."""
_UNUSED: Final = re.compile(r"\b(?:die|dat) (?:hij|ze|zij) niet (?:meer )?(?:wil )?\w+")
"""A paper that is there and not used any more."""
_ANY: Final = re.compile(r"\bdiploma'?s?\b|\bcertifica(?:at|ten)\b|\bpapier(?:en|tjes)\b")
_LISTS: Final = re.compile(r"\b(?:papieren|certificaten|diploma's|pasjes)\b[^:]*[:=]")
_SHORT: Final = 4
"""Words in one entry of a list of papers at most."""
_WILL_DO: Final = re.compile(
    r"\b(?:haal|halen|behaal|behalen) (?:je|jij|we|wij)\b|\bbetalen (?:we|wij)\b|\bvia ons\b|"
    r"\bof (?:bereid|willen|wilt|bezig)\b|\bof (?:ehbo|bhv)\b|\b(?:ehbo|bhv) of\b"
)
"""A paper that can be got there, or one of two."""
_TO_COME: Final = re.compile(r"\bvog\b.*\bnog (?:niet|geen)\b|\bnog geen vog\b")
"""A VOG can be asked for: not there yet is not a no."""
_NO_PAPERS: Final = re.compile(
    r"^(?:(?:het|zijn|haar|dat|die|is) )*(?:certificaat|bewijs|pas|papier)\b[^.]*\bverlopen\b|"
    r"\bniet over (?:\w+ )?(?:diploma'?s|certificaten|papieren)\b|\bniets aan (?:diploma's|certificaten|"
    r"papieren)\b|\bgeen enkel (?:geldig )?(?:certificaat|diploma|"
    r"papier)\b|"
    r"\b(?:diploma'?s|certificaten|papieren) (?:heeft|bezit|zijn) (?:\w+ )?(?:er )?niet\b|"
    r"\b(?:geen|zonder)(?: (?:enkele|andere|verdere|geldige))* (?:diploma'?s|certificaten|papieren)\b|"
    r"\b(?:geen|zonder) (?:enkel|ander|verder) (?:diploma|certificaat|papier)\b|\bgeen diploma\b|"
    r"\b(?:alle|al (?:zijn|haar)) (?:diploma'?s|certificaten|papieren)\b[^.]*\b(?:verlopen|kwijt)\b|"
    r"\bander(?:e)? (?:papier\w*|diploma'?s?|certifica\w+)\b[^.]*\b(?:niet|geen)\b|\bnergens een papier\w*|"
    r"\bnergens papieren\b|\bgeen enkel papier\w*|\bnooit een (?:diploma|certificaat)\b|"
    r"\b(?:diploma'?s|certificaten|papieren)\b[^:?]*[:?] ?(?:geen|nee)\b"
)


def named_papers(label: str) -> frozenset[str]:
    """Certificates that one entry of a list names, in whatever words: "VCA basisveiligheid" and "vca" are one."""
    low = f"certificaat {plain(label).lower()}"
    return frozenset(name for name, subject in NAMED if subject.search(low))


def asked(passage: Passage) -> Said:
    """Certificates that an employer's text demands."""
    demanded: list[str] = []
    wished: list[str] = []
    waived = False
    for clause in passage.clauses:
        hinted = _HINTS.search(clause.low)
        found = [] if not hinted else [
            (name, subject) for name, subject in NAMED
            if subject.search(clause.low)
        ]  # fmt: skip
        for name, subject in found:
            how = strength(clause, subject)
            if how is Strength.DEMANDED and _WILL_DO.search(f"{clause.low} , {clause.tail(subject)}"):
                how = Strength.WISHED
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
    none = listed = False
    for clause in passage.clauses:
        if clause.about is About.OTHERS:
            continue
        answered = f"{clause.low}? {clause.behind[0]}" if clause.asks and clause.behind else clause.low
        none |= _NO_PAPERS.search(answered) is not None
        listed |= _LISTS.search(clause.low) is not None
        if not _HINTS.search(clause.low):
            continue
        told = replace(clause, low=_UNUSED.sub("", clause.low))
        entry = f"certificaat {clause.low}" if listed and clause.low.count(" ") < _SHORT else clause.low
        have += [
            name for name, subject in NAMED
            if subject.search(entry) and claim(told, subject) is Claim.HELD
        ]  # fmt: skip
        none |= not _TO_COME.search(clause.low) and any(
            subject.search(told.low) and claim(told, subject) is Claim.DENIED for _, subject in NAMED
        )
    if have:
        return Said(tuple(dict.fromkeys(have)))
    return Said(none=True) if none else SILENT
